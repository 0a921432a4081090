"""Tables of numbers that a copy or a scan has flattened: places or indicators by row, values by column.

Three shapes are rebuilt, each only where rows of one pattern follow one another under heads that name measures:
a cell a line (heads first, then row by row), a row a line with bars or wide gaps between its cells, and a row a line
with nothing but single spaces, where the heads are told apart by their capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from analyzer.structure.model import ColumnRole, Span
from analyzer.structure.tables import column_role
from analyzer.text.fold import bare
from analyzer.text.model import CleanText

_NUMBER = r"[-+]?\d[\d.,]{0,14}(?: \d{3}){0,2} ?%?|\d{1,6}/\d{1,6}|[-…]|x"
_NUMERIC = re.compile(rf"\s*(?:{_NUMBER})\s*")
_ORDER = re.compile(r"(?:\d{1,2}|[IVX]{1,4})\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TRAILING = re.compile(r"(?<=\s)(?:\d[\d.,]{0,14}%?|-)$")
_MEASURE = re.compile(
    r"(?:so |ty le|ti le|ty trong|ket qua|ke hoach|kh\b|thuc hien|th\b|chi tieu|giao|dat|uoc|luy ke|nam \d|quy |thang |"
    r"6 thang|9 thang|tong|tang|giam|so sanh|so voi|da |"
    r"bhxh|bhyt|bhtn|tu nguyen|bat buoc|phat trien|ca nam|dau ky|cuoi ky)"
)
_TOTAL = re.compile(r"(?:tong|cong|toan)\b")
_MAX_CELL = 70
_MAX_COLUMNS = 9
_MAX_HEAD_LINES = 14


@dataclass(frozen=True, slots=True)
class FlatTable:
    """``first`` and ``last``: half-open line indexes. ``rows[0]`` holds the heads; a cell is a span of the text."""

    first: int
    last: int
    columns: tuple[ColumnRole, ...]
    rows: tuple[tuple[Span | None, ...], ...]


Row = tuple[Span | None, ...]
_Cut = Callable[[int], list[Span]]


def find_number_tables(clean: CleanText, first: int, last: int) -> list[FlatTable]:
    """Flattened tables of numbers among the lines ``first`` to ``last`` (half-open), in order."""
    finder = _Finder(clean, first, last)
    found: list[FlatTable] = []
    place = first
    while place < last:
        if not finder.hopeful(place):
            place += 1
            continue
        floor = found[-1].last if found else first
        table = finder.by_cells(place, floor) or finder.by_pieces(place, floor) or finder.by_words(place, floor)
        if table is None:
            place += 1
        else:
            found.append(table)
            place = table.last
    return found


class _Finder:
    def __init__(self, clean: CleanText, first: int, last: int) -> None:
        self._clean, self._first, self._last = clean, first, last
        self._kinds: dict[int, str] = {}

    def _kind(self, place: int) -> str:
        """Of a line: "n" a number alone, "t" a short text that may be a cell, "x" neither."""
        kind = self._kinds.get(place)
        if kind is None:
            kind = self._kinds[place] = self._judged(place)
        return kind

    def _judged(self, place: int) -> str:
        line = self._clean.lines[place]
        text = self._text(place)
        if line.kind != "paragraph" or not text or len(text) > _MAX_CELL:
            return "x"
        if _NUMERIC.fullmatch(text):
            return "n"
        if text[-1] in ".;:," or not any(c.isalpha() for c in text):
            return "x"
        return "t"

    def _text(self, place: int) -> str:
        line = self._clean.lines[place]
        return self._clean.text[line.start : line.end]

    def _cell(self, span: Span) -> str:
        return self._clean.text[span[0] : span[1]]

    def _span(self, place: int) -> Span:
        line = self._clean.lines[place]
        return line.start, line.end

    def hopeful(self, place: int) -> bool:
        """Whether the line ends with a number, so that a first row may be here."""
        line = self._clean.lines[place]
        text = self._clean.text
        if line.kind != "paragraph" or line.end <= line.start:
            return False
        return text[line.end - 1] in "0123456789%|-" and line.end - line.start < 200

    # A cell a line

    def by_cells(self, place: int, floor: int) -> FlatTable | None:
        """The table whose first number stands at the line ``place``, its cells on lines of their own."""
        if place == 0 or self._kind(place) != "n":
            return None
        best: FlatTable | None = None
        for start in (place, place - 1, place - 2):
            if start <= floor or (start == place and not _ORDER.fullmatch(self._text(place))):
                continue
            heads = self._heads_above(start, floor)
            for count in range(2, min(_MAX_COLUMNS, len(heads)) + 1):
                table = self._laid_out(heads[-count:], start)
                if table is not None and (best is None or len(table.rows) > len(best.rows)):
                    best = table
        return best

    def _heads_above(self, start: int, floor: int) -> list[tuple[int, Span]]:
        """The head cells above a first row, each with its first line; a line in lower case or in brackets goes on."""
        cells: list[tuple[int, Span]] = []
        going: int | None = None
        for k in range(start - 1, max(floor, start - _MAX_HEAD_LINES) - 1, -1):
            text = self._text(k)
            if self._clean.lines[k].marker or not (self._kind(k) == "t" or _YEAR.fullmatch(text)):
                break
            end = self._clean.lines[going].end if going is not None else self._clean.lines[k].end
            if text[0] == "(" or text[0].islower():
                going = going if going is not None else k
                continue
            cells.append((k, (self._clean.lines[k].start, end)))
            going = None
        return cells[::-1]

    def _laid_out(self, heads: list[tuple[int, Span]], start: int) -> FlatTable | None:
        columns = self._columns([self._cell(span) for _, span in heads])
        if columns is None:
            return None
        rows: list[Row] = []
        place, full = start, 0
        while place < self._last:
            row, after = self._row(columns, place)
            if row is None:
                title = self._kind(place) == "t" and rows and self._row(columns, place + 1)[0] is not None
                if not title:
                    break
                label = 1 if columns[0] == "order" else 0
                row, after = tuple(self._span(place) if c == label else None for c in range(len(columns))), place + 1
            else:
                full += 1
            rows.append(row)
            place = after
        if full < (3 if len(columns) == 2 else 2):
            return None
        return FlatTable(heads[0][0], place, columns, (tuple(span for _, span in heads), *rows))

    def _row(self, columns: tuple[ColumnRole, ...], place: int) -> tuple[Row | None, int]:
        """The row that begins at a line, and the line behind it; None where the lines do not fit the columns."""
        cells: list[Span | None] = []
        for column, role in enumerate(columns):
            kind = self._kind(place) if place < self._last else "x"
            if role == "order":
                if kind == "n" and _ORDER.fullmatch(self._text(place)):
                    cells.append(self._span(place))
                    place += 1
                elif kind == "t" and _TOTAL.match(bare(self._text(place))):
                    cells.append(None)
                else:
                    return None, place
            elif role == "note" or (role == "unit" and kind == "n"):
                cells.append(None)
            elif role in ("value", "funding"):
                if kind != "n":
                    return None, place
                cells.append(self._span(place))
                place += 1
            else:
                if kind != "t" or (column == 0 and self._clean.lines[place].marker not in ("", "-", "+")):
                    return None, place
                span = self._span(place)
                place += 1
                while place < self._last and self._kind(place) == "t" and self._text(place)[0].islower():
                    span = (span[0], self._clean.lines[place].end)
                    place += 1
                cells.append(span)
        return tuple(cells), place

    def _columns(self, heads: list[str]) -> tuple[ColumnRole, ...] | None:
        """What the columns hold: an order, a label, a unit, then values; None where the heads name no measures."""
        roles: list[ColumnRole] = []
        for head in heads:
            role = column_role(re.sub(r"\(.*?\)", "", head))
            labelled = "label" if any(r not in ("order",) for r in roles) else ""
            if role in ("order", "unit", "note"):
                roles.append(role)
            elif not labelled:
                roles.append(role if role in ("place", "indicator", "task") else "indicator")
            else:
                roles.append("funding" if role == "funding" else "value")
        values = [h for h, r in zip(heads, roles, strict=True) if r in ("value", "funding")]
        label = roles[1] if roles[0] == "order" and len(roles) > 1 else roles[0]
        if not values or label not in ("place", "indicator", "task") or "order" in roles[1:]:
            return None
        first = heads[1] if roles[0] == "order" else heads[0]
        measures = sum(
            bool(_MEASURE.match(bare(h)) or re.search(r"\d{4}|%|\(", h)) or column_role(h) == "value" for h in values
        )
        named = column_role(re.sub(r"\(.*?\)", "", first)) in ("place", "indicator", "task")
        if measures * 2 < len(values) or (len(heads) == 2 and not (named and measures)) or len(first.split()) > 8:
            return None
        return tuple(roles)

    # A row a line

    def by_pieces(self, place: int, floor: int) -> FlatTable | None:
        """The table whose first row is the line ``place``, its cells divided by bars or wide gaps."""
        first = self._pieces(place)
        if len(first) < 3 or place <= floor or not _NUMERIC.fullmatch(self._cell(first[-1])):
            return None
        head_line = place - 1
        if _rule(self._text(head_line)) and head_line > floor:
            head_line -= 1
        heads = self._pieces(head_line)
        return self._of_rows(heads, head_line, place, self._pieces) if len(heads) >= 3 else None

    def by_words(self, place: int, floor: int) -> FlatTable | None:
        """The table whose first row is the line ``place``, its cells divided by single spaces."""
        if place <= floor or self._clean.lines[place].marker:
            return None
        first = self._trailing(place)
        if len(first) < 3 or self._clean.lines[place - 1].marker:
            return None
        heads = _capitals(self._text(place - 1), self._clean.lines[place - 1].start)
        table = self._of_rows(heads, place - 1, place, self._trailing)
        return table if table is not None and len(table.rows) > 3 else None

    def _of_rows(self, heads: list[Span], head_line: int, place: int, cut: _Cut) -> FlatTable | None:
        if self._clean.lines[head_line].kind != "paragraph" or any(
            _NUMERIC.fullmatch(self._cell(h)) and not _YEAR.fullmatch(self._cell(h)) for h in heads
        ):
            return None
        columns = self._columns([self._cell(h) for h in heads])
        if columns is None:
            return None
        rows: list[Row] = []
        while place < self._last and self._clean.lines[place].kind == "paragraph":
            if _rule(self._text(place)):
                place += 1
                continue
            row = self._fitted(cut(place), columns)
            if row is None:
                break
            rows.append(row)
            place += 1
        return FlatTable(head_line, place, columns, (tuple(heads), *rows)) if len(rows) >= 2 else None

    def _fitted(self, cells: list[Span], columns: tuple[ColumnRole, ...]) -> Row | None:
        """Cells over columns; a row of a total may lack the order, any row the note."""
        row: list[Span | None] = list(cells)
        if columns[0] == "order" and row and row[0] and not _ORDER.fullmatch(self._cell(row[0])):
            numbered = re.match(r"(\d{1,2})\.?\s(?=\D)", self._cell(row[0]))
            if numbered is not None:  # "1 Thôn Hạ": order and label were not divided
                start, end = row[0]
                row[0:1] = [(start, start + len(numbered[1])), (start + numbered.end(), end)]
            else:
                row.insert(0, None)
        if columns[-1] == "note" and len(row) == len(columns) - 1:
            row.append(None)
        if len(row) != len(columns):
            return None
        for span, role in zip(row, columns, strict=True):
            number = span is not None and _NUMERIC.fullmatch(self._cell(span)) is not None
            if (role in ("value", "funding") and not number) or (role in ("place", "indicator", "task") and number):
                return None
        return tuple(row)

    def _pieces(self, place: int) -> list[Span]:
        """The cells of a line: between bars, else between gaps of two spaces or more in the source."""
        line = self._clean.lines[place]
        if line.kind != "paragraph":
            return []
        text, origin = self._clean.text, self._clean.origin
        if "|" in text[line.start : line.end]:
            cuts = [k for k in range(line.start, line.end) if text[k] == "|"]
        else:
            cuts = [
                k for k in range(line.start + 1, line.end - 1)
                if text[k] == " " and (origin[k] < 0 or origin[k + 1] - origin[k] > 1)
            ]  # fmt: skip
        spans = []
        for start, end in zip([line.start, *(c + 1 for c in cuts)], [*cuts, line.end], strict=True):
            piece = text[start:end]
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        if spans and spans[0][0] >= spans[0][1]:
            spans = spans[1:]
        return spans[:-1] if spans and spans[-1][0] >= spans[-1][1] else spans

    def _trailing(self, place: int) -> list[Span]:
        """ "Thôn Hạ 12 11 91,7": the label and the numbers behind it."""
        line = self._clean.lines[place]
        text = self._clean.text[line.start : line.end]
        spans: list[Span] = []
        end = len(text)
        while len(spans) < _MAX_COLUMNS:
            number = _TRAILING.search(text[:end])
            if number is None:
                break
            spans.append((line.start + number.start(), line.start + end))
            end = len(text[: number.start()].rstrip())
        label = text[:end]
        if not any(c.isalpha() for c in label) or len(label) > _MAX_CELL or label[-1] in ",;:/-":
            return []
        return [(line.start, line.start + end), *reversed(spans)]


def _rule(text: str) -> bool:
    """A line that only draws ("-----+----", "| --- |")."""
    return bool(text) and not text.strip("-+|=: _")


def _capitals(text: str, start: int) -> list[Span]:
    """Heads on one line, divided before capitals: "Thôn Kế hoạch Thực hiện Tỷ lệ (%)"."""
    if len(text) > 200:
        return []
    cuts, depth = [0], 0
    for k, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if k and text[k - 1] == " " and not depth and (char.isupper() or _YEAR.match(text, k)):
            before = text[cuts[-1] : k].split()
            if not (before[-1].lower() in ("năm", "quý", "tháng") and char.isdigit()):
                cuts.append(k)
    cuts.append(len(text))
    return [(start + a, start + a + len(text[a:b].rstrip())) for a, b in pairwise(cuts)]
