"""Tables whose rows say where their cells begin and end (.doc, RTF): which cell stands where in the grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from analyzer.reading.model import Block, Cell
from analyzer.reading.runs import Runs

_SAME_EDGE = 60
"""Edges nearer than this (twips, 1/20 pt) are one edge: Word rounds them."""
MERGED, MERGED_FIRST = 1, 3
"""A cell that goes on from the one above; the first of such cells."""


@dataclass(slots=True)
class Row:
    """Cells as lists of paragraphs; edges in twips from the left, one more than there are cells."""

    cells: list[list[Runs]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    merges: list[int] = field(default_factory=list)
    """For each cell 0, or how it is merged with the one above it."""
    header: bool = False
    _open: bool = False

    def add(self, runs: Runs, *, ends_cell: bool) -> None:
        """A paragraph of the current cell."""
        if not self._open:
            self.cells.append([])
        self.cells[-1].append(runs)
        self._open = not ends_cell


def table_blocks(rows: list[Row], table: int, text_of: Callable[[Runs], str]) -> Iterator[Block]:
    """The blocks of a table, row by row. ``text_of`` is asked once for each paragraph, in order."""
    columns = _columns(rows)
    above: dict[int, tuple[int, int]] = {}
    found: list[list[tuple[Cell, list[tuple[str, Runs]]]]] = []
    for number, row in enumerate(rows):
        line: list[tuple[Cell, list[tuple[str, Runs]]]] = []
        for place, paragraphs in enumerate(row.cells):
            column, width = _span(row, place, columns)
            merge = row.merges[place] if place < len(row.merges) else 0
            texts = [(text_of(runs), runs) for runs in paragraphs]
            start = above.get(column)
            if merge == MERGED and start is not None:
                cell, held = found[start[0]][start[1]]
                found[start[0]][start[1]] = (replace(cell, row_span=number - start[0] + 1), held)
                continue
            above.pop(column, None)
            if merge in (MERGED, MERGED_FIRST):
                above[column] = (number, len(line))
            line.append((Cell(table, number, column, 1, width, row.header), texts))
        found.append(line)
    for line in found:
        for cell, texts in line:
            for index, (text, runs) in enumerate(texts):
                if text.strip():
                    identity = f"t{table}r{cell.row}c{cell.column}p{index}"
                    yield Block(identity, "cell", text, label=runs.label, style=runs.style(), cell=cell)


def _columns(rows: list[Row]) -> list[int]:
    """All edges of a table from the left, near ones as one."""
    found: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not found or edge - found[-1] > _SAME_EDGE:
            found.append(edge)
    return found


def _span(row: Row, place: int, columns: list[int]) -> tuple[int, int]:
    """Column of a cell and how many it takes; its number where the row says no edges."""
    if place + 1 >= len(row.edges):
        return place, 1
    first, last = (bisect_left(columns, edge - _SAME_EDGE) for edge in row.edges[place : place + 2])
    return first, max(1, last - first)
