"""Files of pictures: kinds of compression and colour, several pages, how they lie."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
from PIL import Image

from analyzer.errors import ReadingError
from analyzer.reading import read
from analyzer.reading.limits import Limits
from analyzer.reading.ocr_engine import engine
from tests.support.formats import data
from tests.support.scans import as_tiff, draw_pages

needs_tesseract = pytest.mark.skipif(engine() is None, reason="Tesseract with Vietnamese is not installed")


@cache
def _part() -> Image.Image:
    """The top third of a page: its letterhead and first lines."""
    page = draw_pages(data("ke-hoach-huyen-loc-tra", "pdf"), 200)[0]
    return page.crop((0, 0, page.width, page.height // 3))


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _deep(picture: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)


def _sideways(picture: Image.Image) -> bytes:
    """As a telephone held sideways keeps it: turned, with a note of how to turn it back."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return _saved(picture.rotate(90, expand=True), "JPEG", quality=85, exif=exif, dpi=(200, 200))


FILES = {
    "palette.png": lambda page: _saved(page.convert("P"), "PNG", dpi=(200, 200)),
    "16bit.png": lambda page: _saved(_deep(page), "PNG", dpi=(200, 200)),
    "cmyk.jpg": lambda page: _saved(page.convert("CMYK"), "JPEG", quality=85, dpi=(200, 200)),
    "g4.tif": lambda page: as_tiff([page], 200, "group4"),
    "exif.jpg": _sideways,
}


@needs_tesseract
@pytest.mark.parametrize("name", FILES)
def test_a_picture_is_read_whatever_its_kind(name: str) -> None:
    source = read(name, data=FILES[name](_part()))
    text = "\n".join(block.text for block in source.blocks)
    assert source.format == "image"
    assert source.ocr
    assert "KẾ HOẠCH" in text
    assert "1676/QĐ-TTg" in text
    assert [warning.code for warning in source.warnings] == ["ocr"]


@needs_tesseract
def test_every_page_of_a_tiff_is_read() -> None:
    source = read("a.tif", data=as_tiff([_part(), _part()], 200, "group4"))
    assert source.pages == 2
    assert {block.page for block in source.blocks} == {1, 2}
    assert [warning.message.vi[:9] for warning in source.warnings] == ["Trang 1–2"]


@needs_tesseract
def test_more_pages_than_allowed_are_refused() -> None:
    pages = [Image.new("RGB", (50, 50), "white")] * 3
    with pytest.raises(ReadingError) as caught:
        read("a.tif", data=as_tiff(pages, 200, "group4"), limits=Limits(pages=2))
    assert caught.value.code == "too_large"


@needs_tesseract
def test_a_picture_cut_short_is_corrupt() -> None:
    whole = _saved(_part(), "PNG")
    with pytest.raises(ReadingError) as caught:
        read("a.png", data=whole[: len(whole) // 2])
    assert caught.value.code == "corrupt"
