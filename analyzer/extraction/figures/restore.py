"""Words of a scanned page as they were meant: OCR loses diacritics far more often than letters.

"tôi thiêu 70%" is read as "tối thiểu 70%", "luợt" as "lượt": a phrase of the registers that differs from the text in
diacritics alone takes its place, character by character, so every offset stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

from analyzer.extraction.spellings import spellings
from analyzer.resources import load_yaml
from analyzer.text import fold

# Single syllables whose bare form is hardly ever another word beside a number.
_SINGLES = (
    "người",
    "lượt",
    "cuộc",
    "lớp",
    "buổi",
    "trên",
    "dưới",
    "khoảng",
    "tuần",
    "tháng",
    "phường",
    "thôn",
    "tăng",
    "giảm",
    "hưởng",
    "tuổi",
)
_KEPT = frozenset(
    "tặng tầng tang giám giam thường thuồng thượng tươi tuân tuấn thông thống phượng cước lợp lóp bưởi lướt trấn thang"
    " thẳng".split()
)  # fmt: skip
"""Words of their own that a single syllable must not be taken for."""
_WORD = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"([^\W_]+)")
_NOISE = 2
"""Misread phrases by which a text is taken for a scan."""
_REACH = 10
"""Words to either side that a phrase reaches."""


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        data = list(data.values())
    return [s for entry in data for s in _strings(entry)] if isinstance(data, list) else []


_Phrase = tuple[str, tuple[str, ...]]
"""A phrase without diacritics, and how it may be written."""


@cache
def _phrases() -> dict[str, dict[str, list[_Phrase]]]:
    """The phrases of the registers by their first word and their second, the longest first. Those of one word stand
    under "", and behind the longer ones that begin with it."""
    indicators = load_yaml("registers/indicators.yml")
    groups = [
        phrase
        for entry in indicators["indicators"]
        for key in ("all", "none")
        for phrase in _strings(entry.get(key, []))
    ]
    sources = [load_yaml("registers/units.yml"), load_yaml("registers/figures.yml"), indicators["words"], groups]
    known: dict[str, list[str]] = {}
    for phrase in [*_SINGLES, *(s for source in sources for s in _strings(source) if " " in s)]:
        low = fold.lower(phrase)
        if low != fold.bare(phrase) and "{" not in low:
            known.setdefault(fold.bare(phrase), []).append(low)
    found: dict[str, dict[str, list[_Phrase]]] = {}
    for bare in sorted(known, key=lambda w: (-len(w), w)):
        first, second, *_ = [*_WORD.findall(bare), ""]
        if bare.startswith(first) and bare.split()[0].strip(",.()") == first:  # "và/hoặc" is looked up by no word
            found.setdefault(first, {}).setdefault(second, []).append((bare, tuple(known[bare])))
    for by_second in found.values():
        for second, entries in by_second.items():
            entries += by_second.get("", ()) if second else ()
    return found


_Match = tuple[int, int, str]
"""A phrase of the registers in a text, whatever its diacritics there: offsets, and how it is to be written; empty where
it is."""


def _matches(low: str, bare: str) -> list[_Match]:
    """The phrases of the registers in a text (lower case; and without diacritics), the longest at each place."""
    parts = _WORDS.split(bare)  # what is no word, a word, what is no word, …
    words, starts = parts[1::2], list(accumulate(map(len, parts)))[::2]
    found: list[_Match] = []
    reach = 0
    for by_second, second, start in zip(map(_phrases().get, words), [*words[1:], ""], starts, strict=False):
        if by_second is None:
            continue
        entries = by_second.get(second) or by_second.get("")
        if entries is None or start < reach:
            continue
        for phrase, forms in entries:
            if bare.startswith(phrase, start):
                end = start + len(phrase)
                if bare[end : end + 1].isalnum():
                    continue
                written = low[start:end]
                found.append((start, end, "" if written in forms or written in _KEPT else forms[0]))
                reach = end
                break
    return found


def _written(text: str, matches: Iterable[_Match]) -> str:
    """``text`` with the phrases in their own diacritics."""
    out: list[str] = []
    done = 0
    for start, end, form in matches:
        if form:
            out.append(text[done:start])
            out += [c.upper() if text[start + i].isupper() else c for i, c in enumerate(form)]
            done = end
    return "".join([*out, text[done:]]) if out else text


def restored(text: str) -> str:
    """``text`` with the registers' phrases in their own diacritics; as long as ``text``, offset by offset."""
    return _written(text, _matches(fold.lower(text), fold.bare(text)))


