"""Automatic numbering as Word prints it."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

import pytest

from analyzer.reading import labels
from tests.reading.packages import docx, numbered, p, shown


def _level(index: int, text: str, kind: str = "decimal", start: int = 1, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def _list(identity: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{extra}{"".join(levels)}</w:abstractNum>'


def _num(identity: int, abstract: int, extra: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{extra}</w:num>'


def _labels(numbering: str, *places: tuple[int, int], styles: str = "") -> list[str]:
    body = "".join(numbered("x", number, level) for number, level in places)
    return [block.label for block in docx(body, numbering=numbering, styles=styles).blocks]


_OUTLINE = _list(
    0,
    _level(0, "%1.", "upperRoman"),
    _level(1, "%2."),
    _level(2, "%2.%3."),
    _level(3, "%4)", "lowerLetter"),
    _level(4, "+", "bullet"),
)


def test_an_outline_of_an_administrative_document() -> None:
    places = [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 4), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)]
    assert _labels(_OUTLINE + _num(1, 0), *places) == [
        "I.", "1.", "1.1.", "1.2.", "a)", "+", "b)", "2.", "2.1.", "II.", "1.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "start", "expected"),
    [
        ("decimal", 9, ["9.", "10."]),
        ("decimalZero", 9, ["09.", "10."]),
        ("upperRoman", 3, ["III.", "IV."]),
        ("lowerRoman", 9, ["ix.", "x."]),
        ("upperLetter", 26, ["Z.", "AA."]),
        ("lowerLetter", 1, ["a.", "b."]),
        ("vietnameseCounting", 10, ["mười.", "mười một."]),
        ("none", 1, [".", "."]),
        ("japaneseCounting", 1, ["1.", "2."]),
    ],
)
def test_number_formats(kind: str, start: int, expected: list[str]) -> None:
    assert _labels(_list(0, _level(0, "%1.", kind, start)) + _num(1, 0), (1, 0), (1, 0)) == expected


_FONT = '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr>'


@pytest.mark.parametrize(
    ("text", "font", "label"),
    [
        ("\uf0b7", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "-"),
        ("Ø", "Wingdings", "-"),
        ("o", "Courier New", "-"),
        ("•", "Arial", "-"),
        ("-", "Times New Roman", "-"),
        ("-", "Symbol", "-"),
        ("+", "Times New Roman", "+"),
        ("*", "Times New Roman", "*"),
        ("–", "Times New Roman", "–"),
        ("", "Times New Roman", ""),
    ],
)
def test_bullets(text: str, font: str, label: str) -> None:
    level = _level(0, text, "bullet").replace("</w:lvl>", _FONT.format(font) + "</w:lvl>")
    assert _labels(_list(0, level) + _num(1, 0), (1, 0)) == [label]


def test_nested_symbol_bullets_are_told_apart() -> None:
    levels = [_level(index, char, "bullet") for index, char in enumerate("•o▪•")]
    assert _labels(_list(0, *levels) + _num(1, 0), (1, 0), (1, 1), (1, 2), (1, 3)) == ["-", "+", "*", "*"]


def test_a_bullet_below_a_number_is_of_the_first_depth() -> None:
    assert _labels(_list(0, _level(0, "%1."), _level(1, "•", "bullet")) + _num(1, 0), (1, 0), (1, 1)) == ["1.", "-"]


def test_instances_share_a_list_and_an_override_restarts_it_once() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = _list(0, _level(0, "%1.")) + _num(1, 0) + _num(2, 0) + _num(3, 0, restart)
    assert _labels(numbering, (1, 0), (2, 0), (3, 0), (3, 0), (1, 0)) == ["1.", "2.", "1.", "2.", "3."]


def test_an_override_may_replace_the_level() -> None:
    override = '<w:lvlOverride w:ilvl="0">' + _level(0, "%1)", "lowerLetter", 3) + "</w:lvlOverride>"
    assert _labels(_list(0, _level(0, "%1.")) + _num(1, 0, override), (1, 0), (1, 0)) == ["c)", "d)"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1.", "a)", "b)", "2.", "a)"]),
        ('<w:lvlRestart w:val="0"/>', ["1.", "a)", "b)", "2.", "c)"]),
        ('<w:lvlRestart w:val="1"/>', ["1.", "a)", "b)", "2.", "a)"]),
    ],
)
def test_restart_rules(restart: str, expected: list[str]) -> None:
    numbering = _list(0, _level(0, "%1."), _level(1, "%2)", "lowerLetter", extra=restart)) + _num(1, 0)
    assert _labels(numbering, (1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == expected


def test_a_level_restarts_only_after_the_level_it_names() -> None:
    levels = [_level(0, "%1."), _level(1, "%1.%2."), _level(2, "%3)", extra='<w:lvlRestart w:val="1"/>')]
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert _labels(_list(0, *levels) + _num(1, 0), *places) == ["1.", "1.1.", "1)", "1.2.", "2)", "2.", "1)"]


def test_legal_numbering_and_a_parent_that_never_came() -> None:
    numbering = _list(0, _level(0, "%1.", "upperRoman", 2), _level(1, "%1.%2.", extra="<w:isLgl/>")) + _num(1, 0)
    assert _labels(numbering, (1, 1), (1, 0), (1, 1)) == ["2.1.", "II.", "2.1."]


def test_a_custom_format_in_an_alternative() -> None:
    fmt = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{fmt}<w:lvlText w:val="%1."/></w:lvl>'
    assert _labels(_list(0, level) + _num(1, 0), (1, 0)) == ["1."]


_LINKED = """
<w:style w:type="paragraph" w:styleId="M1"><w:name w:val="Muc 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="M2"><w:name w:val="Muc 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="M3"><w:name w:val="Muc 3"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="C1"><w:name w:val="Con"/><w:basedOn w:val="M1"/></w:style>
<w:style w:type="numbering" w:styleId="KieuSo"><w:name w:val="So"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
"""


def test_numbering_of_styles() -> None:
    levels = [
        _level(0, "%1.", "upperRoman", extra='<w:pStyle w:val="M1"/>'),
        _level(1, "%2."),
        _level(2, "%2.%3.", extra='<w:pStyle w:val="M3"/>'),
    ]
    body = "".join(
        p(style, props=f'<w:pStyle w:val="{style}"/>{extra}')
        for style, extra in [
            ("M1", ""), ("M2", ""), ("M3", ""), ("M3", ""), ("C1", ""), ("M2", ""),
            ("M1", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'),
            ("M1", '<w:numPr><w:ilvl w:val="1"/></w:numPr>'),
        ]
    )  # fmt: skip
    source = docx(body, styles=_LINKED, numbering=_list(0, *levels) + _num(1, 0))
    assert [block.label for block in source.blocks] == ["I.", "1.", "1.1.", "1.2.", "II.", "1.", "", "2."]


def test_a_numbering_style_holds_the_levels() -> None:
    link = '<w:numStyleLink w:val="KieuSo"/>'
    numbering = _list(0, extra=link) + _list(1, _level(0, "Điều %1.")) + _num(1, 0) + _num(7, 1)
    assert _labels(numbering, (1, 0), (1, 0), styles=_LINKED) == ["Điều 1.", "Điều 2."]


def test_what_counts() -> None:
    numbering = _list(0, _level(0, "%1.")) + _num(1, 0)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        numbered("một", 1)
        + p(props=number)  # an empty item takes a number
        + p(
            "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>", props=f"{number}<w:rPr><w:del/></w:rPr>"
        )  # a deleted one does not
        + p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", props=f"{number}<w:rPr><w:vanish/></w:rPr>")
        + numbered("ba", 1)
    )
    assert shown(docx(body, numbering=numbering)) == ["1. một", "3. ba"]


@pytest.mark.parametrize("numbering", ["", _num(1, 99), _list(0) + _num(1, 0), _list(0, _level(0, "%1.")) + _num(2, 0)])
def test_references_into_nothing_have_no_label(numbering: str) -> None:
    assert _labels(numbering, (1, 0), (1, 8), (1, 77)) == ["", "", ""]


@pytest.mark.parametrize(
    ("write", "number", "text"),
    [
        (labels.roman, 1994, "MCMXCIV"),
        (labels.roman, 0, "0"),
        (labels.letters, 28, "bb"),
        (labels.letters, 0, "0"),
        (labels.spreadsheet_letters, 28, "ab"),
        (labels.spreadsheet_letters, -3, "-3"),
        (labels.vietnamese, 21, "hai mươi mốt"),
        (labels.vietnamese, 15, "mười lăm"),
        (labels.vietnamese, 40, "bốn mươi"),
        (labels.vietnamese, 100, "100"),
    ],
)
def test_numbers_in_words_and_letters(write: object, number: int, text: str) -> None:
    assert write(number) == text  # type: ignore[operator]
