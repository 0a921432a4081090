"""Slips of the pen: what is one, and whose text is left alone."""

from __future__ import annotations

import pytest

from analyzer.checks.engine import check
from analyzer.checks.loader import find_pack
from analyzer.checks.model import Verdict
from analyzer.pipeline import analyze_text
from analyzer.resources import load_yaml
from analyzer.text.syllables import is_syllable

PACK = find_pack("chinhta")


def said(text: str, code: str) -> Verdict:
    [verdict] = check(analyze_text(f"KẾ HOẠCH\nI. NHIỆM VỤ\n- {text}\n", kind="plan"), PACK, select=(code,))
    return verdict


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("E901", "Xã tạọ điều kiện để bà con tạọ thói quen tra cứu.", ["tạọ"]),
        ("E901", "Treo panô, đo bằng kilômét; phát rađiô ở Đắk Mol.", []),
        ("E901", "Gửi về hộpthư@xã.vn, xem trang bảohiểm.vn.", []),
        ("E902", "Quyền lợi của của người dân; các xã, các phường.", ["của của"]),
        ("E902", "Kế hoạch kế hoạch này; từng bước từng bước làm.", ["kế hoạch kế hoạch"]),
        ("E902", "Kế hoạch, kế hoạch chi tiết; ngày ngày phát thanh.", []),
        ("E903", "Đổi mới PHƯỚNG PHÁP tuyên truyên.", ["phướng pháp", "tuyên truyên"]),
        ("E903", "Địa phương phát động; xu hướng dân số; tâm tư nguyện vọng; bảo đảm bao quát.", []),
    ],
)
def test_slips(code: str, text: str, words: list[str]) -> None:
    verdict = said(text, code)
    quotes = [finding.message.vi.split("”")[0].lstrip("“").lower() for finding in verdict.findings]
    assert sorted(quotes) == sorted(words)
    assert verdict.status == ("missing" if words else "met")


@pytest.mark.parametrize("code", ["E901", "E902", "E903"])
def test_a_scan_is_left_alone(code: str) -> None:
    analysis = analyze_text("KẾ HOẠCH\nI. NHIỆM VỤ\n- Xã tạọ điều kiện của của người dân, tuyên truyên.\n", kind="plan")
    analysis.outline.clean.source.ocr = True
    [verdict] = check(analysis, PACK, select=(code,))
    assert verdict.status == "not_applicable"
    assert verdict.reason is not None


def test_the_register_holds_no_word_that_is_right() -> None:
    slips = load_yaml("registers/slips.yml")["slips"]
    wrongs = [wrong for listed in slips.values() for wrong in listed]
    assert len(wrongs) == len(set(wrongs))
    assert not set(wrongs) & set(slips)
    assert all(is_syllable(word) for right in slips for word in right.split())
