"""Text as it was before recognition misread it, character by character at the same offsets, for matching only.

The components look for words in what ``clear`` gives and quote from the text itself. A syllable is restored where its
neighbour tells what it was ("bảo hiếm xã hội"), where it is no word of these texts ("cúa"), or where a number does
("ngay O1/7/2025"); only such changes are undone as recognition makes. Clean text comes back as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from analyzer.resources import load_yaml
from analyzer.text.fold import bare, lower
from analyzer.text.syllables import is_syllable, split_tone

FILE = "registers/spellings.yml"
_WORD = re.compile(r"([^\W\d_]+)")
_JOINERS = frozenset({" ", "\n", "  ", "\u2028", "\u00a0"})

_TONES_READ_AS = {
    "": "", "\u0300": "\u0301", "\u0301": "\u0300\u0309", "\u0309": "\u0301\u0303", "\u0303": "\u0301\u0309",
    "\u0323": "\u0309",
}  # fmt: skip
"""A tone → what it is misread as, apart from none at all: acute for hook above all (hiểm, hiếm)."""
_MARKS_READ_AS = {
    "ê": "e", "ô": "oơ", "ơ": "oô", "ư": "u", "â": "aă", "ă": "aâ", "đ": "d", "e": "ê", "o": "ơô", "u": "ư", "d": "đ",
}  # fmt: skip

_NUMBER = re.compile(r"(?<![^\W\d_])(?:\d[\dlIOo]*[lIOo][\dlIOo]*|[lIO][\dlIOo]*\d[\dlIOo]*)(?![^\W\d_])")
_NUMBER_SIGN = re.compile(r"\d(?:(?=[lIOo])|(?<=[lIOo]\d))")
"""Without it there is no ``_NUMBER``; the same for the others."""
_LONE = re.compile(r"[lO](?<![^\W_].)[lIO]?(?=\s?/\s?\d{1,4})")
_LONE_SIGN = re.compile(r"/(?:(?<=[lIO]/)|(?<=[lIO]\s/))\s?\d")
_BEHIND_SLASH = re.compile(r"/(?<=\d/)(?:[lIO]{1,2}(?=/)|[lIO](?![\w/]))")
_BEHIND_LABEL = re.compile(r"I(?:(?<=gày I)|(?<=gáy I)|(?<=áng I))[lIO]?(?=/\d)")
_ONE_FOR_L = re.compile(r"1(?<!\w1)(?P<rest>[^\W\d_]{2,5})(?![^\W_])")
_TO_DIGITS = str.maketrans("lIOo", "1100")
_ROMAN = re.compile(r"[Qq]u[ýyỷỳ] (?:(?=[1l]{0,2}[lI])[1lI]{2,3}|[1l]V)(?!\w)")
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


@dataclass(frozen=True, slots=True)
class Spellings:
    """``rules/registers/spellings.yml``: pairs by their letters without diacritics, misread words, syllables that tell
    no neighbour, those among them that a neighbour tells, symbol groups, pairs where
    a weak word is enough, and words that are taken as they stand."""

    pairs: dict[tuple[str, str], tuple[str, str]]
    words: dict[str, str]
    weak: frozenset[str]
    told: frozenset[str]
    sure: frozenset[tuple[str, str]]
    kept: frozenset[str]
    symbols: frozenset[str]
    syllables: frozenset[str]
    """All syllables of the pairs, without diacritics."""


@cache
def spellings() -> Spellings:
    """The register, read once per process."""
    data = load_yaml(FILE)
    pairs = [pair.split() for pair in (*data["pairs"].split(", "), *data["sure"])]
    words = {wrong: right for right, misread in data["misreadings"].items() for wrong in misread if wrong != right}
    return Spellings(
        pairs={(bare(first), bare(second)): (first, second) for first, second in pairs},
        words=words,
        weak=frozenset(data["weak"]),
        told=frozenset(data["told"]),
        sure=frozenset(tuple(pair.split()) for pair in data["sure"]),
        kept=frozenset(data["kept"]),
        symbols=frozenset(data["symbols"]),
        syllables=frozenset(bare(syllable) for pair in pairs for syllable in pair),
    )


@lru_cache(maxsize=50_000)
def likely(right: str, written: str) -> bool:
    """Whether recognition may have read ``right`` as ``written`` (lower case, the same letters without diacritics)."""
    for one, other in zip(right, written, strict=True):
        if one == other:
            continue
        (plain, tone), (plain_read, tone_read) = split_tone(one), split_tone(other)
        if plain != plain_read and plain_read not in _MARKS_READ_AS.get(plain, ""):
            return False
        if tone != tone_read and tone_read and tone_read not in _TONES_READ_AS.get(tone, ""):
            return False
    return True


_low = lru_cache(maxsize=20_000)(lower)
_flat = lru_cache(maxsize=20_000)(bare)


class _Words:
    """The words of a text (letters only): as written, in lower case, and without diacritics; and what stands between
    them: ``gaps[k]`` before word ``k``, the last behind all."""

    def __init__(self, text: str) -> None:
        pieces = _WORD.split(text)
        self.written, self.gaps = pieces[1::2], pieces[::2]
        self.lows = [*map({word: _low(word) for word in {*self.written}}.__getitem__, self.written)]
        self.flat_of = {low: _flat(low) for low in {*self.lows}}
        self.flats = [*map(self.flat_of.__getitem__, self.lows)]

    def starts(self) -> list[int]:
        """Where the words begin."""
        lengths = (len(gap) + len(word) for gap, word in zip(self.gaps, self.written, strict=False))
        return [end - len(word) for end, word in zip(accumulate(lengths), self.written, strict=True)]


@lru_cache(maxsize=16)
def clear(text: str) -> str:
    """``text`` with misreadings undone: as long as it, offset by offset, with its capitals."""
    text = _numbers(text)
    words = _Words(text)
    seams = _seams(words)
    if seams:
        text = "".join(_joined(words, seams))
        words = _Words(text)
    changes = _changes(text, words)
    if not changes:
        return text
    starts = words.starts()
    out = list(text)
    for index, right in changes.items():
        for place, char in enumerate(right, starts[index]):
            out[place] = char.upper() if text[place].isupper() else char
    return "".join(out)


def _numbers(text: str) -> str:
    """Letters read for digits, blanks put into a symbol or a syllable, and "rn" for "m"; blanks keep the length."""
    text = _ROMAN.sub(lambda m: m.group().replace("1", "I").replace("l", "I"), text)
    if _NUMBER_SIGN.search(text):
        text = _NUMBER.sub(_digits, text)
    if _LONE_SIGN.search(text):
        text = _LONE.sub(_digits, text)
    text = _BEHIND_SLASH.sub(_digits, text)
    text = _BEHIND_LABEL.sub(_digits, text)
    text = _ONE_FOR_L.sub(_letter, text)
    if "rn" in text:
        text = _WIDE_M.sub(_narrow, text)
    if "ĐĐ" in text:
        text = _DOUBLE_D.sub(r"\1\2 ", text)
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
    syllables, flats = spellings().syllables, words.flats
    odd = {flat for flat in words.flat_of.values() if flat not in syllables or len(flat) == 1}
    seams: list[int] = []
    for piece in [index for index, flat in enumerate(flats) if flat in odd]:
        for index in (piece - 1, piece):
            if not 0 <= index < len(flats) - 1 or flats[index] + flats[index + 1] not in syllables:
                continue
            if (not seams or index > seams[-1] + 1) and _is_split(words, index):
                seams.append(index)
    return seams


def _joined(words: _Words, seams: list[int]) -> Iterator[str]:
    """The pieces of the text, split syllables together again and the blank behind them."""
    gaps = [*words.gaps]
    for index in seams:
        gaps[index + 1], gaps[index + 2] = "", " " + gaps[index + 2]
    for gap, word in zip(gaps, [*words.written, ""], strict=True):
        yield gap
        yield word


def _is_split(words: _Words, index: int) -> bool:
    """Whether words ``index`` and the next are one syllable, by what stands beside them."""
    book, flats = spellings(), words.flats
    first, second = words.written[index], words.written[index + 1]
    whole = flats[index] + flats[index + 1]
    if words.gaps[index + 1] != " " or not second[0].islower():
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
        if words.gaps[index + 1] not in _JOINERS:
            continue
        capitals = [word.isupper() for word in words.written[index : index + 2]]
        for place, capital, syllable in zip((index, index + 1), capitals, right, strict=True):
            symbol = capital and not all(capitals)  # "CT/TU ngày" is no "từ ngày"
            if words.lows[place] != syllable and not symbol:
                found.setdefault(place, syllable)
    if not words.flat_of.keys().isdisjoint(book.words):
        for index, low in enumerate(words.lows):
            if low in book.words:
                found.setdefault(index, book.words[low])
    if numbered := _numbered(words):
        starts = words.starts()
        for index in numbered:
            right_word, behind = _BY_NUMBER[words.flats[index]]
            if behind.match(text, starts[index] + len(words.written[index])):
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
        and _BEFORE_NUMBER.match(words.gaps[index + 1] + "".join(words.written[index + 1 : index + 2]))
    ]


def _is_unmarked(low: str, flat: str) -> bool:
    right = _BY_NUMBER[flat][0]
    return low != right and likely(right, low)


def _doubtful(book: Spellings, words: _Words) -> list[tuple[int, tuple[str, str]]]:
    """Pairs that are spelt otherwise: index of the first syllable, and how the two should be. Those left out have a
    syllable that its other neighbour knows as it is, one that a weak word would tell, or one that no misreading
    explains."""
    lows = words.lows
    rights = [*map(book.pairs.get, pairwise(words.flats))]
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
