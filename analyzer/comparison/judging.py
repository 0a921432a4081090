"""What a result says of a target: reached, exceeded, short, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analyzer.checks.measures import shown
from analyzer.extraction.model import Figure

Judgement = Literal["reached", "exceeded", "short", "open"]

_ABOUT = 0.05
"""How far below "khoảng x" a result may lie and still be about it."""
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: ``low`` at least (above it where ``above``), ``high`` at most (below it where ``below``);
    None for an open side. ``about``: the value is only approximate."""

    low: float | None
    high: float | None
    above: bool = False
    below: bool = False
    about: bool = False

    @property
    def value(self) -> float:
        """The one number to speak of: the least that is asked for, else the most."""
        return self.low if self.low is not None else self.high if self.high is not None else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """``value``: the number found; ``ratio``: value / wanted, None where that says nothing; ``gap``: value - wanted."""

    outcome: Judgement
    value: float
    ratio: float | None
    gap: float
    calculation: str


def wanted(figure: Figure, times: int = 1, *, smaller_is_better: bool = False) -> Wanted:
    """What a target asks for over ``times`` periods."""
    low, high = _times(figure.min, times), _times(figure.max, times)
    if figure.op in ("le", "lt"):
        return Wanted(None, high if high is not None else low, below=figure.op == "lt")
    if figure.op == "range":
        return Wanted(low, high)
    least = low if low is not None else high
    if smaller_is_better and figure.op in ("eq", "approx", "delta"):
        return Wanted(None, least, about=figure.op == "approx")
    return Wanted(least, None, above=figure.op == "gt", about=figure.op == "approx")


def judge(target: Wanted, result: Figure, unit: str, how: str = "", *, promise: bool = False) -> Judged:
    """A result against what was asked for. ``how``: what ``target`` was calculated from, shown before it.
    ``promise``: the figure is itself a target, of which only the bound it sets is promised."""
    low, high = result.min, result.max
    value = low if low is not None else high if high is not None else 0.0
    if promise:
        low = high = value
    elif result.op in ("le", "lt"):
        low, value = None, high if high is not None else value
    elif result.op in ("ge", "gt"):
        high = None
    outcome = _outcome(target, low, high, result.op)
    base = target.value
    ratio = round(value / base, 4) if base > 0 and result.op != "delta" else None
    gap = round(value - base, 6)
    return Judged(outcome, value, ratio, gap, _calculation(base, value, ratio, gap, unit, how))


def _outcome(target: Wanted, low: float | None, high: float | None, op: str) -> Judgement:
    """``open``: the result is itself a bound that leaves it undecided."""
    if target.low is None:
        if target.high is None or (high is None and (low is None or low <= target.high)):
            return "open"
        top = high if high is not None else low
        assert top is not None
        kept = top < target.high or (top <= target.high + _EPSILON and (not target.below or op == "lt"))
        if kept:
            return "reached"
        return "open" if low is None and high is not None else "short"
    least = target.low * (1 - _ABOUT) if target.about else target.low
    if low is None:
        return "short" if high is not None and high < least - _EPSILON else "open"
    enough = low > least + _EPSILON or (low >= least - _EPSILON and (not target.above or op == "gt"))
    if not enough:
        return "open" if high is None else "short"
    most = target.high if target.high is not None else target.low
    return "exceeded" if low > most + _EPSILON else "reached"


def _calculation(base: float, value: float, ratio: float | None, gap: float, unit: str, how: str) -> str:
    sign = "%" if unit == "%" else ""
    lead = f"{how}; " if how else ""
    share = f"{shown(value)}{sign} / {shown(base)}{sign} = {shown(ratio * 100, 1)}%" if ratio is not None else ""
    difference = f"{shown(value)} - {shown(base)} = {shown(gap)}"
    if gap == 0:
        return f"{lead}{shown(value)}{sign} = {shown(base)}{sign}"
    return lead + "; ".join(filter(None, [share, difference]))


def _times(value: float | None, times: int) -> float | None:
    return None if value is None else value * times
