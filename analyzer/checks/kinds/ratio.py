"""Percentages held against the numerator and the denominator that stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.checks.context import Context
from analyzer.checks.grids import Grid, Row, grids
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import decimals_of, found, sentence_at, shown, single
from analyzer.checks.model import Finding, Rule
from analyzer.checks.quotients import Quotient, sentence_quotients
from analyzer.extraction.model import Analysis, Figure
from analyzer.structure.model import Span
from analyzer.text.fold import bare

_PEOPLE = ("nguoi", "lao dong", "nguoi lao dong")


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each percentage that does not fit."""
    analysis = context.analysis
    quotients = [*_in_sentences(analysis), *_in_tables(context), *_of_labour_force(analysis)]
    findings: dict[Span, Finding] = {}
    for quotient in quotients:
        if not quotient.holds:
            calculation = quotient.calculation
            findings.setdefault(
                quotient.at,
                found(
                    rule, (quotient.at,), calculation, stated=f"{shown(quotient.stated)}%", real=quotient.recalculated
                ),
            )
    faults = tuple(findings[span] for span in sorted(findings))
    evidence = tuple(span for fault in faults for span in fault.evidence)
    return Outcome("missing" if faults else "met", evidence, checked=len(quotients), findings=faults, confidence=0.9)


def _in_sentences(analysis: Analysis) -> Iterator[Quotient]:
    seen: set[Span] = set()
    for figure in analysis.figures:
        unit = analysis.outline.unit_at(figure.value_span[0])
        span = sentence_at(figure.value_span[0], analysis)
        if figure.unit == "%" and unit is not None and unit.kind != "cell" and span not in seen:
            seen.add(span)
            yield from sentence_quotients(analysis, span)


def _of_labour_force(analysis: Analysis) -> Iterator[Quotient]:
    """ "N people, x% of the labour force", where the document gives one labour force only."""
    bases = [f for f in analysis.figures if f.indicator == "labour_force_count" and bare(f.unit) in _PEOPLE]
    forces = {single(f) for f in bases}
    force = forces.pop() if len(forces) == 1 else None
    if force is None or force < 100 or bases[0].kind != "result":
        return
    base = bases[0]
    for first, second in zip(analysis.figures, analysis.figures[1:], strict=False):
        part, rate = single(first), single(second)
        if part is None or rate is None or second.unit != "%" or first.unit in ("%", "đồng") or first.kind != "result":
            continue
        between = analysis.outline.bare_text[first.value_span[1] : second.value_span[0]]
        behind = analysis.outline.bare_text[second.value_span[1] : second.value_span[1] + 40]
        if (
            len(between) > 30
            or ")" in between
            or not re.search(r"(?:chiem|dat|bang|ty le)\W{0,3}$", between)
            or part > force
        ):
            continue
        if not re.match(r"\W{0,2}(?:so voi )?(?:tong )?(?:so )?(?:luc luong lao dong|lao dong trong do tuoi)", behind):
            continue
        if _ends(base) is not None and _ends(first) is not None and _ends(base) != _ends(first):
            continue
        at = sentence_at(first.value_span[0], analysis)
        yield Quotient(part, force, rate, decimals_of(analysis.quote(second.value_span)), at)


def _ends(figure: Figure) -> str | None:
    return figure.when.end if figure.when is not None else None


def _in_tables(context: Context) -> Iterator[Quotient]:
    for grid in grids(context):
        for column in range(grid.width):
            if grid.is_rate(column):
                yield from _column(grid, column)


def _column(grid: Grid, rate: int) -> Iterator[Quotient]:
    """The pair of columns that gives most rates of this one; the rows that do not fit are the faults."""
    best: list[Quotient] = []
    most = 1
    for part in range(grid.width):
        for whole in range(grid.width):
            if len({part, whole, rate}) < 3:
                continue
            rows = [q for row in grid.rows if (q := _row(row, part, whole, rate)) is not None]
            fitting = sum(q.holds for q in rows)
            if fitting > most and fitting * 2 > len(rows):
                best, most = rows, fitting
    yield from best


def _row(row: Row, part: int, whole: int, rate: int) -> Quotient | None:
    a, b, p = (row.values.get(column) for column in (part, whole, rate))
    if a is None or b is None or p is None or b <= 0:
        return None
    return Quotient(a, b, p, row.decimals.get(rate, 0), row.span)


KIND = CheckKind(
    "ratio", (), run, messages=("met", "missing", "finding"), fields=("stated", "real", "calculation")
)  # fmt: skip
