"""Looking things up in the queue: a page of submissions by what is asked for, each row with what its list shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from analyzer.report.safe import shorten
from analyzer.review.access import below, visible
from analyzer.review.desk import Desk
from analyzer.review.model import Finding, Person, Revision, Submission
from analyzer.review.people import Actor, place_path
from analyzer.review.states import DecisionKind, State
from analyzer.text.fold import bare

Sort = Literal["submitted", "due", "place", "state", "coverage", "id"]
Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])
_TITLE = 300
_WORD = re.compile(r'"([^"]{1,200})"|([^\s"]{1,200})')
_MOST_WORDS = 8
"""Words of a search that are looked for; what follows them is left aside."""
_PAGE = 1000
_ENDED = (State.APPROVED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is asked for; what is not given does not matter. Conditions hold together."""

    states: tuple[State, ...] = ()
    place: str | None = None
    """A path of a place: it and all below it."""
    kind: str | None = None
    """plan or report."""
    period: str | None = None
    year: int | None = None
    assignee: str | None = None
    """"me", "none" (nobody), or a person's key."""
    overdue: bool = False
    """Only what was due before today and is not approved."""
    verdict: str | None = None
    """Of the latest revision; "error": it could not be checked."""
    severity: str | None = None
    """error, warning or advice: only where a finding of that severity is not decided."""
    text: str = ""
    """Words that must all be in the place, period, title, number, file name or quotes; diacritics do not matter, and
    several words in quotes ("an thịnh đông") stand together."""
    sort: Sort = "submitted"
    descending: bool = True
    offset: int = 0
    limit: int = 50
    """Rows of one page, at most 1000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionRow:
    """A submission with its latest revision. Texts are harmless to show on one line, but not escaped for HTML."""

    id: int
    place: str
    kind: str
    period: str
    year: int
    state: State
    due: date | None
    overdue: bool
    assignee: str | None
    """Key of a person."""
    assignee_name: str | None
    lease_until: datetime | None
    submitted_by: str
    submitted_by_name: str
    """Who handed in the latest revision."""
    submitted_at: datetime
    """When the latest revision came."""
    late: bool
    """Whether the first revision came after the day it was due."""
    decided_by: str | None
    decided_at: datetime | None
    decision_note: str | None
    revision: int
    """Number of the latest revision, from 1."""
    revision_id: int
    filename: str
    title: str | None
    number: str | None
    """Number and symbol of the document ("45/KH-UBND")."""
    verdict: str | None
    """None while it is not checked, or could not be."""
    failed: bool
    """Whether it could not be checked."""
    coverage: float | None
    findings: int
    """Of the latest revision."""
    undecided: dict[str, int] = field(default_factory=dict)
    """Severity → findings of the latest revision that are open."""
    version: int
    """To be given back with a decision."""


class Page(list[SubmissionRow]):
    """The rows of one page; ``total``: how many there are on all pages."""

    def __init__(self, rows: Iterable[SubmissionRow], total: int) -> None:
        super().__init__(rows)
        self.total = total


def submissions(desk: Desk, actor: Actor, wanted: Filter | None = None) -> Page:
    """The submissions in the actor's places that fit, one page of them; empty where the actor has no role."""
    wanted = wanted or Filter()
    with desk.database.read() as session:
        conditions = conditions_of(desk, actor, wanted)
        matching = with_latest(select(func.count()).select_from(Submission)).where(*conditions)
        total = session.execute(matching).scalar_one()
        query = with_latest(select(Submission, Revision)).where(*conditions).order_by(*_order(wanted))
        found = session.execute(query.offset(max(wanted.offset, 0)).limit(min(max(wanted.limit, 1), _PAGE))).all()
        return Page(rows_of(desk, session, [(submission, revision) for submission, revision in found]), total)


def with_latest(query: Query) -> Query:
    """A query of ``Submission`` with the latest ``Revision`` of each."""
    return query.join(Revision, and_(Revision.submission_id == Submission.id, Revision.number == Submission.revisions))


