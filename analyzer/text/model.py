"""The normalised text, its lines, and the way back to the source."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from analyzer.reading.model import Block, Box, Cell, SourceText, Style

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
    _line_starts: list[int] = field(default_factory=list, repr=False)
    _block_starts: list[int] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._line_starts = [line.start for line in self.lines]
        total = 0
        for block in self.source.blocks:
            self._block_starts.append(total)
            total += len(block.text)

    def line_at(self, offset: int) -> Line:
        """The line that holds ``offset`` (an offset on a line break belongs to the line before it)."""
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)]

    def page_at(self, offset: int) -> int | None:
        """The page of the character at ``offset``, from 1; None where the format has no pages."""
        for place in range(offset, min(offset + 40, len(self.text))):
            if self.origin[place] >= 0:
                return self._block_of(self.origin[place])[0].page
        return self.line_at(offset).page if self.lines else None

    def locate(self, start: int, end: int) -> list[SourceSpan]:
        """Where ``text[start:end]`` stands in the source: one span per block that it touches, in order."""
        spans: list[SourceSpan] = []
        for block, first, last in self._runs(start, end):
            boxes: tuple[Box, ...] = ()
            if block.char_boxes is not None:
                boxes = _merge(block.char_boxes[first:last])
            elif block.box is not None:
                boxes = (block.box,)
            spans.append(SourceSpan(block.id, first, last, block.page, boxes))
        return spans

    def _block_of(self, raw: int) -> tuple[Block, int]:
        index = bisect_right(self._block_starts, raw) - 1
        return self.source.blocks[index], raw - self._block_starts[index]

    def _runs(self, start: int, end: int) -> Iterator[tuple[Block, int, int]]:
        current: Block | None = None
        first = last = 0
        for raw in self.origin[start:end]:
            if raw < 0:
                continue
            block, offset = self._block_of(raw)
            if block is not current:
                if current is not None:
                    yield current, first, last
                current, first, last = block, offset, offset + 1
            else:
                first, last = min(first, offset), max(last, offset + 1)
        if current is not None:
            yield current, first, last


def _merge(boxes: object) -> tuple[Box, ...]:
    """One box per line of characters."""
    merged: list[list[float]] = []
    for x0, top, x1, bottom in boxes:  # type: ignore[attr-defined]
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
