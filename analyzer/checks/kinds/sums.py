"""Parts that should add up to the total beside them: in a sentence, a list, a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from analyzer.checks.context import Context
from analyzer.checks.grids import Grid, grids
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found, sentence_at, shown, single
from analyzer.checks.model import Finding, Rule
from analyzer.extraction.model import Analysis, Figure
from analyzer.structure.model import Span
from analyzer.text.fold import bare

_OPEN = re.compile(r"trong do|trong so do")
_CLOSED = re.compile(r"\b(?:bao gom|gom co|gom|chia ra|cu the)\b")
_TERMS = re.compile(r"(?:truoc han|dung han|som han)\W{1,3}(?:la |co )?$")
"""How solved files fall apart: before, in and after their term."""
_PAIRS = (("bat buoc", "tu nguyen"), ("truc tuyen", "truc tiep"), ("dung han", "qua han"))
"""What makes up a whole between themselves."""
_BRACKET = re.compile(r"^\W{0,2}[a-z ,]{0,40}\($|^\W{0,2}[a-z ,]{0,40}\([a-z ]{1,30}:?\s?$")
_WITHIN = re.compile(r"\btrong(?: tong)?(?: so)?\W{0,2}$")
_AMONG = re.compile(r"^[^\d;.:]{0,60}\bco\W{0,2}$")
"""Around a total: "Trong 58 hội nghị nêu trên có"."""
_TOGETHER = re.compile(r"\b(?:tong cong|tong so|cong chung|nang tong so)\b[^\d]{0,30}$")
_EVENTS = frozenset({"hoi nghi", "cuoc", "buoi", "hoi thao", "toa dam", "hoi nghi tuyen truyen", "cuoc hop"})
_CROSSING = re.compile(r"\bnu\b|dang vien|dan toc|ton giao|thanh nien|tre\b|moi\b|tai tuc|nghi huu")
"""Words of parts that cut across one another, so that they need not add up."""
_CLOSE = 0.1
"""How near the sum of an open list must come to be meant as the whole."""
_FAIRLY_CLOSE = 0.15
"""The same where three parts or more give more than the whole."""
_SAID_CLOSE = 0.3
"""The same where the words say that the parts are all ("gồm", "Tổng cộng")."""
_ALL = re.compile(r"\W*(?:tong cong|cong)\W*")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts, with where they stand."""

    total: float
    parts: tuple[float, ...]
    at: tuple[Span, ...]

    @property
    def calculation(self) -> str:
        """The sum as shown to the reader."""
        added = " + ".join(shown(part) for part in self.parts)
        return f"{added} = {shown(sum(self.parts))} ≠ {shown(self.total)}"


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each total that its parts do not give."""
    checked = 0
    findings: dict[Span, Finding] = {}
    for group, holds in (*_in_text(context.analysis), *_in_tables(context)):
        checked += 1
        if not holds:
            fault = found(rule, group.at, group.calculation, total=shown(group.total), added=shown(sum(group.parts)))
            findings.setdefault(group.at[0], fault)
    faults = tuple(findings[span] for span in sorted(findings))
    evidence = tuple(span for fault in faults for span in fault.evidence)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=faults, confidence=0.88)


def _in_text(analysis: Analysis) -> Iterator[tuple[Sum, bool]]:
    figures = [f for f in analysis.figures if not _in_cell(f, analysis)]
    for index, total in enumerate(figures):
        value = single(total)
        if value is None or total.unit == "%" or value < 2:
            continue
        sentence = sentence_at(total.value_span[0], analysis)
        before = [f for f in figures[max(0, index - 6) : index] if f.value_span[0] >= sentence[0]]
        summed = _summed_up(total, before, sentence, analysis)
        if summed is not None:
            yield summed
            continue
        rest = figures[index + 1 :]
        low = total.value_span[1]
        first = rest[0].value_span[0] if rest else sentence[1]
        gap = analysis.outline.bare_text[low : min(first, sentence[1])]
        cue = _CLOSED.search(gap) or _OPEN.search(gap) or _TERMS.search(gap) or _BRACKET.search(gap)
        cue = cue or (_AMONG.search(gap) if _WITHIN.search(_right_before(total, analysis)) else None)
        if cue is None or ";" in gap[: cue.start()] or len(gap) > 160:
            continue
        inside = [f for f in rest if f.value_span[0] < sentence[1]]
        spans = [sentence]
        if not inside:
            inside, spans = _listed(total, sentence, rest, analysis)
        parts = _parts(total, inside, analysis)
        if len(parts) < 2:
            continue
        values = tuple(v for f in parts if (v := single(f)) is not None)
        tail = re.split(r"[,.;]", analysis.outline.bare_text[parts[-1].value_span[1] : spans[-1][1]])[0]
        words = analysis.outline.bare_text[parts[0].value_span[0] - 20 : parts[-1].value_span[1]] + tail
        closed = (_CLOSED.search(gap) or (_TERMS.search(gap) and len(parts) >= 3)) is not None
        verdict = _judge(value, values, words, closed)
        if verdict is not None:
            yield Sum(value, values, tuple(spans)), verdict


def _right_before(figure: Figure, analysis: Analysis) -> str:
    start = figure.value_span[0]
    return analysis.outline.bare_text[max(0, start - 16) : start]


def _summed_up(total: Figure, before: list[Figure], sentence: Span, analysis: Analysis) -> tuple[Sum, bool] | None:
    """ "A of this and B of that, together C": the two figures right before a total that is said to sum them up."""
    value = single(total)
    if value is None or len(before) < 2:
        return None
    gap = analysis.outline.bare_text[before[-1].value_span[1] : total.value_span[0]]
    if not _TOGETHER.search(gap) or ";" in gap:
        return None
    parts = [f for f in before if _noun(f.unit) == _noun(total.unit) and single(f) is not None and f.op != "delta"]
    between = analysis.outline.bare_text[parts[0].value_span[1] : parts[-1].value_span[0]] if len(parts) == 2 else ";"
    values = tuple(v for f in parts if (v := single(f)) is not None)
    if ";" in between or _CROSSING.search(between) or any(v > value * 1.5 for v in values):
        return None
    return Sum(value, values, (sentence,)), abs(sum(values) - value) < 1e-6


def _in_cell(figure: Figure, analysis: Analysis) -> bool:
    unit = analysis.outline.unit_at(figure.value_span[0])
    return unit is None or unit.kind == "cell"


def _listed(total: Figure, sentence: Span, rest: list[Figure], analysis: Analysis) -> tuple[list[Figure], list[Span]]:
    """The first figure of each item of the list that the sentence of the total introduces."""
    unit = analysis.outline.unit_at(total.value_span[0])
    if unit is None or not analysis.quote(sentence).rstrip().endswith(":"):
        return [], [sentence]
    firsts: dict[int, Figure] = {}
    for figure in rest:
        own = analysis.outline.unit_at(figure.value_span[0])
        if own is not None and own.kind == "item" and own.leads and own.leads[0] == unit.index:
            firsts.setdefault(own.index, figure)
    units = [analysis.outline.units[i] for i in firsts]
    return list(firsts.values()), [sentence, *((u.start, u.end) for u in units)]


def _parts(total: Figure, inside: list[Figure], analysis: Analysis) -> list[Figure]:
    """The figures of the total's unit up to the end of the enumeration."""
    parts: list[Figure] = []
    end = total.value_span[1]
    for figure in inside:
        gap = analysis.outline.bare_text[end : figure.value_span[0]]
        if parts and (_OPEN.search(gap) or _CLOSED.search(gap) or "ngoai ra" in gap):
            break
        end = figure.value_span[1]
        if figure.op == "delta" or figure.unit == "%":
            continue
        if _noun(figure.unit) != _noun(total.unit) or figure.per != total.per or single(figure) is None:
            if parts:
                break
            continue
        parts.append(figure)
    return parts


