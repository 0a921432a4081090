"""What recognition misread comes back, what is written stays: corpora/phrases/misreadings.yml, and any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.bodies.logic import scan_bodies
from analyzer.extraction.misread import clear, cleared
from analyzer.extraction.plain import plain_analysis
from analyzer.extraction.spellings import likely, spellings
from analyzer.text.fold import bare
from analyzer.text.words import split_words

DATA = yaml.safe_load((Path(__file__).parents[2] / "corpora" / "phrases" / "misreadings.yml").read_text("utf-8"))
RESTORED = [(reading, right) for right, readings in DATA["restored"].items() for reading in readings]
SPACED = [(reading, right) for right, readings in DATA["spaced"].items() for reading in readings]


@pytest.mark.parametrize(("reading", "right"), RESTORED)
def test_a_misreading_is_undone(reading: str, right: str) -> None:
    assert clear(reading) == right


@pytest.mark.parametrize(("reading", "right"), SPACED)
def test_blanks_move_behind_the_word(reading: str, right: str) -> None:
    assert len(clear(reading)) == len(reading)
    assert re.sub(r" +(?=-|$)| (?= )", "", clear(reading)) == right


@pytest.mark.parametrize("text", DATA["kept"])
def test_what_is_written_stays(text: str) -> None:
    assert clear(text) == text


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    assert len(RESTORED) + len(SPACED) + len(DATA["kept"]) >= 150


@given(st.text(alphabet="bảo hiếmểxãảhội năm nam 2Ol0I/-.,\n\t“”UBNDQĐrn", max_size=120))
def test_offsets_stay(text: str) -> None:
    cleared = clear(text)
    assert len(cleared) == len(text)
    assert [place for place, char in enumerate(text) if char == "\n"] == [
        place for place, char in enumerate(cleared) if char == "\n"
    ]


@pytest.mark.parametrize("text", ["", "1" * 5000, "lIO" * 2000, "a " * 3000, "rn" * 2000, "/I" * 2000, "Q Đ-" * 1000])
def test_odd_text_does_no_harm(text: str) -> None:
    assert len(clear(text)) == len(text)


@pytest.mark.parametrize(
    ("right", "written", "expected"),
    [
        ("hiểm", "hiếm", True), ("xã", "xả", True), ("của", "cua", True), ("đến", "den", True), ("năm", "nắm", False),
        ("ban", "bán", False), ("thu", "thự", False), ("đưa", "dựa", False), ("hội", "hỏi", True),
    ],
)  # fmt: skip
def test_only_what_recognition_does_is_undone(right: str, written: str, expected: bool) -> None:
    assert likely(right, written) is expected


def test_the_register_holds_two_syllables_a_pair() -> None:
    book = spellings()
    assert len(book.pairs) > 2000
    assert all(key == (bare(first), bare(second)) for key, (first, second) in book.pairs.items())
    assert all(len(wrong) == len(right) for wrong, right in book.words.items())


@given(st.text(alphabet="bảo hiếm hộ i5I xa n ăm 2O/25.,\n_", max_size=80))
def test_the_pieces_are_those_of_the_text(text: str) -> None:
    found = cleared(text)
    assert found.text == clear(text)
    assert found.pieces == split_words(found.text)


def test_numbers_part_no_neighbours() -> None:
    """A number between two syllables hides neither from the other; a syllable and a number run together are two."""
    assert clear("ngày 14 tháng 7 n ăm 2025") == "ngày 14 tháng 7 năm  2025"
    assert clear("bảo hiếm5 xã hội") == "bảo hiểm5 xã hội"


def test_an_analysis_looks_for_misreadings_once() -> None:
    analysis = plain_analysis("BẢO HIẾM XÃ HỘI XÃ AN LỘC")
    assert analysis.clear_text == "BẢO HIỂM XÃ HỘI XÃ AN LỘC"
    assert analysis.clear_low == analysis.clear_text.lower()
    assert analysis.cleared is analysis.cleared


def test_a_passage_is_cleared_by_itself_or_taken_as_it_was_read() -> None:
    text = "Giao Sở Y tế và Báo hiếm xã hội huyện Tân Lập"
    cell = text.index("Báo")
    (body,) = scan_bodies(text, cell, agencies=True)
    assert (body.text, body.span, body.level) == (text[cell:], (cell, len(text)), "district")
    assert scan_bodies(text, cell, agencies=True, read=clear(text)) == [body]
