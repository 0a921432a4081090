"""With which words a phrase can begin: what a text must hold before the phrase's regex is asked, or even compiled."""

from __future__ import annotations

from collections.abc import Iterable

ANY: frozenset[str] = frozenset({""})
"""It may begin with any word."""


def of_word(words: list[str], begins: bool) -> frozenset[str]:
    """The head of a word of the phrase: ``words`` as a text is divided into words; ``begins``: no sign before them."""
    return frozenset(words[:1]) if words and begins else ANY


def of_sequence(parts: Iterable[tuple[frozenset[str], bool]]) -> frozenset[str]:
    """The heads of parts that follow each other, each given with whether it may be absent."""
    found: frozenset[str] = frozenset()
    for heads, optional in parts:
        found |= heads
        if not optional:
            return found
    return found | ANY
