"""Which documents are owed, and who has not handed in, was late, or is due soon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import and_, delete, false, or_, select
from sqlalchemy.orm import Session

from analyzer.errors import UsageError
from analyzer.review.access import below, need
from analyzer.review.desk import Desk
from analyzer.review.model import Expected, Submission
from analyzer.review.people import Actor, Role, place_path
from analyzer.review.states import State
from analyzer.review.submissions import KINDS, checked_period, checked_place
from analyzer.text.fold import bare

Standing = Literal["overdue", "due_soon", "pending", "late", "returned", "submitted"]
STANDINGS: tuple[Standing, ...] = ("overdue", "due_soon", "pending", "late", "returned", "submitted")
"""Not handed in and past its day, due soon, later or without a day; handed in late; returned and not handed in again;
handed in."""
_LOADERS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Owed:
    """A document that a place owes. ``due`` is the last day; None where no day is set."""

    place: str
    kind: str
    period: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a list: entries that are new, whose day changed, that stayed, and that were taken out."""

    added: int
    changed: int
    same: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRow:
    """A document owed and where it stands; ``days``: until the day it is due, negative behind it."""

    place: str
    kind: str
    period: str
    due: date | None
    days: int | None
    standing: Standing
    submission: int | None
    state: State | None


def load_expected(desk: Desk, actor: Actor, documents: Iterable[Owed], *, replace: bool = False) -> Loaded:
    """Takes a list of documents owed. One that is there gets the day of the list; so does its submission, unless it is
    approved. ``replace``: documents of the same kinds and periods that the list does not name are owed no more.

    Raises:
        Denied: the actor is neither lead at each of the places nor administrator.
        UsageError: a place, kind or period is not one; nothing is taken then.
    """
    wanted: dict[tuple[str, str, str], date | None] = {}
    for document in documents:
        key = (checked_place(document.place), document.kind, checked_period(document.period))
        if document.kind not in KINDS:
            raise UsageError(f"{key[0]}: loại văn bản là plan hoặc report.", f"{key[0]}: the kind is plan or report.")
        wanted[key] = document.due
    if not wanted:
        raise UsageError("Danh sách không có mục nào.", "The list is empty.")
    for place in {key[0] for key in wanted}:
        _need(actor, place)
    return desk.database.retrying(lambda session: _load(desk, session, actor, wanted, replace))


def _need(actor: Actor, place: str) -> None:
    if Role.ADMINISTRATOR not in actor.roles_at(None):
        need(actor, place, _LOADERS)


def _load(
    desk: Desk, session: Session, actor: Actor, wanted: dict[tuple[str, str, str], date | None], replace: bool
) -> Loaded:
    series = {(kind, period) for _, kind, period in wanted}
    query = select(Expected).where(or_(*(
        and_(Expected.kind == kind, Expected.period == period) for kind, period in sorted(series)
    )))  # fmt: skip
    known = {(row.place, row.kind, row.period): row for row in session.execute(query).scalars()}
    added, changed = [], []
    for key, due in wanted.items():
        row = known.get(key)
        if row is None:
            session.add(Expected(place=key[0], kind=key[1], period=key[2], due=due))
            added.append(key)
        elif row.due != due:
            row.due = due
            changed.append(key)
    removed = [row for key, row in known.items() if key not in wanted] if replace else []
    for row in removed:
        _need(actor, row.place)
    for start in range(0, len(removed), _AT_ONCE):
        numbers = [row.id for row in removed[start : start + _AT_ONCE]]
        session.execute(delete(Expected).where(Expected.id.in_(numbers)))
    moved = _move(session, {key: wanted[key] for key in (*added, *changed)}, series)
    loaded = Loaded(len(added), len(changed), len(wanted) - len(added) - len(changed), len(removed))
    desk.note(session, actor, "expected", "expected", {
        "added": loaded.added, "changed": loaded.changed, "same": loaded.same, "removed": loaded.removed,
        "submissions": moved, "kinds": sorted({kind for kind, _ in series}),
        "periods": sorted({period for _, period in series}),
    })  # fmt: skip
    return loaded


def _move(session: Session, dues: dict[tuple[str, str, str], date | None], series: set[tuple[str, str]]) -> list[int]:
    """Gives submissions that are there the day of the list; their ids."""
    query = select(Submission).where(Submission.state != State.APPROVED, or_(*(
        and_(Submission.kind == kind, Submission.period == period) for kind, period in sorted(series)
    )))  # fmt: skip
    moved = []
    for submission in session.execute(query.order_by(Submission.id).with_for_update()).scalars():
        due = dues.get((submission.place, submission.kind, submission.period))
        if due is not None and submission.due != due:
            submission.due = due
            moved.append(submission.id)
    return moved


def expected(
    desk: Desk, actor: Actor, at: date | None = None, *, place: str | None = None, kind: str | None = None,
    period: str | None = None, soon: int = 14,
) -> list[OwedRow]:  # fmt: skip
    """All documents owed in the actor's places, and where each stands on the day ``at`` (today): those that are most
    overdue first. ``place``: only it and what is below it; ``soon``: days before its day from which one is due soon."""
    today = at or desk.today()
    same = and_(
        Submission.place == Expected.place, Submission.kind == Expected.kind, Submission.period == Expected.period
    )
    query = select(Expected, Submission).outerjoin(Submission, same)
    places = actor.places()
    if places is not None:
        query = query.where(or_(false(), *(below(Expected.place, one) for one in places)))
    if place and place.strip(" /"):
        query = query.where(below(Expected.place, place_path(place)))
    for column, value in ((Expected.kind, kind), (Expected.period, period)):
        if value is not None:
            query = query.where(column == value)
    with desk.database.read() as session:
        rows = [_row(desk, owed, submission, today, soon) for owed, submission in session.execute(query)]
    return sorted(rows, key=lambda row: (
        STANDINGS.index(row.standing), row.due or date.max, bare(row.place), row.kind, row.period
    ))  # fmt: skip


def missing(
    desk: Desk, actor: Actor, at: date | None = None, *, place: str | None = None, kind: str | None = None,
    period: str | None = None, soon: int = 14,
) -> list[OwedRow]:  # fmt: skip
    """Of ``expected``, all but what is handed in in time: not handed in, late, returned and not handed in again."""
    rows = expected(desk, actor, at, place=place, kind=kind, period=period, soon=soon)
    return [row for row in rows if row.standing != "submitted"]


def standings(rows: Sequence[OwedRow]) -> dict[Standing, int]:
    """How many stand where, every standing named."""
    return {standing: sum(row.standing == standing for row in rows) for standing in STANDINGS}


def _row(desk: Desk, owed: Expected, submission: Submission | None, today: date, soon: int) -> OwedRow:
    return OwedRow(
        place=owed.place, kind=owed.kind, period=owed.period, due=owed.due,
        days=(owed.due - today).days if owed.due else None,
        standing=_standing(desk, owed.due, submission, today, soon),
        submission=submission.id if submission is not None else None,
        state=submission.state if submission is not None else None,
    )  # fmt: skip


def _standing(desk: Desk, due: date | None, submission: Submission | None, today: date, soon: int) -> Standing:
    if submission is None or desk.day_of(submission.submitted_at) > today:
        if due is None or due > today + timedelta(days=soon):
            return "pending"
        return "overdue" if due < today else "due_soon"
    if submission.state == State.RETURNED:
        return "returned"
    return "late" if due is not None and desk.day_of(submission.submitted_at) > due else "submitted"
