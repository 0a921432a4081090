"""Reading order: letterheads, signatures, columns, and what must not be taken for them."""

from __future__ import annotations

import pytest

from analyzer.reading.limits import Limits
from analyzer.reading.model import Block
from analyzer.reading.pdf import read_pdf
from tests.support.make_pdf import BOLD, Sheets, letterhead

LEFT = ["UBND HUYỆN TÂN MỸ", "ỦY BAN NHÂN DÂN XÃ BÌNH SƠN", "Số: 27/KH-UBND"]
RIGHT = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bình Sơn, ngày 04 tháng 3 năm 2024",
]  # fmt: skip
TITLE = ["KẾ HOẠCH", "Truyền thông chính sách bảo hiểm xã hội năm 2024"]
BODY = [
    "Để người dân trên địa bàn nắm rõ quyền lợi khi tham gia bảo hiểm xã hội tự",
    "nguyện, Ủy ban nhân dân xã xây dựng kế hoạch truyền thông gồm các nội dung sau:",
]


def read(sheets: Sheets) -> list[Block]:
    return read_pdf(sheets.save(), "x.pdf", "00", Limits()).blocks


def lines(sheets: Sheets) -> list[str]:
    return [block.text for block in read(sheets)]


def page(left: list[str], right: list[str], stagger: float = 0) -> Sheets:
    sheets = Sheets()
    y = letterhead(sheets, left, right, stagger=stagger)
    for place, line in enumerate(TITLE):
        sheets.centred(297, y + 20 * place, line, 14, BOLD)
    sheets.lines(85, y + 60, BODY, 12)
    return sheets


@pytest.mark.parametrize("stagger", [-9, -6, -3, 0, 2, 5, 8])
def test_letterhead_left_column_then_right(stagger: float) -> None:
    sheets = page(LEFT, RIGHT, stagger)
    sheets.line(110, 95, 190, 95)
    sheets.line(350, 98, 480, 98)
    assert lines(sheets) == LEFT + RIGHT + TITLE + BODY


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG AN HÒA", "Số:        /BC-UBND"], RIGHT),
        (["BẢO HIỂM XÃ HỘI", "TỈNH BÌNH HẢI", "Số: 9/BC-BHXH", "V/v báo cáo truyền thông", "quý I năm 2024"], RIGHT),
        (["ĐẢNG BỘ HUYỆN TÂN MỸ", "ĐẢNG ỦY XÃ BÌNH SƠN", "*", "Số 05-KH/ĐU"], ["ĐẢNG CỘNG SẢN VIỆT NAM", RIGHT[2]]),
        (LEFT, [*RIGHT[:2], "Bình Sơn, ngày        tháng 3 năm 2024"]),
    ],
)  # fmt: skip
def test_letterheads_of_several_bodies(left: list[str], right: list[str]) -> None:
    wanted = [" ".join(line.split()) for line in left + right]
    assert lines(page(left, right)) == wanted + TITLE + BODY


def test_narrow_gutter() -> None:
    sheets = Sheets()
    left = ["ỦY BAN NHÂN DÂN HUYỆN BÌNH SƠN", "PHÒNG LAO ĐỘNG"]
    end = sheets.text(60, 60, left[0], 12)
    sheets.text(end + 8.5, 60, RIGHT[0], 11.5, BOLD)
    sheets.centred(150, 76, left[1], 12)
    sheets.centred(430, 76, RIGHT[1], 12)
    sheets.lines(60, 130, BODY, 12)
    assert lines(sheets) == left + RIGHT[:2] + BODY


RECIPIENTS = ["Nơi nhận:", "- UBND huyện (để báo cáo);", "- Thường trực Đảng ủy;", "- Các thôn;", "- Lưu: VT."]
SIGNATURE = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Mẫu"]


