"""How the queue stands: what waits, for whom, for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from analyzer.review import jobs
from analyzer.review.access import visible
from analyzer.review.desk import Desk
from analyzer.review.listing import Filter, conditions_of, with_latest
from analyzer.review.model import Finding, Revision, Submission
from analyzer.review.people import Actor
from analyzer.review.states import DecisionKind, JobState, State

_OPEN = (State.CHECKING, State.WAITING, State.IN_REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Counts over the submissions that the actor may see and that fit."""

    total: int
    by_state: dict[State, int]
    """Every state named."""
    by_verdict: dict[str, int]
    """Of the latest revisions; "error" those that could not be checked; those not checked yet are in none."""
    by_kind: dict[str, int]
    overdue: int
    mine: int
    """In review or waiting with the actor as assignee."""
    unassigned: int
    """Waiting, for nobody in particular."""
    undecided: dict[str, int]
    """Severity → findings of latest revisions that nobody decided."""
    oldest_waiting: datetime | None
    """When the first revision of what has waited longest came."""
    jobs: dict[JobState, int]
    """Of the whole queue: what workers have before them."""


def statistics(desk: Desk, actor: Actor, wanted: Filter | None = None) -> Statistics:
    """How the actor's part of the queue stands; ``wanted`` narrows it further (its paging does not matter)."""
    with desk.database.read() as session:
        conditions = conditions_of(desk, actor, wanted or Filter())
        states = _grouped(session, Submission.state, conditions)
        overdue = conditions_of(desk, actor, Filter(overdue=True))
        mine = [Submission.assignee == actor.key, Submission.state.in_(_OPEN)]
        free = [Submission.assignee.is_(None), Submission.state == State.WAITING]
        verdicts = {v: n for v, n in _grouped(session, Revision.verdict, conditions).items() if v is not None}
        failed = _count(session, [*conditions, Revision.error.is_not(None)])
        undecided = with_latest(select(Finding.severity, func.count()).select_from(Submission)).join(
            Finding, Finding.revision_id == Revision.id
        )
        open_ = undecided.where(*conditions, Finding.decision == DecisionKind.OPEN).group_by(Finding.severity)
        first = with_latest(select(func.min(Submission.submitted_at)).select_from(Submission))
        return Statistics(
            total=sum(states.values()),
            by_state={state: states.get(state, 0) for state in State},
            by_verdict={**verdicts, **({"error": failed} if failed else {})},
            by_kind=_grouped(session, Submission.kind, conditions),
            overdue=_count(session, [*conditions, *overdue]),
            mine=_count(session, [*conditions, *mine]),
            unassigned=_count(session, [*conditions, *free]),
            undecided=_pairs(session, open_),
            oldest_waiting=session.execute(first.where(*conditions, Submission.state == State.WAITING)).scalar(),
            jobs=jobs.counts(session),
        )  # fmt: skip


def choices(desk: Desk, actor: Actor) -> dict[str, list[Any]]:
    """What a form may offer: sorted ``places``, ``periods`` and ``years`` of the submissions that the actor may see."""
    seen = visible(actor)
    found: dict[str, list[Any]] = {}
    with desk.database.read() as session:
        for name, column in (("places", Submission.place), ("periods", Submission.period), ("years", Submission.year)):
            query = select(column).distinct()
            found[name] = sorted(session.execute(query if seen is None else query.where(seen)).scalars())
    return found


def _grouped(session: Session, column: Any, conditions: list[ColumnElement[bool]]) -> dict[Any, int]:
    query = with_latest(select(column, func.count()).select_from(Submission)).where(*conditions).group_by(column)
    return _pairs(session, query)


def _pairs(session: Session, query: Any) -> dict[Any, int]:
    return {row[0]: row[1] for row in session.execute(query)}


def _count(session: Session, conditions: list[ColumnElement[bool]]) -> int:
    query = with_latest(select(func.count()).select_from(Submission)).where(*conditions)
    return int(session.execute(query).scalar_one())
