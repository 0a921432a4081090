"""Whether a passage is worth showing as the one that comes closest to what is missing."""

from __future__ import annotations

import re

from analyzer.checks.passages import Passage

_LEAST_WORDS = 4
"""A cell or a sentence of fewer words says nothing by itself; a heading does."""
_WORD = re.compile(r"\w+")
_SUBJECT = re.compile(r"\bbao hiem (?:xa hoi|y te|that nghiep)\b|\bbh(?:xh|yt|tn)\b")
_EMPTY = frozenset("ve va cua cho trong cac nhung theo duoc tham gia nguoi ket qua".split())
"""Words of every document of the kind: that they agree says nothing."""
_SHARE = 0.5


def is_telling(passage: Passage) -> bool:
    """Whether a passage, shown alone, says something."""
    return passage.zone == "heading" or len(_WORD.findall(passage.text)) >= _LEAST_WORDS


def shares_words(wording: str, text: str) -> bool:
    """Whether a text (both without diacritics) shares half of the words that tell the wording from others; of a text
    shorter than the wording, half of its own."""
    wanted, has = _telling(wording), _telling(text)
    shorter = min(len(wanted), len(has))
    return shorter > 0 and len(wanted & has) >= max(min(2, shorter), shorter * _SHARE)


def _telling(text: str) -> set[str]:
    return {word for word in _WORD.findall(_SUBJECT.sub(" ", text)) if word not in _EMPTY}
