"""Shares that must be full by the end of the phase: groups of people reached, content in line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, join_names, name_of
from analyzer.checks.measures import bound, end_year, own_words, sentence_at, when_of
from analyzer.checks.model import Rule
from analyzer.errors import Text
from analyzer.extraction.model import Analysis, Figure
from analyzer.structure.model import Span

GROUP = (
    Param("name", "names", required=True),
    Param("indicators", "texts", required=True),
    Param("with_words", "texts", default=()),
    Param("words", "concepts", default=()),
    Param("near", "concept"),
)
PARAMS = (
    Param("groups", "items", required=True, fields=GROUP),
    Param("share", "number", default=100),
    Param("named", "concepts", default=()),
    Param("nearest", "texts", default=()),
)
"""``groups``: whose share it is, by figures of ``indicators``, or of ``with_words`` where one of ``words``, and
``near``, stand with the figure. ``share``: what must be reached. ``named``: wordings that are partial where there is
no figure."""

_PHASE_END = {"P1": 2025, "P2": 2030}
_LOWER = Text("thấp hơn {share}%", "below {share}%")
_NO_TIME = Text("chưa có mốc thời gian", "without a time")
_LATE = Text("muộn hơn cuối giai đoạn", "later than the end of the phase")
_ABSENT = Text("chưa nêu", "not stated")


def run(rule: Rule, context: Context) -> Outcome:
    """Met: each group in full and in time; partial: something of it."""
    analysis, params = context.analysis, rule.params
    evidence: list[Span] = []
    good: list[Text] = []
    flaws: list[Text] = []
    for group in params["groups"]:
        figures = [f for f in analysis.figures if _is_of(f, group, context)]
        best = min(figures, key=lambda f: _rank(f, params["share"], analysis), default=None)
        name = name_of(group)
        flaw = _ABSENT if best is None else _flaw(best, params["share"], analysis)
        if flaw is None:
            good.append(name)
        else:
            share = f"{params['share']:g}"
            flaws.append(Text(f"{name.vi} ({flaw.vi})", f"{name.en} ({flaw.en})"))
            flaws[-1] = Text(flaws[-1].vi.replace("{share}", share), flaws[-1].en.replace("{share}", share))
        if best is not None:
            sentence = sentence_at(best.value_span[0], analysis)
            evidence.append(sentence if sentence[1] - sentence[0] <= 320 else best.quote)
    fields = {"found": join_names(good), "flaws": join_names(flaws)}
    spans = tuple(dict.fromkeys(evidence))
    if not flaws:
        return Outcome("met", spans, fields=fields, confidence=0.88)
    if spans:
        return Outcome("partial", spans, fields=fields, confidence=0.85)
    hits = [hit for name in params["named"] for hit in context.hits(name, "plan")]
    if hits:
        return Outcome("partial", context.quotes(hits), "no_figure", fields, confidence=0.72)
    ids = tuple(s.id for s in analysis.outline.sections if s.parent is None)
    return Outcome("missing", fields=fields, looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.88)


def _is_of(figure: Figure, group: Mapping[str, Any], context: Context) -> bool:
    if figure.kind != "target" or figure.unit != "%" or figure.op == "delta":
        return False
    if figure.indicator in group["indicators"]:
        return True
    if figure.indicator not in group["with_words"]:
        return False
    span = own_words(figure, context)
    if group["near"] is not None and not context.says(span, group["near"]):
        return False
    return any(context.says(span, name) for name in group["words"])


def _flaw(figure: Figure, share: float, analysis: Analysis) -> Text | None:
    value = bound(figure)
    if value is None or value < share:
        return _LOWER
    when = when_of(figure, analysis)
    if figure.per is not None or (when is not None and when.every is not None):
        return None
    year = end_year(figure, analysis)
    if year is None:
        return _NO_TIME
    last = _PHASE_END.get(analysis.profile.phase or "")
    return _LATE if last is not None and year > last else None


def _rank(figure: Figure, share: float, analysis: Analysis) -> tuple[bool, float]:
    return _flaw(figure, share, analysis) is not None, -(bound(figure) or 0)


KIND = CheckKind("reach", PARAMS, run, extra=("partial_no_figure",), fields=("found", "flaws"))
