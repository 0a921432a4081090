"""The process that reads files for another: takes requests from standard input until that ends.

It knows the reading room and nothing else, holds at most so much memory, opens no connection, and can be killed at
any time: whatever a file does to it, the program that asked goes on.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

import msgspec

from analyzer.errors import ReadingError
from analyzer.reading import guard_wire as wire
from analyzer.reading import progress, read

_GROWN = 512 * 1024 * 1024
"""Bytes from which a process is not kept: what a large file leaves behind would be missing for the next."""


def main() -> None:
    """Answers every request, in order."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of an answer
    sys.addaudithook(_no_network)
    waiting: SimpleQueue[wire.Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, waiting), daemon=True).start()
    limited = False
    while True:
        request = waiting.get()
        if not limited:
            _limit(request.limits.memory)
            limited = True
        try:
            kind, content = _answer(request, answers)
        except MemoryError:
            kind, content = wire.MEMORY, b""
        except Exception as error:
            kind, content = wire.ERROR, wire.pack(_unexpected(os.fsdecode(request.path), error))
        if _memory(1) > _GROWN:
            wire.send(answers, wire.LAST)
        wire.send(answers, kind, content)
        if kind == wire.MEMORY:
            os._exit(1)  # what is left of this process is not to be trusted with another file


def _answer(request: wire.Request, answers: BinaryIO) -> tuple[bytes, bytes]:
    def told(done: int, count: int) -> None:
        wire.send(answers, wire.PROGRESS, wire.pack(wire.Progress(done, count)))

    try:
        if request.folder:
            with suppress(OSError):
                os.chdir(request.folder)
        with progress.listening(told):
            source = read(os.fsdecode(request.path), data=request.data, limits=request.limits)
    except ReadingError as error:
        if isinstance(error.__cause__, MemoryError):
            raise MemoryError from error
        failure = wire.Failure(error.code, wire.whole(error.message.vi), wire.whole(error.message.en))
        return wire.ERROR, wire.pack(failure)
    return wire.SOURCE, wire.pack_source(source)


def _unexpected(path: str, error: Exception) -> wire.Failure:
    """What no reader foresaw; the process is as good as before."""
    kind, name = type(error).__name__, wire.whole(path)
    return wire.Failure(
        "crashed",
        f"{name}: lỗi ngoài dự kiến khi đọc tệp ({kind}); hãy mở và lưu lại tệp.",
        f"{name}: unexpected error while the file was read ({kind}); open it and save it again.",
    )


def _listen(requests: BinaryIO, waiting: SimpleQueue[wire.Request]) -> None:
    """Hears also while a file is read that the program which asked is gone: then nobody waits for the answer."""
    while (frame := wire.receive(requests)) is not None:
        waiting.put(msgspec.msgpack.decode(frame.content, type=wire.Request))
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with the programs that it called
    os._exit(0)


def _no_network(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "urllib.")):
        raise PermissionError("reading a file opens no connection")


def _memory(column: int) -> int:
    """Bytes of memory that this process has reserved (0) or uses (1); 0 where the system does not say."""
    if sys.platform != "linux":
        return 0
    import resource

    return int(Path("/proc/self/statm").read_text("ascii").split()[column]) * resource.getpagesize()


def _limit(memory: int) -> None:
    """Bounds the memory of this process and of those that it calls: ``memory`` bytes beyond what it has."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _memory(0) + memory
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))
