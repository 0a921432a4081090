"""Figures made comparable across documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from analyzer.checks.measures import place_of, sentence_at, when_of
from analyzer.comparison.likeness import content_words, groups_in, phrases, population_words, sameness, unit_id
from analyzer.extraction.model import Analysis, Figure, Per, When
from analyzer.structure.model import Span
from analyzer.text.fold import bare

_EVERY: dict[str, Per] = {
    "P1Y": "year", "P6M": "half_year", "P3M": "quarter", "P1M": "month", "P1W": "week", "P1D": "day",
}  # fmt: skip
_BEFORE = 40
_PART = re.compile(r"(?:trong do|rieng)\b[^.;]{0,60}$")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included."""

    start: date
    end: date

    def meets(self, other: Window) -> bool:
        """Whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def holds(self, other: Window) -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end

    @property
    def days(self) -> int:
        """Its length in days."""
        return (self.end - self.start).days + 1


def day(value: str | None, *, last: bool) -> date | None:
    """The first or the last day of an ISO date that may lack day and month; None for no date."""
    if not value:
        return None
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        if not last:
            return date(parts[0], parts[1], 1)
        following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
        return following - timedelta(days=1)
    return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)


@dataclass(frozen=True)
class Claim:
    """A figure of a document with what must agree for another to be of the same thing. ``index`` is its place in
    ``analysis.figures``; ``value`` and ``op`` may differ from the figure's where the target was derived."""

    figure: Figure
    index: int
    analysis: Analysis

    @cached_property
    def unit(self) -> str:
        """The unit, one name for all that mean the same."""
        return unit_id(self.figure.unit)

    @cached_property
    def when(self) -> When | None:
        """The time that the words give, in its sentence or above it."""
        return when_of(self.figure, self.analysis)

    @cached_property
    def start(self) -> date | None:
        """First day of the time."""
        return day(self.when.start, last=False) if self.when else None

    @cached_property
    def end(self) -> date | None:
        """Last day of the time."""
        return day(self.when.end, last=True) if self.when else None

    @property
    def per(self) -> Per | None:
        """How often: "2 lượt mỗi tuần" → week."""
        if self.figure.per is not None:
            return self.figure.per
        return _EVERY.get(self.figure.when.every or "") if self.figure.when else None

    @cached_property
    def entity(self) -> str:
        """For each of what: "mỗi thôn 01 hội nghị" → the unit that "thôn" belongs to."""
        return unit_id(self.figure.per_entity) if self.figure.per_entity else ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What is counted, in comparable words."""
        return content_words(self.figure.indicator_text, self.figure.unit)

    @cached_property
    def population(self) -> tuple[str, ...]:
        """Of whom, where that is not whom the indicator is counted over anyway."""
        return population_words(self.figure.indicator, self._people)

    @cached_property
    def groups(self) -> frozenset[str]:
        """Groups of people that the figure is of."""
        said = bare(f"{self._people} {self.figure.indicator_text}")
        for body in self._bodies:
            said = said.replace(body, " ")
        return groups_in(said)

    @property
    def _people(self) -> str:
        """The population as the text gives it; not a word of a body's name ("Hội Nông dân")."""
        people = self.figure.population or ""
        return "" if any(bare(people) in body for body in self._bodies) else people

    @cached_property
    def _bodies(self) -> list[str]:
        """Names of the bodies of the sentence, comparable."""
        start, end = self.sentence
        return [bare(body.text) for body in self.analysis.bodies if start <= body.span[0] < end]

    @cached_property
    def sentence(self) -> Span:
        """The sentence, or the row, that it stands in."""
        return sentence_at(self.figure.value_span[0], self.analysis)

    @cached_property
    def place(self) -> str:
        """The proper name of where; empty where none is named, where it is the document's own place, and where it
        only belongs to the name of a body."""
        name = place_of(self.figure)
        if not name:
            return ""
        issuer = self.analysis.outline.issuer.value
        own = bare(f"{self.analysis.outline.letterhead.place or ''} {issuer.name if issuer else ''}")
        if name in own:
            return ""
        return "" if any(name in body for body in self._bodies) else name

    @cached_property
    def is_change(self) -> bool:
        """Whether it is by how much something grew, of people: how many joined anew."""
        if self.figure.op == "delta":
            return True
        if self.figure.indicator not in sameness()["stocks"]:
            return False
        at = self.figure.value_span[0]
        start = max(self.sentence[0], at - _BEFORE)
        before = re.split(r"[,;(]", bare(self.analysis.text[start:at]))[-1]
        said = f" {before} {bare(self.figure.indicator_text)} "
        return any(f" {words} " in said for words in phrases("newcomers"))

    @cached_property
    def is_part(self) -> bool:
        """Whether it is said to be a part of a number before it ("trong đó 8 cuộc …")."""
        before = bare(self.analysis.text[self.sentence[0] : self.figure.value_span[0]])
        return _PART.search(before) is not None and not self.is_rate

    @property
    def is_rate(self) -> bool:
        """Whether it is a share."""
        return self.figure.unit == "%"

    @property
    def is_flow(self) -> bool:
        """Whether it adds up over time: meetings and copies do, shares and numbers of members do not."""
        return not self.is_rate and (self.is_change or self.figure.indicator not in sameness()["stocks"])

    @cached_property
    def smaller_is_better(self) -> bool:
        """Whether less is more: files settled late, debts."""
        if self.figure.indicator in sameness()["smaller_is_better"]["indicators"]:
            return True
        said = bare(f"{self.figure.indicator_text} {self.analysis.quote(self.figure.quote)}")
        if self.figure.indicator != "other":
            said = bare(self.figure.indicator_text)
        return any(words in said for words in phrases("smaller_is_better.words"))


def claims(analysis: Analysis, kind: str) -> list[Claim]:
    """The figures of one kind ("target", "result") that can be held against others."""
    return [
        Claim(figure, index, analysis)
        for index, figure in enumerate(analysis.figures)
        if figure.kind == kind and (figure.min is not None or figure.max is not None) and not _describes(figure)
    ]


def _describes(figure: Figure) -> bool:
    """Whether a figure is neither target nor result of its own: money, the base of a share, or a share of a counted
    thing ("đạt 78,3% kế hoạch"), which is an attainment or a breakdown; of files shares are told apart by their
    words."""
    if figure.indicator in sameness()["never_compared"] or bare(figure.unit) in phrases("never_units"):
        return True
    is_share = figure.indicator == "other" or figure.indicator.endswith("_rate")
    return figure.unit == "%" and not is_share and not figure.indicator.startswith("dossiers_")


def window_of(analysis: Analysis) -> Window | None:
    """What a document covers: its period, else the year up to its date; None where neither is known."""
    period = analysis.profile.period
    start = day(period.start, last=False) if period else None
    end = day(period.end, last=True) if period else None
    if end is not None:
        return Window(start or date(end.year, 1, 1), end)
    if start is not None:
        return Window(start, date(start.year, 12, 31))
    issued = day(analysis.profile.reference_date.value, last=True)
    if issued is None:
        return None
    return Window(date(issued.year, 1, 1), date(issued.year, 12, 31))


def issued_on(analysis: Analysis) -> date | None:
    """The day that a document was issued, as far as it is known."""
    return day(analysis.profile.issued_on, last=False)
