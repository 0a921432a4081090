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
    name with a known head of so many words (``heads``), a group by its noun (``noun``: its branch), one by "các"
    (``many``), and one by a number (``counts``)."""

    node: Node | None
    long: bool
    heads: tuple[int, ...]
    noun: Branch | None
    many: bool
    counts: bool


def starts_of(words: Words) -> list[Start]:
    """The places at which a body can begin, in order."""
    nouns = lexicon().groups.next
    lows, bares, gaps, capitals, last = words.low, words.bare, words.gap, words.capital, words.size - 1
    keen = {low: known for low in {*lows} if (known := _word(low)) is not None}
    found: list[Start] = []
    for at in [at for at, low in enumerate(lows) if low in keen]:
        node, long, heads, noun, many, counts = keen[lows[at]]
        capital, behind = capitals[at], lows[at + 1] if at < last else ""
        named = long and capital
        if node is not None and not named and (node.ends or behind in LINKS or (behind and bares[at + 1] in node.next)):
            named = _is_named(words, at, node)
        if heads and not named:
            named = capital or any(at + size <= last and capitals[at + size] for size in heads)
        grouped = False
        if many or (counts and gaps[at] == "|"):
            grouped = behind in nouns or (counts and behind.isdigit() and gaps[at + 1] == "-")
        if noun is not None and behind and not grouped:
            grouped = behind in noun.next or (noun.noun is not None and _lists(words, at + 1))
        if named or grouped:
            found.append(Start(at, named, grouped))
    return found


def _is_named(words: Words, at: int, node: Node) -> bool:
    """Whether a name can begin with the word ``at``, ``node`` being its branch: by two words, or three."""
    if node.ends:
        return True
    if at + 1 >= words.size or words.gap[at + 1] == "|":
        return False
    if words.low[at + 1] in LINKS:
        return True
    second = node.next.get(words.bare[at + 1])
    if second is None or second.ends:
        return second is not None
    if at + 2 >= words.size or words.gap[at + 2] == "|":
        return False
    return words.bare[at + 2] in second.next or words.low[at + 2] in LINKS


@lru_cache(maxsize=20_000)
def _word(low: str) -> _Word | None:
    book, flat = lexicon(), bare(low)
    node, noun, long = book.names.next.get(flat), book.groups.next.get(low), flat in book.long_names
    heads = tuple(len(head.words) for head in book.heads.get(low, ()))
    many, counts = low in MANY, low in COUNTS or low.isdigit()
    known = _Word(node, long, heads, noun, many, counts)
    return known if any(known) else None


def _lists(words: Words, at: int) -> bool:
    """Whether a list of nouns can go on with the word ``at``."""
    return words.gap[at] in {",", "-"} or words.low[at] in LISTED
