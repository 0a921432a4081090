"""From characters with boxes to pieces of lines, and from pieces to lines.

A *piece* is a run of characters on one baseline without a wide gap; a *row* is the pieces that stand side by
side; joining the pieces of a row gives one visual line. The order of the content stream counts only inside a
piece, so text drawn out of order, twice (fake bold) or in single letters comes out as a reader sees it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Literal

import numpy as np
import pypdfium2.raw as pdfium

from analyzer.reading.model import BlockKind
from analyzer.reading.pdf_characters import Bools, Floats, Frame, Glyphs, Indexes, address, text_quarters
from analyzer.reading.pdf_marks import attach_marks

WORD_GAP = 0.14
"""White space in ems that separates two words when no space was drawn between them."""
DRAWN_GAP = 0.06
"""The same when one was (an overlapping "space" inside a word does not count)."""
PIECE_GAP = 0.55
"""White space in ems at which a piece ends: less than the gutter of the narrowest two-column letterhead."""

_STOP = re.compile(r"[.,;](?![.…])")

Align = Literal["left", "center", "right", "justify"]


@dataclass(slots=True)
class Line:
    """A piece of a line, or a whole one. Coordinates in points in the reading frame of the page.

    ``boxes``: (len(text), 4). ``size``: font size in points. ``bold``, ``italic``: of all its characters.
    ``cell``: 1-based number of the table cell it stands in, 0 outside. ``quarters``: text direction; None: slanted.
    """

    text: str
    boxes: Floats
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    cell: int = 0
    quarters: int | None = 0
    kind: BlockKind = "line"
    gap: float | None = None
    align: Align | None = None
    note_ref: str | None = None


def find_pieces(text_page: Any, glyphs: Glyphs, cells: Indexes, frame: Frame) -> list[Line]:
    """The pieces of one page (or of the part of it whose characters are ``glyphs``), in stream order.

    ``frame``: that of ``glyphs``. ``cells``: number of the table cell that each character stands in, 0 outside;
    a piece never crosses a border.
    """
    count = len(glyphs.codes)
    if not count:
        return []
    glyphs, cells, layout = attach_marks(glyphs, cells)
    x0, x1, bottom = layout[:, 0], layout[:, 2], layout[:, 3]
    height = np.maximum(layout[:, 3] - layout[:, 1], 1.0)
    advance = x0[1:] - x1[:-1]
    em = np.minimum(height[1:], height[:-1])
    breaks = (
        (np.abs(bottom[1:] - bottom[:-1]) > 0.2 * em)
        | (advance > PIECE_GAP * em)
        | (advance < -0.3 * em)
        | (cells[1:] != cells[:-1])
    )
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    ends = np.concatenate((starts[1:], [count]))
    probe = _Probe(text_page)
    fonts = [probe.font(int(glyphs.index[s]), int(glyphs.index[e - 1])) for s, e in _pairs(starts, ends)]
    sizes = np.repeat(np.array([font.size for font in fonts]), ends - starts)
    wanted = _spaces(advance, sizes, glyphs.spaced, starts)
    pieces = _cut(glyphs, layout, cells, wanted, starts, ends, fonts)
    origins = frame.place(np.array([(*font.origin, *font.origin) for font in fonts], np.float32))
    for piece, baseline in zip(pieces, origins[:, 3].tolist(), strict=True):
        # Not the boxes: fonts with an absurd ascent or descent must not make lines overlap.
        piece.baseline, piece.top, piece.bottom = baseline, baseline - 0.93 * piece.size, baseline + 0.22 * piece.size
    return pieces


def _pairs(starts: Indexes, ends: Indexes) -> Iterable[tuple[int, int]]:
    return zip(starts.tolist(), ends.tolist(), strict=True)


def _spaces(advance: Floats, sizes: Floats, spaced: Bools, starts: Indexes) -> Bools:
    """Whether a space stands before each character."""
    gaps = np.concatenate((np.zeros(1, np.float32), advance)) / np.maximum(sizes, 1.0)
    gaps[starts] = 0.0
    wanted: Bools = gaps > np.where(spaced, DRAWN_GAP, WORD_GAP)
    return wanted


def _cut(
    glyphs: Glyphs, layout: Floats, cells: Indexes, wanted: Bools, starts: Indexes, ends: Indexes, fonts: list[_Font]
) -> list[Line]:
    places = np.flatnonzero(wanted)
    gaps = np.stack((layout[places - 1, 2], layout[places, 1], layout[places, 0], layout[places, 3]), axis=1)
    gaps[:, 2] = np.maximum(gaps[:, 2], gaps[:, 0])
    text = np.insert(glyphs.codes, places, 32).astype("<u4").tobytes().decode("utf-32-le", "replace")
    boxes = np.insert(glyphs.boxes, places, gaps, axis=0)
    shift = np.concatenate(([0], np.cumsum(wanted)))
    lefts = np.minimum.reduceat(layout[:, 0], starts).tolist()
    rights = np.maximum.reduceat(layout[:, 2], starts).tolist()
    pieces = []
    for place, (start, end) in enumerate(_pairs(starts + shift[starts], ends + shift[ends])):
        font = fonts[place]
        pieces.append(
            Line(
                text[start:end], boxes[start:end], lefts[place], 0.0, rights[place], 0.0, 0.0, font.size, font.bold,
                font.italic, font.hidden, int(cells[starts[place]]), font.quarters,
            )
        )  # fmt: skip
    return pieces


@dataclass(slots=True)
class _Font:
    size: float
    bold: bool
    italic: bool
    hidden: bool
    quarters: int | None
    origin: tuple[float, float]
    """Where the first character's baseline begins, in the page's own coordinates."""


class _Probe:
    """Asks PDFium for the typography of single characters (its out-parameters are made once per page)."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        self._matrix, self._flags = pdfium.FS_MATRIX(), ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(96)

    def font(self, first: int, last: int) -> _Font:
        """Typography of a piece, from its first and last characters."""
        page, matrix = self._page, self._matrix
        size = abs(pdfium.FPDFText_GetFontSize(page, first)) or 1.0
        quarters: int | None = 0
        if pdfium.FPDFText_GetMatrix(page, first, matrix):
            size *= max((matrix.c**2 + matrix.d**2) ** 0.5, 1e-3)
            if matrix.b or matrix.a < 0:
                quarters = text_quarters(page, first)
        pdfium.FPDFText_GetCharOrigin(page, first, self._x, self._y)
        thing = pdfium.FPDFText_GetTextObject(page, first)
        bold, italic, hidden = self._face(first, thing)
        if last != first and address(end := pdfium.FPDFText_GetTextObject(page, last)) != address(thing):
            other = self._face(last, end)
            bold, italic, hidden = bold and other[0], italic and other[1], hidden and other[2]
        return _Font(max(size, 0.5), bold, italic, hidden, quarters, (self._x.value, self._y.value))

    def _face(self, index: int, thing: Any) -> tuple[bool, bool, bool]:
        """(bold, italic, invisible) of a character; ``thing`` is its text object."""
        pdfium.FPDFText_GetFontInfo(self._page, index, self._name, 96, self._flags)
        name, flags = self._name.value.lower(), self._flags.value
        mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
        bold = b"bold" in name or b"black" in name or bool(flags & 1 << 18) or mode == 2
        return bold, b"italic" in name or b"oblique" in name or bool(flags & 1 << 6), mode == 3


