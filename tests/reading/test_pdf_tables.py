"""Ruled tables: cells, spans, numbering, and drawings that are no tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from analyzer.reading.limits import Limits
from analyzer.reading.model import Block
from analyzer.reading.pdf import read_pdf
from tests.support.make_pdf import BOLD, REGULAR, Sheets

XS = [85.0, 125.0, 300.0, 400.0, 510.0]
ROWS = [["TT", "Nội dung", "Chỉ tiêu", "Kết quả"], ["1", "Hội nghị ở thôn", "12", "15"], ["2", "Tờ rơi", "5.000", ""]]


def read(sheets: Sheets) -> list[Block]:
    found = read_pdf(sheets.save(), "x.pdf", "00", Limits()).blocks
    for block in found:
        assert block.char_boxes is not None
        assert len(block.char_boxes) == len(block.text)
    return found


def cells(found: list[Block]) -> dict[tuple[int, int, int], str]:
    return {(b.cell.table, b.cell.row, b.cell.column): b.text for b in found if b.cell}


def fill(sheets: Sheets, rows: Sequence[Sequence[str]], y: float, pitch: float = 24, bold_rows: int = 0) -> None:
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if text:
                font = BOLD if row < bold_rows else REGULAR
                sheets.text(XS[column] + 4, y + pitch * row + 16, text, 11, font)


def ruled(sheets: Sheets, rows: int, y: float, style: str = "lines", pitch: float = 24) -> None:
    bottom = y + pitch * rows
    if style == "boxes":
        for row in range(rows):
            for left, right in pairwise(XS):
                sheets.box(left, y + pitch * row, right, y + pitch * (row + 1))
        return
    for row in range(rows + 1):
        at = y + pitch * row
        if style == "filled":
            sheets.box(XS[0], at - 0.25, XS[-1], at + 0.25, filled=True)
        elif style == "pieces":
            for left, right in pairwise(XS):
                sheets.line(left, at, right, at)
        else:
            sheets.line(XS[0], at, XS[-1], at)
    for place, x in enumerate(XS):
        if style == "open" and place in (0, len(XS) - 1):
            continue
        if style == "filled":
            sheets.box(x - 0.25, y, x + 0.25, bottom, filled=True)
        else:
            sheets.line(x, y, x, bottom)


@pytest.mark.parametrize("style", ["lines", "boxes", "filled", "pieces", "open"])
def test_table_between_paragraphs(style: str) -> None:
    sheets = Sheets()
    sheets.text(85, 130, "Bảng phân công thực hiện của xã Bình Sơn được lập như sau:", 12)
    ruled(sheets, 3, 150, style)
    fill(sheets, ROWS, 150)
    sheets.text(85, 245, "Các thôn căn cứ bảng trên để thực hiện đúng tiến độ đã đề ra.", 12)
    found = read(sheets)
    assert [block.kind for block in found] == ["line"] + ["cell"] * 11 + ["line"]
    wanted = {(0, row, column): text for row, line in enumerate(ROWS) for column, text in enumerate(line) if text}
    assert cells(found) == wanted
    assert all(b.cell.row_span == b.cell.column_span == 1 for b in found if b.cell)
    assert [b.id for b in found if b.cell][:5] == ["t0r0c0p0", "t0r0c1p0", "t0r0c2p0", "t0r0c3p0", "t0r1c0p0"]
    assert {b.cell.row for b in found if b.cell and b.cell.header} == {0}


def test_merged_cells() -> None:
    sheets = Sheets()
    y = 150
    for row in range(5):
        sheets.line(XS[2] if row == 1 else XS[0], y + 24 * row, XS[-1], y + 24 * row)
    for place, x in enumerate(XS):
        if place == 2:
            # The last row runs over the second and third columns.
            sheets.line(x, y, x, y + 72)
        else:
            sheets.line(x, y + (24 if place == 3 else 0), x, y + 96)
    sheets.text(90, y + 28, "TT", 11, BOLD)
    sheets.text(130, y + 28, "Chỉ tiêu", 11, BOLD)
    sheets.text(310, y + 16, "Số người tham gia", 11, BOLD)
    below = [
        ["", "", "Năm 2023", "Năm 2024"],
        ["1", "Tự nguyện", "12", "1.250"],
        ["2", "Cộng cả hai loại", "", "2.000"],
    ]
    fill(sheets, below, y + 24, bold_rows=1)
    spans = {
        b.text: (b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span, b.cell.header)
        for b in read(sheets)
        if b.cell
    }
    assert spans == {
        "TT": (0, 0, 2, 1, True),
        "Chỉ tiêu": (0, 1, 2, 1, True),
        "Số người tham gia": (0, 2, 1, 2, True),
        "Năm 2023": (1, 2, 1, 1, True),
        "Năm 2024": (1, 3, 1, 1, True),
        "1": (2, 0, 1, 1, False),
        "Tự nguyện": (2, 1, 1, 1, False),
        "12": (2, 2, 1, 1, False),
        "1.250": (2, 3, 1, 1, False),
        "2": (3, 0, 1, 1, False),
        "Cộng cả hai loại": (3, 1, 1, 2, False),
        "2.000": (3, 3, 1, 1, False),
    }


def test_lines_of_a_cell_are_joined_by_breaks_and_never_cross_a_border() -> None:
    sheets = Sheets()
    ruled(sheets, 1, 150, pitch=50)
    sheets.lines(129, 165, ["Hội nghị đối thoại", "trực tiếp với dân", "ở từng thôn"], 11, pitch=14)
    # Text right up to the borders of its cell, with less than a space to the next.
    sheets.text(400 - Sheets.width("1.250", 11) - 0.5, 165, "1.250", 11)
    sheets.text(400.5, 165, "1.300", 11)
    assert cells(read(sheets)) == {
        (0, 0, 1): "Hội nghị đối thoại\ntrực tiếp với dân\nở từng thôn",
        (0, 0, 2): "1.250",
        (0, 0, 3): "1.300",
    }


def test_tables_are_numbered_through_the_document() -> None:
    sheets = Sheets()
    for number in range(2):
        sheets.text(85, 130, f"Biểu số {number + 1} kèm theo kế hoạch của xã về truyền thông năm nay", 12)
        ruled(sheets, 3, 150)
        fill(sheets, ROWS, 150)
        sheets.next_page()
    assert {b.cell.table for b in read(sheets) if b.cell} == {0, 1}


def test_a_table_goes_on_over_the_page_break() -> None:
    sheets = Sheets()
    sheets.text(85, 130, "Biểu phân công kèm theo kế hoạch của xã về truyền thông năm nay", 12)
    ruled(sheets, 3, 150)
    fill(sheets, ROWS, 150, bold_rows=1)
    sheets.next_page()
    sheets.centred(297, 40, "2", 12)
    ruled(sheets, 2, 60)
    fill(sheets, [["3", "Bài viết trên cổng", "24", "30"], ["4", "Phóng sự", "4", "4"]], 60)
    sheets.text(85, 200, "Trên đây là biểu phân công của xã.", 12)
    found = read(sheets)
    assert {b.cell.table for b in found if b.cell} == {0}
    assert cells(found)[0, 3, 1] == "Bài viết trên cổng"
    assert cells(found)[0, 4, 0] == "4"
    assert {b.cell.row for b in found if b.cell and b.cell.header} == {0}
    assert len({b.id for b in found}) == len(found)


def test_sideways_text_in_a_cell() -> None:
    sheets = Sheets()
    ruled(sheets, 2, 150, pitch=80)
    fill(sheets, [["", "Nội dung truyền thông của xã", "Số lượng", ""], ["", "Hội nghị", "12", "15"]], 150, 80)
    sheets.canvas.saveState()
    sheets.canvas.translate(105, 842 - 225)
    sheets.canvas.rotate(90)
    sheets.text(0, 842, "Thứ tự cột", 11)
    sheets.canvas.restoreState()
    assert cells(read(sheets))[0, 0, 0] == "Thứ tự cột"


def test_landscape_table_on_a_turned_page() -> None:
    sheets = Sheets()
    sheets.canvas.translate(595, 0)
    sheets.canvas.rotate(90)
    ruled(sheets, 3, 842 - 300)
    fill(sheets, ROWS, 842 - 300)
    sheets.next_page(90)
    assert cells(read(sheets))[0, 1, 1] == "Hội nghị ở thôn"


@pytest.mark.parametrize("drawing", ["underlines", "frame", "page border", "cross", "shading"])
def test_drawings_that_are_no_tables(drawing: str) -> None:
    sheets = Sheets()
    wanted = ["Dòng thứ nhất của đoạn văn về truyền thông", "Dòng thứ hai của đoạn văn về truyền thông"]
    if drawing == "underlines":
        sheets.line(85, 132, 300, 132)
        sheets.line(85, 152, 300, 152)
        sheets.line(85, 172, 300, 172)
    elif drawing == "frame":
        sheets.box(80, 110, 400, 160)
    elif drawing == "page border":
        sheets.box(40, 40, 555, 800)
        sheets.box(43, 43, 552, 797)
    elif drawing == "cross":
        sheets.line(400, 300, 500, 300)
        sheets.line(450, 250, 450, 350)
    else:
        sheets.canvas.setFillGray(0.9)
        sheets.box(80, 110, 400, 135, filled=True)
        sheets.box(80, 135, 400, 160, filled=True)
        sheets.canvas.setFillGray(0)
    sheets.lines(85, 130, wanted, 12, pitch=20)
    found = read(sheets)
    assert [(block.kind, block.text) for block in found] == [("line", text) for text in wanted]


def test_thousands_of_lines_are_a_drawing() -> None:
    sheets = Sheets()
    for step in range(2500):
        sheets.line(10, 100 + step / 4, 400, 100 + step / 4)
        sheets.line(10 + step / 6, 100, 10 + step / 6, 700)
    sheets.text(85, 130, "Chữ trên nền kẻ", 12)
    assert "Chữ trên nền kẻ" in "".join(block.text for block in read(sheets))
