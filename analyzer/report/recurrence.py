"""Recurring times as rules of iCalendar (RFC 5545, 3.3.10), and ISO dates that are known in part as days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from analyzer.report.model import DeadlineItem

_EVERY = re.compile(r"P(\d{1,3})([DWMY])")
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``first``: the day of the first occurrence; ``rule``: the value of RRULE, with its end where there is one."""

    first: date
    rule: str


def first_day(iso: str | None) -> date | None:
    """2026-06 → 2026-06-01; None for no date."""
    return _day(iso, last=False)


def last_day(iso: str | None) -> date | None:
    """2026-06 → 2026-06-30; None for no date."""
    return _day(iso, last=True)


def _day(iso: str | None, *, last: bool) -> date | None:
    if not iso:
        return None
    try:
        year, *rest = map(int, iso.split("-"))
        month = rest[0] if rest else 12 if last else 1
        return date(year, month, rest[1] if len(rest) > 1 else _length(year, month) if last else 1)
    except (ValueError, IndexError):
        return None


def recurrence_of(deadline: DeadlineItem, base: date, until: date | None) -> Recurrence | None:
    """The rule of a recurring time from ``base`` to ``until`` (both included); None where nothing of it is in there,
    or its period is unknown.

    Without a day of its own it falls on the last day of each period; of a week, on Friday.
    """
    match = _EVERY.fullmatch(deadline.every or "")
    if match is None or not 0 < int(match[1]) <= 120:
        return None
    count, unit = int(match[1]), match[2]
    interval = f";INTERVAL={count}" if count > 1 else ""
    if unit in "DW":
        first = base if unit == "D" else base + timedelta((_FRIDAY - base.weekday()) % 7)
        rule = f"FREQ=DAILY{interval}" if unit == "D" else f"FREQ=WEEKLY{interval};BYDAY=FR"
        return _bounded(first, rule, until)
    day = deadline.day or -1
    months, every_years = _months(deadline.month, count, unit)
    if day > 0 and not deadline.inclusive:
        day -= 1
        if day == 0:  # before the first of a month: the last day of the month before
            months, day = sorted((month - 2) % 12 + 1 for month in months), -1
    first_found = _first(months, day, base)
    if first_found is None:
        return None
    step = f";INTERVAL={every_years}" if every_years > 1 else ""
    rule = f"FREQ=YEARLY{step};BYMONTH={','.join(map(str, months))};BYMONTHDAY={day}"
    return _bounded(first_found, rule, until)


def _months(month: int | None, count: int, unit: str) -> tuple[list[int], int]:
    """Months of the year in which it falls, and every how many years."""
    if unit == "Y":
        return [month or 12], count
    if 12 % count == 0:
        return [place for place in range(1, 13) if place % count == 0], 1
    return [month or 12], max(1, count // 12)


def _first(months: list[int], day: int, base: date) -> date | None:
    for year in range(base.year, min(base.year + 9, date.max.year)):  # nine years hold a 29 February
        for month in months:
            length = _length(year, month)
            if day <= length:
                found = date(year, month, length if day < 0 else day)
                if found >= base:
                    return found
    return None


def _bounded(first: date, rule: str, until: date | None) -> Recurrence | None:
    if until is None:
        return Recurrence(first, rule)
    end = f"{until.year:04d}{until.month:02d}{until.day:02d}"
    return None if first > until else Recurrence(first, f"{rule};UNTIL={end}")


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
