"""Numbers in digits and in words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.figures import parse_number, scan_numbers, words_to_number

PHRASES = yaml.safe_load(
    (Path(__file__).resolve().parents[2] / "corpora" / "phrases" / "numbers.yml").read_text("utf-8")
)


@pytest.mark.parametrize(("text", "value"), PHRASES["words"].items())
def test_words(text: str, value: float) -> None:
    assert words_to_number(text) == value
    assert parse_number(text) == value


@pytest.mark.parametrize(("text", "value"), PHRASES["digits"].items())
def test_digits(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", PHRASES["none"])
def test_no_one_number(text: str) -> None:
    assert parse_number(text) is None


DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def _below_thousand(value: int, full: bool) -> str:
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    words = [f"{DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0:
        if ones and (hundreds or full):
            words.append("linh")
        if ones:
            words.append(DIGITS[ones])
        return " ".join(words)
    words.append("mười" if tens == 1 else f"{DIGITS[tens]} mươi")
    if ones:
        words.append({1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones]))
    return " ".join(words)


def in_words(value: int) -> str:
    """The number in words, as the language's grammar says it; written apart from the reader on purpose."""
    if value == 0:
        return "không"
    parts = []
    for scale, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            parts.append(f"{_below_thousand(group, bool(parts))} {name}".strip())
    return " ".join(parts)


@given(st.integers(0, 10**12 - 1))
def test_words_round_trip(value: int) -> None:
    assert words_to_number(in_words(value)) == value


def grouped(value: int, mark: str) -> str:
    """With a mark between groups of three digits."""
    return f"{value:,}".replace(",", mark)


@given(st.integers(0, 10**12), st.sampled_from([".", " ", ""]))
def test_whole_numbers_round_trip(value: int, mark: str) -> None:
    assert parse_number(grouped(value, mark)) == value


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from([".", ""]))
def test_decimals_round_trip(whole: int, behind: int, mark: str) -> None:
    assert parse_number(f"{grouped(whole, mark)},{behind:02d}") == pytest.approx(whole + behind / 100)


@given(
    st.integers(1, 999),
    st.sampled_from([("nghìn", 10**3), ("ngàn", 10**3), ("triệu", 10**6), ("tỷ", 10**9), ("tỉ", 10**9)]),
)
def test_scales(value: int, scale: tuple[str, int]) -> None:
    assert parse_number(f"{value} {scale[0]}") == value * scale[1]
    assert parse_number(f"{value},5 {scale[0]} đồng") == (value + 0.5) * scale[1]


@given(st.text(alphabet="0123456789.,/% -nămhaibatrmươilOo()", max_size=60))
def test_offsets_hold_and_do_not_overlap(text: str) -> None:
    end = 0
    for number in scan_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert not text[number.start].isspace()
        assert not text[number.end - 1].isspace()
        end = number.end


@given(st.text(max_size=80))
def test_any_text_is_read_without_error(text: str) -> None:
    value = parse_number(text)
    assert value is None or isinstance(value, int | float)
    words_to_number(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Có 12 thôn và 1.250 hộ", [12, 1250]),
        ("hai mươi lăm lớp, ba hội nghị", [25, 3]),
        ("năm hai nghìn không trăm hai mươi", []),
        ("xã Ba Vì có 5 thôn", [5]),
        ("tỷ lệ tham gia", []),
        ("không có hồ sơ nào", []),
        ("hai tư vấn viên", [2]),
        ("1.000.000 và 2 triệu", [1000000, 2000000]),
    ],
)
def test_scan(text: str, values: list[float]) -> None:
    assert [number.value for number in scan_numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    ["1" * 300_000, "1," * 100_000, "1.234." * 50_000, "hai " * 100_000, "một trăm " * 50_000, "l0" * 100_000 + "%"],
)
def test_adversarial_text_ends(text: str) -> None:
    """Finishing is the test."""
    assert all(number.end <= len(text) for number in scan_numbers(text))
