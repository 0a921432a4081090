"""A body that must have its part: one with a certain function, and tasks of its own."""

from __future__ import annotations

from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.model import Rule
from analyzer.checks.passages import BODY_ZONES
from analyzer.extraction.bodies.register import register
from analyzer.extraction.model import Assignment, Body
from analyzer.structure.model import Span
from analyzer.text.fold import bare

PARAMS = (
    Param("kinds", "texts", required=True),
    Param("since", "text", form=r"\d{4}-\d{2}-\d{2}", example="2025-03-01"),
    Param("kinds_since", "texts", default=()),
    Param("lead", "flag", default=False),
    Param("lead_words", "concept"),
    Param("task", "concept"),
    Param("plain_kinds", "texts", default=()),
    Param("own_departments", "flag", default=True),
    Param("nearest", "texts", default=()),
)
"""``kinds``: functions of which the body has one; ``kinds_since``: those that do from the date ``since`` (ISO day) on,
by the reference date; bodies that no longer exist then do not count, and before it those with a function of
``kinds_since`` alone are none. ``lead``: it must lead or be the standing
body, as the assignment or ``lead_words`` in its sentence say. ``task``: what the task of a body must speak of unless
its main function is one of ``plain_kinds`` (an economic office is one for finance where it is given money matters).
``own_departments``: whether the departments of the agency of social insurance that issues the document count."""

_DATED = frozenset({"issued", "given"})
"""Where the reference date is the document's own: a cited text may be much older than the document."""


def run(rule: Rule, context: Context) -> Outcome:
    """Met: a body with a task of its own (leading, where asked); partial: named, or without what is asked for."""
    params, analysis = rule.params, context.analysis
    date = analysis.profile.reference_date.value
    later = bool(params["since"] and date and _last(date) >= params["since"])
    kinds = set(params["kinds_since"] if later else params["kinds"])
    early = bool(params["since"]) and not later and analysis.profile.reference_date.basis in _DATED
    if params["since"] and not (later or early):
        kinds |= set(params["kinds_since"])
    barred = set(params["kinds_since"]) - kinds if early else set()
    tasks = [
        a for a in analysis.assignments
        if kinds & set(_kinds(a.body)) and not barred & set(_kinds(a.body)) and _counts(a.body, params, context)
    ]  # fmt: skip
    gone = [a for a in tasks if later and date and register().exists_at(a.body, date) is False]
    tasks = [a for a in tasks if a not in gone]
    own = [a for a in tasks if a.role != "coordinate" and _fits(a, params, context)]
    leading = [a for a in own if a.role == "lead"] if params["lead"] else own
    if leading:
        return Outcome("met", _quotes(leading), fields=_fields(leading), confidence=0.9)
    if params["lead"] and own:
        named = _standing(own, params["lead_words"], context)
        if named:
            return Outcome("met", named, fields=_fields(own), confidence=0.8)
        return Outcome("partial", _quotes(own), fields=_fields(own), confidence=0.85)
    if gone:
        return Outcome("partial", _quotes(gone), "gone", _fields(gone), confidence=0.75)
    if tasks:
        partner = "partner" if all(task.role == "coordinate" for task in tasks) else "named"
        return Outcome("partial", _quotes(tasks), partner, _fields(tasks), confidence=0.8)
    mentions = [] if params["lead"] else _mentions(kinds, params, context)
    if mentions:
        fields = {"body": mentions[0].text}
        return Outcome("partial", tuple(_sentence(body, context) for body in mentions[:3]), "named", fields, None, 0.8)
    sections = context.sections(["organisation", "tasks"])
    ids = tuple(s.id for s in sections) or tuple(s.id for s in analysis.outline.sections if s.parent is None)
    return Outcome("missing", looked_in=ids, nearest=context.nearest(params["nearest"]), confidence=0.85)


def _kinds(body: Body) -> tuple[str, ...]:
    return body.kinds or (body.kind,)


def _last(date: str) -> str:
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date


def _counts(body: Body, params: Any, context: Context) -> bool:
    if body.open:
        return False
    issuer = context.analysis.outline.issuer.value
    if params["own_departments"] or issuer is None:
        return True
    inside = any(name in bare(issuer.name) for name in ("bao hiem xa hoi", "bhxh"))  # "BẢO HIẾM" on a scan
    return not (inside and body.text.lower().startswith("phòng"))


def _fits(task: Assignment, params: Any, context: Context) -> bool:
    if params["task"] is None or (set(params["plain_kinds"]) and _plain(task.body, params)):
        return True
    return context.says((min(task.task[0], task.quote[0]), max(task.task[1], task.quote[1])), params["task"])


def _plain(body: Body, params: Any) -> bool:
    return len(_kinds(body)) == 1 and _kinds(body)[0] in params["plain_kinds"]


def _standing(tasks: list[Assignment], concept: str | None, context: Context) -> tuple[Span, ...]:
    """Sentences that call one of the bodies the standing body right behind its name."""
    if concept is None:
        return ()
    ids = {task.body.id for task in tasks}
    spans: list[Span] = []
    for match in context.hits(concept, "stated"):
        start = match.passage.span[0]
        before = [b for b in context.analysis.bodies if start <= b.span[0] and b.span[1] <= match.start]
        if before and before[-1].id in ids:
            spans.append(context.quote(match))
    return tuple(spans[:3])


def _mentions(kinds: set[str], params: Any, context: Context) -> list[Body]:
    """Mentions in what the document says itself, outside of names of other documents."""
    found: list[Body] = []
    names = context.cited_names
    for body in context.analysis.bodies:
        if not kinds & set(_kinds(body)) or not _counts(body, params, context):
            continue
        unit = context.analysis.outline.unit_at(body.span[0])
        if unit is None or unit.kind not in BODY_ZONES:
            continue
        if not any(start < body.span[1] and body.span[0] < end for start, end in names):
            found.append(body)
    return found


def _sentence(body: Body, context: Context) -> Span:
    unit = context.analysis.outline.unit_at(body.span[0])
    if unit is None:
        return body.span
    return next((s for s in unit.sentences if s[0] <= body.span[0] < s[1]), (unit.start, unit.end))


def _quotes(tasks: list[Assignment]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(task.quote for task in tasks))[:3]


def _fields(tasks: list[Assignment]) -> dict[str, str]:
    return {"body": tasks[0].body.text}


KIND = CheckKind(
    "bodies", PARAMS, run, extra=("partial_gone", "partial_partner", "partial_named"), fields=("body",)
)  # fmt: skip
