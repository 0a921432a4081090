"""The atoms of times: dates, months, quarters, years and recurrences, each as written, before they are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analyzer.extraction.times import patterns as p

AtomUnit = Literal["day", "month", "quarter", "year", "recurrence", "relative"]


@dataclass(slots=True)
class Atom:
    """One expression. ``first`` and ``last`` are (month, day) within ``year`` and ``to_year`` (None: not written);
    the day of ``last`` is 0 for the last of its month. ``needs`` says that the shape alone does not make it a time:
    "connector" (it must lean on "trước", "từ" … or on its neighbour); "own" says that a recurrence may lean on one
    ("trước ngày 20 hằng tháng"). ``group`` ties atoms of one enumeration; ``ranged`` says that both ends of a period
    are written in it; ``rate`` marks "/năm"; ``relative`` holds a shift against the document's date."""

    start: int
    end: int
    unit: AtomUnit
    year: int | None = None
    to_year: int | None = None
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    every: str | None = None
    bad: bool = False
    needs: str = ""
    rate: bool = False
    group: int = -1
    relative: str = ""
    yearly: bool = False
    ranged: bool = False

    @property
    def yearless(self) -> bool:
        """A day, month or part of a year whose year is not written."""
        return self.unit in ("day", "month", "quarter") and self.year is None


def digits(text: str) -> int:
    """The number in digits, with the letters that recognition puts for 1 and 0; -1 where there is no digit."""
    if not any(c.isdigit() for c in text):
        return -1
    return int(text.replace("l", "1").replace("i", "1").replace("o", "0"))


def spaces(text: str) -> str:
    """Runs of white space as one blank."""
    return " ".join(text.split())


def month_number(text: str) -> int:
    """The number of a month in digits or words; -1 for neither."""
    word = spaces(text)
    return p.MONTH_WORDS[word] if word in p.MONTH_WORDS else digits(word)


def count(text: str) -> int:
    """A small number in digits or words; -1 for neither."""
    return p.COUNT_WORDS.get(text) or digits(text)
