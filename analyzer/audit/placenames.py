"""Names of places and of the bodies that write for them, made comparable: "UBND xã An Thịnh, huyện Lộc Trà"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from analyzer.resources import load_yaml
from analyzer.text.fold import bare, lower
from analyzer.text.syllables import split_tone

_UNITS = {
    "tinh": "tinh", "thanh pho": "thanh pho", "tp": "thanh pho", "huyen": "huyen", "quan": "quan", "q": "quan",
    "thi xa": "thi xa", "tx": "thi xa", "xa": "xa", "phuong": "phuong", "thi tran": "thi tran", "tt": "thi tran",
    "dac khu": "dac khu",
}  # fmt: skip
RANKS = {
    "tinh": 3, "thanh pho": 0, "huyen": 2, "quan": 2, "thi xa": 2, "xa": 1, "phuong": 1, "thi tran": 1, "dac khu": 1,
}  # fmt: skip
"""Commune 1, district 2, province 3; 0: a city may be of district or of province level."""
_UNIT = re.compile(
    r"(?<!\w)(?:(?P<word>tinh|thanh pho|huyen|thi xa|thi tran|dac khu|xa|phuong|quan)(?=\s)"
    r"|(?P<short>tp|tx|tt|q)(?:\.\s?|\s(?=[^\W\d])))"
)
_SOCIETY = ("hiem", "sinh", "te", "hoa", "va", "-", ",", "binh", "sach", "luoi", "cong tac", "chinh tri")
_STOP = re.compile(r"[,;()|/\n]")
_BODY = re.compile(
    r"(?:ubnd|uy ban|hdnd|hoi dong|so|phong|ban|bhxh|bao hiem|hoi|lien doan|trung tam|chi cuc|cuc|cong an|dang uy|"
    r"huyen uy|tinh uy|thanh uy|mat tran|doan|kho bac|ngan hang|van phong|truong|dai)(?:\s|$)"
)
_SHORT_BODIES = {
    "ubnd": "uy ban nhan dan", "uy ban": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "bhxh": "bao hiem xa hoi",
    "ub": "uy ban nhan dan",
}  # fmt: skip
COMMITTEE = "uy ban nhan dan"
_LONGEST = 300
"""Longest name that is looked at, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and its name. ``unit`` is the folded word for it ("xa", "thanh pho"), "" where not said; ``name`` as
    written; ``key`` is equal for spellings of one name, ``plain`` also for those without diacritics."""

    unit: str
    name: str
    key: str
    plain: str

    @property
    def rank(self) -> int:
        """1 commune, 2 district, 3 province, 0 unknown."""
        return RANKS.get(self.unit, 0)


@dataclass(frozen=True, slots=True)
class Named:
    """Who and where: ``body`` is folded, "" where only a place is named; ``place`` is None where only a body is;
    ``parents`` are the places around it, the nearest first."""

    body: str
    place: Place | None
    parents: tuple[Place, ...]


@lru_cache(maxsize=65_536)
def parse_name(text: str) -> Named:
    """What a name says. The body stands before the first unit ("Phòng Văn hóa - Xã hội xã Đông Hạ"); without any unit
    the first part is a body if it begins like one, else a place."""
    text = " ".join(unicodedata.normalize("NFC", text[:_LONGEST]).split())
    folded = bare(text)
    found = [match for match in _UNIT.finditer(folded) if not _is_other_word(folded, match)]
    if not found:
        return _without_units(text)
    body = _body(folded[: found[0].start()])
    places = []
    for match, after in pairwise([*found, None]):
        end = after.start() if after is not None else len(text)
        unit = _UNITS[match["word"] or match["short"]]  # type: ignore[index]
        places.extend(_places(unit, text[match.end() : end]))  # type: ignore[union-attr]
    if not places:
        return _without_units(text)
    return Named(body, places[0], tuple(places[1:]))


def _is_other_word(folded: str, match: re.Match[str]) -> bool:
    """Whether "xã" is that of "xã hội" (social), or "huyện" that of "huyện ủy"."""
    rest = folded[match.end() :].lstrip()
    if re.match(r"uy(?:\s|$)", rest):
        return True
    return match["word"] == "xa" and rest.startswith("hoi") and folded[: match.start()].rstrip().endswith(_SOCIETY)


def _without_units(text: str) -> Named:
    parts = [part.strip() for part in _STOP.split(text) if part.strip()]
    if not parts:
        return Named("", None, ())
    parents = tuple(_place("", part) for part in parts[1:])
    if _BODY.match(bare(parts[0])):
        return Named(_body(bare(parts[0])), None, parents)
    return Named("", _place("", parts[0]), parents)


def _places(unit: str, text: str) -> list[Place]:
    """The place of a unit word, and places without one that follow it behind commas."""
    parts = [part.strip(" -–.:") for part in _STOP.split(text)]
    first, others = parts[0], parts[1:]
    if RANKS[unit] == 1 and " - " in bare(first):  # "xã An Thịnh - Hải Giang"
        head, _, tail = first.replace("–", "-").partition(" - ")
        first, others = head.strip(), [tail.strip(), *others]
    return [_place(unit, first), *(_place("", part) for part in others if part)] if first else []


def _body(folded: str) -> str:
    words = " ".join(re.sub(r"[-–,.&]", " ", folded).split())
    for short, full in _SHORT_BODIES.items():
        if words == short or (words.startswith(f"{short} ") and not words.startswith(full)):
            words = full + words[len(short) :]
    return words


def _place(unit: str, name: str) -> Place:
    name = name.title() if name.isupper() else name
    return Place(unit, name, name_key(name), " ".join(bare(name).replace("-", " ").split()))


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Equal for spellings of one name: tone marks anywhere on the rime, y for i, a zero before a number, dashes."""
    return " ".join(
        _syllable(part) for part in re.split(r"[\s\-–]+", lower(unicodedata.normalize("NFC", name))) if part
    )


def _syllable(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    plain, tone = split_tone(word)
    if len(plain) > 1 and plain[-1] == "y" and bare(plain[-2]) not in "aueo":
        plain = f"{plain[:-1]}i"
    return plain + tone


@cache
def _successors() -> dict[str, str]:
    return {
        _place("", old).plain: _place("", entry["successor"]).plain
        for entry in load_yaml("registers/places.yml")["provinces"]
        if "successor" in entry
        for old in (entry["name"], *entry.get("spellings", ()))
    }


def province_now(plain: str) -> str:
    """The province that a name without diacritics stands for since 1/7/2025; the name itself where it stayed."""
    return _successors().get(plain, plain)


def place_title(issuer: str | None) -> str:
    """ "xã An Thịnh" of an issuer's name, for people; "" where it names no place."""
    named = parse_name(issuer or "")
    if named.place is None:
        return ""
    units = {"thanh pho": "thành phố", "thi xa": "thị xã", "thi tran": "thị trấn", "dac khu": "đặc khu",
             "tinh": "tỉnh", "huyen": "huyện", "quan": "quận", "xa": "xã", "phuong": "phường", "": ""}  # fmt: skip
    return f"{units[named.place.unit]} {named.place.name}".strip()
