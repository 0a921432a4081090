"""Times of a whole document: what a passage leaves out is taken from its lead-in, heading, title or date."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from analyzer.extraction.located import Covered
from analyzer.extraction.model import Analysis, Time
from analyzer.extraction.references.laws import law_key
from analyzer.extraction.references.logic import mentions_of, spans_of
from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.logic import mark_cited, read_times
from analyzer.extraction.times.quotes import quote
from analyzer.extraction.times.reader import Context
from analyzer.extraction.times.starts import starts_of
from analyzer.structure.model import Outline, Span, Unit

_PLAN_WORD = re.compile(r"(?<!\w)(?:ke hoach|bao cao|de an|chuong trinh|phuong an)(?!\w)")
_SAME_WORDS = 5
"""So many words before the period, equal to the title's, make a mention of it a repetition of the title."""
_NAME_REACH = 200


def find_times(analysis: Analysis) -> list[Time]:
    """All times of a document, in order, each with its use; those of cited documents and of the letterhead included."""
    outline = analysis.outline
    folded = analysis.clear_low
    cited = spans_of(mentions_of(analysis)) if analysis.cited is None else analysis.cited
    reader = _DocumentReader(outline, folded, cited)
    times = [time for unit in outline.units for time in reader.read(unit)]
    return reader.without_repeats(times)


