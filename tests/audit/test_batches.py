"""What goes to a Dask cluster in batches: files that bring workers down are told from the rest."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

pytest.importorskip("distributed")
from distributed import KilledWorker

from analyzer.audit import cluster
from analyzer.audit.asked import Terms
from analyzer.audit.checker import failed
from analyzer.audit.sources import Source
from analyzer.audit.tasks import Checking, Outcome, Task, pack, unpack_task
from analyzer.errors import ReadingError

BAD = "nang.pdf"


class Future:
    """A batch that is done at once: the worker dies of a bad file."""

    def __init__(self, tasks: list[Task]) -> None:
        self._tasks = tasks
        self.status = "error" if any(task.path == BAD for task in tasks) else "finished"

    def add_done_callback(self, call: Any) -> None:
        call(self)

    def result(self) -> list[bytes]:
        error = ReadingError("không có", "there is none", code="missing")
        return [pack(failed(task, error)) for task in self._tasks]

    def exception(self) -> Exception:
        error: Exception = KilledWorker("key", None, 3)
        return error

    def cancelled(self) -> bool:
        return False

    def release(self) -> None:
        pass


class Client:
    """Stands for Dask; ``sizes``: how many files went together."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def nthreads(self) -> dict[str, int]:
        return {"one": 1}

    def submit(self, _work: Any, tasks: list[bytes], *_asked: Any, key: str, **_: Any) -> Future:
        assert key
        self.sizes.append(len(tasks))
        return Future([unpack_task(task) for task in tasks])


def task(number: int, path: str) -> Task:
    return Task(number=number, path=path, source=Source("file", path), sha256="0", terms=Terms(), data=None)


def test_a_file_that_brings_workers_down_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    monkeypatch.setattr(cluster, "_client", lambda _address: client)
    engine = cluster.Cluster(Checking(program="p", reports=None, out=".", lang="vi"), "tcp://nowhere", 1.0, None)
    paths = ["a.pdf", "b.pdf", BAD, "c.pdf", "d.pdf", "e.pdf", "f.pdf", "g.pdf"]
    for number, path in enumerate(paths):
        engine.submit(task(number, path))
    assert engine.busy == len(paths)
    found: dict[int, Outcome] = {}
    while engine.busy:
        found |= {outcome.number: outcome for outcome in engine.collect(1.0)}
    codes = {paths[number]: msgspec.json.decode(outcome.line)["error"]["code"] for number, outcome in found.items()}
    assert codes == {path: "crashed" if path == BAD else "missing" for path in paths}
    assert client.sizes == [6, 2, *[1] * 6]
