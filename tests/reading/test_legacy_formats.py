"""Fonts from before Unicode as each format names them."""

from __future__ import annotations

import pytest

from analyzer.reading import read
from tests.reading.packages import codes, docx, numbered, p, r, shown
from tests.support.legacy import FONTS, encode, in_legacy_font
from tests.support.make_pdf import fonts

_WORDS = "Kế hoạch tuyên truyền bảo hiểm xã hội năm 2026 của phường"
_LINES = (
    _WORDS,
    "hướng dẫn theo Thông tư 15/2025/TT-BNV, ưu tiên lương hưu",
    "nhà nước khuyến khích; kinh tế - xã hội 2026-2030, gửi lên trước",
)
_OLD = encode(_WORDS, "tcvn3")
_FONT = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="§iÒu %1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (p(r(_OLD, _FONT)), ""),
        (p(r(_OLD[:5], _FONT), r(_OLD[5:9], _FONT), r(_OLD[9:], _FONT)), ""),
        (p(r(_OLD)), f"<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}</w:rPr></w:rPrDefault></w:docDefaults>"),
        (
            p(r(_OLD), props='<w:pStyle w:val="Con"/>'),
            f'<w:style w:type="paragraph" w:styleId="Cha"><w:rPr>{_FONT}</w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Cha"/></w:style>',
        ),
        (
            p(r(_OLD, '<w:rStyle w:val="Chu"/>')),
            f'<w:style w:type="character" w:styleId="Chu"><w:rPr>{_FONT}</w:rPr></w:style>',
        ),
        (p(r(_OLD, '<w:rFonts w:hAnsi=".VnTime" w:ascii="Times New Roman"/>')), ""),
    ],
)
def test_word(body: str, styles: str) -> None:
    source = docx(body, styles=styles)
    assert shown(source) == [_WORDS]
    assert codes(source) == ["legacy_encoding"]


def test_word_font_of_the_theme() -> None:
    theme = '<a:fontScheme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont></a:fontScheme>'  # noqa: E501
    source = docx(p(r(_OLD, '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')), theme=theme)
    assert shown(source) == [_WORDS]


def test_word_letter_in_the_place_of_a_soft_hyphen() -> None:
    run = f"<w:r><w:rPr>{_FONT}</w:rPr><w:t>ph</w:t><w:softHyphen/><w:t>¬ng</w:t></w:r>"
    assert shown(docx(p(run))) == ["phương"]
    assert shown(docx(p("<w:r><w:t>phương</w:t><w:softHyphen/><w:t>án</w:t></w:r>"))) == ["phươngán"]


def test_word_capitals_and_labels() -> None:
    upper = r("môc tiªu", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')
    assert shown(docx(p(upper))) == ["MỤC TIÊU"]
    item = numbered(_OLD, 1).replace("<w:rPr></w:rPr>", f"<w:rPr>{_FONT}</w:rPr>")
    assert shown(docx(item, numbering=_NUMBERING)) == [f"Điều 1. {_WORDS}"]


def test_word_in_part() -> None:
    source = docx(p(r(_OLD, _FONT), r(" và công tác việc làm")) + p("Cả năm 2026") + p(r("Cả hộ nghèo", _FONT)))
    assert shown(source) == [f"{_WORDS} và công tác việc làm", "Cả năm 2026", "Cả hộ nghèo"]


def test_word_in_unicode_gets_no_warning() -> None:
    source = docx(p(r(_WORDS, _FONT)) + p("Société «Générale» §1"))
    assert shown(source) == [_WORDS, "Société «Générale» §1"]
    assert codes(source) == []


@pytest.mark.parametrize(
    "page",
    [
        f'<p><font face=".VnTime">{_OLD}</font></p>',
        f"<p style=\"font-family:'.VnTime','Times New Roman'\">{_OLD}</p>",
        f'<style>p.cu, li.cu {{font-size:12pt; font-family:".VnTime";}}</style><p class="cu">{_OLD}</p>',
        f'<style>td {{font-family:.VnTime}}</style><p><font face=".VnTime">{_OLD[:7]}<b>{_OLD[7:]}</b></font></p>',
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_html(page: str, encoding: str) -> None:
    head = f'<html><head><meta charset="{encoding}"></head><body>'
    source = read("a.html", data=(head + page + "</body></html>").encode(encoding))
    assert shown(source) == [_WORDS]
    assert codes(source)[0] == "legacy_encoding"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vietware_x"])
def test_plain_text(encoding: str) -> None:
    data = "\n".join(encode(line, encoding) for line in _LINES * 3).encode("latin-1")
    source = read("a.txt", data=data)
    assert shown(source) == list(_LINES * 3)
    assert codes(source) == ["legacy_encoding"]


def _pdf(lines: list[str], font: str) -> bytes:
    """A page in a font that is not embedded, its characters in the places of Windows-1252."""
    name = font.replace(".", "#2E").replace(" ", "#20").encode()
    shown_lines = b"".join(
        b"(" + line.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(") + b") Tj T*\n" for line in lines
    )
    content = b"BT /F1 13 Tf 60 780 Td 18 TL\n" + shown_lines + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 "
        b"/Widths [%s] /FontDescriptor 6 0 R >>" % (name, b"500 " * 224),
        b"<< /Type /FontDescriptor /FontName /%s /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
        b"/Descent -200 /CapHeight 700 /StemV 80 >>" % name,
    ]
    made = b"%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return made + b"xref\n0 7\n0000000000 65535 f \n%strailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, len(made),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_pdf(encoding: str) -> None:
    source = read("a.pdf", data=_pdf([encode(line, encoding) for line in _LINES], FONTS[encoding][0]))
    assert " ".join(block.text for block in source.blocks) == " ".join(_LINES)
    assert codes(source) == ["legacy_encoding"]
    for block in source.blocks:
        assert block.char_boxes is not None
        assert len(block.char_boxes) == len(block.text)
        assert all(x1 > x0 for x0, _, x1, _ in block.char_boxes)


def test_pdf_in_unicode_is_left() -> None:
    from tests.support.make_pdf import Sheets

    sheets = Sheets()
    sheets.lines(60, 60, [_WORDS, "§ 1 ± 5 ° «hội» ø æ å Ø"], font=fonts()[0])
    source = read("a.pdf", data=sheets.save())
    assert _WORDS in source.blocks[0].text
    assert codes(source) == []


def test_the_documents_of_the_tests_are_encoded() -> None:
    from tests.reading.packages import package

    made = in_legacy_font(package(p("Bảo hiểm xã hội")), "tcvn3")
    assert "Bảo hiểm".encode() not in made
    assert shown(read("a.docx", data=made)) == ["Bảo hiểm xã hội"]
