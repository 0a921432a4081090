"""Scans and photos, from the picture to blocks. What needs Tesseract is skipped where it is missing."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rapidfuzz import fuzz

from analyzer.errors import ReadingError
from analyzer.reading import ocr_engine, progress, read
from analyzer.reading.guard_wire import pack_source, unpack_source
from analyzer.reading.limits import DEFAULT_LIMITS
from analyzer.reading.model import SourceText
from analyzer.reading.ocr_engine import Form, Region, Word, engine, find_model
from analyzer.reading.ocr_image import Grey
from analyzer.reading.ocr_page import MAX_PIXELS, recognise
from analyzer.reading.pdf_blocks import Builder
from benchmarks.ocr import compare
from tests.support.formats import data
from tests.support.scans import LOOKS, Look, as_pdf, draw_pages, spoil

needs_tesseract = pytest.mark.skipif(engine() is None, reason="Tesseract with Vietnamese is not installed")
NAME = "ke-hoach-phuong-van-ben"


@cache
def _page(look: str, number: int = 1) -> Image.Image:
    """Page ``number`` of the document; the last is the signed one."""
    pages = draw_pages(data(NAME, "pdf"), LOOKS[look].dpi)
    return spoil(pages[number - 1], replace(LOOKS[look], seed=number), last=number == len(pages))


@cache
def _text(number: int = 1) -> SourceText:
    """The page from the PDF's own text."""
    source = read("a.pdf", data=data(NAME, "pdf"))
    source.blocks = [replace(block, page=1) for block in source.blocks if block.page == number]
    source.pages = 1
    return source


@cache
def _scanned(look: str, number: int = 1) -> SourceText:
    return read("a.pdf", data=as_pdf([_page(look, number)], LOOKS[look].dpi))


@needs_tesseract
@pytest.mark.parametrize(
    ("look", "number", "most"),
    [("scan", 1, 1.0), ("photo", 1, 1.5), ("fax", 1, 2.0), ("upside down", 1, 1.0), ("borders", 4, 1.5),
     ("stamp", 4, 5.0)],
)  # fmt: skip
def test_hardly_a_character_is_misread(look: str, number: int, most: float) -> None:
    characters, wrong, in_order, blocks = compare(_text(number), _scanned(look, number))
    assert 100 * wrong / characters <= most
    assert in_order >= blocks - (2 if look == "stamp" else 0)


@needs_tesseract
def test_every_row_beside_the_recipients_is_read() -> None:
    """Tesseract's analysis of a page drops the third of them."""
    texts = [block.text for block in _scanned("scan", 4).blocks]
    for words in ("- Sở Nội vụ thành phố", "PHÓ CHỦ TỊCH", "- Như Phần C;"):
        assert any(fuzz.ratio(words, text) > 75 for text in texts), words
    assert texts.index("- Như Phần C;") < texts.index("PHÓ CHỦ TỊCH")


@pytest.mark.skipif(engine() != "tesserocr", reason="tesserocr is not installed: its program gives no letters' boxes")
def test_bold_lines_are_told_as_in_the_text() -> None:
    weights = {block.text: block.style.bold for block in _text().blocks if block.kind == "line"}
    told = [
        (weights[block.text], block.style.bold)
        for block in _scanned("scan").blocks
        if block.text in weights and len(block.text) > 8
    ]
    assert len(told) > 15
    assert any(bold for bold, _ in told)
    assert [pair for pair in told if pair[0] != pair[1]] == []


@needs_tesseract
def test_boxes_lie_on_the_ink() -> None:
    picture = np.asarray(_page("scan").convert("L"))
    scale = LOOKS["scan"].dpi / 72
    inked = boxes = 0
    for block in _scanned("scan").blocks:
        assert block.char_boxes is not None
        assert len(block.char_boxes) == len(block.text)
        for char, box in zip(block.text, block.char_boxes, strict=True):
            if char.isalnum():
                x0, y0, x1, y1 = (round(edge * scale) for edge in box)
                boxes += 1
                inked += bool((picture[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] < 140).any())
    assert inked > 0.99 * boxes > 500


