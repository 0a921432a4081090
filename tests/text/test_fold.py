"""Folding: whole strings give what each character gives by itself, at the same offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.text.fold import bare, lower

PADDING = "Kế hoạch tuyên truyền bảo hiểm xã hội tự nguyện trên địa bàn "
LETTERS = st.sampled_from("aàạđĐƠơƯ\u0301\u0323çŞ…•–“”\n\t\u00a0\u2028ΣİK≠;각 `1%")


def one_by_one(text: str) -> str:
    """What ``bare`` is by its definition, for characters that are no dashes, quotes or spaces."""
    lowered = [c.lower() if len(c.lower()) == 1 else c for c in text]
    return "".join("d" if c == "đ" else unicodedata.normalize("NFD", c)[0] for c in lowered)


@pytest.mark.parametrize(
    ("text", "lowered", "folded"),
    [
        ("Hội nghị “Đối thoại” – 2026", 'hội nghị "đối thoại" - 2026', 'hoi nghi "doi thoai" - 2026'),
        ("…/KH-UBND", "…/kh-ubnd", "…/kh-ubnd"),
        ("xã\u00a0hội\tvà", "xã hội và", "xa hoi va"),
        ("İ Σ", "İ σ", "I σ"),
        ("", "", ""),
    ],
)
def test_short_and_long_texts_fold_alike(text: str, lowered: str, folded: str) -> None:
    assert (lower(text), bare(text)) == (lowered, folded)
    long = PADDING * 8 + "\n" + text
    assert lower(long).endswith("\n" + lowered)
    assert bare(long).endswith("\n" + folded)


@given(st.text(LETTERS, max_size=90), st.booleans())
def test_a_part_of_the_fold_is_the_fold_of_the_part(text: str, padded: bool) -> None:
    whole = PADDING + text + PADDING if padded else text
    start = len(PADDING) if padded else 0
    for fold in (lower, bare):
        folded = fold(whole)
        assert len(folded) == len(whole)
        assert folded[start : start + len(text)] == "".join(map(fold, text))


@given(st.text(st.characters(categories=["Ll", "Lu", "Lo", "Mn", "Nd"]), max_size=120))
def test_letters_of_every_script_lose_their_marks_only(text: str) -> None:
    assert bare(text) == one_by_one(text)
