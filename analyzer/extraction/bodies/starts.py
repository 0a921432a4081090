"""Where a body can begin: the few places of a text that are worth a closer look, told by a word and the one behind it.

A place that is left out has no name, head or group at it; one that is kept may have none either.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from analyzer.extraction.bodies.patterns import LINKS, Branch, Node, lexicon
from analyzer.extraction.bodies.words import Words
from analyzer.text.fold import bare

LISTED = frozenset({"và", "hoặc"})
MANY = frozenset({"các", "những"})
COUNTS = frozenset({"hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"})


class Start(NamedTuple):
    """A place where a name (``named``), a group (``grouped``), or either can begin."""

    at: int
    named: bool
    grouped: bool


class _Word(NamedTuple):
    """What can begin with a word: a name of the register (``node``: its branch; ``long``: also with letters wrong), a
    name with a known head of so many words (``heads``), a group by its noun (``noun``: its branch), and one by "các"
    or a number."""

    node: Node | None
    long: bool
    heads: tuple[int, ...]
    noun: Branch | None
    many: bool


def starts_of(words: Words) -> list[Start]:
    """The places at which a body can begin, in order."""
    nouns = lexicon().groups.next
    lows, capitals = words.low, words.capital
    keen = {low: known for low in {*lows} if (known := _word(low)) is not None}
    found: list[Start] = []
    for at in [at for at, low in enumerate(lows) if low in keen]:
        node, long, heads, noun, many = keen[lows[at]]
        behind = lows[at + 1] if at + 1 < words.size else ""
        named = (long and capitals[at]) or (node is not None and (node.ends or behind in LINKS))
        if not named and behind:
            named = node is not None and words.bare[at + 1] in node.next
        if not named and heads:
            named = capitals[at] or any(size < words.size - at and capitals[at + size] for size in heads)
        grouped = many and (behind in nouns or behind.isdigit())
        if not grouped and noun is not None and behind:
            grouped = behind in noun.next or (noun.noun is not None and _lists(words, at + 1))
        if named or grouped:
            found.append(Start(at, bool(named), grouped))
    return found


@lru_cache(maxsize=20_000)
def _word(low: str) -> _Word | None:
    book, flat = lexicon(), bare(low)
    node, noun, long = book.names.next.get(flat), book.groups.next.get(low), flat in book.long_names
    heads = tuple(len(head.words) for head in book.heads.get(low, ()))
    many = low in MANY or low in COUNTS or low.isdigit()
    return _Word(node, long, heads, noun, many) if node or long or heads or noun or many else None


def _lists(words: Words, at: int) -> bool:
    """Whether a list of nouns can go on with the word ``at``."""
    return words.gap[at] in {",", "-"} or words.low[at] in LISTED
