"""One page of a PDF: its lines in reading order and its tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from analyzer.reading.legacy import Legacy
from analyzer.reading.model import Box
from analyzer.reading.pdf_characters import Floats, Frame, Glyphs, Indexes, page_objects, read_glyphs, text_quarters
from analyzer.reading.pdf_furniture import split_stamps
from analyzer.reading.pdf_layout import order
from analyzer.reading.pdf_legacy import to_unicode
from analyzer.reading.pdf_lines import Line, find_pieces, find_rows, join
from analyzer.reading.pdf_tables import Grid, GridCell, find_grids, ruling_lines

_ODD = re.compile("[\x00-\x1f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@dataclass(slots=True)
class Table:
    """A ruled table and the lines in each of its cells (only cells that hold text)."""

    grid: Grid
    cells: list[tuple[GridCell, list[Line]]]


@dataclass(slots=True)
class PageText:
    """A page as read. ``shown``: the frame of the page as displayed; ``frame``: the one of the items' coordinates.

    ``drawn``: it holds pictures or a drawing (so that a page without text is not blank).
    """

    number: int
    frame: Frame
    shown: Frame
    items: list[Line | Table]
    drawn: bool
    hidden: bool = False
    broken: bool = False
    recognised: bool = False
    """Read from its picture."""
    reread: bool = False
    """Of such a page: it had a text of its own, which is worse."""
    weighed: bool = False
    """Of a page that was recognised: bold lines were told from plain ones."""
    characters: int = 0
    legacy: Legacy | None = None
    """What was converted from encodings of before Unicode."""
    stamps: list[Line] = field(default_factory=list)
    unsure: list[tuple[Box, float]] = field(default_factory=list)
    """Of a page that was recognised: boxes of words of low confidence, as those of the lines, and the confidence."""

    def lines(self) -> Iterator[Line]:
        """Every line of the page, those in tables and stamps too."""
        for item in self.items:
            if isinstance(item, Table):
                for _, inside in item.cells:
                    yield from inside
            else:
                yield item
        yield from self.stamps

    def to_shown(self, boxes: Floats) -> Floats:
        """(n, 4) boxes of the items → points from the top left corner of the displayed page."""
        if self.frame.quarters == self.shown.quarters:
            return boxes
        return self.shown.place(self.frame.unplace(boxes))


def read_page(document: pdfium2.PdfDocument, number: int) -> PageText:
    """Reads page ``number`` (from 1). Raises ``pdfium2.PdfiumError`` if PDFium cannot load it."""
    page = document[number - 1]
    try:
        text_page = page.get_textpage()
        try:
            return _read(page, text_page.raw, number)
        finally:
            text_page.close()
    finally:
        page.close()


def _read(page: pdfium2.PdfPage, text_page: Any, number: int) -> PageText:
    left, bottom, right, top = page.get_bbox()
    shown = Frame(left, bottom, right, top, (page.get_rotation() // 90) % 4)
    frame = Frame(left, bottom, right, top, _main_direction(text_page, shown.quarters))
    objects = page_objects(page.raw)
    kinds = Counter(kind for _, kind in objects)
    drawn = bool(
        kinds[pdfium.FPDF_PAGEOBJ_IMAGE] or kinds[pdfium.FPDF_PAGEOBJ_FORM] or kinds[pdfium.FPDF_PAGEOBJ_SHADING]
    ) or (kinds[pdfium.FPDF_PAGEOBJ_PATH] > 20)
    glyphs, legacy = to_unicode(text_page, read_glyphs(text_page, frame))
    result = PageText(number, frame, shown, [], drawn, characters=len(glyphs.codes), legacy=legacy)
    if not result.characters:
        return result
    grids = find_grids(ruling_lines(objects, frame))
    cells = np.zeros(len(glyphs.codes), np.intp)
    for grid in grids:
        cells = np.maximum(cells, grid.locate(glyphs.boxes))
    pieces = _pieces(text_page, glyphs, cells, frame)
    slanted = [piece for piece in pieces if piece.quarters is None]
    pieces = [piece for piece in pieces if piece.quarters is not None]
    pieces = _without_twins(pieces)
    if sum(len(piece.text) for piece in pieces if piece.hidden) * 2 > result.characters:
        result.hidden = True
    result.broken = _is_broken(pieces)
    result.stamps, pieces = split_stamps(pieces)
    result.stamps = [join(row) for row in find_rows(result.stamps)] + slanted
    result.items = lay_out(pieces, grids)
    return result


def _main_direction(text_page: Any, default: int) -> int:
    """The direction of most of a sample of the page's characters, in quarters (see ``Frame``)."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return default
    sample = [text_quarters(text_page, place) for place in range(count // 30, count, max(1, count // 15))]
    votes = Counter(quarters for quarters in sample if quarters is not None)
    return votes.most_common(1)[0][0] if votes else default


def _pieces(text_page: Any, glyphs: Glyphs, cells: Indexes, frame: Frame) -> list[Line]:
    """All pieces of the page; text in another direction than the page's is assembled apart, as whole lines."""
    pieces = find_pieces(text_page, glyphs, cells, frame)
    if all(piece.quarters == frame.quarters for piece in pieces):
        return pieces
    directions = [text_quarters(text_page, place) for place in glyphs.index.tolist()]
    found: list[Line] = []
    for quarters in dict.fromkeys(directions):
        chosen = np.array([direction == quarters for direction in directions])
        other = replace(frame, quarters=frame.quarters if quarters is None else quarters)
        boxes = glyphs.boxes[chosen] if other == frame else other.place(frame.unplace(glyphs.boxes[chosen]))
        part = Glyphs(glyphs.codes[chosen], boxes, glyphs.index[chosen], glyphs.spaced[chosen])
        lines = find_pieces(text_page, part, cells[chosen], other)
        if quarters is None:
            lines = [_slanted(lines)]
        elif other != frame:
            lines = [_turned(join(row), other, frame) for cell in _by_cell(lines).values() for row in find_rows(cell)]
        found += lines
    return found


def _slanted(pieces: list[Line]) -> Line:
    """Slanted text (a watermark) as one line in the order it was drawn."""
    line = pieces[0]
    line.text, line.boxes = "".join(piece.text for piece in pieces), np.concatenate([piece.boxes for piece in pieces])
    line.quarters = None
    return line


def _turned(line: Line, own: Frame, page: Frame) -> Line:
    """A line in the frame of the page: there it counts as high as its box."""
    line.boxes = page.place(own.unplace(line.boxes))
    line.x0, line.top = float(line.boxes[:, 0].min()), float(line.boxes[:, 1].min())
    line.x1, line.bottom = float(line.boxes[:, 2].max()), float(line.boxes[:, 3].max())
    line.baseline = line.bottom
    return line


def _by_cell(pieces: list[Line]) -> dict[int, list[Line]]:
    cells: dict[int, list[Line]] = {}
    for piece in pieces:
        cells.setdefault(piece.cell, []).append(piece)
    return cells


def _without_twins(pieces: list[Line]) -> list[Line]:
    """Without the invisible text that lies under visible text: a recognised copy of what is there anyway."""
    hidden = [piece for piece in pieces if piece.hidden]
    seen = [piece for piece in pieces if not piece.hidden]
    if not hidden or not seen:
        return pieces
    boxes = np.array([(piece.x0, piece.top, piece.x1, piece.bottom) for piece in seen])
    twins = set()
    for piece in hidden:
        x, y = (piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2
        if ((boxes[:, 0] < x) & (boxes[:, 2] > x) & (boxes[:, 1] < y) & (boxes[:, 3] > y)).any():
            twins.add(id(piece))
    return [piece for piece in pieces if id(piece) not in twins]


def _is_broken(pieces: list[Line]) -> bool:
    """Whether the text layer holds many characters that mean nothing (private-use bullets before a line apart)."""
    total = sum(len(piece.text) for piece in pieces)
    inside = "".join(piece.text[1:] if len(piece.text) > 1 else "" for piece in pieces)
    odd = len(_ODD.findall(inside))
    return odd > 3 and odd > 0.02 * total


def lay_out(pieces: list[Line], grids: list[Grid]) -> list[Line | Table]:
    """Lines and tables from top to bottom, from pieces that know the cell they stand in."""
    cells = _by_cell(pieces)
    free = cells.get(0, [])
    tables = []
    for grid in grids:
        numbered = enumerate(grid.cells, grid.first)
        held = [(cell, cells[number]) for number, cell in numbered if number in cells]
        if len(held) < 2:
            # A frame around text, or lines under a letterhead.
            free = free + [piece for _, inside in held for piece in inside]
            continue
        tables.append(Table(grid, [(cell, order(inside, depth=0)) for cell, inside in held]))
    items: list[Line | Table] = []
    for table in tables:
        above = [piece for piece in free if piece.baseline <= table.grid.ys[0] + 2]
        free = [piece for piece in free if piece.baseline > table.grid.ys[0] + 2]
        items += order(above)
        items.append(table)
    return items + order(free)
