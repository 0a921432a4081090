"""A Dask cluster that checks files: many machines, the same rows.

Each thread of a Dask worker keeps a process of its own (see ``analyzer.audit.pool``), so that a file that hangs or
kills takes no worker along. What a worker had when its machine went is given to another.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
import time
import uuid
from collections import deque
from collections.abc import Iterable
from typing import Any

from analyzer.audit.checker import failed
from analyzer.audit.pool import Pool
from analyzer.audit.program import program_digest
from analyzer.audit.tasks import Checking, Outcome, Task, pack, unpack_checking, unpack_outcome, unpack_task
from analyzer.errors import RasoatError, UsageError
from analyzer.reading import guard

_CONNECT_SECONDS = 15
_WITHOUT_WORKERS = 120.0
"""Seconds without a worker after which a run gives up; what was done can be resumed."""
_LOOK = 1.0
"""Seconds between two looks at how many threads there are."""
_BATCH = 6
"""Files that go to a worker together: a message of Dask takes as long as a tenth of a check."""
_BATCHES_PER_THREAD = 3
"""Enough that none waits for the network."""


class Cluster:
    """The workers of the scheduler at ``address``; ``timeout`` in seconds and ``memory`` in bytes as in ``Pool``."""

    def __init__(self, checking: Checking, address: str, timeout: float, memory: int | None) -> None:
        """Raises ``UsageError`` where there is no Dask here, or no scheduler there."""
        self._client = _client(address)
        self._address = address
        self._asked = (pack(checking), timeout, memory)
        self._run = uuid.uuid4().hex
        self._waiting: list[Task] = []
        """What is not sent yet: a batch in the making."""
        self._sent: dict[str, tuple[list[Task], Any]] = {}
        self._done: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._threads, self._looked, self._seen = 0, 0.0, time.monotonic()

    @property
    def room(self) -> int:
        """How many more tasks it takes."""
        self._look()
        return max(1, self._threads) * _BATCHES_PER_THREAD * _BATCH - self.busy

    @property
    def busy(self) -> int:
        """Tasks taken whose outcome was not given yet."""
        return len(self._waiting) + sum(len(tasks) for tasks, _ in self._sent.values())

    def submit(self, task: Task) -> None:
        """Takes a task."""
        self._waiting.append(task)
        if len(self._waiting) == _BATCH:
            self._send_waiting()

    def _send_waiting(self) -> None:
        if self._waiting:
            self._send(self._waiting)
            self._waiting = []

    def _send(self, tasks: list[Task]) -> None:
        name = f"rasoat-{self._run}-{tasks[0].number}-{len(tasks)}"
        future = self._client.submit(
            work, [pack(task) for task in tasks], *self._asked, key=name, pure=False, priority=-tasks[0].number
        )
        self._sent[name] = (tasks, future)
        future.add_done_callback(lambda done: self._done.put((name, done)))

    def collect(self, wait: float | None) -> Iterable[Outcome]:
        """Outcomes that are there; waits ``wait`` seconds at most for the first (None: a while).

        Raises ``RasoatError`` where the scheduler or all workers are gone, or cannot work.
        """
        found: list[Outcome] = []
        if wait != 0:
            self._send_waiting()  # whoever waits gives no more for now
        if not self._sent:
            return found
        try:
            name, future = self._done.get(timeout=_LOOK if wait is None else wait) if wait != 0 else self._ready()
            while True:
                found += self._outcomes(name, future)
                name, future = self._ready()
        except queue.Empty:
            pass
        if not found:
            self._look()
            if time.monotonic() - self._seen > _WITHOUT_WORKERS:
                raise _gone(self._address)
        return found

    def close(self) -> None:
        """Takes back what is not done, and leaves."""
        self._client.cancel([future for _, future in self._sent.values()], force=True)
        self._sent.clear()
        self._client.close(timeout=5)

    def _ready(self) -> tuple[str, Any]:
        return self._done.get_nowait()

    def _outcomes(self, name: str, future: Any) -> list[Outcome]:
        from distributed import KilledWorker

        if name not in self._sent:
            return []
        tasks, _ = self._sent.pop(name)
        if future.status == "finished":
            outcomes = [unpack_outcome(outcome) for outcome in future.result()]
            future.release()
            return outcomes
        error = None if future.cancelled() else future.exception()
        if isinstance(error, KilledWorker):
            if len(tasks) == 1:
                return [failed(tasks[0], guard.crashed(tasks[0].path, None))]
            for task in tasks:  # one of them brings workers down: alone it is known which
                self._send([task])
            return []
        if error is None:
            raise _gone(self._address)
        raise RasoatError(
            f"Máy kiểm tra không làm việc được ({type(error).__name__}: {error}).",
            f"A worker cannot work ({type(error).__name__}: {error}).",
        )

    def _look(self) -> None:
        """Counts the threads of all workers, now and then."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        self._threads = sum(self._client.nthreads().values())
        if self._threads:
            self._seen = now


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "Chưa cài Dask; hãy cài: python -m pip install “rasoat[dask]”.",
            'Dask is not installed: python -m pip install "rasoat[dask]".',
        ) from error
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"Không kết nối được bộ điều phối Dask {address}; hãy kiểm tra địa chỉ và lệnh “dask scheduler”.",
            f"Cannot reach the Dask scheduler {address}; check the address, and that “dask scheduler” runs.",
        ) from error


def _gone(address: str) -> RasoatError:
    return RasoatError(
        f"Không còn máy kiểm tra nào ở {address}; kết quả đã có được giữ, làm tiếp bằng --resume.",
        f"There is no worker left at {address}; what was done is kept, go on with --resume.",
    )


_local = threading.local()


def work(tasks: list[bytes], checking: bytes, timeout: float, memory: int | None) -> list[bytes]:
    """Checks files, in a thread of a Dask worker: an ``Outcome`` for each. Raises ``RuntimeError`` where it cannot."""
    try:
        return _work(tasks, unpack_checking(checking), (checking, timeout, memory))
    except RasoatError as error:
        raise RuntimeError(error.message.vi) from None  # which any Dask can carry


def _work(tasks: list[bytes], asked: Checking, called: tuple[bytes, float, int | None]) -> list[bytes]:
    _check_folder(asked)
    if getattr(_local, "called", None) != called:
        if getattr(_local, "pool", None) is not None:
            _local.pool.close()
        _may_have_children()
        mine = Checking(program=program_digest(), reports=asked.reports, out=asked.out, lang=asked.lang)
        _local.pool = Pool(mine, 1, called[1], called[2])
        _local.called = called
    pool: Pool = _local.pool
    waiting, found = deque(tasks), list[bytes]()
    while len(found) < len(tasks):
        while waiting and pool.room > 0:
            pool.submit(unpack_task(waiting.popleft()))
        found += [pack(outcome) for outcome in pool.collect(None)]
    return found


def _may_have_children() -> None:
    """Under its nanny, a Dask worker is a "daemon" in the words of ``multiprocessing``, which must have no children
    lest they stay behind; those of an audit go when the worker does."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


def _check_folder(asked: Checking) -> None:
    if asked.reports and not os.path.isdir(asked.out):
        raise UsageError(
            f"--reports cần thư mục {asked.out} có trên mọi máy kiểm tra; hãy dùng thư mục chung.",
            f"--reports needs {asked.out} on all workers; use a shared folder.",
        )
