"""A process that checks files for an audit until its pipe is closed."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from analyzer.audit.tasks import pack, unpack_checking, unpack_task

READY, FAILED = b"ready", b"failed:"
OUT_OF_MEMORY = 86
"""Exit code of a worker that ran out of memory: what is left of it is not to be trusted with another file."""


def serve(pipe: Connection, checking: bytes, memory: int | None) -> None:
    """Says ``READY`` (or ``FAILED`` and why), then answers each task with its outcome.

    ``memory``: bytes that one file may need beyond what the process holds when it is ready; None: no limit.
    """
    be_quiet()
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own: what it calls (text recognition) can be killed with it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent alone decides
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        from analyzer.audit.checker import Checker

        checker = Checker(unpack_checking(checking))
        checker.warm_up()
    except Exception as error:
        pipe.send_bytes(FAILED + f"{type(error).__name__}: {error}".encode())
        return
    gc.freeze()  # what was loaded once need not be gone through again
    if memory is not None:
        _limit_memory(memory)
    pipe.send_bytes(READY)
    while True:
        try:
            task = unpack_task(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            outcome = pack(checker.run(task))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        pipe.send_bytes(outcome)


def be_quiet() -> None:
    """A rule that fails is said in its row; the log, without which Python prints it, is for who works on the rule."""
    if not os.environ.get("RASOAT_DEBUG"):
        logging.getLogger("analyzer").addHandler(logging.NullHandler())


def memory_can_be_limited() -> bool:
    """Whether the system lets a process bound its own memory: Linux does."""
    return sys.platform == "linux"


def _limit_memory(memory: int) -> None:
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = pages * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _die_with_parent() -> None:
    """A parent that was killed closes nothing in good order: nobody would stop a worker in the middle of a file."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)  # with the programs that it called
        os._exit(1)
