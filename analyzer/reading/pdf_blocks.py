"""From the pages of a PDF, or of a picture, to blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from analyzer.errors import ReadingError, Text
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, Box, Cell, Doubt, ReadingWarning, Style
from analyzer.reading.pdf_characters import char_boxes
from analyzer.reading.pdf_furniture import mark_furniture
from analyzer.reading.pdf_lines import Line
from analyzer.reading.pdf_notes import find_notes, stack
from analyzer.reading.pdf_page import PageText, Table
from analyzer.text.fold import bare

_TOKEN = re.compile(r"\S+")
_NUMBER_HEADING = re.compile(r"(?:so )?(?:stt|tt|thu tu)\b")


def mark_page_furniture(pages: Sequence[PageText]) -> None:
    """Marks running heads, feet and page numbers of the pages of a document."""
    mark_furniture(
        [(page.number, page.frame.height, [item for item in page.items if isinstance(item, Line)]) for page in pages]
    )


def recognised_warnings(pages: Sequence[PageText]) -> list[ReadingWarning]:
    """What is to be said of those pages that were read from their pictures: once for all without a text of their own,
    once for all whose text was put aside."""
    found = []
    scanned = [page.number for page in pages if page.recognised and not page.reread]
    if scanned:
        one = len(scanned) == 1
        found.append(
            ReadingWarning(
                "ocr",
                Text(
                    f"Trang {_ranges(scanned)} được nhận dạng chữ từ ảnh (OCR); có thể sai dấu hoặc sai số.",
                    f"Page{'' if one else 's'} {_ranges(scanned)} {'was' if one else 'were'} recognised from "
                    f"{'its picture' if one else 'pictures'} (OCR); diacritics and digits may be wrong.",
                ),
                scanned[0] if one else None,
            )
        )
    reread = [page.number for page in pages if page.recognised and page.reread]
    if reread:
        one = len(reread) == 1
        found.append(
            ReadingWarning(
                "text_layer_replaced",
                Text(
                    f"Lớp chữ của trang {_ranges(reread)} hỏng hoặc thiếu, nên trang được nhận dạng lại từ ảnh (OCR); "
                    "có thể sai dấu hoặc sai số.",
                    f"The text layer of page{'' if one else 's'} {_ranges(reread)} is broken or incomplete; the text "
                    "was recognised from the picture (OCR), diacritics and digits may be wrong.",
                ),
                reread[0] if one else None,
            )
        )
    return found


def _ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 5] → "1–3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


@dataclass(slots=True)
class Builder:
    """Turns pages into blocks; numbers tables through the document and continues one over a page break."""

    limits: Limits
    path: str
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    _open: tuple[list[float], int, str] | None = None
    """Of the table that ends the text so far: its column borders, number of rows, text of its first row."""
    _counts: dict[str, int] = field(default_factory=dict)

    def add_page(self, page: PageText) -> bool:
        """Adds the blocks of a page; False if it has no text but furniture and stamps."""
        lines = [item for item in page.items if isinstance(item, Line)]
        held = [line for item in page.items if isinstance(item, Table) for _, inside in item.cells for line in inside]
        noted = {id(line) for line in lines}
        ordered = find_notes(lines, held)
        notes = [line for line in ordered if line.kind == "footnote"]
        kept = {id(line) for line in ordered}
        for line in page.stamps:
            self._line(line, page, "header")
        for line in lines:
            if line.kind == "header":
                self._line(line, page)
        found = False
        for item in page.items:
            if isinstance(item, Table):
                self._table(item, page)
                found = True
            elif item.kind == "line" and (id(item) in kept or id(item) not in noted) and item.text:
                self._open = None
                self._line(item, page)
                found = True
        for line in notes:
            self._line(line, page)
        for line in lines:
            if line.kind == "footer":
                self._line(line, page)
        return found or bool(notes)

    def _table(self, table: Table, page: PageText) -> None:
        first_row = "\t".join(_text(inside) for cell, inside in table.cells if cell.row == 0)
        continued = self._open is not None and _same_columns(self._open[0], table.grid.xs)
        offset = self._open[1] if continued and self._open else 0
        if not continued:
            self.tables += 1
        heading = self._open[2] if continued and self._open else first_row
        header_rows = _header_rows(table) if not continued or first_row == heading else 0
        for place, inside in table.cells:
            cell = Cell(
                self.tables - 1, place.row + offset, place.column, place.row_span, place.column_span,
                place.row < header_rows,
            )  # fmt: skip
            self._add(f"t{cell.table}r{cell.row}c{cell.column}p0", stack(inside), page, cell)
        self._open = (table.grid.xs, offset + len(table.grid.ys) - 1, heading)

    def _line(self, line: Line, page: PageText, kind: str | None = None) -> None:
        if kind == "header":
            line.kind = "header"
        letter = {"header": "h", "footer": "f", "footnote": "n"}.get(line.kind, "l")
        number = self._counts.get(letter, 0)
        self._counts[letter] = number + 1
        self._add(f"{letter}{number}", line, page)

    def _add(self, name: str, line: Line, page: PageText, cell: Cell | None = None) -> None:
        if len(self.blocks) >= self.limits.blocks:
            bound = str(self.limits.blocks)
            raise too_large(self.path, "quá nhiều dòng", bound, "too many lines", bound)
        place: Box = (line.x0, line.top, line.x1, line.bottom)
        if page.frame != page.shown:
            box = page.to_shown(np.array([place], np.float32))[0].tolist()
            place = (box[0], box[1], box[2], box[3])
        weight = line.bold if page.weighed or not page.recognised else None
        style = Style(weight, None if page.recognised else line.italic, round(line.size, 1), line.align)
        self.blocks.append(
            Block(
                name, "cell" if cell else line.kind, line.text, page.number, style=style, cell=cell,
                line_gap=line.gap if line.kind == "line" and not cell else None, box=place,
                char_boxes=char_boxes(page.to_shown(line.boxes)), note_ref=line.note_ref,
                doubtful=_doubtful(line, page),
            )
        )  # fmt: skip


def _doubtful(line: Line, page: PageText) -> tuple[Doubt, ...]:
    """The words of a line, or of the lines of a cell, that stand where recognition was unsure."""
    if not page.unsure or not line.text:
        return ()
    xs, ys = ((line.boxes[:, :2] + line.boxes[:, 2:]) / 2).T
    words = [match.span() for match in _TOKEN.finditer(line.text)]
    found: dict[tuple[int, int], float] = {}
    for (x0, top, x1, bottom), confidence in page.unsure:
        inside = (xs > x0) & (xs < x1) & (ys > top) & (ys < bottom)
        if inside.any():
            for start, end in words:
                if inside[start:end].any():
                    found[start, end] = min(confidence, found.get((start, end), 100.0))
    return tuple((*span, round(confidence, 1)) for span, confidence in sorted(found.items()))


def _text(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _same_columns(some: list[float], others: list[float]) -> bool:
    return len(some) == len(others) and all(abs(one - other) < 3 for one, other in zip(some, others, strict=True))


def _header_rows(table: Table) -> int:
    """How many rows at the top are column headings: those that the cells of the first row reach over, if these are
    bold or number the rows ("STT", "TT")."""
    top = [(cell, inside) for cell, inside in table.cells if cell.row == 0]
    if len(top) < 2 or len(table.grid.ys) < 3:
        return 0
    bold = all(line.bold for _, inside in top for line in inside)
    if not bold and not any(_NUMBER_HEADING.match(bare(_text(inside))) for _, inside in top[:2]):
        return 0
    return max(cell.row_span for cell, _ in top)


def too_large(path: str, vi: str, vi_bound: str, en: str = "", en_bound: str = "") -> ReadingError:
    """That a PDF is beyond a limit."""
    return ReadingError(
        f"Tệp PDF {path} quá lớn: {vi}, giới hạn là {vi_bound}.",
        f"The PDF {path} is too large: {en or vi}, the limit is {en_bound or vi_bound}.",
        code="too_large",
    )
