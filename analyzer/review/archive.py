"""What the archive (kho) shows over places and years. Its list is that of ``listing``, over all states."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, literal_column, select

from analyzer.review.desk import Desk
from analyzer.review.listing import Filter, conditions_of, with_latest
from analyzer.review.model import Finding, Revision, Submission
from analyzer.review.people import Actor
from analyzer.review.states import DecisionKind

STANDING = (DecisionKind.OPEN, DecisionKind.CONFIRMED, DecisionKind.CORRECTED)
"""Findings that nobody dismissed or waived: what an archive counts."""


@dataclass(slots=True)
class TrendRow:
    """The documents of a place (with those below it) and a year. ``coverage``: mean of those that have one, 0 to 1;
    ``verdicts`` and ``families`` (first letter of the rule's code → findings that stand) name only what there is."""

    place: str
    year: int
    documents: int = 0
    checked: int = 0
    coverage: float | None = None
    verdicts: Counter[str] = field(default_factory=Counter)
    families: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Places down, families or rules across. ``cells[i][j]``: share of the checked documents of ``places[i]`` in which
    a finding of ``columns[j]`` stands, 0 to 1; ``documents[i]``: how many were checked."""

    places: list[str]
    columns: list[str]
    cells: list[list[float]]
    documents: list[int]


def trends(desk: Desk, actor: Actor, wanted: Filter | None = None, *, depth: int = 1) -> list[TrendRow]:
    """The latest revisions by place and year, of what the actor may see and what fits.

    ``depth``: how many parts of a place's path tell rows apart: 0 for all places in one (its place is ""), 1 for
    provinces where paths begin with them. Sorted by place, then year.
    """
    conditions = conditions_of(desk, actor, wanted or Filter())
    measures = (func.count(), func.count(Revision.coverage), func.sum(Revision.coverage))
    query = with_latest(select(Submission.place, Submission.year, Revision.verdict, *measures).select_from(Submission))
    found = with_latest(select(Submission.place, Submission.year, _family(), func.count()).select_from(Submission))
    found = found.join(Finding, Finding.revision_id == Revision.id).where(Finding.decision.in_(STANDING))
    rows: dict[tuple[str, int], TrendRow] = {}
    sums: defaultdict[tuple[str, int], float] = defaultdict(float)
    known: Counter[tuple[str, int]] = Counter()
    with desk.database.read() as session:
        grouped = query.where(*conditions).group_by(Submission.place, Submission.year, Revision.verdict)
        for place, year, verdict, count, with_coverage, total in session.execute(grouped):
            key = (_cut(place, depth), year)
            row = rows.setdefault(key, TrendRow(*key))
            row.documents += count
            if verdict is not None:
                row.checked += count
                row.verdicts[verdict] += count
            known[key] += with_coverage
            sums[key] += total or 0.0
        by_family = found.where(*conditions).group_by(Submission.place, Submission.year, _family())
        for place, year, family, count in session.execute(by_family):
            rows[_cut(place, depth), year].families[family] += count
    for key, row in rows.items():
        row.coverage = round(sums[key] / known[key], 4) if known[key] else None
    return [rows[key] for key in sorted(rows)]


def heat_map(
    desk: Desk, actor: Actor, wanted: Filter | None = None, *, depth: int = 1, by: Literal["family", "rule"] = "family"
) -> HeatMap:
    """Where which findings stand, over the latest revisions of what the actor may see and what fits; ``depth`` as in
    ``trends``."""
    conditions = [*conditions_of(desk, actor, wanted or Filter()), Revision.verdict.is_not(None)]
    column = _family() if by == "family" else Finding.code
    query = with_latest(
        select(Submission.place, column, func.count(Finding.revision_id.distinct())).select_from(Submission)
    ).join(Finding, Finding.revision_id == Revision.id)
    documents: Counter[str] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    with desk.database.read() as session:
        checked = with_latest(select(Submission.place, func.count()).select_from(Submission)).where(*conditions)
        for place, count in session.execute(checked.group_by(Submission.place)):
            documents[_cut(place, depth)] += count
        standing = query.where(*conditions, Finding.decision.in_(STANDING)).group_by(Submission.place, column)
        for place, name, count in session.execute(standing):
            counts[_cut(place, depth), name] += count
    places, columns = sorted(documents), sorted({name for _, name in counts})
    cells = [[round(counts[place, name] / documents[place], 4) for name in columns] for place in places]
    return HeatMap(places, columns, cells, [documents[place] for place in places])


def _family() -> Any:
    # Written out, not bound: PostgreSQL takes two parameters for two expressions, and groups by neither.
    one: ColumnElement[int] = literal_column("1")
    return func.substr(Finding.code, one, one)


def _cut(place: str, depth: int) -> str:
    return "/".join(place.split("/")[:depth])
