"""Broken files of every format that is read, made anew from fixed seeds: cut short, with bits flipped, with the name or
the first bytes of another format, and those written to do harm."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZIP_STORED

from PIL import Image, ImageDraw

from tests.reading.packages import zipped
from tests.support import broken_pdf, broken_text, broken_xlsx, broken_zip
from tests.support.broken_model import Broken

_CORPORA = Path(__file__).resolve().parents[2] / "corpora" / "documents"
_FLIPS = 4
"""Copies of each file with bits flipped: one with one, the next with eight times as many…"""


@cache
def whole_files() -> dict[str, bytes]:
    """A good file of each format by its extension."""
    found = {kind: min(_CORPORA.glob(f"*.{kind}"), key=lambda p: p.stat().st_size).read_bytes()
             for kind in ("docx", "pdf", "html", "md", "txt")}  # fmt: skip
    picture = Image.new("L", (220, 36), 255)
    ImageDraw.Draw(picture).text((8, 8), "BAO HIEM XA HOI 2026", fill=0, font_size=16)
    for kind, form in (("png", "PNG"), ("jpg", "JPEG"), ("tif", "TIFF")):
        stream = io.BytesIO()
        picture.save(stream, form, dpi=(150, 150))
        found[kind] = stream.getvalue()
    found["xlsx"] = broken_xlsx.workbook()
    found["rtf"] = _rtf()
    found["odt"] = _odt()
    return found


def cases() -> Iterator[Broken]:
    """All of them; names are unique."""
    yield from _cut()
    yield from _flipped()
    yield from _disguised()
    for module in (broken_pdf, broken_zip, broken_xlsx, broken_text):
        yield from module.cases()


def _cut() -> Iterator[Broken]:
    for kind, data in whole_files().items():
        for tenth in range(1, 10):
            yield Broken(f"cut-{tenth}0.{kind}", data[: len(data) * tenth // 10])


def _flipped() -> Iterator[Broken]:
    for kind, data in whole_files().items():
        for turn in range(_FLIPS):
            chance = random.Random(f"{kind}{turn}")
            changed = bytearray(data)
            for _ in range(8**turn):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            yield Broken(f"flipped-{turn}.{kind}", bytes(changed))


def _disguised() -> Iterator[Broken]:
    """The content of one format under the name of another, and behind its first bytes."""
    files = whole_files()
    kinds = list(files)
    for place, kind in enumerate(kinds):
        other = kinds[(place + 3) % len(kinds)]
        yield Broken(f"is-{other}.{kind}", files[other])
        yield Broken(f"begins-as-{kind}-{other}.{other}", files[kind][:8] + files[other][8:])


def _rtf() -> bytes:
    text = "".join(char if char < "\x80" else f"\\u{ord(char)}?" for char in "Kế hoạch tuyên truyền bảo hiểm xã hội")
    lines = "\\par\n".join(f"{number}. {text}" for number in range(1, 40))
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\n{lines}\\par}}".encode("ascii")


def _odt() -> bytes:
    body = "".join(f"<text:p>{number}. Kế hoạch tuyên truyền bảo hiểm xã hội</text:p>" for number in range(1, 40))
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}, ZIP_STORED)
