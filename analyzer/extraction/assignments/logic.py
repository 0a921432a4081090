"""Assignments of a document: headings and their bullets, sentences, requests, and the rows of task tables.

What counts follows the project's annotation guide: under a body's heading each bullet (or the paragraph) is one
task, "phối hợp với" makes a helper of each body named behind it, requests are tasks of the body asked, open groups
("các cơ quan liên quan") have none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analyzer.extraction.assignments import patterns as p
from analyzer.extraction.assignments.frames import Label, Lines, Run, first_words, label_of, leads, roles, runs_of
from analyzer.extraction.assignments.tables import data_lines, table_assignments
from analyzer.extraction.model import Analysis, Assignment, AssignmentRole, Body
from analyzer.structure.model import Span, Unit

_READ = frozenset({"heading", "paragraph", "item", "closing"})
_NO_OWNERS = frozenset({"audience", "purpose", "recipients"})
_TOPIC_ROLES = frozenset({"audience", "funding"})
_SHORT_LEAD_IN = 14
"""Words of a lead-in that may be without a task of its own."""
_NEAR = 3
"""Characters (a quote, a bracket) that may stand before a subject at the head of a clause."""
_NUMBER = re.compile(r"(?P<arabic>\d{1,2}[.)/]?)|(?P<letter>[a-zđ][.)])|(?P<roman>[IVX]{1,5}[.)/]?)")
_REQUEST = re.compile(r"(?:kính )?(?:đề nghị|yêu cầu|kiến nghị)")
_REQUEST_SPAN = 40
"""Characters from a request to the body asked; between "yêu cầu" and the one it names may stand an office."""


def find_assignments(analysis: Analysis) -> list[Assignment]:
    """The assignments of a document in order; needs ``analysis.bodies``, and ``analysis.times`` for the deadlines."""
    reader = _Reader(analysis)
    found = [item for unit in analysis.outline.units for item in reader.unit(unit)]
    found += table_assignments(analysis)
    found.sort(key=lambda item: (item.quote[0], item.task[0], item.body.span[0]))
    deadlines = _Deadlines(analysis)
    return [_completed(item, reader, deadlines) for item in found]


class _Deadlines:
    """The deadlines of a document by where they stand."""

    def __init__(self, analysis: Analysis) -> None:
        times = sorted((time.span, index) for index, time in enumerate(analysis.deadlines))
        self._spans, self._indices = [span for span, _ in times], [index for _, index in times]
        self._starts = [span[0] for span in self._spans]

    def inside(self, spans: list[Span]) -> tuple[int, ...]:
        """The indices of those that stand in one of the spans."""
        return tuple(
            sorted(
                {
                    self._indices[place]
                    for start, end in spans
                    for place in range(bisect_left(self._starts, start), bisect_left(self._starts, end + 1))
                    if self._spans[place][1] <= end
                }
            )
        )


def _completed(item: Assignment, reader: _Reader, deadlines: _Deadlines) -> Assignment:
    """An assignment with its deadlines and its product."""
    product = item.product
    if product is None and any(reader.lines.low.find(word, *item.quote) >= 0 for word in p.PRODUCTS):
        told = p.PRODUCT.search(reader.analysis.text, *item.quote)
        product = told.group(1).strip() if told else None
    inside = deadlines.inside([item.quote, *reader.time_headings(item.quote[0])])
    if product == item.product and inside == item.deadlines:
        return item
    return Assignment(item.body, item.role, item.task, item.quote, product, inside)


@dataclass(slots=True)
class _Owners:
    """The bodies that a unit stands under; ``soft``: only if the unit begins like a task."""

    bodies: tuple[Body, ...]
    soft: bool


class _Reader:
    """Reads units one by one; what a lead says of its bodies is kept."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.outline = analysis.outline
        self.text = analysis.clear_text
        self.lines = Lines(self.text, analysis.clear_low)
        self.bodies = analysis.bodies
        self.starts = [body.span[0] for body in self.bodies]
        self.report = self.outline.kind.value == "report"
        self.introduces = {index for unit in self.outline.units for index in unit.leads[:1] if unit.kind != "heading"}
        self.first_under: dict[int, int] = {}
        for unit in reversed(self.outline.units):
            if unit.leads and unit.kind == "paragraph":
                self.first_under[unit.leads[0]] = unit.index
        self._known: dict[int, _Owners | None] = {}
        self._section_roles: dict[int | None, frozenset[str]] = {}
        self._time_headings: dict[int | None, list[Span]] = {}

    def time_headings(self, offset: int) -> list[Span]:
        """Headings over ``offset`` whose role is timeline: their time is that of the tasks under them."""
        unit = self.outline.unit_at(offset)
        if unit is None:
            return []
        known = self._time_headings.get(unit.section)
        if known is None:
            above = self.outline.ancestors(unit.section)
            known = self._time_headings[unit.section] = [s.heading_span for s in above if s.role.value == "timeline"]
        return known

    def unit(self, unit: Unit) -> Iterator[Assignment]:
        """The assignments that one unit states."""
        if unit.kind not in _READ:
            return
        low = self.lines.low[unit.start : unit.end]
        if ("thi hành" in low or "hiệu lực" in low) and p.IN_FORCE.search(low):
            return
        inside = self._inside((unit.start, unit.end))
        if data := list(data_lines(self.outline, self.lines, unit)):
            yield from data
            return
        label = label_of(self.lines, (unit.start, unit.end), inside) if inside and unit.kind != "closing" else None
        if label and label.role_task:
            for body in label.named:
                yield Assignment(body, "lead", label.role_task, (unit.start, unit.end))
        owners = self._owners_of(unit, label)
        start = label.content if label else unit.start
        if start >= unit.end or (unit.kind == "heading" and not label and not inside):
            return
        if owners and (label or unit.kind != "heading"):
            yield from self._owned(unit, start, owners)
        elif inside:
            for sentence in self._sentences(unit, start):
                yield from self._sentence(unit, sentence)

    def _inside(self, span: Span) -> list[Body]:
        first = bisect_left(self.starts, span[0])
        last = bisect_left(self.starts, span[1])
        return self.bodies[first:last]

    def _sentences(self, unit: Unit, start: int) -> list[Span]:
        spans = [(max(a, start), b) for a, b in unit.sentences if b > start]
        return spans or [(start, unit.end)]

    def _roles(self, unit: Unit) -> frozenset[str]:
        known = self._section_roles.get(unit.section)
        if known is None:
            known = self._section_roles[unit.section] = frozenset(self.outline.roles_above(unit)[:1])
        return known

    # --- who a unit stands under ------------------------------------------------------------------------

    def _owners_of(self, unit: Unit, label: Label | None) -> _Owners | None:
        if label is not None and (label.content < unit.end or unit.kind == "heading"):
            return _Owners(label.named, label.soft or bool(self._roles(unit) & _TOPIC_ROLES)) if label.named else None
        if unit.kind in {"closing", "heading"} or self._roles(unit) & _NO_OWNERS:
            return None
        for index in unit.leads:
            if _siblings(unit.marker, self.outline.units[index].marker):
                continue
            owners = self._lead(index)
            if owners is not None:
                return owners if owners.bodies else None
        return None

    def _lead(self, index: int) -> _Owners | None:
        """The bodies that a lead names for what stands under it; None where it names none."""
        if index not in self._known:
            self._known[index] = self._read_lead(self.outline.units[index])
        return self._known[index]

    def _read_lead(self, unit: Unit) -> _Owners | None:
        span = (unit.start, unit.end)
        inside = self._inside(span)
        if not inside or unit.kind not in _READ:
            return None
        label = label_of(self.lines, span, inside)
        said = self.text[unit.start : unit.end].rstrip()
        if label is not None:
            runs_in = label.content < unit.end and unit.kind != "heading"
            return None if runs_in and not said.endswith(":") else _Owners(label.named, label.soft)
        if not said.endswith((":", ";")) and unit.kind != "heading":
            return None
        last = unit.sentences[-1] if unit.sentences else span
        runs = runs_of(self.lines, last, self._inside(last), report=self.report)
        if _formula(self.lines.low, last, runs, unit):
            return None
        asked = [run for run in runs if run.part == "asked"] or [run for run in runs if run.part == "subject"]
        return _Owners(asked[-1].named, False) if asked and asked[-1].named else None

    # --- tasks under a body -----------------------------------------------------------------------------

    def _owned(self, unit: Unit, start: int, owners: _Owners) -> Iterator[Assignment]:
        text, end = self.text, _trimmed(self.text, start, unit.end)
        sentences = self._sentences(unit, start)
        runs = [run for span in sentences for run in runs_of(self.lines, span, self._inside(span), report=self.report)]
        ids = {body.id for body in owners.bodies}
        subject = self._subject(runs, sentences[0])
        foreign = subject is not None and not {body.id for body in subject.named} & ids
        opening = self.lines.low[start : start + 120]
        closing = p.CLOSING.match(opening[:60]) or p.FEEDBACK.match(opening)
        if foreign or closing or _requests(self.lines.low, start, runs):
            for sentence in sentences:
                yield from self._sentence(unit, sentence)
            return
        if self._only_introduces(unit, start):
            return
        if (owners.soft or self._comes_later(unit, start)) and not _task_like(text, start, end):
            return
        acting, begin = owners.bodies, start
        if subject is not None and subject.start - start < _NEAR:
            acting, begin = subject.named, subject.task
        others = [run for run in runs if not {body.id for body in run.bodies} & ids]
        role: AssignmentRole = "lead" if leads(self.lines.low, begin, end, others) else "execute"
        quote, task = (unit.start, unit.end), (begin, end)
        for body in acting:
            yield Assignment(body, role, task, quote)
        yield from self._others(runs, quote, task, {body.id for body in acting})

    def _pays(self, unit: Unit, task: int) -> bool:
        """Whether the words at ``task``, in a section on money, say who pays rather than who does what."""
        return "funding" in self._roles(unit) and p.FUNDS.match(self.lines.low[task : task + 60]) is not None

    def _subject(self, runs: list[Run], sentence: Span) -> Run | None:
        """The run that is the subject of a unit's first sentence, where one is said."""
        first = next((run for run in runs if run.part == "subject" and run.end <= sentence[1]), None)
        if first is None or not first.named or first.clause - sentence[0] >= _NEAR:
            return None
        return first

    def _comes_later(self, unit: Unit, start: int) -> bool:
        """Whether this is a further paragraph under a heading: one of its tasks only if it begins like one."""
        if unit.kind != "paragraph" or not unit.leads or start != unit.start:
            return False
        return self.first_under[unit.leads[0]] != unit.index

    def _only_introduces(self, unit: Unit, start: int) -> bool:
        """A short lead-in ("Thực hiện các nhiệm vụ sau:") is no task of its own: its bullets are."""
        said = self.text[start : unit.end].rstrip()
        return said.endswith(":") and unit.index in self.introduces and len(said.split()) <= _SHORT_LEAD_IN

    def _others(self, runs: list[Run], quote: Span, task: Span, skip: set[str]) -> Iterator[Assignment]:
        """Helpers of a task and the bodies that it directs."""
        text = self.text
        done: set[tuple[str, str]] = {(id, role) for id in skip for role in ("coordinate", "execute", "lead")}
        for run in runs:
            if run.part == "helper":
                given: AssignmentRole = "coordinate"
                span = task
            elif run.part in {"asked", "done_by"} or (run.part == "subject" and run.clause > task[0]):
                span = (run.task, _clause_end(text, run.task, task[1]))
                given = roles(run, self.lines.low, span[1], runs)
            else:
                continue
            for body in run.named:
                if (body.id, given) not in done:
                    done.add((body.id, given))
                    yield Assignment(body, given, span, quote)

    # --- sentences of their own -------------------------------------------------------------------------

    def _sentence(self, unit: Unit, span: Span) -> Iterator[Assignment]:
        text, low = self.lines
        bodies = self._inside(span)
        if not bodies:
            return
        runs = runs_of(self.lines, span, bodies, report=self.report)
        end = _trimmed(text, span[0], span[1])
        closing = unit.kind == "closing" or p.CLOSING.match(low[span[0] : span[0] + 60])
        if closing or _formula(low, span, runs, unit):
            told = unit.section is not None or unit.kind == "closing"
            runs = [run for run in runs if run.part == "asked" and told]
        if unit.kind == "heading" and all(run.part in {"helper", "none"} for run in runs):
            return
        done: set[tuple[str, str]] = set()
        actors = [run for run in runs if run.part in {"subject", "asked", "done_by"}]
        for run in runs:
            given: AssignmentRole
            if run.part == "subject" and (_only_asks(low, run, runs) or self._pays(unit, run.task)):
                continue
            if run.part in {"subject", "asked", "done_by"}:
                stop = min((other.clause for other in actors if other.clause > run.task), default=end)
                task = (run.task, _trimmed(text, run.task, stop)) if run.part != "done_by" else (span[0], end)
                given = "lead" if leads(low, run.task, stop, runs) else "execute"
            elif run.part == "helper":
                doer = next((other for other in reversed(actors) if other.start < run.start), None)
                stop = min((other.clause for other in actors if other.clause > run.start), default=end)
                begin = run.clause if doer is None else doer.clause if doer.part == "done_by" else doer.task
                task = (begin, _trimmed(text, begin, stop))
                given = "coordinate"
            else:
                continue
            for body in run.named:
                if (body.id, given) not in done:
                    done.add((body.id, given))
                    yield Assignment(body, given, task, (span[0], end))


