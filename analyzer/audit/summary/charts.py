"""The geometry of the charts: plain numbers for the SVG of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from analyzer.audit.summary.model import Series

WIDTH, HEIGHT = 300, 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 62, 20, 24
_KINDS = ("target", "result")


@dataclass(frozen=True, slots=True)
class Point:
    """The values of one kind in one year, and where they stand. ``label``: whether the median is written at it."""

    kind: str
    year: int
    count: int
    low: float
    middle: float
    high: float
    x: float
    y: float
    y_low: float
    y_high: float
    label_y: float | None
    """Where the median is written, None where it is not."""
    label_x: float
    anchor: str
    over: bool
    """Whether the range goes on above the chart (``under``: below it)."""
    under: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One small multiple: points by year, the lines through the medians, and the years along the bottom."""

    points: list[Point]
    lines: list[tuple[str, str]]
    ticks: list[tuple[float, int, str]]
    """Place, year, and how the text is anchored."""


def chart_of(series: Series) -> Chart:
    """The chart of a series. Its vertical scale is that of the medians, with some room: one document's odd value must
    not flatten the others; a range that is wider goes on beyond the chart."""
    years = sorted({year for _, year in series.values})
    bottom, top = _scale(series)
    room = HEIGHT - _TOP - _BOTTOM

    def y_of(value: float) -> float:
        share = (min(top, max(bottom, value)) - bottom) / (top - bottom)
        return round(_TOP + room * (1 - share), 1)

    places = _spread(years)
    points, lines = [], []
    for kind in _KINDS:
        of_kind = []
        known = sorted(year for some, year in series.values if some == kind)
        for year in known:
            values = series.values[kind, year]
            middle = median(values)
            shift = (-3.5 if kind == "target" else 3.5) if all((k, year) in series.values for k in _KINDS) else 0
            of_kind.append(
                Point(kind, year, len(values), min(values), middle, max(values), round(places[year] + shift, 1),
                      y_of(middle), y_of(min(values)), y_of(max(values)), None, 0.0, "start",
                      max(values) > top, min(values) < bottom)
            )  # fmt: skip
        of_kind[-1:] = [_labelled(p, years[-1]) for p in of_kind[-1:]]
        points.extend(of_kind)
        if len(of_kind) > 1:
            lines.append((kind, " ".join(f"{p.x},{p.y}" for p in of_kind)))
    return Chart(_apart(points), lines, _ticks(years, places))


def _scale(series: Series) -> tuple[float, float]:
    """Lowest and highest value of the chart; from 0 where the medians come near it, to 100 for shares near that."""
    middles = [median(values) for values in series.values.values()]
    low, high = min(middles), max(middles)
    room = 0.4 * (high - low) or 0.2 * abs(high) or 1.0
    bottom = low - room if low > 0.5 * high else min(0.0, low)
    top = min(100.0, high + room) if series.unit == "%" and high <= 100 else high + room
    return (max(0.0, bottom) if low >= 0 else bottom), max(top, bottom + 1e-9)


def _labelled(point: Point, last_year: int) -> Point:
    """With the median written behind it, or above it where the chart goes on."""
    if point.year == last_year:
        return replace(point, label_x=point.x + 8, label_y=point.y + 4, anchor="start")
    return replace(point, label_x=point.x, label_y=round(point.y - 8, 1), anchor="middle")


def _apart(points: list[Point]) -> list[Point]:
    """Moves the two labels from each other where they would meet."""
    marked = [p for p in points if p.label_y is not None]
    if len(marked) < 2 or "middle" in (marked[0].anchor, marked[1].anchor) or abs(marked[0].y - marked[1].y) >= 13:
        return points
    upper = min(marked, key=lambda p: p.y)
    middle = (marked[0].y + marked[1].y) / 2 + 4
    return [
        p if p.label_y is None else replace(p, label_y=round(middle + (-6.5 if p is upper else 6.5), 1)) for p in points
    ]


def _spread(years: Sequence[int]) -> dict[int, float]:
    """Where each year stands, in proportion to time."""
    first, last = years[0], years[-1]
    inner = WIDTH - _LEFT - _RIGHT
    if first == last:
        return {first: _LEFT + inner / 2}
    return {year: round(_LEFT + inner * (year - first) / (last - first), 1) for year in years}


def _ticks(years: Sequence[int], places: dict[int, float]) -> list[tuple[float, int, str]]:
    """Years that are written: as many as stand apart, the first and the last always."""
    kept: list[int] = []
    for year in years:
        if not kept or places[year] - places[kept[-1]] >= 34:
            kept.append(year)
    if kept[-1] != years[-1]:
        if len(kept) > 1:
            kept.pop()
        kept.append(years[-1])
    return [(places[year], year, "middle") for year in kept]
