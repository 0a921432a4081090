"""With which words a phrase can begin: what a text must hold before the phrase's regex is asked, or even compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Head = tuple[str, ...]
"""The first two words of a wording, or all of a shorter one; ``""`` stands for any word, and ends it."""

ANY: frozenset[Head] = frozenset({("",)})
_MOST = 256
"""Heads of one phrase; with more of them, the first words alone must do."""


def of_word(words: list[str], begins: bool) -> frozenset[Head]:
    """The head of a word of the phrase: ``words`` as a text is divided into words; ``begins``: no sign before them."""
    return frozenset({tuple(words[:2])}) if words and begins else ANY


def of_sequence(parts: Sequence[tuple[frozenset[Head], bool]]) -> frozenset[Head]:
    """The heads of parts that follow each other, each given with whether it may be absent."""
    if len(parts) == 1 and not parts[0][1]:
        return parts[0][0]
    found: set[Head] = {()}
    for heads, optional in parts:
        if len(found) == 1 and () in found and not optional:
            found = set(heads)
            continue
        whole = {head for head in found if len(head) == 2 or "" in head}
        if len(whole) == len(found):
            break
        longer = {(head + more)[:2] for head in found - whole for more in heads}
        found = (found if optional else whole) | longer
        if len(found) > _MOST:
            found = {(head[0], "") if head else head for head in found}
    return frozenset(found)


def keys(heads: Iterable[Head]) -> frozenset[str] | None:
    """The heads as an index of words and of pairs of words ("bảo hiểm") knows them; None where a phrase may begin with
    any word."""
    found = set()
    for head in heads:
        if not head or not head[0]:
            return None
        found.add(" ".join(head).rstrip())
    return frozenset(found)
