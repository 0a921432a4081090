"""The phrase language of the rules, compiled to linear regexes.

A phrase is a run of words as an officer writes them, in lower case::

    tháng vận động [triển khai] {bhxh} … toàn dân

``(a|b c)`` is one of several, ``[a]`` may be absent, ``…`` stands for at most eight syllables, ``…N`` for at most N
(30 at the most), inside one sentence (never across a semicolon), ``{name}`` is a macro of the lexicon, ``^`` the
start of the sentence (numbering and quotes before it do not count), ``<số>`` a number. Words may be parted by any
punctuation but a semicolon. Every repetition of the compiled regex is bounded,
so that matching stays linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from analyzer.checks.heads import ANY, of_sequence, of_word
from analyzer.checks.runs import Branch, Run, by_head, in_turn, one_of
from analyzer.text.fold import bare, lower

GAP_SYLLABLES = 8
_MAX_GAP = 30
_MAX_TOKENS, _MAX_PATTERN = 400, 12_000
"""Bounds on what one phrase may hold, macros included: a longer one is several phrases."""
_SEP = r"[^\w;]{1,4}"
_GAP = r"(?:[^\w;]{1,4}\w{1,40}){0,%d}?"
_START = r"^\W{0,4}(?:[a-zđ0-9]{1,3}[.)]\W{1,3})?"
_NUMBER = r"\d{1,12}(?:[.,]\d{1,6}){0,3}%?"
_TOKEN = re.compile(r"\s+|…(\d*)|[()\[\]|^]|<số>|\{(\w+)\}|[^\s…()\[\]|^<>{}]+")
_WORD = re.compile(r"\w+")

# Both placements of a tone mark on "oa", "oe", "uy" are right: all text and all phrases are brought to one of them.
_TONES = tuple(
    (old, new)
    for old, new in zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)


def _without_marks(pattern: str) -> str:
    """A pattern whose words have lost their diacritics; unlike ``bare`` it leaves ``\\W`` alone."""
    letters = unicodedata.normalize("NFD", pattern.replace("đ", "d"))
    return "".join(char for char in letters if not unicodedata.combining(char))


class PhraseError(ValueError):
    """A phrase that does not follow the language; ``column`` counts from 0 in the phrase."""

    def __init__(self, vi: str, en: str, column: int) -> None:
        super().__init__(en)
        self.vi, self.en, self.column = vi, en, column


def plain(text: str) -> str:
    """Lower case with one placement of tone marks; as long as ``text``, offset by offset."""
    return placed(lower(text))


def placed(text: str) -> str:
    """Lower-case text with one placement of tone marks."""
    if not text.isascii():
        for old, new in _TONES:
            text = text.replace(old, new)
    return text


@dataclass(frozen=True, eq=False)
class Phrase:
    """A compiled phrase. ``needs`` are sets of words of which each must have one in the sentence; ``heads`` the words
    that it can begin with, None where it may begin with any (the cheap tests). ``wordings`` are
    all its wordings, where they are few and no other words can stand in them: those are compared, not matched."""

    source: str
    pattern: str
    needs: tuple[frozenset[str], ...]
    heads: frozenset[str] | None
    wordings: tuple[Run, ...] | None = None
    of_words: bool = False
    """Whether it asks for words alone, whatever the signs between them."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """For text brought to ``plain`` form."""
        return re.compile(self.pattern)

    @cached_property
    def bare_regex(self) -> re.Pattern[str]:
        """For text without diacritics."""
        return re.compile(_without_marks(self.pattern))

    @cached_property
    def line(self) -> re.Pattern[str]:
        """For a line of words with one space between them (of a phrase of words alone): it compiles, and matches, in
        half the time."""
        return re.compile(self.pattern.replace(_SEP, " "))

    @cached_property
    def bare_line(self) -> re.Pattern[str]:
        """As ``line``, for words without diacritics."""
        return re.compile(_without_marks(self.pattern.replace(_SEP, " ")))

    @cached_property
    def bare_needs(self) -> tuple[frozenset[str], ...]:
        """``needs`` without diacritics."""
        return tuple(map(_bare_words, self.needs))

    @cached_property
    def runs(self) -> dict[str, Branch] | None:
        """``wordings`` by their heads."""
        return None if self.wordings is None else by_head(self.wordings)

    @cached_property
    def bare_runs(self) -> dict[str, Branch] | None:
        """``runs`` without diacritics."""
        if self.wordings is None:
            return None
        return by_head([tuple(bare("\n".join(run)).split("\n")) for run in self.wordings])

    @cached_property
    def bare_heads(self) -> frozenset[str] | None:
        """``heads`` without diacritics."""
        return None if self.heads is None else _bare_words(self.heads)


def _bare_words(words: frozenset[str]) -> frozenset[str]:
    return frozenset(bare("\n".join(words)).split("\n")) if words else words


@dataclass(frozen=True, slots=True)
class _Part:
    pattern: str
    heads: frozenset[str] = ANY
    optional: bool = False
    gap: bool = False
    glue: bool = False
    """No separator is wanted behind it (the start of the sentence)."""
    needs: tuple[frozenset[str], ...] = ()
    runs: tuple[Run, ...] | None = None
    of_words: bool = False


class Macros(dict[str, str]):
    """Macros by name: words of the phrase language for which ``{name}`` stands."""

    def __init__(self, macros: Mapping[str, str] | None = None) -> None:
        super().__init__(macros or {})
        self.parsed: dict[tuple[str, int], tuple[_Part, int]] = {}
        """What a macro is once parsed, by its name and how deep it stands in others, and its number of tokens."""


class _Parser:
    def __init__(self, source: str, macros: Mapping[str, str], depth: int = 0, budget: list[int] | None = None) -> None:
        self.source, self.macros, self.depth = source, macros, depth
        self.tokens: list[tuple[str, int, re.Match[str]]] = []
        self.budget = budget if budget is not None else [_MAX_TOKENS]
        place = 0
        for match in _TOKEN.finditer(source):
            if match.start() != place:
                break
            token = match[0]
            if not token.isspace():
                self._spend(place)
                self.tokens.append((token, place, match))
            place = match.end()
        if place < len(source):
            raise PhraseError(f"ký hiệu lạ {source[place]!r}", f"unexpected {source[place]!r}", place)
        self.next = 0

    def _spend(self, place: int) -> None:
        """One token more, of this phrase and of the macros in it together."""
        self.budget[0] -= 1
        if self.budget[0] < 0:
            raise PhraseError("cụm từ quá dài; hãy tách thành nhiều cụm", "the phrase is too long; split it", place)

    def alternatives(self, closing: str) -> list[list[_Part]]:
        """Sequences parted by ``|`` up to ``closing`` ("" for the end of the phrase)."""
        opened = self.tokens[self.next - 1][1] if closing else 0
        found: list[list[_Part]] = [[]]
        while self.next < len(self.tokens):
            token, place, match = self.tokens[self.next]
            self.next += 1
            if token == closing:
                return found
            if token in ")]":
                raise PhraseError(f"dấu {token!r} không có dấu mở", f"{token!r} without its opening", place)
            if token == "|":
                if not closing:
                    raise PhraseError("dấu '|' phải nằm trong ngoặc", "'|' outside of brackets", place)
                found.append([])
            else:
                found[-1].append(self.part(token, place, match))
        if closing:
            raise PhraseError(f"thiếu dấu {closing!r}", f"{closing!r} is missing", opened)
        return found

    def part(self, token: str, place: int, match: re.Match[str]) -> _Part:
        if token in "([":
            return self.group(self.alternatives(")" if token == "(" else "]"), token == "[", place)
        if token == "^":
            return _Part(_START, glue=True)
        if token == "<số>":
            return _Part(_NUMBER)
        if token[0] == "…":
            return self.gap(match[1], place)
        if match[2]:
            macro = self.macros.get(match[2])
            if macro is None or self.depth > 4:
                raise PhraseError(f"không có từ viết gọn {match[2]!r}", f"no macro {match[2]!r}", place)
            return self.macro(match[2], macro, place)
        return _word(token)

    def macro(self, name: str, source: str, place: int) -> _Part:
        """The part that a macro stands for; parsed once for all phrases of ``Macros``."""
        parsed = self.macros.parsed if isinstance(self.macros, Macros) else {}
        part, cost = parsed.get((name, self.depth), (None, 0))
        if part is not None and cost <= self.budget[0]:
            self.budget[0] -= cost
            return part
        left = self.budget[0]
        inner = _Parser(source, self.macros, self.depth + 1, self.budget)
        part = self.group(inner.alternatives(""), False, place)
        parsed[name, self.depth] = part, left - self.budget[0]
        return part

    def gap(self, digits: str, place: int) -> _Part:
        """At most so many syllables. Two gaps side by side would be tried in every way of sharing the words."""
        if len(digits) > 2 or not 0 < int(digits or GAP_SYLLABLES) <= _MAX_GAP:
            wanted = f"'…' từ 1 đến {_MAX_GAP} âm tiết", f"'…' of 1 to {_MAX_GAP} syllables"
            raise PhraseError(*wanted, place)
        if self.next < len(self.tokens) and self.tokens[self.next][0][0] == "…":
            raise PhraseError("hai dấu '…' liền nhau", "two '…' side by side", place)
        return _Part(_GAP % int(digits or GAP_SYLLABLES), gap=True, of_words=True)

    @staticmethod
    def group(sequences: list[list[_Part]], optional: bool, place: int) -> _Part:
        if not all(sequences):
            raise PhraseError("lựa chọn rỗng", "an empty alternative", place)
        needs: tuple[frozenset[str], ...] = ()
        if not optional:
            if len(sequences) == 1:
                needs = _needs(sequences[0])
            else:
                firsts = [_needs(sequence)[:1] for sequence in sequences]
                if all(firsts):
                    needs = (frozenset().union(*(first[0] for first in firsts)),)
        inner = "|".join(_join(sequence) for sequence in sequences)
        heads = frozenset().union(*map(_heads, sequences))
        runs = one_of(map(_runs, sequences))
        of_words = all(map(_of_words, sequences))
        return _Part(f"(?:{inner})", heads, optional=optional, needs=needs, runs=runs, of_words=of_words)


@lru_cache(maxsize=4096)
def _word(token: str) -> _Part:
    """One word as it is written, or several that a sign joins ("v/v")."""
    word = plain(token)
    words = _WORD.findall(word)
    heads = of_word(words, word.startswith(*words[:1] or " "))
    alone = words == [word]
    needs, runs = tuple(frozenset((w,)) for w in words), ((word,),) if alone else None
    return _Part(re.escape(word), heads, needs=needs, runs=runs, of_words=alone)


def _heads(sequence: list[_Part]) -> frozenset[str]:
    return of_sequence([(part.heads, part.optional) for part in sequence])


def _of_words(sequence: Sequence[_Part]) -> bool:
    return all(part.of_words for part in sequence)


def _runs(sequence: Sequence[_Part]) -> tuple[Run, ...] | None:
    return in_turn([(part.runs, part.optional) for part in sequence])


def _needs(sequence: list[_Part]) -> tuple[frozenset[str], ...]:
    return tuple(words for part in sequence if not part.optional for words in part.needs)


def _join(sequence: list[_Part]) -> str:
    out = ""
    glued = True
    for part in sequence:
        if part.gap:
            out += part.pattern
        elif part.optional and glued:
            out += f"(?:{part.pattern}{_SEP})?"
        elif part.optional:
            out += f"(?:{_SEP}{part.pattern})?"
        else:
            out += part.pattern if glued else _SEP + part.pattern
            glued = part.glue
    return out


def compile_phrase(source: str, macros: Mapping[str, str]) -> Phrase:
    """Compiles one phrase; raises ``PhraseError`` naming the column."""
    parser = _Parser(source, macros)
    sequence = parser.alternatives("")[0]
    if not any(not part.gap and not part.glue and not part.optional for part in sequence):
        raise PhraseError("cụm từ không có từ nào bắt buộc", "the phrase has no word that must be there", 0)
    if sequence[0].gap or sequence[-1].gap:
        raise PhraseError("'…' phải đứng giữa hai từ", "'…' must stand between two words", 0)
    pattern = rf"(?<!\w){_join(sequence)}(?!\w)"
    if len(pattern) > _MAX_PATTERN:
        raise PhraseError("cụm từ quá dài; hãy tách thành nhiều cụm", "the phrase is too long; split it", 0)
    heads = _heads(sequence)
    return Phrase(
        source, pattern, _needs(sequence), None if heads >= ANY else heads, _runs(sequence), _of_words(sequence)
    )