def conditions_of(desk: Desk, actor: Actor, wanted: Filter) -> list[ColumnElement[bool]]:
    """What must hold of ``Submission`` and of its latest ``Revision``, the actor's places first."""
    found: list[ColumnElement[bool]] = []
    seen = visible(actor)
    if seen is not None:
        found.append(seen)
    if wanted.states:
        found.append(Submission.state.in_(wanted.states))
    if wanted.place and wanted.place.strip(" /"):
        found.append(below(Submission.place, place_path(wanted.place)))
    for column, value in (
        (Submission.kind, wanted.kind), (Submission.period, wanted.period), (Submission.year, wanted.year),
    ):  # fmt: skip
        if value is not None:
            found.append(column == value)
    if wanted.assignee == "none":
        found.append(Submission.assignee.is_(None))
    elif wanted.assignee is not None:
        found.append(Submission.assignee == (actor.key if wanted.assignee == "me" else wanted.assignee))
    if wanted.overdue:
        found += [Submission.due < desk.today(), Submission.state.not_in(_ENDED)]
    if wanted.verdict is not None:
        failed = wanted.verdict == "error"
        found.append(Revision.error.is_not(None) if failed else Revision.verdict == wanted.verdict)
    if wanted.severity is not None:
        open_ = aliased(Finding)
        found.append(exists().where(
            open_.revision_id == Revision.id, open_.severity == wanted.severity, open_.decision == DecisionKind.OPEN
        ))  # fmt: skip
    for word in _words(wanted.text):
        found.append(or_(*(
            column.contains(word, autoescape=True)
            for column in (Submission.place_key, Submission.period, Revision.words)
        )))  # fmt: skip
    return found


def _words(text: str) -> list[str]:
    """What is looked for: words, and several words in quotes as they stand."""
    return [match[1] or match[2] for match in _WORD.finditer(" ".join(bare(text).split()))][:_MOST_WORDS]


def _order(wanted: Filter) -> list[ColumnElement[Any]]:
    column: Any = {
        "submitted": Revision.submitted_at, "due": Submission.due, "place": Submission.place_key,
        "state": Submission.state, "coverage": Revision.coverage, "id": Submission.id,
    }[wanted.sort]  # fmt: skip
    turned = column.desc() if wanted.descending else column.asc()
    # The databases disagree on where what is not known goes: here always to the end.
    return [turned.nulls_last(), Submission.id.desc() if wanted.descending else Submission.id.asc()]


def rows_of(desk: Desk, session: Session, found: Sequence[tuple[Submission, Revision]]) -> list[SubmissionRow]:
    """Rows for submissions with their latest revisions, by two queries however many there are."""
    revisions = [revision.id for _, revision in found]
    counts: dict[int, dict[str, int]] = {}
    totals: dict[int, int] = {}
    tally = select(Finding.revision_id, Finding.severity, Finding.decision, func.count()).where(
        Finding.revision_id.in_(revisions)
    )
    grouped = tally.group_by(Finding.revision_id, Finding.severity, Finding.decision)
    for revision, severity, decision, count in session.execute(grouped):
        totals[revision] = totals.get(revision, 0) + count
        if decision == DecisionKind.OPEN:
            counts.setdefault(revision, {})[severity] = count
    names = names_of(session, (key for s, r in found for key in (s.assignee, r.submitted_by)))
    return [_row(desk, s, r, names, totals.get(r.id, 0), counts.get(r.id, {})) for s, r in found]


def names_of(session: Session, keys: Iterable[str | None]) -> dict[str, str]:
    """Key → name to show, for those who have logged in."""
    wanted = sorted({key for key in keys if key})
    if not wanted:
        return {}
    rows = session.execute(select(Person.key, Person.name).where(Person.key.in_(wanted)))
    return {key: shorten(name, _TITLE) or key for key, name in rows}


def _row(
    desk: Desk, submission: Submission, revision: Revision, names: dict[str, str], total: int, undecided: dict[str, int]
) -> SubmissionRow:
    due, assignee = submission.due, submission.assignee
    return SubmissionRow(
        id=submission.id, place=shorten(submission.place, 400), kind=submission.kind,
        period=shorten(submission.period, 80), year=submission.year, state=submission.state, due=due,
        overdue=due is not None and due < desk.today() and submission.state not in _ENDED,
        assignee=assignee, assignee_name=names.get(assignee, assignee) if assignee else None,
        lease_until=submission.lease_until, submitted_by=revision.submitted_by,
        submitted_by_name=names.get(revision.submitted_by, revision.submitted_by), submitted_at=revision.submitted_at,
        late=due is not None and desk.day_of(submission.submitted_at) > due,
        decided_by=submission.decided_by, decided_at=submission.decided_at, decision_note=submission.decision_note,
        revision=revision.number, revision_id=revision.id, filename=shorten(revision.filename, _TITLE),
        title=shorten(revision.title, _TITLE) if revision.title else None,
        number=shorten(revision.document_number, 80) if revision.document_number else None,
        verdict=revision.verdict, failed=revision.error is not None, coverage=revision.coverage,
        findings=total, undecided=undecided, version=submission.version,
    )  # fmt: skip
