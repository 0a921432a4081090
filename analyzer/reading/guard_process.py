"""Processes that read: started when wanted, kept for the next file, killed with what they called."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import BinaryIO, cast

from analyzer.reading import guard_wire as wire

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from analyzer.reading.guard_child import main; main()"
)
_FILES = 500
"""Files after which a process is renewed: libraries that parse leak."""
_LOCK = threading.Lock()
_IDLE: list[Process] = []
_ALL: set[Process] = set()


class Process:
    """A process that reads one file at a time, and the threads that talk to it, so that waiting can end."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="rasoat-")
        """For temporary files of the process, which leaves them behind when it is killed."""
        self._popen = subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-c", _START, json.dumps(_search_path())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=None if os.environ.get("RASOAT_DEBUG") else subprocess.DEVNULL,
            env=_environment(self._folder), start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        self._stdin = cast(BinaryIO, self._popen.stdin)
        self._answers: SimpleQueue[wire.Frame | None] = SimpleQueue()
        self._next: list[wire.Frame | None] = []
        self._left = _FILES
        threading.Thread(target=_hear, args=(cast(BinaryIO, self._popen.stdout), self._answers), daemon=True).start()

    @property
    def usable(self) -> bool:
        """Whether it takes one more file."""
        return self._left > 0 and self._popen.poll() is None

    def send(self, request: bytes) -> None:
        """Gives it a file to read. A process that is gone says so by its answer."""
        self._left -= 1
        threading.Thread(target=_say, args=(self._stdin, request), daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Whether there is an answer within so many seconds."""
        if not self._next:
            with suppress(Empty):
                self._next.append(self._answers.get(timeout=seconds))
        return bool(self._next)

    def has_answer(self) -> bool:
        """Whether there is an answer now."""
        return bool(self._next) or not self._answers.empty()

    def retire(self) -> None:
        """It takes no further file."""
        self._left = 0

    def answer(self) -> wire.Frame | None:
        """The answer that ``wait`` found; None where the process ended."""
        return self._next.pop()

    def exit_code(self) -> int | None:
        """How a process that gave no answer ended; None where it did not."""
        try:
            return self._popen.wait(2)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        """Ends it and the programs that it called, whatever they do."""
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.kill()
        self._popen.wait()
        with suppress(OSError):
            self._stdin.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        with _LOCK:
            _ALL.discard(self)


def take() -> Process:
    """A process for one file; ``give_back`` or ``Process.kill`` when it is done. Raises ``OSError``."""
    spent = []
    with _LOCK:
        while _IDLE:
            process = _IDLE.pop()
            if process.usable:
                break
            spent.append(process)
        else:
            if not _ALL:
                atexit.register(_close)
            process = Process()
            _ALL.add(process)
    for old in spent:
        old.kill()
    return process


def give_back(process: Process) -> None:
    """Keeps a process for the next file; one is enough."""
    with _LOCK:
        if not _IDLE and process.usable:
            _IDLE.append(process)
            return
    process.kill()


def drop_idle() -> None:
    """Ends the process that waits for the next file: the next begins with the environment of then."""
    with _LOCK:
        idle = list(_IDLE)
        _IDLE.clear()
    for process in idle:
        process.kill()


def _close() -> None:
    for process in list(_ALL):
        process.kill()


def _forget() -> None:
    """In a process that was forked: those that read belong to the other."""
    global _LOCK
    _LOCK = threading.Lock()
    _IDLE.clear()
    _ALL.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _hear(stream: BinaryIO, answers: SimpleQueue[wire.Frame | None]) -> None:
    with stream, suppress(OSError, ValueError, MemoryError):
        while (frame := wire.receive(stream)) is not None:
            answers.put(frame)
    answers.put(None)


def _say(stream: BinaryIO, request: bytes) -> None:
    with suppress(OSError, ValueError):
        wire.send(stream, wire.REQUEST, request)


def _search_path() -> list[str]:
    """Where modules are found; never the working directory, which may be an archive of strangers."""
    home = str(Path(__file__).resolve().parents[2])
    found = [entry for entry in sys.path if entry and entry != "."]
    return found if home in found else [*found, home]


def _environment(folder: str) -> dict[str, str]:
    """That of this program, with temporary files apart, and without threads that only sums of matrices would use."""
    return os.environ | {
        "TMPDIR": folder, "TEMP": folder, "TMP": folder, "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    }  # fmt: skip
