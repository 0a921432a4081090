"""Where the characters of a Word document stand in its XML.

The reader decides what is text (hidden runs, deletions and field codes are not) and how blocks are numbered. So that
nothing here repeats or contradicts it, it is asked: a twin of the document is read in which each element that holds
text holds its own number instead, and the numbers that come back in a block are its elements, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from analyzer.reading.docx import read_docx
from analyzer.reading.docx_symbols import symbol
from analyzer.reading.limits import Limits
from analyzer.report.word_package import WordPackage, serialise

W_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MATH_SPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_SINGLE = ("tab", "ptab", "cr", "br", "noBreakHyphen")
_NOTES = {"footnotes": ("footnote", "footnoteReference"), "endnotes": ("endnote", "endnoteReference")}
_SIGN = re.compile("\ue000(n?)([0-9]{1,9})\ue001|.", re.DOTALL)
_MORE_TEXT = 16
"""How much longer than the text its numbers may be."""


@dataclass(slots=True)
class Slot:
    """An element of the document (``w:t``, ``w:tab``, ``m:t``…) and its characters ``[start, end)`` of the block."""

    element: etree._Element
    start: int
    end: int


@dataclass(slots=True)
class Leaves:
    """``blocks``: the elements of each block of the body; ``notes``: the reference mark of each block of a note."""

    blocks: dict[str, list[Slot]] = field(default_factory=dict)
    notes: dict[str, etree._Element] = field(default_factory=dict)


def find_leaves(package: WordPackage, root: etree._Element, path: str, limits: Limits) -> Leaves:
    """The leaves of every block. ``root`` is the main document, to which the elements belong; it is not changed.

    Raises ``ReadingError`` as the reader does.
    """
    elements: list[tuple[etree._Element, int]] = []
    twin = WordPackage(package.content(packed=False), path, _wider(limits))
    twin.put(twin.main, _numbered(root, elements))
    notes = _number_notes(twin, root)
    wide = _wider(limits)
    source = read_docx(twin.content(packed=False), path, "", wide)
    leaves = Leaves()
    for block in source.blocks:
        slots: list[Slot] = []
        place = 0
        for match in _SIGN.finditer(block.text):
            if match[2] is None:
                place += 1
            elif match[1]:
                reference = notes[int(match[2])]
                if reference is not None:
                    leaves.notes.setdefault(block.id, reference)
            else:
                element, length = elements[int(match[2])]
                slots.append(Slot(element, place, place + length))
                place += length
        if slots:
            leaves.blocks[block.id] = slots
    return leaves


def _wider(limits: Limits) -> Limits:
    return replace(limits, text_size=limits.text_size * _MORE_TEXT, expanded_size=limits.expanded_size * 2)


def _numbered(root: etree._Element, elements: list[tuple[etree._Element, int]]) -> bytes:
    """The part with a number for each text; ``elements`` gets the elements and the lengths of their texts."""
    twin = deepcopy(root)
    for own, other in list(zip(root.iter(), twin.iter(), strict=True)):
        length = _length(own)
        if length:
            other.text = f"\ue000{len(elements)}\ue001"
            elements.append((own, length))
            if local(own) != "t":
                other.tag = f"{{{etree.QName(own).namespace}}}t"
                other.attrib.clear()
    return serialise(twin)


def _length(element: etree._Element) -> int:
    """Characters that the reader takes from an element; 0 for one that is left as it is."""
    if not local(element):
        return 0
    name = etree.QName(element)
    if name.namespace in _MATH_SPACES:
        return len(element.text or "") if name.localname == "t" else 0
    if name.namespace not in W_SPACES:
        return 0
    if name.localname == "t":
        return len(element.text or "")
    parent = element.getparent()
    if parent is None or local(parent) != "r" or _has_own_mark(parent):
        return 0
    if name.localname in _SINGLE:
        return 1
    if name.localname == "sym":
        space = f"{{{name.namespace}}}"
        return len(symbol(element.get(f"{space}font", ""), element.get(f"{space}char", "")))
    return 0


def _has_own_mark(run: etree._Element) -> bool:
    """Whether the text of a run is the mark of a note, which is no text of the paragraph."""
    references = (child for child in run if local(child).endswith("noteReference"))
    return any(str(name).endswith("customMarkFollows") for child in references for name in child.attrib)


def _number_notes(package: WordPackage, root: etree._Element) -> list[etree._Element | None]:
    """Puts numbers into the notes of a package; by number, the reference that the note hangs on."""
    found: list[etree._Element | None] = []
    for part, (item, reference) in _NOTES.items():
        name = package.related(part)
        if name is None:
            continue
        references = {_id(element): element for element in reversed(list(_named(root, reference)))}
        notes = package.root(name)
        for note in list(_named(notes, item)):
            for text in list(_named(note, "t")):
                if text.text:
                    text.text = f"\ue000n{len(found)}\ue001"
            found.append(references.get(_id(note)))
        package.put(name, serialise(notes))
    return found


def _id(element: etree._Element) -> str | None:
    return next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), None)


def _named(root: etree._Element, name: str) -> Iterable[etree._Element]:
    found: Iterable[etree._Element] = root.iter(*(f"{{{space}}}{name}" for space in W_SPACES))
    return found


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
