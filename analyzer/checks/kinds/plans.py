"""Plans for each year and for the whole phase: planned, issued, or the document itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, combined, join_names
from analyzer.checks.kinds.concepts import trust
from analyzer.checks.kinds.task import denied_here
from analyzer.checks.model import Rule, Status
from analyzer.checks.passages import Match
from analyzer.errors import Text
from analyzer.extraction.model import Reference
from analyzer.structure.model import Role, Span
from analyzer.text.fold import bare

PARAMS = (
    Param("yearly", "concepts", required=True),
    Param("phase", "concepts", required=True),
    Param("subject", "concept", required=True),
    Param("not_itself", "concept", required=True),
    Param("mode", "mode", default="plan"),
    Param("nearest", "texts", default=()),
)
"""``yearly``, ``phase``: words that set or report a plan for each year, for the phase. ``subject``: what the title of a
plan that is itself one of them speaks of; ``not_itself``: titles of plans for less (a campaign alone)."""

_YEAR = Text("kế hoạch hằng năm", "plans for each year")
_PHASE = Text("kế hoạch của giai đoạn", "a plan for the phase")
_NOT_DONE: frozenset[Role] = frozenset({"solutions", "recommendations", "limitations"})
_OF_PHASE = re.compile(r"giai doan|den (?:het )?nam \d{4}|\d{4} ?- ?\d{4}")
_OF_YEAR = re.compile(r"(?:trong |cua )?nam \d{4}|hang nam|tung nam")
_ABOUT = re.compile(r"tuyen truyen|truyen thong|bhxh|bao hiem xa hoi|de an")


def run(rule: Rule, context: Context) -> Outcome:
    """Met: both; partial: one."""
    params = rule.params
    itself = _itself(params, context) if params["mode"] == "plan" else {}
    cited = _cited(context) if itself or params["mode"] != "plan" else {}
    found: list[tuple[Text, list[Span], float]] = []
    for name, key in ((_YEAR, "yearly"), (_PHASE, "phase")):
        said = [hit for concept in params[key] for hit in context.hits(concept, params["mode"])]
        hits = [hit for hit in said if _told(hit, rule, context)]
        spans = [context.quote(hit) for hit in sorted(hits, key=lambda hit: hit.start)]
        sure = combined([trust(hit) for hit in hits])
        if not spans and key in itself:
            spans, sure = [itself[key]], 0.9
        if not spans and key in cited:
            spans, sure = [cited[key]], 0.8
        if spans:
            found.append((name, spans, sure))
    names = [name for name, _, _ in found]
    fields = {
        "found": join_names(names),
        "lacking": join_names([name for name in (_YEAR, _PHASE) if name not in names]),
    }
    if found:
        evidence = tuple(dict.fromkeys(span for _, spans, _ in found for span in spans[:2]))
        status: Status = "met" if len(found) == 2 else "partial"
        return Outcome(status, evidence, fields=fields, confidence=min(sure for _, _, sure in found))
    ids = tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    return Outcome("missing", fields=fields, looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.85)


def _told(hit: Match, rule: Rule, context: Context) -> bool:
    if denied_here(hit):
        return False
    if rule.params["mode"] == "plan":
        return True
    return not _NOT_DONE & set(hit.passage.roles) and not context.wording.is_wish(hit)


def _itself(params: Mapping[str, Any], context: Context) -> dict[str, Span]:
    """Which of the two the document is itself, by its title and its period."""
    analysis = context.analysis
    title, period = analysis.outline.letterhead.title_span, analysis.profile.period
    if title is None or period is None or period.end is None:
        return {}
    if not context.says(title, params["subject"]) or context.says(title, params["not_itself"]):
        return {}
    one_year = period.start is not None and period.start[:4] == period.end[:4]
    return {"yearly" if one_year else "phase": title}


def _cited(context: Context) -> dict[str, Span]:
    """The plans that the document works under, by the period in their names."""
    found: dict[str, Span] = {}
    for reference in context.analysis.references:
        name = bare(reference.subject)
        if not _is_plan(reference) or not _ABOUT.search(name):
            continue
        if _OF_PHASE.search(name):
            found.setdefault("phase", reference.span)
        elif _OF_YEAR.search(name):
            found.setdefault("yearly", reference.span)
    return found


def _is_plan(reference: Reference) -> bool:
    return "/KH-" in (reference.number or "").upper() or bare(reference.type).startswith("ke hoach")


KIND = CheckKind("plans", PARAMS, run, fields=("found", "lacking"))
