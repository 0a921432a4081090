"""Files that cannot be read, each bad in another way."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.cli.program import DOCUMENTS, GOOD

_MIB = 1024 * 1024
_LAUGHS = "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 40))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _pdf_cut_short(path: Path) -> None:
    data = (DOCUMENTS / "bao-cao-phuong-kim-duong.pdf").read_bytes()
    path.write_bytes(data[: len(data) // 3])


def _pdf_with_password(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("mat-khau", "chu"))
    canvas.drawString(72, 700, "KE HOACH")
    canvas.save()


def _pdf_without_text(path: Path) -> None:
    """Two pictures of a sky."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for _ in range(2):
        canvas.drawImage(ImageReader(Image.linear_gradient("L")), 40, 40, 500, 700)
        canvas.showPage()
    canvas.save()


def _pdf_blank(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    canvas.showPage()
    canvas.save()


def _docx_corrupt(path: Path) -> None:
    data = bytearray(GOOD.read_bytes())
    place = data.index(b"word/document.xml") + 40
    with zipfile.ZipFile(GOOD) as archive:
        size = archive.getinfo("word/document.xml").compress_size
    data[place : place + size - 60] = random.Random(3).randbytes(size - 60)
    path.write_bytes(data)


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(2 * 1024 + 1):
                member.write(bytes(_MIB))


def _entity_bomb(path: Path) -> None:
    text = f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a0 'KE HOACH'>{_LAUGHS}]><x>&a39;</x>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", text)


def _noise(path: Path) -> None:
    path.write_bytes(random.Random(5).randbytes(60_000))


def _huge(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(200 * _MIB)


def _directory(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    assert not path.exists()


BAD: dict[str, tuple[str, str, Callable[[Path], None]]] = {
    "trong.docx": ("empty", "không có nội dung", _empty),
    "cat-ngan.pdf": ("corrupt", "bị cắt", _pdf_cut_short),
    "mat-khau.pdf": ("encrypted", "mật khẩu", _pdf_with_password),
    "quet-anh.pdf": ("needs_ocr", "OCR", _pdf_without_text),
    "trang-trang.pdf": ("empty", "không có nội dung", _pdf_blank),
    "hong.docx": ("corrupt", "bị hỏng", _docx_corrupt),
    "bom-nen.docx": ("bomb", "không an toàn", _zip_bomb),
    "bom-xml.docx": ("bomb", "không an toàn", _entity_bomb),
    "nhieu.txt": ("binary", "không phải là văn bản", _noise),
    "qua-lon.txt": ("too_large", "vượt giới hạn", _huge),
    "thu-muc": ("directory", "thư mục", _directory),
    "khong-co.docx": ("missing", "không tìm thấy", _missing),
}
"""Name → the code of its error, words that its sentence must hold, and what makes it."""
