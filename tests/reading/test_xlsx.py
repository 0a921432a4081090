"""Excel workbooks: numbers as the sheet shows them, tables, what is hidden."""

# ruff: noqa: E501 - rows of data

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import ReadingError
from analyzer.pipeline import analyze_source
from analyzer.reading import read
from analyzer.reading.model import SourceText
from analyzer.reading.xlsx_numbers import built_in, parse_format, shown
from tests.support.broken_xlsx import workbook


def _read(book: openpyxl.Workbook) -> SourceText:
    stream = io.BytesIO()
    book.save(stream)
    return read("phu-luc.xlsx", data=stream.getvalue())


def _sheet(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


_TASKS = (
    ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"],
    [1, "Tổ chức hội nghị tuyên truyền bảo hiểm xã hội tự nguyện", "Phòng Văn hóa - Xã hội", "Hội Nông dân",
     datetime.date(2026, 6, 30)],
    [2, "Phát tờ rơi tại các chợ", "Trung tâm Dịch vụ tổng hợp", "Các thôn", datetime.date(2026, 9, 15)],
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.531, "0.0%", "53,1%"), (0.6, "0%", "60%"), (0.6, "0.##%", "60%"), (12.5, "0.00%", "1250,00%"),
        (1369, "#,##0", "1.369"), (1234567.891, "#,##0.00", "1.234.567,89"), (999, "#,##0", "999"),
        (-1369, "#,##0;(#,##0)", "-1.369"), (1369, '#,##0" người"', "1.369 người"), (7, "00", "07"), (7, "0", "7"),
        (2.5, "0", "3"), (3.5, "0", "4"), (1234567, "#,##0,", "1.235"), (1, "#,##0\\ \\h\\a", "1 ha"), (5, "General", "5"),
        (12.5, "", "12,5"), (0.1, "", "0,1"), (1e15, "", "1,00000E+15"), (0.000001, "", "0,000001"), (-3, "", "-3"),
        (2026, "@", "2026"), (46203, "dd/mm/yyyy", "30/06/2026"), (46203, "d-m-yy", "30/06/2026"),
        (46203, "mm/yyyy", "06/2026"), (46203, "yyyy", "2026"), (46203.5, "dd/mm/yyyy hh:mm", "30/06/2026 12:00"),
        (46203, '"ngày" dd "tháng" mm "năm" yyyy', "30/06/2026"), (46203, "[$-42A]dd/mm/yyyy;@", "30/06/2026"),
        (0.25, "hh:mm", "06:00"), (61, "dd/mm/yyyy", "01/03/1900"), (1, "dd/mm/yyyy", "01/01/1900"),
        (-5, "dd/mm/yyyy", "-5"), (9e9, "dd/mm/yyyy", "9000000000"), (0.5, "# ?/?", "0,5"), (12345.678, "0.00E+00", "12345,678"),
        (1e300, "#,##0", "1,00000E+300"), (float("inf"), "0", ""), (float("nan"), "", ""), (1500, '_-* #,##0\\ _₫_-', "1.500"),
    ],
)  # fmt: skip
def test_numbers_are_as_the_sheet_shows_them(value: float, code: str, text: str) -> None:
    assert shown(value, parse_format(code)) == text


def test_days_counted_from_1904() -> None:
    assert shown(44741, parse_format("dd/mm/yyyy"), since_1904=True) == "30/06/2026"


@pytest.mark.parametrize(
    ("number", "text"), [(14, "30/06/2026"), (9, "4620300%"), (3, "46.203"), (0, "46203"), (49, "46203")]
)
def test_built_in_formats(number: int, text: str) -> None:
    assert shown(46203, parse_format(built_in(number))) == text


@given(st.integers(0, 10**12))
def test_thousands_read_back(number: int) -> None:
    assert int(shown(number, parse_format("#,##0")).replace(".", "")) == number


@given(st.floats(allow_nan=True, allow_infinity=True), st.text(max_size=40))
def test_any_number_in_any_format_is_a_text(value: float, code: str) -> None:
    assert isinstance(shown(value, parse_format(code)), str)


