"""Text of documents made safe to show: no control characters, no reordering, no endless quotes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from analyzer.text.model import CELL_BREAK, INNER_BREAK

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSHOWN = "\ufffd"


class _Harmless(dict[int, str]):
    """A ``str.translate`` table that fills itself; every character stays one character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "\n\t" or char == INNER_BREAK:
            shown = char
        elif code < 0x20:
            shown = chr(0x2400 + code)
        elif code == 0x7F:
            shown = "\u2421"
        elif char in _BIDI or unicodedata.category(char) in ("Cc", "Cs", "Cn", "Zp"):
            shown = _UNSHOWN
        else:
            shown = char
        self[code] = shown
        return shown


_TABLE = _Harmless()
_SPACES = re.compile(r"[ \u00a0\n]{1,1000}")


def harmless(text: str) -> str:
    """The text with every control character shown as a sign (ESC → ␛) and every mark that turns the direction of
    writing as U+FFFD; as long as the text, offset by offset. Line feeds, tabs and inner breaks stay."""
    return text.translate(_TABLE)


def one_line(text: str) -> str:
    """Harmless, on one line: cells parted by " | ", paragraphs of a cell by " / "."""
    parted = harmless(text).replace(CELL_BREAK, " | ").replace(INNER_BREAK, " / ")
    return _SPACES.sub(" ", parted).strip()


@lru_cache(maxsize=8192)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: 0 for combining marks, 2 for wide characters."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def clip(text: str, width: int) -> str:
    """The text cut to ``width`` columns, with "…" where something was cut."""
    if columns(text) <= width:
        return text
    taken = 0
    for index, char in enumerate(text):
        taken += _columns(char)
        if taken > width - 1:
            return text[:index].rstrip() + "…"
    return text


def shorten(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters: a longer quote keeps its beginning and its end, cut between words."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    head, tail = limit * 2 // 3, limit - limit * 2 // 3 - 3
    front, back = line[:head], line[-tail:]
    if " " in front[head // 2 :]:
        front = front[: front.rindex(" ")]
    if " " in back[: tail // 2]:
        back = back[back.index(" ") + 1 :]
    return f"{front.rstrip()} … {back.lstrip()}"


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most ``width`` columns, the first led by ``first``, the others by ``rest`` (spaces if not given).
    A word longer than a line is broken."""
    rest = " " * columns(first) if rest is None else rest
    room = max(8, width - max(columns(first), columns(rest)))
    lines: list[str] = []
    current, taken = "", 0
    for word in text.split():
        for piece in _pieces(word, room):
            size = columns(piece)
            if current and taken + 1 + size > room:
                lines.append(current)
                current, taken = piece, size
            else:
                current, taken = (f"{current} {piece}", taken + 1 + size) if current else (piece, size)
    lines.append(current)
    return [(first if index == 0 else rest) + line for index, line in enumerate(lines)]


def _pieces(word: str, room: int) -> list[str]:
    if columns(word) <= room:
        return [word]
    pieces, current, taken = [], "", 0
    for char in word:
        size = _columns(char)
        if current and taken + size > room:
            pieces.append(current)
            current, taken = "", 0
        current += char
        taken += size
    return [*pieces, current]
