"""Indicators that a document must state: with a figure and its time, with a figure, or only by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context, Where
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, join_names, name_of
from analyzer.checks.measures import has_time, one_moment, own_words, passage_at, sentence_at
from analyzer.checks.model import Rule
from analyzer.checks.wording import Mode
from analyzer.extraction.model import Analysis, Figure
from analyzer.structure.model import Span

GROUP = (
    Param("name", "names", required=True),
    Param("indicators", "texts", default=()),
    Param("words", "concept"),
    Param("not_words", "concept"),
    Param("named", "concepts", default=()),
)
PARAMS = (
    Param("groups", "items", required=True, fields=GROUP),
    Param("need", "number", default=1),
    Param("timed", "flag", default=False),
    Param("not_roles", "roles", default=()),
    Param("nearest", "texts", default=()),
)
"""``groups``: what is to be measured, each by figures of one of ``indicators`` or, where ``words`` is given, by any
count or share with that concept in its sentence; in any case without ``not_words`` in its own words; ``named``:
wordings that name it without a figure. ``need``: how many groups must have a figure. ``timed``: the figure must have
a year or a period. ``not_roles``: sections whose words name nothing measured."""

_BROAD = frozenset({"đồng", "văn bản", "kế hoạch", "tháng", "năm", "ngày", "giờ", "phút"})


def run(rule: Rule, context: Context) -> Outcome:
    """Met: enough groups with a figure (and its time); partial: fewer, a figure without time, or the name alone."""
    params, analysis = rule.params, context.analysis
    full: list[tuple[Mapping[str, Any], Figure]] = []
    bare_figures: list[tuple[Mapping[str, Any], Figure]] = []
    lacking = []
    for group in params["groups"]:
        figures = [f for f in analysis.figures if _is_of(f, group, context)]
        timed = [f for f in figures if not params["timed"] or _has_time(f, analysis)]
        if timed:
            full.append((group, timed[0]))
        elif figures:
            bare_figures.append((group, figures[0]))
        else:
            lacking.append(group)
    fields = {
        "found": join_names([name_of(group) for group, _ in (*full, *bare_figures)]),
        "lacking": join_names([name_of(group) for group in (*(g for g, _ in bare_figures), *lacking)]),
        "figure": ", ".join(analysis.quote(figure.value_span) for _, figure in (*full, *bare_figures)[:3]),
    }
    spans = _shown([figure for _, figure in (*full, *bare_figures)], analysis)
    if len(full) >= params["need"]:
        return Outcome("met", spans, fields=fields, confidence=0.9)
    if full:
        return Outcome("partial", spans, fields=fields, confidence=0.85)
    if bare_figures:
        return Outcome("partial", spans, "no_time", fields, confidence=0.82)
    where = Where(not_roles=frozenset(params["not_roles"]))
    mode: Mode = "done" if analysis.outline.kind.value == "report" else "plan"
    hits = [h for group in params["groups"] for name in group["named"] for h in context.hits(name, mode, where)]
    if hits:
        return Outcome("partial", context.quotes(hits), "no_figure", fields, confidence=0.75)
    ids = tuple(s.id for s in analysis.outline.sections if s.parent is None)
    return Outcome("missing", fields=fields, looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.88)


def _is_of(figure: Figure, group: Mapping[str, Any], context: Context) -> bool:
    analysis = context.analysis
    wanted = "result" if analysis.outline.kind.value == "report" else "target"
    if figure.kind != wanted:
        return False
    of_indicator = figure.indicator in group["indicators"]
    if not of_indicator and (group["words"] is None or figure.unit in _BROAD):
        return False
    if group["not_words"] is not None and context.says(own_words(figure, context), group["not_words"]):
        return False
    if of_indicator:
        return True
    passage = passage_at(figure.value_span[0], context)
    if passage is not None and wanted == "result" and "limitations" in analysis.outline.roles_above(passage.unit):
        return False  # what is told there of the matter was not done
    return passage is not None and bool(context.found(group["words"]).by_passage.get(passage.index))


def _has_time(figure: Figure, analysis: Analysis) -> bool:
    """A year or period of its own; in a report also that of the one moment which its opening names."""
    return has_time(figure, analysis) or (analysis.outline.kind.value == "report" and one_moment(analysis))


def _shown(figures: list[Figure], analysis: Analysis) -> tuple[Span, ...]:
    spans = []
    for figure in figures:
        sentence = sentence_at(figure.value_span[0], analysis)
        spans.append(sentence if sentence[1] - sentence[0] <= 320 else figure.quote)
    return tuple(dict.fromkeys(spans))[:3]


KIND = CheckKind(
    "coverage", PARAMS, run, extra=("partial_no_time", "partial_no_figure"), fields=("found", "lacking", "figure")
)
