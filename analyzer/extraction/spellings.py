"""The spellings of these texts, by which misreadings are told: pairs of syllables, words that are none, symbols."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from analyzer.resources import load_yaml
from analyzer.text.fold import bare
from analyzer.text.syllables import split_tone

FILE = "registers/spellings.yml"

_TONES_READ_AS = {
    "": "", "\u0300": "\u0301", "\u0301": "\u0300\u0309", "\u0309": "\u0301\u0303", "\u0303": "\u0301\u0309",
    "\u0323": "\u0309",
}  # fmt: skip
"""A tone → what it is misread as, apart from none at all: acute for hook above all (hiểm, hiếm)."""
_MARKS_READ_AS = {
    "ê": "e", "ô": "oơ", "ơ": "oô", "ư": "u", "â": "aă", "ă": "aâ", "đ": "d", "e": "ê", "o": "ơô", "u": "ư", "d": "đ",
}  # fmt: skip


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
    parts: frozenset[str]
    """What a blank can leave of these, on either side of it."""
    symbol_heads: frozenset[str]
    symbol_tails: frozenset[str]
    """The same of ``symbols``, before the blank and behind it."""


@cache
def spellings() -> Spellings:
    """The register, read once per process."""
    data = load_yaml(FILE)
    pairs = [pair.split() for pair in (*data["pairs"].split(", "), *data["sure"])]
    words = {wrong: right for right, misread in data["misreadings"].items() for wrong in misread if wrong != right}
    syllables = frozenset(bare(syllable) for pair in pairs for syllable in pair)
    symbols = frozenset(data["symbols"])
    return Spellings(
        pairs={(bare(first), bare(second)): (first, second) for first, second in pairs},
        words=words,
        weak=frozenset(data["weak"]),
        told=frozenset(data["told"]),
        sure=frozenset(tuple(pair.split()) for pair in data["sure"]),
        kept=frozenset(data["kept"]),
        symbols=symbols,
        syllables=syllables,
        parts=frozenset(
            part for whole in syllables for cut in range(1, len(whole)) for part in (whole[:cut], whole[cut:])
        ),
        symbol_heads=frozenset(whole[:cut] for whole in symbols for cut in range(1, len(whole))),
        symbol_tails=frozenset(whole[cut:] for whole in symbols for cut in range(1, len(whole))),
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
