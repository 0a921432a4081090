"""Pictures of pages made ready: stamps, light, skew, ruling lines, weight of strokes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from analyzer.reading.ocr_engine import Word
from analyzer.reading.ocr_image import Grey, grey_of, prepare
from analyzer.reading.ocr_weight import is_bold, plain_width, stroke_width

_DPI = 200.0


def _lines_of_type(skew: float = 0.0) -> Image.Image:
    """Rows of strokes, as text looks from afar."""
    page = Image.new("L", (1200, 1600), 255)
    pen = ImageDraw.Draw(page)
    for y in range(150, 1400, 60):
        for x in range(120, 1080, 11):
            pen.rectangle((x, y, x + 3, y + 18), fill=20)
    return page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)


@pytest.mark.parametrize("skew", [-3.0, -1.0, 0.0, 0.6, 2.4])
def test_a_page_is_turned_upright(skew: float) -> None:
    assert prepare(np.asarray(_lines_of_type(skew)), _DPI).angle == pytest.approx(-skew, abs=0.1)


@pytest.mark.parametrize(
    ("colour", "stays"),
    [((205, 35, 45), False), ((230, 90, 100), False), ((25, 25, 25), True), ((60, 20, 22), True),
     ((40, 50, 150), True)],
)  # fmt: skip
def test_red_ink_becomes_paper(colour: tuple[int, int, int], stays: bool) -> None:
    page = Image.new("RGB", (80, 80), "white")
    ImageDraw.Draw(page).rectangle((20, 20, 60, 60), fill=colour)
    assert bool((grey_of(page) < 160).any()) is stays


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_has_its_grey_values(mode: str) -> None:
    plain = Image.new("L", (60, 40), 255)
    ImageDraw.Draw(plain).rectangle((10, 10, 30, 30), fill=0)
    if mode == "I;16":
        page = Image.fromarray(np.asarray(plain).astype(np.uint16) * 257)
    else:
        page = plain.convert("RGB").convert(mode) if mode not in ("1", "LA") else plain.convert(mode)
    grey = grey_of(page)
    assert grey.shape == (40, 60)
    assert grey.dtype == np.uint8
    assert grey[20, 20] < 60
    assert grey[5, 5] > 200


def test_what_is_transparent_is_paper() -> None:
    page = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    ImageDraw.Draw(page).rectangle((10, 10, 30, 30), fill=(0, 0, 0, 255))
    grey = grey_of(page)
    assert grey[5, 5] == 255
    assert grey[20, 20] == 0


def test_uneven_light_is_evened_out() -> None:
    values = np.asarray(_lines_of_type()).astype(np.float32)
    values *= np.linspace(1.0, 0.5, values.shape[1])[None, :]
    evened = prepare(values.astype(np.uint8), _DPI).grey
    assert np.median(evened[60:1500, 40:110]) == 255
    assert np.median(evened[60:1500, 1100:1180]) == 255


@pytest.mark.parametrize("gap", [0, 4])
def test_ruling_lines_are_found_and_taken_away(gap: int) -> None:
    page = _lines_of_type()
    pen = ImageDraw.Draw(page)
    pen.line((100, 500, 1100, 500), fill=0, width=3)
    pen.line((600, 300, 600, 900), fill=0, width=3)
    if gap:
        pen.rectangle((400, 495, 400 + gap, 505), fill=255)
    prepared = prepare(np.asarray(page), _DPI)
    across = [rule for rule in prepared.rules if rule[1] == rule[3]]
    down = [rule for rule in prepared.rules if rule[0] == rule[2]]
    assert any(rule[0] < 110 and rule[2] > 1090 and abs(rule[1] - 500) < 4 for rule in across)
    assert any(rule[1] < 310 and rule[3] > 890 and abs(rule[0] - 600) < 4 for rule in down)
    assert (prepared.grey[498:503, 105:112] > 200).all()


def _strokes(width: int, count: int = 40) -> tuple[Grey, Word]:
    values = np.full((60, 16 * count + 20), 255, np.uint8)
    boxes = []
    for place in range(count):
        x = 10 + 16 * place
        values[20:40, x : x + width] = 0
        boxes.append((x, 20, x + 12, 40))
    return values, Word("n" * count, tuple(boxes), (1,), 95.0)


def test_bold_is_told_by_the_width_of_strokes() -> None:
    thin, thick = (stroke_width(*_strokes(width), 40.0) for width in (3, 5))
    assert thin is not None
    assert thick is not None
    plain = plain_width([[thin]] * 12 + [[thick]] * 3)
    assert plain == pytest.approx(3 / 40)
    assert is_bold([thick], plain)
    assert not is_bold([thin], plain)
    assert not is_bold([thick, thick, thin], plain)
    assert not is_bold([], plain)


def test_a_page_with_little_text_has_no_plain_type() -> None:
    thin = stroke_width(*_strokes(3), 40.0)
    assert thin is not None
    assert plain_width([[thin]] * 5) is None
    assert plain_width([]) is None
    assert stroke_width(np.full((60, 60), 255, np.uint8), Word("n", ((10, 10, 30, 30),), (1,), 90.0), 40.0) is None
