"""Numbers of headings: in order, none twice, none left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.model import Finding, Rule, Status
from analyzer.checks.texts import fill
from analyzer.errors import Text
from analyzer.structure.model import Outline, Span, Unit

_ROMAN = re.compile(r"[IVXLC]{1,8}")
_MARKER = re.compile(
    r"(?:(?:phần|mục|chương)\s+)?([IVXLC]{1,8}|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđ])\s?([.)/:]{0,2}-?)", re.IGNORECASE
)
_CAPITAL = re.compile(r"[ABDEGHĐ]\s?[.)/:]?")
"""Marks a series of capitals: letters that are no Roman numerals."""
_LEGAL_LETTERS = "abcdđeghiklmnopqrstuvxy"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_SURE = 90.0
"""Confidence, of 100, from which a number is what was printed: those of headings that were misread have less."""

_FAULTS = {
    "repeated": Text("bị lặp lại", "is repeated"),
    "skipped": Text("bị nhảy số", "skips a number"),
    "order": Text("không đúng thứ tự", "is out of order"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A heading's number: ``style`` ("roman", "arabic.", "letter)"…), its last ``value`` and what stands before it."""

    style: str
    value: int
    prefix: tuple[int, ...]
    letter: str = ""

    def follows(self, other: Number) -> bool:
        """Whether it is the next after another (letters with or without "đ")."""
        if self.letter:
            return any(
                pair in alphabet
                for alphabet in (_LEGAL_LETTERS, _LATIN_LETTERS)
                for pair in (other.letter + self.letter,)
            )
        return self.value == other.value + 1


def parse_number(marker: str, *, letters: bool = False) -> Number | None:
    """The number in a marker ("II.", "2.1.", "b)"); None for bullets. ``letters``: a single capital is a letter."""
    match = _MARKER.fullmatch(marker.strip())
    if match is None:
        return None
    written, closing = match[1], match[2][:1].replace(":", ".")
    if _ROMAN.fullmatch(written) and not (letters and len(written) == 1):
        return Number("roman", _roman(written), ())
    if written[0].isdigit():
        values = [int(part) for part in written.split(".")]
        return Number(f"arabic{len(values)}{closing if len(values) == 1 else ''}", values[-1], tuple(values[:-1]))
    letter = written.lower()
    case = "capital" if written.isupper() else "letter"
    return Number(f"{case}{closing}", _LATIN_LETTERS.find(letter.replace("đ", "d")) + 1, (), letter)


def _roman(written: str) -> int:
    values = [_DIGITS[char] for char in written]
    return sum(-v if any(later > v for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


_MISREAD = Text(
    "Số đề mục không liền mạch, nhưng trang đọc từ ảnh có thể đã nhận dạng sai chữ số.",
    "The heading numbers do not follow, but on a page that was recognised from an image a digit may be misread.",
)


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each heading whose number does not follow from the one before."""
    outline = context.analysis.outline
    groups: dict[tuple[int | None, str], list[tuple[Number, Unit]]] = defaultdict(list)
    starts: list[int] = []
    seen: list[tuple[str, int]] = []
    units = [unit for unit in outline.units if unit.marker and not unit.annex and unit.table is None]
    capitals = {
        _parent(unit, outline) for unit in units if unit.kind == "heading" and _CAPITAL.fullmatch(unit.marker.strip())
    }
    for unit in units:
        number = parse_number(unit.marker, letters=_parent(unit, outline) in capitals)
        if number is None:
            continue
        starts.append(unit.start)
        seen.append((number.style, number.value))
        if unit.kind == "heading" and unit.section is not None:
            groups[outline.sections[unit.section].parent, number.style].append((number, unit))
    checked = sum(len(group) for group in groups.values())
    findings: list[Finding] = []
    doubtful: list[Span] = []
    for (parent, _), group in groups.items():
        floor = 0 if parent is None else outline.sections[parent].heading_span[1]
        before: tuple[Number, Unit] | None = None
        for number, unit in group:
            first = before[1].end if before else floor
            fault = _fault(number, before, seen[bisect_left(starts, first) : bisect_left(starts, unit.start)])
            if fault:
                finding = _finding(rule, fault, unit, context)
                sure = _is_sure(unit, context) and (before is None or _is_sure(before[1], context))
                # The number that is lacking may be one that was not made out at all.
                if sure and not (fault == "skipped" and _is_recognised(unit, context)):
                    findings.append(finding)
                else:
                    doubtful += [*([_heading(before[1], context)] if before else []), *finding.evidence]
            before = number, unit
    findings.sort(key=lambda finding: finding.evidence[0])
    evidence = tuple(span for finding in findings for span in finding.evidence)
    if doubtful and not findings:
        spans = tuple(sorted(set(doubtful)))
        return Outcome("needs_review", spans, reason=_MISREAD, checked=checked, confidence=0.4)
    status: Status = "missing" if findings else "met"
    return Outcome(status, evidence, checked=checked, findings=tuple(findings), confidence=0.85)


def _is_recognised(unit: Unit, context: Context) -> bool:
    return context.pages.is_recognised(context.analysis.outline.clean.page_at(unit.start))


def _is_sure(unit: Unit, context: Context) -> bool:
    """Whether the number that a unit begins with is the one that was printed."""
    pages, clean = context.pages, context.analysis.outline.clean
    line = clean.line_at(unit.start)
    if pages.is_recognised(clean.page_at(unit.start)):
        return pages.certainty((line.start, max(unit.start, line.body))) >= _SURE
    return not pages.is_forgiving(clean.page_at(unit.start))


def _parent(unit: Unit, outline: Outline) -> int | None:
    return outline.sections[unit.section].parent if unit.section is not None else None


def _fault(number: Number, before: tuple[Number, Unit] | None, between: list[tuple[str, int]]) -> str:
    """What is wrong with a number; ``between``: the numbers seen between the two headings, of lists and of paragraphs:
    they bridge what the headings leave out."""
    if before is None:
        gap = range(1, number.value)
        # A part that begins late is told only where little is left out: else its beginning was lost in reading.
        return "skipped" if 0 < len(gap) <= 2 and not _bridged(number.style, gap, between) else ""
    previous = before[0]
    if number.prefix != previous.prefix or number.follows(previous):
        return ""
    if number.value == previous.value and number.letter == previous.letter:
        return "repeated"
    if number.value < previous.value:
        restarts = number.value == 1 and number.style != "roman"
        return "" if restarts else "order"
    return "" if _bridged(number.style, range(previous.value + 1, number.value), between) else "skipped"


def _bridged(style: str, gap: range, between: list[tuple[str, int]]) -> bool:
    return all((style, value) in between for value in gap)


def _finding(rule: Rule, fault: str, unit: Unit, context: Context) -> Finding:
    fields = {"found": unit.marker.strip(), "fault": _FAULTS[fault]}
    return Finding(fill(rule.messages["finding"], fields), (_heading(unit, context),))


def _heading(unit: Unit, context: Context) -> Span:
    section = context.analysis.outline.sections[unit.section] if unit.section is not None else None
    return section.heading_span if section is not None else (unit.start, unit.end)


KIND = CheckKind("numbering", (), run, messages=("met", "missing", "finding"), fields=("found", "fault"))
