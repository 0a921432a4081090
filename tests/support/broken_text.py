"""HTML, Markdown, plain text and pictures that are wrong or mean harm."""

# ruff: noqa: E501 - rows of data

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.support.broken_model import ERROR, TEXT, Broken

_WORDS = "Kế hoạch tuyên truyền bảo hiểm xã hội năm 2026"


def cases() -> Iterator[Broken]:
    """Every one of them, small on disk."""
    yield from _html()
    yield from _markdown()
    yield from _plain()
    yield from _pictures()


def _html() -> Iterator[Broken]:
    def html(body: str, head: str = "") -> bytes:
        return f"<!DOCTYPE html><html><head>{head}</head><body><p>{_WORDS}</p>{body}</body></html>".encode()

    for name, body in {
        "div-deep": "<div>" * 50_000 + "x", "table-deep": "<table><tr><td>" * 500 + "x", "list-deep": "<ul><li>" * 5000 + "x",
        "inline-deep": "<b><i>" * 20_000 + "x", "unclosed": "<table><tr><td><ul><li><p><a href='x" * 200,
        "span-huge": "<table><tr><td colspan=999999999 rowspan=999999999>a<td>b</table>",
        "span-words": "<table><tr><td colspan=x rowspan=-4>a<td>b</table>",
        "span-wide": "<table>" + "<tr><td rowspan=65000 colspan=900>a<td>b" * 3000 + "</table>",
        "start-huge": "<ol start=99999999999999999999><li>a<li value=1e999>b</ol>",
        "outside": "<img src=http://203.0.113.9/a><iframe src=file:///etc/passwd></iframe><link href=//x><object data=x>",
        "script": "<script>document.write('x')</script><style>@import url(http://203.0.113.9/)</style><svg onload=x>",
        "references": "&#0;&#xD800;&#x110000;&#99999999999;&unknown;&#x202E;", "comment-open": "<!-- never ends",
        "style-long": f"<p style='{'a:b;' * 200_000}'>x</p>", "attributes": "<p " + "a=1 " * 100_000 + ">x",
        "cells-many": "<table>" + ("<tr>" + "<td>1" * 100) * 200 + "</table>",
        "line-7-MB": "<p>" + "từ " * 1_700_000,
    }.items():  # fmt: skip
        yield Broken(f"{name}.html", html(body))
    yield Broken("charset-unknown.html", html("", "<meta charset=klingon>"), TEXT)
    yield Broken("charset-utf7.html", html("+ADw-script+AD4-", "<meta charset=utf-7>"), TEXT)
    entities = '<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    yield Broken("entities.html", f"<!DOCTYPE html [{entities}]><html><body>{_WORDS} &b;&c;</body></html>".encode())
    yield Broken("nul.html", html("a\0b\x01" * 1000))
    yield Broken("nothing.html", b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>", ERROR)
    yield Broken("hidden.html", f"<html><body style='display:none'>{_WORDS}</body></html>".encode())


def _markdown() -> Iterator[Broken]:
    for name, text in {
        "quotes-deep": ">" * 20_000 + "x", "lists-deep": "".join("  " * k + "- a\n" for k in range(1500)),
        "brackets": "[" * 50_000, "links": "[a](" * 20_000, "stars": "*a " * 60_000, "mixed": "*_**__" * 20_000,
        "ticks": "".join("`" * k + " " for k in range(900)), "references": "".join(f"[a{k}]: x\n" for k in range(20_000)),
        "table-wide": "|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + ("|" + "b|" * 3000 + "\n") * 5,
        "html-open": "<div " * 30_000, "entities": "&" * 100_000 + "&#0;&#xD800;", "notes": "[^1]" * 9000 + "\n\n[^1]: [^1]\n",
        "line-long": "từ " * 1_000_000, "angle": "<" * 50_000, "pipes": "|" * 50_000 + "\n" + "|-" * 25_000 + "\n",
    }.items():  # fmt: skip
        yield Broken(f"{name}.md", f"# {_WORDS}\n\n{text}\n".encode())


def _plain() -> Iterator[Broken]:
    text = f"{_WORDS}\n"
    yield Broken("nul.txt", (text + "\0" * 50 + text).encode())
    yield Broken("nul-every-other.txt", text.encode("utf-16-le")[:-1])
    yield Broken("surrogates.txt", text.encode("utf-16") + b"\x00\xd8" * 50 + b"\xff\xdf")
    yield Broken("surrogates-utf8.txt", text.encode() + b"\xed\xa0\x80" * 30)
    yield Broken("override.txt", ("\u202e\u2066" * 9 + text + "\u200b" * 99).encode(), TEXT)
    yield Broken("line-7-MB.txt", (_WORDS + " ").encode() * 120_000)
    yield Broken("line-10-MB.txt", b"a" * 10_000_000, ERROR, {"too_large"})
    yield Broken("letters-1-MB.txt", b"a" * 1_000_000)
    yield Broken("returns.txt", text.encode() + b"\r" * 200_000, TEXT)
    yield Broken("controls.txt", text.encode() + b"\x1b[31m\x07\x08\x0c\x1b]0;x\x07" * 50)
    yield Broken("marks.txt", (_WORDS + "\u0301" * 100_000).encode())
    yield Broken("spaces.txt", b" \t\r\n" * 50_000, ERROR, {"empty"})
    yield Broken("tabs.txt", text.encode() + (b"a\t" * 200 + b"\n") * 500, TEXT)
    yield Broken("utf-16-odd.txt", text.encode("utf-16") + b"x")
    yield Broken("utf-32.txt", text.encode("utf-32"))
    yield Broken("a\nb\x1b[31m\u202e.txt", text.encode(), TEXT)
    yield Broken("../../../etc/passwd", text.encode(), TEXT)
    yield Broken("con.docx", text.encode(), TEXT)
    for magic in (b"\x7fELF", b"MZ\x90\0", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"GIF89a",
                  b"%!PS-Adobe", b"\xca\xfe\xba\xbe", b"OggS", b"ID3", b"SQLite format 3\0"):  # fmt: skip
        yield Broken(f"magic-{magic[:3].hex()}.docx", magic + bytes(range(256)) * 20)


def _pictures() -> Iterator[Broken]:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    def png(width: int, height: int, data: bytes, *more: bytes, depth: int = 1) -> bytes:
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
        return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")

    def saved(form: str, **options: object) -> bytes:
        stream = io.BytesIO()
        Image.new("L", (60, 40), 255).save(stream, form, **options)
        return stream.getvalue()

    blank = zlib.compress(b"\0" * 100)
    yield Broken("size-60000.png", png(60_000, 60_000, blank), ERROR, {"too_large"})
    yield Broken("size-20000-1-bit.png", png(20_000, 20_000, blank), ERROR)
    yield Broken("size-zero.png", png(0, 0, blank), ERROR)
    yield Broken("size-thin.png", png(70_000_000, 1, blank), ERROR)
    yield Broken("data-bomb.png", png(60, 60, zlib.compress(b"\0" * 12_000_000)), ERROR)
    yield Broken(
        "text-bomb.png", png(60, 60, blank, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 12_000_000))), ERROR
    )
    yield Broken(
        "profile-bomb.png", png(60, 60, blank, chunk(b"iCCP", b"a\0\0" + zlib.compress(b"x" * 12_000_000))), ERROR
    )
    yield Broken("only-head.png", b"\x89PNG\r\n\x1a\n", ERROR)
    yield Broken("blank.png", saved("PNG"), ERROR, {"empty", "needs_ocr"})
    yield Broken("blank.webp", saved("WEBP"), ERROR, {"empty", "needs_ocr"})
    yield Broken("blank.jpg", saved("JPEG"), ERROR, {"empty", "needs_ocr"})
    jpeg = saved("JPEG")
    place = jpeg.index(b"\xff\xc0") + 5
    yield Broken(
        "size-60000.jpg", jpeg[:place] + struct.pack(">HH", 60_000, 60_000) + jpeg[place + 4 :], ERROR, {"too_large"}
    )
    yield Broken("only-head.jpg", b"\xff\xd8\xff\xe0", ERROR)
    yield Broken("directory-loop.tif", b"II*\0\x08\0\0\0\0\0\x08\0\0\0", ERROR)
    tif = saved("TIFF")
    yield Broken("directory-far.tif", tif[:4] + b"\xff\xff\xff\x7f" + tif[8:], ERROR)
    yield Broken("frames-1600.tif", _frames(1600), ERROR, {"too_large"})
    yield Broken(
        "size-negative.bmp",
        b"BM" + struct.pack("<IHHIIiiHH", 60, 0, 0, 54, 40, -60_000, -60_000, 1, 24) + b"\0" * 60,
        ERROR,
    )
    yield Broken("resolution-zero.png", png(60, 60, blank, chunk(b"pHYs", struct.pack(">IIB", 0, 0, 1))), ERROR)


def _frames(count: int) -> bytes:
    """A picture file of so many pages of eight by eight points, all of the same eight bytes."""
    tags = ((256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 8), (279, 8))
    size = 2 + 12 * len(tags) + 4
    entries = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    pages = (entries + struct.pack("<I", 16 + size * (k + 1) if k + 1 < count else 0) for k in range(count))
    return b"II*\0" + struct.pack("<I", 16) + b"\xff" * 8 + b"".join(pages)
