"""Processes on this machine that check files, and can be killed.

Each has a pipe of its own: a process that hangs or dies takes down the file that it had, which is known, and nothing
else. A pool whose processes share a queue cannot promise that.
"""

from __future__ import annotations

import multiprocessing
import os
import platform
import signal
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

import msgspec

from analyzer.audit import outcomes
from analyzer.audit.checker import failed
from analyzer.audit.tasks import Checking, Outcome, Task, pack, unpack_outcome
from analyzer.audit.worker import FAILED, OUT_OF_MEMORY, READY, memory_can_be_limited, serve
from analyzer.errors import RasoatError
from analyzer.reading import guard

_START_SECONDS = 180.0
"""Time to load everything, on a slow disk."""
_START_TRIES = 3
_LAST_SECONDS = 5.0
"""Time for a process whose pipe is closed to be gone, so that its exit code is its own."""
_PAUSE = 1.0
"""Longest time to wait without looking up: on Windows, Ctrl-C is not heard meanwhile."""


class _Worker:
    """A process, and the task that it has."""

    def __init__(self, context: BaseContext, checking: bytes, memory: int | None) -> None:
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, checking, memory), daemon=True, name="rasoat-audit"
        )
        self.process.start()
        theirs.close()  # or the end of the process would go unnoticed
        self.ready = False
        self.task: Task | None = None
        self.deadline = time.monotonic() + _START_SECONDS

    @property
    def idle(self) -> bool:
        return self.ready and self.task is None

    def give(self, task: Task, timeout: float) -> None:
        self.task, self.deadline = task, time.monotonic() + timeout
        try:
            self.pipe.send_bytes(pack(task))
        except (BrokenPipeError, OSError):
            pass  # it died meanwhile; its pipe says so when it is read

    def kill(self) -> None:
        """Kills the process, and the programs that it called, unless it has ended."""
        if self.process.exitcode is not None:
            return
        if hasattr(os, "killpg") and self.process.pid is not None and self.ready:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()

    def end(self, wait: float = 0) -> int | None:
        """Kills the process unless it ends by itself within ``wait`` seconds; its exit code."""
        self.process.join(wait)
        self.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class Pool:
    """``jobs`` processes; ``timeout`` in seconds and ``memory`` in bytes (None: no limit) are those of one file."""

    def __init__(self, checking: Checking, jobs: int, timeout: float, memory: int | None) -> None:
        self._packed = pack(checking)
        self._timeout = timeout
        self._memory = memory if memory_can_be_limited() else None
        self._jobs = jobs
        self._context = _context()
        self._workers: list[_Worker] = []
        self._waiting: deque[Task] = deque()
        self._failed_starts = 0

    @property
    def room(self) -> int:
        """How many more tasks it takes; a few wait, so that no process does."""
        return 2 * self._jobs - self.busy

    @property
    def busy(self) -> int:
        """Tasks taken whose outcome was not given yet."""
        return len(self._waiting) + sum(worker.task is not None for worker in self._workers)

    def submit(self, task: Task) -> None:
        """Takes a task. Call ``collect`` until its outcome comes."""
        self._waiting.append(task)
        self._feed()

    def collect(self, wait: float | None) -> Iterable[Outcome]:
        """Outcomes that are there, in no order; waits ``wait`` seconds at most for the first (None: as needed).

        Raises ``RasoatError`` where no process can be started.
        """
        end = None if wait is None else time.monotonic() + wait
        found: list[Outcome] = []
        while self.busy and not found:
            now = time.monotonic()
            due = min((w.deadline for w in self._workers if w.task or not w.ready), default=now + 60)
            pause = max(0.0, min(due, now + _PAUSE, due if end is None else end) - now)
            for pipe in connection.wait([worker.pipe for worker in self._workers], pause):
                worker = next(w for w in self._workers if w.pipe is pipe)
                found += self._heard(worker)
            found += self._overdue()
            self._feed()
            if end is not None and time.monotonic() >= end:
                break
        return found

    def close(self) -> None:
        """Ends all processes, at once."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        self._waiting.clear()

    def _feed(self) -> None:
        """Gives waiting tasks to idle processes; starts those that are wanted."""
        for worker in self._workers:
            if self._waiting and worker.idle:
                worker.give(self._waiting.popleft(), self._timeout)
        starting = sum(not worker.ready for worker in self._workers)
        while len(self._workers) < self._jobs and starting < len(self._waiting):
            self._workers.append(_Worker(self._context, self._packed, self._memory))
            starting += 1

    def _heard(self, worker: _Worker) -> Iterable[Outcome]:
        try:
            data = _received(worker.pipe)
            if not worker.ready and data == READY:
                worker.ready, self._failed_starts = True, 0
                return
            if data.startswith(FAILED):
                raise _cannot_start(data.removeprefix(FAILED).decode("utf-8", "replace"))
            outcome = unpack_outcome(data)
        except (EOFError, OSError, msgspec.DecodeError):
            yield from self._died(worker)
            return
        if worker.task is not None and outcome.number == worker.task.number:
            worker.task = None
            yield outcome

    def _died(self, worker: _Worker) -> Iterable[Outcome]:
        self._workers.remove(worker)
        code = worker.end(_LAST_SECONDS)
        if worker.task is None:
            self._failed_starts += not worker.ready
            if self._failed_starts >= _START_TRIES:
                raise _cannot_start(str(code))
            return
        path = worker.task.path
        error = outcomes.memory(path) if code == OUT_OF_MEMORY else guard.crashed(path, code)
        yield failed(worker.task, error)

    def _overdue(self) -> Iterable[Outcome]:
        now = time.monotonic()
        for worker in [w for w in self._workers if w.deadline <= now and not w.idle]:
            if worker.pipe.poll():
                continue  # done just in time: it is heard next
            self._workers.remove(worker)
            worker.end()
            if worker.task is None:
                raise _cannot_start(f"> {_START_SECONDS:g} s")
            yield failed(worker.task, outcomes.timeout(worker.task.path, self._timeout))


def _received(pipe: Connection) -> bytes:
    return pipe.recv_bytes()


def _cannot_start(why: str) -> RasoatError:
    return RasoatError(
        f"Không khởi động được tiến trình kiểm tra ({why}).", f"The processes that check cannot be started ({why})."
    )


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """Where there is one, a server that has loaded everything forks the processes: a new one is there at once. Forking
    the run itself would take its threads and open files along."""
    # New interpreters would look for modules in the working directory first, which may be an archive of strangers.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    if platform.system() == "Linux":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["analyzer.audit.preload"])
        return context
    return multiprocessing.get_context("spawn")
