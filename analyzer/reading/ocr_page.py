"""A page from its picture: what Tesseract read, laid out as the text of a PDF is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from statistics import median

import numpy as np
from PIL import Image

from analyzer.reading.model import Box
from analyzer.reading.ocr_engine import Engine, Region, Word
from analyzer.reading.ocr_image import Grey, Mask, Prepared, grey_of, prepare
from analyzer.reading.ocr_numerals import with_counted_bars
from analyzer.reading.ocr_weight import Width, is_bold, plain_width, stroke_width
from analyzer.reading.pdf_characters import Floats, Frame
from analyzer.reading.pdf_furniture import split_stamps
from analyzer.reading.pdf_lines import PIECE_GAP, Line, find_rows, join
from analyzer.reading.pdf_page import PageText, lay_out
from analyzer.reading.pdf_tables import Grid, find_grids

DPI = 200.0
"""Resolution at which pages are recognised: more makes Tesseract's Vietnamese worse, not better (docs/formats.md)."""
MAX_PIXELS = 16_000_000
"""A2 at ``DPI``: a larger page is read at less, so that memory stays bounded whatever size a file states."""
_POINTS = 72.0
_SURE = 30.0
"""Confidence under which a word that is no word is a speck, a scrawl or a piece of a stamp."""
_CERTAIN = 80.0
"""Confidence from which a line is taken that was overlooked at first: what is left holds specks and strokes too."""
_LEFT_INK, _ROW_INK, _MARGIN, _STRIP = 150, 4, 4, 60
"""Pixels: ink that may be a word, ink of a row of it, how far it reaches beyond the box of one, and what is read above
and below."""
UNSURE = 95.0
"""Confidence below which a word is noted as doubtful."""
_UPSIDE_DOWN = 55.0
"""Mean confidence under which the page may lie on its side or on its head."""
_LOW = frozenset("acemnorsuvwxzơư")
Piece = tuple[Line, list[Width]]
_HANGING = frozenset("gjpqy,;()[]Q/|")


def recognise(image: Image.Image, number: int, engine: Engine, dpi: float) -> tuple[PageText, float | None]:
    """The page ``number`` (from 1) of a picture with ``dpi``, and the mean confidence of its words (0 to 100, None
    where it holds none). Coordinates are points from the top left corner of the picture."""
    scale = min(DPI / dpi, math.sqrt(MAX_PIXELS / max(1, image.width * image.height)))
    if not 0.9 < scale < 1.1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    grey = grey_of(image)
    page, words = _upright(grey, number, engine)
    if scale < 0.9 * DPI / dpi:
        _enlarge(page, DPI / (scale * dpi))
    return page, _mean(words)


def _upright(grey: Grey, number: int, engine: Engine) -> tuple[PageText, list[Word]]:
    """The page as it lies, or turned by quarters where it is read so much better so."""
    page, words = _read(grey, number, engine)
    mean = _mean(words) or 0.0
    if words and mean < _UPSIDE_DOWN:
        for quarters in (2, 1, 3):
            turned, others = _read(np.ascontiguousarray(np.rot90(grey, quarters)), number, engine)
            if (_mean(others) or 0.0) > mean + 15:
                return turned, others
    return page, words


def _enlarge(page: PageText, factor: float) -> None:
    """A page that was too large to be read at ``DPI``, in its own size."""
    frame = page.frame
    page.frame = page.shown = replace(frame, right=frame.right * factor, top=frame.top * factor)
    for line in page.lines():
        line.boxes = line.boxes * np.float32(factor)
        for name in ("x0", "top", "x1", "bottom", "baseline", "size"):
            setattr(line, name, getattr(line, name) * factor)
    page.unsure = [
        ((x0 * factor, top * factor, x1 * factor, bottom * factor), sure) for (x0, top, x1, bottom), sure in page.unsure
    ]


