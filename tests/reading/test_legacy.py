"""Text of fonts from before Unicode."""

from __future__ import annotations

import subprocess
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.reading.legacy import Legacy, Piece, in_two_passes
from analyzer.reading.legacy_tables import by_id, encodings, typeface
from tests.support.legacy import ACCENTED, FONTS, encode, runs

_ALL = [encoding.id for encoding in encodings()]
_SENTENCE = (
    "Ủy ban nhân dân phường hướng dẫn tuyên truyền chính sách bảo hiểm xã hội tự nguyện, ưu tiên người lao động "
    "ở khu vực phi chính thức; đến năm 2030 phấn đấu đạt tỷ lệ đã được giao, kể cả hộ nghèo, gửi kết quả mỗi quý."
)


def _converted(*paragraphs: list[Piece]) -> list[str]:
    texts, _ = in_two_passes(lambda legacy: [legacy.convert(pieces) for pieces in paragraphs])
    return texts


@pytest.mark.parametrize("encoding", _ALL)
def test_every_letter_both_ways(encoding: str) -> None:
    assert len(set(ACCENTED)) == 134
    capitals = encoding == "tcvn3"  # its plain fonts have no capitals with a tone: their letters are small
    for letter in ACCENTED:
        back, starts = by_id(encoding).decode(encode(letter, encoding))
        assert back == letter or (capitals and back == letter.lower())
        assert starts == [0]


@pytest.mark.skipif(which("iconv") is None, reason="iconv is not installed")
@pytest.mark.parametrize(("encoding", "name"), [("viscii", "VISCII"), ("tcvn3", "TCVN")])
def test_against_another_converter(encoding: str, name: str) -> None:
    single = by_id(encoding).single
    places = [place for place in range(0x80, 0x100) if chr(place) in single]
    made = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=bytes(places), capture_output=True, check=True)
    assert made.stdout.decode("utf-8") == "".join(single[chr(place)] for place in places)
    assert len(places) > 70


@pytest.mark.parametrize("encoding", _ALL)
def test_a_sentence_in_its_font(encoding: str) -> None:
    pieces = [Piece(text, font) for text, font in runs(_SENTENCE, encoding)]
    assert "".join(text for text, _ in runs(_SENTENCE, encoding)) != _SENTENCE
    assert _converted(pieces) == [_SENTENCE]


@pytest.mark.parametrize("encoding", _ALL)
def test_a_whole_file_without_fonts(encoding: str) -> None:
    paragraphs = [encode(part, encoding) for part in _SENTENCE.split(", ")]
    expected = [part.replace("Ủ", "ủ") if encoding == "tcvn3" else part for part in _SENTENCE.split(", ")]
    assert _converted(*([Piece(text)] for text in paragraphs)) == expected


@given(st.lists(st.sampled_from(_SENTENCE.split()), min_size=1, max_size=12), st.sampled_from(_ALL))
def test_offsets_lead_back(words: list[str], encoding: str) -> None:
    pieces = [Piece(text, font) for text, font in runs(" ".join(words), encoding)]
    raw = "".join(piece.text for piece in pieces)
    text, starts = Legacy().convert_mapped(pieces)
    assert len(text) == len(starts)
    assert starts == sorted(set(starts))
    for char, start in zip(text, starts, strict=True):
        assert char.isascii() is False or raw[start].upper() == char.upper()


