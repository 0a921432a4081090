"""Footnotes and endnotes of a Word document, with the marks that a reader sees."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from analyzer.reading.docx_inline import NoteReference
from analyzer.reading.docx_numbering import write_number
from analyzer.reading.docx_package import Parts, W, child, integer, value

_ITEMS = {"footnotes": "footnote", "endnotes": "endnote"}
_FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
_CHICAGO = "*†‡§"


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its number among all notes of the file from 0, its mark as printed, its content."""

    index: int
    mark: str
    element: etree._Element


class Notes:
    """Resolves references in document order. Numbering that restarts on each page or section runs on here."""

    def __init__(self, parts: Parts) -> None:
        self._settings = parts.of_type("settings")
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._format: dict[str, str] = {}
        self._next: dict[str, int] = {}
        self._found = 0
        for part, item in _ITEMS.items():
            root = parts.of_type(part)
            for element in root.iterchildren(W + item) if root is not None else ():
                if element.get(W + "type", "normal") == "normal":
                    self._elements.setdefault((part, element.get(W + "id", "")), element)
            own = next(parts.document.iter(W + f"{item}Pr"), None)
            self._format[part] = self._option(own, item, "numFmt") or _FORMATS[part]
            self._next[part] = integer(self._option(own, item, "numStart"), 1)

    def setting(self, name: str) -> etree._Element | None:
        """An element of settings.xml."""
        return child(self._settings, name)

    def resolve(self, reference: NoteReference) -> Note | None:
        """The note that is referred to; None where the file has none, or it was given already."""
        mark = reference.mark
        if not mark:
            number = self._next[reference.part]
            self._next[reference.part] += 1
            kind = self._format[reference.part]
            if kind == "chicago":
                mark = _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 % 100 + 1)
            else:
                mark = write_number(number, kind)
        element = self._elements.pop((reference.part, reference.id), None)
        if element is None:
            return None
        self._found += 1
        return Note(self._found - 1, mark, element)

    def _option(self, own: etree._Element | None, item: str, name: str) -> str | None:
        found = value(own, name)
        return found if found is not None else value(child(self._settings, f"{item}Pr"), name)
