"""Word 97–2003 documents (.doc), read from the file itself: for machines without LibreOffice.

Text, tables with merged cells, footnotes, headers and footers, fonts, bold, size and alignment are read; the numbers
that Word puts in front of paragraphs by itself are not, nor are the places of text boxes (their text stands at the
end). Order and ids of blocks are those of ``docx``; offsets are into the text as read.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator

from analyzer.errors import ReadingError
from analyzer.reading import failures
from analyzer.reading.doc_file import HEADERS, NOTE_MARKS, NOTE_TEXTS, WordFile
from analyzer.reading.doc_looks import IN_TABLE, ROW_END, Look, Looks, Paragraph
from analyzer.reading.docx_symbols import symbol
from analyzer.reading.edge_tables import Row, table_blocks
from analyzer.reading.legacy import Legacy, in_two_passes
from analyzer.reading.legacy_tables import typeface
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, BlockKind, SourceText
from analyzer.reading.runs import Runs

_END = re.compile("[\r\x07\x0c]")
_PLAIN = re.compile("[^\x00-\x08\x0b-\x1f\u2028]+")
_BEGIN_FIELD, _CODE_END, _END_FIELD = "\x13", "\x14", "\x15"
_OPTIONAL_HYPHEN = "\x1f"
_PRINTED = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\u2028": "\n"}
_ROW_DEFINITION, _HEADER_ROW = 0xD608, 0x3404
_CELL_SIZE = 20
_STORIES_OF_SECTION = 6
"""Headers of even and odd pages, footers of even and odd pages, header and footer of the first page."""
_FOOTERS = (2, 3, 5)


def read_doc(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Read a document. Raises ``ReadingError``: corrupt, encrypted, not_supported (Word 6 and 95), too_large, empty."""
    file = WordFile(data, path, limits)
    try:
        looks = Looks(file)
    except (struct.error, IndexError) as error:
        raise failures.damaged(path, "doc") from error

    def walk(legacy: Legacy) -> _Walker:
        walker = _Walker(file, looks, failures.BlockSink(path, limits), legacy)
        walker.walk()
        return walker

    walker, legacy = in_two_passes(walk)
    if not walker.sink.blocks:
        raise failures.empty(path, pictures="\x01" in file.text)
    warnings = legacy.warnings()
    if walker.numbered:
        warnings.append(
            failures.warning(
                "numbers_not_read",
                f"{walker.numbered} đoạn có số thứ tự hoặc gạch đầu dòng do Word tự đánh; các số này không đọc được. "
                "Hãy cài LibreOffice hoặc lưu tệp thành .docx để đọc đủ.",
                f"{walker.numbered} paragraphs have a number or bullet that Word makes by itself; these were not read. "
                "Install LibreOffice, or save the file as .docx, to have them.",
            )
        )
    return SourceText(path, sha256, "doc", walker.sink.blocks, warnings=warnings)


def check_doc(data: bytes, path: str, limits: Limits) -> None:
    """Refuses what no program can read. Raises ``ReadingError``: corrupt, encrypted, too_large."""
    try:
        WordFile(data, path, limits)
    except ReadingError as error:
        if error.code != "not_supported":  # Word 6 and 95: LibreOffice reads them
            raise