def _noun(unit: str) -> str:
    noun = bare(unit).split(",")[0].strip()
    return "hoi nghi" if noun in _EVENTS else noun


def _judge(total: float, parts: tuple[float, ...], words: str, closed: bool) -> bool | None:
    """Whether the parts give the total; None where they need not."""
    if any(abs(added - total) < 1e-6 for added in accumulate(parts)):
        return True
    added = sum(parts)
    near = _SAID_CLOSE if closed else _FAIRLY_CLOSE if added > total and len(parts) >= 3 else _CLOSE
    if any(part > total for part in parts) or abs(added - total) > total * near:
        return None
    if _CROSSING.search(words) and not closed:
        return None
    pair = any(all(word in words for word in pair) for pair in _PAIRS)
    if closed or pair or added > total or len(parts) >= 3:
        return False
    return None


def _in_tables(context: Context) -> Iterator[tuple[Sum, bool]]:
    for grid in grids(context):
        wrong: set[Span] = set()
        for group, holds in _totals_column(grid):
            wrong |= set() if holds else set(group.at)
            yield group, holds
        # A row whose own total is wrong may be what makes the last row wrong: that is one fault.
        rows = (*_totals_row(grid), *_subtotal_rows(grid))
        yield from ((group, holds) for group, holds in rows if holds or not wrong)


