"""Running heads, page numbers, footnotes, signature stamps."""

from __future__ import annotations

import pytest

from analyzer.reading.limits import Limits
from analyzer.reading.model import Block
from analyzer.reading.pdf import read_pdf
from tests.support.make_pdf import BOLD, Sheets, letterhead

BODY = [
    "Ủy ban nhân dân xã Bình Sơn giao các thôn rà soát danh sách hộ gia đình",
    "chưa tham gia bảo hiểm xã hội tự nguyện để vận động trong quý này.",
]


def read(sheets: Sheets) -> list[Block]:
    found = read_pdf(sheets.save(), "x.pdf", "00", Limits()).blocks
    for block in found:
        assert block.char_boxes is not None
        assert len(block.char_boxes) == len(block.text)
    return found


def texts(found: list[Block], kind: str) -> list[str]:
    return [block.text for block in found if block.kind == kind]


@pytest.mark.parametrize(
    ("pattern", "x", "y", "kind"),
    [
        ("{}", 297, 40, "header"),
        ("{}", 297, 800, "footer"),
        ("{}", 520, 805, "footer"),
        ("Trang {}", 510, 805, "footer"),
        ("- {} -", 297, 805, "footer"),
        ("{}/4", 297, 805, "footer"),
        ("Trang {}/4", 297, 805, "footer"),
    ],
)
def test_page_numbers(pattern: str, x: float, y: float, kind: str) -> None:
    sheets = Sheets()
    for number in range(1, 5):
        if number > 1:
            sheets.centred(x, y, pattern.format(number), 12)
        for place in range(38):
            sheets.text(85, 70 + 18 * place, f"Nội dung dòng {place} trang {number} về công tác tuyên truyền", 12)
        sheets.next_page()
    found = read(sheets)
    assert texts(found, kind) == [pattern.format(number) for number in (2, 3, 4)]
    assert len(texts(found, "line")) == 4 * 38


def test_page_number_of_a_two_page_letter() -> None:
    sheets = Sheets()
    sheets.lines(85, 130, BODY)
    sheets.next_page()
    sheets.centred(297, 40, "2", 13)
    sheets.lines(85, 80, BODY)
    found = read(sheets)
    assert texts(found, "header") == ["2"]
    assert texts(found, "line") == BODY * 2


def test_numbers_that_are_text_stay() -> None:
    sheets = Sheets()
    sheets.lines(
        85, 60, ["Tổng số người tham gia bảo hiểm xã hội trong năm của toàn xã là 1.250 người, so với năm", "2023"]
    )
    sheets.text(85, 300, "7", 13)
    found = read(sheets)
    assert texts(found, "line")[1:] == ["2023", "7"]


def test_running_heads_and_feet() -> None:
    sheets = Sheets()
    for number in range(1, 7):
        sheets.text(85, 40, f"CÔNG BÁO/Số {number + 30}/Ngày 04-3-2024", 10)
        sheets.line(85, 44, 510, 44)
        for place in range(36):
            sheets.text(85, 80 + 18 * place, f"Đoạn {number}.{place} nói về việc tham gia bảo hiểm", 12)
        sheets.text(85, 800, "Tài liệu tuyên truyền", 9)
        sheets.text(480, 800, f"Trang {number}", 9)
        sheets.next_page()
    found = read(sheets)
    assert len(texts(found, "header")) == 6
    assert texts(found, "footer") == [f"Tài liệu tuyên truyền Trang {number}" for number in range(1, 7)]
    assert len(texts(found, "line")) == 6 * 36


@pytest.mark.parametrize("gap", ["", " "])
def test_footnotes(gap: str) -> None:
    sheets = Sheets()
    sheets.lines(85, 130, BODY)
    x = sheets.text(85, 166, "Tỷ lệ bao phủ đạt 38,5%")
    x = sheets.text(x, 161, "1", 8)
    x = sheets.text(x + 4, 166, "và 12 mô hình")
    x = sheets.text(x, 161, "2", 8)
    sheets.text(x, 166, ".")
    sheets.text(85, 184, "Diện tích 20 m")
    sheets.text(85 + Sheets.width("Diện tích 20 m", 13), 179, "2", 8)
    sheets.line(85, 760, 230, 760)
    for y, mark, note in (
        (772, "1", "Theo báo cáo của cơ quan bảo hiểm xã hội huyện Tân Mỹ về"),
        (796, "2", "Ở bốn thôn."),
    ):
        end = sheets.text(85, y - 3, mark, 6.5)
        sheets.text(end, y, gap + note, 10)
    sheets.text(85, 784, "tình hình tham gia năm trước.", 10)
    sheets.centred(297, 820, "1", 12)
    found = read(sheets)
    assert texts(found, "line") == [*BODY, "Tỷ lệ bao phủ đạt 38,5% và 12 mô hình.", "Diện tích 20 m2"]
    assert [(block.note_ref, block.text) for block in found if block.kind == "footnote"] == [
        ("1", "Theo báo cáo của cơ quan bảo hiểm xã hội huyện Tân Mỹ về\ntình hình tham gia năm trước."),
        ("2", "Ở bốn thôn."),
    ]
    assert texts(found, "footer") == ["1"]


