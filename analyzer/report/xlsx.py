"""Workbooks (.xlsx): sheets that can be filtered, sorted and answered in, of one report or of many.

No cell is a formula, and none becomes one when the sheet is saved as CSV: what begins like a formula is led by an
apostrophe. Equal data give equal bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from analyzer.errors import Text
from analyzer.report.model import Report
from analyzer.report.phrases import when_words
from analyzer.report.provenance import Provenance
from analyzer.report.safe import one_line
from analyzer.report.sheets import (
    ANSWER,
    ASSIGNMENTS,
    DEADLINES,
    FIGURES,
    FINDINGS,
    Column,
    Record,
    Value,
    assignment_record,
    deadline_record,
    figure_record,
    finding_records,
)
from analyzer.report.view import percent, verdict_note
from analyzer.report.words import GRADES, KINDS, LEVELS, SCOPES, VERDICTS, Lang, label, say
from analyzer.text.written import date_words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767
"""Characters that a cell can hold."""
ROW_LIMIT = 1_048_576
"""Rows that a sheet can hold, its head among them."""
_CUT = Text(" … [đã cắt bớt]", " … [cut]")
_FORMULA = "=+-@＝＋－＠"
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOOKS = {
    "missing": ("#a3242b", "#fbe9e9"), "fault": ("#a3242b", "#fbe9e9"), "partial": ("#7a5000", "#fdf1d8"),
    "needs_review": ("#5a3e9b", "#eeeafa"), "met": ("#22683c", "#e6f3ea"), "no_fault": ("#22683c", "#e6f3ea"),
    "not_applicable": ("#8892a0", "#ffffff"), "waived": ("#1d4f82", "#e8f0f8"),
}  # fmt: skip
_HEAD = {"bold": True, "font_color": "#ffffff", "text_wrap": True, "valign": "vcenter", "border": 1,
         "border_color": "#d9dee5"}  # fmt: skip
_FIT = 700
"""Width, in characters, up to which a sheet is fitted to the page when it is printed."""
_SHEETS = {
    "overview": Text("Tổng quan", "Overview"), "findings": Text("Phát hiện", "Findings"),
    "figures": Text("Chỉ tiêu", "Figures"), "deadlines": Text("Thời hạn", "Times"),
    "assignments": Text("Phân công", "Assignments"),
}  # fmt: skip


def safe_text(text: str, lang: Lang = "vi") -> str:
    """Text as a cell may hold it: one line, no control characters, no formula, cut with a mark where too long."""
    return _short_text(text, lang) if len(text) < 64 else _safe(text, lang)


@lru_cache(maxsize=65_536)
def _short_text(text: str, lang: Lang) -> str:
    """Words of closed lists, places and codes come again and again."""
    return _safe(text, lang)


def _safe(text: str, lang: Lang) -> str:
    words = one_line(text)
    if words.lstrip()[:1] in _FORMULA and words.strip():
        words = f"'{words}"
    if len(words) > CELL_LIMIT // 2 and len(words.encode("utf-16-le")) // 2 > CELL_LIMIT:
        mark = _CUT.in_language(lang)
        words = words.encode("utf-16-le")[: (CELL_LIMIT - len(mark)) * 2].decode("utf-16-le", "ignore") + mark
    return words


class Book:
    """A workbook that is written from top to bottom; with ``large`` nothing but the current rows is in memory."""

    def __init__(self, target: Path | BinaryIO, lang: Lang, *, large: bool = False, row_limit: int = ROW_LIMIT) -> None:
        import xlsxwriter

        options = {
            "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "constant_memory": large, "nan_inf_to_errors": False,
        }  # fmt: skip
        self.lang, self.row_limit = lang, row_limit
        self._book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)
        self._book.set_properties({"created": datetime(2000, 1, 1)})  # no clock in it
        self._book.set_size(2400, 1600)
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._sheets: list[Sheet] = []

    def format(self, **properties: Any) -> Format:
        """A format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
            self._formats[key] = self._book.add_format(base | properties)
        return self._formats[key]

    def sheet(self, title: Text, columns: Sequence[Column], *, frozen: int = 0) -> Sheet:
        """A sheet with a head, filters and ``frozen`` columns that stay in sight."""
        sheet = Sheet(self, title.in_language(self.lang), columns, frozen)
        self._sheets.append(sheet)
        return sheet

    def page(self, title: Text, lines: Iterable[Sequence[Value]], widths: Sequence[float]) -> None:
        """A sheet of lines to be read; a line of one cell is a heading."""
        worksheet = self.add(title.in_language(self.lang))
        worksheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        for row, line in enumerate(lines):
            heading = len(line) == 1
            if heading:
                worksheet.set_row(row, 28 if row == 0 else 22)
            size = {"font_size": 15 if row == 0 else 12, "bold": True, "font_color": "#1d4f82"} if heading else {}
            for column, value in enumerate(line):
                if isinstance(value, str):
                    look = self.format(num_format="@", **size)
                    worksheet.write_string(row, column, safe_text(value, self.lang), look)
                elif value is not None:
                    worksheet.write_number(row, column, value, self.format(num_format="#,##0.##", align="left"))

    def add(self, name: str, *, fit: bool = True) -> Worksheet:
        """A bare sheet, ready to print on A4, as wide as the page where that can be read (``fit``)."""
        worksheet: Worksheet = self._book.add_worksheet(name)
        worksheet.set_landscape()
        worksheet.set_paper(9)
        if fit:
            worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(0.4, 0.4, 0.5, 0.5)
        return worksheet

    def close(self) -> None:
        """Writes the file."""
        for sheet in self._sheets:
            sheet.finish()
        self._book.close()