class Restorer:
    """Restores pieces of one text, whose phrases are looked for once. ``low``: the text in lower case; ``bare``:
    without diacritics."""

    def __init__(self, text: str, low: str, bare: str) -> None:
        self._text, self._low = text, low
        self._matches = _matches(low, bare)
        self._starts = [match[0] for match in self._matches]

    @cached_property
    def _whole(self) -> tuple[str, str]:
        """The whole text restored, and that in lower case."""
        return _written(self._text, self._matches), _written(self._low, self._matches)

    @property
    def low(self) -> str:
        """The whole text restored, in lower case."""
        return self._whole[1]

    def piece(self, start: int, end: int) -> tuple[str, str]:
        """``text[start:end]`` restored, as ``restored`` would, and that in lower case."""
        if self._cuts(start) or self._cuts(end):
            text = restored(self._text[start:end])
            return text, fold.lower(text)
        text, low = self._whole
        return text[start:end], low[start:end]

    def _cuts(self, place: int) -> bool:
        """Whether a cut goes through a word or a phrase."""
        if 0 < place < len(self._text) and self._text[place - 1].isalnum() and self._text[place].isalnum():
            return True
        before = bisect_left(self._starts, place) - 1
        return before >= 0 and self._matches[before][1] > place


def is_noisy(words: Sequence[str]) -> bool:
    """Whether a text, given in words, was written by OCR, whatever its file says: in several of the registers' phrases
    stand syllables that are no words of these texts ("buối", "tuyên truyển"). One that is a word, though not of the
    phrase, says nothing: "nền tảng" holds no misread "tăng", "có sổ" no "cơ sở"."""
    foreign = {word for word in {*words} - _known().every if _is_foreign(word)}
    if not foreign:
        return False
    wrong, reach = 0, 0
    for index, word in enumerate(words):
        if word in foreign and index >= reach:
            end = _phrase_end(words, index)
            if end is not None:
                wrong, reach = wrong + 1, end
                if wrong >= _NOISE:
                    return True
    return False


def _phrase_end(words: Sequence[str], index: int) -> int | None:
    """Where a phrase ends, whatever its diacritics, of which the word at ``index`` is one; None where it is of none."""
    floor = max(0, index - _REACH)
    line = fold.bare(" ".join(words[floor : index + _REACH])) + " "
    flats = line.split(" ")
    at = 0
    for first, flat in enumerate(flats[: index - floor + 1]):
        by_second = _phrases().get(flat)
        if by_second is not None:
            for phrase, _ in by_second.get(flats[first + 1]) or by_second.get("") or ():
                end = floor + first + phrase.count(" ") + 1
                if end > index and line.startswith(phrase + " ", at):
                    return end
        at += len(flat) + 1
    return None


class _Known(NamedTuple):
    """The syllables of the phrases and of the pairs that are spelt right. ``spellings``: how one of a phrase may be
    written, by how it is without diacritics; ``every`` one of these."""

    spellings: dict[str, set[str]]
    every: set[str]


@cache
def _known() -> _Known:
    written: dict[str, set[str]] = {}
    groups = (group for by_second in _phrases().values() for group in by_second.values())
    for phrase, forms in dict(chain.from_iterable(groups)).items():
        flats = _WORD.findall(phrase)
        for form in forms:
            for flat, syllable in zip(flats, _WORD.findall(form), strict=True):
                written.setdefault(flat, set()).add(syllable)
    for flat_pair, pair in spellings().pairs.items():
        for flat, syllable in zip(flat_pair, pair, strict=True):
            if flat in written:
                written[flat].add(syllable)
    return _Known(written, set().union(*written.values()))


@lru_cache(maxsize=20_000)
def _is_foreign(word: str) -> bool:
    """Whether a syllable is written as none of these texts, though it has the letters of one of a phrase; where the
    tone stands makes no difference ("uỷ ban" is a spelling of its own)."""
    known, low = _known().spellings.get(fold.bare(word)), fold.lower(word)
    if known is None or low in known:
        return False
    marks = _marks(low)
    return all(_marks(one) != marks for one in known)


def _marks(text: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", text))
