"""Ideas that a document must hold, each worded in many ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context, Where
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, combined, join_names, name_of
from analyzer.checks.model import Rule
from analyzer.checks.nearness import is_telling
from analyzer.checks.passages import BODY_ZONES, Match

GROUP = (
    Param("name", "names", required=True),
    Param("concepts", "concepts", required=True),
    Param("near", "concept"),
    Param("roles", "roles", default=()),
    Param("not_roles", "roles", default=()),
    Param("broad", "concepts", default=()),
    Param("broad_roles", "roles", default=()),
)
PARAMS = (
    Param("groups", "items", required=True, fields=GROUP),
    Param("mode", "mode", default="plan"),
    Param("weak", "concepts", default=()),
    Param("weak_near", "concept"),
    Param("headings", "flag", default=True),
    Param("nearest", "texts", default=()),
)
"""``groups``: the ideas; all of them is met, some is partial. An idea is one of ``concepts``, with ``near`` in its
sentence or in what it stands under, under ``roles`` and not under ``not_roles``; or one of ``broad`` under
``broad_roles``, sections whose heading says the rest. ``weak``: wordings that are partial
where no idea is found. ``headings``: whether a heading can say it."""


def run(rule: Rule, context: Context) -> Outcome:
    """Met: every idea; partial: some of them, or a weaker wording."""
    params = rule.params
    zones = BODY_ZONES if params["headings"] else BODY_ZONES - {"heading"}
    found: list[tuple[Mapping[str, Any], list[Match]]] = []
    lacking: list[Mapping[str, Any]] = []
    for group in params["groups"]:
        where = Where(frozenset(group["roles"]), frozenset(group["not_roles"]), zones, group["near"])
        hits = [hit for name in group["concepts"] for hit in context.hits(name, params["mode"], where)]
        broad = Where(frozenset(group["broad_roles"]), zones=zones)
        hits += [hit for name in group["broad"] for hit in context.hits(name, params["mode"], broad)]
        if hits:
            found.append((group, sorted(hits, key=lambda hit: hit.start)))
        else:
            lacking.append(group)
    fields = {
        "found": join_names([name_of(group) for group, _ in found]),
        "lacking": join_names([name_of(group) for group in lacking]),
        "words": ", ".join(dict.fromkeys(context.analysis.quote(hits[0].span) for _, hits in found)),
    }
    if found:
        evidence = context.quotes(hits[0] for _, hits in found)
        if len(found) == 1:
            evidence = context.quotes(found[0][1])
        sure = min(combined([trust(hit) for hit in hits]) for _, hits in found)
        return Outcome("partial" if lacking else "met", evidence, fields=fields, confidence=sure)
    weak_where = Where(zones=zones, near=params["weak_near"])
    weak = [hit for name in params["weak"] for hit in context.hits(name, params["mode"], weak_where)]
    if weak:
        return Outcome("partial", context.quotes(weak), "weak", fields, confidence=combined([0.7] * len(weak)))
    ids = tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    return Outcome("missing", fields=fields, looked_in=ids, nearest=nearest(params, context), confidence=0.9)


def trust(hit: Match) -> float:
    """How far one match can be relied upon: less where diacritics had to be forgiven. The engine adds how well its page
    was read."""
    return 0.85 * (0.95 if hit.passage.is_bare else 1.0)


def nearest(params: Any, context: Context) -> tuple[int, int] | None:
    """The passage that comes closest: the words of an idea said in another sense, else like wording."""
    names = [name for group in params["groups"] for name in group["concepts"]] + list(params["weak"])
    for name in names:
        for match in context.matches(name):
            if match.passage.zone in BODY_ZONES and is_telling(match.passage):
                return context.quote(match)
    return context.nearest(params["nearest"])


KIND = CheckKind("concepts", PARAMS, run, extra=("partial_weak",), fields=("found", "lacking", "words"))
