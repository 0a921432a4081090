"""Bodies tasked for a time at which they no longer exist."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found
from analyzer.checks.model import Finding, Rule
from analyzer.errors import Text
from analyzer.extraction.bodies.register import register
from analyzer.extraction.model import Analysis, Assignment, Body
from analyzer.structure.model import Role
from analyzer.text.fold import bare

_AHEAD: frozenset[Role] = frozenset({"solutions", "recommendations"})
_TOLD: frozenset[Role] = frozenset({"context", "implementation", "results", "advantages_difficulties", "limitations"})
_PAST = re.compile(r"\b(?:da|truoc day|truoc kia|nguyen la|\(cu\)|tung|tien than)\b|\(cu\)")
_ASKS = re.compile(r"\b(?:de nghi|kien nghi|se|tiep tuc|can|mo bu|thoi gian toi|du kien)\b")
_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa|thi tran)\b")
_NONE = Text("—", "—")


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each body, at its first task."""
    analysis = context.analysis
    findings: dict[str, Finding] = {}
    checked = unknown = 0
    for assignment in analysis.assignments:
        if _in_citation(assignment, analysis):
            continue
        day = _day(assignment, analysis)
        if day is None:
            unknown += analysis.profile.reference_date.value is None
            continue
        checked += 1
        if assignment.body.id in findings or not _is_gone(assignment.body, day, analysis):
            continue
        names = [
            e.names[0] for i in register().successors(assignment.body.id) if (e := register().entry(i)) and e.names
        ]
        heirs = Text(", ".join(names), ", ".join(names)) if names else _NONE
        quote = assignment.quote
        spans = (quote,) if quote[0] <= assignment.body.span[0] < quote[1] else (assignment.body.span, quote)
        findings[assignment.body.id] = found(rule, spans, body=assignment.body.text, day=_shown(day), heirs=heirs)
    faults = tuple(sorted(findings.values(), key=lambda f: f.evidence[0]))
    evidence = tuple(span for fault in faults for span in fault.evidence)
    if not checked and unknown and not faults:
        span = analysis.assignments[0].quote
        reason = Text("Văn bản không có ngày nào để đối chiếu.", "The document has no date to judge by.")
        return Outcome("needs_review", (span,), reason=reason, checked=0, confidence=0.4)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=faults, confidence=0.85)


def _is_gone(body: Body, day: str, analysis: Analysis) -> bool:
    """Whether the register says that a body has ended by then, and the name says that this one is meant."""
    if register().exists_at(body, day) is not False:
        return False
    entry = register().entry(body.id)
    if entry is not None and entry.valid_from is not None and day < entry.valid_from[: len(day)]:
        return False
    if _DISTRICT.search(bare(body.text)):
        return True
    # A department without its district may be one inside a province's agency, or a commune's of the same name.
    if entry is None or entry.valid_to is None:
        return False
    return entry.level != "district" or analysis.outline.level.value not in ("province", "central")


def _day(assignment: Assignment, analysis: Analysis) -> str | None:
    """The day for which a body is tasked: the task's own time, else the reference date; None for the past."""
    deadlines = analysis.deadlines
    own = [deadlines[i] for i in assignment.deadlines if i < len(deadlines)]
    ends = [t.end or t.start for t in own if t.status == "ok" and (t.end or t.start)]
    reference = analysis.profile.reference_date.value
    plan = analysis.outline.kind.value != "report"
    unit = analysis.outline.unit_at(assignment.task[0])
    roles = set(analysis.outline.roles_above(unit)) if unit is not None else set()
    words = bare(analysis.quote(assignment.quote))
    if ends:
        day = max(end for end in ends if end)
        if reference is not None and day[: len(reference)] < reference:
            return None if not plan else reference
        starts = [t.start for t in own if t.start]
        late = reference is not None and plan and (not starts or min(starts) <= reference)
        return reference if late and reference is not None else (min(starts) if starts else day)
    if _PAST.search(words):
        return None
    if not plan and not (roles & _AHEAD or (_ASKS.search(words) and not roles & _TOLD)):
        return None
    return reference


def _in_citation(assignment: Assignment, analysis: Analysis) -> bool:
    start, end = assignment.body.span
    return any(s < end and start < e for r in analysis.references for s, e in (r.span, *r.mentions))


def _shown(day: str) -> str:
    return "/".join(reversed(day.split("-")))


KIND = CheckKind(
    "ended", (), run, messages=("met", "missing", "finding"), extra=("needs_review",), fields=("body", "day", "heirs")
)
