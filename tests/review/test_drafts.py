"""Drafts leave nothing behind: once fetched, once an hour is over, and also when no worker ran."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import func, select

from analyzer.errors import ReadingError
from analyzer.report.codec import error_line
from analyzer.report.model import Report
from analyzer.report.parts import ErrorInfo
from analyzer.review.desk import Desk
from analyzer.review.drafts import add_draft, fetch_draft, sweep
from analyzer.review.errors import NotFound
from analyzer.review.model import Draft, Job
from tests.review.desks import OFFICER, REVIEWER, Clock, a_report, check_all

SECRET = "Nội dung chưa công bố ".encode()


def _nothing_left(desk: Desk) -> bool:
    with desk.database.read() as session:
        rows = [session.execute(select(func.count()).select_from(table)).scalar() for table in (Draft, Job)]
    return rows == [0, 0] and not list(desk.drafts.iterdir())


def test_fetched_once_and_gone(desk: Desk) -> None:
    name = add_draft(desk, OFFICER, "C:\\ho so\\du-thao\0.docx", SECRET, {"kind": "plan"})
    assert fetch_draft(desk, OFFICER, name) is None
    check_all(desk, lambda _, data: a_report() if data == SECRET else error_line("?", ReadingError("", "")))
    with pytest.raises(NotFound):
        fetch_draft(desk, REVIEWER, name)
    assert isinstance(fetch_draft(desk, OFFICER, name), Report)
    assert _nothing_left(desk)
    with pytest.raises(NotFound):
        fetch_draft(desk, OFFICER, name)


def test_an_error_is_fetched_like_a_report(desk: Desk) -> None:
    name = add_draft(desk, OFFICER, "a.docx", SECRET)
    check_all(desk, error_line("a.docx", ReadingError("Hỏng.", "Broken.", code="corrupt")))
    found = fetch_draft(desk, OFFICER, name)
    assert isinstance(found, ErrorInfo)
    assert found.code == "corrupt"
    assert _nothing_left(desk)


def test_a_check_that_always_fails_ends_as_an_error(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    name = add_draft(desk, OFFICER, "a.docx", SECRET)

    def fails(_: str, __: bytes) -> Report:
        raise RuntimeError

    for _ in range(3):
        check_all(desk, fails)
        desk.now.on(minutes=1)
    assert isinstance(fetch_draft(desk, OFFICER, name), ErrorInfo)
    assert _nothing_left(desk)


@pytest.mark.parametrize("checked", [True, False])
def test_gone_after_an_hour(desk: Desk, checked: bool) -> None:
    assert isinstance(desk.now, Clock)
    name = add_draft(desk, OFFICER, "a.docx", SECRET)
    if checked:
        check_all(desk)
    desk.now.on(minutes=59)
    assert sweep(desk) == 0
    desk.now.on(minutes=1)
    assert sweep(desk) == 1
    assert _nothing_left(desk)
    with pytest.raises(NotFound):
        fetch_draft(desk, OFFICER, name)


def test_no_worker_is_needed_to_erase(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    name = add_draft(desk, OFFICER, "a.docx", SECRET)
    desk.now.on(hours=2)
    with pytest.raises(NotFound):
        fetch_draft(desk, OFFICER, name)
    assert _nothing_left(desk)
    add_draft(desk, OFFICER, "a.docx", SECRET)
    desk.now.on(hours=2)
    another = add_draft(desk, OFFICER, "b.docx", b"b")
    assert [path.name for path in desk.drafts.iterdir()] == [another]


def test_a_worker_begins_with_erasing(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    add_draft(desk, OFFICER, "a.docx", SECRET)
    desk.now.on(hours=2)
    asked: list[bytes] = []
    check_all(desk, lambda _, data: asked.append(data) or a_report())  # type: ignore[func-returns-value]
    assert asked == []
    assert _nothing_left(desk)


def test_files_without_a_row_go_too(desk: Desk) -> None:
    desk.drafts.mkdir()
    for name, hours in (("0" * 32, 2), ("1" * 32, 0)):
        (desk.drafts / name).write_bytes(SECRET)
        at = desk.now().timestamp() - hours * 3600
        os.utime(desk.drafts / name, (at, at))
    assert sweep(desk) == 1
    assert [path.name for path in desk.drafts.iterdir()] == ["1" * 32]


def test_a_draft_erased_while_it_is_checked_stays_erased(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    clock = desk.now
    add_draft(desk, OFFICER, "a.docx", SECRET)

    def meanwhile(_: str, __: bytes) -> Report:
        clock.on(hours=2)
        sweep(desk)
        return a_report()

    assert check_all(desk, meanwhile) == 0
    assert _nothing_left(desk)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_nothing_of_it_stays_in_the_database_file(desk: Desk) -> None:
    name = add_draft(desk, OFFICER, "mat-danh-nguyen-van-x.docx", SECRET)
    check_all(desk, a_report())
    assert isinstance(fetch_draft(desk, OFFICER, name), Report)
    with desk.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        path = connection.engine.url.database
    assert path is not None
    with open(path, "rb") as file:
        assert b"mat-danh-nguyen-van-x" not in file.read()