class _DocumentReader:
    def __init__(self, outline: Outline, folded: str, cited: Sequence[Span]) -> None:
        self.outline, self.folded, self.cited = outline, folded, cited
        self.cited_from = [start for start, _ in cited]
        self.starts = starts_of(folded, 0, len(folded))
        self.so_far_named = Covered(hit.span() for hit in p.SO_FAR.finditer(folded))
        self.reference = _reference_date(outline)
        self.years: dict[int, int | None] = {}
        """Unit → the one year that it names, None for none or several."""
        self.told: dict[tuple[int, ...], tuple[bool, bool]] = {}
        """Units above one → what they tell."""
        self.title = _title_span(outline)
        self.title_year: int | None = None
        self.one_year = False
        self.so_far: tuple[str, str] | None = None
        """The first period of the title, where it begins with a year."""

    def read(self, unit: Unit) -> list[Time]:
        """The times of one unit."""
        starts = self.starts[bisect_left(self.starts, unit.start) : bisect_left(self.starts, unit.end)]
        titled = unit.kind == "title" and self.title_year is None
        if not starts and not titled:
            return []
        text, span = self.outline.text, (unit.start, unit.end)
        times = read_times(text, self.folded, span, starts, lambda: self._context(unit))
        times = mark_cited(times, self._cited_in(unit))
        self.years[unit.index] = _single_year(times)
        if titled:
            self.title_year = self.years[unit.index]
            self.one_year = self.title_year is not None and all(t.start and t.end for t in times if not t.every)
            self.so_far = _from_january(times)
        return self._placed(unit, sorted([*times, *self._up_to_now(unit)], key=lambda time: time.span))

    def _up_to_now(self, unit: Unit) -> list[Time]:
        """ "Từ đầu năm đến nay": to the end of the period that the title names, or else to the document's date."""
        if self.reference is None or not self.so_far_named.meets((unit.start, unit.end)):
            return []
        start, end = f"{self.reference.year}-01-01", self.reference.isoformat()
        if self.so_far and self.so_far[0] == start:
            end = self.so_far[1]
        within = (unit.start, unit.end)
        return [
            Time("period", start, end, hit.span(), quote(self.outline.text, hit.span(), within))
            for hit in p.SO_FAR.finditer(self.folded, *within)
        ]

    def _cited_in(self, unit: Unit) -> Sequence[Span]:
        first = max(0, bisect_right(self.cited_from, unit.start) - 1)
        return self.cited[first : bisect_right(self.cited_from, unit.end)]

    def _context(self, unit: Unit) -> Context:
        year = next((y for index in unit.leads if (y := self.years.get(index))), None)
        recurring, campaign = self._told(tuple(unit.leads[:4]))
        head_year = self.outline.letterhead.date_parts[0]
        return Context(
            reference=self.reference,
            year=year or self.title_year or (None if self.reference else head_year),
            recurring=recurring and year is None,
            campaign=campaign and year is None,
            narrated=self.outline.kind.value == "report",
            one_year=self.one_year,
            vague=False,
        )

    def _told(self, leads: tuple[int, ...]) -> tuple[bool, bool]:
        """Whether the units above (by index) speak of what comes again and again, and of the yearly campaign month."""
        if leads not in self.told:
            units = [self.outline.units[index] for index in leads]
            text = " ".join(self.folded[u.start : min(u.end, u.start + 300)] for u in units)
            self.told[leads] = p.RECURRING.search(text) is not None, p.CAMPAIGN.search(text) is not None
        return self.told[leads]

    def _placed(self, unit: Unit, times: list[Time]) -> list[Time]:
        head = self.outline.letterhead.place_date
        out = []
        for time in times:
            titled = self.title is not None and self.title[0] <= time.span[0] < self.title[1]
            if head and head[0] <= time.span[0] < head[1]:
                time = replace(time, use="issue_date")
            elif unit.kind in ("letterhead", "recipients", "signature") and time.use == "deadline" and not titled:
                time = replace(time, use="cited")
            elif time.use == "issue_date" and head:
                time = replace(time, use="cited")  # a second place and date: a stamp, or the head of an annex
            out.append(time)
        return out

    def without_repeats(self, times: list[Time]) -> list[Time]:
        """The document's own period counts at its first mention; later ones that only repeat its name do not."""
        own = [
            t
            for t in times
            if t.use == "deadline" and self.title and self.title[0] <= t.span[0] < self.title[1] and not t.every
        ]
        if not own or self.title is None:
            return times
        periods = {(t.start, t.end): self._words(self.title[0], t.span[0]) for t in own}
        first = {t.span for t in own}
        out = []
        for time in times:
            name = periods.get((time.start, time.end))
            if name and time.use == "deadline" and time.span not in first and self._repeats(time, name):
                time = replace(time, use="cited")
            out.append(time)
        return out

    def _whole_year(self, time: Time) -> bool:
        """Whether this is the year of a plan or report, in its title the only time."""
        return (
            time.start is not None
            and time.end is not None
            and time.start[5:] == "01-01"
            and time.end[5:] == "12-31"
            and self.outline.kind.value in {"plan", "report"}
        )

    def _words(self, start: int, end: int) -> list[str]:
        return law_key(self.outline.text[start:end]).split()

    def _repeats(self, time: Time, name: list[str]) -> bool:
        unit = self.outline.unit_at(time.span[0])
        if unit is None:
            return False
        if time.start and time.end and time.start[:4] != time.end[:4]:
            return True
        if (unit.kind == "heading" and self._whole_year(time)) or (
            unit.section is None and p.AS_FOLLOWS.match(self.folded, time.span[1])
        ):
            return True
        starts = [s for s, _ in unit.sentences] or [unit.start]
        low = max(starts[max(0, bisect_right(starts, time.span[0]) - 1)], time.span[0] - _NAME_REACH)
        words = self._words(low, time.span[0])
        if len(name) >= 3 and len(words) >= min(len(name), _SAME_WORDS) and words[-_SAME_WORDS:] == name[-_SAME_WORDS:]:
            return True
        plan = list(_PLAN_WORD.finditer(" ".join(words)))
        behind = " ".join(words)[plan[-1].end() :].split() if plan else []
        return len(behind) >= 3 and sum(w in name for w in behind) >= 0.8 * len(behind)


def _title_span(outline: Outline) -> Span | None:
    if outline.letterhead.title_span:
        return outline.letterhead.title_span
    titles = [u for u in outline.units if u.kind == "title"]
    return (titles[0].start, titles[-1].end) if titles and titles[-1].index - titles[0].index < 8 else None


def _reference_date(outline: Outline) -> date | None:
    if given := outline.overrides.get("date"):
        try:
            return date.fromisoformat(given)
        except ValueError:
            return None
    year, month, day = outline.letterhead.date_parts
    try:
        return date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _from_january(times: Sequence[Time]) -> tuple[str, str] | None:
    first = next(((t.start, t.end) for t in times if t.start and t.end), None)
    return first if first and first[0].endswith("-01-01") else None


def _single_year(times: Sequence[Time]) -> int | None:
    """The year that all dated times of a unit lie in."""
    years = {side[:4] for t in times if t.use == "deadline" for side in (t.start, t.end) if side}
    return int(years.pop()) if len(years) == 1 else None
