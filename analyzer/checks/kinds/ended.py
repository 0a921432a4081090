"""Bodies that no longer exist: tasked for a time after their end, or the issuer itself."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import folded, found
from analyzer.checks.model import Finding, Rule
from analyzer.checks.places import Ended, ended_province, ended_unit
from analyzer.errors import Text
from analyzer.extraction.bodies.register import register
from analyzer.extraction.model import Analysis, Assignment, Body
from analyzer.structure.model import Role, Span
from analyzer.text.fold import bare
from analyzer.text.written import date_words

_AHEAD: frozenset[Role] = frozenset({"solutions", "recommendations"})
_TOLD: frozenset[Role] = frozenset({"context", "implementation", "results", "advantages_difficulties", "limitations"})
_PAST = re.compile(r"\b(?:da|truoc day|truoc kia|nguyen la|\(cu\)|tung|tien than)\b|\(cu\)")
_ASKS = re.compile(r"\b(?:de nghi|kien nghi|se|tiep tuc|can|mo bu|thoi gian toi|du kien)\b")
_DISTRICT = re.compile(r"\b(?:huyen|quan|thi xa|thi tran)\b")
_NONE = Text("chưa xác định", "not known")
_DATED = frozenset({"issued", "given"})
"""Where the reference date is the document's own, so that its issuer must exist then."""
_OF_A_DISTRICT = "UBND các xã, phường, đặc khu trên địa bàn"


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for the issuer, and one for each body at its first task."""
    analysis = context.analysis
    findings: dict[str, Finding] = {}
    heirs: dict[str, str] = {}
    issuer = _issuer(analysis)
    if issuer is not None:
        name, heir, span = issuer
        day = date_words(analysis.profile.reference_date.value or "")
        findings[name] = found(rule, (span,), body=name, day=day, heirs=Text(heir, heir))
        heirs[name] = heir
    checked = unknown = 0
    for assignment in analysis.assignments:
        if analysis.citations.meets(assignment.body.span):
            continue
        day_of = _day(assignment, context)
        if day_of is None:
            unknown += analysis.profile.reference_date.value is None
            continue
        checked += 1
        body = assignment.body
        if body.id in findings or not (_is_gone(body, day_of, analysis) or ended_province(body.text, day_of)):
            continue
        heir = _heir(body, day_of)
        quote = assignment.quote
        spans = (quote,) if quote[0] <= body.span[0] < quote[1] else (body.span, quote)
        words = " ".join(body.text.split())
        shown = Text(heir, heir) if heir else _NONE
        findings[body.id] = found(rule, spans, body=words, day=date_words(day_of), heirs=shown)
        if heir:
            heirs[words] = heir
    faults = tuple(sorted(findings.values(), key=lambda f: f.evidence[0]))
    evidence = tuple(span for fault in faults for span in fault.evidence)
    if not checked and unknown and not faults:
        span = analysis.assignments[0].quote
        reason = Text("Văn bản không có ngày nào để đối chiếu.", "The document has no date to judge by.")
        return Outcome("needs_review", (span,), reason=reason, checked=0, confidence=0.4)
    fields = {"successors": "; ".join(f"{name} → {heir}" for name, heir in heirs.items())}
    return Outcome(
        "missing" if faults else "met", evidence, fields=fields, checked=checked, findings=faults, confidence=0.85
    )


def _issuer(analysis: Analysis) -> tuple[str, str, Span] | None:
    """The issuer that had ended when the document was issued: its name, the one that took over, and where it stands."""
    decided, reference = analysis.outline.issuer, analysis.profile.reference_date
    if decided.value is None or reference.value is None or reference.basis not in _DATED:
        return None
    span = decided.spans[0] if decided.spans else analysis.outline.letterhead.issuer_span
    name = decided.value.name
    province = ended_province(name, reference.value)
    if span is None:
        return None
    if province is not None:
        return name, _renamed(name, province), span
    unit = ended_unit(name, decided.value.level, reference.value)
    if unit is None:
        return None
    return name, unit.heir or _OF_A_DISTRICT, span


def _renamed(name: str, ended: Ended) -> str:
    """The same body of the unit that took over ("Sở Nội vụ tỉnh Hải Dương" → "Sở Nội vụ thành phố Hải Phòng")."""
    place = bare(name).find("tinh ")
    return f"{name[:place]}{ended.heir}" if place >= 0 else ended.heir


def _heir(body: Body, day: str) -> str:
    """The names of the bodies that took over; empty where the registers name none."""
    province = ended_province(body.text, day)
    if province is not None:
        return _renamed(" ".join(body.text.split()), province)
    entries = (register().entry(id) for id in register().successors(body.id))
    return ", ".join(entry.names[0] for entry in entries if entry is not None and entry.names)


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


def _day(assignment: Assignment, context: Context) -> str | None:
    """The day for which a body is tasked: the task's own time, else the reference date; None for the past."""
    analysis, deadlines = context.analysis, context.deadlines
    own = [deadlines[i] for i in assignment.deadlines if i < len(deadlines)]
    ends = [t.end or t.start for t in own if t.status == "ok" and (t.end or t.start)]
    reference = analysis.profile.reference_date.value
    plan = analysis.outline.kind.value != "report"
    unit = analysis.outline.unit_at(assignment.task[0])
    roles = set(analysis.outline.roles_above(unit)) if unit is not None else set()
    words = folded(assignment.quote, analysis)
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


KIND = CheckKind(
    "ended",
    (),
    run,
    messages=("met", "missing", "finding"),
    extra=("needs_review",),
    fields=("body", "day", "heirs", "successors"),
)
