"""OpenDocument texts (.odt, .ott), read from the package itself: for machines without LibreOffice.

Source: OASIS, Open Document Format for Office Applications 1.3, part 3. Order and ids of blocks are those of ``docx``;
offsets are into the text as read: white space as the format collapses it, text in fonts of TCVN3, VNI and the like
converted. Deletions of tracked changes, comments and hidden sections are left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from analyzer.reading import failures
from analyzer.reading.legacy import Legacy, in_two_passes
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, BlockKind, Cell, SourceText
from analyzer.reading.odt_lists import OdtLists
from analyzer.reading.odt_styles import DRAW, OFFICE, TABLE, TEXT, Look, OdtStyles
from analyzer.reading.runs import Runs
from analyzer.reading.xml import parse_part
from analyzer.reading.zipguard import Package

_SPACE = re.compile(r"[ \t\r\n]+")
_SPAN = frozenset(TEXT + name for name in ("span", "a", "meta", "meta-field", "ruby", "ruby-base"))
_SKIPPED = frozenset(
    (
        OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "tracked-changes", TEXT + "ruby-text",
        TEXT + "bookmark", TEXT + "bookmark-start", TEXT + "bookmark-end", TEXT + "soft-page-break",
        TEXT + "sequence-decls", TEXT + "table-of-content-source", OFFICE + "forms",
    )
)  # fmt: skip
_GROUPS = frozenset(
    TEXT + name
    for name in (
        "section", "table-of-content", "index-body", "index-title", "illustration-index", "table-index",
        "alphabetical-index", "user-index", "object-index", "bibliography",
    )
)  # fmt: skip
_MAX_DEPTH = 20
_MAX_REPEATED = 200


class OdtParts:
    """The parts of a package that bear text. Raises ``ReadingError``: bomb, encrypted, corrupt, too_large."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        package = Package(data, path, limits)
        manifest = package.get("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise failures.encrypted(path)
        content, self.damaged = self._part(package, "content.xml", path)
        self.styles, damaged = self._part(package, "styles.xml", path)
        body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
        if content is None or body is None:
            raise failures.damaged(path, "odt")
        self.content: etree._Element = content
        self.body: etree._Element = body
        self.damaged = self.damaged or damaged or package.damaged
        self.pictures = any(name.startswith("Pictures/") for name in package.names())

    @staticmethod
    def _part(package: Package, name: str, path: str) -> tuple[etree._Element | None, bool]:
        content = package.get(name)
        return (None, False) if content is None else parse_part(content, path)


def read_odt(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a text document. Raises ``ReadingError``: as ``OdtParts``, and empty."""
    parts = OdtParts(data, path, limits)

    def walk(legacy: Legacy) -> failures.BlockSink:
        sink = failures.BlockSink(path, limits)
        _Walker(parts, sink, legacy).walk()
        return sink

    sink, legacy = in_two_passes(walk)
    if not sink.blocks:
        raise failures.damaged(path, "odt") if parts.damaged else failures.empty(path, pictures=parts.pictures)
    warnings = legacy.warnings()
    if parts.damaged:
        warnings.append(failures.incomplete())
    return SourceText(path, sha256, "odt", sink.blocks, warnings=warnings)


class _Walker:
    def __init__(self, parts: OdtParts, sink: failures.BlockSink, legacy: Legacy) -> None:
        self._parts = parts
        self._sink = sink
        self._legacy = legacy
        self._styles = OdtStyles(parts.content, parts.styles)
        self._lists = OdtLists(self._styles)
        self._counts: dict[str, int] = {}
        self._tables = 0
        self._notes = 0
        self._hanging: list[tuple[str, etree._Element]] = []
        """Notes ("note") and text boxes ("textbox") of the paragraph that is being read."""

    def walk(self) -> None:
        """Read everything: headers, body, footers."""
        masters = [] if self._parts.styles is None else list(self._styles.masters(self._parts.styles))
        self._running(masters, "header")
        self._container(self._parts.body, "p", "paragraph", None, 0)
        self._running(masters, "footer")

    def _running(self, masters: list[etree._Element], kind: BlockKind) -> None:
        seen: set[str] = set()
        for number, part in enumerate(one for one in masters if etree.QName(one).localname.startswith(kind)):
            own = failures.BlockSink(self._sink.path, self._sink.limits)
            sink, self._sink = self._sink, own
            self._container(part, f"{kind[0]}{number}p", kind, None, 0)
            self._sink = sink
            for block in own.blocks:
                if block.text not in seen:
                    seen.add(block.text)
                    sink.add(replace(block, kind=kind, cell=None))

    def _container(
        self, element: etree._Element, prefix: str, kind: BlockKind, cell: Cell | None, depth: int,
        note: str | None = None,
    ) -> None:  # fmt: skip
        if depth > _MAX_DEPTH:
            return
        for item in element:
            tag = item.tag
            if tag in (TEXT + "p", TEXT + "h"):
                self._paragraph(item, prefix, kind, cell, depth, note)
            elif tag == TEXT + "list":
                self._lists.enter(item)
                for entry in item:
                    self._lists.begin_item(entry)
                    self._container(entry, prefix, kind, cell, depth + 1, note)
                self._lists.leave()
            elif tag in _GROUPS:
                if item.get(TEXT + "display") != "none":
                    self._container(item, prefix, kind, cell, depth + 1, note)
            elif tag == TABLE + "table":
                self._table(item, depth)
            elif tag in (DRAW + "frame", DRAW + "g", DRAW + "custom-shape"):
                self._boxes(item, prefix, depth)

    def _paragraph(
        self, element: etree._Element, prefix: str, kind: BlockKind, cell: Cell | None, depth: int, note: str | None
    ) -> None:
        look = self._styles.paragraph(element.get(TEXT + "style-name", ""))
        runs = Runs()
        outer, self._hanging = self._hanging, []
        self._inline(element, look, runs, 0)
        hanging, self._hanging = self._hanging, outer
        index = self._counts.get(prefix, 0)
        self._counts[prefix] = index + 1
        identity = prefix if note is not None and index == 0 else f"{prefix}{'p' if note is not None else ''}{index}"
        text = self._legacy.convert(runs.pieces).strip(" ")
        level = int(element.get(TEXT + "outline-level", "0") or 0) if element.tag == TEXT + "h" else 0
        if text.strip():
            label = self._lists.label(element, level)
            runs.align = look.align
            style = runs.style(level or None)
            self._sink.add(Block(identity, kind, text, label=label, style=style, cell=cell, note_ref=note))
        for hung, part in hanging:
            if hung == "textbox":
                self._boxes(part, f"{identity}b", depth)
                continue
            citation, body = part.find(TEXT + "note-citation"), part.find(TEXT + "note-body")
            if body is not None and note is None:
                mark = "" if citation is None else "".join(map(str, citation.itertext()))
                self._notes += 1
                self._container(body, f"n{self._notes - 1}", "footnote", None, depth + 1, mark)

    def _inline(self, element: etree._Element, look: Look, runs: Runs, depth: int) -> None:
        self._add(element.text, look, runs)
        for item in element:
            tag = item.tag
            if tag in _SPAN and depth < _MAX_DEPTH * 5:
                self._inline(item, self._styles.text(item.get(TEXT + "style-name", ""), look), runs, depth + 1)
            elif tag == TEXT + "s":
                count = item.get(TEXT + "c", "1")
                self._put(" " * min(int(count) if count.isdigit() else 1, _MAX_REPEATED), look, runs)
            elif tag == TEXT + "tab":
                self._put("\t", look, runs)
            elif tag == TEXT + "line-break":
                self._put("\n", look, runs)
            elif tag == TEXT + "note":
                self._hanging.append(("note", item))
            elif isinstance(tag, str) and tag.startswith(DRAW):
                self._hanging.append(("textbox", item))
            elif isinstance(tag, str) and tag not in _SKIPPED:
                self._inline(item, look, runs, depth + 1)  # fields: their last value
            self._add(item.tail, look, runs)

    def _add(self, text: str | None, look: Look, runs: Runs) -> None:
        """Text with its white space collapsed, also with what stands before it."""
        if text:
            text = _SPACE.sub(" ", text)
            if text[0] == " " and (not runs.pieces or runs.pieces[-1].text[-1] in " \n\t"):
                text = text[1:]
            self._put(text, look, runs)

    @staticmethod
    def _put(text: str, look: Look, runs: Runs) -> None:
        if not look.hidden:
            runs.add(text, look.font, caps=look.caps, bold=look.bold, italic=look.italic, size=look.size)

    def _boxes(self, element: etree._Element, prefix: str, depth: int) -> None:
        boxes = element.iter(DRAW + "text-box") if element.tag != DRAW + "custom-shape" else iter([element])
        for number, box in enumerate(boxes):
            self._container(box, f"{prefix}{number}p", "textbox", None, depth + 1)

    def _table(self, element: etree._Element, depth: int) -> None:
        table = self._tables
        self._tables += 1
        rows = [row for row in element.iter(TABLE + "table-row") if _table_of(row) is element]
        for number, row in enumerate(rows):
            parent = row.getparent()
            header = parent is not None and parent.tag == TABLE + "table-header-rows"
            column = 0
            for item in row:
                if item.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                    continue
                if item.tag == TABLE + "table-cell":
                    spans = (_count(item, "number-rows-spanned"), _count(item, "number-columns-spanned"))
                    cell = Cell(table, number, column, *spans, header)
                    self._container(item, f"t{table}r{number}c{column}p", "cell", cell, depth + 1)
                column += _count(item, "number-columns-repeated")


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(TABLE + "table"), None)


def _count(element: etree._Element, name: str) -> int:
    value = element.get(TABLE + name, "1")
    return min(int(value), _MAX_REPEATED) if value.isdigit() and int(value) else 1
