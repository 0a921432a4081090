"""Rows of a table that a page break has cut in two."""

from __future__ import annotations

import pytest

from analyzer.reading.model import Block, Cell, SourceText
from analyzer.text.model import INNER_BREAK
from analyzer.text.normalise import normalise

_HEAD = ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì"]
_ROW = ["1", "Tổ chức hội nghị tuyên truyền chính sách", "Phòng Văn hóa - Xã hội"]


def _lines(*rows: tuple[int, list[str]], boxed: bool = True) -> list[str]:
    """The text of a table; each row with its page and its cells, "" for an empty one."""
    blocks = [
        Block(f"t0r{row}c{column}p0", "cell", text, page=page, cell=Cell(0, row, column),
              box=(100.0 * column, 20.0 * row, 100.0 * column + 90, 20.0 * row + 12) if boxed else None)
        for row, (page, cells) in enumerate(rows) for column, text in enumerate(cells) if text
    ]  # fmt: skip
    return normalise(SourceText("a.pdf", "0", "pdf", blocks, 2)).text.replace(INNER_BREAK, " ").split("\n")


def test_the_rest_of_a_cell_comes_to_its_row() -> None:
    rest = ["", "bảo hiểm xã hội tự nguyện tại các thôn;", ""]
    found = _lines((1, _HEAD), (1, _ROW), (2, rest), (2, ["2", "Phát tờ rơi", "Các thôn"]))
    assert found[1] == f"1\t{_ROW[1]} {rest[1]}\t{_ROW[2]}"
    assert len(found) == 3


def test_the_rest_of_two_cells() -> None:
    found = _lines((1, _HEAD), (1, _ROW), (2, ["", "bảo hiểm xã hội", "và các thôn"]))
    assert found[1] == "1\tTổ chức hội nghị tuyên truyền chính sách bảo hiểm xã hội\tPhòng Văn hóa - Xã hội và các thôn"


@pytest.mark.parametrize(
    ("above", "row", "page"),
    [
        (_ROW, ["", "bảo hiểm xã hội tự nguyện", ""], 1),
        (_ROW, ["", "Bảo hiểm xã hội tự nguyện", ""], 2),
        (_ROW, ["2", "bảo hiểm xã hội tự nguyện", ""], 2),
        (["1", "Tổ chức hội nghị.", "Các thôn"], ["", "phát tờ rơi", ""], 2),
        (["", "Tổ chức hội nghị", ""], ["", "phát tờ rơi", "các thôn"], 2),
    ],
    ids=["same page", "capital", "number of its own", "sentence ended", "more cells"],
)
def test_other_rows_stay_apart(above: list[str], row: list[str], page: int) -> None:
    assert len(_lines((1, _HEAD), (1, above), (page, row))) == 3


def test_rows_of_word_are_never_cut() -> None:
    assert len(_lines((1, _HEAD), (1, _ROW), (2, ["", "bảo hiểm xã hội", ""]), boxed=False)) == 3