class Sheet:
    """A table of a workbook; goes on in a further sheet where one cannot hold its rows."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], frozen: int) -> None:
        self._book, self._name, self._columns, self._frozen = book, name, columns, frozen
        self._number, self._row = 0, 0
        self._looks: dict[tuple[int, str], Format] = {}
        self._open()

    def _open(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} ({self._number})"
        self._sheet = self._book.add(name, fit=sum(column.width for column in self._columns) < _FIT)
        head = self._book.format(**_HEAD, bg_color="#1d4f82")
        self._sheet.set_row(0, 32)
        for index, column in enumerate(self._columns):
            answer = column.kind == "answer"
            self._sheet.set_column(index, index, column.width, self._empty(column) if answer else None)
            look = self._book.format(**_HEAD, bg_color="#7a5000") if answer else head
            self._sheet.write_string(0, index, safe_text(column.title.in_language(self._book.lang)), look)
        self._sheet.freeze_panes(1, self._frozen)
        self._sheet.repeat_rows(0)
        self._row = 1

    def write(self, record: Record) -> None:
        """A row; keys that are no column are passed over."""
        if self._row >= self._book.row_limit:
            self.finish()
            self._open()
        for index, column in enumerate(self._columns):
            self._cell(index, column, record.get(column.key))
        self._row += 1

    def finish(self) -> None:
        """Sets filters and lists of choices over the rows that were written."""
        last = max(1, self._row - 1)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)
        for index, column in enumerate(self._columns):
            if column.choices:
                words = [choice.in_language(self._book.lang) for choice in column.choices]
                self._sheet.data_validation(1, index, last, index, {"validate": "list", "source": words})

    def _cell(self, index: int, column: Column, value: Value) -> None:
        book, sheet, row = self._book, self._sheet, self._row
        if value is None or value == "":
            return
        if isinstance(value, int | float):
            shape = {"int": "0", "share": "0.0%"}.get(column.kind, "#,##0.######")
            sheet.write_number(row, index, value, book.format(num_format=shape))
        elif column.kind == "date" and (day := _day(value)) is not None:
            sheet.write_datetime(row, index, day, book.format(num_format="dd/mm/yyyy", align="left"))
        else:
            words = date_words(value) if column.kind == "date" else value
            if column.words is not None and value in column.words:
                words = column.words[value].in_language(book.lang)
            sheet.write_string(row, index, safe_text(words, book.lang), self._look(index, column, value))

    def _empty(self, column: Column) -> Format:
        """How an answer will look once it is written."""
        shape = "dd/mm/yyyy" if column.key == "answer_due" else "@"
        return self._book.format(num_format=shape, text_wrap=True)

    def _look(self, index: int, column: Column, value: str) -> Format:
        key = (index, value if column.kind == "status" else "")
        if key not in self._looks:
            self._looks[key] = self._made_look(column, value)
        return self._looks[key]

    def _made_look(self, column: Column, value: str) -> Format:
        properties: dict[str, Any] = {"num_format": "@"}
        if column.kind == "long":
            properties["text_wrap"] = True
        if column.kind == "status" and value in _LOOKS:
            ink, ground = _LOOKS[value]
            properties |= {"font_color": ink, "bg_color": ground, "bold": True}
            if column.width < 6:
                properties["align"] = "center"
        return self._book.format(**properties)


def _day(value: str) -> date | None:
    """A full date that a sheet can hold; None for others."""
    if not _FULL_DATE.fullmatch(value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year > 1900 else None


def workbook_of(report: Report, made_on: date, lang: Lang = "vi") -> bytes:
    """One report as a workbook: overview, findings with room for the answer, figures, times, tasks."""
    buffer = io.BytesIO()
    book = Book(buffer, lang)
    book.page(_SHEETS["overview"], _overview(report, made_on, lang), (30, 70))
    tables: Mapping[str, tuple[Sequence[Column], Iterable[Record]]] = {
        "findings": ((*FINDINGS, *ANSWER), finding_records(report, lang)),
        "figures": (FIGURES, (figure_record(item, lang) for item in report.figures)),
        "deadlines": (DEADLINES, map(deadline_record, report.deadlines)),
        "assignments": (ASSIGNMENTS, (assignment_record(item, report.deadlines) for item in report.assignments)),
    }
    for name, (columns, records) in tables.items():
        sheet = book.sheet(_SHEETS[name], columns, frozen=2 if name == "findings" else 0)
        for record in records:
            sheet.write(record)
    book.close()
    return buffer.getvalue()


def _overview(report: Report, made_on: date, lang: Lang) -> Iterable[Sequence[Value]]:
    document, summary = report.document, report.summary
    yield (label("title", lang),)
    yield label("verdict", lang), say(VERDICTS, summary.verdict, lang)
    yield "", verdict_note(report, lang)
    yield label("coverage", lang), percent(summary.coverage, lang)
    for key in ("met", "partial", "missing", "needs_review"):
        yield say(_COUNTS, key, lang), getattr(summary, key)
    yield say(_COUNTS, "faults", lang), summary.faults
    yield (label("document", lang) if lang == "en" else "Văn bản",)
    yield label("file", lang), document.path
    yield label("kind", lang), say(KINDS, document.kind, lang)
    yield label("scope", lang), say(SCOPES, document.scope, lang)
    yield label("number", lang), document.number or label("blank", lang)
    yield label("issued_on", lang), date_words(document.issued_on) if document.issued_on else label("blank", lang)
    level = f" ({say(LEVELS, document.issuer.level, lang)})" if document.issuer.level else ""
    yield label("issuer", lang), f"{document.issuer.name or label('blank', lang)}{level}"
    yield label("period", lang), when_words(document.period.start, document.period.end, None, lang)
    yield label("quality", lang), say(GRADES, document.quality.grade, lang)
    for notice in report.warnings:
        yield label("warnings", lang), notice.message.in_language(lang)
    for line in Provenance.of(report, made_on).lines(lang):
        yield "", line


_COUNTS = {
    "met": Text("Yêu cầu đạt", "Requirements met"), "partial": Text("Đạt một phần", "Partly met"),
    "missing": Text("Thiếu", "Missing"), "needs_review": Text("Cần người xem", "Needs review"),
    "faults": Text("Lỗi", "Faults"),
}  # fmt: skip