@pytest.mark.parametrize("offset", [-14, -7, 0, 5, 10])
def test_recipients_then_signature(offset: float) -> None:
    sheets = Sheets()
    sheets.lines(85, 100, [*BODY, "Trên đây là kế hoạch của xã./."], 12)
    for place, line in enumerate(RECIPIENTS):
        sheets.text(85, 180 + 13 * place, line, 11)
    for place, line in enumerate(SIGNATURE):
        sheets.centred(420, 180 + offset + 17 * place + 60 * (place == 3), line, 13, BOLD)
    assert lines(sheets) == [*BODY, "Trên đây là kế hoạch của xã./.", *RECIPIENTS, *SIGNATURE]


def test_columns_of_prose() -> None:
    left = [f"Bản tin số {number} của huyện có bài viết về" for number in range(1, 9)]
    right = [f"Chuyên mục thứ {number} giới thiệu quyền lợi" for number in range(1, 9)]
    sheets = Sheets()
    for place in range(8):
        sheets.text(60, 120 + 15 * place, left[place], 11)
        sheets.text(320, 120 + 15 * place, right[place], 11)
    assert lines(sheets) == left + right


@pytest.mark.parametrize(
    "rows",
    [
        [(f"{number}.", "TỔ CHỨC THỰC HIỆN Ở THÔN") for number in ("I", "II", "III", "IV", "V")],
        [(f"Số người tham gia ở thôn số {number}", f"1.25{number}") for number in range(1, 8)],
        [("1. Thôn Một có số hộ tham gia là", "45 hộ"), ("2. Thôn Hai có số hộ tham gia là", "50 hộ")],
        [("Kế hoạch số", "/KH-UBND ngày 05 tháng 3 năm 2024 của huyện")],
    ],
)
def test_gaps_inside_lines_are_no_columns(rows: list[tuple[str, str]]) -> None:
    sheets = Sheets()
    for place, (left, right) in enumerate(rows):
        sheets.text(85, 130 + 17 * place, left, 12)
        sheets.text(300, 130 + 17 * place, right, 12)
    assert lines(sheets) == [f"{left} {right}" for left, right in rows]


def test_alignment() -> None:
    sheets = Sheets()
    width = Sheets.width(BODY[1], 12)
    sheets.centred(85 + width / 2, 100, "BÁO CÁO", 14)
    sheets.text(85, 120, BODY[1], 12)
    sheets.text(85, 137, "ngắn thôi.", 12)
    sheets.text(85 + width - Sheets.width("Người lập biểu", 12), 170, "Người lập biểu", 12)
    assert [block.style.align for block in read(sheets)] == ["center", "justify", "left", "right"]


def test_letterhead_without_the_motto() -> None:
    sheets = Sheets()
    rows = [("BẢO HIỂM XÃ HỘI TỈNH", "BÌNH HẢI"), ("Số: 15/TB-BHXH", "Bình Hải, ngày 02 tháng 5 năm 2024")]
    for place, (left, right) in enumerate(rows):
        sheets.text(85, 60 + 17 * place, left, 12)
        sheets.text(330, 60 + 17 * place, right, 12)
    sheets.lines(85, 130, BODY, 12)
    assert lines(sheets) == [rows[0][0], rows[1][0], rows[0][1], rows[1][1], *BODY]


def test_two_signers_side_by_side() -> None:
    sheets = Sheets()
    sheets.lines(85, 100, BODY, 12)
    for x, title, name in ((160, "NGƯỜI LẬP BIỂU", "Phạm Văn Thử"), (430, "CHỦ TỊCH HỘI", "Đỗ Thị Ví Dụ")):
        sheets.centred(x, 200, title, 12, BOLD)
        sheets.centred(x, 280, name, 12, BOLD)
    assert lines(sheets) == [*BODY, "NGƯỜI LẬP BIỂU", "Phạm Văn Thử", "CHỦ TỊCH HỘI", "Đỗ Thị Ví Dụ"]


def test_many_loose_pieces_are_read_in_bounded_time() -> None:
    sheets = Sheets()
    for place in range(3000):
        sheets.text(20 + (place * 37) % 500, 60 + (place * 53) % 700, "ab", 4)
    assert sum(text.count("ab") for text in lines(sheets)) > 100
