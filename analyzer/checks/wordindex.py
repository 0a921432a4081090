"""Where the words of a document stand, for the phrases of the rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, pairwise

from analyzer.checks.phrases import Phrase

_WORD = re.compile(r"\w+")
_SHIFT = 32
_OFFSET = (1 << _SHIFT) - 1
"""A place is held as one number: that of its sentence, shifted, and the offset into the sentence."""

Place = tuple[int, int, int]
"""The number of a sentence, and offsets into its text."""


class WordIndex:
    """The places of each word, and of each two words that follow each other ("bảo hiểm"), in sentences of one form:
    with diacritics or (``is_bare``) without.

    A phrase is looked up by the words that it can begin with: its regex is asked at those places alone, and never
    compiled for a document that has none of them.
    """

    def __init__(self, *, is_bare: bool) -> None:
        self._is_bare = is_bare
        self._texts: dict[int, str] = {}
        self._words: dict[int, set[str]] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, number: int, text: str) -> None:
        """Takes up a sentence; numbers only rise."""
        words, first, index = _WORD.findall(text), number << _SHIFT, self._places
        places = [first + match.start() for match in _WORD.finditer(text)]
        self._texts[number], self._words[number] = text, set(words)
        for word, place in zip(words, places, strict=True):
            index[word].append(place)
        for pair, place in zip(map(" ".join, pairwise(words)), places, strict=False):
            index[pair].append(place)

    def find(self, phrase: Phrase) -> list[Place]:
        """Every place of a phrase, in order."""
        index = self._places
        if not index:
            return []
        heads = phrase.bare_heads if self._is_bare else phrase.heads
        if heads is None:
            return self._search(phrase)
        here = heads & index.keys()
        if not here:
            return []
        needs = phrase.bare_needs if self._is_bare else phrase.needs
        if any(map(index.keys().isdisjoint, needs)):
            return []
        # What a sentence lacks is known sooner by its words than by the regex, above all behind a gap.
        further = needs[:0:-1] if phrase.has_gap else needs[:1:-1]
        lists = [index[head] for head in here]
        places = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))
        return self._match(phrase, places, further)

    def _match(self, phrase: Phrase, places: list[int], needs: Sequence[frozenset[str]]) -> list[Place]:
        found: list[Place] = []
        match = None
        number, behind, text = -1, 0, ""
        for place in places:
            if place >> _SHIFT != number:
                number, behind = place >> _SHIFT, place
                text = self._texts[number]
                for options in needs:
                    if options.isdisjoint(self._words[number]):
                        behind = (number + 1) << _SHIFT
                        break
            if place >= behind:
                match = match or (phrase.bare_regex if self._is_bare else phrase.regex).match
                there = match(text, place & _OFFSET)
                if there is not None:
                    start, end = there.span()
                    found.append((number, start, end))
                    behind = place + end - start
        return found

    def _search(self, phrase: Phrase) -> list[Place]:
        """The places of a phrase that may begin with anything, in the sentences that have its other words."""
        needs = phrase.bare_needs if self._is_bare else phrase.needs
        if any(map(self._places.keys().isdisjoint, needs)):
            return []
        numbers = [number for number, words in self._words.items() if not any(map(words.isdisjoint, needs))]
        if not numbers:
            return []
        regex = phrase.bare_regex if self._is_bare else phrase.regex
        return [(number, *match.span()) for number in numbers for match in regex.finditer(self._texts[number])]
