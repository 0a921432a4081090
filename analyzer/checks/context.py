"""What a check works with: the analysis, its sentences, and the concepts found in them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from rapidfuzz import fuzz, process

from analyzer.checks.citednames import cited_names
from analyzer.checks.lexicon import Lexicon
from analyzer.checks.nearness import is_telling, shares_words, telling_words
from analyzer.checks.offices import office_fields
from analyzer.checks.passages import BODY_ZONES, Match, Passage, Passages
from analyzer.checks.phrases import Phrase, placed
from analyzer.checks.reading import Pages
from analyzer.checks.texts import common_fields
from analyzer.checks.wording import Mode, Wording
from analyzer.extraction.model import Analysis, Time
from analyzer.structure.model import Role, Section, Span
from analyzer.text.fold import bare

QUOTE_CHARS = 320
"""A sentence longer than this is quoted by the clause that counts."""
_NEAR_ENOUGH = 74.0
_SPAN = attrgetter("start", "end")
_MISREAD = 3
"""Misread words from which a text is taken as one that was recognised from images."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a concept is looked for. ``roles``: under one of these; ``not_roles``: under none of these;
    ``zones``: in units of these kinds; ``near``: with this concept in the sentence or in what it stands under."""

    roles: frozenset[Role] = frozenset()
    not_roles: frozenset[Role] = frozenset()
    zones: frozenset[str] = BODY_ZONES
    near: str | None = None
    within: Span | None = None


class Found:
    """The matches of one concept, in order, and where to find them again."""

    def __init__(self, matches: list[Match]) -> None:
        self.matches = matches
        self._starts = [match.start for match in matches]

    @cached_property
    def by_passage(self) -> dict[int, list[Match]]:
        """The matches of each sentence that has one, by its index."""
        return _grouped(self.matches, lambda match: match.passage.index)

    @cached_property
    def by_unit(self) -> dict[int, list[Match]]:
        """The matches of each unit that has one, by its index."""
        return _grouped(self.matches, lambda match: match.passage.unit.index)

    def within(self, span: Span) -> list[Match]:
        """The matches that begin in a span."""
        return self.matches[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]


def _grouped(matches: list[Match], key: Callable[[Match], int]) -> dict[int, list[Match]]:
    groups: dict[int, list[Match]] = {}
    for match in matches:
        groups.setdefault(key(match), []).append(match)
    return groups


def _overlap(first: Match, second: Match) -> bool:
    return first.start < second.end and second.start < first.end


@dataclass
class Context:
    """One document under the rules of a pack. What is found is kept: rules share concepts."""

    analysis: Analysis
    lexicon: Lexicon
    memo: dict[str, Any] = field(default_factory=dict)
    """What kinds of checks work out once for several rules, by a key of their own."""
    _found: dict[str, Found] = field(default_factory=dict)
    _told: dict[int, set[str]] = field(default_factory=dict)
    _hits: dict[tuple[str, Mode, Where], list[Match]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Pages:
        """Grades of the pages."""
        return Pages(self.analysis.outline.clean)

    @cached_property
    def common(self) -> dict[str, str]:
        """Fields that the texts of every rule may use: what is known of the document, and its own bodies."""
        return {**common_fields(self.analysis), **office_fields(self.analysis)}

    @cached_property
    def passages(self) -> Passages:
        """The sentences, indexed."""
        text = placed(self.analysis.outline.lower_text)
        words = self.lexicon["misread"].sources if "misread" in self.lexicon else ()
        misread = sum(text.count(word) for word in words)
        return Passages(self.analysis.outline, text, self.pages, forgiving=misread >= _MISREAD)

    @cached_property
    def deadlines(self) -> list[Time]:
        """The times that are reported, in order."""
        return self.analysis.deadlines

    @cached_property
    def figure_starts(self) -> list[int]:
        """Where the numbers of the figures begin, in order."""
        return sorted(figure.value_span[0] for figure in self.analysis.figures)

    @cached_property
    def wording(self) -> Wording:
        """What a match means where it stands."""
        return Wording(self)

    @cached_property
    def cited_names(self) -> list[Span]:
        """Names of cited documents and programmes, in order: their words are not the document's own."""
        return sorted({*cited_names(self.analysis), *(match.span for match in self.matches("title_of_another"))})

    @cached_property
    def _under(self) -> dict[int, list[Passage]]:
        under: dict[int, list[Passage]] = defaultdict(list)
        for passage in self.passages.items:
            if passage.zone != "heading":
                for lead in passage.unit.leads:
                    under[lead].append(passage)
        return under

    @cached_property
    def _rows(self) -> dict[tuple[int, int], list[Passage]]:
        rows: dict[tuple[int, int], list[Passage]] = defaultdict(list)
        for passage in self.passages.items:
            if passage.unit.table is not None and passage.unit.row is not None and not passage.unit.header_cell:
                rows[passage.unit.table, passage.unit.row].append(passage)
        return rows

    def phrases(self, concept: str) -> tuple[Phrase, ...]:
        """Phrases of a concept; empty where the lexicon has none of that name."""
        return self.lexicon[concept].phrases if concept in self.lexicon else ()

    @staticmethod
    def regex(phrase: Phrase, is_bare: bool) -> re.Pattern[str]:
        """The regex that fits a passage's text."""
        return phrase.bare_regex if is_bare else phrase.regex

    def matches(self, concept: str) -> list[Match]:
        """Where the words of a concept stand, whatever they mean there, in order of the text."""
        return self.found(concept).matches

    def found(self, concept: str) -> Found:
        """The matches of a concept, indexed; none where the lexicon has no concept of that name."""
        if concept not in self._found:
            find = self.passages.find
            matches = [match for phrase in self.phrases(concept) for match in find(phrase)]
            if matches:
                barred = _grouped(
                    [match for phrase in self.lexicon[concept].excludes for match in find(phrase)],
                    lambda match: match.passage.index,
                )
                if barred:
                    matches = [m for m in matches if not any(_overlap(b, m) for b in barred.get(m.passage.index, ()))]
            self._found[concept] = Found(sorted(matches, key=_SPAN))
        return self._found[concept]

    def is_quoted(self, match: Match) -> bool:
        """Whether it belongs to the name of a cited document or programme."""
        names = self.cited_names
        after = bisect_left(names, (match.end, 0))
        return any(start < match.end and match.start < end for start, end in names[max(0, after - 3) : after])

    def hits(self, concept: str, mode: Mode = "stated", where: Where | None = None) -> list[Match]:
        """Where a concept is said and means what ``mode`` asks, in order of the text."""
        where = where or Where()
        key = (concept, mode, where)
        if key not in self._hits:
            found = (m for m in self.matches(concept) if self._stands(m.passage, where, m))
            self._hits[key] = [match for match in found if self.wording.counts(match, mode)]
        return self._hits[key]

    def _stands(self, passage: Passage, where: Where, match: Match) -> bool:
        roles = set(passage.roles)
        if passage.zone not in where.zones or (where.roles and not where.roles & roles) or where.not_roles & roles:
            return False
        if where.within is not None and not where.within[0] <= match.start < where.within[1]:
            return False
        return where.near is None or self.is_near(passage, where.near)

    def is_near(self, passage: Passage, concept: str) -> bool:
        """Whether a concept stands in the sentence, in what introduces it, or in the headings around it, and there
        not as part of a cited name."""
        found, outline = self.found(concept), self.analysis.outline
        around = [found.by_passage.get(passage.index, [])]
        around += [found.by_unit.get(lead, []) for lead in passage.unit.leads]
        around += [found.within(section.heading_span) for section in outline.ancestors(passage.unit.section)]
        return any(not self.is_quoted(match) for matches in around for match in matches)

    def stand_under(self, passage: Passage) -> list[Passage]:
        """The sentences of the list items or cells that a sentence's unit introduces."""
        return self._under.get(passage.unit.index, [])

    def row_of(self, passage: Passage) -> list[Passage]:
        """The sentences of a cell's table row; none for what stands in no table."""
        unit = passage.unit
        return self._rows.get((unit.table, unit.row), []) if unit.table is not None and unit.row is not None else []

    def headed(self, concept: str) -> set[Span]:
        """The headings (their spans) in which the words of a concept stand."""
        found: set[Span] = set()
        headings = self._headings
        for match in self.matches(concept):
            before = bisect_right(headings, (match.start, len(self.analysis.text) + 1)) - 1
            if before >= 0 and match.start < headings[before][1]:
                found.add(headings[before])
        return found

    @cached_property
    def _headings(self) -> list[Span]:
        return [section.heading_span for section in self.analysis.outline.sections]

    def says(self, span: Span, concept: str) -> bool:
        """Whether the words of a concept stand in a span."""
        return bool(self.found(concept).within(span))

    def quote(self, match: Match) -> Span:
        """What to show of a match: its sentence, or the clause around it where the sentence is long."""
        start, end = match.passage.span
        if end - start <= QUOTE_CHARS:
            return start, end
        text = self.analysis.text
        left, right = max(start, match.start - QUOTE_CHARS // 2), min(end, match.end + QUOTE_CHARS // 2)
        cut = max(text.rfind(mark, left, match.start) for mark in ";:,")
        first = cut + 1 if cut > 0 else (left if left == start else text.find(" ", left, match.start) + 1 or left)
        stops = [place for mark in ";," if (place := text.find(mark, match.end, right)) > 0]
        last = min(stops) if stops else (right if right == end else max(text.rfind(" ", match.end, right), match.end))
        while first < match.start and text[first].isspace():
            first += 1
        return first, last

    def quotes(self, matches: Iterable[Match], limit: int = 3) -> tuple[Span, ...]:
        """What to show of several matches: at most ``limit`` different sentences, in order."""
        spans = dict.fromkeys(self.quote(match) for match in matches)
        return tuple(sorted(spans))[:limit] if len(spans) <= limit else tuple(sorted(list(spans)[:limit]))

    def sections(self, roles: Iterable[Role]) -> list[Section]:
        """The sections of these roles, in order."""
        wanted = set(roles)
        return [section for section in self.analysis.outline.sections if section.role.value in wanted]

    @cached_property
    def _own_texts(self) -> list[tuple[Passage, str]]:
        """The sentences and headings of the document's own, each with its text without diacritics."""
        folded = self.analysis.outline.bare_text
        return [(p, folded[p.span[0] : p.span[1]]) for p in self.passages.items if p.zone in BODY_ZONES]

    @cached_property
    def _worth_showing(self) -> list[tuple[Passage, str]]:
        """Those that say something when shown alone."""
        return [(passage, text) for passage, text in self._own_texts if is_telling(passage)]

    def _shares(self, wording: str) -> bool:
        """Whether one of those shares the words of a wording and comes close to it."""
        wanted, told = telling_words(wording), self._told
        likely = [
            text for passage, text in self._own_texts
            if any(word in text for word in wanted)
            and shares_words(wanted, told.get(passage.index) or told.setdefault(passage.index, telling_words(text)))
            and is_telling(passage)
        ]  # fmt: skip
        return process.extractOne(wording, likely, scorer=fuzz.partial_ratio, score_cutoff=_NEAR_ENOUGH) is not None

    def nearest(self, words: Sequence[str]) -> Span | None:
        """The sentence or heading whose wording comes closest to one of the given wordings, if any comes close."""
        best: tuple[float, Passage] | None = None
        for wanted in map(bare, words):
            if not self._shares(wanted):  # mostly so: then no need to compare all
                continue
            items, telling = self._worth_showing, telling_words(wanted)
            texts = [text for _, text in items]
            found = process.extract(wanted, texts, scorer=fuzz.partial_ratio, score_cutoff=_NEAR_ENOUGH, limit=5)
            close = next((hit for hit in found if shares_words(telling, telling_words(hit[0]))), None)
            if close is not None and (best is None or close[1] > best[0]):
                best = close[1], items[close[2]][0]
        if best is None:
            return None
        start, end = best[1].span
        return start, min(end, start + QUOTE_CHARS)