def _formula(low: str, span: Span, runs: list[Run], unit: Unit) -> bool:
    """ "UBND xã ban hành Kế hoạch … như sau": what every document opens with, before its first heading."""
    if unit.section is not None or not runs:
        return False
    said = low[span[0] : span[1]]
    return p.FORMULA.search(said) is not None and p.FORMULA_ACT.search(said) is not None


def _siblings(marker: str, lead: str) -> bool:
    """Whether two units are numbered alike ("2." and "3."), so that neither stands under the other."""
    if not marker or not lead:
        return False
    numbering = _numbering(marker)
    return numbering is not None and numbering == _numbering(lead)


@lru_cache(maxsize=1024)
def _numbering(marker: str) -> str | None:
    """The kind of number that a marker is, None where it is none."""
    number = _NUMBER.fullmatch(marker)
    return number.lastgroup if number is not None else None


def _requests(low: str, start: int, runs: list[Run]) -> bool:
    """Whether a unit opens by asking ("Đề nghị …"), not by directing ("Chỉ đạo …", itself the owner's task)."""
    if not _REQUEST.match(low[start : start + 20]):
        return False
    return any(run.part == "asked" and run.clause == start and run.start - start < _REQUEST_SPAN for run in runs)


def _only_asks(low: str, run: Run, runs: list[Run]) -> bool:
    """ "UBND huyện yêu cầu các phòng, ban …": the task is theirs who are asked."""
    if not p.ASKING_ITSELF.match(low[run.task : run.task + 20]):
        return False
    return any(other.part == "asked" and 0 < other.start - run.task < 40 for other in runs)


def _task_like(text: str, start: int, end: int) -> bool:
    return p.verbs().opens_task(first_words(text, start, min(end, start + 80)))


def _clause_end(text: str, start: int, end: int) -> int:
    found = p.CLAUSE_BREAK.search(text, start, end)
    return _trimmed(text, start, found.start() if found else end)


def _trimmed(text: str, start: int, end: int) -> int:
    """``end`` without trailing white space and closing marks."""
    while end > start and text[end - 1] in " \t\n\u2028\u00a0":
        end -= 1
    return end


__all__ = ["find_assignments"]
