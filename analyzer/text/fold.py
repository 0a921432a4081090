"""Folding: text made comparable (lower case, without diacritics) at the same offsets.

A table that gives each character its own is the rule (``str.translate``, about 35 ns a character). Longer texts are
folded by whole-string operations, which are several times as fast, wherever these give the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"') | dict.fromkeys(map(ord, "‘’‚′`"), "'")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\u2002\u2003\t\u2028"), " ")
_PLAIN = _DASHES | _QUOTES | _SPACES
_UNIFIED = {chr(code): plain for code, plain in _PLAIN.items()}
_UNIFY = re.compile(f"[{re.escape(''.join(_UNIFIED))}]")
_SHORT = 40
"""Characters up to which the table is the faster way to take diacritics off."""
_LONG = 400
"""Characters from which it pays to fold line by line where the whole cannot be folded at once."""


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


def _unified(match: re.Match[str]) -> str:
    return _UNIFIED[match[0]]


def lower(text: str) -> str:
    """Lower case, dashes, quotes and spaces unified, diacritics kept; as long as ``text``, offset by offset."""
    low = text.lower()
    if len(low) != len(text) or "Σ" in text:  # "İ" becomes two characters, and "Σ" what its place in the word says
        return text.translate(_LOWER)
    return _UNIFY.sub(_unified, low)


def bare(text: str) -> str:
    """As ``lower``, and without diacritics ("Hội nghị" → "hoi nghi"); as long as ``text``."""
    if len(text) <= _SHORT:
        return text.translate(_BARE)
    low = lower(text)
    if low.isascii():
        return low
    # Canonical decomposition gives at most one ASCII character for each, so that nothing was lost or moved where
    # as many are left as there were.
    letters = unicodedata.normalize("NFD", low.replace("đ", "d")).encode("ascii", "ignore").decode("ascii")
    if len(letters) == len(text):
        return letters
    if len(text) >= _LONG and "\n" in text:
        return "\n".join(map(bare, text.split("\n")))
    return text.translate(_BARE)
