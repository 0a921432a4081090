"""Things of a text, looked up by where they begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from analyzer.structure.model import Span

Thing = TypeVar("Thing")


class Located(Generic[Thing]):
    """Things in the order of the text. ``start`` gives where one begins; those that begin at one place keep the order
    in which they came."""

    def __init__(self, things: Iterable[Thing], start: Callable[[Thing], int]) -> None:
        self.things = sorted(things, key=start)
        self._starts = [start(thing) for thing in self.things]

    def within(self, span: Span) -> list[Thing]:
        """Those that begin in a half-open span."""
        return self.things[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]


class Covered:
    """The part of a text that spans cover."""

    def __init__(self, spans: Iterable[Span]) -> None:
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        self._starts, self._ends = starts, ends

    def holds(self, offset: int) -> bool:
        """Whether the character at an offset is covered."""
        before = bisect_right(self._starts, offset) - 1
        return before >= 0 and offset < self._ends[before]

    def meets(self, span: Span) -> bool:
        """Whether any character of a half-open span is covered."""
        before = bisect_left(self._starts, span[1]) - 1
        return span[0] < span[1] and before >= 0 and span[0] < self._ends[before]
