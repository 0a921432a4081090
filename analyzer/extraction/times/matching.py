"""Finding atoms: which patterns are tried at which letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from analyzer.extraction.times import dates, recurrences
from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.atoms import Atom

Build = Callable[[re.Match[str], str], list[Atom]]
_NUMBERS: list[tuple[re.Pattern[str], Build]] = [
    (p.ISO_DATE, dates.iso), (p.NUMERIC_DATE, dates.numeric_date), (p.DAY_RANGE, dates.day_range), (p.SPAN_OF_YEAR,
    dates.span_of_year),
    (p.ONCE_EVERY, recurrences.single), (p.TIMES_A, recurrences.single), (p.LONG_DATE, dates.long_date),
    (p.MONTH_YEAR, dates.month_year),
    (p.YEAR_RANGE, dates.year_range), (p.DAY_MONTH, dates.day_month), (p.BARE_YEAR, dates.bare_year),
]  # fmt: skip
_WORDS: list[tuple[re.Pattern[str], Build]] = [
    (p.SPAN_OF_YEAR, dates.span_of_year),
    (p.ONCE_EVERY, recurrences.single),
    (p.TIMES_A, recurrences.single),
]
_RECURRENCE = (p.RECURRENCE, recurrences.recurrence)
MATCHERS: dict[str, list[tuple[re.Pattern[str], Build]]] = {
    "n": [
        (p.WEEKDAY, recurrences.weekday), (p.NUMERIC_DATE, dates.numeric_date), (p.DAY_RANGE, dates.day_range),
        (p.DAY_OF_MONTH, recurrences.day_of_month),
        (p.LONG_DATE, dates.long_date), (p.DAY_MONTH, dates.day_month), (p.YEARS, dates.years), (p.YEAR_IN_WORDS,
        dates.year_in_words),
        (p.HALF_YEAR, dates.half_year), (p.RELATIVE, dates.relative), *_WORDS,
    ],
    "t": [
        (p.MONTH_OF_DATE, dates.month_of_date), (p.MONTHS, dates.months), (p.MONTH_SHORT, dates.month_year),
        (p.WEEKDAY, recurrences.weekday),
        _RECURRENCE, (p.REVIEWS, recurrences.listed), (p.RELATIVE, dates.relative), *_WORDS,
    ],
    "q": [(p.QUARTER, dates.quarters), (p.RELATIVE, dates.relative)],
    "h": [_RECURRENCE, (p.RELATIVE, dates.relative), *_WORDS],
    "m": [_RECURRENCE, (p.LONG_DATE, dates.long_date), *_WORDS],
    "đ": [_RECURRENCE, (p.RELATIVE, dates.relative)],
    "s": [(p.REVIEWS, recurrences.listed), *_WORDS],
    "b": [(p.REPORTS, recurrences.listed), *_WORDS],
    "c": [(p.WEEKDAY, recurrences.weekday), (p.MONTHS, dates.months), (p.YEARS, dates.years), (p.RELATIVE,
    dates.relative), *_WORDS],
    "g": [(p.RELATIVE, dates.relative)],
    "l": [(p.NUMERIC_DATE, dates.numeric_date)],
    "i": [(p.NUMERIC_DATE, dates.numeric_date)],
    "o": [(p.NUMERIC_DATE, dates.numeric_date)],
    "/": [(p.RATE, recurrences.rate)],
}  # fmt: skip
MATCHERS |= dict.fromkeys("0123456789", _NUMBERS)


def find_atoms(folded: str, original: str, starts: Sequence[int], end: int) -> Iterator[Atom]:
    """Atoms in ``folded`` (as ``fold.lower`` gives it) up to ``end``, in order and without overlap; ``starts`` are the
    places at which one can begin."""
    place = 0
    for start in starts:
        if start < place:
            continue
        for pattern, build in MATCHERS[folded[start]]:
            hit = pattern.match(folded, start, end)
            found = build(hit, original) if hit else None
            if found:
                yield from found
                place = found[-1].end
                break
