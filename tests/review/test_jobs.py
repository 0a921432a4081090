"""Jobs: handed out once, taken back from the dead, given up when they kill; and the worker that does them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select, update

from analyzer.errors import ReadingError
from analyzer.report.codec import error_line
from analyzer.report.model import ErrorLine, Report
from analyzer.review import jobs
from analyzer.review.checking import Interrupted, work
from analyzer.review.desk import Desk
from analyzer.review.jobs import LEASE, Held
from analyzer.review.listing import submissions
from analyzer.review.model import Job, Revision
from analyzer.review.states import JobState, State
from analyzer.review.view import submission_view
from analyzer.review.worker import Worker
from tests.review.desks import LEAD, REVIEWER, Clock, check_all, findings, hand_in, report_with, submission


def _take(desk: Desk, worker: str = "a") -> Held:
    held = _next(desk, worker)
    assert held is not None
    return held


def _next(desk: Desk, worker: str = "a") -> Held | None:
    with desk.database.write() as session:
        return jobs.take(session, worker, desk.now())


def _job(desk: Desk) -> Job:
    with desk.database.read() as session:
        return session.execute(select(Job)).scalar_one()


def _fine(filename: str, data: bytes, options: Mapping[str, Any]) -> Report | ErrorLine:  # noqa: ARG001
    return report_with(2)


def _broken(filename: str, data: bytes, options: Mapping[str, Any]) -> Report | ErrorLine:  # noqa: ARG001
    raise RuntimeError("\0hỏng \ud800")


def _clock(desk: Desk) -> Clock:
    assert isinstance(desk.now, Clock)
    return desk.now


def test_a_job_is_held_by_one(desk: Desk) -> None:
    hand_in(desk)
    first = _take(desk)
    assert _next(desk, "b") is None
    _clock(desk).on(seconds=LEASE.total_seconds() - 1)
    with desk.database.write() as session:
        assert jobs.renew(session, first, desk.now())
    _clock(desk).on(seconds=LEASE.total_seconds() - 1)
    assert _next(desk, "b") is None
    _clock(desk).on(seconds=2)
    assert _take(desk, "b").attempt == 2


@pytest.fixture(autouse=True)
def _nothing_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What the broken check says holds half characters, which no test runner that sends logs elsewhere survives."""
    caplog.set_level(logging.CRITICAL + 1, logger="analyzer.review")


def test_who_lost_a_job_writes_nothing(desk: Desk) -> None:
    number = hand_in(desk).submission
    slow = _take(desk)
    _clock(desk).on(seconds=LEASE.total_seconds() + 1)
    quick = _take(desk, "b")
    assert work(desk, quick, _fine)
    log = submission_view(desk, LEAD, number).log
    assert not work(desk, slow, _fine)
    assert not work(desk, slow, _broken)
    with desk.database.write() as session:
        assert not jobs.renew(session, slow, desk.now())
        assert not jobs.finish(session, slow)
        assert jobs.give_up(session, slow, "x", desk.now()) is None
        assert not jobs.give_back(session, slow, desk.now())
    assert submission_view(desk, LEAD, number).log == log
    assert len(findings(desk)) == 2
    assert _job(desk).state == JobState.DONE


def test_a_check_that_fails_is_tried_three_times(desk: Desk) -> None:
    number = hand_in(desk).submission
    for attempt in range(1, 4):
        held = _take(desk)
        assert held.attempt == attempt
        assert work(desk, held, _broken) == (attempt == 3)
        assert _next(desk) is None
        _clock(desk).on(minutes=1)
    assert _next(desk) is None
    assert _job(desk).state == JobState.FAILED
    view = submission_view(desk, REVIEWER, number)
    assert (view.row.state, view.row.failed) == (State.WAITING, True)
    assert view.revisions[0].error is not None
    assert "RuntimeError" in view.revisions[0].error.en


def test_what_cannot_be_written_is_a_failed_attempt_too(desk: Desk) -> None:
    hand_in(desk)

    def too_long(filename: str, data: bytes, options: Mapping[str, Any]) -> Report | ErrorLine:  # noqa: ARG001
        report = report_with(1)
        report.summary.verdict = object()  # type: ignore[assignment]
        return report

    assert not work(desk, _take(desk), too_long)
    assert _job(desk).state == JobState.QUEUED
    assert findings(desk) == []


