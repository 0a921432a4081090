"""Text as it was before recognition misread it, character by character at the same offsets, for matching only.

The components look for words in what ``clear`` gives and quote from the text itself. A syllable is restored where its
neighbour tells what it was ("bảo hiếm xã hội"), where it is no word of these texts ("cúa"), or where a number does
("ngay O1/7/2025"); only such changes are undone as recognition makes. Clean text comes back as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from analyzer.resources import load_yaml
from analyzer.structure.model import Span
from analyzer.text.fold import bare, lower
from analyzer.text.syllables import is_syllable, split_tone

FILE = "registers/spellings.yml"
_WORD = re.compile(r"[^\W\d_]+")
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
_LONE = re.compile(r"[lO](?<![^\W_].)[lIO]?(?=\s?/\s?\d{1,4})")
_BEHIND_SLASH = re.compile(r"/(?<=\d/)(?:[lIO]{1,2}(?=/)|[lIO](?![\w/]))")
_BEHIND_LABEL = re.compile(r"(?:g[àá]y|áng) I[lIO]?(?=/\d)")
_ONE_FOR_L = re.compile(r"(?<!\w)1(?P<rest>[^\W\d_]{2,5})(?![^\W_])")
_TO_DIGITS = str.maketrans("lIOo", "1100")
_ROMAN = re.compile(r"[Qq]u[ýyỷỳ] (?:(?=[1l]{0,2}[lI])[1lI]{2,3}|[1l]V)(?!\w)")
_SPLIT_SYMBOL = re.compile(r"(?<=[/\-–])(?P<a>[A-ZĐ][A-ZĐr]{0,5}) (?P<b>[A-ZĐ][A-ZĐg]{0,5}|r|g|Tg)(?![^\W_])")
_DOUBLE_D = re.compile(r"(?<=\d/)([NQ]Đ)Đ(-[A-ZĐ]{2,12}g?)(?![\w-])")
_WIDE_M = re.compile(r"[^\W\d_]{0,5}rn[^\W\d_]{0,2}")
_DATED = re.compile(r"\s{1,3}\d{1,2}\s?(?:[/.\-]\s?\d|tháng|thang|đến|-)")
_SMALL = re.compile(r"\s{1,3}\d{1,2}(?![\d.,%])(?!\s(?:điểm|bậc))")
_YEAR = re.compile(r"\s{1,3}(?:19|20)\d\d(?!\d)")
_QUARTER = re.compile(r"\s{1,3}(?:I{1,3}|IV|[1-4])(?![\w.,])")
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
    words = {wrong: right for right, misread in data["misreadings"].items() for wrong in misread}
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


@lru_cache(maxsize=16)
def clear(text: str) -> str:
    """``text`` with misreadings undone: as long as it, offset by offset, with its capitals."""
    text = _numbers(text)
    flats = _WORD.findall(bare(text))
    whole = _whole(text, flats)
    if whole is not text:
        text, flats = whole, _WORD.findall(bare(whole))
    changes = _changes(text, flats)
    if not changes:
        return text
    out = list(text)
    for start, right in changes:
        for place, char in enumerate(right, start):
            out[place] = char.upper() if text[place].isupper() else char
    return "".join(out)


def _numbers(text: str) -> str:
    """Letters read for digits, blanks put into a symbol or a syllable, and "rn" for "m"; blanks keep the length."""
    text = _ROMAN.sub(lambda m: m.group().replace("1", "I").replace("l", "I"), text)
    for pattern in (_NUMBER, _LONE, _BEHIND_SLASH, _BEHIND_LABEL):
        text = pattern.sub(_digits, text)
    text = _ONE_FOR_L.sub(_letter, text)
    if "rn" in text:
        text = _WIDE_M.sub(_narrow, text)
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
    return f"{whole} " if whole in spellings().symbols else match.group()


def _whole(text: str, flats: list[str]) -> str:
    """Syllables that a blank has split ("Trung tâm Văn hó a") together again, the blank behind them. ``flats`` are the
    words of the text without diacritics."""
    syllables = spellings().syllables
    odd = [index for index, flat in enumerate(flats) if flat not in syllables or len(flat) == 1]
    seams = [
        index
        for piece in odd
        for index in (piece - 1, piece)
        if 0 <= index < len(flats) - 1 and flats[index] + flats[index + 1] in syllables
    ]
    if not seams:
        return text
    places = [match.span() for match in _WORD.finditer(text)]
    done = -1
    out = list(text)
    for index in seams:
        if index > done and _is_split(text, places, flats, index):
            middle, end = places[index][1], places[index + 1][1]
            out[middle:end] = [*text[middle + 1 : end], " "]
            done = index + 1
    return text if done < 0 else "".join(out)


def _is_split(text: str, places: list[Span], flats: list[str], index: int) -> bool:
    """Whether words ``index`` and the next are one syllable, by what stands beside them."""
    book = spellings()
    (start, middle), (second, end) = places[index], places[index + 1]
    whole = flats[index] + flats[index + 1]
    if text[middle:second] != " " or not text[second].islower():
        return False
    before = (flats[index - 1], whole) if index else ("", whole)
    after = (whole, flats[index + 2]) if index + 2 < len(flats) else (whole, "")
    if not is_syllable(text[start:middle] + text[second:end]) or not (before in book.pairs or after in book.pairs):
        return False
    apart = ((before[0], flats[index]), (flats[index], flats[index + 1]), (flats[index + 1], after[1]))
    return not any(pair in book.pairs for pair in apart)


def _changes(text: str, flats: list[str]) -> list[tuple[int, str]]:
    """What is to be written where: (offset, syllable)."""
    book = spellings()
    lows = _WORD.findall(lower(text))
    doubtful = _doubtful(book, lows, flats)
    single = [index for index, low in enumerate(lows) if low in book.words]
    numbered = [index for index, flat in enumerate(flats) if flat in _BY_NUMBER and lows[index] != _BY_NUMBER[flat][0]]
    if not (doubtful or single or numbered):
        return []
    places = [match.span() for match in _WORD.finditer(text)]
    found: dict[int, str] = {}
    for index, right in doubtful:
        (start, middle), (second, end) = places[index], places[index + 1]
        capitals = text[start:middle].isupper(), text[second:end].isupper()
        for place in (index, index + 1) if text[middle:second] in _JOINERS else ():
            symbol = capitals[place - index] and not all(capitals)  # "CT/TU ngày" is no "từ ngày"
            if lows[place] != right[place - index] and not symbol:
                found.setdefault(place, right[place - index])
    for index in single:
        found.setdefault(index, book.words[lows[index]])
    for index in numbered:
        right_word, behind = _BY_NUMBER[flats[index]]
        named = flats[index] == "nam" and index and flats[index - 1] in _BEFORE_SOUTH
        if not named and likely(right_word, lows[index]) and behind.match(text, places[index][1]):
            found.setdefault(index, right_word)
    return [(places[index][0], right_one) for index, right_one in found.items()]


def _doubtful(book: Spellings, lows: list[str], flats: list[str]) -> list[tuple[int, tuple[str, str]]]:
    """Pairs that are spelt otherwise: index of the first syllable, and how the two should be. Those left out have a
    syllable that its other neighbour knows as it is, one that a weak word would tell, or one that no misreading
    explains."""
    pairs = book.pairs
    known: set[int] = set()
    found = []
    for index, key in enumerate(pairwise(flats)):
        right = pairs.get(key)
        if right is None:
            continue
        if right == (lows[index], lows[index + 1]):
            known.add(index)
            known.add(index + 1)
        else:
            found.append((index, right))
    kept = []
    for index, right in found:
        wrong = [k for k in (0, 1) if lows[index + k] != right[k]]
        if all(
            index + k not in known
            and lows[index + k] not in book.kept
            and (right[1 - k] not in book.weak or right in book.sure)
            and (right[k] not in book.weak or right[k] in book.told)
            and likely(right[k], lows[index + k])
            for k in wrong
        ):
            kept.append((index, right))
    return kept
