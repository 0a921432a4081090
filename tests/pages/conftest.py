"""The queue that the tests of its pages work on, and its page with one submission opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyzer.review.desk import Desk
from analyzer.review.people import Actor
from tests.pages.queued import SA_LOC, Browser, Open, build, copy

# Pages that are run without a server are told that it is this machine's own, as the local user's server is.
os.environ["STREAMLIT_SERVER_ADDRESS"] = "127.0.0.1"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A queue with checked documents."""
    return build(tmp_path_factory.mktemp("built") / "queue")


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Desk:
    """A copy of it."""
    return copy(built, tmp_path / "queue")


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Open:
    """A submission, opened by somebody."""
    from analyzer.pages import queue

    def page() -> None:
        from analyzer.pages import queue

        queue.page()

    def go(actor: Actor, number: int = SA_LOC, on: Desk = desk) -> Browser:
        return Browser(monkeypatch, page, queue, on, actor).open(number)

    return go
