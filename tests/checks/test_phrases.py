"""The phrase language: what matches, what does not, and that odd text costs no time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.checks.phrases import PhraseError, compile_phrase, plain
from analyzer.text.fold import bare

MACROS = {"bhxh": "(bhxh|bảo hiểm xã hội)", "deep": "{bhxh} {bhxh}"}

MATCHES = [
    ("tháng vận động", "Hưởng ứng Tháng vận động", True),
    ("tháng vận động", "tháng vận  động, ra quân", True),
    ("tháng vận động", "hàng tháng vận hành động cơ", False),
    ("mạng (xã hội|lưới)", "trên mạng xã hội", True),
    ("mạng (xã hội|lưới)", "trên mạng máy tính", False),
    ("tuyên truyền [về] {bhxh}", "tuyên truyền Bảo hiểm xã hội", True),
    ("tuyên truyền [về] {bhxh}", "tuyên truyền về BHXH", True),
    ("tuyên truyền [về] {bhxh}", "tuyên truyền phòng dịch về BHXH", False),
    ("tuyên truyền …4 {bhxh}", "tuyên truyền sâu rộng chính sách BHXH", True),
    ("tuyên truyền …3 {bhxh}", "tuyên truyền sâu rộng các chủ trương mới về BHXH", False),
    ("tuyên truyền …6 {bhxh}", "tuyên truyền; thu BHXH", False),
    ("^ mục đích", "1. Mục đích: để dân hiểu", True),
    ("^ mục đích", "Nêu rõ mục đích", False),
    ("tăng <số>", "tăng 12,5% so với cùng kỳ", True),
    ("tăng <số>", "tăng mạnh", False),
    ("hòa bình", "Hoà bình", True),
    ("ủy ban", "Uỷ ban nhân dân", True),
    ("bảo hiểm", "bảo hiểmxã hội", False),
    ("văn hóa xã hội", "Phòng Văn hoá - Xã hội", True),
]


@pytest.mark.parametrize(("source", "text", "found"), MATCHES)
def test_matches(source: str, text: str, found: bool) -> None:
    assert bool(compile_phrase(source, MACROS).regex.search(plain(text))) is found


@pytest.mark.parametrize(("source", "text"), [row[:2] for row in MATCHES if row[2]])
def test_what_a_phrase_needs_stands_where_it_matches(source: str, text: str) -> None:
    phrase = compile_phrase(source, MACROS)
    words = set(plain(text).replace(",", " ").replace(":", " ").split())
    assert all(words & options for options in phrase.needs)


def test_without_diacritics() -> None:
    phrase = compile_phrase("tổ chức hội nghị", MACROS)
    assert phrase.bare_regex.search(bare("đã tố chức hội nghi"))
    assert not phrase.regex.search(plain("đã tố chức hội nghi"))


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("a (b|c", 2),
        ("a b)", 3),
        ("a | b", 2),
        ("a {nothing}", 2),
        ("a (b|)", 2),
        ("[a]", 0),
        ("… a", 0),
        ("a …", 0),
        ("a …31 b", 2),
        ("a …0 b", 2),
        ("a …999999999999 b", 2),
        ("a …4 …4 b", 2),
        ("a " * 500, 800),
        ("", 0),
    ],
)
def test_a_mistake_names_its_column(source: str, column: int) -> None:
    with pytest.raises(PhraseError) as caught:
        compile_phrase(source, MACROS)
    assert caught.value.column == column


def test_macros_may_hold_macros() -> None:
    assert compile_phrase("{deep}", MACROS).regex.search("bhxh bảo hiểm xã hội")


ADVERSARIAL = [
    "tuyên truyền " + "," * 5000,
    "tuyên truyền " + "1234567890" * 1000,
    ("tuyên truyền " * 2000).strip(),
    "tuyên truyền" + " a" * 5000,
    " - " * 5000,
]


@pytest.mark.parametrize("text", ADVERSARIAL, ids=range(len(ADVERSARIAL)))
def test_odd_text_is_read_to_its_end(text: str) -> None:
    phrase = compile_phrase("tuyên truyền … ({bhxh}|y tế) …10 <số> …6 toàn dân", MACROS)
    assert list(phrase.regex.finditer(plain(text))) == []


@given(st.text(max_size=200))
def test_plain_keeps_offsets(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="ab đo(|)[]{}…^6 ", max_size=30))
def test_any_source_compiles_or_says_why(source: str) -> None:
    try:
        phrase = compile_phrase(source, MACROS)
    except PhraseError:
        return
    assert phrase.regex.search("") is None
