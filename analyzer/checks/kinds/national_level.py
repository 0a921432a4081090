"""Targets held against the national levels of their year."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import end_year, found, sentence_at, shown, when_of
from analyzer.checks.model import Finding, Rule
from analyzer.errors import Text
from analyzer.extraction.model import Analysis, Figure
from analyzer.resources import load_yaml
from analyzer.structure.model import Span

_RISE = re.compile(r"\b(?:them|diem)\b")
_PHASE_END = {"P1": 2025, "P2": 2030}


@cache
def levels() -> dict[str, dict[str, Any]]:
    """Indicator → its entry in the register of levels, whose ``years`` give the level in per cent."""
    return {entry["indicator"]: entry for entry in load_yaml("registers/levels.yml")["levels"]}


def level_of(indicator: str, year: int) -> tuple[int, float] | None:
    """The year of the level that holds for ``year``, and the level: of that year or of the last one before it."""
    entry = levels().get(indicator)
    years = sorted(y for y in (entry or {}).get("years", {}) if y <= year)
    return (years[-1], float(entry["years"][years[-1]])) if entry is not None and years else None


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each target below the level."""
    analysis = context.analysis
    findings: dict[tuple[Span, str], Finding] = {}
    checked = 0
    for figure in analysis.figures:
        value = figure.max if figure.op in ("range", "le", "lt") else figure.min
        if figure.kind != "target" or figure.unit != "%" or figure.op == "delta" or value is None:
            continue
        if _RISE.search(analysis.outline.bare_text[max(0, figure.value_span[0] - 24) : figure.value_span[1] + 8]):
            continue  # so many points more are no level
        if "tuong ung" in analysis.outline.bare_text[max(0, figure.value_span[0] - 50) : figure.value_span[0]]:
            continue  # a series of values for indicators named before: which is whose cannot be relied upon
        year = _year(figure, analysis)
        level = level_of(figure.indicator, year) if year is not None else None
        if level is None:
            continue
        checked += 1
        if value >= level[1]:
            continue
        entry = levels()[figure.indicator]
        sentence = sentence_at(figure.value_span[0], analysis)
        span = sentence if sentence[1] - sentence[0] <= 320 else figure.quote
        fault = found(
            rule, (span,), f"{shown(value)}% < {shown(level[1])}%", value=f"{shown(value)}%",
            level=f"{shown(level[1])}%", level_year=str(level[0]), what=Text(entry["vi"], entry["en"]),
        )  # fmt: skip
        findings.setdefault((span, figure.indicator), fault)
    faults = tuple(findings.values())
    evidence = tuple(fault.evidence[0] for fault in faults)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=faults, confidence=0.85)


def _year(figure: Figure, analysis: Analysis) -> int | None:
    """The single year of a target, else the last year of the document's phase."""
    when = when_of(figure, analysis)
    if when is not None and when.start is not None and when.end is not None and when.start[:4] != when.end[:4]:
        return _PHASE_END.get(analysis.profile.phase or "")
    return end_year(figure, analysis) or _PHASE_END.get(analysis.profile.phase or "")


KIND = CheckKind(
    "national_level", (), run, messages=("met", "missing", "finding"),
    fields=("value", "level", "level_year", "what", "calculation"),
)  # fmt: skip
