"""The words of a text as the recogniser of bodies sees them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from analyzer.text.fold import bare, lower
from analyzer.text.syllables import is_syllable
from analyzer.text.words import split_words

_OLD_TONES = {
    old: new
    for pair in ("oà:òa oá:óa oả:ỏa oã:õa oạ:ọa oè:òe oé:óe oẻ:ỏe oẽ:õe oẹ:ọe uỳ:ùy uý:úy uỷ:ủy uỹ:ũy uỵ:ụy").split()
    for old, new in [pair.split(":")]
}
_LOW = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_RUN_TOGETHER = re.compile(rf"(?<=[{_LOW}])(?=[{_LOW.upper()}][{_LOW}{_LOW.upper()}])")
"""The seam of two syllables whose blank recognition lost ("hiệpPhụ")."""
_LONGEST = 60
"""Characters of words run together that are still looked into."""
_OLD_TONE = re.compile(r"(?<!q)(?:" + "|".join(_OLD_TONES) + r")(?![^\W\d_])")

INITIALS = {
    "h": "district",
    "q": "district",
    "p": "commune",
    "x": "commune",
    "t": "province",
    "tp": "city",
    "tx": "district",
}
"""Levels as an initial with a full stop: "UBND H. Tân An"."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in columns: each holds at ``k`` what is known of word ``k``. A word is one syllable, number
    or abbreviation; objects for each would be thousands, of which a few are looked at."""

    size: int
    start: Sequence[int]
    end: Sequence[int]
    low: list[str]
    """As ``Form.low``; so are the next three."""
    bare: list[str]
    capital: list[bool]
    upper: list[bool]
    gap: list[str]
    """What stands before it: " ", "-" (dash, &, slash, or a full stop inside an abbreviation), ",", or "|" for anything
    that no name runs across."""

    def blank_before(self, start: int, end: int) -> list[str]:
        """The words from ``start`` to before ``end`` in lower case, "" for one without a blank before it."""
        return [low if gap == " " else "" for low, gap in zip(self.low[start:end], self.gap[start:end], strict=True)]


class Form(NamedTuple):
    """What is known of a word wherever it stands: in lower case with the tone mark where it is put today, without
    diacritics, and how it is written."""

    low: str
    bare: str
    capital: bool
    upper: bool


@lru_cache(maxsize=20_000)
def _form(written: str) -> Form:
    low = _OLD_TONE.sub(lambda m: _OLD_TONES[m.group()], lower(written))
    return Form(low, bare(written), written[0].isupper(), len(written) > 1 and written.isupper())


@lru_cache(maxsize=20_000)
def _parts(written: str) -> tuple[str, ...]:
    """The words that a lost blank has run together; mostly the one that is written."""
    if written.islower() or written.isupper() or len(written) > _LONGEST:
        return (written,)
    low = _form(written).low
    cuts = [0]
    for seam in _RUN_TOGETHER.finditer(written):
        cut = seam.start()
        behind = written[cut:]
        if is_syllable(low[cuts[-1] : cut]) and (behind.isupper() or is_syllable(low[cut:])):
            cuts.append(cut)
    return tuple(written[start:end] for start, end in pairwise([*cuts, len(written)]))


def forms_of(text: str) -> list[Form]:
    """The words of a short text, without their places."""
    return [_form(part) for word in split_words(text)[1::2] for part in _parts(word)]


def words_of(text: str, start: int = 0, end: int | None = None) -> Words:
    """The words of ``text[start:end]``, offsets into ``text``. Linear in its length."""
    return words_in(split_words(text[start:end]), start)


def words_in(pieces: list[str], start: int = 0) -> Words:
    """The words of a text that was split (``split_words``) and begins at ``start``."""
    written = pieces[1::2]
    distinct = {*written}
    if max(map(len, map(_parts, distinct)), default=1) > 1:
        pieces = _parted(pieces)
        written = pieces[1::2]
        distinct = {*written}
    forms = {word: _form(word) for word in distinct}
    found = [*map(forms.__getitem__, written)]
    edges = [*accumulate(map(len, pieces), initial=start)]
    low, capital = [form[0] for form in found], [form[2] for form in found]
    return Words(
        len(written), edges[1:-1:2], edges[2::2], low, [form[1] for form in found], capital,
        [form[3] for form in found], _gaps(pieces[:-1:2], low, capital),
    )  # fmt: skip


def _parted(pieces: list[str]) -> list[str]:
    """``pieces`` (gap, word, gap, … gap) with words that were run together parted, nothing between them."""
    parted: list[str] = []
    for index, piece in enumerate(pieces):
        first, *others = _parts(piece) if index % 2 else (piece,)
        parted.append(first)
        for other in others:
            parted += ("", other)
    return parted


def _gaps(between: list[str], lows: Sequence[str], capitals: Sequence[bool]) -> list[str]:
    """``Words.gap`` of each word, from what stands before it."""
    kinds = {gap: _gap(gap) for gap in {*between}}
    gaps = [kinds[gap] for gap in between]
    gaps[:1] = ["|"] * bool(gaps)
    if "." in kinds.values():
        for index, gap in enumerate(gaps):
            if gap == ".":
                gaps[index] = "-" if capitals[index - 1] and lows[index - 1] in INITIALS else "|"
    return gaps


def _gap(between: str) -> str:
    """The gap that ``between`` is, "." for a full stop that may be one of an abbreviation."""
    inner = between.replace("\u2028", " ").strip(" \u00a0")
    if not inner:
        return " "
    if len(between) > 6 or "\n" in between or "\t" in between:
        return "|"
    if inner == ",":
        return ","
    if inner == ".":
        return "-" if between == "." else "."
    return "-" if inner in {"-", "–", "—", "&", "/", "+"} else "|"