@needs_tesseract
def test_what_is_said_of_pages_that_were_recognised() -> None:
    pages = [_page("clean", 4), _page("clean", 4), Image.new("RGB", _page("clean", 4).size, "white")]
    told: list[tuple[int, int]] = []
    with progress.listening(lambda done, count: told.append((done, count))):
        source = read("a.pdf", data=as_pdf(pages, 200))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert source.ocr
    assert set(source.ocr_confidence) == {1, 2}
    assert all(85 < value <= 100 for value in source.ocr_confidence.values())
    said = [warning for warning in source.warnings if warning.code == "ocr"]
    assert [(warning.page, warning.message.vi[:9]) for warning in said] == [(None, "Trang 1–2")]
    assert [warning.page for warning in source.warnings if warning.code == "page_without_text"] == [3]


@needs_tesseract
@pytest.mark.parametrize("name", ["a.pdf", "a.png"])
def test_a_picture_without_words_needs_another_scan(name: str) -> None:
    picture = Image.linear_gradient("L").resize((600, 800)).convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    with pytest.raises(ReadingError) as caught:
        read(name, data=as_pdf([picture], 100) if name.endswith("pdf") else buffer.getvalue())
    assert caught.value.code == "needs_ocr"
    assert "300 dpi" in caught.value.message.vi


@needs_tesseract
def test_a_scan_that_was_signed_digitally_is_recognised() -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.drawImage(ImageReader(_page("clean", 4)), 0, 0, 595, 842)
    canvas.setFontSize(7)
    canvas.drawString(400, 830, "Signed by: 01 2026")
    canvas.save()
    source = read("a.pdf", data=buffer.getvalue())
    assert [warning.code for warning in source.warnings] == ["text_layer_replaced"]
    assert sum(len(block.text) for block in source.blocks) > 300


@needs_tesseract
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="the program tesseract is not installed")
def test_the_program_reads_what_the_library_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "engine", lambda: "tesseract")
    program = ocr_engine.new_engine()
    assert type(program).__name__ == "_Program"
    page, mean = recognise(_page("scan"), 1, program, 200)
    assert mean is not None
    assert mean > 85
    read_by_it = " ".join(line.text for line in page.lines())
    assert fuzz.token_sort_ratio(read_by_it, " ".join(block.text for block in _scanned("scan").blocks)) > 97


class _Forgetful:
    """Reads two lines of a page, but sees the second only when asked for a block."""

    def words(self, grey: Grey, region: Region, dpi: float, form: Form = "page") -> list[Word]:  # noqa: ARG002
        first = Word("Kính", tuple((100 + 20 * k, 100, 118 + 20 * k, 130) for k in range(4)), (1, 1), 96.0)
        second = Word("gửi", tuple((100 + 20 * k, 200, 118 + 20 * k, 230) for k in range(3)), (1, 2), 95.0)
        speck = Word("~", ((400, 205, 420, 215),), (1, 3), 20.0)
        return [first] if form == "page" else [first, second, speck]


def test_lines_that_the_page_analysis_dropped_are_asked_for_again() -> None:
    values = np.full((400, 600), 255, np.uint8)
    for y, width in ((100, 80), (200, 60)):
        values[y : y + 30 : 2, 100 : 100 + width] = 0
    page, mean = recognise(Image.fromarray(values), 1, _Forgetful(), 200)
    assert [line.text for line in page.lines()] == ["Kính", "gửi"]
    assert mean is not None


def test_the_model_is_found_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "vie.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert find_model() == tmp_path / "tessdata"
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "tessdata"))
    assert find_model() == tmp_path / "tessdata"


