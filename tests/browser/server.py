"""``rasoat serve`` as a process, for the tests that look at it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
_UP = "Open the page at: "


def free_port() -> int:
    """A port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(what: Callable[[], object], seconds: float = 45.0, why: str = "") -> None:
    """Waits until ``what`` is true; fails after ``seconds``."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, why or f"not so after {seconds:.0f} s"
        time.sleep(0.05)


class Served:
    """A running server; ``log`` is all that it and its children said."""

    def __init__(
        self, data: Path, *arguments: str, port: int | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.data, self.port = data, port or free_port()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
        environment |= {"PYTHONUNBUFFERED": "1", **(env or {})}
        self.command = [
            sys.executable, "-m", "analyzer.cli", "serve", "--lang", "en", "--no-browser", "--port", str(self.port),
            "--data", str(data), *arguments,
        ]  # fmt: skip
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            encoding="utf-8",
        )  # fmt: skip
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            wait_for(lambda: _UP in self.log or self.process.poll() is not None, 60)
            assert _UP in self.log, self.log
        except AssertionError:
            self.stop()
            raise

    @property
    def log(self) -> str:
        return "".join(self._lines)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def children(self, what: str) -> list[psutil.Process]:
        """The processes of the page ("page") or of the workers ("worker")."""
        found = []
        for process in psutil.Process(self.process.pid).children():
            try:
                line = process.cmdline()
            except psutil.Error:  # it has just died
                continue
            if "analyzer.serving.child" in line and line[line.index("analyzer.serving.child") + 1] == what:
                found.append(process)
        return found

    def stop(self) -> int:
        """Stops it as a service manager does; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self._reader.join(5)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.append(line)