@given(st.dates(datetime.date(1900, 3, 1), datetime.date(2100, 12, 31)))
def test_dates_read_back(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    assert shown(serial, parse_format("dd/mm/yyyy")) == f"{day:%d/%m/%Y}"


def test_title_is_paragraphs_and_the_rest_a_table() -> None:
    book = _sheet(["PHỤ LỤC 1"], ["PHÂN CÔNG NHIỆM VỤ NĂM 2026"], [], *_TASKS)
    source = _read(book)
    assert source.format == "xlsx"
    assert source.pages is None
    assert [(b.kind, b.text) for b in source.blocks[:3]] == [
        ("paragraph", "PHỤ LỤC 1"), ("paragraph", "PHÂN CÔNG NHIỆM VỤ NĂM 2026"), ("cell", "TT"),
    ]  # fmt: skip
    cells = [block.cell for block in source.blocks if block.cell]
    assert {cell.table for cell in cells} == {0}
    assert [block.text for block in source.blocks if block.cell and block.cell.row == 4][-1] == "30/06/2026"
    assert source.blocks[-1].id == "s0r5c4p0"


def test_tasks_of_an_annex_are_found() -> None:
    analysis = analyze_source(_read(_sheet(["PHÂN CÔNG NHIỆM VỤ"], *_TASKS)))
    leads = {item.body.text for item in analysis.assignments if item.role == "lead"}
    assert leads == {"Phòng Văn hóa - Xã hội", "Trung tâm Dịch vụ tổng hợp"}
    assert {time.end for time in analysis.deadlines} >= {"2026-06-30", "2026-09-15"}


def test_merged_cells_have_spans() -> None:
    book = _sheet(["STT", "Chỉ tiêu", None, "Ghi chú"], [None, "Năm 2026", "Năm 2027", None], [1, "60%", "65%", "x"])
    for area in ("A1:A2", "B1:C1", "D1:D2"):
        book.active.merge_cells(area)
    cells = {block.text: block.cell for block in _read(book).blocks}
    assert (cells["STT"].row_span, cells["STT"].column_span) == (2, 1)
    assert (cells["Chỉ tiêu"].row_span, cells["Chỉ tiêu"].column_span) == (1, 2)
    assert {block.cell.table for block in _read(book).blocks if block.cell} == {0}


def test_empty_rows_part_tables() -> None:
    source = _read(_sheet(["a", "b", "c"], ["d", "e", "f"], [], ["g", "h", "i"], ["Ghi chú: số liệu ước tính"]))
    assert {b.cell.table for b in source.blocks if b.cell} == {0, 1}
    assert source.blocks[-1].kind == "paragraph"


def test_lines_of_a_cell_are_blocks() -> None:
    source = _read(_sheet(["a", "- Hội nghị\n- Tờ rơi\n\n", "c"]))
    assert [(b.id, b.text) for b in source.blocks][1:3] == [("s0r0c1p0", "- Hội nghị"), ("s0r0c1p1", "- Tờ rơi")]


@pytest.mark.parametrize("what", ["sheet", "row", "column"])
def test_what_is_hidden_is_left_out_and_said(what: str) -> None:
    book = _sheet(["a", "b", "c"], ["ẩn", "d", "e"])
    if what == "sheet":
        other = book.create_sheet("x")
        other["A1"] = "bí mật"
        other.sheet_state = "veryHidden"
    elif what == "row":
        book.active.row_dimensions[2].hidden = True
    else:
        book.active.column_dimensions["A"].hidden = True
    source = _read(book)
    texts = [block.text for block in source.blocks]
    assert "bí mật" not in texts
    assert ("ẩn" in texts) == (what == "sheet")
    assert [warning.code for warning in source.warnings] == ["hidden_cells"]


def test_nothing_is_said_where_nothing_is_hidden() -> None:
    assert _read(_sheet(["a", "b", "c"])).warnings == []


def test_formulas_give_what_was_computed_or_a_warning() -> None:
    source = _read(_sheet(["a", "b", "=SUM(1,2)"]))
    assert [warning.code for warning in source.warnings] == ["not_computed"]
    computed = '<sheetData><row r="1"><c r="A1"><f>1+2</f><v>3</v></c><c r="B1" t="str"><f>"x"</f><v>x</v></c></row></sheetData>'
    assert [block.text for block in read("a.xlsx", data=workbook(computed)).blocks] == ["3", "x"]


def test_strings_with_runs_and_reading_aids() -> None:
    cells = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData>'
    strings = "<si><r><t>Kế </t></r><r><t>hoạch</t></r></si><si><t>x</t><rPh sb='0' eb='1'><t>y</t></rPh></si>"
    assert [b.text for b in read("a.xlsx", data=workbook(cells, strings=strings)).blocks] == ["Kế hoạch", "x"]


def test_sheets_in_the_order_of_the_book() -> None:
    book = _sheet(["một"])
    book.create_sheet("b")["A1"] = "hai"
    book.create_sheet("c", 0)["A1"] = "không"
    assert [block.text for block in _read(book).blocks] == ["không", "một", "hai"]


def test_letterhead_of_an_annex_is_no_table() -> None:
    book = _sheet(["ỦY BAN NHÂN DÂN\nXÃ BÌNH TRÚC", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
                  ["PHỤ LỤC 1"], [], *_TASKS)  # fmt: skip
    outline = analyze_source(_read(book)).outline
    assert outline.letterhead.national_name is not None
    assert len(outline.tables) == 1


@pytest.mark.parametrize(("name", "code"), [("xl/workbook.bin", "not_supported"), ("xl/workbook.xml", "corrupt")])
def test_other_workbooks(name: str, code: str) -> None:
    from tests.reading.packages import zipped

    with pytest.raises(ReadingError) as caught:
        read("a.xlsx", data=zipped({name: b"", "[Content_Types].xml": b"", "a": b"", "b": b""}))
    assert caught.value.code == code
