"""Words of a text, and the tree of names that they are held against."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from analyzer.extraction.bodies.register import FILE, Entry, register
from analyzer.resources import load_yaml
from analyzer.text.fold import bare, lower
from analyzer.text.syllables import is_syllable

VERBS = "registers/verbs.yml"
_WORD = re.compile(r"[^\W_]+")
_OLD_TONES = {
    old: new
    for pair in ("oà:òa oá:óa oả:ỏa oã:õa oạ:ọa oè:òe oé:óe oẻ:ỏe oẽ:õe oẹ:ọe uỳ:ùy uý:úy uỷ:ủy uỹ:ũy uỵ:ụy").split()
    for old, new in [pair.split(":")]
}
_LOW = "a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_RUN_TOGETHER = re.compile(rf"(?<=[{_LOW}])(?=[{_LOW.upper()}][{_LOW}{_LOW.upper()}])")
"""The seam of two syllables whose blank recognition lost ("hiệpPhụ")."""
_OLD_TONE = re.compile(r"(?<!q)(?:" + "|".join(_OLD_TONES) + r")(?![^\W\d_])")
_LINKS = frozenset({"và", "của", "va"})
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


INITIALS = {
    "h": "district",
    "q": "district",
    "p": "commune",
    "x": "commune",
    "t": "province",
    "tp": "city",
    "tx": "district",
}
"""Levels as an initial with a full stop: "UBND H. Tân An"."""


class Word(NamedTuple):
    """One syllable, number or abbreviation. ``gap`` is what stands before it: " ", "-" (dash, &, slash, or a full
    stop inside an abbreviation), ",", or "|" for anything that no name runs across."""

    start: int
    end: int
    low: str
    bare: str
    capital: bool
    upper: bool
    gap: str


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


@dataclass(frozen=True, slots=True)
class Head:
    """The first word of names that the register need not hold."""

    level: str | None
    kind: str | None
    not_before: frozenset[str]


class GroupNoun(NamedTuple):
    """A noun of groups: ``role`` is "fixed", "vague" or "units", ``kind`` the function of its members."""

    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the recogniser knows of words, compiled once from the register's file."""

    names: Node
    long_names: dict[str, list[Name]]
    heads: dict[tuple[str, ...], Head]
    first_of_heads: frozenset[str]
    first_of_groups: frozenset[str]
    name_words: frozenset[tuple[str, ...]]
    name_verbs: frozenset[tuple[str, ...]]
    group_nouns: dict[tuple[str, ...], GroupNoun]
    not_groups: dict[tuple[str, ...], frozenset[str]]
    verb_pairs: frozenset[tuple[str, ...]]
    place_before: frozenset[str]
    policy_before: frozenset[str]
    agency_before: frozenset[str]
    agency_verbs: frozenset[tuple[str, ...]]
    functions: tuple[tuple[str, frozenset[str]], ...]
    central_cities: frozenset[str]


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``, offsets into ``text``. Linear in its length."""
    stop = len(text) if end is None else end
    low = _OLD_TONE.sub(lambda m: _OLD_TONES[m.group()], lower(text[start:stop]))
    flat = bare(text[start:stop])
    found: list[Word] = []
    last = 0
    for a, b in _places(text, low, start, stop):
        written = text[start + a : start + b]
        upper = len(written) > 1 and written.isupper()
        gap = _gap(text[start + last : start + a], found[-1] if found else None)
        found.append(Word(start + a, start + b, low[a:b], flat[a:b], written[0].isupper(), upper, gap))
        last = b
    return found


def _places(text: str, low: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Where the words of ``text[start:stop]`` stand (offsets from ``start``), two run together parted."""
    places = [match.span() for match in _WORD.finditer(low)]
    for seam in _RUN_TOGETHER.finditer(text, start, stop):
        cut = seam.start() - start
        index = bisect_left(places, (cut, cut)) - 1
        first, last = places[index]
        behind = text[start + cut : start + last]
        if is_syllable(low[first:cut]) and (behind.isupper() or is_syllable(low[cut:last])):
            places[index : index + 1] = [(first, cut), (cut, last)]
    return places


def _gap(between: str, before: Word | None) -> str:
    if before is None:
        return "|"
    inner = between.replace("\u2028", " ").strip(" \u00a0")
    if not inner:
        return " "
    if len(between) > 6 or "\n" in between or "\t" in between:
        return "|"
    if inner == ",":
        return ","
    if inner == "." and (between == "." or (before.capital and before.low in INITIALS)):
        return "-"
    return "-" if inner in {"-", "–", "—", "&", "/", "+"} else "|"


