"""Styles of an OpenDocument text: what its text looks like once inheritance is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from analyzer.reading.align import ALIGNMENTS, Align

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(pt|in|cm|mm)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465}
_MAX_CHAIN = 20


class Look(NamedTuple):
    """Typography; ``size`` in points, None where nothing says it."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    size: float | None = None
    align: Align | None = None


class OdtStyles:
    """The styles of both parts: automatic ones of the content, named and automatic ones of the styles part."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._faces: dict[str, str] = {}
        self.lists: dict[str, etree._Element] = {}
        """List styles by name; "" is the numbering of headings."""
        for root in (content, styles):
            if root is None:
                continue
            for style in root.iter(STYLE + "style"):
                key = (style.get(STYLE + "family", ""), style.get(STYLE + "name", ""))
                self._styles.setdefault(key, style)
            for style in root.iter(STYLE + "default-style"):
                self._defaults.setdefault(style.get(STYLE + "family", ""), style)
            for face in root.iter(STYLE + "font-face"):
                self._faces.setdefault(face.get(STYLE + "name", ""), face.get(_SVG + "font-family", "").strip("'\""))
            for kind, name in ((TEXT + "list-style", STYLE + "name"), (TEXT + "outline-style", "")):
                for style in root.iter(kind):
                    self.lists.setdefault(style.get(name, "") if name else "", style)

    def paragraph(self, name: str) -> Look:
        """The look of a paragraph of the style ``name``."""
        look = self._apply(Look(), self._defaults.get("paragraph"))
        return self._inherited("paragraph", name, look)

    def text(self, name: str, base: Look) -> Look:
        """The look of a span of the style ``name`` inside ``base``."""
        return self._inherited("text", name, base)

    def list_of(self, name: str) -> str:
        """The list style that a paragraph style names; "" for none."""
        for style in self._chain("paragraph", name):
            found = style.get(STYLE + "list-style-name")
            if found is not None:
                return str(found)
        return ""

    @staticmethod
    def masters(styles: etree._Element) -> Iterator[etree._Element]:
        """Headers and footers of all master pages."""
        for page in styles.iter(STYLE + "master-page"):
            for part in page:
                name = etree.QName(part).localname if isinstance(part.tag, str) else ""
                if name.startswith(("header", "footer")) and part.get(STYLE + "display") != "false":
                    yield part

    def _inherited(self, family: str, name: str, look: Look) -> Look:
        for style in reversed(self._chain(family, name)):
            look = self._apply(look, style)
        return look

    def _chain(self, family: str, name: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = self._styles.get((family, name))
        while style is not None and style not in chain and len(chain) < _MAX_CHAIN:
            chain.append(style)
            style = self._styles.get((family, style.get(STYLE + "parent-style-name", "")))
        return chain

    def _apply(self, look: Look, style: etree._Element | None) -> Look:
        if style is None:
            return look
        paragraph = style.find(STYLE + "paragraph-properties")
        if paragraph is not None:
            look = look._replace(align=ALIGNMENTS.get(paragraph.get(_FO + "text-align", ""), look.align))
        text = style.find(STYLE + "text-properties")
        if text is None:
            return look
        face = text.get(STYLE + "font-name")
        family = self._faces.get(face, face) if face else text.get(_FO + "font-family")
        if family:
            look = look._replace(font=family.strip("'\""))
        weight, slant = text.get(_FO + "font-weight"), text.get(_FO + "font-style")
        if weight:
            look = look._replace(bold=weight == "bold" or (weight.isdigit() and int(weight) >= 600))
        if slant:
            look = look._replace(italic=slant != "normal")
        if caps := text.get(_FO + "text-transform"):
            look = look._replace(caps=caps == "uppercase")
        if hidden := text.get(TEXT + "display"):
            look = look._replace(hidden=hidden == "none")
        if size := _SIZE.fullmatch(text.get(_FO + "font-size", "")):
            look = look._replace(size=round(float(size[1]) * _POINTS[size[2]], 1))
        return look
