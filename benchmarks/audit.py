"""What ``rasoat audit`` promises, measured: ``python -m benchmarks.audit FOLDER [--count 2000] [--only NAME ...]``.

An archive is made below FOLDER (see ``benchmarks.archive``) and audited again and again in processes of its own:

``scaling``  documents a second with two processes over one; at least 1.7, or 0.9 of what two processes of pure
             computation reach over one in the same minute on the same machine
``memory``   peak of the run's own process (not of those that check) at all documents over a tenth; at most 1.2
``again``    time of the first run over that of the second on the same files; at least 50
``kills``    runs that are killed at random moments and resumed, until done; rows equal to those of an unbroken run
``dask``     documents a second of a Dask cluster with two workers over two local processes; at least 0.85

Time to start (an archive of two documents) is taken off where documents a second are compared. Exit code 1: a promise
was not kept.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.archive import write

_POLL = 0.02


@dataclass(frozen=True)
class Measured:
    """One run: seconds, and the peak of its own process in bytes (0 where the system does not say)."""

    seconds: float
    peak: int
    digest: str


class Bench:
    """The archive, and runs over it."""

    def __init__(self, folder: Path, count: int, seed: int) -> None:
        self.folder, self.count, self.seed = folder, count, seed
        self.files = self._archive("all", count)
        self.tenth = self._archive("tenth", max(20, count // 10))
        self.two = self._archive("two", 2)

    def _archive(self, name: str, count: int) -> Path:
        files = self.folder / f"{name}-{count}-{self.seed}"
        for _ in write(files, count, self.seed):
            pass
        return files

    def run(self, files: Path, *more: str, cache: Path | None = None, keep: bool = False) -> Measured:
        """A whole run into an empty folder, or over the one that is there (``keep``)."""
        out = self.folder / "out"
        if not keep:
            shutil.rmtree(out, ignore_errors=True)
        began = time.perf_counter()
        process = self._start(files, out, *more, cache=cache)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            time.sleep(_POLL)
        seconds = time.perf_counter() - began
        if process.returncode not in (0, 3):
            raise SystemExit(f"the audit ended with {process.returncode}")
        return Measured(seconds, peak, _digest(out / "rows.jsonl"))

    def _start(self, files: Path, out: Path, *more: str, cache: Path | None = None) -> subprocess.Popen[bytes]:
        kept = ["--cache", str(cache)] if cache else ["--no-cache"]
        call = [sys.executable, "-m", "analyzer.cli", "audit", str(files), "--out", str(out), "--format", "none"]
        return subprocess.Popen([*call, *kept, "--no-config", *more], stderr=subprocess.DEVNULL)

    def rate(self, files: Path, count: int, *more: str) -> float:
        """Documents a second, without the time to start."""
        idle = self.run(self.two, *more).seconds
        return (count - 2) / max(0.1, self.run(files, *more).seconds - idle)

    def scaling(self) -> dict[str, Any]:
        possible = pure()
        one = self.rate(self.files, self.count, "--jobs", "1")
        two = self.rate(self.files, self.count, "--jobs", "2")
        return {
            "one": one,
            "two": two,
            "ratio": two / one,
            "pure": possible,
            "kept": two / one >= min(1.7, 0.9 * possible),
        }

    def memory(self) -> dict[str, Any]:
        few, all_ = (self.run(files, "--jobs", "2").peak for files in (self.tenth, self.files))
        return {"few_mb": few / 2**20, "all_mb": all_ / 2**20, "ratio": all_ / max(1, few), "kept": all_ <= 1.2 * few}

    def again(self) -> dict[str, Any]:
        cache = self.folder / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        first = self.run(self.files, cache=cache)
        second = min((self.run(self.files, cache=cache, keep=True) for _ in range(2)), key=lambda run: run.seconds)
        ratio = first.seconds / second.seconds
        kept = ratio >= 50 and first.digest == second.digest
        return {"first_s": first.seconds, "second_s": second.seconds, "ratio": ratio, "kept": kept}

    def kills(self, times: int) -> dict[str, Any]:
        whole = self.run(self.tenth)
        chance, out = random.Random(self.seed), self.folder / "out"
        unequal = landed = 0
        while landed < times:
            shutil.rmtree(out, ignore_errors=True)
            more: tuple[str, ...] = ()
            while True:
                process = self._start(self.tenth, out, *more)
                try:
                    process.wait(chance.uniform(0.05, 1.1) * whole.seconds)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    landed += 1
                    more = ("--resume",) if (out / "audit.json").exists() else ()
                    if landed < times:
                        continue
                    process = self._start(self.tenth, out, *more)
                    process.wait()
                break
            unequal += _digest(out / "rows.jsonl") != whole.digest
        return {"kills": landed, "unequal": unequal, "kept": not unequal}

    def dask(self) -> dict[str, Any]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        calls = [["scheduler", "--host", "127.0.0.1", "--port", address.rsplit(":", 1)[1], "--no-dashboard"]]
        calls += [["worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]] * 2
        python, quiet = [sys.executable, "-m", "dask"], subprocess.DEVNULL
        started = [subprocess.Popen([*python, *call], stdout=quiet, stderr=quiet) for call in calls]
        try:
            from distributed import Client

            with Client(address, timeout=60) as client:
                client.wait_for_workers(2, timeout=60)
            there = self.rate(self.files, self.count, "--engine", "dask", "--scheduler", address)
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait()
        here = self.rate(self.files, self.count, "--jobs", "2")
        return {"dask": there, "local": here, "ratio": there / here, "kept": there / here >= 0.85}


def _peak(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def _count(number: int) -> int:
    total = 0
    for value in range(number):
        total += value * value % 7
    return total


def pure() -> float:
    """How much more two processes of pure computation do than one: 2.0 on a machine that has two cores to spare."""
    seconds = []
    for processes in (1, 2):
        work = [multiprocessing.Process(target=_count, args=(30_000_000,)) for _ in range(processes)]
        began = time.perf_counter()
        for process in work:
            process.start()
        for process in work:
            process.join()
        seconds.append(time.perf_counter() - began)
    return 2 * seconds[0] / seconds[1]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=20)
    names = ("scaling", "memory", "again", "kills", "dask")
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    asked = parser.parse_args(arguments)
    bench = Bench(asked.folder, asked.count, asked.seed)
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "scaling": bench.scaling, "memory": bench.memory, "again": bench.again,
        "kills": lambda: bench.kills(asked.kills), "dask": bench.dask,
    }  # fmt: skip
    kept = True
    for name in asked.only:
        found = measures[name]()
        kept = kept and found["kept"]
        rounded = {key: round(value, 2) if isinstance(value, float) else value for key, value in found.items()}
        print(json.dumps({"name": name, "count": asked.count, "cores": os.cpu_count(), **rounded}), flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
