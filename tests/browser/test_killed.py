"""The page and the worker are killed in the middle of two hundred checks: each is done, once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from analyzer.review.desk import Desk
from analyzer.review.jobs import LEASE
from analyzer.review.model import Finding, Job, LogEntry, Revision, Submission
from analyzer.review.states import JobState, State
from analyzer.review.submissions import submit
from tests.browser.server import Served, wait_for

_MANY = 200


def test_all_are_done_once(tmp_path: Path, documents: Path) -> None:
    text = (documents / "ke-hoach-phuong-an-lac-tay-bhxh.txt").read_text("utf-8")
    server = Served(tmp_path / "data", "--workers", "2")
    desk = Desk.open(tmp_path / "data")
    try:
        wait_for(lambda: _checked(desk) == 1, 60, "the sample was not checked")
        for number in range(_MANY):
            submit(
                desk, desk.local_actor(), place=f"Đông Lâm/Xã {number}", kind="plan", period="2026",
                filename=f"{number}.txt", data=f"{text}\n{number}".encode(),
            )  # fmt: skip
        wait_for(lambda: _checked(desk) >= 3)
        [page], [worker, other] = server.children("page"), server.children("worker")
        for process in (page, worker):
            process.kill()
        assert _checked(desk) < _MANY
        # A worker that is dead is missed when its lease is over; what it held must not wait for that here.
        wait_for(lambda: worker.pid not in [child.pid for child in server.children("worker")])
        _end_leases(desk, other.pid)
        wait_for(lambda: _checked(desk) == 1 + _MANY, 240, "not all were checked")
        wait_for(lambda: len(server.children("page")) == 1 and len(server.children("worker")) == 2)
        with desk.database.read() as session:
            assert set(session.execute(select(Job.state)).scalars()) == {JobState.DONE}
            assert set(session.execute(select(Submission.state)).scalars()) == {State.WAITING}
            told = select(LogEntry.object, func.count()).where(LogEntry.action == "checked").group_by(LogEntry.object)
            assert {count for _, count in session.execute(told)} == {1}
            twice = (
                select(Finding.revision_id).group_by(Finding.revision_id, Finding.fingerprint).having(func.count() > 1)
            )
            assert not session.execute(twice).first()
        assert "The page ended" in server.log
        assert "it is started again" in server.log
    finally:
        desk.database.close()
        assert server.stop() == 0


def _checked(desk: Desk) -> int:
    with desk.database.read() as session:
        return session.execute(select(func.count()).where(Revision.checked_at.is_not(None))).scalar_one()


def _end_leases(desk: Desk, alive: int) -> None:
    """Moves the end of the leases of dead workers to now, as if their time had passed."""
    with desk.database.write() as session:
        for job in session.execute(select(Job).where(Job.state == JobState.RUNNING)).scalars():
            if f":{alive}:" not in str(job.worker):
                job.lease_until = desk.now() - LEASE
