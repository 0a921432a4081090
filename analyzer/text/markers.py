"""Numbering and bullets at the head of a line ("I.", "2.1.", "a)", "Điều 3.", "-")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from analyzer.text.fold import bare

MarkerType = Literal["part", "article", "roman", "mixed", "arabic", "decimal", "letter", "paren", "bullet"]

BULLETS = "-–—+*•●▪■◦‣·○➢→✓❖"
_ORDINALS = {
    "nhất": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_UPPER = "A-ZÀ-ỴĐ"

_PATTERN = re.compile(
    rf"""
      (?P<part>(?:phần|chương|mục)\s{{1,3}}(?:thứ\s)?(?P<part_no>[A-H](?![^\W\d_])|[IVX]{{1,6}}|\d{{1,2}}|nhất|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín)
          (?:\s{{0,2}}[.:\-–)]|(?=\s|$)))
    | (?P<article>điều\s{{1,3}}(?P<article_no>\d{{1,3}})(?:\s{{0,2}}[.:]|(?=\s{{0,3}}$)))
    | (?P<roman>(?P<roman_no>[IVX]{{1,5}})\s{{0,2}}(?:[./):]{{1,2}}-?|-(?=\s)|–(?=\s))(?=\s|$|[{_UPPER}]))
    | (?P<mixed>(?P<mixed_no>[IVX]{{1,5}}(?:\.\d{{1,2}}){{1,3}})(?:\s{{0,2}}[.):]|(?=\s)))
    | (?P<decimal>(?P<decimal_no>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:\s{{0,2}}[.):](?=\s|$|[{_UPPER}])|(?=\s)))
    | (?P<arabic>(?P<arabic_no>\d{{1,2}})(?:\s{{0,2}}(?:[.)/:]|/[.-]|[.]-)(?=\s|$|[^\W\d])|\s?-(?=\s[^\W\d])))
    | (?P<letter>(?P<letter_no>[a-zđA-ZĐ])(?:\)(?=\s|$|[^\W\d])|[.-](?=\s)))
    | (?P<paren>\((?P<paren_no>\d{{1,2}}|[ivx]{{1,4}}|[a-zđ])\)(?=\s|[^\W\d]))
    """,
    re.X | re.I,
)
_ROMAN = re.compile(r"[IVXLC]+")
# A recogniser reads I as l, 1 or |: "lV.", "Il.", "l. MỤC ĐÍCH". Only before a heading in capitals.
_MISREAD_ROMAN = re.compile(r"([IVXl1|]{0,3}[Vl|X][IVXl1|]{0,3})\.(?=\s+[A-ZĐÀ-Ỹ]{2})")
_MISREAD = str.maketrans("l1|", "III")
_SYMBOL = re.compile(r"\s?(?:\d{4}/)?[A-ZĐ][A-Za-zĐ]{1,5}\s?-\s?[A-ZĐ]")
_ROMAN_FORM = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")


@dataclass(frozen=True, slots=True)
class Marker:
    """``text`` as seen; ``end`` the offset behind it in the string that was given; ``numbers`` its value ("2.1" →
    (2, 1), "c)" → (3,), "IV." → (4,)), empty for a bullet."""

    type: MarkerType
    text: str
    end: int
    numbers: tuple[int, ...]


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral in capitals; 0 for a string that is none."""
    if not _ROMAN.fullmatch(numeral):
        return 0
    total = 0
    for char, following in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _ROMAN_VALUES[char]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total


_PART = re.compile(r"(?:ph[aâấầẩ]n|ch[uư][oơ]ng)\s", re.I)


def _part_words(text: str, lead: int) -> str:
    """The head of the text with the words of a part's number as they are spelt, where a recogniser changed them
    ("PHÂN THỨ NHÂT"); as long as ``text``."""
    if not _PART.match(text, lead):
        return text
    head = bare(text[lead : lead + 24])
    for plain, spelt in _SPELT:
        head = re.sub(rf"\b{plain}\b", spelt, head)
    return text[:lead] + head + text[lead + 24 :]


_SPELT = (
    ("phan", "phần"),
    ("chuong", "chương"),
    ("thu", "thứ"),
    ("nhat", "nhất"),
    ("mot", "một"),
    ("tu", "tư"),
    ("bon", "bốn"),
    ("nam", "năm"),
    ("sau", "sáu"),
    ("bay", "bảy"),
    ("tam", "tám"),
    ("chin", "chín"),
)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The alphabet as administrative lists use it."""


_FIRST = re.compile(r"\s*(?:[ivxl1|]{1,7}[\s.:/)–-]|[^\W\d_][.)-]|[\d(]|ph\wn\s|ch\w\wng\s|mục\s|điều\s)", re.I)
"""How every marker that is no bullet begins: most lines begin with other words."""
_BULLET = re.compile(rf"\s*([{re.escape(BULLETS)}]{{1,2}})(?=\s|$|[\"“(]|[^\W\d_]|\d)")


def parse_marker(text: str) -> Marker | None:
    """The marker at the head of ``text`` (after white space), or None."""
    if _FIRST.match(text) is None:
        bullet = _BULLET.match(text)
        return Marker("bullet", bullet[1], bullet.end(), ()) if bullet is not None else None
    lead = len(text) - len(text.lstrip()) if text[0].isspace() else 0
    match = _PATTERN.match(text, lead)
    if match is None and (spelt := _part_words(text, lead)) is not text:
        match = _PATTERN.match(spelt, lead)
    if match is None or match.lastgroup == "letter":
        misread = _MISREAD_ROMAN.match(text, lead)
        if misread is not None:
            numeral = misread.group(1).translate(_MISREAD)
            if _ROMAN_FORM.fullmatch(numeral):
                return Marker("roman", misread.group(), misread.end(), (roman_value(numeral),))
    if match is None or match.lastgroup is None:
        return None
    kind = cast(MarkerType, match.lastgroup)
    marked = text[match.start(kind) : match.end(kind)]
    behind = text[match.end() : match.end() + 1]
    if kind in ("roman", "mixed") and (not marked[0].isupper() or behind.islower()):
        return None  # the pattern ignores case for "điều", "phần"; a small roman numeral is "(i)" only
    if kind == "arabic" and marked.endswith("/") and _SYMBOL.match(text, match.end()):
        return None  # "12/KH-UBND" is the number of a document
    number = match.group(f"{kind}_no")
    numbers: tuple[int, ...]
    if kind == "mixed":
        head, *tail = number.split(".")
        numbers = (roman_value(head.upper()), *map(int, tail))
    elif number[0].isdigit():
        numbers = tuple(map(int, number.split(".")))
    elif kind == "letter":
        low = number.lower()
        if low not in _LETTERS:
            return None
        numbers = (_LETTERS.index(low) + 1,)
    elif kind == "part" and number.upper() in "ABCDEFGH":
        numbers = ("ABCDEFGH".index(number.upper()) + 1,)
    elif number.lower() in _ORDINALS:
        numbers = (_ORDINALS[number.lower()],)
    elif kind == "paren" and number.lower() not in ("i", "v", "x") and len(number) == 1:
        numbers = (_LETTERS.index(number.lower()) + 1,) if number.lower() in _LETTERS else ()
    else:
        numbers = (roman_value(number.upper()),)
    return Marker(kind, marked, match.end(), numbers)
