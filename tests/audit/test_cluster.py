"""The same rows from a Dask cluster of real processes, one of which is killed on the way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.archives import archive, command, environment, many, rows, run, slow

pytest.importorskip("distributed", reason='Dask is not installed: pip install "rasoat[dask]"')


class Cluster:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._folder = folder
        self.processes = [
            self._dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
        ]

    def worker(self, *more: str) -> subprocess.Popen[bytes]:
        """Starts a worker of one thread."""
        process = self._dask(
            "worker", self.address, "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory",
            str(self._folder), *more,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def _dask(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self._folder / f"log-{arguments[0]}-{time.monotonic_ns()}").open("wb")
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments], stdout=log, stderr=log, env=environment(), cwd=self._folder
        )

    def wait_for(self, workers: int) -> None:
        """Until so many workers are there."""
        from distributed import Client

        with Client(self.address, timeout=60) as client:
            client.wait_for_workers(workers, timeout=60)

    def close(self) -> None:
        """Ends them all."""
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.worker()  # with its nanny, as it is started by default
        made.wait_for(1)
        yield made
    finally:
        made.close()


def test_the_rows_are_those_of_this_machine(tmp_path: Path, cluster: Cluster) -> None:
    files = archive(tmp_path / "files")
    slow(files / "slow.txt", 15)
    dask = ("--engine", "dask", "--scheduler", cluster.address)
    for place, called in (("local", ("--jobs", 2)), ("shared", dask), ("sent", (*dask, "--send-bytes"))):
        assert run(files, "-o", tmp_path / place, "--timeout", "4", *called).returncode == 3
    local = rows(tmp_path / "local")
    assert [row["error"]["code"] for row in local if row["error"]].count("timeout") == 1
    for place in ("shared", "sent"):
        assert (tmp_path / place / "rows.jsonl").read_bytes() == (tmp_path / "local" / "rows.jsonl").read_bytes()


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path, cluster: Cluster) -> None:
    files = many(tmp_path / "files", 40)
    run(files, "-o", tmp_path / "local")
    second = cluster.worker("--no-nanny")
    cluster.wait_for(2)
    process = subprocess.Popen(
        command(files, "-o", tmp_path / "out", "-f", "none", "--engine", "dask", "--scheduler", cluster.address),
        stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment(),
    )  # fmt: skip
    file = tmp_path / "out" / "rows.jsonl"
    while process.poll() is None and (not file.exists() or file.read_bytes().count(b"\n") < 8):
        time.sleep(0.02)
    os.kill(second.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    _, said = process.communicate(timeout=90)
    assert process.returncode == 0, said
    assert file.read_bytes() == (tmp_path / "local" / "rows.jsonl").read_bytes()


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyzer.audit.cluster._CONNECT_SECONDS", 1)
    files = many(tmp_path / "files", 1)
    found = run(files, "-o", tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert found.returncode == 2
    assert "Cannot reach the Dask scheduler" in found.stderr
    assert run(files, "-o", tmp_path / "out", "--resume").returncode == 0
