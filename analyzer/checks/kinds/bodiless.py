"""Headed parts of the tasks that name no body at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.kinds.sectiontext import SURE, words_between
from analyzer.checks.model import Finding, Rule
from analyzer.checks.texts import fill
from analyzer.structure.model import Section

PARAMS = (
    Param("roles", "roles", required=True),
    Param("persons", "texts", default=()),
    Param("other", "concept"),
    Param("min_words", "number", default=4),
)
"""``roles``: the sections whose headed parts are looked at. ``persons``: functions that name persons as well (heads of
villages): they count only where they have a task. ``other``: words that name one who acts, beyond the register."""

_STAFF_OF = re.compile(r"\b(?:nhan vien|cong nhan|nguoi lao dong|hoi vien|doan vien|chu)(?: cua| cac| tai)?\W{1,2}$")
"""People of a body, who are trained or reached: the body itself does nothing there."""
_BEFORE = 24


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each part without a body."""
    params, outline = rule.params, context.analysis.outline
    parts: list[Section] = []
    for index, section in enumerate(outline.sections):
        if section.role.value in params["roles"] and section.role.confidence >= SURE:
            parent = outline.sections[section.parent] if section.parent is not None else None
            if parent is None or parent.role.value not in params["roles"]:
                parts += _parts(index, params["roles"], context)
    parts = [p for p in parts if words_between(context, (p.heading_span[1], p.span[1])) >= params["min_words"]]
    bare = [part for part in parts if not _names_body(part, params, context)]
    if not bare:
        return Outcome("met", checked=len(parts), confidence=0.85)
    findings = tuple(
        Finding(fill(rule.messages["finding"], {"found": part.heading}), (part.heading_span,)) for part in bare
    )
    fields = {"count": len(bare)}
    return Outcome("missing", checked=len(parts), findings=findings, fields=fields, confidence=0.8)


def _parts(index: int, roles: list[str], context: Context) -> list[Section]:
    """The headed parts of a section; of one that is itself headed as tasks, its own parts."""
    sections = context.analysis.outline.sections
    found: list[Section] = []
    for at, child in enumerate(sections):
        if child.parent != index:
            continue
        inner = _parts(at, roles, context) if child.role.value in roles else []
        found += inner or [child]
    return found


def _names_body(part: Section, params: Mapping[str, Any], context: Context) -> bool:
    start, end = part.span
    analysis = context.analysis
    if "tasked" not in context.memo:
        context.memo["tasked"] = sorted(place for a in analysis.assignments for place in (a.task[0], a.body.span[0]))
    tasked: list[int] = context.memo["tasked"]
    if bisect_left(tasked, start) < bisect_left(tasked, end):
        return True
    for body in analysis.bodies_in(part.span):
        if body.open or set(body.kinds or (body.kind,)) & set(params["persons"]):
            continue
        if _STAFF_OF.search(analysis.outline.bare_text[max(start, body.span[0] - _BEFORE) : body.span[0]]):
            continue
        if not any(low < body.span[1] and body.span[0] < high for low, high in context.cited_names):
            return True
    return bool(params["other"]) and context.says(part.span, params["other"])


KIND = CheckKind("bodiless", PARAMS, run, messages=("met", "missing", "finding"), fields=("found", "count"))
