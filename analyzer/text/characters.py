"""Characters: composed Unicode, one tone-mark convention, look-alikes and invisible ones."""

from __future__ import annotations

import re
import unicodedata
from array import array

from analyzer.text.mapped import Mapped

_DELETED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_LOOK_ALIKES = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",  # eth and African d, typed for đ
    "\u01a2": "Ư", "\u01a3": "ư",  # oi, drawn for ư by fonts that came from VNI
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
    "\u2010": "-", "\u2011": "-", "\u2212": "-",
    "\uf0b7": "•", "\uf02d": "-", "\uf0a7": "•", "\uf0fc": "•", "\uf0d8": "•",  # bullets of symbol fonts
    "\u0340": "\u0300", "\u0341": "\u0301",  # old tone marks
}  # fmt: skip
_CONTROL = dict.fromkeys((*range(9), 11, *range(14, 32), *range(127, 160)))
_TABLE: dict[int, str | None] = {
    **_CONTROL,
    **{ord(c): None for c in _DELETED},
    **{ord(k): v for k, v in _LOOK_ALIKES.items()},
}
_CHANGED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")

# In an open syllable ending in oa, oe, uy the mark stands on either vowel: hoà or hòa. One is kept here, the
# first vowel's; "qu" is a consonant, and a following letter closes the syllable (hoàn, thuyền).
_FIRST = {"o": "òóỏõọ", "u": "ùúủũụ", "O": "ÒÓỎÕỌ", "U": "ÙÚỦŨỤ"}
_SECOND = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ", "A": "ÀÁẢÃẠ", "E": "ÈÉẺẼẸ", "Y": "ỲÝỶỸỴ"}
_PLAIN = {marked: (plain, place) for plain, marks in _SECOND.items() for place, marked in enumerate(marks)}
_MODERN = re.compile(
    # Two fixed characters first, what stands around them after: a lookbehind at the head would be tried everywhere.
    r"[oOuU][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸỳýỷỹỵỲÝỶỸỴ](?![^\W\d_])"
    r"(?:(?<=[oO][^ỳýỷỹỵỲÝỶỸỴ])|(?<=[uU][ỳýỷỹỵỲÝỶỸỴ])(?<![qQ]..))"
)


def _old_style(match: re.Match[str]) -> str:
    first, second = tuple(match.group())
    plain, place = _PLAIN[second]
    return _FIRST[first][place] + plain


def is_clean(text: str) -> bool:
    """Whether ``clean_characters`` changes nothing in ``text``."""
    return _CHANGED.search(text) is None and unicodedata.is_normalized("NFC", text) and _MODERN.search(text) is None


def clean_characters(raw: Mapped) -> Mapped:
    """Composed (NFC), with one convention for tone marks, without invisible and control characters.

    Tabs and line breaks are kept. Every character of the result maps to the first raw character it came from.
    """
    mapped = raw.translated(_TABLE) if _CHANGED.search(raw.text) else raw
    if not mapped.text.isascii():
        mapped = _compose(mapped)
        text = _MODERN.sub(_old_style, mapped.text)
        if text != mapped.text:
            mapped = Mapped(text, mapped.origin)
    return mapped


def _compose(mapped: Mapped) -> Mapped:
    text = mapped.text
    if unicodedata.is_normalized("NFC", text):
        return mapped
    out: list[str] = []
    origin: array[int] = array("l")
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and unicodedata.combining(text[place]):
            continue
        cluster = text[start:place]
        composed = unicodedata.normalize("NFC", cluster) if place - start > 1 or ord(cluster) > 0x2000 else cluster
        out.append(composed)
        # A cluster that stays in pieces (a mark that fits no letter) keeps its raw offsets piece by piece.
        origin.extend(mapped.origin[min(start + k, place - 1)] for k in range(len(composed)))
        start = place
    return Mapped("".join(out), origin)
