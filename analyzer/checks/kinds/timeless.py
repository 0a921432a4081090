"""Targets and results that say nothing of their time."""

from __future__ import annotations

import re

from analyzer.checks.context import QUOTE_CHARS, Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.measures import folded, found, has_time, one_moment, sentence_at
from analyzer.checks.model import Finding, Rule
from analyzer.checks.phrases import plain
from analyzer.extraction.model import Analysis, Figure
from analyzer.structure.model import Role, Span, Unit
from analyzer.text.fold import bare

PARAMS = (Param("kind", "text", required=True, choices=("target", "result")),)
"""``kind``: which figures are asked for their time."""

_AIMS: frozenset[Role] = frozenset(
    {"general_objective", "specific_objectives", "objectives", "tasks", "content", "forms", "content_forms_methods"}
)
_NOT_AIMS: frozenset[Role] = frozenset({"funding", "purpose", "context", "reporting"})
_NOT_RESULTS: frozenset[Role] = frozenset(
    {"context", "limitations", "solutions", "recommendations", "advantages_difficulties"}
)
_NO_MEASURE = frozenset({"dong", "van ban", "phut", "giay", "tuoi", "thang", "nam"})
_AREAS = frozenset(
    {
        "xã",
        "phường",
        "thị trấn",
        "huyện",
        "thôn",
        "ấp",
        "khóm",
        "bản",
        "xóm",
        "tổ dân phố",
        "khu phố",
        "khu dân cư",
        "đặc khu",
        "tỉnh",
        "thành phố",
        "buôn",
    }
)
_DONE = re.compile(r"\bđã\b")
_OWN_PERIOD = re.compile(
    r"\b(?:\d{1,2}|nam|muoi|ba|bon) nam qua\b|trong (?:\d{1,2}|nam|ba|bon) nam\b|"
    r"trong (?:ky|nam|giai doan|nhiem ky)\b|qua (?:\d{1,2}|nam|ba) nam\b|nhiem ky"
)
_TIMELESS_ACT = re.compile(
    r"thoi luong|moi (?:buoi|lop|cuoc|tin|bai|video|to|nhom|diem)|dai (?:duoi|toi da)|tu \d+ den \d+ phut"
)


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each part of a sentence with such a figure."""
    analysis = context.analysis
    kind = rule.params["kind"]
    asked = [f for f in analysis.figures if f.kind == kind and _is_asked(f, analysis)]
    findings: dict[Span, Finding] = {}
    for figure in asked:
        if kind == "result" and one_moment(analysis):
            break
        clause = clause_at(figure.value_span[0], analysis)
        if clause in findings or _is_dated(figure, clause, analysis):
            continue
        findings[clause] = found(rule, (_shortened(clause, figure),), figure=analysis.quote(figure.value_span))
    faults = tuple(findings[span] for span in sorted(findings))
    evidence = tuple(fault.evidence[0] for fault in faults)
    return Outcome("missing" if faults else "met", evidence, checked=len(asked), findings=faults, confidence=0.8)


def _is_dated(figure: Figure, clause: Span, analysis: Analysis) -> bool:
    """Whether the figure, or another one of its clause, has a time or a rate."""
    if has_time(figure, analysis):
        return True
    sentence = sentence_at(figure.value_span[0], analysis)
    if _OWN_PERIOD.search(folded(sentence, analysis)):
        return True
    if figure.kind == "target" and any(time.every == "P1Y" for time in analysis.times_in(sentence)):
        return True
    if any(time.use in ("deadline", "comparison") for time in analysis.times_in(clause)):
        return True
    here = analysis.figures_in(clause)
    return any(f.per is not None or (f.when is not None and f.when.every is not None) for f in here)


def clause_at(offset: int, analysis: Analysis) -> Span:
    """The part of a sentence between semicolons."""
    start, end = sentence_at(offset, analysis)
    left = analysis.text.rfind(";", start, offset)
    right = analysis.text.find(";", offset, end)
    start, end = (left + 1 if left >= 0 else start), (right if right >= 0 else end)
    while start < offset and analysis.text[start].isspace():
        start += 1
    return start, end


def _shortened(clause: Span, figure: Figure) -> Span:
    return clause if clause[1] - clause[0] <= QUOTE_CHARS else figure.quote


def _is_asked(figure: Figure, analysis: Analysis) -> bool:
    unit = analysis.outline.unit_at(figure.value_span[0])
    if unit is None or unit.kind in ("cell", "heading", "closing", "signature", "opening"):
        return False
    if not _stands_for_itself(figure, unit, analysis) or bare(figure.unit) in _NO_MEASURE:
        return False
    if figure.kind == "result" and figure.op == "eq" and "/" not in analysis.quote(figure.value_span):
        areas = {part.strip() for part in plain(figure.unit).split(",")}
        if areas <= _AREAS:
            return False
    return _TIMELESS_ACT.search(folded(figure.quote, analysis)) is None


def _stands_for_itself(figure: Figure, unit: Unit, analysis: Analysis) -> bool:
    """Whether the section is one where targets are set, or results are given."""
    roles = set(analysis.outline.roles_above(unit))
    if "context" in roles and _DONE.search(plain(analysis.quote(sentence_at(figure.value_span[0], analysis)))):
        roles.discard("context")
    if figure.kind == "target":
        if "organisation" in roles:  # where bodies get their tasks, only what is set as a least measure is a target
            return not roles & _NOT_AIMS and (figure.op in ("ge", "gt") or figure.unit == "%")
        return not roles & _NOT_AIMS and bool(roles & _AIMS)
    return not roles & _NOT_RESULTS


KIND = CheckKind("timeless", PARAMS, run, messages=("met", "missing", "finding"), fields=("figure",))