def match_name(words: list[Word], at: int, tree: Node, head: Word | None = None) -> tuple[int, list[Name]]:
    """The longest name of the tree that the words from ``at`` on spell: the index behind its last word and its
    entries; (at, []) for none. Diacritics count by ``spelt_like``; dashes, commas and "và" inside do not. ``tree``
    may be the branch behind a ``head`` that stands elsewhere ("Phòng Tư pháp, Nội vụ")."""
    node, best = tree, at
    found: list[Name] = []
    spelt: list[Word] = [head] if head else []
    index = at
    while index < len(words):
        word = words[index]
        if index > at and word.gap == "|":
            break
        following = node.next.get(word.bare)
        if following is None:
            if index > at and word.low in _LINKS and word.gap in " -":
                index += 1
                continue
            break
        node = following
        spelt.append(word)
        index += 1
        fitting = [name for name in node.ends if spelt_like(spelt, name)]
        if fitting:
            best, found = index, fitting
    return best, found


def spelt_like(written: list[Word], name: Name) -> bool:
    """Whether words that agree with a name without diacritics are close enough with them: names of four syllables
    and more forgive half of them (scans, typing), shorter ones next to none unless the text has no diacritics at
    all. An abbreviation has to stand in capitals."""
    wrong = 0
    for word, syllable, letters in zip(written, name.syllables, name.letters, strict=True):
        if letters and not (word.upper or (word.capital and len(word.low) == 1)):
            return False
        wrong += word.low != syllable
    if wrong == 0:
        return True
    size = len(written)
    if size >= 4:
        return wrong * 2 <= size or all(word.low.isascii() for word in written)
    if size == 3 and all(word.gap != "," for word in written[1:]):
        return written[0].capital and (wrong == 1 or all(word.low.isascii() for word in written))
    return False


def near_name(words: list[Word], at: int, book: Lexicon) -> tuple[int, list[Name]]:
    """A long name with a letter or two wrong ("Phòng Văn hoá và Thông tn"), as ``match_name`` would give it."""
    from rapidfuzz.fuzz import ratio

    best, found, score = at, list[Name](), float(_NEAR)
    for name in book.long_names.get(words[at].bare, ()):
        size = len(name.syllables)
        chunk = [word for word in words[at : at + size + 2] if word.low not in _LINKS][:size]
        if len(chunk) < size or any(word.gap == "|" for word in chunk[1:]):
            continue
        near = ratio(" ".join(word.bare for word in chunk), bare(" ".join(name.syllables)), score_cutoff=score)
        if near > score:
            best, found, score = at + words[at : at + size + 2].index(chunk[-1]) + 1, [name], near
    return best, found


@cache
def lexicon() -> Lexicon:
    """The compiled lexicon."""
    data: dict[str, Any] = load_yaml(FILE)
    book = register()
    tree = Node()
    long_names: dict[str, list[Name]] = {}
    for entry in book.entries:
        for spelling in book.spellings(entry):
            name = _name(entry, spelling, short=False)
            _plant(tree, name)
            if len(name.syllables) >= _LONG and not any(name.letters):
                long_names.setdefault(bare(name.syllables[0]), []).append(name)
        for spelling in entry.short:
            _plant(tree, _name(entry, spelling, short=True))
    heads = {
        tuple(head.split()): Head(
            None if value["level"] == "any" else value["level"],
            value.get("kind"),
            frozenset(data["not_names"].get(head, ())),
        )
        for head, value in data["heads"].items()
    }
    nouns = [tuple(noun.split()) for nouns in data["groups"].values() for noun in nouns]
    return Lexicon(
        names=tree,
        long_names=long_names,
        heads=heads,
        first_of_heads=frozenset(head[0] for head in heads),
        first_of_groups=frozenset(noun[0] for noun in nouns),
        name_words=frozenset(tuple(item.split()) for item in data["name_words"]),
        name_verbs=frozenset(tuple(item.split()) for item in data["name_verbs"]),
        group_nouns={
            tuple(noun.split()): GroupNoun(role, kind)
            for role, nouns in data["groups"].items()
            for noun, kind in nouns.items()
        },
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


def _name(entry: Entry, spelling: str, *, short: bool) -> Name:
    words = [word for word in words_of(spelling) if word.low not in _LINKS]
    letters = tuple(word.upper or len(word.low) == 1 for word in words)
    return Name(entry, tuple(word.low for word in words), letters, short)


def _plant(tree: Node, name: Name) -> None:
    node = tree
    for syllable in name.syllables:
        node = node.next.setdefault(bare(syllable), Node())
    if name not in node.ends:
        node.ends.append(name)
