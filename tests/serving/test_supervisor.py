"""Children that are kept alive, with real processes."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import psutil

from analyzer.serving.supervisor import Child, Supervisor
from tests.browser.server import wait_for

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent.parent)}


def test_one_that_dies_is_started_again_ever_later_and_told_of() -> None:
    died: list[tuple[str, int]] = []
    child = Child("page", ("page", "too few arguments"))
    supervisor = Supervisor([child], ENVIRONMENT, lambda name, code: died.append((name, code)))
    supervisor.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    wait_for(lambda: len(died) >= 3)
    supervisor.stopped.set()
    watching.join(20)
    assert not watching.is_alive()
    assert set(died) == {("page", 1)}
    assert child.starts in (len(died), len(died) + 1)
    assert child.delay >= 4 * 0.5
    assert child.process is None


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    environment = {**ENVIRONMENT, "RASOAT_DATA": str(tmp_path)}
    child = Child("worker", ("worker", "--grace", "1"))
    supervisor = Supervisor([child], environment, lambda *_: None)
    supervisor.start()
    assert child.process is not None
    process = psutil.Process(child.process.pid)
    wait_for(lambda: (tmp_path / "queue.sqlite").exists())
    assert child.process.stdin is not None
    child.process.stdin.close()  # what the system does when a parent dies
    process.wait(20)
    supervisor.stop()