@given(st.text(max_size=60), st.sampled_from(["", "Times New Roman", ".VnTime", "VNI-Times", "VPS Times"]))
def test_no_text_breaks_it(text: str, font: str) -> None:
    shown, starts = Legacy().convert_mapped([Piece(text, font)])
    assert len(shown) == len(starts) <= len(text)
    if font == "Times New Roman" and text.isascii():
        assert shown == text


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            [[Piece(_SENTENCE, ".VnTime")], [Piece("cá nhân", ".VnTime")]], [_SENTENCE, "cá nhân"],
            id="Unicode set in a font of old",
        ),
        pytest.param(
            [[Piece("c«ng t¸c tuyªn truyÒn ", ".VnTime"), Piece("năm 2026 và đến 2030", "Times New Roman")]],
            ["công tác tuyên truyền năm 2026 và đến 2030"],
            id="runs of both",
        ),
        pytest.param(
            [[Piece("Công tác việc c¸n bé x·", ".VnTime")]], ["Công tác việc cán bộ xã"], id="both in one run"
        ),
        pytest.param([[Piece("kÕ ho¹ch", ".VnTimeH")]], ["KẾ HOẠCH"], id="font of capitals"),
        pytest.param([[Piece("kÕ ho¹ch", ".VnTime", True)]], ["KẾ HOẠCH"], id="set in capitals"),
        pytest.param([[Piece("kế hoạch", "Arial", True)]], ["KẾ HOẠCH"], id="capitals of Unicode"),
        pytest.param(
            [[Piece("Ba", "VNI-Times"), Piece("ûo hieåm xaõ hoä", "VNI-Times"), Piece("i", "VNI-Helve")]],
            ["Bảo hiểm xã hội"],
            id="a letter over two runs",
        ),
        pytest.param([[Piece("Société à côté «Hội» §1 ±5°", "")]], ["Société à côté «Hội» §1 ±5°"], id="French"),
        pytest.param([[Piece("UBND-Q§ 15/2026", ".VnTime")]], ["UBND-QĐ 15/2026"], id="abbreviation"),
        pytest.param([[Piece("ph\xad¬ng h\xadíng", ".VnTime")]], ["phương hướng"], id="in the place of a hyphen"),
        pytest.param([[Piece("\uf0ae\uf0a8ng ký", ".VnTime")]], ["đăng ký"], id="private places of Word"),
    ],
)  # fmt: skip
def test_only_what_is_old_is_converted(paragraphs: list[list[Piece]], expected: list[str]) -> None:
    assert _converted(*paragraphs) == expected


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False), (".VnTimeH", "tcvn3", True), (".VnArialH", "tcvn3", True),
        (".vntimeh", "tcvn3", True), ("ABCDEF+.VnTimeH,Bold", "tcvn3", True), (".VnArial Narrow", "tcvn3", False),
        (".VnTeknicalH", "tcvn3", True), ("VnTime", "tcvn3", False), ("VNI-Times", "vni", False),
        ("VNI-Helve-Condense", "vni", False), ("VPS Times", "vps", False), ("VNtimes new roman", "vietware_x", False),
        ("Times New Roman", "", False), ("Wingdings", "", False), ("Vnaht", "", False), ("Symbol", "", False),
        ("SVN-Times New Roman", "", False), ("", "", False), ("'.VnTime'", "tcvn3", False),
    ],
)  # fmt: skip
def test_names_of_fonts(font: str, encoding: str, capitals: bool) -> None:
    found = typeface(font)
    assert [one.id for one in found.encodings][-1:] == ([encoding] if encoding else [])
    assert found.capitals is capitals


def test_the_warning_names_the_encoding() -> None:
    _, legacy = in_two_passes(lambda legacy: legacy.convert([Piece("c«ng t¸c", ".VnTime")]))
    (warning,) = legacy.warnings()
    assert warning.code == "legacy_encoding"
    assert "chuyển mã từ TCVN3 (ABC)" in warning.message.vi
    assert "TCVN3" in warning.message.en
    assert not Legacy().warnings()


def test_fonts_of_the_tests_are_known() -> None:
    assert set(FONTS) == set(_ALL)
    for encoding, fonts in FONTS.items():
        assert all(encoding in [one.id for one in typeface(font).encodings] for font in fonts)


def test_what_is_looked_for_first_holds_all_telltales() -> None:
    from analyzer.reading import legacy

    telltales = [char for char in map(chr, range(0x80, 0xF100)) if legacy._telltales().fullmatch(char)]
    assert len(telltales) > 60
    assert [char for char in telltales if not legacy._ODD.fullmatch(char)] == []
