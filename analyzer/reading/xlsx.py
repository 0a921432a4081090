"""Excel workbooks (.xlsx, .xlsm), read from the package itself: what the sheets show, as tables.

Sheets in their order. Rows of a sheet that stand before its first row of three cells or more (letterhead, title, unit
of the figures) and lone cells behind the last are paragraphs, where they have one cell; all else is tables, which empty
rows part. A cell is a block for each of its lines: ``s0r4c2p0`` is the first line of sheet 0, row 4, column 2, rows and
columns as the file counts them, from 0. Left out, and said: what is hidden. Formulas are not computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from analyzer.reading import failures
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, Cell, ReadingWarning, SourceText
from analyzer.reading.xlsx_numbers import shown
from analyzer.reading.xlsx_package import S, Workbook, text_of

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WIDE = 3
_MAX_SPAN = 500
_MAX_MERGED = 5000


@dataclass(frozen=True, slots=True)
class _Item:
    """A cell with text. ``row``, ``column`` from 0."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def read_xlsx(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a workbook. Raises ``ReadingError``: corrupt, encrypted, bomb, too_large, empty."""
    book = Workbook(data, path, limits)
    sink = failures.BlockSink(path, limits)
    reader = _Reader(book, sink)
    for number, sheet in enumerate(book.sheets):
        root = book.parse(sheet.part)
        if root is not None:
            reader.read(root, number)
    if not sink.blocks:
        raise failures.damaged(path, "xlsx") if book.damaged else failures.empty(path)
    source = SourceText(path, sha256, "xlsx", sink.blocks)
    source.warnings = list(reader.warnings())
    return source


class _Reader:
    def __init__(self, book: Workbook, sink: failures.BlockSink) -> None:
        self._book, self._sink = book, sink
        self._tables = 0
        self._hidden = False
        self._open_formulas = 0

    def read(self, root: etree._Element, sheet: int) -> None:
        """The blocks of a sheet."""
        merged = _merged(root)
        hidden = {column for part in root.iter(S + "col") if _is_on(part.get("hidden")) for column in _columns(part)}
        rows = [list(items) for _, items in groupby(self._items(root, merged, hidden), key=lambda item: item.row)]
        rows.sort(key=lambda row: row[0].row)
        wide = [place for place, row in enumerate(rows) if len(row) >= _WIDE]
        wide = wide or [place for place, row in enumerate(rows) if len(row) == 2]
        first, last = (wide[0], wide[-1]) if wide else (len(rows), -1)
        before = -1
        for place, row in enumerate(rows):
            inside = first <= place <= last
            if len(row) == 1 and not inside:
                self._paragraph(row[0], sheet)
                before = -1
                continue
            if before < 0 or row[0].row > before + 1 or place == first:
                self._tables += 1
            before = max(item.row + item.row_span - 1 for item in row) if inside else row[0].row
            for item in row:
                cell = Cell(self._tables - 1, item.row, item.column, item.row_span, item.column_span)
                self._lines(item, sheet, cell)

    def warnings(self) -> Iterator[ReadingWarning]:
        """What the reader of the report should know."""
        if self._hidden or self._book.hidden:
            yield failures.warning(
                "hidden_cells",
                "Trang tính, dòng hoặc cột ẩn không được đọc.",
                "Hidden sheets, rows or columns were left out.",
            )
        if self._open_formulas:
            yield failures.warning(
                "not_computed",
                f"{self._open_formulas} ô có công thức chưa tính nên không có giá trị; hãy mở bằng Excel và lưu lại.",
                f"{self._open_formulas} cells have formulas without a value; open the workbook in Excel and save it.",
            )
        if self._book.has_macros:
            yield failures.warning(
                "macros", "Tệp có macro; macro không được chạy.", "The file carries macros; they are never run."
            )
        if self._book.damaged:
            yield failures.incomplete()

    def _items(
        self, root: etree._Element, merged: dict[tuple[int, int], tuple[int, int]], hidden: set[int]
    ) -> Iterator[_Item]:
        row = -1
        for element in root.iter(S + "row"):
            row = _number(element.get("r"), row + 2) - 1
            if _is_on(element.get("hidden")):
                self._hidden = self._hidden or any(self._text(cell) for cell in element.iterchildren(S + "c"))
                continue
            column = -1
            for cell in element.iterchildren(S + "c"):
                place = _place(cell.get("r", ""))
                column = column + 1 if place is None else place[1]
                text = self._text(cell).strip()
                if not text:
                    continue
                if column in hidden:
                    self._hidden = True
                    continue
                spans = merged.get((row, column), (1, 1))
                yield _Item(row, column, text, *spans)

    def _text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return "" if inline is None else text_of(inline)
        content = cell.find(S + "v")
        value = "" if content is None else content.text or ""
        if not value:
            self._open_formulas += cell.find(S + "f") is not None
            return ""
        if kind == "s":
            return self._book.string(value)
        if kind != "n":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value
        try:
            number = float(value) if len(value) < 400 else float("nan")
        except ValueError:
            return value
        return shown(number, self._book.format(cell.get("s")), since_1904=self._book.since_1904)

    def _paragraph(self, item: _Item, sheet: int) -> None:
        for number, line in enumerate(_split(item.text)):
            self._sink.add(Block(f"s{sheet}r{item.row}c{item.column}p{number}", "paragraph", line))

    def _lines(self, item: _Item, sheet: int, cell: Cell) -> None:
        for number, line in enumerate(_split(item.text)):
            self._sink.add(Block(f"s{sheet}r{item.row}c{item.column}p{number}", "cell", line, cell=cell))


def _split(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _merged(root: etree._Element) -> dict[tuple[int, int], tuple[int, int]]:
    """First cell → rows and columns of what is merged with it."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for element in root.iter(S + "mergeCell"):
        first, _, last = element.get("ref", "").partition(":")
        start, end = _place(first), _place(last)
        if start is not None and end is not None and len(found) < _MAX_MERGED:
            rows, columns = (min(max(1, b - a + 1), _MAX_SPAN) for a, b in zip(start, end, strict=True))
            found[start] = (rows, columns)
    return found


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference such as "B12"."""
    match = _REFERENCE.fullmatch(reference.replace("$", "").upper())
    if match is None:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1


def _columns(part: etree._Element) -> range:
    first = _number(part.get("min"), 1)
    return range(first - 1, min(_number(part.get("max"), first), 16_384))


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and 0 < len(text) < 8 and int(text) else default


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")
