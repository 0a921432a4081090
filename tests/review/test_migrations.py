"""The tables: as the model has them, up and down with data, by several programs at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from analyzer.errors import UsageError
from analyzer.review.backup import backup, restore
from analyzer.review.database import Database
from analyzer.review.desk import Desk
from analyzer.review.log import verify
from analyzer.review.model import Base
from tests.review.desks import ADMIN, State, in_state


def test_the_migrations_make_what_the_model_says(desk: Desk) -> None:
    with desk.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
        indexes = {index["name"] for table in Base.metadata.tables for index in inspect(connection).get_indexes(table)}
    assert {"ix_submission_state", "ix_finding_counted", "ix_job_state_run_after"} <= indexes


def test_down_and_up_with_data(desk: Desk, tmp_path: Path) -> None:
    in_state(desk, State.APPROVED)
    backup(desk, ADMIN, tmp_path / "a.zip")
    desk.database.downgrade("base")
    with desk.database.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    desk.database.upgrade()
    desk.database.upgrade()
    restore(desk, ADMIN, tmp_path / "a.zip")
    with desk.database.read() as session:
        assert list(verify(session)) == []


def test_several_programs_start_at_once(kind: str, new_url: Callable[[str], str]) -> None:
    url = new_url(kind)
    databases = [Database(url) for _ in range(6)]
    if kind == "postgresql":
        databases[0].downgrade("base")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(Database.upgrade, databases))
    with databases[0].read() as session:
        assert list(verify(session)) == []
    for database in databases:
        database.close()


@pytest.mark.parametrize("url", ["", "mysql://x/y", "not a url", "sqlite", "oracle://a"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Database(url)
