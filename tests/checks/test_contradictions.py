"""One report and one plan full of contradictions: each is found, with the words and the calculation that show it."""

from __future__ import annotations

from functools import cache

import pytest

from analyzer.checks.engine import check
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Verdict
from analyzer.pipeline import analyze_text

REPORT = """ỦY BAN NHÂN DÂN
XÃ VÂN TRÌNH

Số:        /BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Vân Trình, ngày      tháng 12 năm 2026

BÁO CÁO
Kết quả tuyên truyền bảo hiểm xã hội năm 2026

Thực hiện Quyết định số 1676/QĐ-TTg ngày 21/11/2019 của Thủ tướng Chính phủ, UBND xã Vân Trình báo cáo như sau:

I. KẾT QUẢ
1. Đến ngày 30/11/2026, toàn xã có 728 người tham gia BHXH tự nguyện.
2. Có 45/52 tổ, xóm tổ chức ra quân, đạt 68,5%.
3. Năm 2026 tổ chức 24 hội nghị, gồm 15 hội nghị tại xóm và 7 hội nghị tại chợ.
II. ĐÁNH GIÁ CHUNG
Đến ngày 30/11/2026, xã có 782 người tham gia BHXH tự nguyện.
III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027
1. Năm 2027 có 800 người tham gia BHXH tự nguyện, mỗi năm tăng thêm 60 người, đến năm 2030 đạt 1.100 người.
2. Đề nghị Phòng Lao động - Thương binh và Xã hội huyện mở lớp tập huấn cho cộng tác viên.
3. Gửi báo cáo quý trước ngày 31/6/2027./.
"""

EXPECTED = [
    ("K901", "missing", "728 người ≠ 782 người", "782"),
    ("K902", "missing", "45 / 52 = 86,54% ≠ 68,5%", "68,5%"),
    ("K903", "missing", "800 + 3 × 60 = 980 ≠ 1.100", "mỗi năm tăng thêm 60 người"),
    ("K904", "missing", None, "31/6/2027"),
    ("K905", "missing", None, "Phòng Lao động - Thương binh và Xã hội huyện"),
    ("K907", "missing", "15 + 7 = 22 ≠ 24", "24 hội nghị"),
]


@cache
def _verdicts() -> dict[str, Verdict]:
    return {v.rule.code: v for v in check(analyze_text(REPORT), load_pack("qd1676"))}


@pytest.mark.parametrize(("code", "status", "calculation", "words"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_each_contradiction_is_found_once_with_its_calculation(
    code: str, status: str, calculation: str | None, words: str
) -> None:
    verdict = _verdicts()[code]
    assert verdict.status == status
    assert len(verdict.findings) == 1
    finding = verdict.findings[0]
    assert finding.calculation == calculation
    quoted = " ".join(REPORT_TEXT[start:end] for start, end in finding.evidence)
    assert words in quoted
    assert 0.5 < verdict.confidence <= 1.0


def test_no_other_rule_of_consistency_complains() -> None:
    expected = {row[0] for row in EXPECTED}
    found = {code for code, verdict in _verdicts().items() if code[0] == "K" and verdict.findings}
    assert found == expected


def test_a_calculation_is_not_said_twice() -> None:
    for verdict in _verdicts().values():
        for finding in verdict.findings:
            assert finding.calculation is None or finding.calculation not in finding.message.vi


@pytest.mark.parametrize(("code", "lacking"), [("F802", "/BC-UBND"), ("F803", "ngày")])
def test_a_blank_number_and_day_are_partial(code: str, lacking: str) -> None:
    verdict = _verdicts()[code]
    assert verdict.status == "partial"
    assert lacking in verdict.message.vi


def test_the_body_that_took_over_stands_in_the_suggestion() -> None:
    assert "Phòng Văn hóa - Xã hội" in _verdicts()["K905"].suggestion.vi


def test_the_same_report_put_right_has_none_of_them() -> None:
    right = (
        REPORT.replace("782", "728").replace("68,5%", "86,5%").replace("7 hội nghị tại chợ", "9 hội nghị tại chợ")
        .replace("1.100 người", "980 người").replace("31/6/2027", "30/6/2027")
        .replace("Phòng Lao động - Thương binh và Xã hội huyện", "Bảo hiểm xã hội tỉnh")
        .replace("Số:        /", "Số: 118/").replace("ngày      tháng 12", "ngày 08 tháng 12")
    )  # fmt: skip
    verdicts = check(analyze_text(right), load_pack("qd1676"), select=("K", "F802", "F803"))
    assert [v.rule.code for v in verdicts if v.status != "met"] == []


REPORT_TEXT = analyze_text(REPORT).text
