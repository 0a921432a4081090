"""Results compared with an earlier period or with what was assigned."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.grids import grids
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Rule
from analyzer.checks.passages import Match
from analyzer.structure.model import Role

PARAMS = (Param("concept", "concept", required=True), Param("nearest", "texts", default=()))
"""``concept``: the wordings of a comparison."""

_NOT: frozenset[Role] = frozenset({"solutions", "recommendations", "context"})
_PLANNED = re.compile(r"ke hoach|chi tieu|giao|muc tieu|cung ky|nam truoc")
_REACHED = re.compile(r"thuc hien|ket qua|dat|lam duoc|ty le|so voi|ky nay|%")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(r"(?:năm|nam|ngày|ngay|tháng|thang|quý|quy) ?\d[\d/]{0,9}|\d{1,2}/\d{1,2}/\d{4}|(?:19|20)\d\d")
_REACH = 240
_NUMBER = re.compile(r"\d")


def run(rule: Rule, context: Context) -> Outcome:
    """Met: with figures, in a sentence or a table; partial: in words only."""
    hits = [
        m for m in context.matches(rule.params["concept"])
        if m.passage.zone in ("paragraph", "item", "cell") and not set(m.passage.roles) & _NOT
        and not context.is_quoted(m)
    ]  # fmt: skip
    with_figures = [hit for hit in hits if _has_figures(hit) or _leads_to_figures(hit, context)]
    if with_figures:
        return Outcome("met", context.quotes(with_figures), confidence=0.88)
    for grid in grids(context):
        if any(_PLANNED.search(h) for h in grid.heads) and any(_REACHED.search(h) for h in grid.heads):
            return Outcome("met", (grid.rows[0].span,), confidence=0.85)
        years = {y for head in grid.heads for y in _YEAR.findall(head)}
        if len(years) > 1:
            return Outcome("met", (grid.rows[0].span,), confidence=0.8)
    if hits:
        return Outcome("partial", context.quotes(hits), confidence=0.8)
    ids = tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    return Outcome("missing", looked_in=ids, nearest=context.nearest(rule.params["nearest"]), confidence=0.85)


def _leads_to_figures(hit: Match, context: Context) -> bool:
    """Whether it introduces a list whose items hold numbers ("So với năm 2024:")."""
    return any(_NUMBER.search(_TIME.sub("", passage.text)) for passage in context.stand_under(hit.passage))


def _has_figures(hit: Match) -> bool:
    """Whether the clause around a comparison holds a number that is no year."""
    text, at = hit.passage.text, hit.start - hit.passage.span[0]
    before = text[max(0, at - _REACH) : at].rpartition(";")[2]
    behind = text[at : at + _REACH].partition(";")[0]
    return _NUMBER.search(_TIME.sub("", before + behind)) is not None


KIND = CheckKind("comparison", PARAMS, run)
