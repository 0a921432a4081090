"""Tables of Word files: grid, merges, nesting, what follows a row."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import pytest

from analyzer.reading.model import SourceText
from tests.reading.packages import docx, p, row, table, tc

_RESTART = '<w:vMerge w:val="restart"/>'
_CONTINUE = "<w:vMerge/>"


def _grid(source: SourceText) -> list[tuple[str, int, int, int, int]]:
    return [
        (block.text, cell.row, cell.column, cell.row_span, cell.column_span)
        for block in source.blocks
        if (cell := block.cell) is not None
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("a", "b"), row("c", "d")], [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1)]),
        (
            [row(tc("a", props='<w:gridSpan w:val="2"/>'), "b"), row("c", "d", "e")],
            [("a", 0, 0, 1, 2), ("b", 0, 2, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1)],
        ),
        (
            [row(tc("a", props=_RESTART), "b"), row(tc("", props=_CONTINUE), "c"), row(tc("d", props=_RESTART), "e")],
            [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1), ("d", 2, 0, 1, 1), ("e", 2, 1, 1, 1)],
        ),
        ([row(tc("a", props=_CONTINUE), "b")], [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]),
        ([row("a", tc("b", props='<w:hMerge w:val="continue"/>'), "c")], [("a", 0, 0, 1, 2), ("c", 0, 2, 1, 1)]),
        ([row("a", props='<w:gridBefore w:val="2"/>')], [("a", 0, 2, 1, 1)]),
        ([row(tc("a", props='<w:gridSpan w:val="99999999"/>'))], [("a", 0, 0, 1, 1)]),
        ([row("", "b")], [("b", 0, 1, 1, 1)]),
        ([f"<w:sdt><w:sdtContent>{row('a')}</w:sdtContent></w:sdt>"], [("a", 0, 0, 1, 1)]),
    ],
)
def test_grid(rows: list[str], expected: list[tuple[str, int, int, int, int]]) -> None:
    assert _grid(docx(table(*rows))) == expected


def test_header_rows_and_several_paragraphs() -> None:
    source = docx(table(row("TT", props="<w:tblHeader/>"), row(tc("một", "", "hai"))))
    assert [(block.id, block.text, block.cell is not None and block.cell.header) for block in source.blocks] == [
        ("t0r0c0p0", "TT", True), ("t0r1c0p0", "một", False), ("t0r1c0p2", "hai", False),
    ]  # fmt: skip


def test_nested_tables_and_notes_follow_the_row() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    inner = table(row("trong"))
    source = docx(
        p("đầu") + table(row(tc(p("trái" ) .replace("</w:p>", note + "</w:p>"), inner, p("dưới")), "phải"), row("sau")) + table(row("khác")),
        footnotes='<w:footnote w:id="1">' + p("chú thích") + "</w:footnote>",
    )  # fmt: skip
    assert [(block.id, block.text) for block in source.blocks] == [
        ("p0", "đầu"),
        ("t0r0c0p0", "trái"),
        ("t0r0c0p1", "dưới"),
        ("t0r0c1p0", "phải"),
        ("n0", "chú thích"),
        ("t1r0c0p0", "trong"),
        ("t0r1c0p0", "sau"),
        ("t2r0c0p0", "khác"),
    ]


def test_deep_nesting_keeps_the_text() -> None:
    body = p("đáy")
    for _ in range(40):
        body = table(row(tc(body, p(""))))
    source = docx(body)
    assert [block.text for block in source.blocks] == ["đáy"]
