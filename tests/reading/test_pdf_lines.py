"""Lines from characters: spaces, order, text drawn twice, diacritics and ligatures of their own."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer.reading.limits import Limits
from analyzer.reading.model import Block
from analyzer.reading.pdf import read_pdf
from tests.support.make_pdf import BOLD, Sheets

pytestmark = pytest.mark.usefixtures("no_recognition")

SENTENCE = "Mỗi thôn tổ chức ít nhất 02 buổi đối thoại, bình quân 45 người dự/buổi."


def blocks(sheets: Sheets) -> list[Block]:
    found = read_pdf(sheets.save(), "x.pdf", "00", Limits()).blocks
    for block in found:
        assert block.char_boxes is not None
        assert len(block.char_boxes) == len(block.text)
    return found


def lines(sheets: Sheets) -> list[str]:
    return [block.text for block in blocks(sheets)]


@pytest.mark.parametrize("width", [400, 430, 470])
def test_spaces_come_from_the_gaps(width: int) -> None:
    sheets = Sheets()
    sheets.justified(85, 100, SENTENCE, width)
    assert lines(sheets) == [SENTENCE]


def test_a_space_drawn_inside_a_word_without_room_is_none() -> None:
    sheets = Sheets()
    for x, part in ((85, "ĐI"), (85 + Sheets.width("ĐI", 13), "Ề U")):
        sheets.text(x, 100, part)
    assert lines(sheets) == ["ĐIỀ U"]
    sheets = Sheets()
    x = sheets.text(85, 100, "ĐIỀ ")
    sheets.text(x - Sheets.width(" ", 13), 100, "U KHOẢN")
    assert lines(sheets) == ["ĐIỀU KHOẢN"]


def test_letter_spaced_heading() -> None:
    sheets = Sheets()
    x = 200.0
    for char in "KẾ HOẠCH":
        x = sheets.text(x, 100, char, 14) + 4 if char != " " else x + 9
    assert lines(sheets) == ["KẾ HOẠCH"]


def test_letter_spacing_by_operator() -> None:
    sheets = Sheets()
    text = sheets.canvas.beginText(150, 700)
    text.setFont("TestBold", 14)
    text.setCharSpace(3)
    text.textOut("BÁO CÁO KẾT QUẢ")
    sheets.canvas.drawText(text)
    assert lines(sheets) == ["BÁO CÁO KẾT QUẢ"]


@pytest.mark.parametrize("seed", range(5))
def test_words_drawn_in_any_order(seed: int) -> None:
    placed, x = [], 85.0
    for word in SENTENCE.split():
        placed.append((x, word))
        x += Sheets.width(word + " ", 12)
    random.Random(seed).shuffle(placed)
    sheets = Sheets()
    for x, word in placed:
        sheets.text(x, 100, word, 12)
    assert lines(sheets) == [SENTENCE]


@pytest.mark.parametrize("seed", range(5))
def test_letters_drawn_in_any_order(seed: int) -> None:
    placed = [(85 + Sheets.width(SENTENCE[:place], 12), char) for place, char in enumerate(SENTENCE) if char != " "]
    random.Random(seed).shuffle(placed)
    sheets = Sheets()
    for x, char in placed:
        sheets.text(x, 100, char, 12)
    assert lines(sheets) == [SENTENCE]


def test_lines_drawn_from_the_bottom_up() -> None:
    sheets = Sheets()
    wanted = [f"Dòng thứ {number} của văn bản mẫu" for number in range(1, 8)]
    for place in reversed(range(7)):
        sheets.text(85, 100 + 17 * place, wanted[place])
    assert lines(sheets) == wanted


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.6])
def test_fake_bold_by_drawing_twice(shift: float) -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Hội nghị lần thứ nhất, 22 ấp, 100%")
    sheets.text(85 + shift, 100, "Hội nghị lần thứ nhất, 22 ấp, 100%")
    assert lines(sheets) == ["Hội nghị lần thứ nhất, 22 ấp, 100%"]


def test_fake_bold_letter_by_letter() -> None:
    sheets, x = Sheets(), 85.0
    for char in "BẢO HIỂM":
        sheets.text(x, 100, char)
        x = sheets.text(x + 0.3, 100, char) - 0.3
    assert lines(sheets) == ["BẢO HIỂM"]


def test_double_letters_stay() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Mẫu số 1100, offline, xoong, 3.000.000 đồng")
    assert lines(sheets) == ["Mẫu số 1100, offline, xoong, 3.000.000 đồng"]


def test_decomposed_diacritics() -> None:
    text = unicodedata.normalize("NFD", "Tuyên truyền ở thị xã Bến Đá")
    sheets = Sheets()
    sheets.text(85, 100, text)
    (found,) = lines(sheets)
    assert unicodedata.normalize("NFC", found) == "Tuyên truyền ở thị xã Bến Đá"


def test_accents_drawn_afterwards_over_their_letters() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Hôi nghi")
    sheets.text(85 + Sheets.width("H", 13) + 1.2, 100, "´")
    (found,) = lines(sheets)
    assert unicodedata.normalize("NFC", found) == "Hối nghi"


def test_a_lone_accent_stays_what_it_is() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "ký hiệu ` và ´ riêng")
    assert lines(sheets) == ["ký hiệu ` và ´ riêng"]


def test_ligatures_are_spelled_out() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Hồ sơ pro\ufb01le và \ufb02ash")
    (block,) = blocks(sheets)
    assert block.text == "Hồ sơ profile và flash"
    assert block.char_boxes is not None
    lefts = [box[0] for box in block.char_boxes]
    assert lefts == sorted(lefts)


def test_hyphen_at_the_end_of_a_line_stays() -> None:
    sheets = Sheets()
    sheets.lines(85, 100, ["Thực hiện Kế hoạch số 12/KH-", "UBND của huyện"])
    assert lines(sheets) == ["Thực hiện Kế hoạch số 12/KH-", "UBND của huyện"]


def test_bold_lead_in_is_not_a_bold_line() -> None:
    sheets = Sheets()
    x = sheets.text(85, 100, "1. Mục tiêu: ", 13, BOLD)
    sheets.text(x, 100, "tăng số người tham gia")
    (block,) = blocks(sheets)
    assert block.text == "1. Mục tiêu: tăng số người tham gia"
    assert block.style.bold is False


def test_sizes_of_scaled_text() -> None:
    sheets = Sheets()
    sheets.canvas.scale(0.5, 0.5)
    sheets.text(170, -600, "Chữ thu nhỏ một nửa", 26)
    (block,) = blocks(sheets)
    assert block.style.size == pytest.approx(13, abs=0.1)


@pytest.mark.parametrize("slope", [-0.03, -0.01, 0.02, 0.035])
def test_skewed_scan_with_a_recognised_layer(slope: float) -> None:
    wanted = [f"{number}. {SENTENCE}" for number in range(1, 9)]
    sheets = Sheets()
    for place, line in enumerate(wanted):
        x = 60.0
        for word in line.split():
            x = sheets.text(x, 130 + 17 * place + slope * x, word, 12, mode=3) + 3
    assert lines(sheets) == wanted


def test_glyphs_wider_than_their_advance_do_not_hide_the_gap() -> None:
    sheets = Sheets(compressed=False)
    sheets.text(85, 100, "hỗ trợ cấp, hưu trí xã hội, họ có quyền lợi")
    sheets.justified(85, 118, "hỗ trợ cấp, hưu trí xã hội, họ có quyền lợi", 300)
    # Without its embedded font, PDFium draws the page with another, whose widths differ from those in the file.
    data = sheets.save().replace(b"/FontFile2", b"/FontFileX")
    found = [block.text for block in read_pdf(data, "x.pdf", "00", Limits()).blocks]
    assert found == ["hỗ trợ cấp, hưu trí xã hội, họ có quyền lợi"] * 2


def test_superscript_stays_in_its_line() -> None:
    sheets = Sheets()
    x = sheets.text(85, 100, "Diện tích treo băng rôn 20 m")
    sheets.text(x, 95, "2", 8)
    sheets.lines(85, 118, ["dòng kế tiếp"])
    assert lines(sheets) == ["Diện tích treo băng rôn 20 m2", "dòng kế tiếp"]


def test_characters_outside_the_basic_plane_keep_the_boxes_in_step() -> None:
    sheets = Sheets()
    sheets.text(85, 100, "Thôn 5 – “Đồng Tâm” • 10 %")
    assert lines(sheets) == ["Thôn 5 – “Đồng Tâm” • 10 %"]


WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyấặỗừĐệ0123456789.,;:()/%-", min_size=1, max_size=9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=12))
def test_every_drawn_word_is_read_once_and_in_order(rows: list[list[str]]) -> None:
    sheets = Sheets()
    sheets.lines(70, 130, [" ".join(row) for row in rows], 11)
    found = blocks(sheets)
    assert "".join("".join(block.text.split()) for block in found) == "".join(sheets.words)
    assert [block.text for block in found] == [" ".join(row) for row in rows]
