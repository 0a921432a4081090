"""Rich Text Format, read directly."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import pytest

from analyzer.errors import ReadingError
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import SourceText
from analyzer.reading.rtf import read_rtf
from tests.reading.packages import codes, shown
from tests.support.legacy import runs

_FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset0 .VnTime;}{\f2\fnil\fcharset0 .VnTimeH;}{\f3\fswiss\fcharset163 Arial;}{\f4\fnil\fcharset0 VNI-Times;}}"


def _read(body: str, limits: Limits = DEFAULT_LIMITS) -> SourceText:
    text = rf"{{\rtf1\ansi\ansicpg1252\deff0{_FONTS}{{\stylesheet{{\s1 Heading;}}}}\pard\plain {body}}}"
    return read_rtf(text.encode("cp1252"), "a.rtf", "", limits)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"K\u7871\'3f ho\u7841?ch\par", ["Kế hoạch"]),
        (r"K\u7871 \uc0  ho\u7841 ch\par", ["Kế hoạch"]),
        (r"{\uc2 K\u7871\'e1\'ba}!\par", ["Kế!"]),
        (r"{\f3 \'f0\'fd\'ea}\par", ["đưê"]),
        (r"a\tab b\line c\~d\_e\-f\{\}\\ \par", ["a\tb\nc\xa0d-ef{}\\ "]),
        (r"x\endash y \ldblquote z\rdblquote\par", ["x–y “z”"]),
        (r"{\field{\*\fldinst PAGE}{\fldrslt 12}} trang\par", ["12 trang"]),
        (r"hi\u7879?n{\v \u7849?n}{\deleted b\u7887?}\par", ["hiện"]),
        (r"{\*\unknown gone}{\pict\wmetafile8 00ff12}{\info{\title gone}}c\'f2n\par", ["còn"]),
        (r"{\listtext\pard\plain 1.\tab}M\u7909?c\par {\pntext\f0 \'b7\tab}n\par", ["1. Mục", "- n"]),
        (r"{\caps m\u7909?c ti\'eau}\par", ["MỤC TIÊU"]),
        (r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt h\u7897?p\par}}}th\'e2n\par", ["thân", "hộp"]),
        (r"{\bin3 }}{x}y\par", ["xy"]),
        ("tr\u00ean\\\r\nd\u01b0".replace("\u01b0", "") + r"\par", ["trên", "d"]),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    assert shown(_read(body)) == [text.strip() for text in expected]


def test_look_and_order() -> None:
    source = _read(
        r"{\header\pard t\par}{\footer\pard{\field{\fldrslt 1}}\par}"
        r"\pard\qc{\b\fs28 K\'ca}\par\pard\qj{\i m}{\super\chftn{\footnote\pard{\super\chftn} ghi ch\'fa\par}}\par\pard sau\par"
    )
    kinds = [(block.kind, block.text) for block in source.blocks]
    assert kinds == [("header", "t"), ("paragraph", "KÊ"), ("paragraph", "m"), ("footnote", "ghi chú"),
                     ("paragraph", "sau"), ("footer", "1")]  # fmt: skip
    assert (source.blocks[1].style.bold, source.blocks[1].style.size, source.blocks[1].style.align) == (
        True,
        14,
        "center",
    )
    assert source.blocks[2].style.italic is True
    assert source.blocks[3].note_ref == "1"
    assert [block.id for block in source.blocks] == ["h0p0", "p0", "p1", "n0", "p2", "f0p0"]


def test_tables_with_merged_cells() -> None:
    source = _read(
        r"\trowd\trhdr\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl a\cell b\cell c\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx3010\pard\intbl\cell d\par e\cell\row\pard n\par"
        r"\trowd\cellx500\pard\intbl x\cell\row"
    )
    cells = [
        (b.id, b.text, b.cell and (b.cell.row, b.cell.column, b.cell.row_span, b.cell.column_span, b.cell.header))
        for b in source.blocks
    ]
    assert cells == [
        ("t0r0c0p0", "a", (0, 0, 2, 1, True)), ("t0r0c1p0", "b", (0, 1, 1, 1, True)),
        ("t0r0c2p0", "c", (0, 2, 1, 1, True)), ("t0r1c1p0", "d", (1, 1, 1, 2, False)),
        ("t0r1c1p1", "e", (1, 1, 1, 2, False)), ("p0", "n", None), ("t1r0c0p0", "x", (0, 0, 1, 1, False)),
    ]  # fmt: skip


def test_fonts_of_old() -> None:
    words = "Kế hoạch tuyên truyền của ỦY BAN NHÂN DÂN phường"
    body = ""
    for text, font in runs(words, "tcvn3"):
        written = "".join(char if char.isascii() else f"\\'{ord(char):02x}" for char in text)
        body += f"{{\\f{2 if font.endswith('H') else 1} {written}}}"
    source = _read(body + r"\par {\f4 Ba\'fbo hie\'e5m}\par {\f1 tr\- \u226? \'ad ng}\par Caf\'e9\par")
    assert shown(source)[:2] == [words, "Bảo hiểm"]
    assert shown(source)[3] == "Café"
    assert codes(source) == ["legacy_encoding", "legacy_encoding"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{" * 6000, "bomb"),
        (rb"{\rtf1 {\pict 00}}", "empty"),
        (rb"{\rtf1}", "empty"),
        (rb"{\rtf1 \bin99999999 x", "corrupt"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_rtf(data, "a.rtf", "", DEFAULT_LIMITS)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("data", "warnings"),
    [
        (rb"{\rtf1 " + b"{" * 4000 + b"x" + b"}" * 4001, []),
        (rb"{\rtf1 x\par", ["damaged"]),
        (rb"{\rtf1 x}}}}}\par y\par", []),
        (rb"{\rtf1 \trowd" + rb"\cellx9" * 5000 + rb"\intbl x\cell\row}", []),
    ],
)
def test_odd_but_readable(data: bytes, warnings: list[str]) -> None:
    source = read_rtf(data, "a.rtf", "", DEFAULT_LIMITS)
    assert source.blocks[0].text.startswith("x")
    assert codes(source) == warnings


def test_limits() -> None:
    with pytest.raises(ReadingError) as caught:
        _read(r"x\par " * 30, Limits(blocks=20))
    assert caught.value.code == "too_large"
