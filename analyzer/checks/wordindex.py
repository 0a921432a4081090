"""Where the words of a document stand, for the phrases of the rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise

from analyzer.checks.phrases import Phrase
from analyzer.checks.runs import Branch

_APART = re.compile(r"(\W+)")
_MOST_APART = 4
"""Characters that may stand between two words of a phrase."""

Place = tuple[int, int, int]
"""The number of a sentence, and offsets into the text."""


class WordIndex:
    """The words of the sentences of a document, each held in one form: with diacritics or (``bare``) without.

    A phrase of few wordings is found by its words alone; another by its regex, asked only where it can begin, in
    sentences that have its other words, and never compiled for a document that has no such place.
    """

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]], bare: Sequence[bool]) -> None:
        """``text`` holds each sentence in its form; ``sentences`` are half-open offsets in order, none over another."""
        self._text, self._sentences, self._is_bare = text, sentences, bare
        parts = _APART.split(text)
        places = [0, *accumulate(map(len, parts))]
        words, starts, ends, apart = parts[::2], places[:-1:2], places[1::2], parts[1::2]
        wide = {sign for sign in {*apart} if len(sign) > _MOST_APART or ";" in sign}
        breaks = [number for number, sign in enumerate(apart, 1) if sign in wide] if wide else []
        self._words: list[str] = []
        """In order; where no phrase runs on, as at the end of a sentence, there is an empty one."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._of: list[int] = []
        """The number of the sentence of each word."""
        self._sets: list[frozenset[str]] = []
        """The words of each sentence."""
        self._forms = tuple(_Words(self._words, is_bare=is_bare) for is_bare in (False, True))
        last = done = 0
        for number, (start, end) in enumerate(sentences):
            first = bisect_left(starts, start, last)
            last = bisect_left(starts, end, first)
            stops = breaks[bisect_right(breaks, first) : bisect_left(breaks, last)]
            for low, high in pairwise((first, *stops, last)):
                self._words += words[low:high]
                self._starts += starts[low:high]
                self._ends += ends[low:high]
                self._words.append("")
                self._starts.append(ends[high - 1])
                self._ends.append(ends[high - 1])
                self._of += [number] * (high - low + 1)
            if number + 1 == len(bare) or bare[number + 1] != bare[number]:
                self._forms[bare[number]].add(done, len(self._words))
                done = len(self._words)
            self._sets.append(frozenset(words[first:last]))
        self._line = " ".join(self._words)
        """The words with a space between them: two where there is an empty one, which no phrase matches."""
        self._before = [0, *accumulate(map(len, self._words))]
        """How many letters of the line are in the words before each word."""

    def find(self, phrase: Phrase) -> list[Place]:
        """Every place of a phrase, in order, those in sentences without diacritics last."""
        return [place for words in self._forms if words.index for place in self._find(phrase, words)]

    def _find(self, phrase: Phrase, words: _Words) -> list[Place]:
        all_heads = phrase.bare_heads if words.is_bare else phrase.heads
        if all_heads is None:
            return self._search(phrase, words)
        heads = all_heads & words.index.keys()
        if not heads:
            return []
        runs = phrase.bare_runs if words.is_bare else phrase.runs
        if runs is not None:
            return self._compare(runs, heads, words)
        needs = phrase.bare_needs if words.is_bare else phrase.needs
        if any(map(words.index.keys().isdisjoint, needs)):
            return []
        lists = [words.index[head] for head in heads]
        places = lists[0] if len(lists) == 1 else sorted(chain.from_iterable(lists))
        # What a sentence lacks is known sooner from the words far behind than from those with which the phrase begins.
        further, of, sets = needs[:0:-1], self._of, self._sets
        here = {number for number in {of[at] for at in places} if not any(map(sets[number].isdisjoint, further))}
        return self._match(phrase, [at for at in places if of[at] in here], words) if here else []

    def _compare(self, runs: Mapping[str, Branch], heads: Iterable[str], words: _Words) -> list[Place]:
        """The places of wordings; of several at one place, the one that comes first in the phrase."""
        all_words, index, found = self._words, words.index, list[tuple[int, int, int]]()
        for head in heads:
            branch = runs[head]
            if branch.next.keys().isdisjoint(index.keys()):
                if branch.rank is not None:
                    found += [(at, branch.rank, 1) for at in index[head]]
                continue
            for at in index[head]:
                behind = at + 1
                further = branch.next.get(all_words[behind])
                if further is None and branch.rank is None:
                    continue
                best, length = branch.rank, 1
                while further is not None:
                    behind += 1
                    if further.rank is not None and (best is None or further.rank < best):
                        best, length = further.rank, behind - at
                    further = further.next.get(all_words[behind])
                if best is not None:
                    found.append((at, best, length))
        if not found:
            return []
        found.sort()
        out: list[Place] = []
        behind = 0
        for at, _, size in found:
            if at >= behind:
                behind = at + size
                out.append((self._of[at], self._starts[at], self._ends[behind - 1]))
        return out

    def _match(self, phrase: Phrase, places: list[int], words: _Words) -> list[Place]:
        """The places where the regex matches, out of words with which the phrase can begin."""
        of, found = self._of, list[Place]()
        if not phrase.of_words:
            regex, behind = phrase.bare_regex if words.is_bare else phrase.regex, 0
            for at in places:
                start = self._starts[at]
                there = regex.match(self._text, start, self._sentences[of[at]][1]) if start >= behind else None
                if there is not None:
                    behind = there.end()
                    found.append((of[at], start, behind))
            return found
        line, match, behind = self._line, (phrase.bare_line if words.is_bare else phrase.line).match, 0
        for at in places:
            there = match(line, self._before[at] + at) if at >= behind else None
            if there is not None:
                behind = at + 1 + line.count(" ", *there.span())
                found.append((of[at], self._starts[at], self._ends[behind - 1]))
        return found

    def _search(self, phrase: Phrase, words: _Words) -> list[Place]:
        """The places of a phrase that may begin with anything, in the sentences that have its other words."""
        needs = phrase.bare_needs if words.is_bare else phrase.needs
        if any(map(words.index.keys().isdisjoint, needs)):
            return []
        regex, found = phrase.bare_regex if words.is_bare else phrase.regex, list[Place]()
        for number, (start, end) in enumerate(self._sentences):
            if self._is_bare[number] is not words.is_bare or any(map(self._sets[number].isdisjoint, needs)):
                continue
            for match in regex.finditer(self._text[start:end]):
                found.append((number, start + match.start(), start + match.end()))
        return found


class _Words:
    """The words of the sentences of one form. ``index`` gives the numbers, among all words, at which a word stands, in
    order."""

    def __init__(self, all_words: Sequence[str], *, is_bare: bool) -> None:
        self.is_bare = is_bare
        self.index: defaultdict[str, list[int]] = defaultdict(list)
        self._all = all_words

    def add(self, first: int, last: int) -> None:
        """Takes up the words of sentences that follow each other, by the numbers of the words; numbers only rise."""
        index, words = self.index, self._all[first:last]
        for number, word in enumerate(words, first):
            index[word].append(number)
