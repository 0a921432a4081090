"""Roman numerals held against the picture: type drawn by PDFium, and what a recogniser may have read of it."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from analyzer.reading.ocr_engine import Region, Word
from analyzer.reading.ocr_image import Grey
from analyzer.reading.ocr_numerals import with_counted_bars

_DPI = 200


def _drawn(text: str, font: str, size: float = 13.0) -> tuple[Grey, Region]:
    """The picture of a few words, and the region of their ink."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(220, 40))
    canvas.setFont(font, size)
    canvas.drawString(20, 15, text)
    canvas.save()
    document = pdfium2.PdfDocument(buffer.getvalue())
    try:
        grey = np.asarray(document[0].render(scale=_DPI / 72).to_pil().convert("L"))
    finally:
        document.close()
    ys, xs = np.nonzero(grey < 128)
    return grey, (int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)


def _even(region: Region, count: int) -> tuple[Region, ...]:
    x0, y0, x1, y1 = region
    return tuple((x0 + (x1 - x0) * k // count, y0, x0 + (x1 - x0) * (k + 1) // count, y1) for k in range(count))


def _counted(drawn: str, read: str, font: str, confidence: float = 60.0) -> Word:
    grey, region = _drawn(drawn, font)
    (word,) = with_counted_bars(grey, [Word(read, _even(region, len(read)), (1, 1), confidence)])
    return word


@pytest.mark.parametrize("font", ["Times-Bold", "Times-Roman", "Helvetica-Bold"])
@pytest.mark.parametrize(
    ("drawn", "read", "found"),
    [
        ("III.", "II.", "III."), ("II.", "III.", "II."), ("III.", "III.", "III."), ("I.", "I.", "I."),
        ("II.", "Il.", "II."), ("VII.", "VI.", "VII."), ("VIII.", "VII.", "VIII."), ("VI.", "VI.", "VI."),
        ("II.", "II", "II."), ("II", "II", "II"), ("III.", "HI.", "III."), ("VIII.", "VIH.", "VIII."),
    ],
)  # fmt: skip
def test_bars_are_counted(drawn: str, read: str, found: str, font: str) -> None:
    word = _counted(drawn, read, font)
    assert word.text == found
    assert len(word.boxes) == len(found)
    assert word.confidence > 90


@pytest.mark.parametrize(
    ("drawn", "read"),
    [("1.", "1."), ("11.", "11."), ("IV.", "IV."), ("IX.", "IX."), ("I.", "III."), ("a)", "a)"),
     ("BHXH", "BHXH"), ("III.", "1.")],
)  # fmt: skip
def test_what_is_no_such_numeral_stays(drawn: str, read: str) -> None:
    assert _counted(drawn, read, "Times-Roman") == Word(read, _counted(drawn, read, "Times-Roman").boxes, (1, 1), 60.0)


def _quarter(drawn: str, read: str, before: str | None) -> str:
    """A quarter whose letters have boxes of their own; a bar that was not read lies in that of the slash."""
    grey, region = _drawn(drawn, "Times-Roman")
    slash = read.index("/")
    inked = np.flatnonzero((grey[region[1] : region[3]] < 128).any(axis=0))
    gaps = np.flatnonzero(np.diff(inked) > 1)
    stops = [int(inked[gap]) + 1 for gap in gaps]
    edge = stops[drawn.index("/")]
    boxes = [*_even((region[0], region[1], stops[max(0, slash - 1)], region[3]), slash)]
    boxes.append((stops[max(0, slash - 1)], region[1], edge, region[3]))
    boxes += _even((edge, region[1], region[2], region[3]), len(read) - slash - 1)
    words = [Word(before, ((0, 0, 5, 5),) * len(before), (1, 1), 90.0)] if before else []
    return with_counted_bars(grey, [*words, Word(read, tuple(boxes), (1, 1), 60.0)])[-1].text


@pytest.mark.parametrize(
    ("drawn", "read", "before", "found"),
    [
        ("III/2026", "II/2026", "quý", "III/2026"), ("II/2026", "11/2026", "Quý", "II/2026"),
        ("I/2026", "1/2026", "Quý", "I/2026"), ("II/2026", "II/2026", None, "II/2026"),
        ("1/2026", "1/2026", "tháng", "1/2026"), ("11/2026", "11/2026", None, "11/2026"),
    ],
)  # fmt: skip
def test_quarters_are_no_months(drawn: str, read: str, before: str | None, found: str) -> None:
    assert _quarter(drawn, read, before) == found


def test_a_numeral_at_the_edge_of_the_picture() -> None:
    grey, (x0, y0, x1, y1) = _drawn("II.", "Times-Bold")
    cut = np.ascontiguousarray(grey[y0:y1, x0:x1])
    (word,) = with_counted_bars(cut, [Word("II", _even((0, 0, x1 - x0, y1 - y0), 2), (1, 1), 60.0)])
    assert word.text in ("II", "II.")
    blank = np.full_like(cut, 255)
    assert with_counted_bars(blank, [word]) == [word]


@pytest.mark.parametrize("font", ["Times-Bold", "Times-Roman", "Helvetica"])
@pytest.mark.parametrize(
    ("drawn", "read", "found"),
    [("I.", "L.", "I."), ("L.", "L.", "L."), ("I.", "L,", "I."), ("1/.", "1/,", "1/."), ("II.", "II,", "II."),
     ("II/-", "I/-", "II/-"), ("III/-", "II/-", "III/-"), ("VI/-", "VI/-", "VI/-"), ("12.", "12,", "12."),
     ("I/-", "U-", "I/-"), ("U-", "U-", "U-")],
)  # fmt: skip
def test_how_numbers_of_headings_are_misread(drawn: str, read: str, found: str, font: str) -> None:
    assert _counted(drawn, read, font).text == found


def test_only_what_begins_a_line_is_a_heading() -> None:
    grey, region = _drawn("I.", "Times-Roman")
    before = Word("mục", ((0, 0, 5, 5),) * 3, (1, 1), 90.0)
    for read in ("L.", "12,"):
        inside = Word(read, _even(region, len(read)), (1, 1), 60.0)
        assert with_counted_bars(grey, [before, inside])[-1] == inside
