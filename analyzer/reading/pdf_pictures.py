"""Pages of a PDF as pictures to be recognised."""

from __future__ import annotations

import math

import pypdfium2 as pdfium2

from analyzer.reading.ocr import Picture
from analyzer.reading.ocr_page import DPI, MAX_PIXELS


def draw(document: pdfium2.PdfDocument, number: int) -> Picture:
    """Page ``number`` (from 1) as it is shown. Raises ``pdfium2.PdfiumError`` if PDFium cannot load it."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
        bitmap = page.render(scale=scale, may_draw_forms=True)
        return Picture(number, bitmap.to_pil(), scale * 72)
    finally:
        page.close()
