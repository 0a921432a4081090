"""Pictures of pages (.jpg, .png, .tif with any number of pages, .bmp, .webp) → ``SourceText``, by recognition."""

from __future__ import annotations

import io
import warnings as python_warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from analyzer.reading import failures
from analyzer.reading.limits import Limits
from analyzer.reading.model import SourceText
from analyzer.reading.ocr import Picture, recognise_all
from analyzer.reading.ocr_engine import need_engine, nothing_recognised
from analyzer.reading.pdf_blocks import Builder, mark_page_furniture, recognised_warnings

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_MAX_PIXELS = 80_000_000
_PAGE_INCHES = 11.0
"""Height of a page where a picture does not say its resolution: a photo of A4 nearly fills the frame."""


def read_image(data: bytes, path: str, sha256: str, limits: Limits) -> SourceText:
    """Reads the pages of a picture file.

    Raises ``ReadingError``: ``needs_ocr`` (Tesseract is not installed, or makes out nothing), ``corrupt``,
    ``too_large``.
    """
    need_engine(path)
    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return _read(image, path, sha256, limits)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels(path) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise failures.corrupt(path) from error


def _read(image: Image.Image, path: str, sha256: str, limits: Limits) -> SourceText:
    count = getattr(image, "n_frames", 1)
    if count > limits.pages:
        raise failures.too_large(
            path, f"{count} trang, vượt giới hạn {limits.pages}", f"{count} pages, the limit is {limits.pages}"
        )
    if image.width * image.height > _MAX_PIXELS:
        raise _too_many_pixels(path)
    read = list(recognise_all(_pictures(image, count, path), count))
    pages = [page for page, _ in read]
    mark_page_furniture(pages)
    builder = Builder(limits, path)
    found = [builder.add_page(page) for page in pages]
    if not any(found):
        raise nothing_recognised(path)
    source = SourceText(path, sha256, "image", builder.blocks, count, ocr=True)
    source.ocr_confidence = {page.number: round(mean, 1) for page, mean in read if mean is not None}
    source.warnings = recognised_warnings(pages)
    return source


def _pictures(image: Image.Image, count: int, path: str) -> Iterator[Picture]:
    for number in range(1, count + 1):
        image.seek(number - 1)
        if image.width * image.height > _MAX_PIXELS:
            raise _too_many_pixels(path)
        upright = ImageOps.exif_transpose(image)
        yield Picture(number, upright.copy(), _dpi(upright))


def _dpi(image: Image.Image) -> float:
    """The resolution that the file states, where it gives a page of possible size; else what makes it a page."""
    stated = image.info.get("dpi")
    try:
        dpi = float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    longer = max(image.width, image.height)
    return dpi if dpi > 0 and 5 <= longer / dpi <= 25 else max(longer / _PAGE_INCHES, 30.0)


def _too_many_pixels(path: str) -> Exception:
    return failures.too_large(
        path,
        f"ảnh có hơn {_MAX_PIXELS // 1_000_000} triệu điểm; hãy quét lại ở 200–300 dpi",
        f"the picture has more than {_MAX_PIXELS // 1_000_000} million pixels; scan it again at 200–300 dpi",
    )
