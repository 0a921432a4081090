"""Text as it was before recognition misread it, character by character at the same offsets, for matching only.

The components look for words in what ``clear`` gives and quote from the text itself. A syllable is restored where its
neighbour tells what it was ("bảo hiếm xã hội"), where it is no word of these texts ("cúa"), or where a number does
("ngay O1/7/2025"); only such changes are undone as recognition makes. Clean text comes back as it is.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import accumulate, compress, product
from typing import NamedTuple

from analyzer.extraction.spellings import Spellings, likely, spellings
from analyzer.text.fold import bare, lower
from analyzer.text.syllables import is_syllable
from analyzer.text.words import split_words

_JOINERS = frozenset({" ", "\n", "  ", "\u2028", "\u00a0"})

_NUMBER = re.compile(r"(?<![^\W\d_])(?:\d[\dlIOo]*[lIOo][\dlIOo]*|[lIO][\dlIOo]*\d[\dlIOo]*)(?![^\W\d_])")
_LONE = re.compile(r"[lO](?<![^\W_].)[lIO]?(?=\s?/\s?\d{1,4})")
_LONE_SIGN = re.compile(r"/(?:(?<=[lIO]/)|(?<=[lIO]\s/))\s?\d")
"""Without it there is no ``_LONE``."""
_BEHIND_SLASH = re.compile(r"/(?<=\d/)(?:[lIO]{1,2}(?=/)|[lIO](?![\w/]))")
_BEHIND_LABEL = re.compile(r"I(?:(?<=gày I)|(?<=gáy I)|(?<=áng I))[lIO]?(?=/\d)")
_ONE_FOR_L = re.compile(r"1(?<!\w1)(?P<rest>[^\W\d_]{2,5})(?![^\W_])")
_TO_DIGITS = str.maketrans("lIOo", "1100")
_ROMAN = re.compile(r"u(?<=[Qq]u)[ýyỷỳ] (?:(?=[1l]{0,2}[lI])[1lI]{2,3}|[1l]V)(?!\w)")
_NUMERALS = frozenset(
    {"1V", "lV", *("".join(digits) for size in (2, 3) for digits in product("1lI", repeat=size))} - {"II", "III"}
)
"""What ``_ROMAN`` reads as other numerals."""
_SPLIT_SYMBOL = re.compile(r"(?P<sep>[/\-–])(?P<a>[A-ZĐ][A-ZĐr]{0,5}) (?P<b>[A-ZĐ][A-ZĐg]{0,5}|r|g|Tg)(?![^\W_])")
_DOUBLE_D = re.compile(r"(?<=\d/)([NQ]Đ)Đ(-[A-ZĐ]{2,12}g?)(?![\w-])")
_WIDE_M = re.compile(r"[^\W\d_]{0,5}rn[^\W\d_]{0,2}")
_DATED = re.compile(r"\s{1,3}\d{1,2}\s?(?:[/.\-]\s?\d|tháng|thang|đến|-)")
_SMALL = re.compile(r"\s{1,3}\d{1,2}(?![\d.,%])(?!\s(?:điểm|bậc))")
_YEAR = re.compile(r"\s{1,3}(?:19|20)\d\d(?!\d)")
_QUARTER = re.compile(r"\s{1,3}(?:I{1,3}|IV|[1-4])(?![\w.,])")
_BEFORE_NUMBER = re.compile(r"\s{1,3}[\dIV]")
_BY_NUMBER = {"ngay": ("ngày", _DATED), "thang": ("tháng", _SMALL), "nam": ("năm", _YEAR), "quy": ("quý", _QUARTER)}
"""Syllables that a number behind them tells ("thang 5/2025")."""
_BEFORE_SOUTH = frozenset({"viet", "tinh", "mien", "phia", "huyen", "xa"})


_LETTERS_OR_DIGITS = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=20_000)
def _spelt(word: str) -> tuple[str, str]:
    """A word in lower case, and without diacritics."""
    low = lower(word)
    return low, bare(low)


class _Words:
    """The words of a text that have letters: in lower case (``lows``) and without diacritics (``flats``). Numbers
    between them count as blanks do."""

    def __init__(self, pieces: list[str]) -> None:
        """``pieces``: as of ``split_words``."""
        self.whole = {*pieces[1::2]}
        """The words and numbers, each once, before those of letters and digits (``mixed``) are parted."""
        self.mixed = [word for word in self.whole if not (word.isalpha() or word.isdecimal())]
        distinct = self.whole
        if self.mixed:
            pieces = _parted(pieces, {word: _LETTERS_OR_DIGITS.findall(word) for word in self.mixed})
            distinct = {*pieces[1::2]}
        self.pieces = pieces
        self._spelt = {word: _spelt(word) for word in distinct if not word.isdecimal()}
        self.flat_of = dict(self._spelt.values())
        found = [*filter(None, map(self._spelt.get, pieces[1::2]))]
        self.lows, self.flats = [low for low, _ in found], [flat for _, flat in found]

    @cached_property
    def places(self) -> list[int]:
        """Which of the pieces each is; seldom asked for."""
        pieces = self.pieces
        return [*compress(range(1, len(pieces), 2), map(self._spelt.__contains__, pieces[1::2]))]

    @cached_property
    def starts(self) -> list[int]:
        """Where the pieces begin."""
        return [0, *accumulate(map(len, self.pieces))]

    def written(self, index: int) -> str:
        """A word as it is written."""
        return self.pieces[self.places[index]]

    def between(self, index: int) -> str:
        """What stands between a word and the next."""
        return "".join(self.pieces[self.places[index] + 1 : self.places[index + 1]])


def _parted(pieces: list[str], parts: dict[str, list[str]]) -> list[str]:
    """``pieces`` (gap, word, gap, … gap) with words in ``parts``, nothing between these."""
    parted: list[str] = []
    for piece in pieces:
        first, *others = parts.get(piece, (piece,))
        parted.append(first)
        for other in others:
            parted += ("", other)
    return parted


class Cleared(NamedTuple):
    """A text with misreadings undone: as long as it, offset by offset, with its capitals; and in pieces, as of
    ``split_words``."""

    text: str
    pieces: list[str]


def clear(text: str) -> str:
    """``text`` with misreadings undone: as long as it, offset by offset, with its capitals."""
    return cleared(text).text


def cleared(written: str) -> Cleared:
    """As ``clear``, with the words that it was split into."""
    pieces = split_words(written)
    words = _Words(pieces)
    text = _numbers(written, words)
    if text != written:
        pieces = split_words(text)
        words = _Words(pieces)
    if seams := _seams(words):
        text = _joined(words, seams)
        pieces = split_words(text)
        words = _Words(pieces)
    changes = _changes(text, words)
    if not changes:
        return Cleared(text, pieces)
    out = list(text)
    for index, right in changes.items():
        for place, char in enumerate(right, words.starts[words.places[index]]):
            out[place] = char.upper() if text[place].isupper() else char
    text = "".join(out)
    return Cleared(text, split_words(text))


def _numbers(text: str, words: _Words) -> str:
    """Letters read for digits, blanks put into a symbol or a syllable, and "rn" for "m"; blanks keep the length.
    ``words`` are those of the text."""
    book = spellings()
    if not words.whole.isdisjoint(_NUMERALS):
        text = _ROMAN.sub(lambda m: m.group().replace("1", "I").replace("l", "I"), text)
    if words.mixed:
        text = _NUMBER.sub(_digits, text)
    if _LONE_SIGN.search(text):
        text = _LONE.sub(_digits, text)
    text = _BEHIND_SLASH.sub(_digits, text)
    text = _BEHIND_LABEL.sub(_digits, text)
    if words.mixed:
        text = _ONE_FOR_L.sub(_letter, text)
    if "rn" in text:
        text = _WIDE_M.sub(_narrow, text)
    if "ĐĐ" in text:
        text = _DOUBLE_D.sub(r"\1\2 ", text)
    if words.whole.isdisjoint(book.symbol_heads) or words.whole.isdisjoint(book.symbol_tails):
        return text
    return _SPLIT_SYMBOL.sub(_joined_symbol, text)


def _digits(match: re.Match[str]) -> str:
    return match.group().translate(_TO_DIGITS)


def _letter(match: re.Match[str]) -> str:
    """ "1àm" is "làm", "1kg" itself."""
    word = "l" + match["rest"]
    return word if is_syllable(word) and not word.isascii() else match.group()


def _narrow(match: re.Match[str]) -> str:
    word = match.group().replace("rn", "m", 1)
    return f"{word} " if is_syllable(word) or bare(word) in ("nam", "hiem") else match.group()


def _joined_symbol(match: re.Match[str]) -> str:
    whole = match["a"] + match["b"]
    return f"{match['sep']}{whole} " if whole in spellings().symbols else match.group()


def _seams(words: _Words) -> list[int]:
    """The words that a blank has split from the next ("Trung tâm Văn hó a")."""
    book, flats = spellings(), words.flats
    syllables = book.syllables
    odd = {flat for flat in book.parts.intersection(words.flat_of.values()) if flat not in syllables or len(flat) == 1}
    seams: list[int] = []
    for piece in [index for index, flat in enumerate(flats) if flat in odd]:
        for index in (piece - 1, piece):
            if not 0 <= index < len(flats) - 1 or flats[index] + flats[index + 1] not in syllables:
                continue
            if (not seams or index > seams[-1] + 1) and _is_split(words, index):
                seams.append(index)
    return seams


def _joined(words: _Words, seams: list[int]) -> str:
    """The text with split syllables together again, the blank behind them."""
    pieces = [*words.pieces]
    for index in seams:
        pieces[words.places[index] + 1] = ""
        behind = words.places[index + 1] + 1
        pieces[behind] = " " + pieces[behind]
    return "".join(pieces)


def _is_split(words: _Words, index: int) -> bool:
    """Whether words ``index`` and the next are one syllable, by what stands beside them."""
    book, flats = spellings(), words.flats
    first, second = words.written(index), words.written(index + 1)
    whole = flats[index] + flats[index + 1]
    if words.between(index) != " " or not second[0].islower():
        return False
    before = (flats[index - 1], whole) if index else ("", whole)
    after = (whole, flats[index + 2]) if index + 2 < len(flats) else (whole, "")
    if not is_syllable(first + second) or not (before in book.pairs or after in book.pairs):
        return False
    apart = ((before[0], flats[index]), (flats[index], flats[index + 1]), (flats[index + 1], after[1]))
    return not any(pair in book.pairs for pair in apart)


def _changes(text: str, words: _Words) -> dict[int, str]:
    """What is to be written for which word."""
    book = spellings()
    found: dict[int, str] = {}
    for index, right in _doubtful(book, words):
        if words.between(index) not in _JOINERS:
            continue
        capitals = words.written(index).isupper(), words.written(index + 1).isupper()
        for place, capital, syllable in zip((index, index + 1), capitals, right, strict=True):
            symbol = capital and not all(capitals)  # "CT/TU ngày" is no "từ ngày"
            if words.lows[place] != syllable and not symbol:
                found.setdefault(place, syllable)
    if not words.flat_of.keys().isdisjoint(book.words):
        for index, low in enumerate(words.lows):
            if low in book.words:
                found.setdefault(index, book.words[low])
    for index in _numbered(words):
        right_word, behind = _BY_NUMBER[words.flats[index]]
        if behind.match(text, words.starts[words.places[index] + 1]):
            found.setdefault(index, right_word)
    return found


def _numbered(words: _Words) -> list[int]:
    """The words that may be "ngày", "tháng", "năm" or "quý" misread and have a number behind, or what looks like one;
    not "Nam" of "Việt Nam", "tỉnh Hà Nam", "phía Nam"."""
    unmarked = {low for low, flat in words.flat_of.items() if flat in _BY_NUMBER and _is_unmarked(low, flat)}
    if not unmarked:
        return []
    flats = words.flats
    return [
        index
        for index, low in enumerate(words.lows)
        if low in unmarked
        and not (flats[index] == "nam" and index and flats[index - 1] in _BEFORE_SOUTH)
        and _BEFORE_NUMBER.match("".join(words.pieces[words.places[index] + 1 : words.places[index] + 3]))
    ]


def _is_unmarked(low: str, flat: str) -> bool:
    right = _BY_NUMBER[flat][0]
    return low != right and likely(right, low)


def _doubtful(book: Spellings, words: _Words) -> list[tuple[int, tuple[str, str]]]:
    """Pairs that are spelt otherwise: index of the first syllable, and how the two should be. Those left out have a
    syllable that its other neighbour knows as it is, one that a weak word would tell, or one that no misreading
    explains."""
    lows = words.lows
    rights = [*map(book.pairs.get, zip(words.flats, words.flats[1:], strict=False))]
    found = [
        (index, right)
        for index, right in enumerate(rights)
        if right is not None and (right[0] != lows[index] or right[1] != lows[index + 1])
    ]

    def is_known(index: int) -> bool:
        return any(rights[i] == (lows[i], lows[i + 1]) for i in (index - 1, index) if 0 <= i < len(rights))

    return [
        (index, right)
        for index, right in found
        if all(
            lows[index + k] not in book.kept
            and (right[1 - k] not in book.weak or right in book.sure)
            and (right[k] not in book.weak or right[k] in book.told)
            and not is_known(index + k)
            and likely(right[k], lows[index + k])
            for k in (0, 1)
            if lows[index + k] != right[k]
        )
    ]
