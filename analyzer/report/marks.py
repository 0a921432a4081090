"""Highlights in the text of a document: spans that may overlap, cut into pieces that do not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from analyzer.report.safe import harmless
from analyzer.structure.model import Span

GRAVEST = ("missing", "fault", "partial", "needs_review", "waived", "met")
"""Looks of a highlight, the one that wins first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the normalised text that a rule points to. ``look`` is one of ``GRAVEST``; ``target`` the id of the
    rule's place on the page."""

    id: str
    start: int
    end: int
    code: str
    look: str
    target: str


@dataclass(slots=True)
class Piece:
    """A run of text under the same marks. ``look`` is empty where there is none; ``opens`` holds the ids of the marks
    that begin here, ``closes`` the marks that end here, each once."""

    text: str
    look: str = ""
    opens: list[str] = field(default_factory=list)
    closes: list[Mark] = field(default_factory=list)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, within the text; None where nothing is left."""
    start, end = max(0, span[0]), min(len(text), span[1])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


class Highlighter:
    """Cuts stretches of a text, asked for from the beginning to the end, at the marks. The work is proportional to
    the text and to the marks that overlap."""

    def __init__(self, text: str, marks: Iterable[Mark]) -> None:
        self._text = text
        self._marks = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id))
        self._cuts = sorted({place for mark in self._marks for place in (mark.start, mark.end)})
        self._next = 0
        self._active: list[Mark] = []
        self._opened: set[str] = set()

    def pieces(self, start: int, end: int) -> list[Piece]:
        """``text[start:end]`` in pieces; ``start`` must not lie before the end of the stretch asked for last."""
        places = [start, *self._cuts[bisect_left(self._cuts, start + 1) : bisect_left(self._cuts, end)], end]
        found = []
        for first, last in pairwise(places):
            if first == last:
                continue
            self._move_to(first)
            piece = Piece(harmless(self._text[first:last]))
            if self._active:
                piece.look = min((mark.look for mark in self._active), key=GRAVEST.index)
                piece.opens = [mark.id for mark in self._active if mark.id not in self._opened]
                self._opened.update(piece.opens)
                piece.closes = _once(mark for mark in self._active if mark.end == last)
            found.append(piece)
        return found

    def _move_to(self, place: int) -> None:
        while self._next < len(self._marks) and self._marks[self._next].start <= place:
            self._active.append(self._marks[self._next])
            self._next += 1
        self._active = [mark for mark in self._active if mark.end > place]


def _once(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each rule, the gravest first."""
    by_code = {mark.code: mark for mark in marks}
    return sorted(by_code.values(), key=lambda mark: (GRAVEST.index(mark.look), mark.code))
