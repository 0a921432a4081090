"""A backup taken from either database fills an empty queue in either; what is wrong with one changes nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from analyzer.errors import UsageError
from analyzer.review import decisions
from analyzer.review.backup import backup, restore
from analyzer.review.database import Database
from analyzer.review.desk import Desk
from analyzer.review.drafts import add_draft
from analyzer.review.errors import NotFound
from analyzer.review.expected import Owed, load_expected
from analyzer.review.files import FileStore
from analyzer.review.grants import grant, grants
from analyzer.review.log import head, verify
from analyzer.review.model import Base, Job
from analyzer.review.people import Role
from analyzer.review.states import DecisionKind, JobState, State
from analyzer.review.view import original, submission_view
from tests.review.desks import ADMIN, LEAD, OFFICER, REVIEWER, check_all, decide_all, hand_in, in_state, report_with


def _filled(desk: Desk) -> None:
    desk.actor("iss|1", "Nguyễn Văn X", "x@example.vn")
    grant(desk, ADMIN, "x@example.vn", Role.LEAD, "Đông Lâm")
    load_expected(desk, LEAD, [Owed("Đông Lâm/Hòa Bình", "plan", "2026")])
    first = in_state(desk, State.APPROVED)
    hand_in(desk, b"\0\xff" * 50_000, period="2027", filename="Kế hoạch 2027.pdf")
    check_all(desk, report_with(4, title="a\0b\ud800 <script>"))
    decisions.claim(desk, REVIEWER, 2)
    decide_all(desk, REVIEWER, 2, DecisionKind.CORRECTED)
    decisions.comment(desk, LEAD, first, "Xem thêm.")
    hand_in(desk, b"cho", period="2028")
    add_draft(desk, OFFICER, "nhap.docx", b"nhap")


def _second(new_url: Callable[[str], str], kind: str, folder: Path) -> Desk:
    database = Database(new_url(kind))
    database.upgrade()
    return Desk(database, FileStore(folder / "other"), folder / "other-drafts", several_users=True)


def _rows(desk: Desk) -> dict[str, list[Any]]:
    skipped = ("draft", "log", "log_head", "job")
    with desk.database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in Base.metadata.sorted_tables
            if table.name not in skipped
        }


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_there_and_back(desk: Desk, new_url: Callable[[str], str], into: str, tmp_path: Path) -> None:
    _filled(desk)
    with desk.database.write() as session:  # one is in the hands of a worker
        session.execute(
            select(Job).where(Job.state == JobState.QUEUED, Job.kind == "check")
        ).scalar_one().state = JobState.RUNNING
    done = backup(desk, ADMIN, tmp_path / "sao-luu.zip")
    other = _second(new_url, into, tmp_path)
    assert restore(other, ADMIN, tmp_path / "sao-luu.zip") == done
    assert _rows(other) == _rows(desk)
    for number in (1, 2, 3):
        assert submission_view(other, LEAD, number).findings == submission_view(desk, LEAD, number).findings
        assert original(other, LEAD, number) == original(desk, LEAD, number)
    with other.database.read() as session:
        assert list(verify(session, (done.log_number, done.log_hash))) == []
        assert head(session)[0] == done.log_number + 1
        kinds = {(job.kind, job.state) for job in session.execute(select(Job)).scalars()}
    assert kinds == {("check", JobState.DONE), ("check", JobState.QUEUED)}
    # Work goes on: new rows get new ids, the job that waited is done.
    assert hand_in(other, b"moi", period="2029").submission == 4
    assert check_all(other) == 2
    grant(other, ADMIN, "y@example.vn", Role.OFFICER)
    assert len(grants(other, ADMIN)) == 2
    other.database.close()


def test_only_into_an_empty_queue(desk: Desk, tmp_path: Path) -> None:
    _filled(desk)
    backup(desk, ADMIN, tmp_path / "a.zip")
    before = _rows(desk)
    with pytest.raises(UsageError, match="empty"):
        restore(desk, ADMIN, tmp_path / "a.zip")
    assert _rows(desk) == before


def _changed(path: Path, name: str, change: Callable[[bytes], bytes | None]) -> Path:
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.namelist():
            data: bytes | None = old.read(item)
            if item.startswith(name):
                data = change(old.read(item))
            if data is not None:
                new.writestr(item, data)
    return target


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tables/log.jsonl", lambda data: data.replace(b"reviewer", b"somebody")),
        ("tables/log.jsonl", lambda data: b"\n".join(data.split(b"\n")[:-2])),
        ("tables/submission.jsonl", lambda _: b"{}\n"),
        ("tables/submission.jsonl", lambda _: None),
        ("tables/finding.jsonl", lambda data: data[:-20]),
        ("files/", lambda _: b"x"),
        ("files/", lambda _: None),
        ("queue.json", lambda _: b"[]"),
        ("queue.json", lambda data: json.dumps({**json.loads(data), "format": 99}).encode()),
    ],
)
def test_a_broken_backup_changes_nothing(
    desk: Desk, new_url: Callable[[str], str], kind: str, tmp_path: Path, name: str, change: Any
) -> None:
    in_state(desk, State.RETURNED)
    backup(desk, ADMIN, tmp_path / "a.zip")
    other = _second(new_url, kind, tmp_path)
    with pytest.raises(UsageError):
        restore(other, ADMIN, _changed(tmp_path / "a.zip", name, change))
    assert not any(_rows(other).values())
    restore(other, ADMIN, tmp_path / "a.zip")
    other.database.close()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_no_backup_at_all(desk: Desk, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(UsageError):
        restore(desk, ADMIN, tmp_path / "x.zip")
    with pytest.raises(UsageError):
        restore(desk, ADMIN, tmp_path / "not-there.zip")


def test_a_backup_is_whole_or_not_there(desk: Desk, tmp_path: Path) -> None:
    in_state(desk, State.WAITING)
    next(path for path in desk.files.folder.rglob("*") if path.is_file()).unlink()
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(NotFound):
        backup(desk, ADMIN, folder / "a.zip")
    assert list(folder.iterdir()) == []