def _read(grey: Grey, number: int, engine: Engine) -> tuple[PageText, list[Word]]:
    prepared = prepare(grey, DPI)
    height, width = prepared.grey.shape
    to_points = _POINTS / DPI
    grids = find_grids([(a * to_points, b * to_points, c * to_points, d * to_points) for a, b, c, d in prepared.rules])
    frame = Frame(0.0, 0.0, width * to_points, height * to_points, 0)
    page = PageText(number, frame, frame, [], drawn=True, recognised=True)
    outside = prepared.grey.copy() if grids else prepared.grey
    pieces: list[Piece] = []
    words: list[Word] = []
    for grid in grids:
        for place, region in _regions(grid, (width, height)):
            x0, y0, x1, y1 = region
            outside[y0:y1, x0:x1] = 255
            found = with_counted_bars(prepared.grey, _cell_words(prepared.grey, region, engine))
            words += found
            pieces += _pieces(found, place, prepared.grey)
    found = _kept(engine.words(outside, (0, 0, width, height), DPI))
    found = with_counted_bars(outside, found + _overlooked(outside, found, engine))
    words += found
    pieces += _pieces(found, 0, prepared.grey)
    plain = plain_width([widths for _, widths in pieces])
    if plain is not None:
        page.weighed = True
        for line, widths in pieces:
            line.bold = is_bold(widths, plain)
    stamps, lines = split_stamps([line for line, _ in pieces])
    page.stamps = [join(row) for row in find_rows(stamps)]
    page.items = lay_out(lines, grids)
    page.characters = sum(len(word.text) for word in words)
    page.unsure = [(_in_points(word), word.confidence) for word in words if word.confidence < UNSURE]
    _turn_back(page, prepared, (width * to_points, height * to_points))
    return page, words


def _regions(grid: Grid, size: tuple[int, int]) -> Iterator[tuple[int, Region]]:
    """The number on the page and the inside, in pixels, of each cell of a table."""
    scale = DPI / _POINTS
    for number, cell in enumerate(grid.cells, grid.first):
        x0, x1 = grid.xs[cell.column], grid.xs[cell.column + cell.column_span]
        y0, y1 = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
        region = (
            max(0, math.floor(x0 * scale)), max(0, math.floor(y0 * scale)),
            min(size[0], math.ceil(x1 * scale)), min(size[1], math.ceil(y1 * scale)),
        )  # fmt: skip
        if region[2] - region[0] > 8 and region[3] - region[1] > 8:
            yield number, region


def _cell_words(grey: Grey, region: Region, engine: Engine) -> list[Word]:
    """The words of a cell. A lone number is too little for Tesseract to see a block in: it is asked again as a line."""
    if not _inked(grey, region):
        return []
    return _kept(engine.words(grey, region, DPI, "block")) or _kept(engine.words(grey, region, DPI, "line"))


def _overlooked(grey: Grey, words: list[Word], engine: Engine) -> list[Word]:
    """What is printed on a page but not among its ``words``: Tesseract's analysis of a page drops lines here and there,
    short ones and such as stand beside others. Asked for that part of the page as one block, it reads them."""
    rest = grey < 128
    taken = np.zeros_like(rest)
    for x0, y0, x1, y1 in map(_around, words):
        rest[max(0, y0 - _MARGIN) : y1 + _MARGIN, max(0, x0 - _MARGIN) : x1 + _MARGIN] = False
        taken[y0:y1, x0:x1] = True
    rows = np.flatnonzero(rest.sum(axis=1) >= _ROW_INK)
    if int(rest.sum()) < _LEFT_INK or not len(rows):
        return []
    height, width = rest.shape
    region = (0, max(0, int(rows[0]) - _STRIP), width, min(height, int(rows[-1]) + _STRIP))
    found: list[Word] = []
    for line, group in groupby(engine.words(grey, region, DPI, "block"), _line_of):
        new = [word for word in group if not _is_taken(_around(word), taken)]
        kept = [word for word in new if word.confidence >= _SURE or any(map(str.isalnum, word.text))]
        if any(map(str.isalnum, "".join(word.text for word in kept))) and (_mean(kept) or 0.0) >= _CERTAIN:
            found += [Word(word.text, word.boxes, (-1, *line), word.confidence) for word in kept]
    return found


