"""The words of a text, and what stands between them."""

from __future__ import annotations

import re

_WORD = re.compile(r"([^\W_]+)")


def split_words(text: str) -> list[str]:
    """The text in pieces: what is no word, a word (letters and digits), what is no word, …; the first and the last are
    no words, and may be empty."""
    return _WORD.split(text)
