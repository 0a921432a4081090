"""The index of words finds what the regexes of the phrases find, and knows what a phrase can begin with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.checks.heads import ANY, keys, of_sequence, of_word
from analyzer.checks.phrases import Macros, PhraseError, compile_phrase, plain
from analyzer.checks.wordindex import WordIndex
from analyzer.text.fold import bare

MACROS = Macros({"bhxh": "(bảo hiểm xã hội|bhxh)", "hop": "(hội nghị|họp) [giao ban]", "both": "{hop} {bhxh}"})
SOURCES = (
    "hội nghị", "hội nghị {bhxh}", "[tổ chức] hội nghị", "(hội nghị|họp) … {bhxh}", "họp …2 giao ban", "{both}",
    "^ tổ chức (họp|hội nghị)", "<số> (hội nghị|người)", "v/v {bhxh}", "bhxh", "(tổ chức|[lại] họp) [giao ban] bhxh",
    "hội hội", "hội [nghị] hội",
)  # fmt: skip
GAPS = [" ", " ", " ", ", ", "; ", "  -  ", ""]
WORDS = "hội nghị tổ chức họp giao ban bảo hiểm xã bhxh 12 người v/v lại về".split()


def found(source: str, texts: list[str], *, is_bare: bool) -> list[tuple[int, int, int]]:
    index = WordIndex(is_bare=is_bare)
    for number, text in enumerate(texts):
        index.add(number, text)
    return index.find(compile_phrase(source, MACROS))


@pytest.mark.parametrize("is_bare", [False, True])
@pytest.mark.parametrize("source", SOURCES)
@given(
    texts=st.lists(
        st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS)), max_size=14), min_size=1, max_size=4
    )
)  # fmt: skip
def test_finds_what_the_regex_finds(source: str, is_bare: bool, texts: list[list[tuple[str, str]]]) -> None:
    phrase = compile_phrase(source, MACROS)
    fold, regex = (bare, phrase.bare_regex) if is_bare else (plain, phrase.regex)
    lines = [fold("".join(word + gap for word, gap in text)) for text in texts]
    wanted = [(number, *match.span()) for number, line in enumerate(lines) for match in regex.finditer(line)]
    assert found(source, lines, is_bare=is_bare) == wanted


@pytest.mark.parametrize(
    ("source", "heads"),
    [
        ("hội nghị giao ban", {"hội nghị"}),
        ("bhxh", {"bhxh"}),
        ("họp … bhxh", {"họp"}),
        ("{bhxh} tự nguyện", {"bảo hiểm", "bhxh tự"}),
        ("[tổ chức] họp", {"tổ chức", "họp"}),
        ("họp [giao ban]", {"họp", "họp giao"}),
        ("họp [giao ban] bhxh", {"họp giao", "họp bhxh"}),
        ("họp <số> người", {"họp"}),
        ("<số> người", None),
        ("^ họp", None),
        ("(họp|… người) bhxh", None),
    ],
)
def test_heads(source: str, heads: set[str] | None) -> None:
    assert compile_phrase(source, MACROS).heads == heads


def test_many_alternatives_are_known_by_their_first_words() -> None:
    many = frozenset((word,) for word in map(str, range(40)))
    assert keys(of_sequence([(many, False), (many, False)])) == {str(number) for number in range(40)}
    assert keys(of_sequence([(ANY, True), (many, False)])) is None
    assert of_word(["v", "v"], begins=True) == {("v", "v")}
    assert of_word([], begins=False) == ANY


def test_a_phrase_of_other_words_is_not_compiled() -> None:
    phrase = compile_phrase("họp giao ban", MACROS)
    index = WordIndex(is_bare=False)
    index.add(0, "họp báo về giao ban")
    assert index.find(phrase) == []
    assert "regex" not in vars(phrase)


def test_a_macro_counts_at_every_use() -> None:
    long = Macros({"words": " ".join(["chữ"] * 150)})
    assert compile_phrase("{words} {words}", long).heads == {"chữ chữ"}
    for _ in range(2):
        with pytest.raises(PhraseError):
            compile_phrase("{words} {words} {words}", long)
