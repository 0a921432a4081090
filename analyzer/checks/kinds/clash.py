"""One indicator at one moment with two values."""

from __future__ import annotations

import re
from collections import defaultdict

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found, place_of, population_of, sentence_at, shown, single, unit_of, words_of
from analyzer.checks.model import Finding, Rule
from analyzer.checks.phrases import placed
from analyzer.extraction.model import Analysis, Figure
from analyzer.text.fold import bare

_COVERAGE = frozenset(
    {"bhxh_rate", "bhxh_mandatory_rate", "bhxh_voluntary_rate", "bhtn_rate", "bhyt_rate", "pension_rate"}
)
"""Indicators whose name alone says what is counted; of all others the words must agree too."""
_NOT_ONE_THING = frozenset({"other", "support_rate"})
_BASE_OF_COMPARISON = re.compile(
    r"\b(?:so với|cùng kỳ|cùng thời điểm|năm trước|kỳ trước|từ|chỉ tiêu|kế hoạch|được giao|giao|"
    r"toàn quốc|cả nước|bình quân chung|tăng|giảm|thêm)\b(?:\W{1,3}\w{1,20}){0,5}\W{0,3}$"
)
_OF_A_YARDSTICK = re.compile(r"\W{0,2}(?:so voi|ke hoach|chi tieu|du toan|cung ky|nam truoc|muc tieu|kh\b)")
_PARTIAL = re.compile(
    r"(?:trong do|rieng|nong dan|phi chinh thuc|ho gia dinh|hoc sinh|sinh vien|doanh nghiep|ho ngheo|can ngheo|tre em|"
    r"dan toc|tu \d+ tuoi)\b"
)
_BEFORE, _BEHIND = 60, 40


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each pair of values, quoted at the later one first."""
    analysis = context.analysis
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in analysis.figures:
        key = _key(figure, analysis)
        if key is not None:
            groups[key].append(figure)
    findings: list[Finding] = []
    for figures in groups.values():
        first = figures[0]
        other = next((f for f in figures[1:] if single(f) != single(first) and _apart(first, f, analysis)), None)
        if other is None:
            continue
        spans = (sentence_at(other.value_span[0], analysis), sentence_at(first.value_span[0], analysis))
        values = [f"{shown(single(f) or 0)}{'%' if f.unit == '%' else ' ' + f.unit}" for f in (first, other)]
        findings.append(found(rule, spans, f"{values[0]} ≠ {values[1]}", first=values[0], second=values[1]))
    findings.sort(key=lambda finding: finding.evidence[0])
    evidence = tuple(span for finding in findings for span in finding.evidence)
    checked = sum(len(figures) - 1 for figures in groups.values())
    return Outcome(
        "missing" if findings else "met", evidence, checked=checked, findings=tuple(findings), confidence=0.85
    )


def _key(figure: Figure, analysis: Analysis) -> tuple[object, ...] | None:
    """What must agree for two figures to be the same thing at the same moment; None for what cannot be compared."""
    if single(figure) is None or figure.kind == "norm" or figure.indicator in _NOT_ONE_THING:
        return None
    if figure.when is None or figure.when.end is None or figure.when.every or figure.per or figure.per_entity:
        return None
    if figure.unit == "%" and not figure.indicator.endswith("_rate"):
        return None
    low = analysis.outline.lower_text[max(0, figure.value_span[0] - _BEFORE) : figure.value_span[0]]
    before = re.split(r"[.;\n\t]", placed(low))[-1]
    behind = re.split(r"[\n\t]", analysis.outline.bare_text[figure.value_span[1] : figure.value_span[1] + _BEHIND])[0]
    unit = unit_of(figure, analysis)
    in_cell = unit is not None and unit.kind == "cell"
    if not in_cell and (_BASE_OF_COMPARISON.search(before) or _OF_A_YARDSTICK.match(behind)):
        return None
    around = f"{bare(before.rpartition(',')[2])} {re.split(r'[,.;()]', behind)[0]}"
    words = "" if figure.indicator in _COVERAGE else words_of(figure)
    if figure.indicator in _COVERAGE and _PARTIAL.search(around):
        return None
    if in_cell and figure.indicator not in _COVERAGE:
        return None
    start = None if figure.indicator.endswith("_rate") else figure.when.start
    return (
        figure.kind, figure.indicator, words, figure.unit, figure.when.end, start, place_of(figure),
        population_of(figure), figure.basis,
    )  # fmt: skip


def _apart(first: Figure, second: Figure, analysis: Analysis) -> bool:
    """Whether two figures stand in different sentences: two values in one are mostly a comparison."""
    return sentence_at(first.value_span[0], analysis) != sentence_at(second.value_span[0], analysis)


KIND = CheckKind(
    "clash", (), run, messages=("met", "missing", "finding"), fields=("first", "second", "calculation")
)  # fmt: skip
