"""Word packages that are wrong or mean harm."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator

from tests.reading.packages import NAMESPACES, p, package, part, r, zipped
from tests.support.broken_model import ERROR, TEXT, Broken

_WORDS = "Kế hoạch tuyên truyền bảo hiểm xã hội năm 2026"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cases() -> Iterator[Broken]:
    """Every one of them, small on disk."""
    yield from _archives()
    yield from _markup()
    yield from _structures()


def _archives() -> Iterator[Broken]:
    good = package(p(_WORDS))
    yield Broken("bomb-part.docx", package(p(_WORDS) + " " * 40_000_000), ERROR, {"bomb", "too_large"})
    yield Broken("bomb-ratio.docx", zipped({"word/document.xml": b" " * 20_000_000}), ERROR, {"bomb"})
    yield Broken("bomb-picture.docx", package(p(_WORDS), extra={"word/media/a.bmp": b"\0" * 10_000_000}), TEXT)
    yield Broken("members-30000.docx", _many(30_000), ERROR, {"bomb"})
    nested = good
    for _ in range(20):
        nested = zipped({"a.docx": nested}, zipfile.ZIP_STORED)
    yield Broken("archive-in-archive.zip", nested, ERROR, {"not_supported"})
    yield Broken("archive-as-document.docx", zipped({"word/document.xml": good}), ERROR)
    yield Broken(
        "traversal.docx", package(p(_WORDS), extra={"../../../../etc/passwd": b"x", "/abs": b"x", "C:\\x": b"x"}), TEXT
    )
    yield Broken(
        "traversal-target.docx",
        _related(f'<Relationship Id="a" Type="{_OFFICE}/styles" Target="../../../../../etc/passwd"/>'),
    )
    yield Broken(
        "target-outside.docx",
        _related(
            f'<Relationship Id="a" Type="{_OFFICE}/styles" TargetMode="External" Target="http://203.0.113.9/s.xml"/>'
        ),
        TEXT,
    )
    yield Broken(
        "target-file.docx", _related(f'<Relationship Id="a" Type="{_OFFICE}/styles" Target="file:///etc/passwd"/>')
    )
    yield Broken(
        "target-itself.docx", _related(f'<Relationship Id="a" Type="{_OFFICE}/styles" Target="document.xml"/>')
    )
    yield Broken("duplicate-members.docx", _duplicate(good))
    yield Broken("link-member.docx", _link(good), TEXT)
    yield Broken("overlapping-members.docx", _overlapping(good))
    yield Broken(
        "member-names.docx",
        package(p(_WORDS), extra={"word/\x1b[31m\n\u202e.xml": b"<x/>", "word/" + "a" * 60_000: b""}),
        TEXT,
    )
    encrypted = bytearray(good)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = encrypted.find(mark)
        while start >= 0:
            encrypted[start + place] |= 1
            start = encrypted.find(mark, start + 4)
    yield Broken("encrypted.docx", bytes(encrypted), ERROR, {"encrypted"})
    yield Broken("method-unknown.docx", good.replace(b"\x08\x00", b"\x63\x00"))
    lying = bytearray(good)
    start = lying.find(b"PK\x01\x02")
    lying[start + 20 : start + 28] = b"\xff" * 8
    yield Broken("sizes-false.docx", bytes(lying))
    yield Broken("comment-long.docx", good[:-2] + struct.pack("<H", 60_000) + b"PK\x05\x06" * 15_000)
    yield Broken("in-front.docx", b"MZ" + b"\0" * 3000 + good)
    yield Broken("macros.docm", package(p(_WORDS), extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99}), TEXT)


def _markup() -> Iterator[Broken]:
    def document(head: str, body: str = "", encoding: str = "utf-8", words: str = _WORDS) -> bytes:
        text = f'<?xml version="1.0" encoding="{encoding}"?>{head}<w:document {NAMESPACES}><w:body>{p(words)}{body}</w:body></w:document>'
        return package("", extra={"word/document.xml": text.encode(encoding)})

    laughs = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + k)} "{f"&{chr(97 + k)};" * 10}">' for k in range(20))
    for name, head in {
        "laughs": f"<!DOCTYPE d [{laughs}]>", "quadratic": f'<!DOCTYPE d [<!ENTITY a "{"x" * 50_000}">]>',
        "external": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "network": '<!DOCTYPE d SYSTEM "http://203.0.113.9/d.dtd">',
        "parameter": '<!DOCTYPE d [<!ENTITY % a SYSTEM "http://203.0.113.9/d.dtd"> %a;]>',
    }.items():  # fmt: skip
        yield Broken(f"entities-{name}.docx", document(head, p("&a;")), ERROR, {"bomb"})
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", "utf-7"):
        text = document('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>', r("&a;"), encoding, "Ke hoach")
        yield Broken(f"entities-{encoding}.docx", text, ERROR)
    yield Broken(
        "include.docx",
        document("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
        TEXT,
    )
    yield Broken("stylesheet.docx", document('<?xml-stylesheet href="http://203.0.113.9/a.xsl"?>'), TEXT)
    yield Broken("entities-undeclared.docx", document("", p("&unknown;")))
    yield Broken("nul-reference.docx", document("", p("a&#0;b&#xD800;c&#xFFFF;d")))
    yield Broken("nul-bytes.docx", package(p(_WORDS + "\0\x01\x02")))
    yield Broken(
        "not-utf8.docx",
        package("", extra={"word/document.xml": part("document", f"<w:body>{p(_WORDS)}</w:body>").encode("utf-16-be")}),
    )
    yield Broken("override.docx", package(p("\u202e" + _WORDS + "\u2066\u200b\u200f")), TEXT)
    yield Broken("attributes-many.docx", document("", "<w:p " + " ".join(f'a{k}="1"' for k in range(50_000)) + "/>"))
    yield Broken("attribute-long.docx", document("", f'<w:p w:x="{_digits(9_000_000)}"/>'))
    yield Broken("names-long.docx", document("", f"<w:{'a' * 100_000}/>"))
    yield Broken(
        "elements-deep.docx",
        document("", "<w:sdt><w:sdtContent>" * 20_000 + p("x") + "</w:sdtContent></w:sdt>" * 20_000),
    )


def _structures() -> Iterator[Broken]:
    def nested(depth: int) -> str:
        return "<w:tbl><w:tr><w:tc>" * depth + p("trong cùng") + "</w:tc></w:tr></w:tbl>" * depth

    yield Broken("tables-deep-80.docx", package(p(_WORDS) + nested(80)), TEXT)
    yield Broken("tables-deep-5000.docx", package(p(_WORDS) + nested(5000)))
    yield Broken(
        "controls-deep.docx",
        package(p(_WORDS) + "<w:sdt><w:sdtContent>" * 120 + p("x") + "</w:sdtContent></w:sdt>" * 120),
        TEXT,
    )
    boxes = p("x")
    for _ in range(40):
        boxes = p(f"<w:r><w:pict><v:textbox><w:txbxContent>{boxes}</w:txbxContent></v:textbox></w:pict></w:r>")
    yield Broken("boxes-deep.docx", package(p(_WORDS) + boxes), TEXT)
    runs = "<w:ins>" * 200 + r("x") + "</w:ins>" * 200
    yield Broken("insertions-deep.docx", package(p(_WORDS) + f"<w:p>{runs}</w:p>"), TEXT)
    wide = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("a")}</w:tc><w:tc>{p("b")}</w:tc></w:tr></w:tbl>'
    yield Broken("span-huge.docx", package(p(_WORDS) + wide), TEXT)
    yield Broken("span-negative.docx", package(p(_WORDS) + wide.replace("999999999", "-5")), TEXT)
    merged = (
        "<w:tbl>"
        + "".join(f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('a')}</w:tc></w:tr>" for _ in range(5000))
        + "</w:tbl>"
    )
    yield Broken("merge-without-start.docx", package(p(_WORDS) + merged))
    yield Broken(
        "cells-many.docx",
        package(
            p(_WORDS)
            + "<w:tbl>"
            + "".join(
                "<w:tr>" + "".join(f"<w:tc>{p(str(row * column % 9973))}</w:tc>" for column in range(60)) + "</w:tr>"
                for row in range(500)
            )
            + "</w:tbl>"
        ),
        TEXT,
    )
    based = "".join(f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{(k + 1) % 9}"/></w:style>' for k in range(9))
    yield Broken("styles-loop.docx", package(p(_WORDS, props='<w:pStyle w:val="s0"/>'), styles=based), TEXT)
    chain = "".join(f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{k + 1}"/></w:style>' for k in range(5000))
    yield Broken("styles-chain.docx", package(p(_WORDS, props='<w:pStyle w:val="s0"/>'), styles=chain), TEXT)
    numbers = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    linked = (
        '<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbered = p(_WORDS, props='<w:numPr><w:ilvl w:val="999"/><w:numId w:val="1"/></w:numPr>')
    yield Broken("numbering-loop.docx", package(numbered, numbering=numbers, styles=linked), TEXT)
    level = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="2147483647"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    for form in ("upperRoman", "upperLetter", "decimal", "chineseCounting"):
        yield Broken(
            f"number-huge-{form}.docx",
            package(
                p(_WORDS, props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
                numbering=level.format(form, "%1.%9" * 500),
            ),
            TEXT,
        )
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>chú thích</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>'
    yield Broken(
        "note-itself.docx",
        package(f'<w:p>{r(_WORDS)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=note),
        TEXT,
    )
    header = '<w:p><w:r><w:t>đầu trang</w:t></w:r></w:p><w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    yield Broken(
        "header-itself.docx",
        package(p(_WORDS) + '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>' * 2000, header1=header),
        TEXT,
    )
    yield Broken("run-7-MB.docx", package(p(_WORDS + _digits(7_000_000))), TEXT)
    yield Broken("run-10-MB.docx", package(p(_digits(10_000_000))), ERROR, {"too_large", "out_of_memory"})
    yield Broken(
        "paragraphs-many.docx",
        package("".join(f"<w:p><w:r><w:t>{k * 7919 % 99991}</w:t></w:r></w:p>" for k in range(62_000))),
        ERROR,
        {"too_large"},
    )
    fields = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3000 + r("INCLUDETEXT http://203.0.113.9/a") + r(_WORDS)
    yield Broken("fields-open.docx", package(f"<w:p>{fields}</w:p>{p(_WORDS)}"))
    foreign = '<w:altChunk r:id="x"/>' * 500
    yield Broken("parts-foreign.docx", package(p(_WORDS) + foreign), TEXT)
    yield Broken("paragraph-in-paragraph.docx", package("<w:p>" * 200 + r(_WORDS) + "</w:p>" * 200))
    yield Broken("body-missing.docx", package("", extra={"word/document.xml": part("document", "").encode()}), ERROR)
    yield Broken("body-empty.docx", package(""), ERROR, {"empty"})
    yield Broken("root-other.docx", package("", extra={"word/document.xml": b"<html><body>x</body></html>"}), ERROR)


def _digits(count: int) -> str:
    """So many characters that do not pack a hundredfold."""
    return random.Random(count).randbytes(count // 2).hex()


def _related(relation: str) -> bytes:
    return package(p(_WORDS), extra={"word/_rels/document.xml.rels": _RELATIONS.format(relation).encode()})


def _many(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.xml", b"")
    return stream.getvalue()


def _duplicate(good: bytes) -> bytes:
    """Two members of one name: what a careful reader and a careless one read differs."""
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.fp.seek(0, io.SEEK_END)  # type: ignore[union-attr]
        info = zipfile.ZipInfo("word/document.xmL")
        archive.writestr(info, part("document", f"<w:body>{p('khác')}</w:body>").encode())
    return stream.getvalue().replace(b"document.xmL", b"document.xml")


def _link(good: bytes) -> bytes:
    stream = io.BytesIO(good)
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("word/numbering.xml")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, b"/etc/passwd")
    return stream.getvalue()


def _overlapping(good: bytes) -> bytes:
    """A directory of many entries that all point to the same packed bytes."""
    end = good.rfind(b"PK\x05\x06")
    start = good.rfind(b"PK\x01\x02", 0, end)
    entry = good[start:end]
    size, place = struct.unpack("<II", good[end + 12 : end + 20])
    tail = good[end : end + 8] + struct.pack("<HHIIH", 5000, 5000, size + len(entry) * 4990, place, 0)
    return good[:end] + entry * 4990 + tail
