"""Styles of a Word document: what a paragraph or run looks like once inheritance is followed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from analyzer.reading.align import ALIGNMENTS, Align
from analyzer.reading.docx_package import VAL, W, child, integer, is_on, value

_HEADING = re.compile(r"heading ([1-9])", re.I)
_MAX_CHAIN = 20
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class RunLook(NamedTuple):
    """Typography of a run; None where nothing says it. ``size`` in points."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    caps: bool | None = None
    font: str | None = None
    """Of the letters of Windows-1252, as ``Styles.font`` takes it."""

    def over(self, base: RunLook) -> RunLook:
        """This look where it says something, else ``base``."""
        return RunLook(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.size if self.size is None else self.size,
            base.hidden if self.hidden is None else self.hidden,
            base.caps if self.caps is None else self.caps,
            base.font if self.font is None else self.font,
        )


_NOTHING = RunLook()


@dataclass(frozen=True, slots=True)
class StyleLook:
    """A style with its ancestors. ``numbering``: (numId, ilvl as given or None) of the nearest style that has one,
    ``numbered_by`` the id of that style, which the levels of a numbering may name."""

    run: RunLook = _NOTHING
    align: Align | None = None
    outline: int | None = None
    numbering: tuple[str | None, int | None] | None = None
    numbered_by: str = ""


@dataclass(slots=True)
class Styles:
    """The style sheet. ``paragraph(None)`` is the look of a paragraph that names no style."""

    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _default: str | None = None
    _base: StyleLook = StyleLook()
    _looks: dict[str, StyleLook] = field(default_factory=dict)
    _paragraphs: dict[str, StyleLook] = field(default_factory=dict)
    _theme: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, root: etree._Element | None, theme: etree._Element | None = None) -> Styles:
        """From the roots of styles.xml and of the theme."""
        sheet = cls()
        for fonts in () if theme is None else theme.iter(_DRAWING + "majorFont", _DRAWING + "minorFont"):
            latin = fonts.find(_DRAWING + "latin")
            if latin is not None:
                sheet._theme[f"+{etree.QName(fonts).localname[:5]}"] = latin.get("typeface", "")
        if root is None:
            return sheet
        defaults = child(root, "docDefaults")
        run = run_look(child(child(defaults, "rPrDefault"), "rPr"))
        align = alignment(child(child(defaults, "pPrDefault"), "pPr"))
        sheet._base = StyleLook(run=run, align=align)
        for element in root.iterchildren(W + "style"):
            identity = element.get(W + "styleId", "")
            sheet._elements.setdefault(identity, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                sheet._default = identity
        return sheet

    def paragraph(self, identity: str | None) -> StyleLook:
        """The look of the paragraph style ``identity``, over the defaults of the document."""
        name = identity if identity in self._elements else self._default
        if name is None:
            return self._base
        look = self._paragraphs.get(name)
        if look is None:
            own = self._resolve(name)
            look = replace(own, run=own.run.over(self._base.run), align=own.align or self._base.align)
            self._paragraphs[name] = look
        return look

    def character(self, identity: str) -> RunLook:
        """What the character style says."""
        return self._resolve(identity).run if identity in self._elements else RunLook()

    def font(self, look: RunLook) -> str:
        """The name of the font, of the theme's where the look refers to it; "" where nothing says it."""
        return self._theme.get(look.font, "") if look.font and look.font.startswith("+") else look.font or ""

    def numbering_of(self, identity: str) -> str | None:
        """The numId of a numbering style."""
        own = self._resolve(identity).numbering if identity in self._elements else None
        return own[0] if own else None

    def _resolve(self, identity: str) -> StyleLook:
        """The style over its ancestors, without the document's defaults."""
        known = self._looks.get(identity)
        if known is not None:
            return known
        chain: list[str] = []
        name: str | None = identity
        while name is not None and name in self._elements and name not in chain and len(chain) < _MAX_CHAIN:
            chain.append(name)
            name = value(self._elements[name], "basedOn")
        look = StyleLook()
        for name in reversed(chain):
            look = self._apply(name, look)
        self._looks[identity] = look
        return look

    def _apply(self, name: str, base: StyleLook) -> StyleLook:
        element = self._elements[name]
        properties = child(element, "pPr")
        heading = _HEADING.fullmatch(value(element, "name") or "")
        outline = value(properties, "outlineLvl")
        level = int(heading[1]) - 1 if heading else integer(outline, 9) if outline is not None else base.outline
        numbering = numbering_properties(properties)
        return StyleLook(
            run=run_look(child(element, "rPr")).over(base.run),
            align=alignment(properties) or base.align,
            outline=level,
            numbering=numbering or base.numbering,
            numbered_by=name if numbering else base.numbered_by,
        )


def run_look(properties: etree._Element | None) -> RunLook:
    """What a ``w:rPr`` says itself."""
    if properties is None:
        return RunLook()
    bold = italic = hidden = caps = None
    size: float | None = None
    font: str | None = None
    for item in properties:
        tag = item.tag
        if tag == W + "b":
            bold = is_on(item)
        elif tag == W + "i":
            italic = is_on(item)
        elif tag == W + "sz":
            size = _points(item.get(VAL))
        elif tag == W + "vanish":
            hidden = is_on(item)
        elif tag == W + "caps":
            caps = is_on(item)
        elif tag == W + "rFonts":
            font = _font(item)
    return RunLook(bold, italic, size, hidden, caps, font)


def _font(fonts: etree._Element) -> str | None:
    """The font of a ``w:rFonts``, high ANSI before ASCII: its name, or "+minor", "+major" for one of the theme."""
    for place in ("hAnsi", "ascii"):
        theme = fonts.get(W + place + "Theme")
        name = fonts.get(W + place) if theme is None else "+" + theme[:5]
        if name is not None:
            return str(name)
    return None


def _points(half_points: str | None) -> float | None:
    try:
        size = float(half_points or "") / 2
    except ValueError:
        return None
    return size if 0 < size < 2000 else None


def alignment(properties: etree._Element | None) -> Align | None:
    """What a ``w:pPr`` says of alignment."""
    return ALIGNMENTS.get(value(properties, "jc") or "")


def numbering_properties(properties: etree._Element | None) -> tuple[str | None, int | None] | None:
    """(numId or None where only the level is given, level or None) of a ``w:pPr``."""
    item = child(properties, "numPr")
    if item is None:
        return None
    level = value(item, "ilvl")
    return value(item, "numId"), None if level is None else integer(level)
