"""Issue date, reference date, period and phase, in the order that the rules' catalogue sets."""

from __future__ import annotations

import pytest

from analyzer.extraction.model import Profile, When
from analyzer.pipeline import analyze_text

DATED = "ỦY BAN NHÂN DÂN\nXÃ HÒA LỘC\nSố: 12/KH-UBND\nHòa Lộc, ngày 05 tháng 02 năm 2026\n"
TITLE = "KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội {}\n"
BODY = "I. MỤC ĐÍCH\n- Nâng cao nhận thức của người dân.\n"


def profile(head: str, title: str, body: str = BODY, date: str | None = None) -> Profile:
    return analyze_text(head + TITLE.format(title) + body, date=date).profile


@pytest.mark.parametrize(
    ("title", "period", "phase"),
    [
        ("năm 2026", When("2026-01-01", "2026-12-31"), "P2"),
        ("giai đoạn 2026 - 2030", When("2026-01-01", "2030-12-31"), "P2"),
        ("đến năm 2025", When(None, "2025-12-31"), "P1"),
        ("giai đoạn 2021-2025", When("2021-01-01", "2025-12-31"), "P1"),
        ("giai đoạn 2024 - 2027", When("2024-01-01", "2027-12-31"), "P2"),
        ("giai đoạn 2020 - 2030", When("2020-01-01", "2030-12-31"), None),
        ("6 tháng đầu năm 2025", When("2025-01-01", "2025-06-30"), "P1"),
        ("6 tháng đầu năm 2026 và nhiệm vụ 6 tháng cuối năm", When("2026-01-01", "2026-06-30"), "P2"),
        ("năm 2025 và đánh giá giai đoạn 2021 - 2025", When("2021-01-01", "2025-12-31"), "P1"),
        ("giai đoạn 2021 - 2025, định hướng đến năm 2030", When("2021-01-01", "2025-12-31"), "P1"),
        ("trên địa bàn xã", None, "P2"),
    ],
)
def test_period_and_phase(title: str, period: When | None, phase: str | None) -> None:
    found = profile(DATED, title)
    assert (found.period, found.phase) == (period, phase)
    assert (found.period_span is None) == (period is None)


def test_a_report_of_phase_one_that_looks_ahead_stays_in_phase_one() -> None:
    text = DATED + "BÁO CÁO\nTổng kết công tác tuyên truyền BHXH giai đoạn 2021 - 2025\nI. KẾT QUẢ\n- Đã mở 05 lớp.\n"
    found = analyze_text(text + "II. PHƯƠNG HƯỚNG GIAI ĐOẠN 2026 - 2030\n- Mở rộng.\n").profile
    assert found.phase == "P1"


@pytest.mark.parametrize(
    ("head", "body", "value", "basis"),
    [
        (DATED, BODY, "2026-02-05", "issued"),
        (DATED.replace("ngày 05", "ngày    "), BODY, "2026-02", "issued"),
        ("", "Căn cứ Kế hoạch số 9/KH-UBND ngày 03/4/2023 của UBND huyện;\n" + BODY, "2023-04-03", "cited"),
        ("", BODY, "2024-01-01", "period"),
    ],
)
def test_reference_date(head: str, body: str, value: str, basis: str) -> None:
    found = profile(head, "năm 2024", body).reference_date
    assert (found.value, found.basis) == (value, basis)
    assert found.span is not None


def test_without_any_date_there_is_none() -> None:
    found = profile("", "trên địa bàn xã")
    assert found.reference_date.basis == "none"
    assert found.phase is None


def test_a_date_given_by_the_user_wins() -> None:
    found = profile(DATED, "trên địa bàn xã", date="2022")
    assert (found.reference_date.value, found.reference_date.basis, found.phase) == ("2022", "given", "P1")


def test_validity_of_a_cited_document_is_judged_at_the_reference_date() -> None:
    body = "Căn cứ Quyết định số 294/QĐ-LĐTBXH ngày 03/3/2021 của Bộ Lao động - Thương binh và Xã hội;\n" + BODY
    [early] = analyze_text(TITLE.format("năm 2023") + body, date="2023").references
    [late] = analyze_text(TITLE.format("năm 2027") + body, date="2027").references
    assert (early.validity, late.validity) == ("in_force", "expired")


def test_period_of_a_document_without_one_in_its_title_is_what_its_timeline_spans() -> None:
    body = BODY + "II. LỘ TRÌNH\n1. Giai đoạn 2021 - 2022\n- Việc một.\n2. Giai đoạn 2023 - 2025\n- Việc hai.\n"
    assert profile("", "trên địa bàn xã", body).period == When("2021-01-01", "2025-12-31")