class _Walker:
    def __init__(self, file: WordFile, looks: Looks, sink: failures.BlockSink, legacy: Legacy) -> None:
        self._file = file
        self._looks = looks
        self._legacy = legacy
        self._starts = [stretch.start for stretch in looks.characters]
        self._paragraphs = [paragraph.start for paragraph in looks.paragraphs]
        self._fields: list[bool] = []
        self._marks = file.places(NOTE_MARKS, 2)[:-1]
        self._tables = 0
        self._notes = 0
        self.sink = sink
        self.numbered = 0
        """Paragraphs with an automatic number."""

    def walk(self) -> None:
        """Read all stories."""
        headers, footers = self._running()
        for block in headers:
            self.sink.add(block)
        start, end = self._file.stories["body"]
        self._story(start, end, "p", "paragraph")
        start, end = self._file.stories["boxes"]
        self._story(start, end, "b0p", "textbox")
        for block in footers:
            self.sink.add(block)

    def _story(self, start: int, end: int, prefix: str, kind: BlockKind) -> None:
        rows: list[Row] = []
        row = Row()
        waiting: list[Runs] = []
        index = 0
        for first, last, paragraph in self._split(start, end):
            runs = self._runs(first, last, paragraph)
            if paragraph is not None and paragraph.flag(IN_TABLE):
                closes = last < len(self._file.text) and self._file.text[last] == "\x07"
                if closes and paragraph.flag(ROW_END):
                    _define(row, paragraph)
                    rows.append(row)
                    row = Row()
                else:
                    row.add(runs, ends_cell=closes)
                    waiting.append(runs)
                continue
            if rows or row.cells:
                self._emit_table([*rows, row], waiting)
                rows, row, waiting = [], Row(), []
            self._emit(runs, paragraph, f"{prefix}{index}", kind)
            index += 1
        if rows or row.cells:
            self._emit_table([*rows, row], waiting)

    def _emit_table(self, rows: list[Row], inside: list[Runs]) -> None:
        for block in table_blocks([row for row in rows if row.cells], self._tables, self._text):
            self.sink.add(block)
        self._tables += 1
        for runs in inside:
            self._emit_notes(runs)

    def _emit(self, runs: Runs, paragraph: Paragraph | None, identity: str, kind: BlockKind) -> None:
        text = self._text(runs)
        if text.strip():
            style = runs.style(None if paragraph is None else paragraph.outline)
            self.sink.add(Block(identity, kind, text, style=style))
            self.numbered += paragraph is not None and paragraph.numbered
        self._emit_notes(runs)

    def _text(self, runs: Runs) -> str:
        return self._legacy.convert(runs.pieces)

    def _emit_notes(self, runs: Runs) -> None:
        bounds = self._file.places(NOTE_TEXTS)
        begin, _ = self._file.stories["footnotes"]
        for name in runs.notes:
            number = int(name)
            if number + 1 >= len(bounds):
                continue
            identity = f"n{self._notes}"
            self._notes += 1
            for index, (first, last, paragraph) in enumerate(
                self._split(begin + bounds[number], begin + bounds[number + 1])
            ):
                inside = self._runs(first, last, paragraph)
                text = self._text(inside).lstrip()
                if text.strip():
                    place = identity if index == 0 else f"{identity}p{index}"
                    self.sink.add(Block(place, "footnote", text, style=inside.style(), note_ref=str(number + 1)))

    def _running(self) -> tuple[list[Block], list[Block]]:
        """Blocks of headers and of footers, each text once."""
        begin, end = self._file.stories["headers"]
        bounds = [min(begin + place, end) for place in self._file.places(HEADERS)]
        found: dict[BlockKind, list[Block]] = {"header": [], "footer": []}
        for number in range(_STORIES_OF_SECTION, len(bounds) - 1):
            kind: BlockKind = "footer" if number % _STORIES_OF_SECTION in _FOOTERS else "header"
            for first, last, paragraph in self._split(bounds[number], bounds[number + 1]):
                runs = self._runs(first, last, paragraph)
                text = self._text(runs)
                if text.strip() and all(block.text != text for block in found[kind]):
                    identity = f"{kind[0]}{number}p{len(found[kind])}"
                    found[kind].append(Block(identity, kind, text, style=runs.style()))
        return found["header"], found["footer"]

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int, Paragraph | None]]:
        """Paragraphs between two positions: where each starts, where its mark stands, its properties."""
        self._fields = []
        while start < end:
            match = _END.search(self._file.text, start, end)
            mark = match.start() if match else end
            at = bisect_right(self._paragraphs, min(mark, end - 1)) - 1
            yield start, mark, self._looks.paragraphs[at] if at >= 0 else None
            start = mark + 1

    def _runs(self, start: int, end: int, paragraph: Paragraph | None) -> Runs:
        runs = Runs(align=None if paragraph is None else paragraph.align)
        base = Look() if paragraph is None else paragraph.look
        at = max(0, bisect_right(self._starts, start) - 1)
        place = start
        while place < end:
            while at < len(self._starts) and self._looks.characters[at].end <= place:
                at += 1
            stretch = self._looks.characters[at] if at < len(self._starts) else None
            if stretch is None or stretch.start >= end:
                look, stop = base, end
            elif stretch.start > place:
                look, stop = base, stretch.start
            else:
                look, stop = self._looks.over(base, stretch.properties), min(stretch.end, end)
            self._run(place, stop, look, runs)
            place = stop
        self._fields = [False for _ in self._fields]
        return runs

    def _run(self, start: int, end: int, look: Look, runs: Runs) -> None:
        def add(text: str) -> None:
            if not (look.hidden or look.deleted or True in self._fields):
                runs.add(text, look.font, caps=look.caps, bold=look.bold, italic=look.italic, size=look.size)

        text = self._file.text
        place = start
        while place < end:
            plain = _PLAIN.match(text, place, end)
            if plain is not None:
                add(symbol(look.font, look.symbol) if look.symbol else plain[0])
                place = plain.end()
                continue
            char = text[place]
            if char == _BEGIN_FIELD:
                self._fields.append(True)
            elif char == _CODE_END and self._fields:
                self._fields[-1] = False
            elif char == _END_FIELD and self._fields:
                self._fields.pop()
            elif place in self._marks:
                runs.notes.append(str(self._marks.index(place)))
            elif char == _OPTIONAL_HYPHEN:
                add("\xad" if typeface(look.font).encodings else "")  # a letter there
            else:
                add(_PRINTED.get(char, ""))
            place += 1


def _define(row: Row, mark: Paragraph) -> None:
    """Edges and merges of a row from the mark that ends it ([MS-DOC] 2.9.316 TDefTableOperand, 2.9.315 TCGRF)."""
    row.header = mark.flag(_HEADER_ROW)
    definition = mark.properties.get(_ROW_DEFINITION, b"")
    count = definition[0] if definition else 0
    if len(definition) < 1 + 2 * (count + 1):
        return
    row.edges = list(struct.unpack_from(f"<{count + 1}h", definition, 1))
    for number in range(count):
        place = 1 + 2 * (count + 1) + _CELL_SIZE * number
        flags = struct.unpack_from("<H", definition, place)[0] if place + 2 <= len(definition) else 0
        row.merges.append(flags >> 5 & 3)
