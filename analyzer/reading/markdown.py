"""Markdown (CommonMark with pipe tables, strikethrough and footnotes).

The text of a block is the rendered text: emphasis, heading marks, comments and tags are gone; offsets are into it.
Lines of a paragraph that are paragraphs of their own (see ``softbreaks``) are blocks of their own, the others are
joined with ``"\\n"``. Two habits of Markdown do not fit official documents and are off: a line of dashes below a
line does not make it a heading, and indented lines are not code. Ids: ``p3``, ``t0r2c1p0``, ``n0``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from analyzer.reading import failures, labels
from analyzer.reading.encoding import decode
from analyzer.reading.html import blocks_of_html
from analyzer.reading.limits import Limits
from analyzer.reading.markdown_inline import joined, render
from analyzer.reading.markdown_notes import Footnotes, take_footnotes
from analyzer.reading.model import Block, Cell, SourceText, Style
from analyzer.reading.softbreaks import split_lines

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?:[A-Za-z_][\w-]{0,40}:[^\n]{0,2000}\n|[ \t#-][^\n]{0,2000}\n){1,60}---[ \t]*\n"
)
_UNDERLINE = re.compile(r"={3,}\s*")


def read_markdown(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a Markdown file. Raises ``ReadingError``: empty, binary, too_large."""
    text, _, warnings = decode(data, path)
    text = _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    body, notes = take_footnotes(text)
    sink = failures.BlockSink(path, limits)
    _Builder(sink, notes).build(_parser().parse(body))
    if not sink.blocks:
        raise failures.empty(path)
    if sink.incomplete:
        warnings.append(failures.incomplete())
    return SourceText(path, sha256, "md", sink.blocks, warnings=warnings)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["lheading", "code"])


@dataclass(slots=True)
class _List:
    ordered: bool
    number: int
    counted: bool = False
    """All items carry the same number, as lists that leave the counting to the renderer do."""
    own_bullet: str = ""


class _Builder:
    def __init__(self, sink: failures.BlockSink, notes: Footnotes) -> None:
        self._sink = sink
        self._notes = notes
        self._lists: list[_List] = []
        self._label = ""
        self._tables = 0
        self._cell: Cell | None = None
        self._cell_paragraphs = 0
        self._pending: list[str] = []
        self._paragraphs = 0
        self._notes_seen = 0

    def build(self, tokens: list[Token]) -> None:
        """Turn the tokens of a document into blocks."""
        row = column = 0
        heading: int | None = None
        in_head = False
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self._inline(token, heading)
            elif kind == "heading_open":
                heading = int(token.tag[1])
            elif kind == "heading_close":
                heading = None
            elif kind in ("bullet_list_open", "ordered_list_open"):
                self._lists.append(_open_list(tokens, index))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif kind == "list_item_open":
                self._label = self._item_label(token)
            elif kind == "list_item_close":
                self._label = ""
            elif kind == "table_open":
                row = 0
                self._tables += 1
            elif kind in ("thead_open", "thead_close"):
                in_head = kind == "thead_open"
            elif kind == "tr_open":
                column = 0
            elif kind in ("th_open", "td_open"):
                self._cell = Cell(self._tables - 1, row, column, header=in_head)
                self._cell_paragraphs = 0
                column += 1
            elif kind in ("th_close", "td_close"):
                self._cell = None
            elif kind == "tr_close":
                row += 1
                self._give_notes()
            elif kind in ("fence", "code_block"):
                for line in token.content.split("\n"):
                    self._emit(line, Style())
            elif kind == "html_block":
                self._html(token.content)

    def _inline(self, token: Token, heading: int | None) -> None:
        found = render(token.children or [])
        if self._cell is not None or heading is not None:
            found = joined(found)
        for rendered in found:
            text, marks = self._notes.strip_marks(rendered.text)
            self._pending.extend(marks)
            style = Style(bold=rendered.bold, italic=rendered.italic, heading_level=heading)
            lines = text.split("\n")
            if self._cell is not None or heading is not None:
                self._emit(text, style)
                continue
            if len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1]):
                lines, style = lines[:-1], Style(bold=rendered.bold, italic=rendered.italic, heading_level=1)
            for group in split_lines(lines):
                self._emit("\n".join(group), style)
        if self._cell is None:
            self._give_notes()

    def _emit(self, text: str, style: Style) -> None:
        if not text.strip():
            return
        cell = self._cell
        label, self._label = self._label, ""
        if cell is not None:
            identity = f"t{cell.table}r{cell.row}c{cell.column}p{self._cell_paragraphs}"
            self._cell_paragraphs += 1
        else:
            identity = f"p{self._paragraphs}"
            self._paragraphs += 1
        self._sink.add(
            Block(identity, "paragraph" if cell is None else "cell", text, label=label, style=style, cell=cell)
        )

    def _give_notes(self) -> None:
        """The notes that the last paragraph, or table row, refers to."""
        pending, self._pending = self._pending, []
        for name in pending:
            note = self._notes.take(name)
            if note is None:
                continue
            identity = f"n{self._notes_seen}"
            self._notes_seen += 1
            for number, text in enumerate(note.paragraphs):
                tokens = _parser().parseInline(text)[0].children or []
                for rendered in joined(render(tokens)):
                    style = Style(bold=rendered.bold, italic=rendered.italic)
                    own = identity if number == 0 else f"{identity}p{number}"
                    self._sink.add(Block(own, "footnote", rendered.text, style=style, note_ref=note.mark))

    def _html(self, content: str) -> None:
        inner = failures.BlockSink(self._sink.path, self._sink.limits)
        self._tables = blocks_of_html(content, inner, self._tables)
        self._sink.incomplete = self._sink.incomplete or inner.incomplete
        for block in inner.blocks:
            if block.kind == "footnote":
                self._sink.add(replace(block, id=f"n{self._notes_seen}"))
                self._notes_seen += 1
            elif block.cell is not None:
                self._sink.add(block)
            else:
                self._label = self._label or block.label
                self._emit(block.text, block.style)

    def _item_label(self, token: Token) -> str:
        current = self._lists[-1]
        if current.ordered:
            number = str(current.number) if current.counted else token.info
            current.number += 1
            return f"{number}{token.markup}"
        outer = [item.own_bullet for item in self._lists[:-1] if not item.ordered]
        bullet = "+" if token.markup == "+" else "-"
        if bullet in outer:
            bullet = labels.bullet(len(outer))
        current.own_bullet = bullet
        return bullet


def _open_list(tokens: list[Token], index: int) -> _List:
    opening = tokens[index]
    if opening.type == "bullet_list_open":
        return _List(False, 0)
    numbers: list[str] = []
    for token in tokens[index + 1 :]:
        if token.level == opening.level and token.type == "ordered_list_close":
            break
        if token.level == opening.level + 1 and token.type == "list_item_open":
            numbers.append(token.info)
            if len(numbers) == 2:
                break
    start = int(numbers[0]) if numbers else 1
    return _List(True, start, counted=len(numbers) > 1 and numbers[0] == numbers[1])
