"""Paragraph content, styles, notes, boxes, tracked changes and pages of Word files."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from analyzer.reading import read
from analyzer.reading.model import Style
from tests.reading.packages import codes, docx, only, p, package, part, r, row, shown, table, zipped

_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_CODE = "<w:r><w:instrText> PAGE </w:instrText></w:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (r("kế") + r("t qu") + r("ả"), "kết quả"),
        (r("  giữ khoảng trắng "), "  giữ khoảng trắng "),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>", "a\tb\tc"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "a\nb\nc"),
        ("<w:r><w:t>UBND</w:t><w:noBreakHyphen/><w:t>VX</w:t></w:r>", "UBND-VX"),
        ("<w:r><w:t>tuyên</w:t><w:softHyphen/><w:t> truyền</w:t></w:r>", "tuyên truyền"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 95%</w:t></w:r>', "≥ 95%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> đạt</w:t></w:r>', "✓ đạt"),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/><w:t>đạt</w:t></w:r>', "đạt"),
        (_FIELD.format("begin") + _CODE + _FIELD.format("separate") + r("7") + _FIELD.format("end") + r(" trang"), "7 trang"),
        (_FIELD.format("begin") + _CODE + _FIELD.format("end") + r("trang"), "trang"),
        (
            _FIELD.format("begin") + _FIELD.format("begin") + r("trong mã") + _FIELD.format("separate") + r("cũng mã")
            + _FIELD.format("end") + _FIELD.format("separate") + r("kết quả") + _FIELD.format("end"),
            "kết quả",
        ),
        ('<w:fldSimple w:instr="DATE">' + r("01/02/2031") + "</w:fldSimple>", "01/02/2031"),
        ('<w:hyperlink r:id="x">' + r("cổng thông tin") + "</w:hyperlink>", "cổng thông tin"),
        ("<w:smartTag>" + r("xã") + "<w:smartTag>" + r(" A") + "</w:smartTag></w:smartTag>", "xã A"),
        ("<w:sdt><w:sdtPr><w:t>không</w:t></w:sdtPr><w:sdtContent>" + r("ô nhập") + "</w:sdtContent></w:sdt>", "ô nhập"),
        ("<w:commentRangeStart/>" + r("chữ") + "<w:commentRangeEnd/><w:r><w:commentReference/></w:r>", "chữ"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>trên</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>gốc</w:t></w:r></w:rubyBase></w:ruby></w:r>", "gốc"),
        ('<w:bookmarkStart w:name="a"/>' + r("b") + "<w:proofErr/>" + r("c"), "bc"),
        (f"<mc:AlternateContent><mc:Choice>{r('một')}</mc:Choice><mc:Fallback>{r('hai')}</mc:Fallback></mc:AlternateContent>", "một"),
        (f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{r('hai')}</mc:Fallback></mc:AlternateContent>", "hai"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(inner: str, text: str) -> None:
    assert only(docx(p(inner))).text == text


def test_a_field_without_end_does_not_swallow_the_next_paragraph() -> None:
    assert shown(docx(p(_FIELD.format("begin") + r("mã")) + p("Nội dung"))) == ["Nội dung"]


def test_a_field_result_may_run_over_paragraphs() -> None:
    body = p(_FIELD.format("begin") + _CODE + _FIELD.format("separate") + r("một")) + p(r("hai") + _FIELD.format("end"))
    assert shown(docx(body)) == ["một", "hai"]


@pytest.mark.parametrize(
    ("body", "expected", "warnings"),
    [
        (p("<w:ins>" + r("mới") + "</w:ins>" + r(" cũ")), ["mới cũ"], ["tracked_changes"]),
        (p("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>" + r("giữ")), ["giữ"], ["tracked_changes"]),
        (
            p("<w:moveFrom>" + r("đi") + "</w:moveFrom>") + p("<w:moveTo>" + r("đi") + "</w:moveTo>"),
            ["đi"],
            ["tracked_changes"],
        ),
        (p("nửa đầu", props="<w:rPr><w:del/></w:rPr>") + p(" nửa sau"), ["nửa đầu nửa sau"], ["tracked_changes"]),
        (p("cuối", props="<w:rPr><w:del/></w:rPr>"), ["cuối"], ["tracked_changes"]),
        (p("trước bảng", props="<w:rPr><w:del/></w:rPr>") + table(row("ô")), ["trước bảng", "ô"], ["tracked_changes"]),
        (table(row("bỏ", props="<w:del/>"), row("giữ")), ["giữ"], ["tracked_changes"]),
        (p(r("ẩn", "<w:vanish/>") + r("hiện")), ["hiện"], ["hidden_text"]),
        (p(r("hiện", '<w:vanish w:val="0"/>')), ["hiện"], []),
        (p('<w:altChunk r:id="a"/>') + '<w:altChunk r:id="a"/>' + p("chữ"), ["chữ"], ["embedded_parts"]),
    ],
)
def test_changes_and_hidden_text(body: str, expected: list[str], warnings: list[str]) -> None:
    source = docx(body)
    assert shown(source) == expected
    assert codes(source) == warnings


def test_the_warning_counts_changes() -> None:
    source = docx(p("<w:ins>" + r("a") + "</w:ins><w:ins>" + r("b") + "</w:ins><w:del>" + r("c") + "</w:del>"))
    assert "2 insertions" in source.warnings[0].message.en
    assert "1 deletions" in source.warnings[0].message.en


_STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Thng"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/><w:basedOn w:val="Thng"/><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="con"><w:name w:val="Con"/><w:basedOn w:val="u2"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="vong1"><w:name w:val="V1"/><w:basedOn w:val="vong2"/></w:style>
<w:style w:type="paragraph" w:styleId="vong2"><w:name w:val="V2"/><w:basedOn w:val="vong1"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="manh"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="an"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("paragraph", "style"),
    [
        (p("a"), Style(False, False, 13.0, "justify", None)),
        (p("a", props='<w:pStyle w:val="u2"/>'), Style(True, False, 14.0, "justify", 2)),
        (p("a", props='<w:pStyle w:val="con"/>'), Style(True, False, 14.0, "center", 2)),
        (p("a", props='<w:pStyle w:val="con"/><w:jc w:val="end"/>'), Style(True, False, 14.0, "right", 2)),
        (p(r("a", '<w:b w:val="0"/>'), props='<w:pStyle w:val="u2"/>'), Style(False, False, 14.0, "justify", 2)),
        (p("a", props='<w:pStyle w:val="khong-co"/>'), Style(False, False, 13.0, "justify", None)),
        (p("a", props='<w:pStyle w:val="vong1"/>'), Style(False, True, 13.0, "justify", None)),
        (p(r("a", '<w:rStyle w:val="manh"/>')), Style(True, False, 13.0, "justify", None)),
        (p(r("a", "<w:b/>"), r("b")), Style(False, False, 13.0, "justify", None)),
        (p(r("a", "<w:b/>"), r("  ")), Style(True, False, 13.0, "justify", None)),
        (p(r("dài hơn", '<w:sz w:val="24"/>'), r("b")), Style(False, False, 12.0, "justify", None)),
        (p("a", props='<w:outlineLvl w:val="0"/>'), Style(False, False, 13.0, "justify", 1)),
        (p("a", props='<w:pStyle w:val="u2"/><w:outlineLvl w:val="9"/>'), Style(True, False, 14.0, "justify", None)),
        (p(r("a", '<w:sz w:val="x"/>')), Style(False, False, 13.0, "justify", None)),
    ],
)
def test_style_inheritance(paragraph: str, style: Style) -> None:
    assert only(docx(paragraph, styles=_STYLES)).style == style


def test_text_hidden_by_a_style() -> None:
    source = docx(p(r("ẩn", '<w:rStyle w:val="an"/>')) + p("hiện"), styles=_STYLES)
    assert shown(source) == ["hiện"]
    assert codes(source) == ["hidden_text"]


def test_without_a_style_sheet_nothing_is_claimed_of_size_and_alignment() -> None:
    assert only(docx(p("a"))).style == Style(False, False, None, None, None)


_BOX = "<w:txbxContent>{}</w:txbxContent>"


@pytest.mark.parametrize(
    "drawing",
    [
        "<w:drawing><wps:txbx>" + _BOX.format(p("trong khung")) + "</wps:txbx></w:drawing>",
        "<w:pict><v:shape><v:textbox>" + _BOX.format(p("trong khung")) + "</v:textbox></v:shape></w:pict>",
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>" + _BOX.format(p("trong khung"))
        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + _BOX.format(p("trong khung"))
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
    ],
)  # fmt: skip
def test_text_boxes_come_once_after_their_paragraph(drawing: str) -> None:
    source = docx(p(r("neo") + f"<w:r>{drawing}</w:r>") + p("sau"))
    assert [(block.id, block.kind, block.text) for block in source.blocks] == [
        ("p0", "paragraph", "neo"), ("p0b0p0", "textbox", "trong khung"), ("p1", "paragraph", "sau"),
    ]  # fmt: skip


_NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Một</w:t></w:r></w:p>'
    + p("đoạn hai") + '</w:footnote><w:footnote w:id="3">' + p("Hai") + '</w:footnote><w:footnote w:id="4">' + p("* Sao") + "</w:footnote>"
)  # fmt: skip
_REF = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    source = docx(p(r("đạt 95%") + _REF.format(3)) + p(r("tiếp") + _REF.format(2) + _REF.format(9)), footnotes=_NOTES)
    assert [(block.id, block.kind, block.text, block.note_ref) for block in source.blocks] == [
        ("p0", "paragraph", "đạt 95%", None),
        ("n0", "footnote", "Hai", "1"),
        ("p1", "paragraph", "tiếp", None),
        ("n1", "footnote", " Một", "2"),
        ("n1p1", "footnote", "đoạn hai", "2"),
    ]


def test_a_mark_of_the_authors_own() -> None:
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="4"/><w:t>*</w:t></w:r>'
    source = docx(p(r("số liệu") + mark), footnotes=_NOTES)
    assert [(block.text, block.note_ref) for block in source.blocks] == [("số liệu", None), (" Sao", "*")]


def test_note_formats() -> None:
    body = p(r("a") + _REF.format(2)) + p(r("b") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
    source = docx(
        body,
        footnotes=_NOTES,
        endnotes='<w:endnote w:id="1">' + p("Cuối") + "</w:endnote>",
        settings='<w:footnotePr><w:numFmt w:val="upperRoman"/><w:numStart w:val="3"/></w:footnotePr>',
    )
    assert [block.note_ref for block in source.blocks if block.kind == "footnote"] == ["III", "III", "i"]


def _section(*references: str, flags: str = "") -> str:
    return f"<w:sectPr>{''.join(references)}{flags}</w:sectPr>"


def _header(kind: str, name: str, what: str = "header") -> str:
    return f'<w:{what}Reference w:type="{kind}" r:id="{name}"/>'


@pytest.mark.parametrize(
    ("section", "settings", "expected"),
    [
        (_section(_header("default", "header1")), "", ["Thường"]),
        (_section(_header("default", "header1"), _header("first", "header2")), "", ["Thường"]),
        (
            _section(_header("default", "header1"), _header("first", "header2"), flags="<w:titlePg/>"),
            "",
            ["Thường", "Đầu"],
        ),
        (_section(_header("even", "header3")), "", []),
        (_section(_header("even", "header3")), "<w:evenAndOddHeaders/>", ["Chẵn"]),
        (_section(_header("default", "header9")), "", []),
    ],
)
def test_headers_that_are_shown(section: str, settings: str, expected: list[str]) -> None:
    source = docx(p("thân") + section, header1=p("Thường"), header2=p("Đầu"), header3=p("Chẵn"), settings=settings)
    assert [block.text for block in source.blocks if block.kind == "header"] == expected
    assert source.blocks[-1].text == "thân"


def test_headers_and_footers_once_around_the_body() -> None:
    inner = p("hết mục", props=_section(_header("default", "header1"), _header("default", "footer1", "footer")))
    source = docx(
        inner + p("thân") + _section(_header("default", "header1"), _header("default", "header2")),
        header1=p("Đầu trang") + table(row("trái", "phải")),
        header2=p("Đầu trang") + table(row("trái", "phải")),
        footer1=p("Chân trang"),
    )
    assert [(block.id, block.kind, block.text) for block in source.blocks] == [
        ("h0p0", "header", "Đầu trang"),
        ("h0t0r0c0p0", "header", "trái"),
        ("h0t0r0c1p0", "header", "phải"),
        ("p0", "paragraph", "hết mục"),
        ("p1", "paragraph", "thân"),
        ("f0p0", "footer", "Chân trang"),
    ]


_BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def test_pages_only_where_word_noted_them() -> None:
    plain = docx(p("a") + p('<w:r><w:br w:type="page"/></w:r>') + p("b"))
    assert plain.pages is None
    assert [block.page for block in plain.blocks] == [None, None]
    source = docx(p("a") + p(_BREAK + r("b")) + p(r("c") + _BREAK + r("d")) + p("e"))
    assert [block.page for block in source.blocks] == [1, 2, 2, 3]
    assert source.pages == 3


def test_a_row_that_runs_over_a_page_counts_it_once() -> None:
    cell = f"<w:tc><w:tcPr/>{p(r('trên') + _BREAK + r('dưới'))}</w:tc>"
    source = docx(table(row(cell, cell)) + p("sau"))
    assert [block.page for block in source.blocks] == [1, 1, 2]


def test_strict_namespaces() -> None:
    data = package(p("Nghiêm ngặt"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in members.items()
    }
    assert b"purl.oclc.org" in members["word/document.xml"]
    assert shown(read("a.docx", data=zipped(members))) == ["Nghiêm ngặt"]


def test_macros_are_named_and_pictures_of_text_too() -> None:
    data = package(p("ngắn"), extra={"word/vbaProject.bin": b"\0", "word/media/image1.png": b"\x89PNG"})
    assert codes(read("a.docm", data=data)) == ["macros", "pictures_not_read"]


def test_a_main_part_with_another_name() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    members = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations.encode(),
        "word/document2.xml": part("document", f"<w:body>{p('Khác tên')}</w:body>").encode(),
    }
    assert shown(read("a.docx", data=zipped(members))) == ["Khác tên"]


def test_a_file_of_python_docx() -> None:
    document = python_docx.Document()
    document.add_heading("Mục đích", level=1)
    paragraph = document.add_paragraph("Căn giữa")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.runs[0].italic = True
    paragraph.runs[0].font.size = Pt(13)
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("chấm", style="List Bullet")
    document.sections[0].footer.paragraphs[0].text = "Trang"
    stream = io.BytesIO()
    document.save(stream)
    source = read("a.docx", data=stream.getvalue())
    assert shown(source) == ["Mục đích", "Căn giữa", "1. một", "2. hai", "- chấm", "Trang"]
    assert source.blocks[0].style.heading_level == 1
    assert source.blocks[0].style.bold
    assert source.blocks[1].style == Style(False, True, 13.0, "center", None)
    assert source.blocks[-1].kind == "footer"
    assert len({block.id for block in source.blocks}) == len(source.blocks)


def test_capitals_set_by_the_format_are_read_as_capitals() -> None:
    source = docx(p(r("Kế hoạch ", "<w:caps/>"), r("số một")) + p(r("Ủy ban nhân dân", '<w:caps w:val="0"/>')))
    assert shown(source) == ["KẾ HOẠCH số một", "Ủy ban nhân dân"]