def find_rows(pieces: Sequence[Line]) -> list[list[Line]]:
    """Pieces grouped by baseline, top to bottom, each row from left to right."""
    rows: list[tuple[Line, list[Line]]] = []
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        for place in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            widest, row = rows[place]
            if piece.baseline - widest.baseline > widest.size + piece.size:
                continue
            if _beside(widest, piece):
                row.append(piece)
                rows[place] = (piece if piece.size > widest.size else widest, row)
                break
        else:
            rows.append((piece, [piece]))
    return [sorted(row, key=lambda piece: piece.x0) for _, row in rows]


def _beside(one: Line, other: Line) -> bool:
    """Whether two pieces share a line: the bands from baseline to cap height overlap by half of the smaller."""
    shared = min(one.baseline, other.baseline) - max(one.baseline - 0.75 * one.size, other.baseline - 0.75 * other.size)
    return shared >= 0.5 * 0.75 * min(one.size, other.size)


def join(row: Sequence[Line]) -> Line:
    """The pieces of one row, from left to right, as one line."""
    return _closed_up(row[0] if len(row) == 1 else _joined(row))


def _joined(row: Sequence[Line]) -> Line:
    if any(b.x0 - a.x1 < -0.3 * min(a.size, b.size) for a, b in pairwise(row)):
        return _interleave(row)
    text, boxes = [row[0].text], [row[0].boxes]
    for before, piece in pairwise(row):
        # No white space belongs before a stop: the gap is where the raised mark of a footnote stood.
        if piece.x0 - before.x1 > WORD_GAP * min(before.size, piece.size) and not _STOP.match(piece.text):
            text.append(" ")
            edge, top = max(before.x1, piece.x0), min(before.top, piece.top)
            boxes.append(np.array([[before.x1, top, edge, max(before.bottom, piece.bottom)]], np.float32))
        text.append(piece.text)
        boxes.append(piece.boxes)
    return _line("".join(text), np.concatenate(boxes), row)