def _totals_row(grid: Grid) -> Iterator[tuple[Sum, bool]]:
    """The row that sums up, at the top or the bottom, against the rows beside it."""
    totals = [row for row in grid.rows if row.is_total]
    if len(totals) != 1 or len(grid.rows) < 4 or totals[0] not in (grid.rows[0], grid.rows[-1]):
        return
    others = [row for row in grid.rows if row is not totals[0]]
    sums: list[tuple[Sum, bool]] = []
    for column, total in totals[0].values.items():
        if grid.is_rate(column) or not all(column in row.values for row in others):
            continue
        parts = tuple(row.values[column] for row in others)
        sums.append((Sum(total, parts, (totals[0].span,)), abs(sum(parts) - total) < 0.05))
    right = any(holds for _, holds in sums)
    near = _SAID_CLOSE if _ALL.fullmatch(totals[0].label) and totals[0] is grid.rows[-1] else _CLOSE
    for group, holds in sums:
        if holds or right or abs(sum(group.parts) - group.total) <= group.total * near:
            yield group, holds


def _subtotal_rows(grid: Grid) -> Iterator[tuple[Sum, bool]]:
    """A total between rows of other things, against all rows above it; sure where one of its columns adds up."""
    for index, total in enumerate(grid.rows[:-1]):
        parts = grid.rows[:index]
        if not total.is_total or len(parts) < 2 or any(row.is_total for row in parts):
            continue
        sums = []
        for column, value in total.values.items():
            values = tuple(row.values[column] for row in parts if column in row.values)
            if len(values) == len(parts):
                sums.append((Sum(value, values, (total.span,)), abs(sum(values) - value) < 0.05))
        if any(holds for _, holds in sums):
            yield from sums
        return


def _totals_column(grid: Grid) -> Iterator[tuple[Sum, bool]]:
    """A column that is the sum of those beside it in most rows: the rows where it is not are the faults."""
    for column in range(grid.width):
        for columns in _neighbours(grid, column):
            sums: list[tuple[Sum, bool]] = []
            for row in grid.rows:
                total = row.values.get(column)
                parts = [row.values[c] for c in columns if c in row.values]
                if total is not None and len(parts) == len(columns):
                    group = Sum(total, tuple(parts), (row.span,))
                    sums.append((group, abs(sum(parts) - total) < 0.05))
            fitting = sum(holds and group.total > 0 for group, holds in sums)
            if fitting >= 3 and fitting * 3 >= len(sums) * 2:
                yield from sums
                return


def _neighbours(grid: Grid, column: int) -> Iterator[range]:
    """The runs of two to seven count columns right behind a column, or right before it."""
    if grid.is_rate(column):
        return
    for size in range(2, 8):
        for columns in (range(column + 1, column + 1 + size), range(column - size, column)):
            if columns[0] >= 0 and columns[-1] < grid.width and not any(grid.is_rate(c) for c in columns):
                yield columns


KIND = CheckKind("sums", (), run, messages=("met", "missing", "finding"), fields=("total", "added", "calculation"))
