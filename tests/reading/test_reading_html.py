"""HTML: paragraphs, lists, tables, notes and what is not shown."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import pytest

from analyzer.reading import read
from analyzer.reading.model import SourceText, Style
from tests.reading.packages import attempt, codes, shown


def _read(body: str, head: str = "") -> SourceText:
    return read("a.html", data=f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>k<span>ế</span>t<b> quả</b></p>", ["kết quả"]),
        ("<p>một\n   hai\t ba</p>", ["một hai ba"]),
        ("<p>một<br>hai<br/>ba</p>", ["một\nhai\nba"]),
        ("<div>một<br><br>hai</div>", ["một", "hai"]),
        ("<div>a<br>b<br>c<br>d</div>", ["a", "b", "c", "d"]),
        ("<div>trần<p>đoạn</p>đuôi</div>", ["trần", "đoạn", "đuôi"]),
        ("<p>chưa đóng<p>tiếp<div>nữa", ["chưa đóng", "tiếp", "nữa"]),
        ("<b><p>đậm</b> thường</p>", ["đậm thường"]),
        ("<pre>một\n  hai</pre>", ["một\n  hai".replace("  ", " ").replace("\n ", "\n")]),
        ("<p>a&nbsp;b &lt;c&gt; &#7871;</p>", ["a\u00a0b <c> ế"]),
        ("<p>&nbsp;</p><p>x</p>", ["x"]),
        ("<script>a</script><style>b</style><nav>menu</nav><p>x<!-- c --></p><noscript>d</noscript>", ["x"]),
        ("<p style='display: none'>ẩn</p><p hidden>ẩn</p><p aria-hidden=true>ẩn</p><p>hiện</p>", ["hiện"]),
        ("<p>a<span style='display:none'>ẩn</span>b</p>", ["ab"]),
        ("<header><a href=/>Trang chủ</a> <a href=/t>Tin</a></header><p>x</p>", ["x"]),
        ("<header><p>UBND XÃ A</p></header><p>x</p><footer><p>Nơi nhận:</p></footer>", ["UBND XÃ A", "x", "Nơi nhận:"]),
        ("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>", ["- a", "+ b", "* c", "- d"]),
        ("<ol><li>a<li>b</ol><ol start=5><li>c<li value=9>d<li>e</ol>", ["1. a", "2. b", "5. c", "9. d", "10. e"]),
        ("<ol type=I><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", ["I. a", "a. b", "b. c", "II. d"]),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", ["i. a", "ii. b"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", ["1. a", "b", "2. c"]),
        ("<ul style='list-style:none'><li>a</ul><ul><li>- b</ul><ol><li>1. c</ol>", ["a", "- b", "1. c"]),
        ("<ul><li></li><li>a</ul>", ["- a"]),
        ("<ol start=x><li value=99999999999>a</ol>", ["1. a"]),
        ("<li>lạc</li>", ["- lạc"]),
        ("<p>rộng 5 m<sup>2</sup>, 10<sup>6</sup> đồng</p>", ["rộng 5 m2, 106 đồng"]),
        ("<p>đạt 95%<sup>1</sup> năm</p>", ["đạt 95% năm"]),
        ("<font><b>" * 300 + "sâu" + "</b></font>" * 300 + "<p>sau</p>", ["sâu", "sau"]),
    ],
)
def test_blocks(body: str, expected: list[str]) -> None:
    assert shown(_read(body)) == expected


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p>a</p>", Style(False, False)),
        ("<p><b>a</b> <strong>b</strong></p>", Style(True, False)),
        ("<p><b>a</b> b</p>", Style(False, False)),
        ("<p align=center><i>a</i></p>", Style(False, True, align="center")),
        ("<center>a</center>", Style(False, False, align="center")),
        ("<h3>a</h3>", Style(True, False, heading_level=3)),
        (
            "<p style='text-align:right;font-weight:700;font-style:italic;font-size:14.0pt'>a</p>",
            Style(True, True, 14.0, "right"),
        ),
        ("<p style='font-size:16px'>a</p>", Style(False, False, 12.0)),
        ("<b style='font-weight:normal'><p>a</p></b>", Style(False, False)),
        ("<div style='text-align:justify'><p>a</p></div>", Style(False, False, align="justify")),
    ],
)
def test_style(body: str, style: Style) -> None:
    assert _read(body).blocks[0].style == style


def _cells(source: SourceText) -> list[tuple[str, int, int, int, int, int]]:
    return [
        (b.text, b.cell.table, b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span)
        for b in source.blocks
        if b.cell
    ]


def test_the_letterhead_is_a_table() -> None:
    source = _read("<table><tr><td>UBND<br>XÃ A</td><td><b>CỘNG HÒA</b></td></tr></table>")
    assert _cells(source) == [("UBND\nXÃ A", 0, 0, 0, 1, 1), ("CỘNG HÒA", 0, 0, 1, 1, 1)]


def test_spans() -> None:
    source = _read(
        "<table><thead><tr><th rowspan=2>TT<th colspan=2>Chỉ tiêu</tr><tr><th>Năm<th>Tỷ lệ</thead>"
        "<tr><td>1<td>2031<td>60%</tr><tr><td colspan=0>x<td rowspan=abc>y</table>"
    )
    assert _cells(source) == [
        ("TT", 0, 0, 0, 2, 1), ("Chỉ tiêu", 0, 0, 1, 1, 2), ("Năm", 0, 1, 1, 1, 1), ("Tỷ lệ", 0, 1, 2, 1, 1),
        ("1", 0, 2, 0, 1, 1), ("2031", 0, 2, 1, 1, 1), ("60%", 0, 2, 2, 1, 1), ("x", 0, 3, 0, 1, 1), ("y", 0, 3, 1, 1, 1),
    ]  # fmt: skip
    assert [block.cell is not None and block.cell.header for block in source.blocks][:5] == [True] * 4 + [False]


def test_nested_tables_follow_the_row() -> None:
    source = _read("<table><tr><td>a<table><tr><td>x<td>y</table>b<td>c<tr><td>d<td>e</table>")
    assert [(block.id, block.text) for block in source.blocks] == [
        ("t0r0c0p0", "a"), ("t0r0c0p1", "b"), ("t0r0c1p0", "c"), ("t1r0c0p0", "x"), ("t1r0c1p0", "y"),
        ("t0r1c0p0", "d"), ("t0r1c1p0", "e"),
    ]  # fmt: skip


def test_a_table_that_holds_the_page_is_not_one() -> None:
    article = "".join(f"<p>Đoạn số {number} của bài, {'nội dung ' * 20}</p>" for number in range(12))
    letterhead = "<table><tr><td>UBND<td>CỘNG HÒA</table>"
    source = _read(f"<table><tr><td>Mục lục<td>{letterhead}{article}</table><table><tr><td>Khung</table>")
    assert _cells(source) == [("UBND", 0, 0, 0, 1, 1), ("CỘNG HÒA", 0, 0, 1, 1, 1)]
    assert source.blocks[0].kind == "paragraph"
    assert source.blocks[-1] == source.blocks[-1].__class__("p13", "paragraph", "Khung", style=Style(False, False))


@pytest.mark.parametrize(
    "body",
    [
        "<p>đạt 95%<sup><a href='#n1' id=r1>1</a></sup>.</p><p>sau</p><ol><li id=n1>theo báo cáo <a href='#r1'>↩</a></li></ol>",
        "<p>đạt 95%<a href='#n1' name=r1>[1]</a>.</p><p>sau</p><div id=n1><p><a href='#r1'>[1]</a> theo báo cáo</p></div>",
        "<p>đạt 95%<a style='mso-footnote-id:n1' href='#_n1' name='_r1'><span>1</span></a>.</p><p>sau</p>"
        "<p><a href='#_r1' name='_n1'>1</a> theo báo cáo</p>",
    ],
)
def test_linked_notes(body: str) -> None:
    assert [(block.kind, block.text.strip(), block.note_ref) for block in _read(body).blocks] == [
        ("paragraph", "đạt 95%.", None),
        ("footnote", "theo báo cáo", "1"),
        ("paragraph", "sau", None),
    ]


def test_notes_without_links() -> None:
    source = _read("<p>đạt 95%<sup>(1)</sup></p><p><sup>(1)</sup> Theo báo cáo</p>")
    assert [(block.kind, block.text, block.note_ref) for block in source.blocks] == [
        ("paragraph", "đạt 95%", None),
        ("footnote", "Theo báo cáo", "1"),
    ]


def test_a_table_of_contents_is_no_note() -> None:
    assert shown(_read("<p><a href='#m1'>I</a></p><p><a href='#m2'>Mục tiêu</a></p><h2 id=m1>I. Mục đích</h2><h2 id=m2>Mục tiêu</h2>")) == [
        "I", "Mục tiêu", "I. Mục đích", "Mục tiêu",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "warnings"),
    [
        ("<html><meta charset=utf-8><p>Kế hoạch</p>".encode(), []),
        (
            "<html><meta http-equiv=Content-Type content='text/html; charset=windows-1258'><p>Kế hoạch</p>".encode(
                "utf-16"
            ),
            [],
        ),
        (b"<html><meta charset=windows-1258><p>K\xea\xec hoa\xf2ch</p>", ["encoding"]),
        (b"<html><meta charset=khong-co><p>K\xea\xec hoa\xf2ch</p>", ["encoding"]),
    ],
)
def test_encodings(data: bytes, warnings: list[str]) -> None:
    import unicodedata

    source = read("a.html", data=data)
    assert [unicodedata.normalize("NFC", block.text) for block in source.blocks] == ["Kế hoạch"]
    assert codes(source) == warnings


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<!DOCTYPE html [<!ENTITY a 'b'>]><html><p>&a;</p></html>", "bomb"),
        ("<html><body><script>x</script></body></html>", "empty"),
        ("<html><body><img src=a.png></body></html>", "empty"),
    ],
)
def test_refused(body: str, code: str) -> None:
    assert attempt("a.html", body.encode()) == code


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<table><tr><td>",
        "<b>",
        "<ul><li>",
        "<header>",
        "<sup>",
        "<p align=",
        "<!--",
        "<a href='#x'>1",
        "</td>",
    ],
)
def test_nesting_without_end(piece: str) -> None:
    result = attempt("a.html", ("<html><body><p>đầu</p>" + "<p>chữ</p>" * 900 + piece * 3000 + "cuối").encode())
    assert result == "bomb" or result.blocks[0].text == "đầu"  # type: ignore[union-attr]


def test_what_lies_too_deep_is_said_to_be_missing() -> None:
    assert codes(_read("<p>đầu</p>" + "<div>" * 20_000 + "sâu")) == ["damaged"]
