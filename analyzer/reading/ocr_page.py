"""A page from its picture: what Tesseract read, laid out as the text of a PDF is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby
from statistics import median

import numpy as np
from PIL import Image

from analyzer.reading.ocr_engine import Engine, Region, Word
from analyzer.reading.ocr_image import Grey, Prepared, grey_of, prepare
from analyzer.reading.pdf_characters import Floats, Frame
from analyzer.reading.pdf_furniture import split_stamps
from analyzer.reading.pdf_lines import PIECE_GAP, Line, find_rows, join
from analyzer.reading.pdf_page import PageText, lay_out
from analyzer.reading.pdf_tables import Grid, find_grids

DPI = 200.0
"""Resolution at which pages are recognised: more makes Tesseract's Vietnamese worse, not better (docs/formats.md)."""
_POINTS = 72.0
_SURE = 30.0
"""Confidence under which a word that is no word is a speck, a scrawl or a piece of a stamp."""
_UPSIDE_DOWN = 55.0
"""Mean confidence under which the page may lie on its side or on its head."""
_LOW = frozenset("acemnorsuvwxzơư")
_HANGING = frozenset("gjpqy,;()[]Q/|")


def recognise(image: Image.Image, number: int, engine: Engine, dpi: float) -> tuple[PageText, float | None]:
    """The page ``number`` (from 1) of a picture with ``dpi``, and the mean confidence of its words (0 to 100, None
    where it holds none). Coordinates are points from the top left corner of the picture."""
    scale = DPI / dpi
    if not 0.9 < scale < 1.1:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    grey = grey_of(image)
    page, words = _read(grey, number, engine)
    mean = _mean(words)
    if words and (mean or 0.0) < _UPSIDE_DOWN:
        for quarters in (2, 1, 3):
            turned, others = _read(np.ascontiguousarray(np.rot90(grey, quarters)), number, engine)
            if (_mean(others) or 0.0) > (mean or 0.0) + 15:
                return turned, _mean(others)
    return page, mean


def _read(grey: Grey, number: int, engine: Engine) -> tuple[PageText, list[Word]]:
    prepared = prepare(grey, DPI)
    height, width = prepared.grey.shape
    to_points = _POINTS / DPI
    grids = find_grids([(a * to_points, b * to_points, c * to_points, d * to_points) for a, b, c, d in prepared.rules])
    frame = Frame(0.0, 0.0, width * to_points, height * to_points, 0)
    page = PageText(number, frame, frame, [], drawn=True, recognised=True)
    outside = prepared.grey.copy() if grids else prepared.grey
    pieces: list[Line] = []
    words: list[Word] = []
    for grid in grids:
        for place, region in _regions(grid, (width, height)):
            x0, y0, x1, y1 = region
            outside[y0:y1, x0:x1] = 255
            found = _cell_words(prepared.grey, region, engine)
            words += found
            pieces += _pieces(found, place)
    found = _kept(engine.words(outside, (0, 0, width, height), DPI))
    words += found
    pieces += _pieces(found, 0)
    stamps, pieces = split_stamps(pieces)
    page.stamps = [join(row) for row in find_rows(stamps)]
    page.items = lay_out(pieces, grids)
    page.characters = sum(len(word.text) for word in words)
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


def _pieces(words: list[Word], cell: int) -> list[Line]:
    """Runs of words without a wide gap, as lines with coordinates in points."""
    pieces: list[Line] = []
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        size, baseline = _measure(line)
        run: list[Word] = []
        for word in line:
            if run and word.boxes[0][0] - run[-1].boxes[-1][2] > PIECE_GAP * size:
                pieces.append(_piece(run, size, baseline, cell))
                run = []
            run.append(word)
        pieces.append(_piece(run, size, baseline, cell))
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


def _piece(words: list[Word], size: float, baseline: float, cell: int) -> Line:
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
    return Line(
        text, placed, float(placed[:, 0].min()), base - 0.93 * em, float(placed[:, 2].max()), base + 0.22 * em, base,
        round(em * 2) / 2, cell=cell,
    )  # fmt: skip


def _turn_back(page: PageText, prepared: Prepared, size: tuple[float, float]) -> None:
    """Moves the boxes of characters to where they are on the page as it was handed in, before it was turned."""
    if not prepared.angle:
        return
    angle = math.radians(prepared.angle)
    middle = np.array([size[0] / 2, size[1] / 2], np.float32)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]], np.float32)
    for line in page.lines():
        half = (line.boxes[:, 2:] - line.boxes[:, :2]) / 2
        centre = ((line.boxes[:, 2:] + line.boxes[:, :2]) / 2 - middle) @ turn + middle
        line.boxes = np.concatenate((centre - half, centre + half), axis=1)