def _around(word: Word) -> Region:
    lefts, tops, rights, bottoms = zip(*word.boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_taken(region: Region, taken: Mask) -> bool:
    x0, y0, x1, y1 = region
    quarter = (y1 - y0) // 4
    part = taken[y0 + quarter : y1 - quarter, x0:x1]  # the lines above and below reach into its box
    return not part.size or float(part.mean()) > 0.3


def _line_of(word: Word) -> tuple[int, ...]:
    return word.line


def _inked(grey: Grey, region: Region) -> bool:
    x0, y0, x1, y1 = region
    return int((grey[y0 + 3 : y1 - 3, x0 + 3 : x1 - 3] < 128).sum()) > 12


def _kept(words: list[Word]) -> list[Word]:
    """Without specks and scrawls: what Tesseract itself is unsure of and holds no letter or digit, and lines that it
    is unsure of as a whole."""
    kept: list[Word] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = [word for word in group if word.confidence >= _SURE or any(map(str.isalnum, word.text))]
        if line and (_mean(line) or 0.0) >= _SURE:
            kept += line
    return kept


def _mean(words: list[Word]) -> float | None:
    total = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / total if total else None


def _pieces(words: list[Word], cell: int, grey: Grey) -> list[Piece]:
    """Runs of words without a wide gap, as lines with coordinates in points, and the widths of their strokes."""
    pieces: list[Piece] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        size, _ = _measure(line)
        run: list[Word] = []
        for word in line:
            if run and word.boxes[0][0] - run[-1].boxes[-1][2] > PIECE_GAP * size:
                pieces.append(_piece(run, cell, grey))
                run = []
            run.append(word)
        pieces.append(_piece(run, cell, grey))
    return pieces


def _measure(words: list[Word]) -> tuple[float, float]:
    """Font size and baseline of a line, in pixels: from the heights of its low letters (Times: 0.45 em), else of its
    capitals and digits (0.66 em)."""
    pairs = [(char, box) for word in words for char, box in zip(word.text, word.boxes, strict=True)]
    low = [box[3] - box[1] for char, box in pairs if char in _LOW]
    tall = [box[3] - box[1] for char, box in pairs if char.isupper() or char.isdigit()]
    if len(low) >= 3:
        size = median(low) / 0.45
    elif tall:
        size = median(tall) / 0.66
    else:
        size = median(box[3] - box[1] for _, box in pairs) / 0.6
    standing = [box[3] for char, box in pairs if char not in _HANGING and not _dotted_below(char)]
    return max(size, 8.0), float(median(standing or [box[3] for _, box in pairs]))


def _dotted_below(char: str) -> bool:
    return char.lower() in "ạặậẹệịọộợụựỵ"


def _piece(words: list[Word], cell: int, grey: Grey) -> Piece:
    size, baseline = _measure(words)
    widths = [width for word in words if (width := stroke_width(grey, word, size)) is not None]
    text, boxes = "", list[tuple[float, float, float, float]]()
    for word in words:
        if text:
            before = boxes[-1]
            boxes.append((before[2], before[1], max(before[2], float(word.boxes[0][0])), before[3]))
            text += " "
        text += word.text
        boxes += [(float(a), float(b), float(c), float(d)) for a, b, c, d in word.boxes]
    scale = _POINTS / DPI
    placed: Floats = np.array(boxes, np.float32) * np.float32(scale)
    em, base = size * scale, baseline * scale
    line = Line(
        text, placed, float(placed[:, 0].min()), base - 0.93 * em, float(placed[:, 2].max()), base + 0.22 * em, base,
        round(em * 2) / 2, cell=cell,
    )  # fmt: skip
    return line, widths


def _in_points(word: Word) -> Box:
    scale = _POINTS / DPI
    x0, top, x1, bottom = _around(word)
    return x0 * scale, top * scale, x1 * scale, bottom * scale


def _turn_back(page: PageText, prepared: Prepared, size: tuple[float, float]) -> None:
    """Moves the boxes of characters to where they are on the page as it was handed in, before it was turned."""
    if not prepared.angle:
        return
    angle = math.radians(prepared.angle)
    middle = np.array([size[0] / 2, size[1] / 2], np.float32)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]], np.float32)

    def turned(boxes: Floats) -> Floats:
        half = (boxes[:, 2:] - boxes[:, :2]) / 2
        centre = ((boxes[:, 2:] + boxes[:, :2]) / 2 - middle) @ turn + middle
        return np.concatenate((centre - half, centre + half), axis=1)

    for line in page.lines():
        line.boxes = turned(line.boxes)
    if page.unsure:
        boxes = turned(np.array([box for box, _ in page.unsure], np.float32)).tolist()
        page.unsure = [
            ((x0, top, x1, bottom), sure) for (x0, top, x1, bottom), (_, sure) in zip(boxes, page.unsure, strict=True)
        ]
