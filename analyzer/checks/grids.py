"""Tables of numbers: their cells as values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from analyzer.checks.context import Context
from analyzer.checks.measures import decimals_of
from analyzer.extraction.figures.numbers import parse_number
from analyzer.structure.model import Outline, Span, Table
from analyzer.text.fold import bare

_NUMERIC = re.compile(r"\d[\d.,\s]{0,20}%?")
_ORDER = re.compile(r"\W*(?:tt|stt|so tt|so thu tu)\W*")
_TOTAL = re.compile(r"\W*(?:tong|tong cong|cong|tong so|toan (?:xa|phuong|huyen|tinh|thanh pho|nganh|dia ban)|chung)\b")
_RATE = re.compile(r"%|ty le|phan tram")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its first words, its span, and the value and decimals of each numeric cell by column."""

    label: str
    span: Span
    values: dict[int, float] = field(default_factory=dict)
    decimals: dict[int, int] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """Whether its label says that it sums up the others."""
        return _TOTAL.match(self.label) is not None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the folded words over each column, and its rows with numbers."""

    heads: list[str]
    rows: list[Row]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.heads)

    def is_rate(self, column: int) -> bool:
        """Whether a column holds percentages, by its head."""
        return _RATE.search(self.heads[column]) is not None


def grids(context: Context) -> list[Grid]:
    """The tables of a document that hold numbers."""
    if "grids" not in context.memo:
        outline = context.analysis.outline
        context.memo["grids"] = [grid for table in outline.tables if (grid := _grid(table, outline)).rows]
    kept: list[Grid] = context.memo["grids"]
    return kept


def _grid(table: Table, outline: Outline) -> Grid:
    width = max((len(row) for row in table.rows), default=0)
    heads = [""] * width
    rows: list[Row] = []
    for number, cells in enumerate(table.rows):
        texts = {
            c: outline.text[outline.units[i].start : outline.units[i].end] for c, i in enumerate(cells) if i is not None
        }
        if number < table.header_rows:
            for column, text in texts.items():
                heads[column] = f"{heads[column]} {bare(text)}".strip()
            continue
        own = [outline.units[i] for i in cells if i is not None and outline.units[i].row == number]
        values: dict[int, float] = {}
        decimals: dict[int, int] = {}
        label = ""
        for column, text in texts.items():
            value = parse_number(text.strip().rstrip("%").strip()) if _NUMERIC.fullmatch(text.strip()) else None
            if value is None:
                label = label or bare(text)
            elif not _ORDER.fullmatch(heads[column]):
                values[column] = float(value)
                decimals[column] = decimals_of(text)
        if values and own:
            rows.append(Row(label, (own[0].start, own[-1].end), values, decimals))
    return Grid(heads, rows)
