"""The grade of a page from its text."""

from __future__ import annotations

import pytest

from analyzer.pipeline import analyze_text
from analyzer.text.quality import PageQuality, document_grade, grade_pages

SOUND = "Ủy ban nhân dân xã ban hành kế hoạch tuyên truyền bảo hiểm xã hội đến từng thôn, từng hộ gia đình. " * 6


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        (SOUND, "good"),
        (SOUND + "Đăng trên facebook, zalo, youtube, fanpage của UBND, BHXH, MTTQ. " * 3, "good"),
        (SOUND.replace("tuyên", "tuyêm").replace("hiểm", "hỉểm"), "fair"),
        (SOUND.replace("ân", "ôân").replace("ã", "ăã").replace("ê", "êe"), "poor"),
        (SOUND + "(cid:12)(cid:33) " * 20, "poor"),
        (SOUND.replace("thôn,", "th0ôn, kếhoạch đ1ện").replace("truyền bảo", "truyềnbảo"), "fair"),
    ],
    ids=["sound", "foreign words", "some wrong", "many wrong", "signs of a broken font", "words run together"],
)
def test_grades(text: str, grade: str) -> None:
    [page] = grade_pages(analyze_text(text).outline.clean)
    assert page.grade == grade
    assert bool(page.reasons) == (grade != "good")


def test_pages_are_graded_one_by_one_and_the_worst_counts() -> None:
    pages = grade_pages(analyze_text(f"{SOUND}\f{SOUND}{'(cid:12)(cid:33) ' * 20}").outline.clean)
    assert [(p.page, p.grade) for p in pages] == [(1, "good"), (2, "poor")]
    assert document_grade(pages) == "poor"


@pytest.mark.parametrize(
    ("grades", "grade"),
    [
        (["good"], "good"),
        (["good", "fair"], "fair"),
        (["good"] * 5 + ["poor"], "fair"),
        (["poor", "good"], "poor"),
        ([], "poor"),
    ],
)
def test_the_grade_of_a_document(grades: list[str], grade: str) -> None:
    assert document_grade([PageQuality(k, g, 1.0) for k, g in enumerate(grades)]) == grade  # type: ignore[arg-type]


def test_words_run_together_are_taken_apart_and_foreign_ones_left_alone() -> None:
    text = analyze_text(f"{SOUND}\nMỤC T1ÊU và NỘIDUNG tuyêntruyền, bảo hiểrn trên video, logo, pano, zalo H1N1").text
    assert "MỤC TIÊU và NỘI DUNG tuyên truyền, bảo hiểm trên video, logo, pano, zalo H1N1" in text
