"""Fonts and styles of a Word 97–2003 file: what stretches of its text look like.

Source: [MS-DOC] 2.6.1 (character properties), 2.6.2 (paragraph properties), 2.9.271 (style sheet), 2.9.280 (fonts).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace

from analyzer.reading.align import Align
from analyzer.reading.doc_file import CHARACTERS, FONTS, PARAGRAPHS, STYLES, Stretch, WordFile, parse

_DELETED, _BOLD, _ITALIC, _CAPS, _HIDDEN = 0x0800, 0x0835, 0x0836, 0x083B, 0x083C
_FONT, _FONT_OTHER, _SIZE, _SYMBOL, _CHARACTER_STYLE = 0x4A4F, 0x4A51, 0x4A43, 0x6A09, 0x4A30
IN_TABLE, ROW_END, DEPTH, INNER_CELL, INNER_ROW_END = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
NUMBERED, OUTLINE = 0x460B, 0x2640
_ALIGN = (0x2461, 0x2403)
_ALIGNMENTS: tuple[Align, ...] = ("left", "center", "right", "justify")
_MAX_CHAIN = 12
_PARAGRAPH_STYLE, _NO_STYLE = 1, 0xFFF


@dataclass(frozen=True, slots=True)
class Look:
    """Typography of a character. ``symbol``: its place (hexadecimal) in the symbol font ``font``."""

    font: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    hidden: bool = False
    deleted: bool = False
    size: float | None = None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of paragraph properties: direct ones over those of its style. ``look``: of its text, by the style."""

    start: int
    end: int
    look: Look
    properties: dict[int, bytes]

    def flag(self, code: int) -> bool:
        """Whether a switch is on."""
        return self.properties.get(code, b"\0")[:1] not in (b"", b"\0")

    @property
    def align(self) -> Align | None:
        """Alignment, where it is said."""
        value = next((self.properties[code][:1] for code in _ALIGN if code in self.properties), b"")
        return _ALIGNMENTS[value[0]] if value and value[0] < len(_ALIGNMENTS) else None

    @property
    def outline(self) -> int | None:
        """Level of a heading, 1 for the topmost."""
        value = self.properties.get(OUTLINE, b"")
        return value[0] + 1 if value and value[0] < 9 else None

    @property
    def numbered(self) -> bool:
        """Whether Word puts a number or a bullet in front."""
        return self.properties.get(NUMBERED, b"\0\0") != b"\0\0"


class Looks:
    """The looks of a file."""

    def __init__(self, file: WordFile) -> None:
        self._fonts = _fonts(file.part(FONTS))
        self._styles = _Styles(file.part(STYLES))
        self.characters: list[Stretch] = file.stretches(CHARACTERS)
        self.paragraphs = [self._paragraph(stretch) for stretch in file.stretches(PARAGRAPHS)]

    def over(self, base: Look, properties: dict[int, bytes]) -> Look:
        """``base`` with character properties put over it."""
        style = properties.get(_CHARACTER_STYLE)
        if style is not None and len(style) == 2:
            base = self.over(base, self._styles.of(struct.unpack("<H", style)[0])[1])
        for code, value in properties.items():
            if code in (_FONT, _FONT_OTHER) and len(value) == 2:
                # The letters beyond ASCII follow the second; programs that know one font write both.
                if code == _FONT_OTHER or _FONT_OTHER not in properties:
                    base = replace(base, font=self._font(struct.unpack("<H", value)[0]))
            elif code == _SIZE and len(value) == 2:
                base = replace(base, size=struct.unpack("<H", value)[0] / 2)
            elif code == _SYMBOL and len(value) == 4:
                font, place = struct.unpack("<HH", value)
                base = replace(base, font=self._font(font), symbol=f"{place:04X}")
            elif code in _SWITCHES:
                name = _SWITCHES[code]
                # 0x80: as the style has it, 0x81: the opposite.
                old = bool(getattr(base, name))
                on = old if value == b"\x80" else not old if value == b"\x81" else value != b"\0"
                base = replace(base, **{name: on})  # type: ignore[arg-type]
        return base

    def _paragraph(self, stretch: Stretch) -> Paragraph:
        paragraph, characters = self._styles.of(stretch.style)
        look = self.over(Look(), characters)
        return Paragraph(stretch.start, stretch.end, look, paragraph | stretch.properties)

    def _font(self, number: int) -> str:
        return self._fonts[number] if number < len(self._fonts) else ""


_SWITCHES = {_BOLD: "bold", _ITALIC: "italic", _CAPS: "caps", _HIDDEN: "hidden", _DELETED: "deleted"}


def _fonts(part: bytes) -> list[str]:
    found: list[str] = []
    if len(part) < 4:
        return found
    place = 4
    while place < len(part):
        size = part[place]
        entry = part[place + 1 : place + 1 + size]
        found.append(entry[39:].decode("utf-16-le", "ignore").split("\0")[0])
        place += 1 + size
    return found


class _Styles:
    """Paragraph and character properties of styles, with what they inherit."""

    def __init__(self, part: bytes) -> None:
        self._entries: list[tuple[int, list[bytes]]] = []
        """Base style and the groups of properties, each."""
        self._paragraph_styles: set[int] = set()
        self._known: dict[int, tuple[dict[int, bytes], dict[int, bytes]]] = {}
        self._default: dict[int, bytes] = {}
        try:
            self._read(part)
        except (struct.error, IndexError):
            pass  # what was read so far counts

    def of(self, style: int) -> tuple[dict[int, bytes], dict[int, bytes]]:
        """Paragraph properties and character properties of a style."""
        if style in self._known:
            return self._known[style]
        chain: list[int] = []
        at = style
        while at < len(self._entries) and at not in chain and len(chain) < _MAX_CHAIN:
            chain.append(at)
            at = self._entries[at][0]
        paragraph: dict[int, bytes] = {}
        characters: dict[int, bytes] = {}
        if not chain or chain[0] in self._paragraph_styles:
            characters |= self._default
        for at in reversed(chain):
            groups = self._entries[at][1]
            if at in self._paragraph_styles and groups:
                paragraph |= parse(groups[0][2:])  # the style's own number stands first
                groups = groups[1:]
            if groups:
                characters |= parse(groups[0])
        self._known[style] = (paragraph, characters)
        return self._known[style]

    def _read(self, part: bytes) -> None:
        (header,) = struct.unpack_from("<H", part, 0)
        count, base_size = struct.unpack_from("<HH", part, 2)
        if header >= 18:
            ascii_font, _, other_font = struct.unpack_from("<HHH", part, 14)
            self._default = {_FONT: struct.pack("<H", ascii_font), _FONT_OTHER: struct.pack("<H", other_font)}
        place = 2 + header
        for number in range(count):
            (size,) = struct.unpack_from("<H", part, place)
            entry = part[place + 2 : place + 2 + size]
            place += 2 + size + size % 2
            if len(entry) < base_size:
                self._entries.append((_NO_STYLE, []))
                continue
            kind, groups = struct.unpack_from("<HH", entry, 2)
            if kind & 0xF == _PARAGRAPH_STYLE:
                self._paragraph_styles.add(number)
            self._entries.append((kind >> 4, _groups(entry, base_size, groups & 0xF)))


def _groups(entry: bytes, base_size: int, count: int) -> list[bytes]:
    (letters,) = struct.unpack_from("<H", entry, base_size)
    place = base_size + 2 + 2 * (letters + 1)
    found = []
    for _ in range(min(count, 3)):
        (size,) = struct.unpack_from("<H", entry, place)
        found.append(entry[place + 2 : place + 2 + size])
        place += 2 + size + size % 2
    return found
