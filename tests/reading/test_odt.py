"""OpenDocument texts, read directly."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import pytest

from analyzer.errors import ReadingError
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import SourceText
from analyzer.reading.odt import read_odt
from tests.reading.packages import codes, shown, zipped

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_FACES = '<office:font-face-decls><style:font-face style:name="Cu" svg:font-family="&apos;.VnTime&apos;"/></office:font-face-decls>'
_STYLES = """
<style:style style:name="D" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
 <style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>
<style:style style:name="Con" style:family="paragraph" style:parent-style-name="D"/>
<style:style style:name="Nghieng" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="An" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Hoa" style:family="text"><style:text-properties fo:text-transform="uppercase"/></style:style>
<style:style style:name="TCVN" style:family="text"><style:text-properties style:font-name="Cu"/></style:style>
<text:list-style style:name="L">
 <text:list-level-style-number text:level="1" style:num-format="I" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/>
 <text:list-level-style-bullet text:level="3" text:bullet-char="•"/>
</text:list-style>
"""


def _package(body: str, *, styles: str = "", **extra: bytes) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>{_FACES}'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    sheet = f"<office:document-styles {_NAMES}><office:master-styles>{styles}</office:master-styles></office:document-styles>"
    members = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    return zipped(members | {"styles.xml": sheet.encode()} | extra)


def _read(body: str, *, styles: str = "", limits: Limits = DEFAULT_LIMITS) -> SourceText:
    return read_odt(_package(body, styles=styles), "a.odt", "", limits)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:p>Kế\n   hoạch</text:p>", ["Kế hoạch"]),
        ('<text:p> a<text:s text:c="3"/>b<text:tab/>c<text:line-break/> d </text:p>', ["a   b\tc\nd"]),
        ('<text:p>a<text:span text:style-name="An">ẩn</text:span>b</text:p>', ["ab"]),
        ('<text:p><text:span text:style-name="Hoa">mục tiêu</text:span></text:p>', ["MỤC TIÊU"]),
        ("<text:p>Trang <text:page-number>7</text:page-number></text:p>", ["Trang 7"]),
        ("<text:tracked-changes><text:p>bỏ</text:p></text:tracked-changes><text:p>giữ</text:p>", ["giữ"]),
        ("<text:p>a<office:annotation><text:p>ý kiến</text:p></office:annotation>b</text:p>", ["ab"]),
        ('<text:section text:display="none"><text:p>ẩn</text:p></text:section><text:p>a</text:p>', ["a"]),
        ("<text:section><text:p>trong</text:p></text:section>", ["trong"]),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame></text:p>",
            ["a", "hộp"],
        ),
        ('<text:p><text:span text:style-name="TCVN">c«ng t¸c</text:span> và</text:p>', ["công tác và"]),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    assert shown(_read(body)) == expected


def test_lists() -> None:
    def item(inner: str) -> str:
        return f"<text:list-item>{inner}</text:list-item>"

    inner = f"<text:list>{item('<text:p>b</text:p><text:p>tiếp</text:p>')}{item('<text:p>c</text:p>')}</text:list>"
    deepest = f"<text:list>{item('<text:p>gạch</text:p>')}</text:list>"
    bullets = f"<text:list>{item(deepest)}</text:list>"
    body = (
        f'<text:list xml:id="l1" text:style-name="L">{item("<text:p>a</text:p>" + inner)}</text:list>'
        "<text:p>ngoài</text:p>"
        f'<text:list text:style-name="L" text:continue-list="l1">{item("<text:p>d</text:p>" + bullets)}</text:list>'
        f'<text:list text:style-name="L">{item("<text:p>mới</text:p>")}</text:list>'
    )
    assert shown(_read(body)) == ["I. a", "I.1. b", "tiếp", "I.2. c", "ngoài", "II. d", "- gạch", "I. mới"]


def test_look_notes_and_running_heads() -> None:
    page = "<style:master-page><style:header><text:p>đầu</text:p></style:header><style:footer><text:p>3</text:p></style:footer></style:master-page>"
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>chú</text:p><text:p>thêm</text:p></text:note-body></text:note>"
    )
    body = f'<text:p text:style-name="Con">TÊN</text:p><text:h text:outline-level="2">Mục{note}</text:h><text:p>sau</text:p>'
    source = _read(body, styles=page + page)
    found = [(block.id, block.kind, block.text) for block in source.blocks]
    assert found == [
        ("h0p0", "header", "đầu"), ("p0", "paragraph", "TÊN"), ("p1", "paragraph", "Mục"), ("n0", "footnote", "chú"),
        ("n0p1", "footnote", "thêm"), ("p2", "paragraph", "sau"), ("f0p0", "footer", "3"),
    ]  # fmt: skip
    style = source.blocks[1].style
    assert (style.bold, style.size, style.align) == (True, 14.0, "center")
    assert source.blocks[2].style.heading_level == 2
    assert source.blocks[3].note_ref == "1"


def test_tables() -> None:
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/>'
        '<table:table-cell table:number-rows-spanned="2"><text:p>b</text:p></table:table-cell></table:table-row>'
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell>"
        "<table:table-cell><text:p>d</text:p><table:table><table:table-row><table:table-cell><text:p>trong</text:p>"
        "</table:table-cell></table:table-row></table:table></table:table-cell><table:covered-table-cell/>"
        "</table:table-row></table:table>"
    )
    cells = [(b.text, b.cell.table, b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span, b.cell.header)
             for b in _read(body).blocks if b.cell]  # fmt: skip
    assert cells == [
        ("a", 0, 0, 0, 1, 2, True), ("b", 0, 0, 2, 2, 1, True), ("c", 0, 1, 0, 1, 1, False),
        ("d", 0, 1, 1, 1, 1, False), ("trong", 1, 0, 0, 1, 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_package("<text:p/>"), "empty"),
        (zipped({"content.xml": b"<x/>"}), "corrupt"),
        (_package("<text:p>a</text:p>", **{"META-INF/manifest.xml": b"<m:encryption-data/>"}), "encrypted"),
        (zipped({"content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "bomb"),
        (_package("<text:p>" + "<text:span>" * 400 + "sâu" + "</text:span>" * 400 + "</text:p>"), "corrupt"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_odt(data, "a.odt", "", DEFAULT_LIMITS)
    assert caught.value.code == code


def test_a_cell_repeated_without_end() -> None:
    cell = '<table:table-cell table:number-columns-repeated="999999999"/><table:table-cell><text:p>x</text:p></table:table-cell>'
    source = _read(f"<table:table><table:table-row>{cell}</table:table-row></table:table>")
    assert source.blocks[0].cell is not None
    assert source.blocks[0].cell.column == 200
    assert codes(source) == []
