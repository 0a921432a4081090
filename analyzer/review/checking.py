"""What a worker does with a job: checks the file, and writes what came of it together with the end of the job."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from analyzer.errors import ReadingError
from analyzer.report.baseline import mark_baseline
from analyzer.report.codec import error_line, from_json, to_json
from analyzer.report.model import ErrorLine, Report
from analyzer.report.open_items import OpenItem, open_items
from analyzer.review import jobs
from analyzer.review.desk import Desk
from analyzer.review.drafts import DRAFT_JOB, draft_path, gone
from analyzer.review.errors import NotFound
from analyzer.review.model import Draft, Finding, Revision, Submission
from analyzer.review.states import Action, DecisionKind, State
from analyzer.review.submissions import CHECK_JOB
from analyzer.text.fold import bare

_LOG = logging.getLogger(__name__)
_QUOTE, _WORDS = 300, 20_000
Check = Callable[[str, bytes, Mapping[str, Any]], Report | ErrorLine]
"""Name, content, options → the report with its text, or why there is none."""


class Interrupted(Exception):
    """The check was ended because its worker is to stop: it is nobody's fault, and no attempt."""


def work(desk: Desk, held: jobs.Held, check: Check) -> bool:
    """Does one job; whether its result was written: False where it failed and is tried again later, where it was given
    to another worker meanwhile, and where its subject is gone.

    Whatever ``check`` raises is a failed attempt, ``Interrupted`` aside, which gives the job back and is raised again.
    """
    with desk.database.read() as session:
        subject = _subject(session, held)
    if subject is None:
        with desk.database.write() as session:
            jobs.finish(session, held)
        return False
    try:
        if jobs.is_hopeless(held):
            return _write(desk, held, error_line(subject.filename, _crashed()))
        return _write(desk, held, _result(desk, subject, check))
    except Interrupted:
        with desk.database.write() as session:
            jobs.give_back(session, held, desk.now())
        raise
    except (OperationalError, InterfaceError):
        raise  # of the database: nothing can be written now, and the job is taken up again when its lease is over
    except Exception as error:
        _LOG.exception("job %s %s", held.kind, held.subject)
        return _give_up(desk, held, subject.filename, error)


def _result(desk: Desk, subject: Revision | Draft, check: Check) -> Report | ErrorLine:
    try:
        data = _bytes(desk, subject)
    except NotFound as error:
        return error_line(subject.filename, error)
    return check(subject.filename, data, subject.options if isinstance(subject, Draft) else {})


def _crashed() -> ReadingError:
    return ReadingError(
        "Không kiểm tra được: tiến trình kiểm tra dừng bất thường nhiều lần; tệp có thể bị hỏng.",
        "It could not be checked: the process that checked it ended several times; the file may be broken.",
        code="crashed",
    )


def _give_up(desk: Desk, held: jobs.Held, filename: str, error: Exception) -> bool:
    with desk.database.write() as session:
        last = jobs.give_up(session, held, f"{type(error).__name__}: {error}", desk.now())
        if last:
            _keep(desk, session, held, error_line(filename, error))
    return bool(last)


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
        subject.report, subject.error = to_json(result), None


def _keep_revision(desk: Desk, session: Session, revision: Revision, result: Report | ErrorLine) -> None:
    submission = session.execute(
        select(Submission).where(Submission.id == revision.submission_id).with_for_update()
    ).scalar_one()
    data: dict[str, Any] = {"revision": revision.number, "sha256": revision.sha256}
    if isinstance(result, Report):
        _keep_report(session, revision, result)
        data |= {
            "verdict": revision.verdict,
            "rule_pack": result.tool.rule_pack_version,
            "version": result.tool.version,
        }
    else:
        revision.words = bare(revision.filename)
        data["error"] = result.error.code
    _put(revision, result)
    revision.checked_at = desk.now()
    if submission.state == State.CHECKING and submission.revisions == revision.number:
        submission.state = State.WAITING
    desk.note(session, None, Action.CHECKED, f"submission:{submission.id}", data)


def _keep_report(session: Session, revision: Revision, report: Report) -> None:
    earlier = _report_before(session, revision)
    if earlier is not None:
        mark_baseline(report, earlier)
    document = report.document
    revision.verdict, revision.coverage = report.summary.verdict, report.summary.coverage
    revision.title, revision.document_number = document.title, document.number
    known = {item.fingerprint for item in open_items(earlier)} if earlier is not None else None
    names = {rule.code: msgspec.to_builtins(rule.name) for rule in report.rules}
    items = _once(open_items(report))
    for item in items:
        session.add(_finding(revision, item, names[item.code], known))
    revision.words = _words(revision, items)


def _once(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Each fault once, with all the places where it stands: the same words twice are one thing to decide."""
    found: dict[str, OpenItem] = {}
    for item in items:
        first = found.get(item.fingerprint)
        found[item.fingerprint] = (
            item if first is None else msgspec.structs.replace(first, evidence=[*first.evidence, *item.evidence])
        )
    return list(found.values())


def _words(revision: Revision, items: Iterable[OpenItem]) -> str:
    """What a search of the revision looks in."""
    quotes = dict.fromkeys(piece.quote[:_QUOTE] for item in items for piece in item.evidence)
    parts = (revision.title or "", revision.document_number or "", revision.filename, *quotes)
    return "\n".join(" ".join(bare(part).split()) for part in parts)[:_WORDS]


def _finding(revision: Revision, item: OpenItem, name: dict[str, str], known: set[str] | None) -> Finding:
    change = None if known is None else "same" if item.fingerprint in known else "new"
    return Finding(
        revision_id=revision.id, code=item.code, fingerprint=item.fingerprint, status=item.status,
        severity=item.severity, change=change, detail={**msgspec.to_builtins(item), "name": name},
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
    return None if found is None else from_json(found)
