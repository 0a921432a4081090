"""Characters of a PDF page with their boxes, read from PDFium in bulk."""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from analyzer.reading.charboxes import CharBoxes

Floats = NDArray[np.floating[Any]]
Codes = NDArray[np.uint32]
Bools = NDArray[np.bool_]
Indexes = NDArray[np.intp]

WIDE_SPACES = np.array([0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000], np.uint32)
IGNORED = np.array([0x200B, 0xFEFF, 0xFFFF], np.uint32)
"""Characters without ink: zero width space, byte order mark, PDFium's "none"."""
LINE_END_HYPHENS = (0x02, 0xFFFE)
"""PDFium reports the hyphen at the end of a line under these codes (FPDFText_IsHyphen)."""


def char_boxes(boxes: Floats) -> CharBoxes:
    """``boxes``: shape (characters, 4)."""
    values = array("f")
    values.frombytes(np.ascontiguousarray(boxes, np.float32).tobytes())
    return CharBoxes(values)


@dataclass(slots=True)
class Glyphs:
    """The inked characters of a page, in the order of the content stream; all arrays are equally long.

    ``boxes``: (n, 4) x0, top, x1, bottom in points, in the reading frame: the page turned so that most of its
    text is upright, origin at its top left corner. A box spans the advance width and ascent to descent.
    ``index``: number of the character in the text page. ``spaced``: a space was drawn just before it.
    """

    codes: Codes
    boxes: Floats
    index: Indexes
    spaced: Bools


@cache
def _bulk(name: str, *arguments: Any, result: Any = ctypes.c_int) -> Callable[..., int]:
    """A PDFium function with plain integers for pointers: twice as fast as the typed binding, for loops over
    every character of a page."""
    pointer = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    function: Callable[..., int] = ctypes.CFUNCTYPE(result, *arguments)(pointer)
    return function


def address(handle: Any) -> int:
    """The address that a PDFium handle points to."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def page_objects(page: Any) -> list[tuple[int, int]]:
    """(handle, type) of every object on the page's top level."""
    count = pdfium.FPDFPage_CountObjects(page)
    get = _bulk("FPDFPage_GetObject", ctypes.c_void_p, ctypes.c_int, result=ctypes.c_void_p)
    kind = _bulk("FPDFPageObj_GetType", ctypes.c_void_p)
    handles = list(map(get, repeat(address(page)), range(count)))
    return [(handle, kind(handle)) for handle in handles if handle]


