"""Folding: text made comparable (lower case, without diacritics) at the same offsets."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"') | dict.fromkeys(map(ord, "‘’‚′`"), "'")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\u2002\u2003\t\u2028"), " ")
_PLAIN = _DASHES | _QUOTES | _SPACES


@lru_cache(maxsize=4096)
def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    low = _lower(char)
    if low == "đ":
        return "d"
    return unicodedata.normalize("NFD", low)[0]


class _Table(dict[int, str]):
    """A ``str.translate`` table that fills itself."""

    def __init__(self, one: Callable[[str], str]) -> None:
        super().__init__(_PLAIN)
        self._one = one

    def __missing__(self, code: int) -> str:
        value = self[code] = self._one(chr(code))
        return value


_LOWER = _Table(_lower)
_BARE = _Table(_bare)


def lower(text: str) -> str:
    """Lower case, dashes, quotes and spaces unified, diacritics kept; as long as ``text``, offset by offset."""
    return text.translate(_LOWER)


def bare(text: str) -> str:
    """As ``lower``, and without diacritics ("Hội nghị" → "hoi nghi"); as long as ``text``."""
    return text.translate(_BARE)
