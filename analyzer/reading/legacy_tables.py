"""Encodings of Vietnamese from before Unicode: their fonts, and the letter at each of their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.resources import load_yaml

_REGISTER = "registers/legacy_encodings.yml"
_PRIVATE = 0xF000
"""Word puts the places of fonts that claim to be symbol fonts here."""
_TWINS = {0xB5: "\u03bc", 0xAD: "\u2212", 0xB7: "\u2219\u22c5", 0xD0: "\u0110", 0xDF: "\u03b2", 0xAF: "\u02c9"}
"""Characters that programs (PDF above all) give for a place besides the one of Windows-1252."""
_MAY_BE = re.compile(r"vn|vps|vi |viscii", re.I)
"""What the names of all fonts of the register have; for others the register is not even loaded."""
_SUBSET = re.compile(r"[a-zA-Z]{6}\+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """``single``: character as a program shows it → letter; ``pairs``: base → mark behind it → letter."""

    id: str
    name: str
    single: dict[str, str]
    pairs: dict[str, dict[str, str]]
    word: re.Pattern[str]
    """A run of letters, of any script, and of characters that the encoding uses as letters."""
    used: frozenset[str]
    """The characters beyond ASCII that the encoding uses."""
    fonts: re.Pattern[str]
    capitals: re.Pattern[str] | None

    def decode(self, text: str) -> tuple[str, list[int]]:
        """The text in Unicode, and for each of its characters the index of its first one in ``text``."""
        letters: list[str] = []
        starts: list[int] = []
        place, last = 0, len(text) - 1
        while place <= last:
            char = text[place]
            marks = self.pairs.get(char)
            letter = marks.get(text[place + 1]) if marks is not None and place < last else None
            letters.append(self.single.get(char, char) if letter is None else letter)
            starts.append(place)
            place += 1 if letter is None else 2
        return "".join(letters), starts


@dataclass(frozen=True, slots=True)
class Typeface:
    """What the name of a font says: the encodings that it may hold, best first, and whether it draws capitals only."""

    encodings: tuple[Encoding, ...] = ()
    capitals: bool = False


@cache
def encodings() -> tuple[Encoding, ...]:
    """All encodings, in the order of preference."""
    return tuple(_encoding(entry) for entry in load_yaml(_REGISTER))


@cache
def by_id(identity: str) -> Encoding:
    """The encoding ``identity`` ("tcvn3"). Raises ``KeyError``."""
    return {encoding.id: encoding for encoding in encodings()}[identity]


@cache
def typeface(font: str) -> Typeface:
    """What a font's name tells; a name with a subset's tag ("ABCDEF+.VnTime") or a look (",Bold") is known too."""
    if not _MAY_BE.search(font):
        return Typeface()
    name = _SUBSET.sub("", font.strip().strip("'\""), count=1).split(",")[0].replace("#2E", ".").strip()
    found = tuple(encoding for encoding in encodings() if encoding.fonts.fullmatch(name.lower()))
    bare = re.sub(r"[- ]?(?:Bold|Italic|Regular|BoldItalic)$", "", name[:80])
    capitals = any(encoding.capitals is not None and encoding.capitals.fullmatch(bare) for encoding in found)
    return Typeface(found, capitals)


def _encoding(entry: dict[str, Any]) -> Encoding:
    single: dict[str, str] = {}
    pairs: dict[str, dict[str, str]] = {}
    for start, row in entry.get("bytes", {}).items():
        for place, letter in enumerate(row, int(start, 16)):
            if letter != "_":
                single |= dict.fromkeys(_seen_as(place), letter)
    for char, letter in entry.get("letters", "").split():
        _both_cases(single, char, letter)
    for base, mark, letter in entry.get("pairs", "").split():
        for left, whole in ((base, letter), (base.upper(), letter.upper())):
            marks = pairs.setdefault(left, {})
            for right in (mark, mark.upper()):
                marks |= dict.fromkeys(_seen_as(ord(right)), whole)
    for base in [base for base in pairs if base > "\x7f"]:
        for twin in _seen_as(ord(base)):
            pairs[twin] = pairs[base]
    used = set(single) | set(pairs) | {mark for marks in pairs.values() for mark in marks}
    special = frozenset(char for char in used if not "\x1f" < char < "\x80")
    listed = "".join(map(re.escape, sorted(special)))
    capitals = entry.get("capitals")
    return Encoding(
        entry["id"],
        entry["name"],
        single,
        pairs,
        re.compile(f"(?:[^\\W\\d_]|[{listed}\u0300-\u036f])+"),
        special,
        re.compile(entry["fonts"]),
        re.compile(capitals) if capitals else None,
    )


def _both_cases(single: dict[str, str], char: str, letter: str) -> None:
    for one, shown in ((char, letter), (char.upper(), letter.upper())):
        single |= dict.fromkeys(_seen_as(ord(one)), shown)


def _seen_as(place: int) -> list[str]:
    """The characters that programs give for a place: of Latin-1, of Windows-1252, of the private use area."""
    seen = [chr(place)]
    if place >= 0x80:
        seen.append(chr(_PRIVATE + place))
        seen += _TWINS.get(place, "")
        if place < 0xA0:
            seen += bytes([place]).decode("cp1252", "ignore")
    return seen
