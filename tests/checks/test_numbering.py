"""Numbers of headings."""

from __future__ import annotations

import pytest

from analyzer.checks.engine import check
from analyzer.checks.kinds.numbering import parse_number
from analyzer.checks.loader import load_pack
from analyzer.pipeline import analyze_text

PACK = load_pack()


@pytest.mark.parametrize(
    ("marker", "value"),
    [
        ("I.", 1),
        ("IV.", 4),
        ("XIX.", 19),
        ("XL", 40),
        ("3.", 3),
        ("2.10.", 10),
        ("b)", 2),
        ("đ)", 4),
        ("Phần II.", 2),
        ("C.", 100),
        ("II/-", 2),
        ("3/.", 3),
    ],
)
def test_values(marker: str, value: int) -> None:
    number = parse_number(marker)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize("marker", ["-", "+", "*", "", "1.2.3.4.5.6", "•", "IVIVIVIVIVIV."])
def test_no_numbers(marker: str) -> None:
    assert parse_number(marker) is None


def test_a_capital_among_letters_is_a_letter() -> None:
    number = parse_number("C.", letters=True)
    assert number is not None
    assert number.value == 3


def _text(*headings: str) -> str:
    return "\n".join(f"{heading}\nTổ chức hội nghị tuyên truyền tại các thôn trong xã." for heading in headings)


@pytest.mark.parametrize(
    ("headings", "findings"),
    [
        (("I. MỤC ĐÍCH", "II. NHIỆM VỤ", "III. KINH PHÍ"), 0),
        (("A. MỤC ĐÍCH", "B. MỤC TIÊU", "C. NHIỆM VỤ", "D. KINH PHÍ", "Đ. TIẾN ĐỘ", "E. TỔ CHỨC THỰC HIỆN"), 0),
        (("I. MỤC ĐÍCH", "III. NHIỆM VỤ", "IV. KINH PHÍ"), 1),
        (("I. MỤC ĐÍCH", "II. NHIỆM VỤ", "II. KINH PHÍ"), 1),
        (("I. MỤC ĐÍCH", "III. NHIỆM VỤ", "II. KINH PHÍ"), 2),
    ],
)
def test_findings(headings: tuple[str, ...], findings: int) -> None:
    analysis = analyze_text(_text(*headings), kind="plan", scope="1676")
    verdict = check(analysis, PACK, select=("F807",))[0]
    assert len(verdict.findings) == findings
