"""Whether a plan states its period, and whether that lies in one phase of the scheme."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Rule
from analyzer.structure.model import Span

PARAMS = (Param("phases", "texts", default=(), form=r"\d{4}-\d{4}", example="2026-2030"),)
"""``phases``: first and last year of each ("2020-2025"); without them any period will do."""


def run(rule: Rule, context: Context) -> Outcome:
    """Met: within one phase; partial: across two, or no period stated; missing: outside all of them."""
    profile = context.analysis.profile
    phases = [(int(phase[:4]), int(phase[5:9])) for phase in rule.params["phases"]]
    spans = _spans(context)
    period, date = profile.period, profile.reference_date.value
    end = period.end if period is not None else None
    if period is None or not (period.start or end):
        return Outcome("partial", spans, "none", confidence=0.8)
    begin = period.start or (date if date and end and date[:4] <= end[:4] else None)
    first = int(begin[:4]) if begin else None
    last = int(end[:4]) if end else first
    years = (first if first is not None else last, last)
    if years[0] is None or years[1] is None:
        return Outcome("partial", spans, "none", confidence=0.8)
    fields = {"years": str(years[1]) if years[0] == years[1] else f"{years[0]} - {years[1]}"}
    if not phases or any(low <= years[0] and years[1] <= high for low, high in phases):
        return Outcome("met", spans, fields=fields, confidence=0.9)
    if any(low <= years[1] and years[0] <= high for low, high in phases):
        return Outcome("partial", spans, fields=fields, confidence=0.85)
    return Outcome("missing", spans, fields=fields, confidence=0.85)


def _spans(context: Context) -> tuple[Span, ...]:
    """Where the period is stated, else the document's title, else its first words."""
    outline, span = context.analysis.outline, context.analysis.profile.period_span
    if span is not None:
        return (span,)
    head = outline.letterhead.title_span or outline.letterhead.kind_span
    if head is not None:
        return (head,)
    return tuple((unit.start, unit.end) for unit in outline.units[:1])


KIND = CheckKind("phase", PARAMS, run, extra=("partial_none",), fields=("years",))
