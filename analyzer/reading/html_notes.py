"""Footnotes of an HTML page: marks that link to a later element, and bare superscript marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading.html_look import text_of

_MARK = re.compile(r"[\[(]?(\d{1,3}|\*{1,3}|[a-z]|[ivx]{1,5})[\])]?")
_BARE_MARK = re.compile(r"[\[(]?(\d{1,2}|\*{1,3})[\])]?")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d./])(?:[kcdmh]?m|10|R)$")
_CONTAINERS = ("li", "p", "td", "dd", "aside")


@dataclass(slots=True)
class NoteLinks:
    """``references``: link → (mark, element that holds the note); ``holders`` those elements; ``back``: links back."""

    references: dict[etree._Element, tuple[str, etree._Element]] = field(default_factory=dict)
    holders: set[etree._Element] = field(default_factory=set)
    back: set[etree._Element] = field(default_factory=set)


def find_notes(root: etree._Element) -> NoteLinks:
    """Pair the marks of the text with their notes. A note stands after its mark; a link back points before itself."""
    found = NoteLinks()
    links: list[tuple[int, etree._Element, str, str]] = []
    targets: dict[str, tuple[int, etree._Element]] = {}
    for place, element in enumerate(root.iter(etree.Element)):
        for name in (element.get("id"), element.get("name")):
            if name:
                targets.setdefault(name, (place, element))
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            text = text_of(element).strip()
            if len(text) <= 8:
                links.append((place, element, text, (element.get("href") or "")[1:]))
    for place, link, text, target in links:
        mark = _MARK.fullmatch(text)
        where = targets.get(target)
        if where is None:
            continue
        if where[0] < place:
            if mark or not any(char.isalnum() for char in text):
                found.back.add(link)
        elif mark and _looks_raised(link, text):
            holder = _holder(where[1])
            if holder is not None and holder not in found.holders:
                found.references[link] = (mark[1], holder)
                found.holders.add(holder)
    return found


def _looks_raised(link: etree._Element, text: str) -> bool:
    parent = link.getparent()
    if (parent is not None and parent.tag == "sup") or link.find(".//sup") is not None or text[0] in "[(*":
        return True
    said = " ".join(str(value) for value in link.attrib.values()).lower()
    return "footnote" in said or "ftn" in said or "noteref" in said


def _holder(target: etree._Element) -> etree._Element | None:
    """The paragraph or list item of a note: the target, or what it stands in."""
    element: etree._Element | None = target
    for _ in range(6):
        if element is None or element.tag in ("body", "html"):
            return None
        if element.tag in _CONTAINERS:
            return element
        if element.tag == "div" and element is target:
            return element
        element = element.getparent()
    return None


def bare_mark(text: str, before: str) -> str | None:
    """The mark in a ``<sup>`` with ``text`` that no link explains; None for an exponent as in "m²" or "10⁶"."""
    mark = _BARE_MARK.fullmatch(text.strip())
    if mark is None or _UNIT_BEFORE.search(before[-6:]):
        return None
    return mark[1]
