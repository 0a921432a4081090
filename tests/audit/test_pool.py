"""Files that hang, need too much, or take the process down."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyzer.audit.asked import Terms
from analyzer.audit.pool import Pool
from analyzer.audit.program import program_digest
from analyzer.audit.sources import local
from analyzer.audit.tasks import Checking, Task
from analyzer.errors import RasoatError
from tests.audit.archives import many, rows, run, slow

CHECKING = Checking(program=program_digest())


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool(CHECKING, 2, 60, None)
    yield made
    made.close()


def _task(number: int, file: Path) -> Task:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    return Task(number=number, path=file.name, source=local(file), sha256=sha256, terms=Terms())


def _drain(pool: Pool) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    while pool.busy:
        for outcome in pool.collect(None):
            row = json.loads(outcome.line)
            assert row["path"] not in found
            found[row["path"]] = row
    return found


def test_a_killed_process_costs_its_file_alone(tmp_path: Path, pool: Pool) -> None:
    if sys.platform == "win32":
        pytest.skip("signals of POSIX")
    slow(tmp_path / "slow.txt", 4)
    pool.submit(_task(0, tmp_path / "slow.txt"))
    while not any(worker.task for worker in pool._workers):
        assert not list(pool.collect(0.05))
    (worker,) = [worker for worker in pool._workers if worker.task]
    for number, file in enumerate(sorted(many(tmp_path / "files", 6).iterdir()), 1):
        pool.submit(_task(number, file))
    os.kill(worker.process.pid or 0, signal.SIGSEGV)
    found = _drain(pool)
    assert found.pop("slow.txt")["error"]["code"] == "crashed"
    assert len(found) == 6
    assert not [row["error"] for row in found.values() if row["error"]]


def test_a_process_killed_before_it_is_ready_costs_nothing(tmp_path: Path, pool: Pool) -> None:
    (file,) = many(tmp_path / "files", 1).iterdir()
    pool.submit(_task(1, file))
    pool._workers[0].process.kill()
    assert _drain(pool)["000.txt"]["error"] is None


def test_a_file_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    files = many(tmp_path / "files", 3)
    slow(files / "001 slow.txt", 15)
    found = run(files, "-o", tmp_path / "out", "--jobs", 2, "--timeout", "4")
    assert found.returncode == 3
    codes = {row["path"]: row["error"] and row["error"]["code"] for row in rows(tmp_path / "out")}
    assert codes == {"000.txt": None, "001 slow.txt": "timeout", "001.txt": None, "002.txt": None}


def test_what_was_stopped_is_tried_again_and_the_rest_is_not(tmp_path: Path) -> None:
    files, cache = many(tmp_path / "files", 2), tmp_path / "cache"
    slow(files / "slow.txt", 1)
    run(files, "-o", tmp_path / "out", "--timeout", "0.05", cache=cache)
    assert rows(tmp_path / "out")[-1]["error"]["code"] == "timeout"
    run(files, "-o", tmp_path / "out", cache=cache)
    assert [row["error"] for row in rows(tmp_path / "out")] == [None] * 3


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_file_that_needs_too_much_memory(tmp_path: Path) -> None:
    files = many(tmp_path / "files", 3)
    (files / "001 large.txt").write_text("😀" + "xa an thinh " * 690_000, "utf-8")
    found = run(files, "-o", tmp_path / "out", "--jobs", 2, "--memory", 256)
    assert found.returncode == 3
    codes = {row["path"]: row["error"] and row["error"]["code"] for row in rows(tmp_path / "out")}
    assert codes == {"000.txt": None, "001 large.txt": "out_of_memory", "001.txt": None, "002.txt": None}


def test_a_system_that_cannot_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.audit.pool.platform.system", lambda: "Windows")
    made = Pool(CHECKING, 1, 60, None)
    for number, file in enumerate(many(tmp_path / "files", 2).iterdir()):
        made.submit(_task(number, file))
    found = _drain(made)
    made.close()
    assert [found[name]["error"] for name in ("000.txt", "001.txt")] == [None, None]


def test_processes_that_cannot_start_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = many(tmp_path / "files", 1).iterdir()
    made = Pool(CHECKING, 1, 60, None)
    monkeypatch.setattr(made, "_packed", b"no plan at all")
    made.submit(_task(1, file))
    with pytest.raises(RasoatError, match="cannot be started"):
        _drain(made)
    made.close()


def test_a_file_that_changes_while_it_waits(tmp_path: Path, pool: Pool) -> None:
    (file,) = many(tmp_path / "files", 1).iterdir()
    task = _task(1, file)
    file.write_text("KẾ HOẠCH\nNội dung khác hẳn, viết sau khi tệp đã được liệt kê.\n", "utf-8")
    pool.submit(task)
    row = _drain(pool)["000.txt"]
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest() != task.sha256
