"""Dates and periods as people write them in a list: "6 tháng đầu năm 2026", "Quý II/2026", "30/6/2026"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from analyzer.text.fold import bare

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BETWEEN = r"(?:[\s/,.-]|nam){0,6}"
_PERIODS = (
    re.compile(rf"(?:tinh den |ca |tron |hang |hang nam |trong |nam |year |fy ?){{0,3}}{_YEAR}"),
    re.compile(rf"(?:giai doan|tu nam|tu|nam|period|from)? ?{_YEAR} ?(?:-|den nam|den|to) ?(?P<last>(?:19|20)\d\d)"),
    re.compile(rf"(?P<half>6|06|sau) thang(?: (?P<which>dau|cuoi))?(?: nam)?{_BETWEEN}{_YEAR}"),
    re.compile(rf"(?P<months>9|09|chin) thang(?: dau)?(?: nam)?{_BETWEEN}{_YEAR}"),
    re.compile(rf"(?:quy|quarter|q) ?(?P<quarter>[1-4]|iv|i{{1,3}}){_BETWEEN}{_YEAR}"),
    re.compile(rf"(?:thang|month) ?(?P<month>\d{{1,2}}){_BETWEEN}{_YEAR}"),
    re.compile(rf"{_YEAR}-(?P<month>\d{{2}})"),
    re.compile(rf"(?P<month>\d{{1,2}})/{_YEAR}"),
    re.compile(rf"(?P<half>first|second) half(?: of)? {_YEAR}"),
    re.compile(rf"{_YEAR} ?[-/]? ?(?:h(?P<half>[12])|q(?P<quarter>[1-4]))"),
)
_DAY = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})|(?P<iy>\d{4})-(?P<im>\d{1,2})-(?P<id>\d{1,2})")
_WITH_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2})?$")
_SPAN = re.compile(r"(?:tu )?(?:ngay )?(\S{8,10}) ?(?:-|–|den ngay|den|to) ?(\S{8,10})")


class Span(NamedTuple):
    """Days from ``start`` to ``end``, both within."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1


def parse_day(text: str) -> date | None:
    """A day as d/m/y (or with . or -) or ISO; a time of day behind it is left aside. None where it is no day."""
    match = _DAY.fullmatch(_WITH_TIME.sub("", bare(text).strip()).removeprefix("ngay").strip())
    if match is None:
        return None
    year, month, day = (match[a] or match[b] for a, b in (("y", "iy"), ("m", "im"), ("d", "id")))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def parse_period(text: str) -> Span | None:
    """A year, several, half of one, nine months, a quarter, a month, or from day to day."""
    folded = " ".join(bare(text[:100]).split())
    if (both := _SPAN.fullmatch(folded)) is not None:
        start, end = parse_day(both[1]), parse_day(both[2])
        if start is not None and end is not None:
            return Span(start, end) if start <= end else None
    for pattern in _PERIODS:
        if (match := pattern.fullmatch(folded)) is not None:
            return _span(match.groupdict())
    return None


def _span(found: dict[str, str | None]) -> Span | None:
    year = int(found["year"] or 0)
    if last := found.get("last"):
        return Span(date(year, 1, 1), date(int(last), 12, 31)) if int(last) >= year else None
    if half := found.get("half"):
        second = half in ("2", "second") or found.get("which") == "cuoi"
        return _months(year, 7, 12) if second else _months(year, 1, 6)
    if found.get("months"):
        return _months(year, 1, 9)
    if quarter := found.get("quarter"):
        number = _ROMAN.get(quarter) or int(quarter)
        return _months(year, 3 * number - 2, 3 * number)
    if month := found.get("month"):
        return _months(year, int(month), int(month)) if 1 <= int(month) <= 12 else None
    return _months(year, 1, 12)


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def first_day(iso: str) -> date | None:
    """The first day of an ISO date as far as known: "2026-05" is 2026-05-01."""
    parts = [int(part) for part in iso.split("-")]
    try:
        return date(parts[0], *[*parts[1:], 1, 1][:2])
    except (ValueError, TypeError):
        return None


def last_day(iso: str) -> date | None:
    """The last day of an ISO date as far as known: "2026-05" is 2026-05-31."""
    first = first_day(iso)
    if first is None or len(iso) == 10:
        return first
    return date(first.year, 12, 31) if len(iso) == 4 else first.replace(day=monthrange(first.year, first.month)[1])


def share_in_common(one: Span, other: Span) -> float:
    """Days in both over days in either, 0 to 1."""
    both = (min(one.end, other.end) - max(one.start, other.start)).days + 1
    return both / (one.days + other.days - both) if both > 0 else 0.0
