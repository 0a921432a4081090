"""The normalised text, its lines, and the way back to the source."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from analyzer.reading.model import Box, Cell, SourceText, Style
from analyzer.text.fold import bare, lower
from analyzer.text.markers import Marker

if TYPE_CHECKING:
    from analyzer.text.quality import PageQuality

LineKind = Literal["paragraph", "row", "footnote"]

CELL_BREAK = "\t"
"""Stands between two cells of a table row in the normalised text."""
INNER_BREAK = "\u2028"
"""Stands between two paragraphs of one cell (white space to ``\\s``, no line break to ``.``)."""


@dataclass(frozen=True, slots=True)
class CellSpan:
    """A cell of a row line; ``start``, ``end`` are offsets into the normalised text."""

    start: int
    end: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, footnote or table row: one line of the normalised text.

    ``start``, ``end``: half-open offsets into ``CleanText.text``, without the line break.
    ``number`` counts from 1. ``marker`` is the numbering or bullet it begins with, as seen ("I.", "1.1.",
    "a)", "-"), ``body`` the offset of the first character behind it. ``cells`` is empty but for rows.
    """

    number: int
    start: int
    end: int
    kind: LineKind
    page: int | None
    marker: str
    body: int
    style: Style
    table: int | None = None
    cells: tuple[CellSpan, ...] = ()
    numbering: Marker | None = field(default=None, compare=False, repr=False)
    """``marker`` with its type and numbers; None where ``marker`` is empty."""


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """A piece of one block of the source: offsets into ``Block.text``, and on a PDF page its boxes."""

    block: str
    start: int
    end: int
    page: int | None
    boxes: tuple[Box, ...] = ()


@dataclass(slots=True)
class CleanText:
    """Normalised text. ``origin[i]`` is the offset of character ``i`` in the concatenated raw texts of the
    blocks (without separators), or -1 for a character that normalisation inserted (white space and the
    automatic numbering of a paragraph only)."""

    text: str
    lines: list[Line]
    origin: array[int]
    source: SourceText
    repairs: dict[str, int] = field(default_factory=dict)
    """What was mended and how often: ``split_syllables``, ``joined_lines``, ``page_furniture``…"""
    as_they_stand: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    """Start → end of pieces of ``text`` that are known to stand so in one block of the source; others may as well."""
    _line_starts: list[int] = field(default_factory=list, repr=False)
    _block_starts: list[int] = field(default_factory=list, repr=False)
    _stretches: list[_Stretch] | None = field(default=None, repr=False, compare=False)
    page_grades: list[PageQuality] | None = field(default=None, repr=False, compare=False)
    """What ``quality.grade_pages`` found, once it was asked."""
    _lower: str | None = field(default=None, repr=False, compare=False)
    _bare: str | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._line_starts = [line.start for line in self.lines]
        total = 0
        for block in self.source.blocks:
            self._block_starts.append(total)
            total += len(block.text)

    @property
    def lower_text(self) -> str:
        """``fold.lower`` of the whole text, computed once: ``lower_text[a:b] == lower(text[a:b])``."""
        if self._lower is None:
            self._lower = lower(self.text)
        return self._lower

    @property
    def bare_text(self) -> str:
        """``fold.bare`` of the whole text, computed once: ``bare_text[a:b] == bare(text[a:b])``."""
        if self._bare is None:
            self._bare = bare(self.text)
        return self._bare

    def line_at(self, offset: int) -> Line:
        """The line that holds ``offset`` (an offset on a line break belongs to the line before it)."""
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def page_at(self, offset: int) -> int | None:
        """The page of the character at ``offset``, from 1; None where the format has no pages."""
        for place in range(offset, min(offset + 40, len(self.text))):
            if self.origin[place] >= 0:
                return self.source.blocks[bisect_right(self._block_starts, self.origin[place]) - 1].page
        return self.line_at(offset).page if self.lines else None

    def locate(self, start: int, end: int) -> list[SourceSpan]:
        """Where ``text[start:end]`` stands in the source: one span per block that it touches, in order."""
        spans: list[SourceSpan] = []
        blocks = self.source.blocks
        for index, first, last in self._runs(start, end):
            block = blocks[index]
            boxes: tuple[Box, ...] = ()
            if block.char_boxes is not None:
                boxes = _merge(block.char_boxes[first:last])
            elif block.box is not None:
                boxes = (block.box,)
            spans.append(SourceSpan(block.id, first, last, block.page, boxes))
        return spans

    def _runs(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """``text[start:end]`` as (index of a block, first offset, end offset) in it, one for each time it changes."""
        stretches = self._stretches
        if stretches is None:
            stretches = self._stretches = self._find_stretches()
        found: list[tuple[int, int, int]] = []
        place = max(0, bisect_right(stretches, (start, end, 0, 0)) - 1)
        while place < len(stretches) and stretches[place][0] < end:
            low, high, block, shift = stretches[place]
            place += 1
            low, high = max(low, start), min(high, end)
            if low >= high:
                continue
            first, last = low + shift, high + shift
            if found and found[-1][0] == block:
                _, before, after = found[-1]
                found[-1] = block, min(first, before), max(last, after)
            else:
                found.append((block, first, last))
        return found

    def _find_stretches(self) -> list[_Stretch]:
        origin, starts = self.origin, self._block_starts
        stretches: list[_Stretch] = []
        place, count = 0, len(origin)
        while place < count:
            raw = origin[place]
            if raw < 0:
                place += 1
                continue
            block = bisect_right(starts, raw) - 1
            limit = starts[block + 1] - raw if block + 1 < len(starts) else count
            end = self.as_they_stand.get(place, 0)
            if not end:
                last, end = min(count, place + limit), place + 1
                while end < last and origin[end] == raw + end - place:
                    end += 1
            stretches.append((place, end, block, raw - starts[block] - place))
            place = end
        return stretches


_Stretch = tuple[int, int, int, int]
"""Characters that stand in one block one behind the other, as they do in the text: their half-open offsets in the
text, the index of the block, and what makes an offset in the text one in the block when it is added."""


def _merge(boxes: Iterable[Box]) -> tuple[Box, ...]:
    """One box per line of characters."""
    merged: list[list[float]] = []
    for x0, top, x1, bottom in boxes:
        if merged and abs(merged[-1][3] - bottom) < 3 and x0 >= merged[-1][0] - 1:
            line = merged[-1]
            line[0], line[1], line[2], line[3] = (
                min(line[0], x0),
                min(line[1], top),
                max(line[2], x1),
                max(line[3], bottom),
            )
        else:
            merged.append([x0, top, x1, bottom])
    return tuple((a, b, c, d) for a, b, c, d in merged)
