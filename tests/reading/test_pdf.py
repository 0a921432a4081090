"""The contract of ``read_pdf``: blocks, boxes, errors, warnings, limits."""

from __future__ import annotations

import gc
import pickle
import random
from dataclasses import replace
from threading import Thread

import pypdfium2
import pytest

from analyzer.errors import ReadingError
from analyzer.reading.limits import Limits
from analyzer.reading.model import SourceText
from analyzer.reading.pdf import read_pdf
from tests.support.make_pdf import Sheets

pytestmark = pytest.mark.usefixtures("no_recognition")

LIMITS = Limits()
PARAGRAPH = [
    "Ủy ban nhân dân xã Suối Mơ xây dựng kế hoạch truyền thông về bảo hiểm",
    "xã hội năm 2024 với những nội dung chính được trình bày dưới đây để các",
    "thôn, tổ dân phố biết và tổ chức thực hiện đúng thời gian.",
]


def read(data: bytes, limits: Limits = LIMITS) -> SourceText:
    return read_pdf(data, "x.pdf", "00", limits)


def texts(source: SourceText, kind: str = "line") -> list[str]:
    return [block.text for block in source.blocks if block.kind == kind]


def paragraphs(pages: int = 1, **options: object) -> bytes:
    sheets = Sheets(**options)  # type: ignore[arg-type]
    for _ in range(pages):
        sheets.lines(85, 130, PARAGRAPH)
        sheets.next_page()
    return sheets.save()


def test_lines_with_boxes_gaps_and_style() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Thôn Đồng Mít họp ba lần.", 13, "TestBold")
    sheets.text(85, 118, "Thôn Gốc Đa họp hai lần.", 13, "TestItalic")
    sheets.text(85, 172, "Kết thúc.", 11)
    source = read(sheets.save())
    first, second, third = source.blocks
    assert (source.format, source.pages, source.ocr, source.sha256) == ("pdf", 1, False, "00")
    assert [block.text for block in source.blocks] == [
        "Thôn Đồng Mít họp ba lần.", "Thôn Gốc Đa họp hai lần.", "Kết thúc.",
    ]  # fmt: skip
    assert len({block.id for block in source.blocks}) == 3
    assert (first.style.bold, first.style.italic, first.style.size) == (True, False, 13.0)
    assert (second.style.bold, second.style.italic) == (False, True)
    assert first.line_gap is None
    assert second.line_gap == pytest.approx(0.2, abs=0.05)
    assert third.line_gap is not None
    assert third.line_gap > 2
    assert third.style.size == 11.0
    for block in source.blocks:
        assert block.page == 1
        assert block.char_boxes is not None
        assert len(block.char_boxes) == len(block.text)
    assert first.box is not None
    assert first.box[0] == pytest.approx(85, abs=0.5)
    assert first.box[2] == pytest.approx(85 + Sheets.width(first.text, 13, "TestBold"), abs=0.6)
    assert first.box[1] < 100 < first.box[3]


def test_char_boxes_are_where_the_characters_stand() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Tỷ lệ 95% hộ dân")
    (block,) = read(sheets.save()).blocks
    assert block.char_boxes is not None
    for place in range(len(block.text)):
        x0, top, x1, bottom = block.char_boxes[place]
        assert x0 == pytest.approx(85 + Sheets.width(block.text[:place], 13), abs=0.8)
        assert x1 == pytest.approx(85 + Sheets.width(block.text[: place + 1], 13), abs=0.8)
        assert top < 97 < 100 <= bottom + 0.01
    assert block.char_boxes[-1] == block.char_boxes[len(block.text) - 1]
    assert block.char_boxes[2:4] == [block.char_boxes[2], block.char_boxes[3]]
    assert list(block.char_boxes) == block.char_boxes[:]
    with pytest.raises(IndexError):
        block.char_boxes[len(block.text)]


def test_result_can_be_sent_to_another_process() -> None:
    source = read(paragraphs())
    assert pickle.loads(pickle.dumps(source)) == source


