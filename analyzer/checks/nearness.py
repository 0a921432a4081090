"""Whether a passage is worth showing as the one that comes closest to what is missing."""

from __future__ import annotations

import re
from collections.abc import Set

from analyzer.checks.passages import Passage

_LEAST_WORDS = 4
"""A cell or a sentence of fewer words says nothing by itself; a heading does."""
_ENOUGH = re.compile(rf"(?:\W*+\w++){{{_LEAST_WORDS}}}")
_WORD = re.compile(r"\w+")
_SUBJECT = re.compile(r"b(?:(?<!\wb)ao hiem (?:xa hoi|y te|that nghiep)\b|(?<!\wb)h(?:xh|yt|tn)\b)")
_EMPTY = frozenset("ve va cua cho trong cac nhung theo duoc tham gia nguoi ket qua".split())
"""Words of every document of the kind: that they agree says nothing."""
_SHARE = 0.5


def is_telling(passage: Passage) -> bool:
    """Whether a passage, shown alone, says something."""
    return passage.zone == "heading" or _ENOUGH.match(passage.text) is not None


def shares_words(wanted: Set[str], has: Set[str]) -> bool:
    """Whether a text shares half of the words that tell a wording from others (both given by their telling words); of a
    text shorter than the wording, half of its own."""
    shorter = min(len(wanted), len(has))
    return shorter > 0 and len(wanted & has) >= max(min(2, shorter), shorter * _SHARE)


def telling_words(text: str) -> set[str]:
    """The words of a text (without diacritics) that tell it from others of the kind."""
    if "bao hiem " in text or "bh" in text:
        text = _SUBJECT.sub(" ", text)
    return set(_WORD.findall(text)) - _EMPTY
