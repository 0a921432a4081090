"""Where a closer look is worth it: nothing is left out that a search at every word would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.bodies import starts as body_starts
from analyzer.extraction.bodies.groups import group_at
from analyzer.extraction.bodies.logic import scan_bodies
from analyzer.extraction.bodies.patterns import lexicon, match_name, near_name
from analyzer.extraction.bodies.reach import open_name_at
from analyzer.extraction.bodies.words import words_of
from analyzer.extraction.references.mentions import Scanner
from analyzer.extraction.references.patterns import SIGNS
from analyzer.extraction.times import starts as time_starts
from analyzer.extraction.times.matching import MATCHERS
from analyzer.text.fold import bare, lower

TIMES = (
    "ngày 15/5/2025", "ngày 3-7 tháng 4", "mùng 2 tháng 9", "tháng 5", "t7/2026", "tháng tư", "các tháng 3, 6",
    "quý III/2026", "q2/2025", "qúi 4", "6 tháng đầu năm 2026", "hai tháng cuối năm", "năm năm một lần",
    "năm 2027", "các năm 2026, 2027", "năm học 2025-2026", "năm hai nghìn không trăm ba mươi", "nửa đầu năm",
    "đầu năm", "giữa năm sau", "cuối năm", "năm tới", "tuần này", "quý sau", "tháng trước", "hôm nay",
    "ngày mai", "thứ hai tuần tới", "chủ nhật hằng tuần", "hằng năm", "mỗi quý", "từng tháng",
    "định kỳ 6 tháng", "sơ kết quý", "tổng kết năm", "báo cáo 9 tháng", "báo cáo năm", "hai lần mỗi năm",
    "một năm ba lần", "12 tháng/lần", "/tuần", "/01 năm", "2026-2030", "l5/6/2025", "1O/7/2025", "ngảy 5/6",
)  # fmt: skip
BODIES = (
    "UBND xã", "Ủy ban nhân dân", "các phòng, ban", "hai xã", "3 - 5 thôn", "xã, phường",
    "Bộ, cơ quan ngang bộ", "Hội Nông dân", "Phòng Văn hoá và Thông tn", "Chi cục Dân số", "Trạm Y tế",
    "hội viên", "bảo hiểm xã hội", "BHXH", "Câu lạc bộ Hưu trí", "những đơn vị", "tổ chức hội", "Công an",
    "trường học và nhà trường", "Đảng ủy", "hội Phụ nữ", "bộ phận",
)  # fmt: skip
CITED = (
    "Quyết định số 12/QĐ-UBND", "28-NQ/TW", "Nghị quyết 28", "nghị định số 115", "Công văn số …/UBND-VX",
    "Luật Việc làm", "kế hoạch 45/kh-ubnd", "Hiến pháp", "Pháp lệnh Ưu đãi", "TT số 15",
    "số      /2026/QĐ-UBND ngày 1/2/2026", "05 – NQ/HU",
)  # fmt: skip
FILLING = ("", " ", "\n", ", ", "; ", " và ", " đạt 54% ", "x", "(", "–", " của ", "5", "/")


def _mixed(fragments: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from((*fragments, *FILLING)), max_size=12).map("".join)


@pytest.mark.parametrize("text", TIMES)
def test_every_kind_of_time_has_a_start(text: str) -> None:
    folded = lower(text)
    assert time_starts.starts_of(folded, 0, len(folded))[:1] == [0]
    assert 4 in time_starts.starts_of(f"vào {folded}", 0, len(folded) + 4)


@given(_mixed(TIMES))
def test_no_start_of_a_time_is_left_out(text: str) -> None:
    folded = lower(text)
    kept = set(time_starts.starts_of(folded, 0, len(folded)))
    for word in re.finditer(r"(?<!\w)\w|/", folded):
        for pattern, build in MATCHERS.get(word.group(), ()):
            hit = pattern.match(folded, word.start())
            assert word.start() in kept or not (hit and build(hit, text)), (word.start(), pattern.pattern)


@given(_mixed(TIMES), st.integers(0, 40), st.integers(0, 40))
def test_starts_of_a_passage_lie_in_it(text: str, start: int, size: int) -> None:
    folded = lower(text)
    whole = time_starts.starts_of(folded, 0, len(folded))
    begin, end = min(start, len(folded)), min(start + size, len(folded))
    passage = time_starts.starts_of(folded, begin, end)
    assert passage == sorted({*passage} & {place for place in whole if begin <= place < end})


@given(_mixed(BODIES))
def test_no_start_of_a_body_is_left_out(text: str) -> None:
    words, book = words_of(text), lexicon()
    kept = {start.at: start for start in body_starts.starts_of(words)}
    for at in range(words.size):
        named = match_name(words, at, book.names)[1] or open_name_at(words, at, book)[0] > at
        near = words.capital[at] and near_name(words, at, book)[1]
        assert not (named or near) or (at in kept and kept[at].named)
        assert group_at(words, at, book, acting=True) is None or (at in kept and kept[at].grouped)


@given(_mixed(CITED))
def test_a_passage_without_a_sign_cites_nothing(text: str) -> None:
    folded = lower(text)
    if not any(sign.search(folded) for sign in SIGNS):
        assert Scanner(text, folded, 0, len(text)).scan() == []


@pytest.mark.parametrize("text", CITED)
def test_every_kind_of_citation_has_a_sign(text: str) -> None:
    assert any(sign.search(lower(text)) for sign in SIGNS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hiệpPhụ nữ", ["hiệp", "phụ", "nữ"]),
        ("Thuỷ sản, Hoà Bình", ["thủy", "sản", "hòa", "bình"]),
        ("QĐ-TTg", ["qđ", "ttg"]),
        ("McDonald", ["mcdonald"]),
        ("_a_1", ["a", "1"]),
        ("", []),
        (" \n", []),
    ],
)
def test_words_are_parted_and_spelt_as_today(text: str, words: list[str]) -> None:
    assert words_of(text).low == words


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("a b", "| "), ("a, b", "|,"), ("a. b", "||"), ("H. b", "|-"), ("a.b", "|-"), ("a-b–c&d/e", "|----"),
        ("a\nb", "||"), ("a\tb", "||"), ("a: b; c", "|||"), ("a\u00a0b", "| "), ("h. b", "||"), ("a       b", "| "),
    ],
)  # fmt: skip
def test_what_stands_before_a_word(text: str, gaps: str) -> None:
    assert "".join(words_of(text).gap) == gaps


@given(st.text(alphabet="hộiPhụ Nữ.,-\n\t\u2028oà12_", max_size=60), st.integers(0, 20))
def test_words_stand_where_they_say(text: str, start: int) -> None:
    words = words_of(text, start)
    columns = (words.start, words.end, words.low, words.bare, words.capital, words.upper, words.gap)
    assert [len(column) for column in columns] == [words.size] * len(columns)
    for begin, end, low, flat in zip(words.start, words.end, words.low, words.bare, strict=True):
        assert begin >= start
        assert len(low) == len(flat) == end - begin
        assert bare(text[begin:end]) == flat == bare(low)


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "a, " * 5000, "ngày " * 5000, "xã, " * 5000, "số " * 5000, "/" * 20_000, "Aa" * 20_000]
)
def test_odd_text_does_no_harm(text: str) -> None:
    """Texts on which every step has to stay linear."""
    folded = lower(text)
    assert len(time_starts.starts_of(folded, 0, len(folded))) <= len(text)
    assert all(0 <= body.span[0] < body.span[1] <= len(text) for body in scan_bodies(text))


def test_a_list_without_end_is_no_group() -> None:
    listed = [body.text for body in scan_bodies("Các " + "phòng, " * 200)]
    assert all(text.count("phòng") <= 60 for text in listed)
