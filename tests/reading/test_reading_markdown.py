"""Markdown: what is label, what is text, what is a paragraph of its own."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import pytest

from analyzer.reading import read
from analyzer.reading.model import SourceText, Style
from analyzer.reading.softbreaks import split_lines
from tests.reading.packages import shown


def _read(text: str) -> SourceText:
    return read("a.md", data=text.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# KẾ HOẠCH #\n\nThân bài", ["KẾ HOẠCH", "Thân bài"]),
        ("I. MỤC ĐÍCH\n1. Mục đích\nNâng cao nhận thức", ["I. MỤC ĐÍCH", "1. Mục đích", "Nâng cao nhận thức"]),
        ("1. Một\n2. Hai", ["1. Một", "2. Hai"]),
        ("8. Tám\n9. Chín", ["8. Tám", "9. Chín"]),
        ("1. Một\n3. Ba", ["1. Một", "3. Ba"]),
        ("1. Một\n1. Hai\n1. Ba", ["1. Một", "2. Hai", "3. Ba"]),
        ("1) Một\n2) Hai", ["1) Một", "2) Hai"]),
        ("a) Một\nb) Hai", ["a) Một", "b) Hai"]),
        ("Mục tiêu:\n2. Cụ thể", ["Mục tiêu:", "2. Cụ thể"]),
        ("1.1. Nhân lực\n1.2. Đối tượng", ["1.1. Nhân lực", "1.2. Đối tượng"]),
        ("- một\n* hai\n+ ba", ["- một", "- hai", "+ ba"]),
        ("- một\n  - hai\n    - ba\n- bốn", ["- một", "+ hai", "* ba", "- bốn"]),
        ("- một\n  + hai", ["- một", "+ hai"]),
        ("1. Một\n   - hai", ["1. Một", "- hai"]),
        ("- một\n\n  đoạn hai\n- ba", ["- một", "đoạn hai", "- ba"]),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("UBND XÃ A\n-------\nSố: 05/KH-UBND", ["UBND XÃ A", "Số: 05/KH-UBND"]),
        ("Tiêu đề\n=======\n\nThân", ["Tiêu đề", "Thân"]),
        ("**Mục tiêu:**đạt *90%* và `mã` ~~bỏ~~", ["Mục tiêu:đạt 90% và mã bỏ"]),
        ("Số: ___/KH-UBND, 2*3*4 \\* a_b_c", ["Số: ___/KH-UBND, 234 * a_b_c"]),
        ("A &amp; B <b>đậm</b> <!-- ẩn -->c", ["A & B đậm c"]),
        ("một<br>hai  \nba", ["một", "hai", "ba"]),
        ("[cổng](http://a.b) ![ảnh](x.png)", ["cổng"]),
        ("    thụt vào không phải mã", ["thụt vào không phải mã"]),
        ("```\nmột\n\nhai\n```", ["một", "hai"]),
        ("> trích dẫn", ["trích dẫn"]),
        ("---\ntitle: x\n---\nThân", ["Thân"]),
        ("---\n\nThân", ["Thân"]),
        ("<div align='center'>\n<b>GIỮA</b>\n</div>\n\nsau", ["GIỮA", "sau"]),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    assert shown(_read(text)) == expected


def test_wrapped_lines_stay_one_paragraph() -> None:
    text = (
        "Ủy ban nhân dân xã triển khai các hình thức tuyên truyền trực tiếp\n"
        "tại thôn, kết hợp truyền thông trên mạng xã hội và hệ thống loa của\n"
        "xã trong suốt năm."
    )
    assert [block.text for block in _read(text).blocks] == [text]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["một dòng ngắn hơn mọi bề rộng trang", "Tiếp theo"], 2),
        (["một dòng rất dài được ngắt ở cuối vì đã hết chỗ trên trang giấy", "Tiếp theo"], 1),
        (["ngắn", "dòng sau viết thường thì nối"], 1),
        (["dòng dài hơn hẳn dòng sau đó nhé", "- mục"], 2),
        (["a", "Điều 5. Trách nhiệm"], 2),
        ([], 0),
    ],
)
def test_where_lines_are_paragraphs(lines: list[str], count: int) -> None:
    assert len(split_lines(lines)) == count


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("**ĐẬM**", [Style(True, False)]),
        ("*nghiêng* _cả_", [Style(False, True)]),
        ("**một** hai", [Style(False, False)]),
        ("**ĐẬM**\nthường ở dòng sau", [Style(True, False), Style(False, False)]),
        ("## **Hai**", [Style(True, False, heading_level=2)]),
    ],
)
def test_style(text: str, styles: list[Style]) -> None:
    assert [block.style for block in _read(text).blocks] == styles


def test_tables_of_pipes_and_of_tags() -> None:
    text = "| TT | **Nội** dung |\n|---|:-:|\n| 1 | a<br>b |\n\n<table><tr><td rowspan=2>x</td><td>y</td></tr><tr><td>z</td></tr></table>\n"
    source = _read(text)
    cells = [(b.id, b.text, b.cell.table, b.cell.row, b.cell.column, b.cell.header) for b in source.blocks if b.cell]
    assert cells[:2] == [("t0r0c0p0", "TT", 0, 0, 0, True), ("t0r0c1p0", "Nội dung", 0, 0, 1, True)]
    assert cells[3] == ("t0r1c1p0", "a\nb", 0, 1, 1, False)
    assert [cell[1:5] for cell in cells[4:]] == [("x", 1, 0, 0), ("y", 1, 0, 1), ("z", 1, 1, 1)]


def test_footnotes() -> None:
    text = "Đạt 95%[^a], có [^la].\n\n| A |\n|---|\n| ô[^2] |\n| hai |\n\n[^a]: Theo *báo cáo*\n  quý I.\n\n  Đoạn hai.\n[^2]: Của ô.\n\nSau"
    assert [(block.id, block.kind, block.text, block.note_ref) for block in _read(text).blocks] == [
        ("p0", "paragraph", "Đạt 95%, có [^la].", None),
        ("n0", "footnote", "Theo báo cáo\nquý I.", "1"),
        ("n0p1", "footnote", "Đoạn hai.", "1"),
        ("t0r0c0p0", "cell", "A", None),
        ("t0r1c0p0", "cell", "ô", None),
        ("n1", "footnote", "Của ô.", "2"),
        ("t0r2c0p0", "cell", "hai", None),
        ("p1", "paragraph", "Sau", None),
    ]


@pytest.mark.parametrize(
    "piece", ["[", "*a ", "_", "![", "`", "<", "> ", "- ", "1. ", "|", "[^1]", "**", "\\", "&", "<a "]
)
def test_repetition_ends(piece: str) -> None:
    source = _read("x" * 3000 + "\n\n" + piece * 4000 + "\n")
    assert source.blocks[0].text == "x" * 3000
