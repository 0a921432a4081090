"""Whether a comparison makes a run fail."""

from __future__ import annotations

from analyzer.report.comparison import Comparison, PointChange
from analyzer.report.verdict import RANK, FailOn


def counts_against(comparison: Comparison, fail_on: FailOn = "error") -> bool:
    """Whether a rule across documents found a fault, or a later revision a new one, at or above a severity; what is in
    doubt, still there or mended never counts."""
    limit = RANK[fail_on]
    if any(rule.findings and RANK[rule.severity] >= limit for rule in comparison.rules):
        return True
    points = comparison.changes.points if comparison.changes is not None else []
    return any(point.state == "new" and _weight(point) >= limit for point in points)


def _weight(point: PointChange) -> int:
    """A requirement met in part weighs as a warning at most, one in doubt nothing."""
    if point.status == "missing":
        return RANK[point.severity]
    return min(RANK[point.severity], RANK["warning"]) if point.status == "partial" else 0
