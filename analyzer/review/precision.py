"""How often people agree with each rule: its precision, measured on what was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from sqlalchemy import Select, func, select

from analyzer.review.access import visible
from analyzer.review.desk import Desk
from analyzer.review.listing import Query
from analyzer.review.model import Finding, Revision, Submission
from analyzer.review.people import Actor
from analyzer.review.states import DecisionKind

_Z = 1.959964
"""Of a two-sided interval that holds 95 of 100 times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """What people made of the findings of a rule. A finding that came back in a later revision counts once, as it was
    decided last.

    ``precision``: share of (``confirmed`` + ``waived``) in ``decided``; what was corrected was not right as it stood,
    what was waived was. ``low``, ``high``: its 95% interval after Wilson (1927). None where nothing was decided.
    """

    code: str
    confirmed: int
    waived: int
    corrected: int
    dismissed: int
    open: int
    """Of latest revisions, and not decided."""
    decided: int
    precision: float | None
    low: float | None
    high: float | None
    dismissed_rate: float | None
    corrected_rate: float | None


def wilson(right: int, of: int) -> tuple[float, float]:
    """The interval of Wilson (1927, J. Am. Stat. Assoc. 22) for a share, 95%; (0, 1) where nothing was counted."""
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def rule_records(desk: Desk, actor: Actor, *, year: int | None = None) -> list[RuleRecord]:
    """The record of each rule that has findings in the actor's places, by code; ``year``: of submissions for it."""
    counts: Counter[tuple[str, str]] = Counter()
    with desk.database.read() as session:
        decided = _seen(select(Finding.code, Finding.decision, func.count()), actor, year)
        last = decided.where(Finding.id.in_(last_decided(actor, year))).group_by(Finding.code, Finding.decision)
        for code, decision, count in session.execute(last):
            counts[code, decision] += count
        waiting = _seen(select(Finding.code, func.count()), actor, year).where(
            Revision.number == Submission.revisions, Finding.decision == DecisionKind.OPEN
        )
        for code, count in session.execute(waiting.group_by(Finding.code)):
            counts[code, DecisionKind.OPEN] += count
    return [_record(code, counts) for code in sorted({code for code, _ in counts})]


def last_decided(actor: Actor, year: int | None = None) -> Select[int]:
    """Ids of the findings that people decided in the actor's places: of each finding of a submission, the one of its
    last revision."""
    decided = _seen(select(func.max(Finding.id)), actor, year).where(
        Finding.decided_by.is_not(None), Finding.decision != DecisionKind.OPEN
    )
    return decided.group_by(Revision.submission_id, Finding.fingerprint)


def _seen(query: Query, actor: Actor, year: int | None) -> Query:
    joined = query.join(Revision, Finding.revision_id == Revision.id).join(
        Submission, Revision.submission_id == Submission.id
    )
    seen = visible(actor)
    if seen is not None:
        joined = joined.where(seen)
    return joined.where(Submission.year == year) if year is not None else joined


def _record(code: str, counts: Counter[tuple[str, str]]) -> RuleRecord:
    kinds = ("confirmed", "waived", "corrected", "dismissed", "open")
    confirmed, waived, corrected, dismissed, waiting = (counts[code, DecisionKind(kind)] for kind in kinds)
    decided = confirmed + waived + corrected + dismissed
    low, high = wilson(confirmed + waived, decided)

    def share(count: int) -> float | None:
        return round(count / decided, 4) if decided else None

    return RuleRecord(
        code=code, confirmed=confirmed, waived=waived, corrected=corrected, dismissed=dismissed, open=waiting,
        decided=decided, precision=share(confirmed + waived), low=round(low, 4) if decided else None,
        high=round(high, 4) if decided else None, dismissed_rate=share(dismissed), corrected_rate=share(corrected),
    )  # fmt: skip
