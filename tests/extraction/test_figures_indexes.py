"""The indexes by which figures are found must say what the plain search would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.figures.hidden import hidden_spans
from analyzer.extraction.figures.numbers import digit_starts, numbers_in, word_starts
from analyzer.extraction.figures.patterns import by_first, whole_words
from analyzer.extraction.figures.phrases import Lead, Passage, PhraseBook, Window
from analyzer.extraction.figures.restore import Restorer, is_noisy, restored
from analyzer.text import fold
from analyzer.text.words import split_words

GROUPS = (
    ("bảo hiểm xã hội", "bhxh"),
    ("tham gia", "tham gia bhxh", "bao phủ"),
    ("/xã", "xã, phường"),
    ("tự nguyện", "xã hội tự nguyện"),
)
_PIECES = (
    "bảo hiểm", "xã hội", "bhxh", "BHXH", "tham", "gia", "tham gia", "tự nguyện", "bao phủ", "xã", "phường", "/xã",
    ", ", " ", "\n", "\u2003", "_", "x", "9", ".", "/",
)  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join).map(fold.lower)
BOOK = PhraseBook(GROUPS)


def _plain(text: str) -> int:
    """The mask by one pattern for each group."""
    mask = 0
    for number, group in enumerate(GROUPS):
        words = [
            (r"(?<!\w)" if phrase[0].isalnum() else "") + re.escape(phrase).replace(r"\ ", r"\s") + r"(?!\w)"
            for phrase in group
        ]
        mask |= (re.search("|".join(words), text) is not None) << number
    return mask


@given(texts)
def test_a_book_finds_what_patterns_find(text: str) -> None:
    assert BOOK.mask(text) == _plain(text)


@given(texts, st.data())
def test_a_piece_of_a_passage_says_what_it_would_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Passage(text, BOOK).mask(start, end) == _plain(text[start:end])


@given(st.lists(texts, min_size=1, max_size=4))
def test_texts_above_each_other_read_as_lines(lines: list[str]) -> None:
    """A phrase may begin in one line and end in the next, or run through a short one."""
    sentence, *leads = lines
    window = Window(sentence.replace("\n", " ").replace("\u2003", " "), BOOK.mask(sentence))
    whole = sentence
    for lead in leads:
        window, whole = Lead(lead, BOOK).over(window), f"{lead}\n{whole}"
        assert window.mask == _plain(whole)


def test_a_phrase_at_the_beginning() -> None:
    assert BOOK.opening("tham gia bhxh tự nguyện") == 0b10
    assert BOOK.opening("đã tham gia") == 0
    assert BOOK.opening("tham gian") == 0


def test_a_phrase_needs_a_word() -> None:
    with pytest.raises(ValueError, match="without a word"):
        PhraseBook([("%",)])


WORDS = ("không quá", "không", "quá", "ít nhất", "%", "≥", "ít", "a+b")


@given(st.lists(st.sampled_from([*WORDS, " ", "x", "_", "kh", "\n"]), max_size=10).map("".join))
def test_words_by_their_first_characters_are_the_same_words(text: str) -> None:
    longest = sorted(WORDS, key=len, reverse=True)
    plain = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest)
    assert re.findall(f"(?:{by_first(WORDS)})", text) == re.findall(plain, text)
    found = [m.span() for m in whole_words(WORDS).finditer(text)]
    assert found == [m.span() for m in re.finditer(rf"(?<!\w)(?:{plain})(?!\w)", text)]


SCANNED = (
    "Tôi thiêu 70% cộng tac viên được tập huân; mỗi tuần có it nhất 02 luợt phát thanh.\n"
    "Tỷ lệ bao phú bảo hiếm y tế đạt 95,2% dân sô trong dộ tuổi lao động, TÂP HUẤN tại xã_phường"
)


@given(st.integers(0, len(SCANNED)), st.integers(0, len(SCANNED)))
def test_a_piece_is_restored_as_if_it_stood_alone(one: int, other: int) -> None:
    start, end = sorted((one, other))
    restorer = Restorer(SCANNED, fold.lower(SCANNED), fold.bare(SCANNED))
    text = restored(SCANNED[start:end])
    assert restorer.piece(start, end) == (text, fold.lower(text))


@pytest.mark.parametrize(
    ("text", "noisy"),
    [
        (SCANNED, True),
        ("Tuyên truyển ở xã; mở 02 buối nói chuyện", True),
        ("Muc tieu: toi thieu 70% cong tac vien duoc tap huan", True),
        ("Mở 02 buối nói chuyện", False),  # one slip of the pen
        ("Tối thiểu 70% cộng tác viên được tập huấn; Uỷ ban nhân dân xã tổ chức ít nhất 02 lượt phát thanh.", False),
        # words of their own, each but for its marks one of the registers' phrases
        ("Trên nền tảng số, định hướng truyền thống của địa phương; người có sổ do Sở Lao động cấp", False),
        ("Tình hình thực hiện, số hồ sơ, chỉ bố trí, Trưởng ban, năm được giao, đồng bào các dân tộc, có thể", False),
        ("", False),
    ],
)
def test_a_text_is_noisy_by_syllables_that_are_no_words(text: str, noisy: bool) -> None:
    assert is_noisy(split_words(text)[1::2]) is noisy
    assert is_noisy(split_words(text.upper())[1::2]) is noisy


NUMBERED = (
    "12", "1.5", "1 234", "ioo %", "l.ooo", "9o,5%", "hai", "mươi", "năm", "Ba", "khai", "x3", "/", "-", ",", "%", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from([*NUMBERED, " ", " "]), max_size=12).map("".join))
def test_numbers_stand_where_they_may_begin(text: str) -> None:
    low = fold.lower(text)
    digits, words = digit_starts(low), word_starts(low)
    assert (digits, words) == (sorted(digits), sorted(words))
    for number in numbers_in(text, low):
        places = words if number.form == "words" else digits
        assert any(number.start <= place < number.end for place in places)
    assert [n for n in numbers_in(text, low, digits=False) if n.form != "words"] == []
    assert [n for n in numbers_in(text, low, words=False) if n.form == "words"] == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("vào ngày 05/6 và 12/6/2031; 40 người", ["ngày 05/6 và 12/6/2031"]),
        ("từ năm 2031 đến năm 2033 đạt 60%", ["từ năm 2031 đến năm 2033"]),
        ("trong các tháng 5 và 6, mỗi tháng 2 buổi", ["các tháng 5 và 6"]),
        ("quý II/2031 mở 03 lớp", ["quý ii/2031"]),
        ("lúc 8 giờ 30 có 40 người", ["8 giờ 30"]),
        ("theo Kế hoạch số 15/KH-UBND có 3 lớp", ["15/kh-ubnd"]),
        ("gọi 1900 1234, trang baohiem.example.vn có 50 tin", ["1900 1234", "baohiem.example.vn"]),
        ("mô hình “Chi hội 100% có sổ” tại 4 thôn", ["“chi hội 100% có sổ”"]),
        ("1.2. Mở 03 lớp", ["1.2. "]),
        ("hệ thống 24/7, phiên bản 4.0, ghi chú [3] và (12)", ["24/7", "4.0", "[3]", "12"]),
        ("vận động 45 người, mở 03 lớp cho 90 người", []),
    ],
)
def test_numbers_that_are_none(text: str, hidden: list[str]) -> None:
    low = fold.lower(text)
    spans = sorted(set(hidden_spans(text, low, len(text))))
    assert [low[start:end] for start, end in spans] == [fold.lower(word) for word in hidden]
