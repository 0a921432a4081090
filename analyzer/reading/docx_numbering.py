"""Automatic numbering of Word (ISO/IEC 29500-1, 17.9): the label that a reader sees before a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from analyzer.reading import labels
from analyzer.reading.docx_package import VAL, W, child, integer, is_on, value
from analyzer.reading.docx_styles import StyleLook, Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "marlett", "zapf")
_ROUND = frozenset("•●○◦▪■□♦◆➢➤►▶✓✔❖·∙⁃‣o§")
"""Bullets of ordinary fonts that mean no more than a dash; "o" is Word's own hollow bullet."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    symbol_font: bool = False
    legal: bool = False
    """All numbers of the label in Arabic figures."""
    restart: int | None = None
    """Counts from 1: the level whose number restarts this one; 0: nothing does; None: any level above."""
    style: str = ""


@dataclass(slots=True)
class _List:
    """An abstract numbering with its running numbers, which all its instances share."""

    levels: dict[int, _Level]
    style_link: str | None = None
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Instance:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Gives each numbered paragraph its label; to be asked once per paragraph, in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        if root is None:
            return
        for element in root.iterchildren(W + "abstractNum"):
            levels = {integer(item.get(W + "ilvl")): _level(item) for item in element.iterchildren(W + "lvl")}
            self._lists[element.get(W + "abstractNumId", "")] = _List(levels, value(element, "numStyleLink"))
        for element in root.iterchildren(W + "num"):
            self._add_instance(element)
        self._follow_style_links(styles)

    def label(self, direct: tuple[str | None, int | None] | None, style: StyleLook) -> str:
        """The label of a paragraph with ``direct`` numbering properties in ``style``; "" for none. Counts it."""
        number, level = self._place(direct, style)
        instance = self._instances.get(number or "")
        numbering = self._lists.get(instance.abstract) if instance else None
        if instance is None or numbering is None or not 0 <= level < _LEVELS:
            return ""
        self._count(instance, numbering, level)
        return self._write(instance, numbering, level)

    def _place(self, direct: tuple[str | None, int | None] | None, style: StyleLook) -> tuple[str | None, int]:
        number, level = direct or (None, None)
        inherited = style.numbering or (None, None)
        if number is None:
            number = inherited[0]
        if level is None:
            level = inherited[1]
        if level is None and style.numbered_by and number is not None and number in self._instances:
            # Where a style names no level, the level that names the style holds.
            instance = self._instances[number]
            numbering = self._lists.get(instance.abstract)
            for index in range(_LEVELS) if numbering else ():
                if self._level(instance, numbering, index).style == style.numbered_by:
                    level = index
        return number, level or 0

    @staticmethod
    def _level(instance: _Instance, numbering: _List | None, index: int) -> _Level:
        own = instance.levels.get(index)
        return own or (numbering.levels.get(index) if numbering else None) or _Level()

    def _start(self, instance: _Instance, numbering: _List, index: int) -> int:
        return instance.starts.get(index, self._level(instance, numbering, index).start)

    def _count(self, instance: _Instance, numbering: _List, level: int) -> None:
        counts = numbering.counts
        if level not in instance.begun and level in instance.starts:
            counts[level] = instance.starts[level]
        else:
            before = counts[level]
            counts[level] = self._start(instance, numbering, level) if before is None else before + 1
        instance.begun.add(level)
        for deeper in range(level + 1, _LEVELS):
            restart = self._level(instance, numbering, deeper).restart
            if restart is None or level < restart:
                counts[deeper] = None

    def _write(self, instance: _Instance, numbering: _List, level: int) -> str:
        own = self._level(instance, numbering, level)
        if own.kind == "bullet":
            depth = sum(1 for index in range(level) if self._level(instance, numbering, index).kind == "bullet")
            return _bullet(own, depth)

        def figure(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            count = numbering.counts[index]
            if index > level:
                return ""
            number = self._start(instance, numbering, index) if count is None else count
            kind = self._level(instance, numbering, index).kind
            return write_number(number, "decimal" if own.legal and kind != "none" else kind)

        return _PLACEHOLDER.sub(figure, own.text).strip()

    def _add_instance(self, element: etree._Element) -> None:
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            index = integer(override.get(W + "ilvl"))
            level = child(override, "lvl")
            if level is not None:
                levels[index] = _level(level)
            start = value(override, "startOverride")
            if start is not None:
                starts[index] = integer(start, 1)
        abstract = value(element, "abstractNumId") or ""
        self._instances.setdefault(element.get(W + "numId", ""), _Instance(abstract, levels, starts))

    def _follow_style_links(self, styles: Styles) -> None:
        """An abstract numbering may say no more than the numbering style that holds its levels."""
        for numbering in self._lists.values():
            if numbering.style_link is None or numbering.levels:
                continue
            target = self._instances.get(styles.numbering_of(numbering.style_link) or "")
            source = self._lists.get(target.abstract) if target else None
            if source is not None:
                numbering.levels = source.levels


def _level(element: etree._Element) -> _Level:
    restart = value(element, "lvlRestart")
    # A format of its own stands in an alternative, with a plain one for readers that do not know it.
    kinds = [item.get(VAL, "decimal") for item in element.iter(W + "numFmt")]
    kind = next((name for name in kinds if name != "custom"), "decimalZero" if kinds else "decimal")
    fonts = child(child(element, "rPr"), "rFonts")
    font = "" if fonts is None else (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "").lower()
    picture = child(element, "lvlPicBulletId") is not None
    return _Level(
        start=integer(value(element, "start")),  # the standard has 0 where none is given
        kind="bullet" if picture else kind,
        text="•" if picture else value(element, "lvlText") or "",
        symbol_font=font.startswith(_SYMBOL_FONTS),
        legal=is_on(child(element, "isLgl")),
        restart=None if restart is None else integer(restart),
        style=value(element, "pStyle") or "",
    )


def _bullet(level: _Level, depth: int) -> str:
    text = level.text.strip()
    private = any("\ue000" <= char <= "\uf8ff" for char in text)
    if private or text in _ROUND or (level.symbol_font and text not in ("", "-", "+", "*")):
        return labels.bullet(depth)
    return text


def write_number(number: int, kind: str) -> str:
    """``number`` in a number format of Open XML ("lowerRoman"); unknown ones as Arabic figures."""
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind == "upperRoman":
        return labels.roman(number)
    if kind == "lowerRoman":
        return labels.roman(number).lower()
    if kind == "upperLetter":
        return labels.letters(number).upper()
    if kind == "lowerLetter":
        return labels.letters(number)
    if kind == "vietnameseCounting":
        return labels.vietnamese(number)
    return str(number)
