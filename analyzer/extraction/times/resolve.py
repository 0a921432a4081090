"""From what is written to calendar dates. Nothing here guesses: an impossible date gives no date at all."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from analyzer.extraction.model import Precision
from analyzer.extraction.times.atoms import Atom


def day_of(year: int, month: int, day: int) -> date | None:
    """The date; day 0 is the last of the month. None for one that does not exist."""
    if not (1 <= month <= 12 and 1900 <= year <= 2200):
        return None
    last = monthrange(year, month)[1]
    if day > last or day < 0:
        return None
    return date(year, month, day or last)


def impossible(atom: Atom) -> bool:
    """Whether no calendar has it: 31/9, tháng 13, quý V; 29/2 of an unknown year is possible."""
    if atom.bad:
        return True
    if atom.unit in ("recurrence", "relative"):
        return False
    for year, (month, day) in ((atom.year, atom.first), (atom.to_year, atom.last)):
        if day_of(2000 if year is None else year, month, day) is None:
            return True
    return atom.unit == "day" and 0 in (atom.first[1], atom.last[1])


def bounds(atom: Atom, year: int | None) -> tuple[date, date] | None:
    """First and last day, ``year`` standing in for one that is not written; None where the year stays unknown."""
    first_year = year if atom.year is None else atom.year
    last_year = first_year if atom.to_year is None else atom.to_year
    if first_year is None or last_year is None:
        return None
    first, last = day_of(first_year, *atom.first), day_of(last_year, *atom.last)
    return None if first is None or last is None else (first, last)


def shifted(atom: Atom, reference: date | None) -> int | None:
    """The year of "6 tháng đầu năm nay" and the like."""
    return None if reference is None or not atom.relative else reference.year + int(atom.relative)


def _month_bounds(year: int, month: int, count: int) -> tuple[date, date]:
    start = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month - 1 + count
    return start, date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)


def relative_bounds(code: str, reference: date) -> tuple[tuple[date, date], Precision]:
    """Of "year:+1" (năm sau), "month:0", "weekday:2+1" (thứ tư tuần tới)… against the document's date."""
    unit, _, shift = code.partition(":")
    if unit == "weekday":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=int(shift[1:]))
        day = monday + timedelta(days=int(shift[0]))
        return (day, day), "day"
    step = int(shift or "0")
    if unit == "day":
        day = reference + timedelta(days=step)
        return (day, day), "day"
    if unit == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=step)
        return (monday, monday + timedelta(days=6)), "day"
    if unit == "month":
        return _month_bounds(reference.year, reference.month + step, 1), "month"
    if unit == "quarter":
        return _month_bounds(reference.year, (reference.month - 1) // 3 * 3 + 1 + 3 * step, 3), "quarter"
    return (date(reference.year + step, 1, 1), date(reference.year + step, 12, 31)), "year"


def middle(first: date, last: date) -> date:
    """The day up to which "giữa năm" runs: the end of the first half."""
    if (last - first).days > 300:
        return date(last.year, 6, 30)
    return first + (last - first) // 2
