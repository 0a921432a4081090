"""The index of words finds what the regexes of the phrases find, and knows what a phrase can begin with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.checks.heads import ANY, of_sequence, of_word
from analyzer.checks.phrases import Macros, PhraseError, compile_phrase, plain
from analyzer.checks.wordindex import WordIndex
from analyzer.text.fold import bare

MACROS = Macros({"bhxh": "(bảo hiểm xã hội|bhxh)", "hop": "(hội nghị|họp) [giao ban]", "both": "{hop} {bhxh}"})
SOURCES = (
    "hội nghị", "hội nghị {bhxh}", "[tổ chức] hội nghị", "(hội nghị|họp) … {bhxh}", "họp …2 giao ban", "{both}",
    "^ tổ chức (họp|hội nghị)", "<số> (hội nghị|người)", "v/v {bhxh}", "bhxh", "(tổ chức|[lại] họp) [giao ban] bhxh",
    "hội hội", "hội [nghị] hội",
)  # fmt: skip
BETWEEN = " \nhội nghị\n"
GAPS = [" ", " ", " ", ", ", "; ", "  -  ", ""]
WORDS = "hội nghị tổ chức họp giao ban bảo hiểm xã bhxh 12 người v/v lại về".split()


def found(source: str, texts: list[str], *, is_bare: bool) -> list[tuple[int, int, int]]:
    index, starts = indexed(texts, is_bare=is_bare)
    places = index.find(compile_phrase(source, MACROS))
    return [(number, start - starts[number], end - starts[number]) for number, start, end in places]


def indexed(texts: list[str], *, is_bare: bool) -> tuple[WordIndex, list[int]]:
    """An index of sentences on lines of their own, with a line between them that belongs to none."""
    starts = [sum(len(text) + len(BETWEEN) for text in texts[:number]) for number in range(len(texts))]
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    return WordIndex(BETWEEN.join(texts), spans, [is_bare] * len(texts)), starts


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
        ("hội nghị giao ban", {"hội"}),
        ("bhxh", {"bhxh"}),
        ("họp … bhxh", {"họp"}),
        ("{bhxh} tự nguyện", {"bảo", "bhxh"}),
        ("[tổ chức] họp", {"tổ", "họp"}),
        ("họp [giao ban]", {"họp"}),
        ("họp [giao ban] bhxh", {"họp"}),
        ("họp <số> người", {"họp"}),
        ("<số> người", None),
        ("^ họp", None),
        ("(họp|… người) bhxh", None),
    ],
)
def test_heads(source: str, heads: set[str] | None) -> None:
    assert compile_phrase(source, MACROS).heads == heads


def test_what_may_be_absent_leaves_the_beginning_to_what_follows() -> None:
    one, two = frozenset({"một"}), frozenset({"hai"})
    assert of_sequence([(one, False), (two, False)]) == one
    assert of_sequence([(one, True), (two, False)]) == one | two
    assert of_sequence([(ANY, True), (two, False)]) == ANY | two
    assert of_sequence([(one, True)]) == one | ANY
    assert of_word(["v", "v"], begins=True) == {"v"}
    assert of_word([], begins=False) == ANY


def test_a_phrase_of_other_words_is_not_compiled() -> None:
    phrase = compile_phrase("họp … giao ban", MACROS)
    index, _ = indexed(["họp báo về giao thông", "ban"], is_bare=False)
    assert index.find(phrase) == []
    assert not {"regex", "line"} & vars(phrase).keys()


def test_sentences_with_and_without_diacritics_stand_side_by_side() -> None:
    index = WordIndex("hội nghị; hoi nghi. hội nghị", [(0, 9), (10, 19), (20, 28)], [False, True, False])
    assert index.find(compile_phrase("hội nghị", MACROS)) == [(0, 0, 8), (2, 20, 28), (1, 10, 18)]


@pytest.mark.parametrize(
    ("source", "wordings"),
    [
        ("họp [giao ban] bhxh", [("họp", "giao", "ban", "bhxh"), ("họp", "bhxh")]),
        ("(họp|[lại] hội) nghị", [("họp", "nghị"), ("lại", "hội", "nghị"), ("hội", "nghị")]),
        ("họp … bhxh", None),
        ("<số> người", None),
        ("v/v họp", None),
        ("^ họp", None),
        ("họp ([lại])", None),
        ("(a|b|c) (a|b|c) (a|b|c) (a|b|c) họp", None),
    ],
)
def test_wordings(source: str, wordings: list[tuple[str, ...]] | None) -> None:
    assert compile_phrase(source, MACROS).wordings == (None if wordings is None else tuple(wordings))


def test_a_macro_counts_at_every_use() -> None:
    long = Macros({"words": " ".join(["chữ"] * 150)})
    assert compile_phrase("{words} {words}", long).heads == {"chữ"}
    for _ in range(2):
        with pytest.raises(PhraseError):
            compile_phrase("{words} {words} {words}", long)
