"""Handing in: a document of a place, for a kind and a period; later ones are its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.errors import UsageError
from analyzer.review import jobs
from analyzer.review.access import allow
from analyzer.review.desk import Desk
from analyzer.review.errors import NotPossible
from analyzer.review.model import Content, Expected, Revision, Submission
from analyzer.review.people import Actor, place_path
from analyzer.review.states import Action

CHECK_JOB = "check"
_KINDS = ("plan", "report")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What came of handing in. ``elsewhere``: other submissions that hold the very same file."""

    submission: int
    revision: int
    number: int
    elsewhere: tuple[int, ...]


def submit(
    desk: Desk, actor: Actor, *, place: str, kind: str, period: str, filename: str, data: bytes, due: date | None = None
) -> Submitted:
    """Hands in a file: a new submission, or a new revision of the one for this place, kind and period.

    ``place``: a path ("Đông Lâm/An Thịnh"); ``kind``: plan or report; ``period``: as the office names it ("2026").

    Raises:
        UsageError: place, kind or period is missing or unknown, or the file is empty.
        Denied: the actor hands in nothing for this place.
        NotPossible: it is being reviewed or approved, or this very file was handed in for it already.
    """
    path, period = _place(place), " ".join(period.split())
    if kind not in _KINDS or not period or not data:
        raise UsageError(
            "Cần loại văn bản (plan hoặc report), kỳ và một tệp có nội dung.",
            "A kind (plan or report), a period and a file with content are needed.",
        )
    sha256 = desk.files.put(data)
    now = desk.now()
    with desk.database.write() as session:
        submission = session.execute(
            select(Submission)
            .where(Submission.place == path, Submission.kind == kind, Submission.period == period)
            .with_for_update()
        ).scalar()
        target = allow(actor, submission, Action.SUBMIT, path).target
        if submission is None:
            submission = Submission(
                place=path, kind=kind, period=period, state=target, due=due or _due(session, path, kind, period),
                assignee=None, lease_until=None, submitted_by=actor.key, submitted_at=now,
            )  # fmt: skip
            session.add(submission)
            session.flush()
        elif due is not None:
            submission.due = due
        number = _next_number(session, submission, sha256)
        if session.get(Content, sha256) is None:
            session.add(Content(sha256=sha256, size=len(data), stored_at=now))
            session.flush()
        elsewhere = _elsewhere(session, submission, sha256)
        revision = Revision(
            submission_id=submission.id, number=number, sha256=sha256, filename=_plain_name(filename),
            submitted_by=actor.key, submitted_at=now,
        )  # fmt: skip
        session.add(revision)
        submission.state, submission.lease_until = target, None
        session.flush()
        jobs.enqueue(session, CHECK_JOB, str(revision.id), now)
        desk.note(session, actor, Action.SUBMIT, f"submission:{submission.id}", {
            "place": path, "kind": kind, "period": period, "revision": number, "sha256": sha256,
            "file": revision.filename,
        })  # fmt: skip
        return Submitted(submission.id, revision.id, number, elsewhere)


def _place(place: str) -> str:
    try:
        return place_path(place)
    except ValueError:
        raise UsageError("Cần tên địa phương.", "The name of a place is needed.") from None


def _due(session: Session, place: str, kind: str, period: str) -> date | None:
    wanted = (Expected.place == place, Expected.kind == kind, Expected.period == period)
    return session.execute(select(Expected.due).where(*wanted)).scalar()


def _next_number(session: Session, submission: Submission, sha256: str) -> int:
    """The number of the next revision. Raises ``NotPossible`` for a file that was handed in already."""
    rows = session.execute(
        select(Revision.number, Revision.sha256, Revision.submitted_at).where(Revision.submission_id == submission.id)
    ).all()
    for number, known, at in rows:
        if known == sha256:
            raise NotPossible(
                f"Tệp này trùng hoàn toàn với bản số {number} đã gửi ngày {at:%d/%m/%Y}.",
                f"This file is the same as revision {number}, handed in on {at:%Y-%m-%d}.",
            )
    return 1 + max((number for number, _, _ in rows), default=0)


def _elsewhere(session: Session, submission: Submission, sha256: str) -> tuple[int, ...]:
    same = (Revision.sha256 == sha256, Revision.submission_id != submission.id)
    return tuple(sorted(set(session.execute(select(Revision.submission_id).where(*same)).scalars())))


def _plain_name(filename: str) -> str:
    """The last part of a path from any system, without control characters, at most 200 characters."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character if character.isprintable() else "_" for character in name).strip()
    return name[-200:] or "document"
