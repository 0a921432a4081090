"""When a target is due, and how much of it by the end of a report's period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from analyzer.comparison.claims import Claim, Window, issued_on, window_of
from analyzer.extraction.model import Per

State = Literal["due", "running", "later", "earlier"]

_MOST_OF_A_MONTH = 15
"""Day from which the month in which a report is issued counts."""
_MONTHS: dict[Per, int] = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Due:
    """``due``: it had to be met in the report's period · ``running``: its time began and is not over · ``later``,
    ``earlier``: of another time. ``times``: how often a recurring amount was due. ``window``: the time the target is
    for, None where neither plan nor target says. ``share``: of a running target, how much of its time is over."""

    state: State
    window: Window | None
    times: int = 1
    share: float | None = None


def due(target: Claim, report: Window | None, cutoff: date | None = None) -> Due:
    """When a target of a plan is due, seen from a report's period. ``cutoff``: the day that the report was issued."""
    plan = window_of(target.analysis)
    if target.per is not None and not target.is_rate and target.figure.op != "delta":
        return _recurring(target, plan, report, cutoff)
    if target.per is not None and report is not None:
        return _each_year(target, plan, report)
    end = target.end or (plan.end if plan and target.start is None else None)
    start = target.start or (plan.start if plan and plan.start <= (end or plan.end) else None)
    if target.end is None and target.start is not None:
        end = date(target.start.year, 12, 31)
    if end is None:
        return Due("due", None)
    window = Window(start or date(end.year, 1, 1), end)
    if window.start > window.end:
        window = Window(window.end, window.end)
    if report is None:
        return Due("due", window)
    if end < report.start:
        return Due("earlier", window)
    if end <= report.end:
        return Due("due", window)
    if end.year == report.end.year and window.start <= report.end:
        return Due("running", window, share=_share(window, report.end))
    return Due("later", window)


def _each_year(target: Claim, plan: Window | None, report: Window) -> Due:
    """A level to be kept every year: due when the year is over."""
    whole = _own_window(target, plan) or report
    if report.end < whole.start:
        return Due("later", whole)
    if report.start > whole.end:
        return Due("earlier", whole)
    year = Window(date(report.end.year, 1, 1), date(report.end.year, 12, 31))
    if report.end < min(year.end, whole.end):
        return Due("running", year, share=_share(year, report.end))
    return Due("due", year)


def _recurring(target: Claim, plan: Window | None, report: Window | None, cutoff: date | None) -> Due:
    """An amount to be reached again and again: as often as its unit of time was over within the report's period."""
    assert target.per is not None
    whole = _own_window(target, plan)
    if report is None:
        return Due("due", whole, 1)
    if whole is not None and report.end < whole.start:
        return Due("later", whole)
    if whole is not None and report.start > whole.end:
        return Due("earlier", whole)
    window = Window(max(report.start, whole.start), min(report.end, whole.end)) if whole else report
    begun = issued_on(target.analysis)
    times = _times(target.per, window, begun, cutoff)
    if times:
        return Due("due", window, times)
    span = _unit_around(target.per, window.end)
    return Due("running", span, 1, share=_share(span, window.end))


def _own_window(target: Claim, plan: Window | None) -> Window | None:
    if target.end is None and target.start is None:
        return plan
    start = target.start or (plan.start if plan else None)
    end = target.end or (plan.end if plan else None)
    if start is None or end is None or start > end:
        return plan
    return Window(start, end)


def _times(per: Per, window: Window, begun: date | None, cutoff: date | None) -> int:
    """How many whole units of time lie in a window. Weeks and days count from when the plan was issued and to when
    the report was, months to the latter; a quarter, half-year or year counts where the window holds its end."""
    if per in ("week", "day"):
        start = max(window.start, begun) if begun and begun <= window.end else window.start
        end = min(window.end, cutoff) if cutoff and cutoff >= window.start else window.end
        days = (end - start).days + 1
        return max(0, days // 7 if per == "week" else days)
    end = window.end
    if per == "month" and cutoff and window.start <= cutoff < end:
        month = _unit_around(per, cutoff)
        end = month.end if cutoff.day >= _MOST_OF_A_MONTH else month.start
    count = 0
    unit = _unit_around(per, window.start)
    while unit.end <= end:
        count += begun is None or unit.end >= begun
        unit = _unit_around(per, unit.end + timedelta(days=1))
    return count


def _unit_around(per: Per, day: date) -> Window:
    """The calendar unit (year, quarter…) that holds a day."""
    if per == "week":
        start = day - timedelta(days=day.weekday())
        return Window(start, start + timedelta(days=6))
    if per == "day":
        return Window(day, day)
    size = _MONTHS[per]
    first = (day.month - 1) // size * size + 1
    start = date(day.year, first, 1)
    following = date(day.year + (first + size > 12), (first + size - 1) % 12 + 1, 1)
    return Window(start, following - timedelta(days=1))


def _share(window: Window, end: date) -> float:
    whole = (window.end - window.start).days + 1
    over = (min(end, window.end) - window.start).days + 1
    return max(0.0, min(1.0, over / whole))
