"""Tables drawn with ruling lines: from the page's strokes and thin rectangles to a grid of cells with spans."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from analyzer.reading.pdf_characters import Floats, Frame, Indexes

Segment = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
THIN = 3.0
"""Points: a filled rectangle no thicker than this is a ruling line."""
SNAP = 2.5
"""Points between two lines that are one and the same border."""
REACH = 4.0
"""Points that a line may miss the border that it ends at."""
MAX_PATHS = 20_000
"""Paths looked at per page: a drawing with more is no table."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table; rows and columns count from 0, coordinates in the reading frame."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """A ruled table. ``xs``, ``ys``: positions of the borders. ``owner``: (rows, columns) index into ``cells``."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    owner: Indexes
    first: int = 1
    """Number of its first cell on the page."""

    def locate(self, boxes: Floats) -> Indexes:
        """Number of the cell on the page (from ``first``) that the centre of each box lies in, 0 if in none."""
        middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        column = np.searchsorted(np.array(self.xs), middle_x) - 1
        row = np.searchsorted(np.array(self.ys), middle_y) - 1
        inside = (column >= 0) & (column < len(self.xs) - 1) & (row >= 0) & (row < len(self.ys) - 1)
        found = np.zeros(len(boxes), np.intp)
        found[inside] = self.owner[row[inside], column[inside]] + self.first
        return found


def ruling_lines(objects: list[tuple[int, int]], frame: Frame) -> list[Segment]:
    """Horizontal and vertical lines of a page in ``frame``, from its top-level objects (``page_objects``)."""
    found: list[Segment] = []
    budget = [MAX_PATHS]
    for handle, kind in objects:
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            _collect(handle, kind, IDENTITY, found, budget, 3)
    if not found:
        return []
    placed = frame.place(np.array(found, np.float32))
    return [(a, b, c, d) for a, b, c, d in placed.tolist()]


def _collect(handle: Any, kind: int, base: Matrix, found: list[Segment], budget: list[int], depth: int) -> None:
    budget[0] -= 1
    if budget[0] < 0:
        return
    thing = ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)
    if kind == pdfium.FPDF_PAGEOBJ_FORM:
        if depth:
            matrix = _times(_matrix(thing), base)
            for place in range(max(0, pdfium.FPDFFormObj_CountObjects(thing))):
                inner = pdfium.FPDFFormObj_GetObject(thing, place)
                _collect(inner, pdfium.FPDFPageObj_GetType(inner), matrix, found, budget, depth - 1)
        return
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _path(thing, _times(_matrix(thing), base), found)


def _matrix(thing: Any) -> Matrix:
    values = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(values)):
        return IDENTITY
    return (values.a, values.b, values.c, values.d, values.e, values.f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _path(path: Any, matrix: Matrix, found: list[Segment]) -> None:
    """Adds the straight lines of a path: each stroked side, or the whole of a thin filled rectangle."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    lines = _sides(path, matrix)
    if stroke.value:
        for x0, y0, x1, y1 in lines:
            if (abs(x1 - x0) <= 1.0) != (abs(y1 - y0) <= 1.0):
                found.append((x0, y0, x1, y1))
        return
    if not lines or len(lines) > 5:
        return
    xs = [x for line in lines for x in (line[0], line[2])]
    ys = [y for line in lines for y in (line[1], line[3])]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) <= THIN < max(width, height):
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        if width >= height:
            found.append((min(xs), middle_y, max(xs), middle_y))
        else:
            found.append((middle_x, min(ys), middle_x, max(ys)))


def _sides(path: Any, matrix: Matrix) -> list[Segment]:
    a, b, c, d, e, f = matrix
    lines: list[Segment] = []
    start = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(min(pdfium.FPDFPath_CountSegments(path), 4000)):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            lines.append((*last, *point))
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment) and point != start:
            lines.append((*point, *start))
    return lines


