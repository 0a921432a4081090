"""The tree of names that the words of a text are held against, and all else that the recogniser knows of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeVar

from analyzer.extraction.bodies.register import FILE, Entry, register
from analyzer.extraction.bodies.words import Words, forms_of
from analyzer.resources import load_yaml

_T = TypeVar("_T")

VERBS = "registers/verbs.yml"
LINKS = frozenset({"và", "của", "va"})
"""Words inside a name that its spelling may have or not."""
_NEAR = 91
"""Per cent of letters that agree, for a name with typing errors in it; two letters in a name of thirty."""
_LONG = 4
"""Syllables of a name that is looked for with typing errors; a shorter one could become another."""

LEVELS = {
    tuple(phrase.split()): level
    for level, phrases in {
        "central": "trung ương, tw",
        "province": "tỉnh",
        "district": "huyện, quận, thị xã, tx",
        "city": "thành phố, tp",
        "commune": "xã, phường, thị trấn, đặc khu, thôn, ấp, khóm, xóm, buôn, khu phố, tổ dân phố",
    }.items()
    for phrase in phrases.split(", ")
}
"""What follows a body's name to say at which level it stands; "city" is settled by the place's name."""


@dataclass(slots=True)
class Node:
    """A node of the tree of names, keyed by syllables without diacritics."""

    next: dict[str, Node] = field(default_factory=dict)
    ends: list[Name] = field(default_factory=list)


class Name(NamedTuple):
    """A spelling of an entry: its syllables with diacritics, which of them are abbreviations (written in capitals
    only), and whether it is good only behind another body."""

    entry: Entry
    syllables: tuple[str, ...]
    letters: tuple[bool, ...]
    short: bool


class LongName(NamedTuple):
    """A name that may be spelt with a letter or two wrong, its syllables without diacritics, and how many they are."""

    name: Name
    flat: str
    size: int


@dataclass(frozen=True, slots=True)
class Head:
    """The first words of names that the register need not hold."""

    words: tuple[str, ...]
    level: str | None
    kind: str | None
    not_before: frozenset[str]


class GroupNoun(NamedTuple):
    """A noun of groups: ``role`` is "fixed", "vague" or "units", ``kind`` the function of its members."""

    role: str
    kind: str


@dataclass(slots=True)
class Branch:
    """A branch of the tree of nouns, keyed by words with their diacritics: the noun that ends here, if any."""

    next: dict[str, Branch] = field(default_factory=dict)
    noun: GroupNoun | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the recogniser knows of words, compiled once from the register's file."""

    names: Node
    long_names: dict[str, list[LongName]]
    heads: dict[str, tuple[Head, ...]]
    """First word → heads, longest first."""
    name_words: dict[str, tuple[tuple[str, ...], ...]]
    """First word → words of function, longest first."""
    name_verbs: frozenset[tuple[str, ...]]
    groups: Branch
    not_groups: dict[tuple[str, ...], frozenset[str]]
    verb_pairs: frozenset[tuple[str, ...]]
    place_before: frozenset[str]
    policy_before: frozenset[str]
    agency_before: frozenset[str]
    agency_verbs: frozenset[tuple[str, ...]]
    functions: tuple[tuple[str, frozenset[str]], ...]
    central_cities: frozenset[str]


def match_name(words: Words, at: int, tree: Node, head: int | None = None) -> tuple[int, list[Name]]:
    """The longest name of the tree that the words from ``at`` on spell: the index behind its last word and its
    entries; (at, []) for none. Diacritics count by ``spelt_like``; dashes, commas and "và" inside do not. ``tree``
    may be the branch behind a ``head`` that stands elsewhere ("Phòng Tư pháp, Nội vụ")."""
    node, best = tree, at
    found: list[Name] = []
    spelt: list[int] = [] if head is None else [head]
    bares, gaps, index, size = words.bare, words.gap, at, words.size
    while index < size:
        gap = gaps[index]
        if gap == "|" and index > at:
            break
        following = node.next.get(bares[index])
        if following is None:
            if index > at and words.low[index] in LINKS and gap in " -":
                index += 1
                continue
            break
        node = following
        spelt.append(index)
        index += 1
        if node.ends and (fitting := [name for name in node.ends if spelt_like(words, spelt, name)]):
            best, found = index, fitting
    return best, found


def spelt_like(words: Words, written: list[int], name: Name) -> bool:
    """Whether words (``written``: their indexes) that agree with a name without diacritics are close enough with them:
    names of four syllables and more forgive half of them (scans, typing), shorter ones next to none unless the text
    has no diacritics at all. An abbreviation has to stand in capitals."""
    wrong = 0
    lows = words.low
    for index, syllable, letters in zip(written, name.syllables, name.letters, strict=True):
        low = lows[index]
        if letters and not (words.upper[index] or (len(low) == 1 and words.capital[index])):
            return False
        if low != syllable:
            wrong += 1
    if wrong == 0:
        return True
    size = len(written)
    if size >= 4:
        return wrong * 2 <= size or all(lows[index].isascii() for index in written)
    if size == 3 and all(words.gap[index] != "," for index in written[1:]):
        return words.capital[written[0]] and (wrong == 1 or all(lows[index].isascii() for index in written))
    return False


