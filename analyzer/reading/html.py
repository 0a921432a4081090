"""HTML pages, as a browser would show them.

The text of a block is the rendered text: white space collapsed, ``<br>`` as a line break, text in fonts of TCVN3, VNI
and the like converted; offsets are into it.
Footnotes follow the paragraph that refers to them; in a table, these and nested tables follow the row. Ids:
``p3`` (3rd block from 0), ``t0r2c1p0``, ``n0`` as in ``docx``.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from analyzer.reading import failures
from analyzer.reading.encoding import decode
from analyzer.reading.html_lists import OpenList, item_label, open_list
from analyzer.reading.html_look import BLOCKS, Look, class_fonts, is_dropped, look_of, text_of
from analyzer.reading.html_notes import NoteLinks, bare_mark, find_notes
from analyzer.reading.html_tables import Grid, is_layout
from analyzer.reading.legacy import Legacy, Piece, in_two_passes
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, BlockKind, SourceText, Style

_BREAK = "\x00"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(rf" ?{_BREAK} ?")
_OWN_MARKER = re.compile(r"[-–+•*]\s|\d{1,3}[.)]\s|[a-zđ]\)\s|[IVXivx]{1,5}[.)]\s")
_DOCTYPE_ENTITY = re.compile(rb"<!ENTITY\s", re.I)
_MANY_BREAKS = 3


def read_html(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a page. Raises ``ReadingError``: empty, binary, bomb (it declares entities), corrupt, too_large."""
    if _DOCTYPE_ENTITY.search(data.replace(b"\x00", b"")):
        raise failures.bomb(path, "HTML khai báo thực thể", "its HTML declares entities")
    text, _, warnings = decode(data, path, markup=True)

    def walk(legacy: Legacy) -> failures.BlockSink:
        sink = failures.BlockSink(path, limits)
        blocks_of_html(text, sink, legacy=legacy)
        return sink

    sink, legacy = in_two_passes(walk)
    if not sink.blocks:
        raise failures.empty(path, pictures=re.search(r"<img\b", text, re.I) is not None)
    if sink.incomplete:
        warnings.append(failures.incomplete())
    return SourceText(path, sha256, "html", sink.blocks, warnings=legacy.warnings() + warnings)


def blocks_of_html(text: str, sink: failures.BlockSink, first_table: int = 0, *, legacy: Legacy | None = None) -> int:
    """Put the blocks of a page or a fragment into ``sink``; returned is the index for the next table."""
    # Old pages leave hundreds of <font> and <b> open, which nest: the stock depth of 256 would drop the rest of the
    # page. HTML has no entities to expand, and the size was checked before, so the larger bounds are safe here.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return first_table
    if any("depth" in entry.message for entry in parser.error_log):
        sink.incomplete = True  # the parser stops at some thousand levels
    walker = _Walker(sink, find_notes(root), legacy or Legacy(), class_fonts(root))
    walker.tables_seen = first_table
    walker.walk(root)
    return walker.tables_seen


