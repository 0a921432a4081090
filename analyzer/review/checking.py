"""What a worker does with a job: checks the file, and writes what came of it together with the end of the job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.report.baseline import mark_baseline
from analyzer.report.codec import error_line, from_json, to_json
from analyzer.report.model import ErrorLine, Report
from analyzer.report.open_items import OpenItem, open_items
from analyzer.review import jobs
from analyzer.review.access import latest
from analyzer.review.desk import Desk
from analyzer.review.drafts import DRAFT_JOB, draft_path, gone
from analyzer.review.errors import NotFound
from analyzer.review.model import Draft, Finding, Revision, Submission
from analyzer.review.states import Action, DecisionKind, State
from analyzer.review.submissions import CHECK_JOB

Check = Callable[[str, bytes, Mapping[str, Any]], Report | ErrorLine]
"""Name, content, options → the report with its text, or why there is none."""


def work(desk: Desk, held: jobs.Held, check: Check) -> bool:
    """Does one job; whether its result was written: False where it was given to another worker meanwhile, or its
    subject is gone. Whatever ``check`` raises is the job's failed attempt."""
    with desk.database.read() as session:
        subject = _subject(session, held)
    if subject is None:
        with desk.database.write() as session:
            return jobs.finish(session, held)
    filename = subject.filename
    if jobs.is_hopeless(held):
        return _write(desk, held, error_line(filename, ChildProcessError("the check ended its process")))
    try:
        result = check(filename, _bytes(desk, subject), subject.options if isinstance(subject, Draft) else {})
    except NotFound as error:
        result = error_line(filename, error)
    except Exception as error:
        with desk.database.write() as session:
            last = jobs.give_up(session, held, f"{type(error).__name__}: {error}", desk.now())
        return _write_failure(desk, held, error_line(filename, error)) if last else False
    return _write(desk, held, result)


def _subject(session: Session, held: jobs.Held) -> Revision | Draft | None:
    if held.kind == DRAFT_JOB:
        return session.get(Draft, held.subject)
    return session.get(Revision, int(held.subject)) if held.kind == CHECK_JOB else None


def _bytes(desk: Desk, subject: Revision | Draft) -> bytes:
    if isinstance(subject, Revision):
        return desk.files.get(subject.sha256)
    try:
        return draft_path(desk, subject).read_bytes()
    except OSError:
        raise gone() from None


def _write(desk: Desk, held: jobs.Held, result: Report | ErrorLine) -> bool:
    with desk.database.write() as session:
        if not jobs.finish(session, held):
            return False
        _keep(desk, session, held, result)
    return True


def _write_failure(desk: Desk, held: jobs.Held, result: ErrorLine) -> bool:
    with desk.database.write() as session:
        _keep(desk, session, held, result)
    return True


def _keep(desk: Desk, session: Session, held: jobs.Held, result: Report | ErrorLine) -> None:
    subject = _subject(session, held)
    if isinstance(subject, Draft):
        _put(subject, result)
    elif subject is not None:
        _keep_revision(desk, session, subject, result)


def _put(subject: Revision | Draft, result: Report | ErrorLine) -> None:
    if isinstance(result, ErrorLine):
        subject.error = msgspec.to_builtins(result.error)
    else:
        subject.report = msgspec.json.decode(to_json(result))
        subject.error = None


def _keep_revision(desk: Desk, session: Session, revision: Revision, result: Report | ErrorLine) -> None:
    submission = session.execute(
        select(Submission).where(Submission.id == revision.submission_id).with_for_update()
    ).scalar_one()
    data: dict[str, Any] = {"revision": revision.number, "sha256": revision.sha256}
    if isinstance(result, Report):
        earlier = _report_before(session, revision)
        if earlier is not None:
            mark_baseline(result, earlier)
        revision.verdict, revision.coverage = result.summary.verdict, result.summary.coverage
        revision.title = result.document.title
        known = {item.fingerprint for item in open_items(earlier)} if earlier is not None else None
        for item in open_items(result):
            session.add(_finding(revision, item, known))
        data |= {
            "verdict": revision.verdict,
            "rule_pack": result.tool.rule_pack_version,
            "version": result.tool.version,
        }
    else:
        data["error"] = result.error.code
    _put(revision, result)
    revision.checked_at = desk.now()
    if submission.state == State.CHECKING and latest(session, submission).id == revision.id:
        submission.state = State.WAITING
    desk.note(session, None, Action.CHECKED, f"submission:{submission.id}", data)


def _finding(revision: Revision, item: OpenItem, known: set[str] | None) -> Finding:
    change = None if known is None else "same" if item.fingerprint in known else "new"
    detail = msgspec.to_builtins(item)
    return Finding(
        revision_id=revision.id, code=item.code, fingerprint=item.fingerprint, status=item.status,
        severity=item.severity, change=change, detail=detail,
        decision=DecisionKind.WAIVED if item.waived else DecisionKind.OPEN, reason=None, correction=None,
    )  # fmt: skip


def _report_before(session: Session, revision: Revision) -> Report | None:
    found = session.execute(
        select(Revision.report)
        .where(Revision.submission_id == revision.submission_id, Revision.number < revision.number)
        .where(Revision.verdict.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
    ).scalar()
    return None if found is None else from_json(msgspec.json.encode(found), Report)
