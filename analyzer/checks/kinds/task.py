"""Tasks that a plan must set, or acts that a report must tell of: said so that they bind, or only mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.checks.context import Context, Where
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, combined
from analyzer.checks.kinds.concepts import trust
from analyzer.checks.kinds.timing import times_of
from analyzer.checks.model import Rule
from analyzer.checks.nearness import is_telling
from analyzer.checks.passages import BODY_ZONES, Match
from analyzer.structure.model import Span

WORDING = (
    Param("concepts", "concepts", required=True),
    Param("near", "concept"),
    Param("beside", "concepts", default=()),
    Param("with", "texts", default=()),
    Param("roles", "roles", default=()),
    Param("not_roles", "roles", default=()),
    Param("headings", "flag", default=False),
    Param("mode", "mode"),
    Param("told", "flag", default=False),
)
PARAMS = (
    Param("strong", "items", required=True, fields=WORDING),
    Param("weak", "items", default=(), fields=WORDING),
    Param("title", "concept"),
    Param("mode", "mode", default="plan"),
    Param("nearest", "texts", default=()),
)
"""``strong``: wordings of which one is met; ``weak``: wordings that are partial. A wording is one of ``concepts``, with
``near`` in its sentence or in what it stands under; with one of ``beside``, or of what ``with`` names, in its sentence:
``time`` (also in what introduces it or its table row), ``figure``, ``body`` (one that has a task there). It stands
under ``roles`` and not under ``not_roles``; ``headings``: a heading can say it; ``mode``: another than the rule's;
``told``: neither a wish nor something for a time to come. ``title``: a document with this in its title is itself what
is asked for."""
_DENIED = re.compile(r"(?<!\w)(?:chưa|chua|không|khong) (?:(?:được|duoc|hề|he|từng|tung|thể|the|kịp|kip) )?$")
_DENIAL_REACH = 20


def run(rule: Rule, context: Context) -> Outcome:
    """Met: a strong wording; partial: a weak one."""
    params = rule.params
    title = _titled(params["title"], context)
    if title is not None:
        return Outcome("met", (title,), "title", {"found": context.analysis.quote(title)}, confidence=0.9)
    for status, wordings in (("met", params["strong"]), ("partial", params["weak"])):
        hits = sorted(
            (hit for wording in wordings for hit in said(wording, params["mode"], context)), key=lambda hit: hit.start
        )
        if hits:
            fields = {"found": context.analysis.quote(hits[0].span)}
            sure = combined([trust(hit) for hit in hits])
            if status == "met":
                return Outcome("met", context.quotes(hits), fields=fields, confidence=sure)
            return Outcome("partial", context.quotes(hits), fields=fields, confidence=sure)
    ids = tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    return Outcome("missing", looked_in=ids, nearest=_nearest(params, context), confidence=0.88)


def said(wording: Mapping[str, Any], mode: Any, context: Context) -> Iterator[Match]:
    """Where a wording is said as it must be."""
    zones = BODY_ZONES if wording["headings"] else BODY_ZONES - {"heading"}
    where = Where(frozenset(wording["roles"]), frozenset(wording["not_roles"]), zones, wording["near"])
    for name in wording["concepts"]:
        for hit in context.hits(name, wording["mode"] or mode, where):
            if denied_here(hit) or (wording["told"] and context.wording.is_wish(hit)):
                continue
            if not (wording["beside"] or wording["with"]) or _accompanied(hit, wording, context):
                yield hit


def denied_here(hit: Match) -> bool:
    """Whether the word right before the match denies it ("chưa kiện toàn …", "không được tập huấn")."""
    before = hit.passage.text[: hit.start - hit.passage.span[0]]
    return _DENIED.search(before[-_DENIAL_REACH:]) is not None


def _accompanied(hit: Match, wording: Mapping[str, Any], context: Context) -> bool:
    for name in wording["beside"]:
        if any(not context.is_quoted(m) for m in context.found(name).by_passage.get(hit.passage.index, ())):
            return True
    start, end = hit.passage.span
    for what in wording["with"]:
        if what == "time" and times_of(hit, context):
            return True
        if what == "figure" and any(start <= f.value_span[0] < end for f in context.analysis.figures):
            return True
        if what == "body" and any(a.task[0] <= hit.start < max(a.task[1], a.quote[1]) for a in _tasks(context)):
            return True
    return False


def _tasks(context: Context) -> list[Any]:
    return [a for a in context.analysis.assignments if a.role != "coordinate"]


def _titled(concept: str | None, context: Context) -> Span | None:
    head = context.analysis.outline.letterhead
    spans = [span for span in (head.kind_span, head.title_span) if span is not None]
    if concept is None or not spans:
        return None
    whole = spans[0][0], spans[-1][1]
    return whole if context.says(whole, concept) else None


def _nearest(params: Mapping[str, Any], context: Context) -> Span | None:
    for wording in (*params["strong"], *params["weak"]):
        for name in wording["concepts"]:
            for match in context.matches(name):
                if match.passage.zone in BODY_ZONES and is_telling(match.passage):
                    return context.quote(match)
    return context.nearest(params["nearest"])


KIND = CheckKind("task", PARAMS, run, messages=("met", "missing"), extra=("partial", "met_title"), fields=("found",))