class _Walker:
    def __init__(
        self,
        sink: failures.BlockSink,
        notes: NoteLinks,
        legacy: Legacy,
        fonts: dict[str, str],
        mark: str | None = None,
        identity: str = "",
    ) -> None:
        self._sink = sink
        self._notes = notes
        self._legacy = legacy
        self._fonts = fonts
        self._mark = mark
        """Set while a note is read: its mark."""
        self._identity = identity
        self._pieces: list[tuple[str, Look]] = []
        self._lists: list[OpenList] = []
        self._grids: list[Grid] = []
        self._label = ""
        self._heading: int | None = None
        self._pending: list[tuple[str, etree._Element]] = []
        self._emitted = 0
        self._own_note: str | None = None
        self._notes_seen = 0
        self.tables_seen = 0

    def walk(self, root: etree._Element) -> None:
        """Read everything inside ``root``."""
        looks = [Look()]
        skipped: etree._Element | None = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if self._is_skipped(element, tag, element is root):
                    skipped = element
                    walker.skip_subtree()
                    continue
                looks.append(look_of(element, tag, looks[-1], self._fonts))
                self._start(element, tag)
                self._add(element.text, looks[-1])
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._end(element, tag)
                    looks.pop()
                if element is not root:
                    self._add(element.tail, looks[-1])
        self._flush()

    def _is_skipped(self, element: etree._Element, tag: str, is_root: bool) -> bool:
        if not tag or is_dropped(element, tag) or element in self._notes.back:
            return True
        if element in self._notes.references:
            self._pending.append(self._notes.references[element])
            return True
        if tag == "sup":
            text = text_of(element)
            before = "".join(piece for piece, _ in self._pieces[-4:])
            mark = None if next(element.iter("a"), None) is not None else bare_mark(text, before)
            if mark is not None:
                if not before.strip():
                    self._own_note = mark
                return True
        return element in self._notes.holders and not is_root

    def _start(self, element: etree._Element, tag: str) -> None:
        if tag == "br":
            self._pieces.append((_BREAK, self._pieces[-1][1] if self._pieces else Look()))
            return
        if tag not in BLOCKS:
            return
        self._flush()
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(open_list(element, tag, self._lists))
        elif tag == "li":
            self._label = item_label(element, self._lists)
        elif tag == "table" and not is_layout(element, len(self._grids)):
            self._grids.append(Grid(element, self.tables_seen))
            self.tables_seen += 1
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._heading = int(tag[1])
        elif self._grids and self._belongs(element):
            grid = self._grids[-1]
            if tag == "thead":
                grid.header = True
            elif tag == "tr":
                grid.next_row()
            elif tag in ("td", "th"):
                grid.next_cell(element)

    def _end(self, element: etree._Element, tag: str) -> None:
        if tag not in BLOCKS:
            return
        self._flush()
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = ""
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._heading = None
        elif self._grids:
            grid = self._grids[-1]
            if tag == "table" and element is grid.element:
                self._release(grid)
                self._grids.pop()
            elif self._belongs(element):
                if tag == "thead":
                    grid.header = False
                elif tag == "tr":
                    grid.end_row()
                    self._release(grid)
                elif tag in ("td", "th"):
                    grid.cell = None

    def _belongs(self, element: etree._Element) -> bool:
        """Whether a row or cell is one of the innermost grid, not of a layout table inside one of its cells."""
        parent = element.getparent()
        for _ in range(4):
            if parent is None or parent.tag == "table":
                break
            parent = parent.getparent()
        return parent is self._grids[-1].element

    def _release(self, grid: Grid) -> None:
        if len(self._grids) > 1:
            self._grids[0].after.extend(grid.after)
        else:
            for block in grid.after:
                self._sink.add(block)
        grid.after = []

    def _add(self, text: str | None, look: Look) -> None:
        if not text:
            return
        text = text.replace(_BREAK, "")
        self._pieces.append((text.replace("\r\n", "\n").replace("\n", _BREAK) if look.pre else text, look))

    def _flush(self) -> None:
        """End the current paragraph."""
        pieces, self._pieces = self._pieces, []
        pending, self._pending = self._pending, []
        raw = _SPACE.sub(" ", self._legacy.convert(Piece(text, look.font) for text, look in pieces))
        text = _AROUND_BREAK.sub("\n", raw).strip(" \n")
        mark, self._own_note = self._own_note, None
        if text.strip():
            style = self._style(pieces)
            for part in self._parts(text):
                self._emit(part, style, mark)
        for reference, holder in pending:
            identity = f"n{self._notes_seen}"
            inner = _Walker(self._sink, self._notes, self._legacy, self._fonts, mark=reference, identity=identity)
            self._notes_seen += 1
            if self._grids:
                inner._sink = _Redirect(self._grids[0].after)
            inner.walk(holder)

    def _parts(self, text: str) -> list[str]:
        """Paragraphs set apart by empty lines, or by many breaks; a cell or heading stays one between empty lines."""
        parts = [part.strip(" \n") for part in re.split(r"\n{2,}", text)]
        if not self._grids and self._heading is None:
            parts = [
                line for part in parts for line in (part.split("\n") if part.count("\n") >= _MANY_BREAKS else [part])
            ]
        return [part for part in parts if part.strip()]

    def _emit(self, text: str, style: Style, mark: str | None) -> None:
        label = "" if _OWN_MARKER.match(text) else self._label
        self._label = ""
        grid = self._grids[-1] if self._grids else None
        cell = grid.cell if grid else None
        kind: BlockKind = "footnote" if self._mark or mark else "paragraph" if cell is None else "cell"
        if self._mark is not None:
            if self._emitted == 0:
                text = re.sub(rf"^[\[(]?{re.escape(self._mark)}[\])]?[.:]?\s{{0,8}}", "", text) or text
            identity, label = (self._identity if self._emitted == 0 else f"{self._identity}p{self._emitted}"), ""
        elif grid is not None and cell is not None:
            identity = f"t{cell.table}r{cell.row}c{cell.column}p{grid.paragraphs}"
            grid.paragraphs += 1
        else:
            identity = f"p{self._emitted}"
        self._emitted += cell is None
        block = Block(identity, kind, text, label=label, style=style, cell=cell, note_ref=self._mark or mark)
        if len(self._grids) > 1:
            self._grids[0].after.append(block)
        else:
            self._sink.add(block)

    def _style(self, pieces: list[tuple[str, Look]]) -> Style:
        looks = [look for text, look in pieces if text.strip(" \t\r\n\f\xa0" + _BREAK)]
        sizes = {look.size for look in looks}
        return Style(
            bold=all(look.bold for look in looks),
            italic=all(look.italic for look in looks),
            size=sizes.pop() if len(sizes) == 1 else None,
            align=looks[0].align,
            heading_level=self._heading,
        )


class _Redirect(failures.BlockSink):
    """Takes blocks into a list that is released later."""

    def __init__(self, target: list[Block]) -> None:
        self.blocks = target

    def add(self, block: Block) -> None:
        self.blocks.append(block)
