"""Misreadings: as many as asked for, of the kinds that recognition makes, always the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.evaluation.noise import add_noise

TEXT = (
    "Kế hoạch tổ chức hội nghị phổ biến chính sách của xã Suối Mây năm 2031\n"
    "1. Mỗi bản có ít nhất 10 buổi nói chuyện;\tdo Phòng Văn hóa chủ trì\n"
    "2. Ở mỗi điểm dân cư đều có bảng tin, cập nhật trước ngày 15 hằng tháng\n"
) * 8


def bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def test_the_same_seed_gives_the_same_noise() -> None:
    assert add_noise(TEXT, 0.05, 3) == add_noise(TEXT, 0.05, 3)
    assert add_noise(TEXT, 0.05, 3) != add_noise(TEXT, 0.05, 4)


def test_no_noise() -> None:
    assert add_noise(TEXT, 0, 1) == TEXT
    assert add_noise("", 0.5, 1) == ""
    assert add_noise("--- ... ---", 1, 1) == "--- ... ---"


@pytest.mark.parametrize("rate", [-0.01, 1.01, float("nan")])
def test_a_rate_is_a_share(rate: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        add_noise(TEXT, rate, 1)


@pytest.mark.parametrize("rate", [0.01, 0.02, 0.1])
def test_as_many_misreadings_as_asked_for(rate: float) -> None:
    from rapidfuzz.distance import Levenshtein

    wanted = round(rate * sum(not char.isspace() for char in TEXT))
    # "m" read as "rn" takes two steps; two misreadings side by side may take one step less.
    assert 0.85 * wanted <= Levenshtein.distance(TEXT, add_noise(TEXT, rate, 7)) <= 1.25 * wanted


def test_most_misreadings_are_diacritics_alone() -> None:
    noisy = add_noise(TEXT, 0.05, 11)
    assert noisy.count("\n") == TEXT.count("\n")
    pairs = [
        (word, other)
        for line, read in zip(TEXT.split("\n"), noisy.split("\n"), strict=True)
        if len(line.split()) == len(read.split())
        for word, other in zip(line.split(), read.split(), strict=True)
        if word != other
    ]
    marks = sum(bare(word) == bare(other) for word, other in pairs)
    assert len(pairs) > 20
    assert 0.6 < marks / len(pairs) < 0.98


READINGS: list[tuple[str, set[str]]] = [
    ("ả", {"á", "a", "ã"}),
    ("ã", {"ả", "a", "á"}),
    ("ể", {"ế", "ê", "ễ", "ẻ"}),
    ("Ổ", {"Ố", "Ô", "Ỗ", "Ỏ", "Ở"}),
    ("ợ", {"ơ", "ở", "ọ", "ộ"}),
    ("ệ", {"ê", "ể", "ẹ"}),
    ("đ", {"d"}),
    ("Đ", {"D"}),
    ("l", {"1", "I"}),
    ("1", {"l", "I"}),
    ("0", {"O"}),
    ("m", {"rn"}),
    ("III", {"II", "lII", "IlI", "IIl", "1II", "I1I", "II1", "I II", "II I"}),
    ("7", {"7"}),
    ("x", {"x"}),
    ("%", {"%"}),
    ("x y", {"xy"}),
    ("xy", {"x y"}),
    ("x\ty", {"x\ty"}),
    ("x\ny", {"x\ny"}),
    ("x, y", {"x, y"}),
    ("5 x", {"5 x"}),
]


@pytest.mark.parametrize(("text", "readings"), READINGS)
def test_one_misreading(text: str, readings: set[str]) -> None:
    """One place of the text is misread: every seed gives one of the readings, and each turns up."""
    letters = sum(not char.isspace() for char in text)
    assert {add_noise(text, 1 / letters, seed) for seed in range(300)} == readings


def test_a_letter_keeps_its_case_and_tone() -> None:
    assert {add_noise("Ậ", 1, seed) for seed in range(200)} == {"Â", "Ẩ", "Ạ", "Ặ"}


def test_decomposed_text_is_misread_like_composed() -> None:
    assert add_noise(unicodedata.normalize("NFD", TEXT), 0.05, 3) == add_noise(TEXT, 0.05, 3)


@given(st.text(max_size=200), st.floats(0, 1), st.integers())
def test_any_text(text: str, rate: float, seed: int) -> None:
    noisy = add_noise(text, rate, seed)
    assert noisy == add_noise(text, rate, seed)
    for kept in "\n\t\r":
        assert noisy.count(kept) == text.count(kept)
