"""Plain text and encodings."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.reading import read
from analyzer.reading.limits import Limits
from tests.reading.packages import attempt, codes

_SENTENCE = "Đẩy mạnh tuyên truyền chính sách bảo hiểm xã hội tự nguyện tới từng hộ gia đình ở thôn Bãi Cháy.\n"


def _lines(data: bytes) -> list[tuple[str, int | None, float | None]]:
    return [(block.text, block.page, block.line_gap) for block in read("a.txt", data=data).blocks]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\nb", [("a", None, 0.0), ("b", None, 0.0)]),
        (b"\n\n  a  \r\n\r\n\tb\r\n", [("  a  ", None, 2.0), ("\tb", None, 1.0)]),
        (b"a\rb", [("a", None, 0.0), ("b", None, 0.0)]),
        (b"a\n \t \nb", [("a", None, 0.0), ("b", None, 1.0)]),
        (b"a\n\n\x0cb\n\x0c", [("a", 1, 0.0), ("b", 2, 0.0)]),
        (b"a\x0cb\x0c\x0cc", [("a", 1, 0.0), ("b", 2, 0.0), ("c", 4, 0.0)]),
        (b"a\n\x1a", [("a", None, 0.0)]),
        ("a\u2028b\x85c".encode(), [("a\u2028b\x85c", None, 0.0)]),
    ],
)
def test_lines(data: bytes, expected: list[tuple[str, int | None, float]]) -> None:
    assert _lines(data) == expected


def test_pages_are_counted_only_with_form_feeds() -> None:
    assert read("a.txt", data=b"a").pages is None
    assert read("a.txt", data=b"a\x0cb\x0c").pages == 2


@given(st.lists(st.text(alphabet="aăđệỹ .,1%\t", max_size=20), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_are_those_of_the_file(lines: list[str], separator: str) -> None:
    source = attempt("a.txt", separator.join(lines).encode())
    expected = [line for line in lines if line.strip()]
    assert source == "empty" if not expected else [block.text for block in source.blocks] == expected  # type: ignore[union-attr]


def _cp1258(text: str) -> bytes:
    """As Windows writes Vietnamese: base letters of the page, tone marks behind them."""
    import unicodedata

    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", char)
            base = unicodedata.normalize(
                "NFC", "".join(c for c in decomposed if c not in "\u0300\u0301\u0303\u0309\u0323")
            )
            out += base.encode("cp1258") + "".join(
                c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323"
            ).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    "data",
    [
        _SENTENCE.encode(),
        codecs.BOM_UTF8 + _SENTENCE.encode(),
        codecs.BOM_UTF16_LE + _SENTENCE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + _SENTENCE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + _SENTENCE.encode("utf-32-le"),
        _SENTENCE.encode("utf-16-le") * 3,
        _SENTENCE.encode("utf-16-be") * 3,
        _cp1258(_SENTENCE) * 3,
    ],
)
def test_encodings(data: bytes) -> None:
    import unicodedata

    source = read("a.txt", data=data)
    assert unicodedata.normalize("NFC", source.blocks[0].text) == _SENTENCE.strip()
    assert codes(source) in ([], ["encoding"])


def test_a_code_page_is_named() -> None:
    source = read("a.txt", data=_cp1258(_SENTENCE))
    assert "cp1258" in source.warnings[0].message.vi


def test_text_of_fonts_without_unicode_is_converted() -> None:
    # "Bảo hiểm xã hội" as the font encoding TCVN3 holds it.
    data = bytes.fromhex("42b66f206869d36d2078b7 20 68e96920") * 5 + b"n\xa8m 2030"
    source = read("a.txt", data=data)
    assert source.blocks[0].text.startswith("Bảo hiểm xã hội")
    assert codes(source) == ["legacy_encoding"]
    assert "TCVN3 (ABC)" in source.warnings[0].message.vi


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = _SENTENCE.encode() * 5
    source = read("a.txt", data=data[:40] + b"\xff" + data[40:-2] + b"\xe1\xba")
    assert codes(source) == ["damaged"]
    assert "bảo hiểm xã hội" in source.blocks[1].text


def test_a_character_cut_at_the_end() -> None:
    source = read("a.txt", data=("ấ" * 30).encode()[:-1])
    assert source.blocks[0].text.startswith("ấ" * 29)


def test_too_many_lines_or_pages() -> None:
    assert attempt("a.txt", b"x\n" * 11, Limits(blocks=10)) == "too_large"
    assert attempt("a.txt", b"x\x0c" * 11, Limits(pages=10)) == "too_large"
    assert attempt("a.txt", b"x" * 101, Limits(text_size=100)) == "too_large"
