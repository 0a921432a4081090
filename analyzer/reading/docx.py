"""Word documents (.docx, .docm; Transitional and Strict), read from the package itself.

Order of blocks: headers, body, footers. A footnote or endnote, and a text box, follow the paragraph that they hang
on; in a table, these and nested tables follow the row, so that the cells of a row stand together. Text in a font of
TCVN3, VNI and the like is converted: there, ``Block.text`` and its offsets are those of the converted text.

Ids: ``p12`` is the 12th paragraph of the body from 0, empty ones counted; ``t0r2c1p0`` a paragraph of a cell
(table in order of appearance, row, grid column, paragraph); ``n3`` the 3rd note referred to, from 0, its further
paragraphs ``n3p1``…; ``h0p1`` and ``f0p1`` those of headers and footers; ``p12b0p1`` those of a text box at ``p12``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from analyzer.reading import failures
from analyzer.reading.align import Align
from analyzer.reading.docx_inline import Content, NoteReference, State, alternative, read_inline
from analyzer.reading.docx_notes import Notes
from analyzer.reading.docx_numbering import Numbering
from analyzer.reading.docx_package import MC, VAL, Parts, W, integer, is_on
from analyzer.reading.docx_styles import StyleLook, Styles, alignment, numbering_properties
from analyzer.reading.docx_tables import rows_of
from analyzer.reading.docx_warnings import warnings_of
from analyzer.reading.legacy import Legacy, Piece, in_two_passes
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, BlockKind, Cell, SourceText, Style

_BREAK = W + "lastRenderedPageBreak"
_MAX_DEPTH = 20
_TRANSPARENT = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_Emit = Callable[[Block], None]


def read_docx(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a Word document. Pages are those that Word noted when it last laid the text out; without such notes, None.

    Raises ``ReadingError``: corrupt, encrypted, bomb, too_large, empty.
    """
    parts = Parts(data, path, limits)

    def walk(legacy: Legacy) -> tuple[_Walker, list[Block]]:
        walker = _Walker(parts, failures.BlockSink(path, limits), legacy)
        return walker, walker.read()

    (walker, blocks), legacy = in_two_passes(walk)
    if not blocks:
        raise failures.damaged(path, "docx") if parts.damaged else failures.empty(path, pictures=parts.pictures > 0)
    chars = sum(len(block.text) for block in blocks)
    return SourceText(
        path,
        sha256,
        "docx",
        blocks,
        pages=walker.state.page if walker.paged else None,
        warnings=legacy.warnings() + warnings_of(parts, walker.state, walker.foreign_parts, chars),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where paragraphs stand: ids are ``prefix`` and a number."""

    prefix: str
    kind: BlockKind
    cell: Cell | None = None
    note: NoteReference | None = None
    mark: str | None = None
    depth: int = 0

    def id(self, index: int) -> str:
        if self.note is not None:
            return self.prefix if index == 0 else f"{self.prefix}p{index}"
        return f"{self.prefix}{index}"


class _Walker:
    def __init__(self, parts: Parts, sink: failures.BlockSink, legacy: Legacy) -> None:
        self._parts = parts
        self._sink = sink
        self._legacy = legacy
        self._styles = Styles.parse(parts.of_type("styles"), parts.of_type("theme"))
        self._numbering = Numbering(parts.of_type("numbering"), self._styles)
        self._notes = Notes(parts)
        self._tables = 0
        self.state = State(self._styles)
        self.foreign_parts = 0
        self.paged = next(parts.document.iter(_BREAK), None) is not None

    def read(self) -> list[Block]:
        body = self._parts.document.find(W + "body")
        if body is None:
            return []
        emit = self._sink.add
        self._container(body, _Place("p", "paragraph"), emit, emit)
        end = len(self._sink.blocks)
        last_page = self.state.page
        self._running(body, "header")
        headers_end = len(self._sink.blocks)
        self._running(body, "footer")
        self.state.page = last_page
        blocks = self._sink.blocks
        return blocks[end:headers_end] + blocks[:end] + blocks[headers_end:]

    def _running(self, body: etree._Element, kind: BlockKind) -> None:
        """Headers or footers that some section shows, each text once."""
        seen: set[str] = set()
        texts: set[tuple[str, ...]] = set()
        even = is_on(self._notes.setting("evenAndOddHeaders"))
        for section in body.iter(W + "sectPr"):
            first = is_on(section.find(W + "titlePg"))
            for reference in section.iterchildren(W + f"{kind}Reference"):
                shown = {"first": first, "even": even}.get(reference.get(W + "type", "default"), True)
                identity = next((item for name, item in reference.attrib.items() if str(name).endswith("}id")), "")
                if not shown or identity in seen:
                    continue
                seen.add(str(identity))
                root = self._parts.of_relation(str(identity))
                if root is None:
                    continue
                own: list[Block] = []
                self._container(root, _Place(f"{kind[0]}{len(texts)}p", kind), own.append, own.append)
                text = tuple(block.text for block in own)
                if text not in texts:
                    texts.add(text)
                    for block in own:
                        self._sink.add(replace(block, page=None))

    def _container(self, element: etree._Element, place: _Place, emit: _Emit, attach: _Emit) -> None:
        """Read a body, cell, note or text box. ``emit`` takes its paragraphs, ``attach`` what hangs on them."""
        index = 0
        carried: Content | None = None
        for item in _blocks_of(element, self.state):
            if item.tag == W + "p":
                carried = self._paragraph(item, place, index, carried, emit, attach)
                index += 1
                continue
            if carried is not None:
                self._emit(carried, place, index - 1, self._styles.paragraph(None), emit, attach)
                carried = None
            if item.tag == W + "altChunk":
                self.foreign_parts += 1
            elif place.depth < _MAX_DEPTH:
                self._table(item, place, attach)
            else:
                for deep in item.iter(W + "p"):
                    self._paragraph(deep, place, index, None, emit, attach)
                    index += 1
        if carried is not None:
            self._emit(carried, place, index - 1, self._styles.paragraph(None), emit, attach)

    def _paragraph(
        self, element: etree._Element, place: _Place, index: int, carried: Content | None, emit: _Emit, attach: _Emit
    ) -> Content | None:
        """Emit one paragraph; returned is its content where its mark is deleted, so that it runs on into the next."""
        properties = element.find(W + "pPr")
        look, direct, align, outline, mark_deleted, mark_hidden = self._properties(properties)
        content = carried or Content()
        read_inline(element, look.run, self.state, content)
        if mark_deleted:
            return content
        if mark_hidden and not content.text.strip():
            return None
        if outline is not None or align is not None:
            look = replace(look, outline=look.outline if outline is None else outline, align=align or look.align)
        label = self._numbering.label(direct, look)
        self._emit(content, place, index, look, emit, attach, label)
        return None

    def _emit(
        self, content: Content, place: _Place, index: int, look: StyleLook, emit: _Emit, attach: _Emit, label: str = ""
    ) -> None:
        identity = place.id(index)
        text = self._legacy.convert(content.pieces)
        if place.note is not None and index == 0 and place.note.mark:
            text = text.lstrip().removeprefix(place.note.mark)
        if text.strip():
            if not label.isascii():
                label = self._legacy.convert([Piece(label, content.pieces[0].font)])
            emit(
                Block(
                    identity,
                    place.kind,
                    text,
                    page=(content.page or self.state.page) if self.paged else None,
                    label=label,
                    style=_style(content, look),
                    cell=place.cell,
                    note_ref=place.mark,
                )
            )
        self._attachments(content, identity, place, attach)

    def _properties(
        self, properties: etree._Element | None
    ) -> tuple[StyleLook, tuple[str | None, int | None] | None, Align | None, int | None, bool, bool]:
        """Style, own numbering, alignment and outline level; whether the paragraph mark is deleted, or hidden."""
        if properties is None:
            return self._styles.paragraph(None), None, None, None, False, False
        style = properties.find(W + "pStyle")
        look = self._styles.paragraph(None if style is None else style.get(VAL))
        outline = properties.find(W + "outlineLvl")
        mark = properties.find(W + "rPr")
        deleted = hidden = False
        if mark is not None:
            deleted = mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
            hidden = is_on(mark.find(W + "vanish"))
            self.state.deletions += deleted
            self.state.insertions += mark.find(W + "ins") is not None
        return (
            look,
            numbering_properties(properties),
            alignment(properties),
            None if outline is None else integer(outline.get(VAL), 9),
            deleted,
            hidden or bool(look.run.hidden),
        )

    def _attachments(self, content: Content, identity: str, place: _Place, attach: _Emit) -> None:
        if place.depth >= _MAX_DEPTH:
            return
        for number, box in enumerate(content.boxes):
            kind: BlockKind = place.kind if place.kind in ("header", "footer") else "textbox"
            self._container(box, _Place(f"{identity}b{number}p", kind, depth=place.depth + 1), attach, attach)
        for reference in content.notes:
            note = self._notes.resolve(reference)
            if note is not None and place.note is None:
                inner = _Place(f"n{note.index}", "footnote", note=reference, mark=note.mark, depth=place.depth + 1)
                self._container(note.element, inner, attach, attach)

    def _table(self, element: etree._Element, place: _Place, emit: _Emit) -> None:
        table = self._tables
        self._tables += 1
        prefix = place.prefix.rstrip("p") if place.kind in ("header", "footer") and place.cell is None else ""
        kind: BlockKind = place.kind if place.kind in ("header", "footer") else "cell"
        for row, cells in enumerate(rows_of(element, self.state)):
            first_page = last_page = self.state.page
            own: list[Block] = []
            after: list[Block] = []
            for item in cells:
                self.state.page = first_page
                cell = Cell(table, row, item.column, item.row_span, item.column_span, item.header)
                inner = _Place(f"{prefix}t{table}r{row}c{item.column}p", kind, cell, depth=place.depth + 1)
                self._container(item.element, inner, own.append, after.append)
                last_page = max(last_page, self.state.page)
            self.state.page = last_page
            for block in own + after:
                emit(block)


def _blocks_of(container: etree._Element, state: State) -> Iterator[etree._Element]:
    """Paragraphs, tables and foreign parts of a container, through content controls and accepted insertions."""
    todo = list(container)[::-1]
    while todo:
        element = todo.pop()
        tag = element.tag
        if tag in (W + "p", W + "tbl", W + "altChunk"):
            yield element
        elif tag == W + "sdt":
            todo.extend(element.iterchildren(W + "sdtContent"))
        elif tag in _TRANSPARENT:
            todo.extend(list(element)[::-1])
        elif tag == MC + "AlternateContent":
            todo.extend(alternative(element)[::-1])
        elif tag in (W + "del", W + "moveFrom"):
            state.deletions += 1


def _style(content: Content, look: StyleLook) -> Style:
    outline = look.outline
    return Style(
        bold=content.bold_chars == content.chars,
        italic=content.italic_chars == content.chars,
        size=max(content.sizes, key=lambda size: content.sizes[size]) if content.sizes else None,
        align=look.align,
        heading_level=outline + 1 if outline is not None and 0 <= outline < 9 else None,
    )
