"""Footnotes: smaller type at the foot of a page that begins with a mark, and the marks in the text above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from analyzer.reading.pdf_characters import Bools
from analyzer.reading.pdf_lines import Line

_MARK = re.compile(r"[(\[]?(\d{1,3}|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})[)\]]?")
_SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹⁰"
_TO_DIGITS = str.maketrans(_SUPERSCRIPTS, "1234567890")
_UNIT = re.compile(r"(?<!\w)[cdkm]?m$")
"""Before a raised 2 or 3: square and cubic metres."""
_SMALLER = 0.94
"""Footnotes are at most this much of the size of the text."""


def find_notes(lines: list[Line], others: Sequence[Line]) -> list[Line]:
    """``lines`` of one page (reading order) with its footnotes as one item each, kind ``footnote``, text without mark.

    The marks that refer to them are taken out of ``lines`` and of ``others`` (the lines of tables), in place.
    """
    body = [line for line in lines if line.kind == "line"]
    if not body:
        return lines
    size = _usual_size(body)
    tail: list[Line] = []
    for line in reversed(body):
        if line.size > _SMALLER * size:
            break
        tail.insert(0, line)
    references = {mark for line in body[: len(body) - len(tail)] for _, _, mark in _marks(line)} if tail else set()
    starts = [place for place, line in enumerate(tail) if _opens(line, references)]
    if not starts:
        return lines
    notes = [_note(tail[a:b]) for a, b in zip(starts, [*starts[1:], len(tail)], strict=True)]
    refs = {note.note_ref for note in notes}
    inside = {id(line) for line in tail[starts[0] :]}
    for line in [*body, *others]:
        if id(line) not in inside:
            _strip(line, refs)
    kept = [line for line in lines if id(line) not in inside]
    last = max((place for place, line in enumerate(kept) if line.kind == "line"), default=-1)
    return kept[: last + 1] + notes + kept[last + 1 :]


def _usual_size(lines: list[Line]) -> float:
    """The size of the median character."""
    sizes = sorted((line.size, len(line.text)) for line in lines)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return sizes[-1][0]


def _raised(line: Line) -> Bools:
    """Which characters are superscript: clearly lower than the others of the line, and raised."""
    heights, bottoms = line.boxes[:, 3] - line.boxes[:, 1], line.boxes[:, 3]
    inked = np.array([char != " " for char in line.text])
    tall = float(np.max(heights[inked])) if inked.any() else 1.0
    floor = float(np.median(bottoms[inked & (heights >= 0.85 * tall)]))
    coded = np.array([char in _SUPERSCRIPTS for char in line.text], bool)
    raised: Bools = coded | (inked & (heights < 0.82 * tall) & (floor - bottoms > 0.1 * tall))
    return raised


def _marks(line: Line) -> Iterator[tuple[int, int, str]]:
    """(start, end, mark) of each superscript mark directly behind a word."""
    raised = _raised(line)
    for match in _MARK.finditer(line.text):
        start, end = match.span()
        if not start or line.text[start - 1] == " " or not raised[start:end].all():
            continue
        mark = match.group(1).translate(_TO_DIGITS)
        if not (raised[start - 1] and line.text[start - 1].isalnum()) and not (
            mark in "23" and _UNIT.search(line.text, max(0, start - 3), start)
        ):
            yield start, end, mark


def _opens(line: Line, references: set[str]) -> bool:
    """Whether a line begins a footnote: with a raised mark, or with one that the text above refers to."""
    match = _MARK.match(line.text)
    if match is None or match.end() == len(line.text):
        return False
    if match.group(1).translate(_TO_DIGITS) in references and not line.text[match.end()].isdigit():
        return True
    start, end = match.span(1)
    return bool(_raised(line)[start:end].all())


def _note(lines: list[Line]) -> Line:
    """The lines of one footnote as one, joined by line breaks; the mark goes to ``note_ref``."""
    first = lines[0]
    match = _MARK.match(first.text)
    assert match is not None
    start = match.end() + len(first.text[match.end() :]) - len(first.text[match.end() :].lstrip(" "))
    note = stack(lines)
    note.text, note.boxes = note.text[start:], note.boxes[start:]
    note.kind, note.note_ref = "footnote", match.group(1).translate(_TO_DIGITS)
    note.size = median(line.size for line in lines)
    return note


def stack(lines: Sequence[Line]) -> Line:
    """Lines below each other as one, with line breaks; a break gets an empty box at the end of its line."""
    text = "\n".join(line.text for line in lines)
    boxes = []
    for place, line in enumerate(lines):
        boxes.append(line.boxes)
        if place + 1 < len(lines):
            boxes.append(np.array([[line.x1, line.top, line.x1, line.bottom]], np.float32))
    first = lines[0]
    return Line(
        text, np.concatenate(boxes), min(line.x0 for line in lines), min(line.top for line in lines),
        max(line.x1 for line in lines), max(line.bottom for line in lines), first.baseline, first.size,
        all(line.bold for line in lines), all(line.italic for line in lines), all(line.hidden for line in lines),
        first.cell, first.quarters, first.kind, first.gap, first.align,
    )  # fmt: skip


def _strip(line: Line, refs: set[str | None]) -> None:
    """Takes the marks of known footnotes out of a line."""
    for start, end, mark in reversed(list(_marks(line))):
        if mark in refs:
            line.text = line.text[:start] + line.text[end:]
            line.boxes = np.delete(line.boxes, slice(start, end), axis=0)
