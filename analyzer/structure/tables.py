"""Tables: which rows are heads, and what each column holds."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from analyzer.structure.model import ColumnRole
from analyzer.text.fold import bare
from analyzer.text.model import CellSpan, CleanText, Line

if TYPE_CHECKING:
    from analyzer.structure.model import Outline, Table

_COLUMNS: tuple[tuple[ColumnRole, re.Pattern[str]], ...] = (
    ("order", re.compile(r"(?:stt|tt|so tt|so thu tu|so\s?tt)\.?$")),
    ("time", re.compile(r".*(?:thoi gian|thoi han|tien do|hoan thanh|thoi diem|lo trinh)")),
    ("coordinate", re.compile(r".*(?:phoi hop)")),
    ("lead", re.compile(r".*(?:chu tri|dau moi|chiu trach nhiem|phu trach)")),
    (
        "execute",
        re.compile(
            r".*(?:thuc hien|don vi|co quan|trach nhiem|phong ban)(?!.*thoi gian)(?!.*noi "
            r"dung)(?!.*nhiem vu)(?!.*ket qua)"
        ),
    ),
    ("product", re.compile(r".*(?:san pham|ket qua dau ra|dau ra|hinh thuc van ban|ket qua dat)")),
    ("funding", re.compile(r".*kinh phi")),
    ("task", re.compile(r".*(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap)")),
    ("unit", re.compile(r"(?:don vi tinh|dvt|don vi)\.?$")),
    ("indicator", re.compile(r".*(?:chi tieu|chi so|tieu chi|danh muc|loai hinh)")),
    (
        "place",
        re.compile(
            r"(?:xa|phuong|dia ban|dia phuong|ten xa|thon|to dan pho|huyen|khu vuc"
            r"|(?:khu|ap|khom|xom|buon|bon|cum)\b).{0,30}$"
        ),
    ),
    ("note", re.compile(r".*ghi chu")),
    (
        "value",
        re.compile(
            r".*(?:nam \d{4}|\d{4}|so luong|ty le|ti le|ket qua|ke hoach|thuc hien|dat|%|quy|so nguoi|tong|so ho)"
        ),
    ),
)


_AROUND = " .:()\t\n\r\v\f\u00a0\u2007\u202f\u2009\u2002\u2003\u2028"


def column_role(header: str) -> ColumnRole:
    """What a column holds, by its header ("Cơ quan chủ trì" → ``lead``)."""
    text = " ".join(bare(header).split()).strip(" .:()")
    if not text:
        return "other"
    if re.match(r"(?:don vi tinh|dvt)", text):
        return "unit"
    if re.search(r"\d{4}|%", text):
        return "value"
    for role, pattern in _COLUMNS:
        if pattern.match(text):
            return role
    return "other"


def is_order_head(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is the header of a column of order numbers ("STT"); as ``column_role``, which gives
    "order" then."""
    place = start
    while place < end and text[place] in _AROUND:
        place += 1
    first = text[place] if place < end else ""
    if first.isascii() and first not in "sStT":
        return False
    return bare(first) in ("s", "t") and column_role(text[start:end]) == "order"


def grid(lines: list[Line]) -> tuple[list[list[CellSpan | None]], int]:
    """Cells by row and column (None where a span covers), and the number of columns."""
    width = max((c.cell.column + c.cell.column_span for line in lines for c in line.cells), default=0)
    first = min((c.cell.row for line in lines for c in line.cells), default=0)
    height = max((c.cell.row for line in lines for c in line.cells), default=-1) - first + 1
    rows: list[list[CellSpan | None]] = [[None] * width for _ in range(height)]
    for line in lines:
        for span in line.cells:
            rows[span.cell.row - first][span.cell.column] = span
    return rows, width


def header_rows(clean: CleanText, rows: list[list[CellSpan | None]]) -> int:
    """How many rows at the top are heads: those the format marks, else the first when its cells name columns."""
    marked = 0
    for row in rows:
        cells = [c for c in row if c is not None]
        if cells and all(c.cell.header for c in cells):
            marked += 1
        else:
            break
    if marked:
        while marked < len(rows) - 1 and (
            _names_periods(clean, rows[marked])
            or _goes_on(clean, rows[marked - 1], rows[marked])
            or _counts_columns(clean, rows[marked])
        ):
            marked += 1  # years under a head that stands over several columns
        return min(marked, max(1, len(rows) - 1))
    for index, row in enumerate(rows[:3]):
        cells = [c for c in row if c is not None and clean.text[c.start : c.end].strip()]
        named = sum(column_role(clean.text[c.start : c.end]) != "other" for c in cells)
        long = any(c.end - c.start > 120 for c in cells)
        numbers = [t for c in cells if re.fullmatch(r"[\d.,%\s/-]+", t := clean.text[c.start : c.end].strip())]
        digits = 0 if index == 0 and _are_years(numbers) else len(numbers)
        if len(cells) >= 2 and named * 2 >= len(cells) and not long and digits * 2 < len(cells):
            # A second head row stands under merged cells of the first.
            spans = any(c.cell.row_span > 1 for c in cells) and index + 1 < len(rows) - 1
            heads = index + (2 if spans else 1)
            while heads < len(rows) - 1 and (
                _goes_on(clean, rows[heads - 1], rows[heads])
                or _counts_columns(clean, rows[heads])
                or _fills_gaps(clean, rows[heads - 1], rows[heads])
            ):
                heads += 1
            return heads
    return int(_words_over_numbers(clean, rows))


