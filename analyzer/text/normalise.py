"""From the blocks of a source to clean paragraphs, each character with its way back."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from analyzer.reading.model import Cell, SourceText
from analyzer.text.fold import bare
from analyzer.text.joining import Joiner
from analyzer.text.mapped import Mapped
from analyzer.text.markers import Marker, parse_marker
from analyzer.text.model import CELL_BREAK, INNER_BREAK, CellSpan, CleanText, Line, LineKind
from analyzer.text.rawlines import (
    RawLine,
    cut,
    drop_furniture,
    lift_footnotes,
    single_spaced,
    split_columns,
    tabular,
    without_emphasis,
)
from analyzer.text.repair import is_broken, join_spaced, may_be_misread, mend_misread

_LAYOUT = re.compile(
    r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s?-\s?tu do|noi nhan\s?:"
    r"|(?:^|\s)(?:tm|kt|tl|tuq|q)\.\s?[a-z]|(?:^|\s)[tk]/[ml] [a-z]"
)
_BROKEN_SHARE = 0.003
_LINE_BREAK = Mapped.inserted("\n")


def normalise(source: SourceText) -> CleanText:
    """The normalised text of a source: one line for each paragraph, footnote or table row.

    Composed Unicode, tone marks in one convention, single spaces, sentences and syllables that were cut over
    lines whole again, page numbers and running heads gone. Cells of a row stand between tabs.
    """
    raw = cut(source)
    raw, dropped = drop_furniture(raw)
    raw = tabular(lift_footnotes(split_columns(raw)))
    text = " ".join([line.text for line in raw])
    tokens = Counter(text.split())
    builder = _Builder(source, is_broken(text, tokens, _BROKEN_SHARE), any(map(may_be_misread, tokens)))
    # Nothing goes on from one file of a document into the next.
    for (in_table, _), group in groupby(
        raw, key=lambda line: (line.block.cell is not None, source.file_of(line.block.id))
    ):
        run = list(group)
        if in_table:
            for _, table in groupby(run, key=lambda line: line.block.cell.table if line.block.cell else -1):
                builder.add_table(list(table))
        else:
            builder.add_run(run)
    clean = builder.done()
    if dropped:
        clean.repairs["page_furniture"] = clean.repairs.get("page_furniture", 0) + dropped
    return clean


class _Builder:
    def __init__(self, source: SourceText, broken: bool, misread: bool) -> None:
        """``broken``: syllables are split; ``misread``: some token may be a misreading."""
        self._source = source
        self._broken = broken
        self._misread = misread
        self._pieces: list[Mapped] = []
        self._length = 0
        self._lines: list[Line] = []
        self._repairs: dict[str, int] = {}

    def add_run(self, run: list[RawLine]) -> None:
        for group, marker in self._paragraphs(run):
            kind: LineKind = "footnote" if group[0].note else "paragraph"
            joined = self._join(group)
            if kind == "paragraph" and (len(group) > 1 or joined.text != group[0].text):
                marker = parse_marker(joined.text)
            self._add(joined, kind, group[0], marker=marker if kind == "paragraph" else None)

    def add_table(self, run: list[RawLine]) -> None:
        rows = [list(row) for _, row in groupby(run, key=lambda line: line.block.cell.row if line.block.cell else -1)]
        folded = bare("\n".join(line.text for line in run))
        columns = {line.block.cell.column for line in run if line.block.cell}
        if len(rows) <= 4 and len(columns) <= 3 and _LAYOUT.search(folded):
            for column in sorted(columns):
                self.add_run([line for line in run if line.block.cell and line.block.cell.column == column])
            return
        heads: set[tuple[str, ...]] = set()
        for row in self._whole(rows):
            if all(line.block.cell and line.block.cell.header for line in row):
                words = tuple(line.text for line in row)
                if words in heads:  # the head that a table repeats on its next page
                    self._repairs["page_furniture"] = self._repairs.get("page_furniture", 0) + 1
                    continue
                heads.add(words)
            self._add_row(row)

    def _whole(self, rows: list[list[RawLine]]) -> list[list[RawLine]]:
        """The rows, with those that a page break has cut in two put together."""
        whole: list[list[RawLine]] = []
        for row in rows:
            if whole and _goes_on(whole[-1], row):
                whole[-1] = sorted(whole[-1] + row, key=_column)
                self._count("joined_lines")
            else:
                whole.append(row)
        return whole

    def _add_row(self, row: list[RawLine]) -> None:
        pieces: list[Mapped] = []
        cells: list[tuple[int, int, Cell]] = []
        length = 0
        for _, group in groupby(row, key=lambda line: line.block.cell.column if line.block.cell else -1):
            lines = list(group)
            if pieces:
                pieces.append(Mapped.inserted(CELL_BREAK))
                length += 1
            start = length
            for count, (paragraph, _) in enumerate(self._paragraphs(lines)):
                if count:
                    pieces.append(Mapped.inserted(INNER_BREAK))
                    length += 1
                pieces.append(self._join(paragraph))
                length += len(pieces[-1])
            cell = lines[0].block.cell
            assert cell is not None
            cells.append((start, length, cell))
        base = self._start()
        spans = tuple(CellSpan(base + start, base + end, cell) for start, end, cell in cells)
        self._add(Mapped.join(pieces), "row", row[0], spans)

    def _paragraphs(self, run: list[RawLine]) -> Iterator[tuple[list[RawLine], Marker | None]]:
        """The lines of each paragraph, with the marker at the head of the first one."""
        run = [line for line in run if line.text or line.block.label]
        joiner = Joiner(run)
        current: list[RawLine] = []
        marker = joiner.marker
        self._glue: dict[int, str] = {}
        for index, line in enumerate(run):
            glue = joiner.glue(index) if current else None
            if glue is None:
                if current:
                    yield current, marker
                current, marker = [line], joiner.marker
            else:
                self._count("split_syllables" if glue == "" and line.text[:1].isalpha() else "joined_lines")
                self._glue[id(line)] = glue
                current.append(line)
        if current:
            yield current, marker

    def _join(self, group: Sequence[RawLine]) -> Mapped:
        first = group[0]
        pieces = []
        if first.block.label and not first.same_block:
            label = first.block.label
            pieces.append(Mapped.inserted(label + " " if first.text else label))
        for place, line in enumerate(group):
            if place:
                pieces.append(Mapped.inserted(self._glue[id(line)]))
            pieces.append(line.mapped)
        joined = single_spaced(without_emphasis(Mapped.join(pieces)))
        if joined is first.mapped and not (self._broken or self._misread):
            return joined
        joined, mended = mend_misread(join_spaced(joined) if self._broken else joined)
        if mended:
            self._repairs["misread_words"] = self._repairs.get("misread_words", 0) + mended
        return joined

    def _start(self) -> int:
        return self._length + (1 if self._lines else 0)

    def _add(
        self,
        mapped: Mapped,
        kind: LineKind,
        first: RawLine,
        cells: tuple[CellSpan, ...] = (),
        marker: Marker | None = None,
    ) -> None:
        if not mapped.text.strip():
            return
        start = self._start()
        if self._lines:
            self._pieces.append(_LINE_BREAK)
        self._pieces.append(mapped)
        self._length = start + len(mapped)
        body = start
        if marker is not None:
            body += marker.end
            while body < self._length and mapped.text[body - start] == " ":
                body += 1
        table = first.block.cell.table if kind == "row" and first.block.cell else None
        self._lines.append(
            Line(
                len(self._lines) + 1, start, self._length, kind, first.block.page, marker.text if marker else "", body,
                first.block.style, table, cells, marker,
            )
        )  # fmt: skip

    def _count(self, repair: str) -> None:
        self._repairs[repair] = self._repairs.get(repair, 0) + 1

    def done(self) -> CleanText:
        # Cutting pieces out of the numbers of all raw characters is faster than counting for each piece anew.
        counted = _numbers(sum(len(block.text) for block in self._source.blocks))
        origin: array[int] = array("l")
        as_they_stand: dict[int, int] = {}
        length = 0
        for piece in self._pieces:
            known = piece.origin
            if isinstance(known, range):
                as_they_stand[length] = length + len(known)
                origin.extend(counted[known.start : known.stop])
            else:
                origin.extend(known)
            length += len(known)
        text = "".join([piece.text for piece in self._pieces])
        return CleanText(text, self._lines, origin, self._source, self._repairs, as_they_stand)


def _numbers(count: int) -> array[int]:
    """The numbers from 0, at least ``count`` of them."""
    return _first_numbers() if count <= _MANY else array("l", range(count))


_MANY = 1 << 15
"""Characters of most documents."""


@cache
def _first_numbers() -> array[int]:
    return array("l", range(_MANY))


def _goes_on(above: list[RawLine], row: list[RawLine]) -> bool:
    """Whether a row at the top of a page is the rest of the one above it: nothing in its first column, where that one
    has its number, and a cell that goes on in lower case in one that was open."""
    last, first = above[-1].block, row[0].block
    if first.box is None or last.page is None or first.page is None or first.page <= last.page:
        return False
    ends = {_column(line): line.text for line in above}
    begins: dict[int, str] = {}
    for line in row:
        begins.setdefault(_column(line), line.text)
    if not begins.keys() <= ends.keys() or min(ends) in begins:
        return False
    return any(text[:1].islower() and not ends[column].endswith((".", ";", ":")) for column, text in begins.items())


def _column(line: RawLine) -> int:
    return line.block.cell.column if line.block.cell else -1
