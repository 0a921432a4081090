"""The workbook and the tables: no cell turns into a formula, nothing is lost, what is a date is one."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.model import Row
from analyzer.audit.rows import row_of
from analyzer.audit.summary import write_summary
from analyzer.audit.summary.collect import collect
from analyzer.audit.summary.tables import TABLES, Tables
from analyzer.audit.summary.workbook import WorkbookSink
from analyzer.pipeline import check
from analyzer.report.xlsx import CELL_LIMIT, safe_text, workbook_of
from tests.audit.samples_rows import META, RULES, figure, finding, row, stream, task, unread, write_list

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
FORMULAS = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    " =1",
    "＝1+1",
    "＋1",
    '=HYPERLINK("http://x")',
    "- ý thứ nhất",
]


def rows_with(words: str) -> list[Row]:
    item = finding(quote=words, calculation=words, section=words)
    return [
        row(f"{words}/a.docx", findings=[item], title=words, number=words,
            figures=[figure(60.5, quote=words, unit=words)], assignments=[task("x", text=words)]),
        unread(f"{words}.pdf"),
    ]  # fmt: skip


def sheets(folder: Path, rows: list[Row], **values: Any) -> dict[str, list[tuple[Any, ...]]]:
    write_summary(folder, stream(*rows), meta=META, formats=["xlsx"], **values)
    return read_book((folder / "summary.xlsx").read_bytes())


def read_book(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        assert not [c.coordinate for line in sheet.iter_rows() for c in line if c.data_type == "f" or c.hyperlink]
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_becomes_a_formula(tmp_path: Path, words: str) -> None:
    book = sheets(
        tmp_path, rows_with(words), expected=write_list(tmp_path, f'place;kind\n"{words.strip()} xã A";plan\n')
    )
    texts = [cell for lines in book.values() for line in lines for cell in line if isinstance(cell, str)]
    assert not [text for text in texts if text.lstrip()[:1] in "=+-@＝＋－＠" and text.strip()]
    assert any(words.strip() in text for text in texts)
    write_summary(tmp_path, stream(*rows_with(words)), meta=META, formats=["csv"])
    for file in (tmp_path / "tables").glob("*.csv"):
        for line in csv.reader(file.read_text("utf-8-sig").splitlines()):
            assert not [cell for cell in line if cell.strip()[:1] in "=+-@＝＋－＠" and cell.strip()]


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_fits_a_cell(text: str) -> None:
    safe = safe_text(text)
    assert not [c for c in safe if ord(c) < 32 or 0xD800 <= ord(c) < 0xE000]
    assert safe.strip()[:1] not in tuple("=+-@")


@pytest.mark.parametrize("char", ["a", "ế", "𝄞"])
def test_long_texts_are_cut_with_a_mark(char: str) -> None:
    safe = safe_text(char * 40_000)
    assert len(safe.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert safe.endswith("… [đã cắt bớt]")
    assert safe_text(char * 10_000) == char * 10_000


def test_the_sheets(tmp_path: Path) -> None:
    rows = [*rows_with("chữ"), row("b.docx", issued_on="2026-03", findings=[])]
    rows.append(row("c.docx", content="b.docx", same_as="b.docx"))
    book = sheets(tmp_path, rows)
    assert list(book) == ["Tổng quan", "Văn bản", "Phát hiện", "Chỉ tiêu", "Thời hạn", "Phân công", "Không đọc được"]
    documents = {line[0]: dict(zip(book["Văn bản"][0], line, strict=True)) for line in book["Văn bản"][1:]}
    assert set(documents) == {"chữ/a.docx", "chữ.pdf", "b.docx", "c.docx"}
    assert documents["chữ/a.docx"]["Ngày ban hành"] == datetime(2026, 2, 10)
    assert documents["b.docx"]["Ngày ban hành"] == "3/2026"
    assert documents["chữ/a.docx"]["S101"] == "T"
    assert documents["chữ/a.docx"]["Mức độ đáp ứng"] == 0.5
    assert documents["c.docx"]["Trùng với"] == "b.docx"
    findings = book["Phát hiện"]
    assert len(findings) == 2
    assert findings[0][-4:] == ("Tình trạng xử lý", "Tiếp thu, giải trình", "Người xử lý", "Hạn")
    assert findings[1][-4:] == (None,) * 4
    assert [line[:2] for line in book["Không đọc được"][1:]] == [("chữ.pdf", "encrypted")]
    assert len(book["Thời hạn"]) == 3
    figures = dict(zip(book["Chỉ tiêu"][0], book["Chỉ tiêu"][1], strict=True))
    assert (figures["Từ"], figures["So sánh"]) == (60.5, "≥")


def test_filters_frozen_heads_and_choices(tmp_path: Path) -> None:
    sheets(tmp_path, rows_with("chữ"))
    book = openpyxl.load_workbook(tmp_path / "summary.xlsx")
    sheet = book["Phát hiện"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert [v.formula1.count(",") for v in sheet.data_validations.dataValidation] == [4]


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path) -> None:
    rows = [row(f"{n}.docx") for n in range(7)]
    tables = Tables(RULES, "vi")
    sink = WorkbookSink(tmp_path / "x.xlsx", tables, collect(rows), META, "vi", None, None, row_limit=4)
    for one in rows:
        for table, record in tables.records(one):
            sink.write(table, record)
    sink.close()
    book = read_book((tmp_path / "x.xlsx").read_bytes())
    parts = [book[name] for name in ("Văn bản", "Văn bản (2)", "Văn bản (3)")]
    assert [len(part) for part in parts] == [4, 4, 2]
    assert [line[0] for part in parts for line in part[1:]] == [f"{n}.docx" for n in range(7)]
    assert parts[0][0] == parts[2][0]


def test_csv_and_parquet_hold_the_same(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [*rows_with("chữ"), row("b.docx", figures=[figure(1, max=2.5, op="range")], coverage=None)]
    write_summary(tmp_path, stream(*rows), meta=META, formats=["csv", "parquet"])
    for name in TABLES:
        data = (tmp_path / "tables" / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        table = parquet.read_table(tmp_path / "tables" / f"{name}.parquet").to_pylist()
        assert len(lines) == len(table) > 0
        for line, record in zip(lines, table, strict=True):
            for key, value in record.items():
                assert line[key] == "" if value is None else type(value)(line[key]) == value, key


def test_parquet_keeps_texts_as_they_are(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_summary(tmp_path, stream(*rows_with("=1+1\n\x07")), meta=META, formats=["parquet"])
    table = parquet.read_table(tmp_path / "tables" / "findings.parquet").to_pylist()
    assert table[0]["quote"] == "=1+1\n\x07"


@pytest.mark.parametrize(("lang", "sheet", "status"), [("vi", "Phát hiện", "Thiếu"), ("en", "Findings", "Missing")])
def test_the_workbook_of_one_report(lang: Any, sheet: str, status: str) -> None:
    report = check(DOCUMENTS / "bao-cao-huyen-phu-khe.txt")
    data = workbook_of(report, date(2026, 11, 20), lang)
    assert data == workbook_of(report, date(2026, 11, 20), lang)
    book = read_book(data)
    one = row_of(report, "a")
    decided = [line for line in book[sheet][1:] if line[3] not in ("Cần người xem", "Needs review")]
    assert len(decided) == len(one.findings)
    assert status in {line[3] for line in decided}
    names = ("Chỉ tiêu", "Thời hạn", "Phân công") if lang == "vi" else ("Figures", "Times", "Tasks")
    counts = (len(report.figures), len(report.deadlines), len(report.assignments))
    if lang == "vi":
        assert tuple(len(book[name]) - 1 for name in names) == counts
    quotes = [item.quote for item in report.deadlines]
    assert [line[4] for line in list(book.values())[3][1:]] == [safe_text(quote) for quote in quotes]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook_and_saves_no_formula(tmp_path: Path) -> None:
    sheets(tmp_path, [*rows_with("=1+1"), *rows_with('- đầu dòng, có phẩy "nháy"')])
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3", "--outdir", str(tmp_path),
         str(tmp_path / "summary.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    saved = next(tmp_path.glob("summary*.csv")).read_text("utf-8")
    lines = list(csv.reader(io.StringIO(saved)))
    expected = read_book((tmp_path / "summary.xlsx").read_bytes())["Phát hiện"]
    assert len(lines) == len(expected) == 3
    for line, wanted in zip(lines, expected, strict=True):
        texts = {index: cell for index, cell in enumerate(wanted) if isinstance(cell, str)}
        assert {index: line[index] for index in texts} == texts
        assert not [cell for cell in line if cell.strip()[:1] in tuple("=+-@")]
