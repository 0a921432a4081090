"""The units of a document, and what each stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from analyzer.structure.flattened import FlatTable, find_flattened
from analyzer.structure.headings import Candidate
from analyzer.structure.model import ColumnRole, Section, Table, Unit, UnitKind
from analyzer.structure.tables import column_role, grid, header_rows
from analyzer.text.markers import parse_marker
from analyzer.text.model import CellSpan, CleanText, Line
from analyzer.text.sentences import sentences

_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu (?:số|mẫu)|DANH MỤC|KẾ HOẠCH\s*$)")
_INTRODUCES = re.compile(r":\s*$")


class UnitBuilder:
    """Builds the units of a document, in order. ``heads`` are its headings by line, ``regions`` says which lines
    are letterhead, title, recipients or signature."""

    def __init__(
        self,
        clean: CleanText,
        sections: list[Section],
        headings: list[Candidate],
        regions: dict[int, UnitKind],
        body: tuple[int, int],
    ) -> None:
        self._clean = clean
        self._sections = sections
        self._headings = {h.index: (k, h) for k, h in enumerate(headings)}
        self._regions = regions
        self._body = body
        self._units: list[Unit] = []
        self._tables: list[Table] = []
        self._heading_units: dict[int, int] = {}
        self._starts = [s.span[0] for s in sections]
        self._items: list[tuple[str, int]] = []
        self._intro: int | None = None
        self._section: int | None = None
        self._annex = 0

    def build(self) -> tuple[list[Unit], list[Table]]:
        """All units and tables."""
        lines = self._clean.lines
        self._flat = {table.first: table for table in find_flattened(self._clean, self._body[0], len(lines))}
        index = 0
        while index < len(lines):
            if lines[index].kind == "row":
                last = index
                while last < len(lines) and lines[last].kind == "row" and lines[last].table == lines[index].table:
                    last += 1
                self._add_table(index, last)
                index = last
                continue
            if index in self._flat:
                self._add_flat(self._flat[index])
                index = self._flat[index].last
                continue
            self._add_line(index)
            index += 1
        return self._units, self._tables

    def _section_at(self, offset: int) -> int | None:
        place = bisect_right(self._starts, offset) - 1
        while place >= 0 and not self._sections[place].span[0] <= offset < self._sections[place].span[1]:
            above = self._sections[place].parent
            if above is None:
                return None
            place = above
        return place if place >= 0 else None

    def _add_line(self, index: int) -> None:
        line = self._clean.lines[index]
        region = self._regions.get(index)
        if region is not None:
            self._append(
                line.body if region == "recipients" else line.start, line.end, region, index, line.marker, 0, None, ()
            )
            return
        if (
            index >= self._body[1]
            and line.kind == "paragraph"
            and _ANNEX.match(self._clean.text[line.start : line.end])
        ):
            self._annex += 1
            self._forget()
        if line.kind == "footnote":
            self._append(line.start, line.end, "footnote", index, "", 0, self._section, self._leads(None))
            return
        if index in self._headings:
            self._add_heading(index)
            return
        section = self._section_at(line.start)
        if section != self._section:
            self._section = section
            self._forget()
        text = self._clean.text[line.start : line.end]
        kind: UnitKind = (
            "item"
            if line.marker
            else "opening"
            if section is None and index < self._body[1] and not self._annex
            else "paragraph"
        )
        depth = self._nest(line) if line.marker else 0
        if not line.marker:
            self._items.clear()
        leads = self._leads(depth)
        unit = self._append(line.body, line.end, kind, index, line.marker, depth, section, leads)
        if line.marker:
            self._items.append((self._sort(line), unit))
        elif _INTRODUCES.search(text):
            self._intro = unit
        else:
            self._intro = None

    def _forget(self) -> None:
        self._items.clear()
        self._intro = None

    def _add_heading(self, index: int) -> None:
        number, heading = self._headings[index]
        line = self._clean.lines[index]
        self._section = number
        self._forget()
        leads = tuple(self._heading_units[s] for s in self._above(self._sections[number].parent))
        unit = self._append(line.body, heading.end, "heading", index, line.marker, 0, number, leads)
        self._heading_units[number] = unit
        if heading.run_in:
            start = heading.end
            while start < line.end and self._clean.text[start].isspace():
                start += 1
            self._append(start, line.end, "paragraph", index, "", 0, number, self._leads(0))

    def _above(self, section: int | None) -> list[int]:
        chain = []
        while section is not None:
            chain.append(section)
            section = self._sections[section].parent
        return chain

    def _leads(self, depth: int | None) -> tuple[int, ...]:
        """Enclosing items, the paragraph that introduces the list, the headings."""
        items = [unit for _, unit in reversed(self._items)] if depth else []
        intro = [self._intro] if self._intro is not None and depth is not None and depth > 0 else []
        headings = [self._heading_units[s] for s in self._above(self._section) if s in self._heading_units]
        return tuple(items + intro + headings)

    def _sort(self, line: Line) -> str:
        marker = line.numbering or parse_marker(self._clean.text[line.start : line.end])
        if marker is None:
            return line.marker
        if marker.type == "bullet":
            return {"–": "-", "—": "-", "·": "•", "●": "•", "▪": "•"}.get(marker.text[0], marker.text[0])
        return f"{marker.type}{len(marker.numbers) if marker.type == 'decimal' else ''}"

    def _nest(self, line: Line) -> int:
        """Depth of an item: a sort of marker seen above closes what stands deeper; a new one opens a level."""
        sort = self._sort(line)
        for place, (above, _) in enumerate(self._items):
            if above == sort:
                del self._items[place:]
                break
        return len(self._items) + 1

    def _append(
        self,
        start: int,
        end: int,
        kind: UnitKind,
        line: int,
        marker: str,
        depth: int,
        section: int | None,
        leads: tuple[int, ...],
    ) -> int:
        index = len(self._units)
        spans = tuple(sentences(self._clean.text, start, end))
        self._units.append(
            Unit(index, start, end, kind, line, marker, depth, section, leads, annex=self._annex, sentences=spans)
        )
        return index

    def _add_table(self, first: int, last: int) -> None:
        lines = self._clean.lines[first:last]
        rows, width = grid(lines)
        heads = header_rows(self._clean, rows)
        section = self._section_at(lines[0].start) if first < self._body[1] else None
        number = len(self._tables)
        below = self._leads(0) if section == self._section else ()
        indexes: list[list[int | None]] = [[None] * width for _ in rows]
        line_of = {span.start: first + k for k, line in enumerate(lines) for span in line.cells}
        columns = [self._column(rows, heads, c) for c in range(width)]
        for r, row in enumerate(rows):
            for c, span in enumerate(row):
                if span is None or span.end <= span.start:
                    continue
                header = r < heads
                leads = self._cell_leads(indexes, heads, r, c, columns) if not header else ()
                unit = self._append(span.start, span.end, "cell", line_of[span.start], "", 0, section, (*leads, *below))
                self._units[unit] = replace(self._units[unit], table=number, row=r, column=c, header_cell=header)
                indexes[r][c] = unit
        self._tables.append(
            Table(
                number,
                (lines[0].start, lines[-1].end),
                tuple(tuple(r) for r in indexes),
                heads,
                tuple(columns),
                section,
                lines[0].page,
            )
        )

    def _add_flat(self, flat: FlatTable) -> None:
        """A table that a copy has flattened: its cells are lines, or several lines, of the text."""
        lines = self._clean.lines
        section = self._section_at(lines[flat.first].start) if flat.first < self._body[1] else None
        number = len(self._tables)
        below = self._leads(0) if section == self._section else ()
        indexes: list[list[int | None]] = [[None] * len(flat.columns) for _ in flat.rows]
        for r, row in enumerate(flat.rows):
            for c, span in enumerate(row):
                if span is None:
                    continue
                leads = self._cell_leads(indexes, 1, r, c, list(flat.columns)) if r else ()
                line = self._clean.line_at(span[0]).number - 1
                unit = self._append(span[0], span[1], "cell", line, "", 0, section, (*leads, *below))
                self._units[unit] = replace(self._units[unit], table=number, row=r, column=c, header_cell=r == 0)
                indexes[r][c] = unit
        span = (lines[flat.first].start, lines[flat.last - 1].end)
        rows = tuple(tuple(row) for row in indexes)
        self._tables.append(Table(number, span, rows, 1, flat.columns, section, lines[flat.first].page))

    def _column(self, rows: list[list[CellSpan | None]], heads: int, column: int) -> ColumnRole:
        role: ColumnRole = "other"
        for row in rows[:heads]:
            span = row[column] if column < len(row) else None
            if span is None:
                continue
            found = column_role(self._clean.text[span.start : span.end])
            role = found if found != "other" else role
        return role

    def _cell_leads(
        self, indexes: list[list[int | None]], heads: int, r: int, c: int, columns: list[ColumnRole]
    ) -> tuple[int, ...]:
        """The row's own heads (cells before it that hold words), then its column's header cells, nearest first."""
        before = [
            u for k, u in enumerate(indexes[r][:c]) if u is not None and columns[k] != "order" and self._worded(u)
        ]
        over: list[int] = []
        for head in range(heads - 1, -1, -1):
            column = c
            while column >= 0 and indexes[head][column] is None:
                column -= 1  # a merged header cell stands at its first column
            unit = indexes[head][column] if column >= 0 else None
            if unit is not None and unit not in over:
                over.append(unit)
        return (*reversed(before), *over)

    def _worded(self, unit: int) -> bool:
        text = self._clean.text[self._units[unit].start : self._units[unit].end]
        return any(char.isalpha() for char in text)
