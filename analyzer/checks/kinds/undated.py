"""Tasks of bodies that have no time at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome, Param
from analyzer.checks.kinds.sectiontext import has_text, own_sections
from analyzer.checks.kinds.timing import times_around, times_in
from analyzer.checks.measures import folded
from analyzer.checks.model import Finding, Rule
from analyzer.checks.texts import fill
from analyzer.errors import Text
from analyzer.extraction.model import Assignment

PARAMS = (
    Param("roles", "roles", required=True),
    Param("headings", "concept"),
    Param("shared", "concept"),
    Param("confirm", "concept"),
    Param("task_roles", "roles", required=True),
    Param("min_words", "number", default=3),
    Param("least_words", "number", default=3),
    Param("not_task", "concept"),
)
"""``roles``, ``headings``, ``shared``, ``confirm``: the timeline section, as in ``timeline``; with one the rule is not
asked. ``task_roles``: the sections whose tasks are looked at; ``not_task``: closing formulas."""

_SHOWN = 120
_RECURS = re.compile(r"\b(?:dau|giua|cuoi|hang|moi) (?:tuan|thang|quy|nam|ngay|ky)\b")
_TIMED = Text("Kế hoạch có mục tiến độ riêng.", "The plan has a timetable of its own.")


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each task without a time."""
    params = rule.params
    sections, _ = own_sections(params, context)
    if any(has_text(s, context, params["min_words"]) or times_in(s.heading_span, context) for s in sections):
        return Outcome("not_applicable", reason=_TIMED)
    tasks: dict[tuple[int, int], Assignment] = {}
    for task in context.analysis.assignments:
        if task.role != "coordinate" and _is_task(task, params, context):
            tasks.setdefault(task.task, task)
    late = [task for task in tasks.values() if not _has_time(task, context)]
    if not late:
        return Outcome("met", checked=len(tasks), confidence=0.85)
    findings = []
    for task in late:
        fields = {"found": _cut(context.analysis.quote(task.task)), "body": task.body.text}
        findings.append(Finding(fill(rule.messages["finding"], fields), (task.task,)))
    counts = {"count": len(late), "tasks": len(tasks)}
    return Outcome("missing", checked=len(tasks), findings=tuple(findings), fields=counts, confidence=0.8)


def _is_task(task: Assignment, params: Mapping[str, Any], context: Context) -> bool:
    analysis = context.analysis
    if len(analysis.quote(task.task).split()) < params["least_words"]:
        return False
    unit = analysis.outline.unit_at(task.task[0])
    if unit is None or not set(analysis.outline.roles_above(unit)) & set(params["task_roles"]):
        return False
    return not (params["not_task"] and context.says(task.task, params["not_task"]))


def _has_time(task: Assignment, context: Context) -> bool:
    """A time in the task's own words, or in what introduces it or its row: linked, or read there."""
    if _RECURS.search(folded(task.task, context.analysis)):
        return True
    if task.deadlines or times_in(task.task, context) or times_in(task.quote, context):
        return True
    unit = context.analysis.outline.unit_at(task.task[0])
    return unit is not None and bool(times_around(unit, context))


def _cut(words: str) -> str:
    """A task short enough for a message, cut between words, without the full stop that the message has itself."""
    line = " ".join(words.split()).rstrip(" .;,:/")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0].rstrip(' .;,:')}…"


KIND = CheckKind(
    "undated", PARAMS, run, messages=("met", "missing", "finding"), fields=("found", "body", "count", "tasks")
)  # fmt: skip