@pytest.mark.parametrize(("platform", "words"), [("win32", "UB Mannheim"), ("darwin", "brew"), ("linux", "apt-get")])
def test_how_to_get_it_is_said_for_each_system(platform: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    hint = ocr_engine.install_hint()
    assert words in hint.vi
    assert words in hint.en


def test_without_tesseract_a_scan_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pdf", "ocr_engine"):
        monkeypatch.setattr(f"analyzer.reading.{module}.engine", lambda: None)
    with pytest.raises(ReadingError) as caught:
        read("a.pdf", data=as_pdf([Image.new("RGB", (200, 300), "grey")], 72))
    assert caught.value.code == "needs_ocr"
    assert ocr_engine.install_hint().vi in caught.value.message.vi


def test_a_look_changes_a_page() -> None:
    plain = Image.new("RGB", (300, 400), "white")
    for name, look in LOOKS.items():
        if name == "clean" or name.isdigit():
            continue
        changed = spoil(plain, look, last=True)
        assert changed.size != plain.size or np.any(np.asarray(changed) != 255), name
    assert np.all(np.asarray(spoil(plain, Look(skew=0, grain=0), last=True)) == 255)


class _Unsure:
    """Reads two words anywhere, one of which it is not sure of; notes how large the pictures are."""

    def __init__(self) -> None:
        self.pixels = 0

    def words(self, grey: Grey, region: Region, dpi: float, form: Form = "page") -> list[Word]:  # noqa: ARG002
        self.pixels = max(self.pixels, grey.size)
        sure = Word("Chỉ", tuple((100 + 20 * k, 100, 118 + 20 * k, 130) for k in range(3)), (1, 1), 96.0)
        unsure = Word("98%", tuple((165 + 20 * k, 100, 183 + 20 * k, 130) for k in range(3)), (1, 1), 61.26)
        return [sure, unsure]


def _ruled(width: int, height: int, angle: float = 0.0) -> Image.Image:
    """A page with the ink that two words and some text below would leave."""
    values = np.full((height, width), 255, np.uint8)
    values[100:130:3, 100:225] = 0
    for y in range(height // 3, height // 2, 40):
        values[y : y + 12 : 2, width // 5 : width // 2 : 9] = 0
    return Image.fromarray(values).rotate(angle, fillcolor=255)


@pytest.mark.parametrize("angle", [0.0, 1.0])
def test_words_that_recognition_was_unsure_of_are_noted(angle: float) -> None:
    page, _ = recognise(_ruled(1200, 1600, angle), 1, _Unsure(), 200)
    builder = Builder(DEFAULT_LIMITS, "a.png")
    assert builder.add_page(page)
    (block,) = builder.blocks
    assert [(block.text[start:end], sure) for start, end, sure in block.doubtful] == [("98%", 61.3)]
    wire = unpack_source(pack_source(SourceText("a.png", "", "image", builder.blocks)), "a.png")
    assert wire.blocks[0].doubtful == block.doubtful


@pytest.mark.parametrize(("size", "dpi"), [((1654, 2339), 200), ((2400, 2400), 20), ((12_000, 300), 10)])
def test_pages_of_any_size_are_read_in_bounded_pictures(size: tuple[int, int], dpi: float) -> None:
    engine = _Unsure()
    page, _ = recognise(_ruled(*size), 1, engine, dpi)
    assert engine.pixels <= 1.01 * MAX_PIXELS
    inches = (size[0] / dpi, size[1] / dpi)
    assert page.frame.width == pytest.approx(72 * inches[0], rel=0.01)
    assert page.frame.height == pytest.approx(72 * inches[1], rel=0.01)
    shrunk = min(1.0, (MAX_PIXELS / (40_000 * inches[0] * inches[1])) ** 0.5)
    (line,) = page.lines()
    assert line.x0 == pytest.approx(36 / shrunk, rel=0.02)
    assert line.boxes[0, 0] == pytest.approx(line.x0, rel=0.02)
    assert page.unsure[0][0][0] == pytest.approx(0.36 * 165 / shrunk, rel=0.02)