def test_pages_are_numbered() -> None:
    source = read(paragraphs(3))
    assert source.pages == 3
    assert [block.page for block in source.blocks] == [1] * 3 + [2] * 3 + [3] * 3
    assert texts(source) == PARAGRAPH * 3


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotated_page(rotate: int) -> None:
    sheets = Sheets()
    sheets.lines(85, 100, PARAGRAPH)
    sheets.next_page(rotate)
    source = read(sheets.save())
    assert texts(source) == PARAGRAPH
    upright = Sheets()
    upright.lines(85, 100, PARAGRAPH)
    width, height = upright.size
    for block, plain in zip(source.blocks, read(upright.save()).blocks, strict=True):
        assert plain.box is not None
        x0, top, x1, bottom = plain.box
        assert block.box == pytest.approx(
            {
                0: (x0, top, x1, bottom),
                90: (height - bottom, x0, height - top, x1),
                180: (width - x1, height - bottom, width - x0, height - top),
                270: (top, width - x1, bottom, width - x0),
            }[rotate],
            abs=0.01,
        )
        assert block.char_boxes is not None
        assert block.char_boxes[0][0] >= block.box[0] - 3
        assert block.char_boxes[0][3] <= block.box[3] + 3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_drawn_sideways(turn: int) -> None:
    sheets = Sheets()
    sheets.canvas.translate(300, 400)
    sheets.canvas.rotate(turn)
    for place, line in enumerate(PARAGRAPH):
        sheets.text(-200, 842 + 20 * place, line, 12)
    source = read(sheets.save())
    assert texts(source) == PARAGRAPH
    boxes = [block.box for block in source.blocks if block.box]
    upright = [box[2] - box[0] > box[3] - box[1] for box in boxes]
    assert upright == [turn == 180] * 3


def test_encrypted_with_empty_user_password_is_read() -> None:
    assert texts(read(paragraphs(user=""))) == PARAGRAPH


