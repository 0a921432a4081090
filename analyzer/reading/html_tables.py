"""The grid of an HTML table, and which tables are only page layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading.html_look import text_length
from analyzer.reading.model import Block, Cell

_MAX_SPAN = 200
_MAX_COLUMNS = 1000
"""Behind these, what covers cells of later rows is not kept: rows would be searched for ever more free columns."""
_BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr")
_MAX_NESTING = 12


@dataclass(slots=True)
class Grid:
    """An open table. ``after`` takes what follows the current row; ``covered``: column → rows still covered."""

    element: etree._Element
    index: int
    row: int = -1
    column: int = 0
    cell: Cell | None = None
    paragraphs: int = 0
    header: bool = False
    covered: dict[int, int] = field(default_factory=dict)
    after: list[Block] = field(default_factory=list)

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0
        self.cell = None

    def end_row(self) -> None:
        """End the row: what covers it from above covers one row less below."""
        self.covered = {column: left - 1 for column, left in self.covered.items() if left > 1}
        self.cell = None

    def next_cell(self, element: etree._Element) -> None:
        """Begin a cell at the first column that is free."""
        if self.row < 0:
            self.next_row()
        while self.covered.get(self.column, 0) > 0:
            self.column += 1
        columns, rows = _span(element.get("colspan")), _span(element.get("rowspan"))
        self.cell = Cell(self.index, self.row, self.column, rows, columns, self.header or element.tag == "th")
        self.paragraphs = 0
        for column in range(self.column, min(self.column + columns, _MAX_COLUMNS)):
            # This row's own end takes one off again.
            self.covered[column] = rows
        self.column += columns


def _span(text: str | None) -> int:
    digits = (text or "").strip()
    return min(max(1, int(digits)), _MAX_SPAN) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 1


def is_layout(table: etree._Element, nesting: int) -> bool:
    """Whether a table only places things on the page: one cell, or nearly all text in one cell of many paragraphs."""
    if nesting >= _MAX_NESTING:
        return True
    cells = list(_cells(table))
    if len(cells) < 2:
        return True
    sizes = [text_length(cell) for cell in cells]
    total = sum(sizes)
    largest = max(range(len(cells)), key=sizes.__getitem__)
    if total < 1500 or sizes[largest] < 0.8 * total:
        return False
    return sum(1 for _ in cells[largest].iter(*_BLOCKS)) >= 5


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of the table itself, not of tables in it."""
    todo = list(table)[::-1]
    while todo:
        element = todo.pop()
        if element.tag in ("td", "th"):
            yield element
        elif element.tag in ("tr", "tbody", "thead", "tfoot"):
            todo.extend(list(element)[::-1])
