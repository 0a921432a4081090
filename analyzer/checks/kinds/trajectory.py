"""A value to start from, a yearly step and a value to reach, which must fit one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import bound, end_year, found, sentence_at, shown
from analyzer.checks.model import Finding, Rule
from analyzer.extraction.model import Analysis, Figure
from analyzer.structure.model import Span

_LOOSE = ("range", "approx", "le", "lt")
_FALLING = ("giam", "giam bot", "ha ")


@dataclass(frozen=True, slots=True)
class Path:
    """From ``first`` in a year, by ``step`` a year for ``years`` years, to ``last``."""

    first: float
    step: float
    years: int
    last: float
    least: bool
    """The start or the step is a minimum: the end may lie above the sum."""
    share: bool
    """The step is a percentage of a count."""
    unit: str
    at: Span

    @property
    def sum(self) -> float:
        """Where the steps lead."""
        if self.share:
            return float(self.first * (1 + self.step / 100) ** self.years)
        return self.first + self.step * self.years

    @property
    def holds(self) -> bool:
        """Whether the steps lead to the end; a step in per cent may also be of the value before."""
        if self.least and self.last >= self.sum - 1e-6:
            return True
        if abs(self.sum - self.last) < 0.051:
            return True
        grown = self.first * (1 + self.step / 100) ** self.years
        linear = self.first * (1 + self.step / 100 * self.years)
        if self.share:
            return min(abs(grown - self.last), abs(linear - self.last)) <= max(1.0, self.last * 0.01)
        return self.unit == "%" and abs(grown - self.last) < 0.6

    @property
    def calculation(self) -> str:
        """The sum as shown to the reader."""
        unit = "%" if self.unit == "%" else ""
        sign = "+" if self.step >= 0 else "-"
        step = f"{shown(abs(self.step))}%" if self.share or unit else shown(abs(self.step))
        total = shown(round(self.sum, 2))
        return f"{shown(self.first)}{unit} {sign} {self.years} × {step} = {total}{unit} ≠ {shown(self.last)}{unit}"


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each path that does not add up."""
    paths = list(_paths(context.analysis))
    faults: list[Finding] = []
    for path in paths:
        if not path.holds:
            unit = "%" if path.unit == "%" else ""
            reached, last = f"{shown(round(path.sum, 2))}{unit}", f"{shown(path.last)}{unit}"
            faults.append(found(rule, (path.at,), path.calculation, reached=reached, last=last))
    evidence = tuple(fault.evidence[0] for fault in faults)
    return Outcome("missing" if faults else "met", evidence, checked=len(paths), findings=tuple(faults), confidence=0.9)


def _paths(analysis: Analysis) -> Iterator[Path]:
    for index, step in enumerate(analysis.figures):
        amount = bound(step)
        if step.op != "delta" or step.per != "year" or amount is None or step.min != step.max:
            continue
        at = sentence_at(step.value_span[0], analysis)
        first = _beside(analysis, step, index, -1, at)
        last = _beside(analysis, step, index, 1, at)
        if first is None or last is None:
            continue
        start, end = bound(first), bound(last)
        years = _years(first, last, analysis)
        if start is None or end is None or years is None:
            continue
        before = analysis.outline.bare_text[max(at[0], step.value_span[0] - 40) : step.value_span[0]]
        if any(word in before for word in _FALLING):
            amount = -amount
        whole = (min(at[0], first.quote[0]), at[1]) if first.value_span[0] < at[0] else at
        behind = analysis.outline.bare_text[step.value_span[0] - 30 : step.value_span[1] + 20]
        least = first.op in ("ge", "gt") or any(word in behind for word in ("toi thieu", "it nhat", "tro len", "tren "))
        share = step.unit == "%" and first.unit != "%"
        yield Path(start, amount, years, end, least, share, first.unit, whole)


def _beside(analysis: Analysis, step: Figure, index: int, way: int, at: Span) -> Figure | None:
    """The value next to a step, of the same thing and in the same sentence."""
    place = index + way
    if not 0 <= place < len(analysis.figures):
        return None
    figure = analysis.figures[place]
    if not at[0] <= figure.value_span[0] < at[1] or figure.op in _LOOSE or figure.op == "delta":
        return None
    same_unit = figure.unit == step.unit or step.unit == "%"
    return figure if same_unit and (figure.indicator == step.indicator or way == 1) else None


def _years(first: Figure, last: Figure, analysis: Analysis) -> int | None:
    """Years between two values."""
    start, end = end_year(first, analysis), end_year(last, analysis)
    if start is None or end is None or not 0 < end - start <= 15:
        return None
    return end - start


KIND = CheckKind(
    "trajectory", (), run, messages=("met", "missing", "finding"), fields=("reached", "last", "calculation")
)
