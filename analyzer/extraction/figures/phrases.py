"""Which of many phrases a text holds, found in one pass over its words.

The phrases come in groups; a group is a bit of an int, so that what a text (or any piece of it) says is one int, its
``mask``, and "one phrase of each of these groups" one comparison. Texts are in lower case (``fold.lower``); a phrase
counts as whole words, and any white space stands for its blanks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

from analyzer.text import fold

_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"(\w+)")
_SPACE = re.compile(r"\s")


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _splits_word(text: str, place: int) -> bool:
    """Whether a cut at ``place`` goes through a word."""
    return 0 < place < len(text) and _in_word(text[place - 1]) and _in_word(text[place])


def spaced(low: str) -> str:
    """``low`` with a blank for every other white space, offset by offset."""
    return low if low.isprintable() else _SPACE.sub(" ", low)


class Hit(NamedTuple):
    """A phrase in a text: half-open offsets, and the groups that it is of."""

    start: int
    end: int
    mask: int


class _Entry(NamedTuple):
    """A phrase under its first word, which begins ``back`` characters into it ("/xã": 1)."""

    phrase: str
    back: int
    mask: int


class PhraseBook:
    """Groups of phrases, indexed by their first words. The n-th group has the bit ``1 << n``."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        masks: dict[str, int] = {}
        for number, group in enumerate(groups):
            for phrase in group:
                low = fold.lower(phrase)
                masks[low] = masks.get(low, 0) | 1 << number
        self.longest = max(map(len, masks), default=0)
        self._by_words: dict[str, dict[str, list[_Entry]]] = {}
        """By the first word and the second ("" for those of one word, which also stand behind longer ones)."""
        for phrase, mask in masks.items():
            words = _WORD.findall(phrase)
            if not words:
                raise ValueError(f"a phrase without a word: {phrase!r}")
            entry = _Entry(phrase, phrase.index(words[0]), mask)
            self._by_words.setdefault(words[0], {}).setdefault(words[1] if len(words) > 1 else "", []).append(entry)
        for by_second in self._by_words.values():
            for second, entries in by_second.items():
                entries += by_second.get("", ()) if second else ()

    def hits(self, low: str) -> list[Hit]:
        """All phrases in a text, by their first words. Linear in its length."""
        low = spaced(low)
        parts = _PARTS.split(low)  # what is no word, a word, what is no word, …
        words, starts = parts[1::2], list(accumulate(map(len, parts)))[::2]
        found: list[Hit] = []
        for by_second, second, at in zip(map(self._by_words.get, words), [*words[1:], ""], starts, strict=False):
            if by_second is None:
                continue
            for phrase, back, mask in by_second.get(second) or by_second.get("") or ():
                start = at - back
                if start < 0 or not low.startswith(phrase, start):
                    continue
                end = start + len(phrase)
                if end == len(low) or not _in_word(low[end]):
                    found.append(Hit(start, end, mask))
        return found

    def mask(self, low: str) -> int:
        """The groups of which a text holds a phrase."""
        mask = 0
        for hit in self.hits(low):
            mask |= hit.mask
        return mask

    def opening(self, low: str) -> int:
        """The groups of which a text begins with a phrase."""
        mask = 0
        for hit in self.hits(low[: self.longest + 1]):
            mask |= hit.mask if hit.start == 0 else 0
        return mask

    def begun(self, low: str) -> list[tuple[str, int]]:
        """Phrases that the end of a text begins, were a line to follow: the rest of each, and its groups."""
        floor = max(0, len(low) - self.longest)
        text = spaced(low) + " "
        found: list[tuple[str, int]] = []
        for word in _WORD.finditer(text, floor):
            if word.start() == floor and _splits_word(text, floor):
                continue
            for entry in chain.from_iterable(self._by_words.get(word[0], {}).values()):
                start = word.start() - entry.back
                size = len(text) - start
                if start >= 0 and size < len(entry.phrase) and entry.phrase.startswith(text[start:]):
                    found.append((entry.phrase[size:], entry.mask))
        return found


class Passage:
    """A text in lower case whose pieces are asked for their masks; the phrases are looked for once."""

    def __init__(self, low: str, book: PhraseBook) -> None:
        self.low, self._book = low, book
        self._hits = sorted(book.hits(low), key=lambda hit: hit.start)
        self._starts = [hit.start for hit in self._hits]

    def mask(self, start: int, end: int) -> int:
        """The groups of which the piece ``low[start:end]`` holds a phrase; what a cut leaves of a word is a word."""
        if _splits_word(self.low, start) or _splits_word(self.low, end):
            return self._book.mask(self.low[start:end])
        mask = 0
        for place in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            hit = self._hits[place]
            if hit.end <= end:
                mask |= hit.mask
        return mask


class Window(NamedTuple):
    """Words that are asked for phrases: ``head`` is how they begin, as far as a phrase reaches."""

    head: str
    mask: int


class Lead:
    """A text in lower case that others stand under; with what stands under it, it reads as two lines."""

    def __init__(self, low: str, book: PhraseBook) -> None:
        self._low, self._book, self._reach = low, book, book.longest + 1
        self._head = spaced(low[: self._reach])
        self.first_line = low.find("\n") if "\n" in low else len(low)
        """Characters of its first line."""

    @cached_property
    def _mask(self) -> int:
        return self._book.mask(self._low)

    @cached_property
    def _begun(self) -> list[tuple[str, int]]:
        return self._book.begun(self._low)

    def over(self, below: Window) -> Window:
        """The window of this text with one under it, phrases that run from one into the other among them."""
        mask = self._mask | below.mask
        for rest, groups in self._begun:
            if below.head.startswith(rest) and not _in_word(below.head[len(rest) : len(rest) + 1] or " "):
                mask |= groups
        return Window(f"{self._head} {below.head}"[: self._reach], mask)