def _are_years(texts: list[str]) -> bool:
    """Years one after the other, as they stand over columns ("2026", "2027")."""
    if len(texts) < 2 or not all(re.fullmatch(r"(?:19|20)\d\d", text) for text in texts):
        return False
    return all(int(a) < int(b) for a, b in pairwise(texts))


def _words_over_numbers(clean: CleanText, rows: list[list[CellSpan | None]]) -> bool:
    """Whether a first row of short words stands over rows of numbers, whatever the words are."""
    texts = [
        [clean.text[c.start : c.end].strip() for c in row if c is not None and c.end > c.start] for row in rows[:4]
    ]
    if len(texts) < 2 or len(texts[0]) < 2 or any(len(t) > 60 or _FIGURE.fullmatch(t) for t in texts[0]):
        return False
    return all(sum(bool(_FIGURE.fullmatch(t)) for t in row) * 2 >= len(row) > 1 for row in texts[1:])


def _goes_on(clean: CleanText, above: list[CellSpan | None], row: list[CellSpan | None]) -> bool:
    """Whether a row without a number divides heads above it that stand over several columns."""
    cells = [c for c in row if c is not None and c.end > c.start]
    return (
        len(cells) >= 2
        and any(c is not None and c.cell.column_span > 1 for c in above)
        and not any(_FIGURE.fullmatch(clean.text[c.start : c.end].strip()) for c in cells)
        and all(c.end - c.start <= 60 for c in cells)
    )


def _fills_gaps(clean: CleanText, above: list[CellSpan | None], row: list[CellSpan | None]) -> bool:
    """Whether a row of words without a label divides a head whose merging the text lost: its right neighbour above is
    empty ("Năm 2025", "" over "Kế hoạch", "Thực hiện")."""

    def words(cell: CellSpan | None) -> str:
        return clean.text[cell.start : cell.end].strip() if cell is not None else ""

    filled = [column for column, cell in enumerate(row) if words(cell)]
    said = [words(row[c]) for c in filled]
    if len(filled) < 2 or 0 in filled or any(_FIGURE.fullmatch(text) or len(text) > 60 for text in said):
        return False
    return any(words(above[a]) and not words(above[b]) for a, b in pairwise(filled) if b == a + 1)


_FIGURE = re.compile(r"[-+]?\d[\d.,]{0,14} ?%?")
_COUNTER = re.compile(r"[(\[]?(?:\d{1,2}|[A-Da-d])(?:\s?=\s?[-\d()/*+x% ]{1,20})?[)\]]?")


def _counts_columns(clean: CleanText, row: list[CellSpan | None]) -> bool:
    """A row that numbers the columns: "A", "B", "1", "2", "3=2/1"."""
    texts = [clean.text[c.start : c.end].strip() for c in row if c is not None and c.end > c.start]
    numbers = [int(m[0]) for t in texts if (m := re.search(r"\d+", t))]
    return (
        len(texts) >= 3
        and all(_COUNTER.fullmatch(t) for t in texts)
        and len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 3
    )


def column_heads(outline: Outline, table: Table) -> list[tuple[int, ...]]:
    """Of each column the header units that stand over it, the nearest first; a merged head stands over all the columns
    that it spans."""
    over: list[list[int]] = [[] for _ in table.columns]
    for number, row in reversed(list(enumerate(table.rows[: table.header_rows]))):
        below = table.rows[number + 1] if number + 1 < table.header_rows else ()
        for column, index in enumerate(row):
            if index is None:
                continue
            if span_of(outline, index) == (1, 1):  # merged, and the text lost it: empty to the right, heads below
                reach = column
                while reach + 1 < len(below) and row[reach + 1] is None and below[reach + 1] is not None:
                    reach += 1
                if below and below[column] is not None:
                    for covered in range(column + 1, reach + 1):
                        over[covered].append(index)
            for covered in range(column, min(len(over), column + span_of(outline, index)[0])):
                over[covered].append(index)
    return [tuple(units) for units in over]


def span_of(outline: Outline, index: int) -> tuple[int, int]:
    """Over how many columns and rows the cell of a unit stands."""
    unit = outline.units[index]
    for cell in outline.clean.lines[unit.line].cells:
        if cell.start == unit.start:
            return cell.cell.column_span, cell.cell.row_span
    return 1, 1


_PERIOD = re.compile(
    r"(?:nam )?\d{4}|quy [ivx\d]+(?:[/ ].{0,8})?|thang \d{1,2}(?:/\d{4})?|"
    r"(?:ty le|ti le|so luong|ke hoach|thuc hien|dat).{0,20}|%|6 thang.{0,20}"
)


def _names_periods(clean: CleanText, row: list[CellSpan | None]) -> bool:
    """Whether a row holds nothing but years, quarters and the like, two at least, and an empty first cell or none."""
    texts = [bare(clean.text[c.start : c.end]).strip(" ()") for c in row if c is not None and c.end > c.start]
    return len(texts) >= 2 and all(_PERIOD.fullmatch(text) for text in texts)
