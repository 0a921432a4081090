"""Child processes that are kept alive: started, started again when they die, stopped together."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_POLL = 0.2
_FIRST_DELAY, _LONGEST_DELAY = 0.5, 30.0
_SETTLED = 60.0
"""A child that lived so long failed anew, not again."""
_PATIENCE = 10.0
"""How long a child may take to stop; then it is killed."""


@dataclass(slots=True)
class Child:
    """A process that is to run. ``arguments``: of ``analyzer.serving.child``."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay: float = _FIRST_DELAY
    start_at: float = 0.0
    """When it may be started, by the monotonic clock."""
    starts: int = 0


@dataclass(slots=True)
class Supervisor:
    """Keeps children alive until told to stop."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    say: Callable[[str, int], None]
    """Told of a child that died: its name, and the code it ended with."""
    stopped: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Starts every child."""
        for child in self.children:
            self._start(child)

    def watch(self) -> None:
        """Starts anew what dies, until ``stopped``; then stops all."""
        try:
            while not self.stopped.wait(_POLL):
                self.tend()
        finally:
            self.stop()

    def tend(self) -> None:
        """Looks after every child once."""
        now = time.monotonic()
        for child in self.children:
            process = child.process
            if process is not None and process.poll() is not None:
                self.say(child.name, process.returncode)
                _close(process)
                child.process = None
                child.delay = _FIRST_DELAY if now - child.started_at > _SETTLED else child.delay
                child.start_at = now + child.delay
                child.delay = min(child.delay * 2, _LONGEST_DELAY)
            if child.process is None and now >= child.start_at and not self.stopped.is_set():
                self._start(child)

    def stop(self) -> None:
        """Stops all children at once: first they are asked to, then they are killed."""
        self.stopped.set()
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            _close(process)
        end = time.monotonic() + _PATIENCE
        for process in running:
            try:
                process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for child in self.children:
            child.process = None

    def _start(self, child: Child) -> None:
        # A group of its own: Ctrl-C in the terminal reaches this process alone, which stops the children in order.
        child.process = subprocess.Popen(
            [sys.executable, "-m", "analyzer.serving.child", *child.arguments], stdin=subprocess.PIPE,
            env=dict(self.environment), start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )  # fmt: skip
        child.started_at = time.monotonic()
        child.starts += 1


def _close(process: subprocess.Popen[bytes]) -> None:
    """Closes the pipe that tells a child that it is wanted."""
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