def error_code(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(ReadingError) as caught:
        read(data, limits)
    assert caught.value.exit_code == 3
    assert "x.pdf" in caught.value.message.vi
    assert "x.pdf" in caught.value.message.en
    return caught.value.code


def test_encrypted_with_password() -> None:
    assert error_code(paragraphs(user="bí mật 1")) == "encrypted"


@pytest.mark.parametrize("tenth", range(10))
def test_truncated(tenth: int) -> None:
    data = paragraphs(4)
    assert error_code(data[: len(data) * tenth // 10]) == "corrupt"


def test_truncated_second_revision() -> None:
    data = paragraphs(1)
    assert error_code(data + b"\n77 0 obj\n<< /Type /Annot >>\nendobj\n") == "corrupt"


def test_rubbish_behind_the_end_is_forgiven() -> None:
    assert texts(read(paragraphs(1) + b"\r\n<!-- served by a tired proxy -->" * 200)) == PARAGRAPH


@pytest.mark.parametrize("seed", range(8))
def test_noise_with_a_header(seed: int) -> None:
    noise = random.Random(seed).randbytes(3000)
    assert error_code(b"%PDF-1.7\n" + noise) == "corrupt"
    assert error_code(b"%PDF-1.7\n" + noise + b"\nstartxref\n9\n%%EOF\n") == "corrupt"


def test_damaged_bytes_never_escape_as_another_error() -> None:
    data = bytearray(paragraphs(2, compressed=False))
    for seed in range(25):
        chance = random.Random(seed)
        damaged = bytearray(data)
        for _ in range(40):
            damaged[chance.randrange(len(damaged) - 200)] = chance.randrange(256)
        try:
            outcome = read(bytes(damaged)).format
        except ReadingError as error:
            outcome = error.code
        assert outcome in {"pdf", "corrupt", "needs_ocr", "encrypted"}


def test_no_pages() -> None:
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n103\n%%EOF\n"
    )
    assert error_code(data) == "corrupt"


def test_image_only() -> None:
    sheets = Sheets()
    sheets.picture(0, 0, 595, 842)
    data = sheets.save()
    with pytest.raises(ReadingError) as caught:
        read(data)
    assert caught.value.code == "needs_ocr"
    assert "OCR" in caught.value.message.vi


def test_mixed_with_scanned_pages() -> None:
    sheets = Sheets()
    sheets.lines(85, 100, PARAGRAPH)
    sheets.next_page()
    sheets.picture(0, 0, 595, 842)
    sheets.next_page()
    sheets.lines(85, 100, PARAGRAPH)
    source = read(sheets.save())
    assert [(warning.code, warning.page) for warning in source.warnings] == [("page_without_text", 2)]
    assert [block.page for block in source.blocks] == [1, 1, 1, 3, 3, 3]


def test_a_blank_page_is_no_warning() -> None:
    sheets = Sheets()
    sheets.lines(85, 100, PARAGRAPH)
    sheets.next_page()
    sheets.next_page()
    source = read(sheets.save())
    assert source.pages == 2
    assert source.warnings == []


def test_hidden_layer_of_a_recognised_scan() -> None:
    sheets = Sheets()
    sheets.picture(0, 0, 595, 842)
    for place, line in enumerate(PARAGRAPH):
        sheets.text(85, 100 + 18 * place, line, mode=3)
    source = read(sheets.save())
    assert texts(source) == PARAGRAPH
    assert not source.ocr
    assert [(warning.code, warning.page) for warning in source.warnings] == [("hidden_text_layer", 1)]


def test_visible_text_is_no_hidden_layer() -> None:
    assert read(paragraphs()).warnings == []


def test_hidden_copy_of_visible_text_is_read_once() -> None:
    sheets = Sheets()
    for place, line in enumerate(PARAGRAPH):
        sheets.text(85, 130 + 18 * place, line)
        sheets.text(86, 130 + 18 * place, line.replace("ổ", "ố"), mode=3)
    source = read(sheets.save())
    assert texts(source) == PARAGRAPH
    assert source.warnings == []


def test_text_outside_the_page_is_not_read() -> None:
    sheets = Sheets()
    sheets.lines(85, 130, PARAGRAPH)
    sheets.text(85, 900, "Dòng ngoài trang")
    sheets.text(700, 130, "Chữ ngoài lề")
    assert texts(read(sheets.save())) == PARAGRAPH


def test_text_without_meaning_is_reported() -> None:
    data = paragraphs(1, compressed=False)
    # The map from glyphs to Unicode, overwritten with private-use code points of the same length.
    broken = data
    for code in range(0x61, 0x7B):
        broken = broken.replace(f"<{code:04X}>".encode(), f"<E0{code:02X}>".encode())
    if broken == data:
        pytest.skip("this reportlab writes its maps in another way")
    codes = [(warning.code, warning.page) for warning in read(broken).warnings]
    assert codes == [("broken_text_layer", 1)]


@pytest.mark.parametrize(
    ("change", "pages"), [({"pages": 2}, 3), ({"blocks": 5}, 3), ({"text_size": 300}, 3), ({"file_size": 900}, 1)]
)
def test_limits(change: dict[str, int], pages: int) -> None:
    assert error_code(paragraphs(pages), replace(LIMITS, **change)) == "too_large"


def test_limits_are_inclusive() -> None:
    assert read(paragraphs(3), replace(LIMITS, pages=3, blocks=9)).pages == 3


def test_a_failing_page_keeps_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    load = pypdfium2.PdfDocument.__getitem__

    def fail_on_second(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
        if index == 1:
            raise pypdfium2.PdfiumError("Failed to load page.")
        return load(document, index)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", fail_on_second)
    source = read(paragraphs(3))
    assert [block.page for block in source.blocks] == [1, 1, 1, 3, 3, 3]
    assert [(warning.code, warning.page) for warning in source.warnings] == [("page_failed", 2)]
    assert source.pages == 3


def test_pdfium_objects_are_closed_also_after_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    init = pypdfium2.PdfDocument.__init__

    def remember(self: pypdfium2.PdfDocument, *args: object, **kwargs: object) -> None:
        init(self, *args, **kwargs)
        opened.append(self)

    monkeypatch.setattr(pypdfium2.PdfDocument, "__init__", remember)
    read(paragraphs(2))
    error_code(paragraphs(3), replace(LIMITS, pages=2))
    error_code(paragraphs(3), replace(LIMITS, text_size=10))
    gc.collect()
    assert len(opened) == 3
    assert [document.raw for document in opened] == [None, None, None]  # type: ignore[attr-defined]


def test_several_threads() -> None:
    data, found = paragraphs(5), []
    threads = [Thread(target=lambda: found.append(texts(read(data)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [PARAGRAPH * 5] * 4
