"""Tables that a copy has flattened: each cell became a line of its own, heads first, then row by row.

Copies from web pages and some PDF exports look so. The columns are known by their heads (STT, Nhiệm vụ, Cơ quan chủ
trì, Thời gian…), a row begins with its order number, and its lines are laid out over the columns by what they hold.
"""

from __future__ import annotations

import re

from analyzer.structure.flat_numbers import FlatTable, find_number_tables
from analyzer.structure.model import ColumnRole, Span
from analyzer.structure.roles import names_body
from analyzer.structure.tables import column_role, is_order_head
from analyzer.text.fold import bare
from analyzer.text.model import CleanText

__all__ = ["FlatTable", "find_flattened"]

_ORDER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}\.?|[IVX]{1,4}\.?")
_TIME = re.compile(
    r"(?:\(?(?:nam|quy|thang|giai doan|ngay|tu|den|truoc|trong|het|cuoi|dau|6 thang)\b.{0,60}\d|"
    r"hang |thuong xuyen|dinh ky|ca nam|theo )"
)
_MEMBERS = re.compile(r"(?:cac|cap|dia phuong|toan|uy ban|thon|to dan pho|xa|phuong|mat tran)\b")
_PRODUCT = re.compile(
    r"(?:bao cao|ke hoach|quyet dinh|van ban|bo chi so|cong van|chuong trinh|hoi nghi|tai lieu|"
    r"danh sach|lop|buoi|tin|bai)\b"
)
_MAX_LINES = 14
_HEAD_COLUMNS = 3


def find_flattened(clean: CleanText, first: int, last: int) -> list[FlatTable]:
    """Flattened tables among the lines ``first`` to ``last`` (half-open)."""
    found: list[FlatTable] = []
    numbers = {table.first: table for table in find_number_tables(clean, first, last)}
    index = first
    while index < last:
        table = numbers.get(index) or (_table(clean, index, last) if _is_order_head(clean, index) else None)
        if table is None:
            index += 1
        else:
            found.append(table)
            index = table.last
    return found


def _text(clean: CleanText, index: int) -> str:
    line = clean.lines[index]
    return clean.text[line.start : line.end]


def _is_order_head(clean: CleanText, index: int) -> bool:
    line = clean.lines[index]
    return line.kind == "paragraph" and is_order_head(clean.text, line.start, line.end)


def _table(clean: CleanText, index: int, last: int) -> FlatTable | None:
    heads: list[int] = []
    columns: list[ColumnRole] = []
    place = index
    while place < last and len(_text(clean, place)) < 60 and clean.lines[place].kind == "paragraph":
        role = column_role(_text(clean, place))
        if role == "value" and not re.search(r"\d{4}|%", _text(clean, place)):
            break
        if role == "other" or _ORDER.fullmatch(_text(clean, place)) or (role in columns and role != "value"):
            break
        heads.append(place)
        columns.append(role)
        place += 1
    if len(columns) < _HEAD_COLUMNS:
        return None
    starts = [k for k in range(place, last) if _ORDER.fullmatch(_text(clean, k))]
    if not starts or starts[0] - place > 3:
        return None
    rows: list[tuple[Span | None, ...]] = [tuple((clean.lines[k].start, clean.lines[k].end) for k in heads)]
    end = place
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        stop = min(following if following is not None else last, start + _MAX_LINES)
        if following is not None and following > start + _MAX_LINES:
            following = None
        body = _row_lines(clean, start + 1, stop, len(columns) - 1, final=following is None)
        if not body:
            break
        rows.append(_laid_out(clean, start, body, columns))
        end = body[-1] + 1
        if following is None:
            break
    return FlatTable(index, end, tuple(columns), tuple(rows)) if len(rows) > 1 else None


def _row_lines(clean: CleanText, start: int, stop: int, wanted: int, *, final: bool) -> list[int]:
    """The lines of one row. A title of a group of rows, between the last cell and the next order number, is no cell;
    the last row ends with as many lines as there are columns."""
    lines = [k for k in range(start, stop) if clean.lines[k].kind == "paragraph" and not clean.lines[k].marker]
    if final:
        timed = False
        for count, line in enumerate(lines[: wanted + 2], start=1):
            folded = bare(_text(clean, line))
            if timed and _PRODUCT.match(folded):
                return lines[:count]
            timed = timed or bool(_TIME.match(folded))
        return lines[:wanted]
    if (
        len(lines) > wanted
        and not _TIME.match(bare(_text(clean, lines[-1])))
        and not _PRODUCT.match(bare(_text(clean, lines[-1])))
    ):
        return lines[:-1]
    return lines


def _laid_out(clean: CleanText, order: int, body: list[int], columns: list[ColumnRole]) -> tuple[Span | None, ...]:
    """Lines over columns, in order: the assignment of least cost, each column taking any number of lines."""
    count = len(columns)
    order_at = columns.index("order") if "order" in columns else 0
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for line in body:
        text = _text(clean, line)
        options: list[tuple[float, list[int]]] = []
        for column in range(count):
            if column == order_at:
                continue
            fit = _misfit(text, columns[column])
            # A column may stay empty, but an empty one costs a little, and so does a second line in one.
            choices = [
                (
                    cost
                    + fit
                    + 0.3 * max(0, column - (path[-1] if path else order_at) - 1)
                    + (0.4 if path and path[-1] == column else 0.0),
                    path,
                )
                for cost, path in best
                if not path or path[-1] <= column
            ]
            if choices:
                cost, path = min(choices, key=lambda c: c[0])
                options.append((cost, [*path, column]))
        best = options
    path = min(best, key=lambda c: c[0])[1]
    cells: list[Span | None] = [None] * count
    cells[order_at] = (clean.lines[order].start, clean.lines[order].end)
    for line, column in zip(body, path, strict=True):
        span = (clean.lines[line].start, clean.lines[line].end)
        old = cells[column]
        cells[column] = span if old is None else (old[0], span[1])
    return tuple(cells)


def _misfit(text: str, role: ColumnRole) -> float:
    folded = bare(text)
    body = names_body(text) or bool(_MEMBERS.match(folded))
    group = ";" in text or "lien quan" in folded
    timed = bool(_TIME.match(folded))
    if role == "time":
        return 0.0 if timed else 3.0
    if timed:
        return 2.5
    if role in ("lead", "execute"):
        return 2.0 if not body else 0.6 if group else 0.0
    if role == "coordinate":
        return 2.0 if not body else 0.0 if group else 0.3
    if role == "product":
        return 0.0 if _PRODUCT.match(folded) else 1.0 if body else 0.4
    if role == "task":
        return 1.2 if body and len(text) < 90 else 0.0
    return 0.8
