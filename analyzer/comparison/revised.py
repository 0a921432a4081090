"""Two revisions of one document: which points were mended, which are still there, which are new, and what changed."""

from __future__ import annotations

from msgspec import UNSET

from analyzer.comparison.changes import assignment_changes, deadline_changes, figure_changes
from analyzer.extraction.model import Analysis
from analyzer.report.baseline import mark_baseline
from analyzer.report.comparison import (
    AssignmentChange,
    Change,
    Changes,
    DeadlineChange,
    FigureChange,
    PointChange,
    Side,
    SideEvidence,
)
from analyzer.report.model import BaselineState, Bilingual, Evidence, Extract, Report, RuleResult
from analyzer.report.verdict import RANK, findings_of

_ORDER = {"new": 0, "gone": 1, "same": 2}


def revisions(first: Analysis, second: Analysis, old: Extract, new: Extract) -> Changes:
    """What differs between an earlier and a later revision; the rules of the default pack are asked of both."""
    from analyzer.pipeline import report_on

    earlier, later = report_on(first), report_on(second)
    mark_baseline(later, earlier)
    assert later.summary.baseline is not UNSET
    return Changes(
        points=_points(earlier, later),
        counts=later.summary.baseline,
        figures=[FigureChange(change=_kind(a, b), old=a, new=b) for a, b in figure_changes(old.figures, new.figures)],
        deadlines=[
            DeadlineChange(change=_kind(a, b), old=a, new=b) for a, b in deadline_changes(old.deadlines, new.deadlines)
        ],
        assignments=[
            AssignmentChange(change=_kind(a, b), old=a, new=b)
            for a, b in assignment_changes(old.assignments, new.assignments)
        ],
    )


def _kind(old: object, new: object) -> Change:
    return "added" if old is None else "removed" if new is None else "changed"


def _points(earlier: Report, later: Report) -> list[PointChange]:
    """Requirements and faults with a state, what is new first, the gravest first within a state."""
    before = {rule.code: rule for rule in earlier.rules}
    points: list[PointChange] = []
    for rule in later.rules:
        if rule.finds_faults:
            points += _faults(rule, before.get(rule.code))
        elif rule.baseline is not UNSET:
            known = before.get(rule.code, rule)
            gone = rule.baseline == "gone"
            points.append(
                _point(rule, rule.baseline, known.message if gone else rule.message, rule.evidence, "second")
            )  # fmt: skip
    return sorted(points, key=lambda point: (_ORDER[point.state], -RANK[point.severity]))


def _faults(rule: RuleResult, known: RuleResult | None) -> list[PointChange]:
    now = findings_of(rule)
    points = [
        _point(rule, finding.baseline, finding.message, finding.evidence, "second")
        for finding in now
        if finding.baseline is not UNSET
    ]
    if known is None or rule.status == "needs_review":
        return points
    left = {finding.fingerprint for finding in now}
    gone = [finding for finding in findings_of(known) if finding.fingerprint not in left]
    return points + [_point(rule, "gone", finding.message, finding.evidence, "first") for finding in gone]


def _point(
    rule: RuleResult, state: BaselineState, message: Bilingual, evidence: list[Evidence], side: Side
) -> PointChange:
    return PointChange(
        state=state,
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        status=rule.status,
        message=message,
        evidence=[SideEvidence(side=side, evidence=item) for item in evidence],
    )
