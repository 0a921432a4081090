"""PDF with a text layer → ``SourceText``: lines as a reader sees them, in reading order, with a box per character."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field

import numpy as np
import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from analyzer.errors import ReadingError, Text
from analyzer.reading.limits import Limits
from analyzer.reading.model import Block, Box, Cell, ReadingWarning, SourceText, Style
from analyzer.reading.pdf_characters import char_boxes
from analyzer.reading.pdf_furniture import mark_furniture
from analyzer.reading.pdf_lines import Line
from analyzer.reading.pdf_notes import find_notes, stack
from analyzer.reading.pdf_page import PageText, Table, read_page
from analyzer.text.fold import bare

_PDFIUM = threading.RLock()
"""PDFium is not thread-safe: one document at a time per process."""
_NUMBER_HEADING = re.compile(r"(?:so )?(?:stt|tt|thu tu)\b")


def read_pdf(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Reads a PDF that has a text layer.

    Raises ``ReadingError``: ``corrupt`` (damaged, cut off, no pages), ``encrypted`` (needs a password),
    ``too_large`` (beyond ``limits``), ``needs_ocr`` (holds only images). A page that cannot be read keeps its number
    and becomes the warning ``page_failed``; other warnings: ``page_without_text``, ``hidden_text_layer``,
    ``broken_text_layer``.
    """
    if len(data) > limits.file_size:
        raise _too_large(path, f"{len(data) / 2**20:.0f} MB", f"{limits.file_size / 2**20:.0f} MB")
    warnings: list[ReadingWarning] = []
    with _PDFIUM:
        pages, count = _read_pages(data, path, limits, warnings)
    mark_furniture(
        [(page.number, page.frame.height, [item for item in page.items if isinstance(item, Line)]) for page in pages]
    )
    builder = _Builder(limits, path)
    empty = True
    for page in pages:
        if builder.add_page(page):
            empty = False
        elif page.drawn:
            warnings.append(_warning(page.number, *_PAGE_WITHOUT_TEXT))
        if page.hidden:
            warnings.append(_warning(page.number, *_HIDDEN))
        if page.broken:
            warnings.append(_warning(page.number, *_BROKEN))
    if empty:
        raise _unreadable(path) if len(pages) < count else _needs_ocr(path)
    warnings.sort(key=lambda warning: warning.page or 0)
    return SourceText(path, sha256, "pdf", builder.blocks, count, warnings=warnings)


def _read_pages(data: bytes, path: str, limits: Limits, warnings: list[ReadingWarning]) -> tuple[list[PageText], int]:
    """The pages that could be read, and how many there are."""
    if _is_cut_off(data):
        raise ReadingError(
            f"Tệp PDF {path} bị cắt cụt (thiếu phần cuối): hãy tải hoặc sao chép lại tệp.",
            f"The PDF {path} is cut off (its end is missing): download or copy the file again.",
            code="corrupt",
        )
    try:
        document = pdfium2.PdfDocument(data)
    except pdfium2.PdfiumError as error:
        raise _open_error(path, error) from error
    try:
        count = len(document)
        if count == 0:
            raise _unreadable(path)
        if count > limits.pages:
            raise _too_large(path, f"{count} trang", f"{limits.pages} trang", f"{count} pages", f"{limits.pages} pages")
        pages, characters = [], 0
        for number in range(1, count + 1):
            try:
                page = read_page(document, number)
            except (pdfium2.PdfiumError, ValueError, OverflowError, MemoryError) as error:
                warnings.append(_warning(number, "page_failed", *(part.format(error) for part in _FAILED)))
                continue
            characters += page.characters
            if characters > limits.text_size:
                bound = limits.text_size
                raise _too_large(path, f"{characters} ký tự", f"{bound} ký tự", f"{characters} characters", str(bound))
            pages.append(page)
        return pages, count
    finally:
        document.close()


_TRAILER = re.compile(rb"startxref\s{1,8}\d{1,12}")


def _is_cut_off(data: bytes) -> bool:
    """Whether the end of the file is missing: no trailer, or objects behind the last one."""
    last = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    if last < 0 or not data.lstrip()[:1024].count(b"%PDF"):
        return last < 0
    if b" obj" in data[last:]:
        return True
    return data.rfind(b"%%EOF") < data.rfind(b"startxref") and _TRAILER.search(data, data.rfind(b"startxref")) is None


@dataclass(slots=True)
class _Builder:
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
            raise _too_large(self.path, "quá nhiều dòng", bound, "too many lines", bound)
        place: Box = (line.x0, line.top, line.x1, line.bottom)
        if page.frame != page.shown:
            box = page.to_shown(np.array([place], np.float32))[0].tolist()
            place = (box[0], box[1], box[2], box[3])
        style = Style(line.bold, line.italic, round(line.size, 1), line.align)
        self.blocks.append(
            Block(
                name, "cell" if cell else line.kind, line.text, page.number, style=style, cell=cell,
                line_gap=line.gap if line.kind == "line" and not cell else None, box=place,
                char_boxes=char_boxes(page.to_shown(line.boxes)), note_ref=line.note_ref,
            )
        )  # fmt: skip


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


_FAILED = ("Không đọc được trang này: {}", "This page could not be read: {}")
_PAGE_WITHOUT_TEXT = (
    "page_without_text",
    "Trang này không có lớp chữ (ảnh quét); nội dung của trang chưa được đọc.",
    "This page has no text layer (a scanned image); its content was not read.",
)
_HIDDEN = (
    "hidden_text_layer",
    "Chữ trên trang này là lớp ẩn do phần mềm nhận dạng tạo ra; có thể sai dấu hoặc sai số.",
    "The text of this page is a hidden layer made by text recognition; diacritics and digits may be wrong.",
)
_BROKEN = (
    "broken_text_layer",
    "Lớp chữ của trang này hỏng: nhiều ký tự không có mã Unicode; nên nhận dạng lại từ ảnh.",
    "The text layer of this page is broken: many characters have no Unicode meaning; recognise the page image instead.",
)


def _warning(page: int, code: str, vi: str, en: str) -> ReadingWarning:
    return ReadingWarning(code, Text(vi, en), page)


def _open_error(path: str, error: pdfium2.PdfiumError) -> ReadingError:
    if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return ReadingError(
            f"Tệp PDF {path} được khóa bằng mật khẩu: hãy lưu một bản không có mật khẩu.",
            f"The PDF {path} is locked with a password: save a copy without one.",
            code="encrypted",
        )
    return _unreadable(path)


def _unreadable(path: str) -> ReadingError:
    return ReadingError(
        f"Tệp PDF {path} bị hỏng, không mở được: hãy tải lại hoặc xuất lại tệp.",
        f"The PDF {path} is damaged and cannot be opened: download or export it again.",
        code="corrupt",
    )


def _needs_ocr(path: str) -> ReadingError:
    return ReadingError(
        f"Tệp PDF {path} chỉ có ảnh, không có lớp chữ: cần nhận dạng chữ (OCR).",
        f"The PDF {path} holds only images and no text: it needs text recognition (OCR).",
        code="needs_ocr",
    )


def _too_large(path: str, vi: str, vi_bound: str, en: str = "", en_bound: str = "") -> ReadingError:
    return ReadingError(
        f"Tệp PDF {path} quá lớn: {vi}, giới hạn là {vi_bound}.",
        f"The PDF {path} is too large: {en or vi}, the limit is {en_bound or vi_bound}.",
        code="too_large",
    )
