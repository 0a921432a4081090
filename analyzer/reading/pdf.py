"""PDF → ``SourceText``: lines as a reader sees them, in reading order, with a box per character."""

from __future__ import annotations

import re
import threading

import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium

from analyzer.errors import ReadingError, Text
from analyzer.reading import failures
from analyzer.reading.legacy import merged_warnings
from analyzer.reading.limits import Limits
from analyzer.reading.model import ReadingWarning, SourceText
from analyzer.reading.ocr_engine import engine, need_engine, nothing_recognised
from analyzer.reading.pdf_blocks import Builder, mark_page_furniture, recognised_warnings, too_large
from analyzer.reading.pdf_page import PageText, read_page
from analyzer.text.syllables import is_syllable

_PDFIUM = threading.RLock()
"""PDFium is not thread-safe: one document at a time per process."""


def read_pdf(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Reads a PDF; pages without a usable text layer are recognised from their pictures.

    Raises ``ReadingError``: ``corrupt`` (damaged, cut off, no pages), ``encrypted`` (needs a password),
    ``too_large`` (beyond ``limits``), ``needs_ocr`` (holds only images, and there is no Tesseract to read them),
    ``empty``. A page that cannot be read keeps its number and becomes the warning ``page_failed``; other warnings:
    ``ocr``, ``text_layer_replaced``, ``page_without_text``, ``hidden_text_layer``, ``broken_text_layer``.
    """
    if len(data) > limits.file_size:
        raise too_large(path, f"{len(data) / 2**20:.0f} MB", f"{limits.file_size / 2**20:.0f} MB")
    warnings: list[ReadingWarning] = []
    with _PDFIUM:
        pages, count, confidence = _read_pages(data, path, limits, warnings)
    mark_page_furniture(pages)
    builder = Builder(limits, path)
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
        if len(pages) < count:
            raise _unreadable(path)
        if not any(page.drawn for page in pages):
            raise failures.empty(path)
        need_engine(path)
        raise nothing_recognised(path)
    warnings += recognised_warnings(pages)
    warnings += merged_warnings(page.legacy for page in pages)
    warnings.sort(key=lambda warning: warning.page or 0)
    source = SourceText(path, sha256, "pdf", builder.blocks, count, bool(confidence), warnings)
    source.ocr_confidence = confidence
    return source


def _read_pages(
    data: bytes, path: str, limits: Limits, warnings: list[ReadingWarning]
) -> tuple[list[PageText], int, dict[int, float]]:
    """The pages that could be read, how many there are, and the confidence of those that were recognised."""
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
            raise too_large(path, f"{count} trang", f"{limits.pages} trang", f"{count} pages", f"{limits.pages} pages")
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
                raise too_large(path, f"{characters} ký tự", f"{bound} ký tự", f"{characters} characters", str(bound))
            pages.append(page)
        return pages, count, _recognise(document, pages)
    finally:
        document.close()


def _recognise(document: pdfium2.PdfDocument, pages: list[PageText]) -> dict[int, float]:
    """Reads pages without text, and those whose text layer is broken, from their pictures, where that can be done;
    puts them in the place of what they were. Page → mean confidence of its words."""
    wanted = {page.number: place for place, page in enumerate(pages) if _needs_picture(page)}
    if not wanted or engine() is None:
        return {}
    from analyzer.reading.ocr import recognise_all
    from analyzer.reading.pdf_pictures import draw

    confidence: dict[int, float] = {}
    for page, mean in recognise_all((draw(document, number) for number in wanted), len(wanted)):
        place = wanted[page.number]
        # English, names or figures are no broken text layer: then the picture is no more Vietnamese than it.
        if mean is not None and _is_better(page, pages[place]):
            page.reread = pages[place].characters > 0
            pages[place] = page
            confidence[page.number] = round(mean, 1)
    return confidence


def _needs_picture(page: PageText) -> bool:
    """Whether a page is better read from its picture: it has no text, or one that no reader of it would recognise."""
    if page.drawn and _written(page) < _HARDLY:
        return True
    return page.broken or _strange(page) > (_STRANGE_HIDDEN if page.hidden else _STRANGE)


def _is_better(page: PageText, old: PageText) -> bool:
    """Whether what was recognised is to stand in place of a page's own text."""
    if old.broken or not old.characters:
        return True
    if _written(old) < _HARDLY:
        return page.characters > 2 * old.characters
    most = _strange(old) - _CLEARLY if old.hidden else _GOOD
    return 2 * page.characters > old.characters and _strange(page) <= most


def _written(page: PageText) -> int:
    """Characters of a page, without stamps: on a scan that was signed digitally the signature is the only text."""
    return page.characters - sum(len(line.text) for line in page.stamps)


def _strange(page: PageText) -> float:
    """The share of words that cannot be Vietnamese, 0 to 1; 1 for a page without words or with a broken text layer."""
    words = [word for line in page.lines() for word in _WORD.findall(line.text) if not word.isupper()]
    if page.broken or not page.characters:
        return 1.0
    return sum(not is_syllable(word) for word in words) / len(words) if len(words) >= _FEW else 0.0


_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW, _STRANGE, _GOOD = 25, 0.25, 0.1
"""A page of at least so many words, of which such a share cannot be Vietnamese, may have a broken text layer; its
picture is read instead if that has no more of it than the last."""
_STRANGE_HIDDEN, _CLEARLY = 0.06, 0.03
"""The same for the invisible text that a scanner has recognised, which is replaced by what is better by so much."""
_HARDLY = 60
"""Characters: a page with pictures and less text than this may be a scan with a stamp or a page number put on it."""
_TRAILER = re.compile(rb"startxref\s{1,8}\d{1,12}")


def _is_cut_off(data: bytes) -> bool:
    """Whether the end of the file is missing: no trailer, or objects behind the last one."""
    last = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    if last < 0 or not data.lstrip()[:1024].count(b"%PDF"):
        return last < 0
    if b" obj" in data[last:]:
        return True
    return data.rfind(b"%%EOF") < data.rfind(b"startxref") and _TRAILER.search(data, data.rfind(b"startxref")) is None


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