def find_grids(lines: list[Segment]) -> list[Grid]:
    """The tables that the lines of a page draw, top to bottom: at least two cells in connected lines."""
    across = _merged([(y0, x0, x1) for x0, y0, x1, y1 in lines if x1 - x0 > y1 - y0])
    down = _merged([(x0, y0, y1) for x0, y0, x1, y1 in lines if x1 - x0 <= y1 - y0])
    if len(across) < 2 or len(down) < 2 or len(across) + len(down) > 4000:
        return []
    grids = [_grid(some, others) for some, others in _components(across, down)]
    found = sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))
    number = 1
    for grid in found:
        grid.first = number
        number += len(grid.cells)
    return found


Rule = tuple[float, float, float]
"""Position, and from where to where."""


def _merged(rules: list[Rule]) -> list[Rule]:
    """Lines at one position that touch or overlap become one."""
    merged: list[Rule] = []
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        position = sum(rule[0] for rule in group) / len(group)
        start, end = 0.0, -1e9
        for _, low, high in sorted(group, key=lambda rule: rule[1]):
            if low > end + REACH:
                if end > start:
                    merged.append((position, start, end))
                start, end = low, high
            end = max(end, high)
        if end > start:
            merged.append((position, start, end))
    return merged


def _components(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    positions = np.array([x for x, _, _ in down])
    lows, highs = np.array([low for _, low, _ in down]), np.array([high for _, _, high in down])
    for place, (y, left, right) in enumerate(across):
        met = (positions >= left - REACH) & (positions <= right + REACH) & (lows <= y + REACH) & (highs >= y - REACH)
        for other in np.flatnonzero(met).tolist():
            parent[root(len(across) + other)] = root(place)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for place, rule in enumerate(across + down):
        groups.setdefault(root(place), ([], []))[place >= len(across)].append(rule)
    return list(groups.values())


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    if len(across) < 2 or len(down) < 2:
        return None
    ys, xs = _positions(across), _positions(down)
    # A table may be open at the sides: its horizontal lines reach further than its vertical ones.
    left, right = min(rule[1] for rule in across), max(rule[2] for rule in across)
    xs = ([left] if left < xs[0] - 12 else []) + xs + ([right] if right > xs[-1] + 12 else [])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > 20_000:
        return None
    below, beside = _borders(across, ys, xs), _borders(down, xs, ys)
    owner, cells = _merge_cells(rows, columns, below, beside)
    if len(cells) < 2:
        return None
    return Grid(xs, ys, cells, owner)


def _positions(rules: list[Rule]) -> list[float]:
    positions: list[float] = []
    for rule in sorted(rules):
        if not positions or rule[0] - positions[-1] > SNAP:
            positions.append(rule[0])
    return positions


def _borders(rules: list[Rule], positions: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(position, step) for each border between two steps that a line covers by more than half."""
    found = set()
    for at, start, end in rules:
        place = max(0, bisect_right(positions, at + 0.01) - 1)
        for step in range(len(steps) - 1):
            shared = min(end, steps[step + 1]) - max(start, steps[step])
            if shared > 0.5 * (steps[step + 1] - steps[step]):
                found.add((place, step))
    return found


def _merge_cells(
    rows: int, columns: int, below: set[tuple[int, int]], beside: set[tuple[int, int]]
) -> tuple[Indexes, list[GridCell]]:
    """Squares of the grid without a border between them are one cell; cells are rectangles, in row order."""
    owner = np.full((rows, columns), -1, np.intp)
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row, column] >= 0:
                continue
            wide = 1
            while column + wide < columns and (column + wide, row) not in beside and owner[row, column + wide] < 0:
                wide += 1
            high = 1
            while row + high < rows and all((row + high, at) not in below for at in range(column, column + wide)):
                high += 1
            owner[row : row + high, column : column + wide] = len(cells)
            cells.append(GridCell(row, column, high, wide))
    return owner, cells
