"""Deadlines that were over before the document was issued."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Finding, Rule
from analyzer.checks.texts import fill
from analyzer.errors import Text
from analyzer.extraction.model import Time
from analyzer.structure.model import Span
from analyzer.text.written import date_words

PARAMS = (
    Param("roles", "roles", required=True),
    Param("past", "concepts", default=()),
)
"""``roles``: the sections whose times are deadlines of tasks. ``past``: words of the same clause that tell of something
done or of a state, whose time is no deadline."""

_NO_DATE = Text(
    "Văn bản không có ngày và cũng không có mốc nào để so sánh thời hạn.",
    "The document has no date, and nothing to hold its deadlines against.",
)
_CLAUSE = re.compile(r"[;\n]|\.(?=\s)")


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each deadline that ends before the reference date."""
    params, analysis = rule.params, context.analysis
    reference = analysis.profile.reference_date
    deadlines = [time for time in analysis.deadlines if _is_deadline(time, params, context)]
    if reference.value is None:
        if not deadlines:
            return Outcome("met", checked=0, confidence=0.8)
        return Outcome("needs_review", (deadlines[0].quote,), reason=_NO_DATE, checked=len(deadlines), confidence=0.4)
    day = _begin(reference.value, reference.basis)
    late = [time for time in deadlines if time.end is not None and _end(time) < day]
    if not late:
        return Outcome("met", checked=len(deadlines), confidence=0.9)
    findings = []
    for time in late:
        words = {"found": analysis.quote(time.span), "date": date_words(reference.value)}
        findings.append(Finding(fill(rule.messages["finding"], words), (_clause(time, context),)))
    fields = {"count": len(late), "date": date_words(reference.value)}
    return Outcome("missing", checked=len(deadlines), findings=tuple(findings), fields=fields, confidence=0.85)


def _is_deadline(time: Time, params: Mapping[str, Any], context: Context) -> bool:
    if time.end is None or time.status != "ok" or time.every is not None or time.precision == "year":
        return False
    outline = context.analysis.outline
    unit = outline.unit_at(time.span[0])
    if unit is None or not set(outline.roles_above(unit)) & set(params["roles"]):
        return False
    clause = _clause(time, context)
    return not any(context.says(clause, concept) for concept in params["past"])


def _clause(time: Time, context: Context) -> Span:
    """The clause that a time stands in."""
    text = context.analysis.text
    unit = context.analysis.outline.unit_at(time.span[0])
    start, end = (unit.start, unit.end) if unit is not None else time.quote
    cuts = [start + cut.end() for cut in _CLAUSE.finditer(text[start : time.span[0]])]
    stop = _CLAUSE.search(text, time.span[1], end)
    return (cuts[-1] if cuts else start), (stop.start() if stop else end)


def _begin(date: str, basis: str) -> str:
    """The first day that a deadline may have. A plan known by its period alone may have been issued in the last
    quarter of the year before."""
    if basis == "period":
        return f"{int(date[:4]) - 1}-10-01"
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _end(time: Time) -> str:
    end = time.end or ""
    return end + "-12-31"[len(end) - 4 :] if len(end) < 10 else end


KIND = CheckKind(
    "overdue", PARAMS, run, messages=("met", "missing", "finding"), fields=("found", "date", "count")
)  # fmt: skip