def near_name(words: Words, at: int, book: Lexicon) -> tuple[int, list[Name]]:
    """A long name with a letter or two wrong ("Phòng Văn hoá và Thông tn"), as ``match_name`` would give it."""
    from rapidfuzz.fuzz import ratio

    best, found, score = at, list[Name](), float(_NEAR)
    names = book.long_names.get(words.bare[at], ())
    chunks = _chunks(words, at, {size for _, _, size in names}) if names else {}
    for name, flat, size in names:
        if size in chunks:
            end, written = chunks[size]
            if (near := ratio(written, flat, score_cutoff=score)) > score:
                best, found, score = end, [name], near
    return best, found


def _chunks(words: Words, at: int, sizes: set[int]) -> dict[int, tuple[int, str]]:
    """As many words from ``at`` on as each of ``sizes`` says, but for up to two links, without diacritics; and the
    index behind them."""
    chunks: dict[int, tuple[int, str]] = {}
    bares: list[str] = []
    for index in range(at, min(at + max(sizes) + 2, words.size)):
        if words.low[index] in LINKS:
            continue
        if bares and words.gap[index] == "|":
            break
        bares.append(words.bare[index])
        size = len(bares)
        if size in sizes and index < at + size + 2:
            chunks[size] = index + 1, " ".join(bares)
    return chunks


@cache
def lexicon() -> Lexicon:
    """The compiled lexicon."""
    data: dict[str, Any] = load_yaml(FILE)
    book = register()
    tree = Node()
    long_names: dict[str, list[LongName]] = {}
    for entry in book.entries:
        for spelling in book.spellings(entry):
            name, flats = _name(entry, spelling, short=False)
            _plant(tree, name, flats)
            if len(flats) >= _LONG and not any(name.letters):
                long_names.setdefault(flats[0], []).append(LongName(name, " ".join(flats), len(flats)))
        for spelling in entry.short:
            _plant(tree, *_name(entry, spelling, short=True))
    heads = [
        Head(
            tuple(head.split()),
            None if value["level"] == "any" else value["level"],
            value.get("kind"),
            frozenset(data["not_names"].get(head, ())),
        )
        for head, value in data["heads"].items()
    ]
    return Lexicon(
        names=tree,
        long_names=long_names,
        heads=_by_first(heads, lambda head: head.words),
        name_words=_by_first([tuple(item.split()) for item in data["name_words"]], lambda words: words),
        name_verbs=frozenset(tuple(item.split()) for item in data["name_verbs"]),
        groups=_grown(data["groups"]),
        not_groups={tuple(noun.split()): frozenset(after) for noun, after in data["not_groups"].items()},
        verb_pairs=frozenset(
            tuple(phrase.split()[:2])
            for key in ("verbs", "modals")
            for phrase in load_yaml(VERBS)[key]
            if " " in phrase
        ),
        place_before=frozenset(data["place_before"]),
        policy_before=frozenset(data["policy_before"]),
        agency_before=frozenset(data["agency_before"]),
        agency_verbs=frozenset(tuple(item.split()) for item in data["agency_verbs"]),
        functions=tuple((item["kind"], frozenset(item["words"])) for item in data["functions"]),
        central_cities=frozenset(data["central_cities"]),
    )


def _by_first(items: Iterable[_T], words: Callable[[_T], tuple[str, ...]]) -> dict[str, tuple[_T, ...]]:
    """First word → items, longest first."""
    table: dict[str, list[_T]] = {}
    for item in sorted(items, key=lambda item: -len(words(item))):
        table.setdefault(words(item)[0], []).append(item)
    return {first: tuple(several) for first, several in table.items()}


def _grown(nouns: Mapping[str, Mapping[str, str]]) -> Branch:
    """The tree of the nouns of groups: role → noun → kind."""
    tree = Branch()
    for role, kinds in nouns.items():
        for noun, kind in kinds.items():
            branch = tree
            for word in noun.split():
                branch = branch.next.setdefault(word, Branch())
            branch.noun = GroupNoun(role, kind)
    return tree


def _name(entry: Entry, spelling: str, *, short: bool) -> tuple[Name, list[str]]:
    """A spelling as a name, and its syllables without diacritics."""
    forms = [form for form in forms_of(spelling) if form.low not in LINKS]
    letters = tuple([form.upper or len(form.low) == 1 for form in forms])
    return Name(entry, tuple([form.low for form in forms]), letters, short), [form.bare for form in forms]


def _plant(tree: Node, name: Name, flats: list[str]) -> None:
    node = tree
    for flat in flats:
        if flat not in node.next:
            node.next[flat] = Node()
        node = node.next[flat]
    if name not in node.ends:
        node.ends.append(name)
