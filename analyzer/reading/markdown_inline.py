"""Inline Markdown to text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK_TAG = re.compile(r"<br\s{0,4}/?>", re.I)
# CommonMark leaves "**Mục tiêu:**đạt" alone, because a closing mark after punctuation wants a space behind it.
_LEFT_OVER = re.compile(r"\*\*([^*\n]{1,400})\*\*")


class Rendered(NamedTuple):
    """Text with ``"\\n"`` at line breaks; ``bold``, ``italic`` where all of it is."""

    text: str
    bold: bool
    italic: bool


def render(tokens: list[Token]) -> list[Rendered]:
    """The text of the children of an inline token: one item per run of lines with the same emphasis of whole lines.

    ``**BÁO CÁO**`` on a line above ordinary text is a line of its own, so that the first is bold and the second is
    not. A hard break (``<br>``, two spaces, a backslash) always begins an item.
    """
    lines: list[list[tuple[str, bool, bool]]] = [[]]
    hard: set[int] = set()
    bold = italic = 0
    for token in tokens:
        kind = token.type
        if kind == "strong_open":
            bold += 1
        elif kind == "strong_close":
            bold -= 1
        elif kind == "em_open":
            italic += 1
        elif kind == "em_close":
            italic -= 1
        elif kind in ("softbreak", "hardbreak") or (kind == "html_inline" and _BREAK_TAG.fullmatch(token.content)):
            lines.append([])
            if kind != "softbreak":
                hard.add(len(lines) - 1)
        elif kind in ("text", "code_inline", "text_special"):
            lines[-1].append((token.content, bold > 0, italic > 0))
    found: list[Rendered] = []
    for index, line in enumerate(lines):
        raw = "".join(text for text, _, _ in line)
        if not raw.strip():
            continue
        seen = [(strong, slanted) for text, strong, slanted in line if text.strip()]
        text = _LEFT_OVER.sub(r"\1", raw)
        all_bold = all(strong for strong, _ in seen) or _LEFT_OVER.fullmatch(raw.strip()) is not None
        item = Rendered(text, all_bold, all(slanted for _, slanted in seen))
        if found and found[-1][1:] == item[1:] and index not in hard:
            found[-1] = item._replace(text=f"{found[-1].text}\n{text}")
        else:
            found.append(item)
    return found


def joined(lines: list[Rendered]) -> list[Rendered]:
    """The lines as one item, for a cell, a heading or a note."""
    if len(lines) < 2:
        return lines
    text = "\n".join(line.text for line in lines)
    return [Rendered(text, all(line.bold for line in lines), all(line.italic for line in lines))]