def _line(text: str, boxes: Floats, row: Sequence[Line]) -> Line:
    main = max(row, key=lambda piece: (len(piece.text) * (piece.size > 0), piece.size))
    return Line(
        text, boxes, min(piece.x0 for piece in row), min(piece.top for piece in row), max(piece.x1 for piece in row),
        max(piece.bottom for piece in row), main.baseline, main.size, all(piece.bold for piece in row),
        all(piece.italic for piece in row), all(piece.hidden for piece in row), main.cell, main.quarters, main.kind,
    )  # fmt: skip


def _interleave(row: Sequence[Line]) -> Line:
    """Pieces that lie over each other: text drawn twice, or letter by letter out of order. One character is kept
    of each that was drawn again at (nearly) the same place."""
    characters: list[tuple[float, str, Floats, float]] = []
    for piece in row:
        for char, box in zip(piece.text, piece.boxes, strict=True):
            if char != " ":
                characters.append((float(box[0]), char, box, piece.size))
    characters.sort(key=lambda item: item[0])
    kept: list[tuple[float, str, Floats, float]] = []
    for item in characters:
        if not any(_again(item, other) for other in kept[-3:]):
            kept.append(item)
    text = ""
    boxes: list[Floats] = []
    for item in kept:
        if boxes and item[2][0] - boxes[-1][2] > WORD_GAP * item[3]:
            text += " "
            boxes.append(np.array([boxes[-1][2], item[2][1], item[2][0], item[2][3]], np.float32))
        text += item[1]
        boxes.append(item[2])
    return _line(text, np.stack(boxes), row)


def _again(one: tuple[float, str, Floats, float], other: tuple[float, str, Floats, float]) -> bool:
    """Whether ``one`` is the same character as ``other``, drawn once more over it: they share half of their width."""
    if one[1] != other[1] or one[0] - other[0] > 0.2 * one[3]:
        return False
    shared = min(float(one[2][2]), float(other[2][2])) - max(one[0], other[0])
    return shared > 0.5 * (float(one[2][2]) - one[0])


def _closed_up(line: Line) -> Line:
    """Letter-spaced capitals ("K Ế  H O Ạ C H") as words: a space only where the gap is wider than between letters."""
    words = line.text.split(" ")
    single = sum(1 for word in words if len(word) == 1 and word.isupper())
    if single < 4 or single * 10 < 8 * len(words):
        return line
    inked = [place for place, char in enumerate(line.text) if char != " "]
    gaps = [float(line.boxes[after, 0] - line.boxes[before, 2]) for before, after in pairwise(inked)]
    limit = median(gaps) * 1.4 + 0.05 * line.size
    kept, text = [inked[0]], line.text[inked[0]]
    for place, gap in zip(inked[1:], gaps, strict=True):
        if gap > limit and line.text[place - 1] == " ":
            kept.append(place - 1)
            text += " "
        kept.append(place)
        text += line.text[place]
    line.text, line.boxes = text, line.boxes[kept]
    return line