def test_footnote_marked_with_an_asterisk_or_a_superscript_character() -> None:
    sheets = Sheets()
    x = sheets.text(85, 130, "Số liệu ước tính")
    sheets.text(x, 125, "*", 8)
    sheets.lines(85, 148, ["Số hộ đã vận động¹ là 240 hộ.", *BODY])
    sheets.text(85, 772, "* Tính đến cuối tháng 11.", 10)
    sheets.text(85, 785, "¹ Không gồm hộ tạm trú.", 10)
    found = read(sheets)
    assert texts(found, "line") == ["Số liệu ước tính", "Số hộ đã vận động là 240 hộ.", *BODY]
    assert [block.note_ref for block in found if block.kind == "footnote"] == ["*", "1"]


def test_small_type_without_a_mark_is_no_footnote() -> None:
    sheets = Sheets()
    sheets.lines(85, 130, BODY)
    sheets.lines(85, 700, ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "12 thôn đã ký cam kết."], 11, pitch=13)
    found = read(sheets)
    assert texts(found, "footnote") == []
    assert texts(found, "line")[2:] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "12 thôn đã ký cam kết."]


HEAD = (["ỦY BAN NHÂN DÂN", "XÃ BÌNH SƠN"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])


@pytest.mark.parametrize("x", [330, 85])
def test_signature_stamp_never_reaches_the_text(x: float) -> None:
    stamp = [
        "Người ký: Ủy ban nhân dân xã Bình Sơn", "Email: binhson@vidu.gov.vn", "Cơ quan: Huyện Tân Mỹ, Tỉnh",
        "Bình Hải", "Thời gian ký: 05.03.2024 16:20:11 +07:00",
    ]  # fmt: skip
    sheets = Sheets()
    sheets.lines(x, 25, stamp, 7, pitch=8)
    y = letterhead(sheets, *HEAD, y=90)
    sheets.lines(85, y, BODY)
    found = read(sheets)
    assert texts(found, "header") == stamp
    assert texts(found, "line") == HEAD[0] + HEAD[1] + BODY


def test_stamp_over_the_signature() -> None:
    sheets = Sheets()
    sheets.lines(85, 130, BODY)
    sheets.centred(420, 200, "CHỦ TỊCH", 13, BOLD)
    sheets.lines(370, 225, ["Ký bởi: Lê Thị Mẫu", "Ngày ký: 05/03/2024"], 8, pitch=10)
    sheets.centred(420, 270, "Lê Thị Mẫu", 13, BOLD)
    found = read(sheets)
    assert texts(found, "header") == ["Ký bởi: Lê Thị Mẫu", "Ngày ký: 05/03/2024"]
    assert texts(found, "line") == [*BODY, "CHỦ TỊCH", "Lê Thị Mẫu"]


def test_contact_lines_are_no_stamp() -> None:
    contact = ["Cơ quan: Phòng Nội vụ huyện Tân Mỹ", "Email: noivu@vidu.gov.vn", "Đơn vị: tổ tổng hợp"]
    sheets = Sheets()
    sheets.lines(85, 130, [*BODY, *contact])
    assert texts(read(sheets), "line") == BODY + contact


def test_slanted_watermark_is_no_text() -> None:
    sheets = Sheets()
    sheets.canvas.saveState()
    sheets.canvas.translate(200, 300)
    sheets.canvas.rotate(45)
    sheets.text(0, 842, "DỰ THẢO", 60)
    sheets.canvas.restoreState()
    sheets.lines(85, 130, BODY)
    found = read(sheets)
    assert texts(found, "line") == BODY
    assert len(texts(found, "header")) == 1


def test_a_scan_with_nothing_but_a_stamp_needs_recognition() -> None:
    sheets = Sheets()
    sheets.picture(0, 0, 595, 842)
    sheets.lines(330, 25, ["Người ký: Ủy ban nhân dân xã", "Thời gian ký: 05.03.2024 16:20:11"], 7, pitch=8)
    sheets.next_page()
    sheets.lines(85, 130, BODY)
    source = read_pdf(sheets.save(), "x.pdf", "00", Limits())
    assert [(warning.code, warning.page) for warning in source.warnings] == [("page_without_text", 1)]
