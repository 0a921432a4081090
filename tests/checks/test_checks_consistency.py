"""Figures, times and words that contradict one another, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.checks.engine import check
from analyzer.checks.loader import load_pack
from analyzer.checks.measures import decimals_of, shown
from analyzer.checks.model import Verdict
from analyzer.checks.quotients import Quotient
from analyzer.pipeline import analyze_source, analyze_text
from analyzer.reading import read

PACK = load_pack()

FAULTY: list[tuple[str, str, str]] = [
    ("K902", "Vận động được 309/550 người, đạt 52,6% chỉ tiêu.", "309 / 550 = 56,18% ≠ 52,6%"),
    ("K902", "Đã có 45/60 thôn (70%) tổ chức tuyên truyền.", "45 / 60 = 75% ≠ 70%"),
    ("K902", "Có 120 trên tổng số 150 cộng tác viên dự tập huấn, đạt 90%.", "120 / 150 = 80% ≠ 90%"),
    ("K902", "Trong tổng số 48 cán bộ, có 41 cán bộ được tập huấn, đạt 58,4%.", "41 / 48 = 85,42% ≠ 58,4%"),
    ("K902", "Chỉ tiêu giao 1.000 người, thực hiện 850 người, đạt 95%.", "850 / 1.000 = 85% ≠ 95%"),
    ("K902", "Đến nay có 5.200 người tham gia/12.400 lao động, đạt 49,1%.", "5.200 / 12.400 = 41,94% ≠ 49,1%"),
    ("K902", "Tăng từ 1.000 người lên 1.100 người (tăng 20%).", "(1.100 - 1.000) / 1.000 = 10% ≠ 20%"),
    ("K907", "Tiếp nhận 500 hồ sơ (trực tuyến 320 hồ sơ, trực tiếp 150 hồ sơ).", "320 + 150 = 470 ≠ 500"),
    ("K907", "Có 120 tin, bài, gồm:\n+ 60 tin, bài trên loa;\n+ 40 tin, bài trên Zalo.", "60 + 40 = 100 ≠ 120"),
    ("K907", "Có 415 người tham gia BHXH bắt buộc và 72 người tham gia BHXH tự nguyện, tổng cộng 478 người.",
     "415 + 72 = 487 ≠ 478"),
    ("K907", "Giải quyết 905 hồ sơ, trước hạn 688 hồ sơ, đúng hạn 213 hồ sơ, quá hạn 14 hồ sơ.",
     "688 + 213 + 14 = 915 ≠ 905"),
    ("K908", "Số người tham gia BHYT giảm từ 9.000 người lên 9.500 người.", "9.500 > 9.000"),
    ("K908", "BHXH tự nguyện đạt 103% kế hoạch, chưa đạt chỉ tiêu đề ra.", "103% ≥ 100%"),
    ("K908", "Số nợ cao hơn cùng kỳ năm trước (2,1 tỷ đồng so với 2,9 tỷ đồng).", "2,1 < 2,9"),
]  # fmt: skip

SOUND: list[tuple[str, str]] = [
    ("K902", "Có 45.210 người, đạt 98,7% kế hoạch, tăng 1.204 người (2,7%) so với cùng kỳ năm 2026."),
    ("K902", "Tiếp nhận 3.456 hồ sơ, trong đó trực tuyến 2.980 hồ sơ (đạt 86,2%)."),
    ("K902", "Có 12/15 thôn đạt tiêu chí, tăng 2 thôn, đạt 80%."),
    ("K902", "Tháng 5/2027 đạt 61% kế hoạch; ngày 12/5/2027 đạt 100%."),
    ("K902", "Thực hiện Kế hoạch số 12/KH-UBND, đạt 95%."),
    ("K902", "Khảo sát 200 người: 150 người hài lòng, đạt 75%; 40 người bình thường, đạt 20%."),
    ("K902", "Có khoảng 30/40 thôn tham gia, tăng 57% so với cùng kỳ."),
    ("K902", "Toàn xã có 1.284/3.210 lao động tham gia, bằng 98% so với năm trước."),
    ("K907", "Phát 350 tin, bài, trong đó 200 tin, bài về BHXH tự nguyện, 100 tin, bài về BHYT."),
    ("K907", "Có 48 người dự, trong đó 30 người là nữ, 25 người là đảng viên."),
    ("K907", "Cấp 1.250 thẻ, gồm 800 thẻ hộ gia đình, 400 thẻ học sinh và 50 thẻ người có công."),
    ("K907", "Tổ chức 45 hội nghị với 2.350 lượt người, trong đó 15 hội nghị với 850 lượt người."),
    ("K908", "Tỷ lệ hộ nghèo giảm từ 3,5% xuống còn 2,8%."),
    ("K908", "Số người tham gia tăng 120 người so với năm 2026 (900 người)."),
    ("K908", "Kế hoạch giao không đạt; thu đạt 99%, chưa đạt chỉ tiêu."),
    ("K909", "Tỷ lệ thôn có cộng tác viên là 11/12 thôn."),
    ("K909", "Tỷ lệ nợ là 1,2% tổng số phải thu; số tiền nợ là 2.350 triệu đồng."),
    ("K909", "Số người tham gia BHXH đạt 105% chỉ tiêu giao."),
    ("K904", "Hoàn thành trước ngày 29/02/2028 và ngày 30/11/2027."),
]


def _verdict(code: str, text: str, kind: str = "report", date: str | None = None) -> Verdict:
    analysis = analyze_text(text, kind=kind, scope="1676", date=date)  # type: ignore[arg-type]
    return check(analysis, PACK, select=(code,))[0]


@pytest.mark.parametrize(("code", "sentence", "calculation"), FAULTY, ids=lambda value: str(value)[:30])
def test_a_fault_is_found_with_its_calculation(code: str, sentence: str, calculation: str) -> None:
    verdict = _verdict(code, f"I. KẾT QUẢ\n- {sentence}\n")
    assert [finding.calculation for finding in verdict.findings] == [calculation]
    # The report shows the calculation beside the message, which does not repeat it.
    assert calculation not in verdict.findings[0].message.vi


@pytest.mark.parametrize(("code", "sentence"), SOUND, ids=lambda value: str(value)[:30])
def test_what_is_sound_is_left_alone(code: str, sentence: str) -> None:
    verdict = _verdict(code, f"I. KẾT QUẢ\n- {sentence}\n")
    assert (verdict.status, verdict.findings) == ("met", ())


def _table(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["I. KẾT QUẢ", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""])


def _of_markdown(text: str, *codes: str) -> list[Verdict]:
    source = read("bang.md", data=text.encode("utf-8"))
    return check(analyze_source(source, kind="report", scope="1676"), PACK, select=codes)


HEAD = ["Thôn", "Chỉ tiêu (người)", "Thực hiện (người)", "Tỷ lệ (%)"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([["Đông", "20", "10", "50,0"], ["Tây", "40", "30", "75,0"], ["Nam", "50", "20", "40,0"],
          ["Cộng", "110", "60", "54,5"]], ""),
        ([["Đông", "20", "10", "50,0"], ["Tây", "40", "30", "57,0"], ["Nam", "50", "20", "40,0"],
          ["Cộng", "110", "60", "54,5"]], "K902 30 / 40 = 75% ≠ 57%"),
        ([["Đông", "20", "10", "50,0"], ["Tây", "40", "30", "75,0"], ["Nam", "50", "20", "40,0"],
          ["Cộng", "110", "65", "59,1"]], "K907 10 + 30 + 20 = 60 ≠ 65"),
    ],
)  # fmt: skip
def test_tables(rows: list[list[str]], wanted: str) -> None:
    verdicts = _of_markdown(_table([HEAD, *rows]), "K902", "K907")
    assert "; ".join(f"{v.rule.code} {f.calculation}" for v in verdicts for f in v.findings) == wanted


def test_one_value_in_a_table_and_another_in_the_text() -> None:
    text = (
        "I. KẾT QUẢ\n- Năm 2027, tỷ lệ tham gia BHXH toàn xã đạt 41,5% lực lượng lao động.\n"
        "II. ĐÁNH GIÁ CHUNG\n- Năm 2027, tỷ lệ tham gia BHXH của xã đạt 45,1% lực lượng lao động.\n"
    )
    finding = _verdict("K901", text).findings[0]
    assert len(finding.evidence) == 2
    assert finding.calculation == "41,5% ≠ 45,1%"


@pytest.mark.parametrize(
    ("target", "status"),
    [("đạt 60%", "met"), ("đạt 62%", "missing"), ("đạt 45%", "missing")],
)
def test_a_path_must_lead_to_its_end(target: str, status: str) -> None:
    text = (
        f"I. MỤC TIÊU CỤ THỂ\n- Năm 2026 có 40% lao động được tuyên truyền, mỗi năm tăng 5%, đến năm 2030 {target}.\n"
    )
    assert _verdict("K903", text, "plan").status == status


def test_all_targets_met_is_held_against_the_table() -> None:
    rows = [["Chỉ số", "Chỉ tiêu 2027", "Thực hiện 2027"], ["BHXH (%)", "46", "45,2"], ["BHYT (%)", "95", "95,6"]]
    text = _table(rows) + "\nNăm 2027 có 2/2 chỉ tiêu đạt và vượt.\n"
    (verdict,) = _of_markdown(text, "K908")
    assert [finding.calculation for finding in verdict.findings] == ["45,2 < 46"]
    assert len(verdict.findings[0].evidence) == 2


@pytest.mark.parametrize(
    "text",
    ["tăng từ " + "1" * 4000 + " người", "tỷ lệ là " * 2000 + "50 người", "tăng " + "," * 3000 + " xã" * 2000,
     "so với 5 người " * 800,
     "chỉ tiêu " * 2000 + "đều đạt 5%", "trong đó 5 người, " * 600],
)  # fmt: skip
def test_hostile_text_is_answered(text: str) -> None:
    analysis = analyze_text(f"I. KẾT QUẢ\n- {text}\n", kind="report", scope="1676")
    assert all(verdict.status != "needs_review" for verdict in check(analysis, PACK, select=("K", "I32")))


@given(part=st.integers(1, 9999), whole=st.integers(1, 9999), decimals=st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_a_rounded_quotient_always_holds(part: int, whole: int, decimals: int) -> None:
    stated = round(part / whole * 100, decimals)
    assert Quotient(part, whole, stated, decimals, (0, 1)).holds
    assert not Quotient(part, whole, stated + 2.5, decimals, (0, 1)).holds


@given(st.integers(0, 10**9), st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_numbers_are_shown_as_the_texts_write_them(value: int, decimals: int) -> None:
    written = shown(float(value), decimals)
    assert decimals_of(written) == decimals
    assert written.replace(".", "").replace(",", ".") == f"{value:.{decimals}f}"