def test_a_document_that_killed_three_workers_is_given_up(desk: Desk) -> None:
    poison = hand_in(desk, b"doc").submission
    for _ in range(3):
        assert _take(desk).attempt > 0
        _clock(desk).on(seconds=LEASE.total_seconds() + 1)
    asked: list[bytes] = []
    done = check_all(desk, lambda _, data: asked.append(data) or report_with(0))  # type: ignore[func-returns-value]
    assert (done, asked) == (1, [])
    view = submission_view(desk, REVIEWER, poison)
    assert view.row.failed
    assert view.row.state == State.WAITING
    # A better file makes it good again.
    hand_in(desk, b"tot")
    check_all(desk, report_with(0))
    assert submissions(desk, REVIEWER)[0].verdict is not None


def test_the_dead_who_buries_is_followed_by_another(desk: Desk) -> None:
    hand_in(desk)
    for _ in range(4):
        _take(desk)
        _clock(desk).on(seconds=LEASE.total_seconds() + 1)
    held = _take(desk)
    assert jobs.is_hopeless(held)
    assert work(desk, held, _broken)
    assert _job(desk).state == JobState.DONE


def test_a_worker_that_is_told_to_stop_gives_its_job_back(desk: Desk) -> None:
    hand_in(desk)
    held = _take(desk)

    def stopped(filename: str, data: bytes, options: Mapping[str, Any]) -> Report | ErrorLine:  # noqa: ARG001
        raise Interrupted

    with pytest.raises(Interrupted):
        work(desk, held, stopped)
    assert (_job(desk).state, _job(desk).attempt) == (JobState.QUEUED, 0)
    assert _take(desk, "b").attempt == 1
    _clock(desk).on(minutes=2)
    assert Worker(desk, stopped).run(Event()) == 0
    assert _job(desk).state == JobState.QUEUED


def test_the_later_revision_counts(desk: Desk) -> None:
    number = hand_in(desk, b"mot").submission
    hand_in(desk, b"hai")
    first = _take(desk)
    assert work(desk, first, _fine)
    assert submission(desk, number).state == State.CHECKING
    assert work(desk, _take(desk), _fine)
    assert submission(desk, number).state == State.WAITING
    assert [revision.verdict is not None for revision in submission_view(desk, LEAD, number).revisions] == [True, True]


def test_a_file_gone_from_the_disk_is_said(desk: Desk) -> None:
    number = hand_in(desk).submission
    for path in desk.files.folder.rglob("*"):
        if path.is_file():
            path.unlink()
    check_all(desk)
    error = submission_view(desk, LEAD, number).revisions[0].error
    assert error is not None
    assert "disk" in error.en


def test_a_job_without_its_subject_is_dropped(desk: Desk) -> None:
    hand_in(desk)
    with desk.database.write() as session:
        session.execute(update(Job).values(subject="999"))
    assert check_all(desk) == 0
    assert _job(desk).state == JobState.DONE


def test_an_error_line_is_kept(desk: Desk) -> None:
    number = hand_in(desk).submission
    check_all(desk, error_line("a", ReadingError("Tệp \0hỏng.", "Broken \0file.", code="corrupt")))
    with desk.database.read() as session:
        revision = session.execute(select(Revision)).scalar_one()
    assert revision.error is not None
    assert revision.error["code"] == "corrupt"
    assert revision.error["message"]["en"] == "Broken \ufffdfile."
    assert submission(desk, number).state == State.WAITING


def test_a_database_that_is_away_for_a_while_ends_no_worker(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError

    from analyzer.review import worker

    hand_in(desk)
    monkeypatch.setattr(worker, "_LOST_SECONDS", 0.01)
    take, failures = jobs.take, [1, 1]

    def away(*given: Any) -> Held | None:
        if failures:
            failures.pop()
            raise OperationalError("SELECT", {}, Exception("connection refused"))
        return take(*given)

    monkeypatch.setattr(jobs, "take", away)
    assert check_all(desk) == 1
