"""Handing in: a document of a place, for a kind and a period; later ones are its revisions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.errors import Text, UsageError
from analyzer.review import jobs
from analyzer.review.access import allow, need, visible
from analyzer.review.columns import clean_text
from analyzer.review.desk import Desk
from analyzer.review.errors import NotPossible
from analyzer.review.model import Content, Expected, Revision, Submission
from analyzer.review.people import Actor, place_path
from analyzer.review.states import TRANSITIONS, Action
from analyzer.text.fold import bare

CHECK_JOB = "check"
KINDS: dict[str, Text] = {"plan": Text("Kế hoạch", "Plan"), "report": Text("Báo cáo", "Report")}
"""Kinds of documents that are handed in."""
MAY_SUBMIT = next(t.roles for t in TRANSITIONS if t.action == Action.SUBMIT)
_LONGEST_PLACE, _LONGEST_PERIOD, _LONGEST_NAME = 400, 80, 200
_DASH = re.compile(r" ?[-‐‑‒–—] ?")
_YEAR_WORD = re.compile(r"(?:năm|year) (?=\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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
    path, period = checked_place(place), checked_period(period)
    if kind not in KINDS or not data:
        raise UsageError(
            "Cần loại văn bản (plan hoặc report) và một tệp có nội dung.",
            "A kind (plan or report) and a file with content are needed.",
        )
    need(actor, path, MAY_SUBMIT)
    # Before the rows are written: a file without a row does no harm, a row without its file does.
    given = _Given(path, kind, period, plain_name(filename), desk.files.put(data), len(data), due)
    return desk.database.retrying(lambda session: _submit(desk, session, actor, given))


@dataclass(frozen=True, slots=True)
class _Given:
    place: str
    kind: str
    period: str
    filename: str
    sha256: str
    size: int
    due: date | None


def _submit(desk: Desk, session: Session, actor: Actor, given: _Given) -> Submitted:
    now, wanted = desk.now(), (given.place, given.kind, given.period)
    submission = session.execute(
        select(Submission)
        .where(Submission.place == given.place, Submission.kind == given.kind, Submission.period == given.period)
        .with_for_update()
    ).scalar()
    target = allow(actor, submission, Action.SUBMIT, given.place).target
    if submission is None:
        submission = Submission(
            place=given.place, place_key=bare(given.place), kind=given.kind, period=given.period,
            year=_year(given.period, desk.today()), revisions=0, state=target, due=_due(session, *wanted),
            assignee=None, lease_until=None, submitted_by=actor.key, submitted_at=now,
        )  # fmt: skip
        session.add(submission)
        session.flush()
    _refuse_again(session, submission, given.sha256)
    if session.get(Content, given.sha256) is None:
        session.add(Content(sha256=given.sha256, size=given.size, stored_at=now))
        session.flush()
    submission.revisions += 1
    submission.state, submission.lease_until = target, None
    submission.due = given.due or submission.due
    revision = Revision(
        submission_id=submission.id, number=submission.revisions, sha256=given.sha256, filename=given.filename,
        submitted_by=actor.key, submitted_at=now,
    )  # fmt: skip
    session.add(revision)
    session.flush()
    jobs.enqueue(session, CHECK_JOB, str(revision.id), now)
    desk.note(session, actor, Action.SUBMIT, f"submission:{submission.id}", {
        "place": given.place, "kind": given.kind, "period": given.period, "revision": revision.number,
        "sha256": given.sha256, "file": given.filename, "due": given.due.isoformat() if given.due else None,
    })  # fmt: skip
    elsewhere = _elsewhere(session, actor, submission, given.sha256)
    return Submitted(submission.id, revision.id, revision.number, elsewhere)


def checked_place(place: str) -> str:
    """The path of a place in its one writing. Raises ``UsageError`` where it is empty or too long."""
    try:
        path = place_path(clean_text(place))
    except ValueError:
        raise UsageError("Cần tên địa phương.", "The name of a place is needed.") from None
    return _fitting(path, _LONGEST_PLACE, "Tên địa phương", "The name of the place")


def checked_period(period: str) -> str:
    """The period in one writing: "năm 2026" → "2026", "2026 – 2030" → "2026-2030", "quý  II/2026" → "Quý II/2026".

    Raises ``UsageError`` where it is empty or too long."""
    words = _DASH.sub("-", _YEAR_WORD.sub("", " ".join(clean_text(unicodedata.normalize("NFC", period)).split())))
    words = words[:1].upper() + words[1:]
    if not words:
        raise UsageError('Cần kỳ của văn bản, như "2026" hoặc "Quý II/2026".', 'A period is needed: "2026".')
    return _fitting(words, _LONGEST_PERIOD, "Kỳ", "The period")


def _fitting(words: str, most: int, vi: str, en: str) -> str:
    if len(words) > most:
        raise UsageError(f"{vi} dài quá {most} ký tự.", f"{en} has more than {most} characters.")
    return words


def _year(period: str, today: date) -> int:
    found = _YEAR.search(period)
    return int(found[0]) if found else today.year


def _due(session: Session, place: str, kind: str, period: str) -> date | None:
    wanted = (Expected.place == place, Expected.kind == kind, Expected.period == period)
    return session.execute(select(Expected.due).where(*wanted)).scalar()


def _refuse_again(session: Session, submission: Submission, sha256: str) -> None:
    """Raises ``NotPossible`` for a file that was handed in for the submission already."""
    wanted = (Revision.submission_id == submission.id, Revision.sha256 == sha256)
    known = session.execute(select(Revision.number, Revision.submitted_at).where(*wanted)).first()
    if known is not None:
        raise NotPossible(
            f"Tệp này trùng hoàn toàn với bản số {known[0]} đã gửi ngày {known[1]:%d/%m/%Y}.",
            f"This file is the same as revision {known[0]}, handed in on {known[1]:%Y-%m-%d}.",
        )


def _elsewhere(session: Session, actor: Actor, submission: Submission, sha256: str) -> tuple[int, ...]:
    """Other submissions with the same file, of those that the actor may see."""
    query = (
        select(Submission.id)
        .join(Revision, Revision.submission_id == Submission.id)
        .where(Revision.sha256 == sha256, Submission.id != submission.id)
        .distinct()
        .order_by(Submission.id)
    )
    seen = visible(actor)
    return tuple(session.execute(query if seen is None else query.where(seen)).scalars())


def plain_name(filename: str) -> str:
    """The last part of a path from any system, without control characters, at most 200 characters."""
    name = clean_text(filename).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character if character.isprintable() else "_" for character in name).strip()
    return name[-_LONGEST_NAME:] or "document"
