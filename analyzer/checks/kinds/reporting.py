"""Reporting duties: to whom, and when."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.kinds.sectiontext import content_span
from analyzer.checks.kinds.timing import times_in, times_of
from analyzer.checks.model import Rule
from analyzer.checks.passages import Match
from analyzer.errors import Text
from analyzer.structure.model import Section, Span
from analyzer.text.fold import bare

PARAMS = (
    Param("report", "concepts", required=True),
    Param("recipient", "concept", required=True),
    Param("roles", "roles", default=("reporting",)),
    Param("nearest", "texts", default=()),
)
"""``report``: the duty itself; ``recipient``: words that name to whom, beyond bodies of the register; ``roles``: the
sections for it, which are read as a whole."""

_TO_A_BODY = re.compile(r"\b(?:ve|gui|cho|toi|den|voi|trinh)\W{1,3}(?:\w{1,12}\W{1,2}){0,2}$")
_BEFORE = 30
_TO = Text("nơi nhận báo cáo", "the recipient")
_WHEN = Text("kỳ hạn báo cáo", "the time")


def run(rule: Rule, context: Context) -> Outcome:
    """Met: a recipient and a time for one report; partial: one of them."""
    params = rule.params
    hits = sorted(
        {hit.span: hit for name in params["report"] for hit in context.hits(name, "plan")}.values(),
        key=lambda hit: hit.start,
    )
    hits = [hit for hit in hits if hit.passage.zone != "heading"]
    best: tuple[Match, bool, bool] | None = None
    for hit in hits:
        section = next((s for s in context.sections(params["roles"]) if s.span[0] <= hit.start < s.span[1]), None)
        to, when = _recipient(hit, params["recipient"], section, context), _time(hit, section, context)
        if to and when:
            return Outcome("met", (context.quote(hit),), confidence=0.88)
        if (to or when) and best is None:
            best = hit, to, when
    if best is not None:
        fields = {"found": _TO if best[1] else _WHEN, "lacking": _WHEN if best[1] else _TO}
        return Outcome("partial", (context.quote(best[0]),), fields=fields, confidence=0.85)
    sections = context.sections(["reporting", "organisation"])
    ids = tuple(s.id for s in sections) or tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    nearest = context.quote(hits[0]) if hits else context.nearest(params["nearest"])
    return Outcome("missing", looked_in=ids, nearest=nearest, confidence=0.85)


def _recipient(hit: Match, concept: str, section: Section | None, context: Context) -> bool:
    """A body behind the words of the duty in their sentence, or anywhere in a section for it."""
    spans: list[Span] = [(hit.start, hit.passage.span[1])]
    bodies = [body for body in context.analysis.bodies if not body.open]
    if any(spans[0][0] <= body.span[0] < spans[0][1] for body in bodies):
        return True
    if section is not None:
        spans.append(content_span(section))
        inside = [body for body in bodies if spans[1][0] <= body.span[0] < spans[1][1]]
        text = context.analysis.text
        if any(_TO_A_BODY.search(bare(text[max(0, body.span[0] - _BEFORE) : body.span[0]])) for body in inside):
            return True
    return any(context.says(span, concept) for span in spans)


def _time(hit: Match, section: Section | None, context: Context) -> bool:
    if times_of(hit, context):
        return True
    return section is not None and bool(times_in(section.span, context))


KIND = CheckKind("reporting", PARAMS, run, fields=("found", "lacking"))
