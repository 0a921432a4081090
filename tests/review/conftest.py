"""Queues for the tests: on SQLite, and on PostgreSQL where it can be started."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from analyzer.review.database import Database
from analyzer.review.desk import Desk
from analyzer.review.files import FileStore
from tests.review.desks import Clock
from tests.review.postgres import Missing, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server whose database "migrated" has the tables."""
    pytest.importorskip("psycopg")
    running = server()
    try:
        address = running.__enter__()
    except Missing as missing:
        pytest.skip(str(missing))
    try:
        _statement(address, "CREATE DATABASE migrated")
        database = Database(f"{address}/migrated")
        database.upgrade()
        database.close()
        yield address
    finally:
        running.__exit__(None, None, None)


def _statement(address: str, words: str) -> None:
    engine = create_engine(f"{address}/postgres".replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(words))
    engine.dispose()


@pytest.fixture
def new_url(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Makes the address of a new database of a kind, "sqlite" or "postgresql"; the latter has its tables."""

    def make(kind: str) -> str:
        name = f"q{uuid4().hex[:12]}"
        if kind == "sqlite":
            return f"sqlite:///{(tmp_path / name).as_posix()}.sqlite"
        address = request.getfixturevalue("postgres")
        _statement(address, f"CREATE DATABASE {name} TEMPLATE migrated")
        return f"{address}/{name}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database: a test that takes it runs on each."""
    return str(request.param)


@pytest.fixture
def url(kind: str, new_url: Callable[[str], str]) -> str:
    """The address of a new database."""
    return new_url(kind)


@pytest.fixture
def desk(url: str, tmp_path: Path) -> Iterator[Desk]:
    """A queue of several users with a clock that stands still."""
    database = Database(url)
    database.upgrade()
    yield Desk(database, FileStore(tmp_path / "files"), tmp_path / "drafts", several_users=True, now=Clock())
    database.close()