def read_codes(text_page: Any, count: int) -> Codes:
    """Code points of all characters of the text page, with those that PDFium generated."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    codes: Codes = np.frombuffer(bytes(buffer), np.uint16)[:count].astype(np.uint32)
    if written - 1 != count or bool(((codes >= 0xD800) & (codes < 0xE000)).any()):
        # Some character has no or two UTF-16 units: the bulk text would be out of step with the indexes.
        get = _bulk("FPDFText_GetUnicode", ctypes.c_void_p, ctypes.c_int, result=ctypes.c_uint)
        codes = np.fromiter(map(get, repeat(address(text_page)), range(count)), np.uint32, count)
        codes[(codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000))] = 0xFFFD
    for hyphen in LINE_END_HYPHENS:
        codes[codes == hyphen] = ord("-")
    return codes


def read_boxes(text_page: Any, count: int) -> Floats:
    """(count, 4) left, top, right, bottom in the page's own coordinates (y upwards)."""
    rectangles = (pdfium.FS_RECTF * count)()
    get = _bulk("FPDFText_GetLooseCharBox", ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    start, width = ctypes.addressof(rectangles), ctypes.sizeof(pdfium.FS_RECTF)
    addresses = range(start, start + width * count, width)
    deque(map(get, repeat(address(text_page)), range(count), addresses), maxlen=0)
    return np.frombuffer(bytes(rectangles), np.float32).reshape(count, 4)


def read_glyphs(text_page: Any, frame: Frame) -> Glyphs:
    """All inked characters of a page, in ``frame``."""
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    if not count:
        return Glyphs(np.zeros(0, np.uint32), np.zeros((0, 4), np.float32), np.zeros(0, np.intp), np.zeros(0, bool))
    codes = read_codes(text_page, count)
    boxes = frame.place(read_boxes(text_page, count))
    blank = (codes == 0x20) | ((codes >= 0x09) & (codes <= 0x0D)) | (codes == 0xA0)
    ignored = codes == 0
    if bool((codes >= 0x2000).any()):
        blank |= np.isin(codes, WIDE_SPACES)
        ignored |= np.isin(codes, IGNORED)
    # The white space that PDFium generates has an empty box.
    drawn = blank & (boxes[:, 2] > boxes[:, 0])
    index = np.flatnonzero(~blank & ~ignored & frame.shows(boxes))
    _clip_to_spaces(boxes, index, blank)
    return Glyphs(codes[index], boxes[index], index, drawn[index - 1] & (index > 0))


def _clip_to_spaces(boxes: Floats, index: Indexes, blank: Bools) -> None:
    """Ends each character where the space behind it (drawn or generated) begins, in place: there its advance ends.

    The box of a character holds its whole glyph; where a font is missing, that of the font that stands in for it may
    be wider than the advance that the file gives, and would hide the gap.
    """
    before = index[:-1][blank[index[:-1] + 1]]
    space = before + 1
    begins, ends = boxes[space, 0], boxes[space, 2]
    inside = (begins > boxes[before, 0]) & (boxes[space, 3] > boxes[before, 1]) & (boxes[space, 1] < boxes[before, 3])
    boxes[before[inside], 2] = np.minimum(boxes[before, 2], begins)[inside]
    after = np.minimum(space + 1, len(boxes) - 1)
    overlap = ends - boxes[after, 0]
    shifted = inside & (overlap > 0) & (overlap < 0.5 * (ends - begins)) & (ends < boxes[after, 2])
    boxes[after[shifted], 0] = ends[shifted]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page turned by quarters: ``quarters`` × 90° counterclockwise text direction becomes upright.

    ``left``, ``bottom``, ``right``, ``top``: the visible part of the page in its own coordinates.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarters: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarters % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarters % 2 else self.top - self.bottom

    def place(self, boxes: Floats) -> Floats:
        """(n, 4) left, top, right, bottom with y upwards → x0, top, x1, bottom with y downwards, turned."""
        x0, x1 = np.minimum(boxes[:, 0], boxes[:, 2]), np.maximum(boxes[:, 0], boxes[:, 2])
        y0, y1 = np.minimum(boxes[:, 1], boxes[:, 3]), np.maximum(boxes[:, 1], boxes[:, 3])
        sides: tuple[Floats, Floats, Floats, Floats]
        if self.quarters == 1:
            sides = (y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        elif self.quarters == 2:
            sides = (self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        elif self.quarters == 3:
            sides = (self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        else:
            sides = (x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
        return np.stack(sides, axis=1).astype(np.float32)

    def shows(self, boxes: Floats) -> Bools:
        """Which of ``boxes`` (as ``place`` gives them) touch the visible part of the page."""
        seen: Bools = (boxes[:, 2] > 0) & (boxes[:, 0] < self.width) & (boxes[:, 3] > 0) & (boxes[:, 1] < self.height)
        return seen

    def unplace(self, boxes: Floats) -> Floats:
        """The inverse of ``place``."""
        x0, top, x1, bottom = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
        sides: tuple[Floats, Floats, Floats, Floats]
        if self.quarters == 1:
            sides = (top + self.left, x1 + self.bottom, bottom + self.left, x0 + self.bottom)
        elif self.quarters == 2:
            sides = (self.right - x1, bottom + self.bottom, self.right - x0, top + self.bottom)
        elif self.quarters == 3:
            sides = (self.right - bottom, self.top - x0, self.right - top, self.top - x1)
        else:
            sides = (x0 + self.left, self.top - top, x1 + self.left, self.top - bottom)
        return np.stack(sides, axis=1).astype(np.float32)


def text_quarters(text_page: Any, index: int) -> int | None:
    """Direction of a character's baseline in quarters counterclockwise from the x axis; None if it is slanted."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        return 0
    across, along = abs(matrix.a), abs(matrix.b)
    if across >= 4 * along:
        return 0 if matrix.a >= 0 else 2
    if along >= 4 * across:
        return 1 if matrix.b > 0 else 3
    return None
