"""When targets are due."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.claims import Window, claims, day, issued_on, window_of
from analyzer.comparison.due import due
from tests.comparison.samples import plan, report


@pytest.mark.parametrize(
    ("sentence", "plan_time", "report_time", "state", "times"),
    [
        ("Mở 02 lớp tập huấn cho cộng tác viên.", "năm 2026", "năm 2026", "due", 1),
        ("Mở 02 lớp tập huấn cho cộng tác viên.", "năm 2026", "6 tháng đầu năm 2026", "running", 1),
        ("Mở 02 lớp tập huấn cho cộng tác viên.", "năm 2026", "năm 2027", "earlier", 1),
        ("Mở 02 lớp tập huấn cho cộng tác viên.", "năm 2026", "năm 2025", "later", 1),
        ("Mỗi quý mở 01 lớp tập huấn.", "năm 2026", "năm 2026", "due", 4),
        ("Mỗi quý mở 01 lớp tập huấn.", "năm 2026", "6 tháng đầu năm 2026", "due", 2),
        ("Mỗi tháng mở 01 lớp tập huấn.", "giai đoạn 2026 - 2030", "năm 2028", "due", 12),
        ("Mỗi năm mở 01 lớp tập huấn.", "giai đoạn 2026 - 2030", "năm 2028", "due", 1),
        ("Mỗi năm mở 01 lớp tập huấn.", "giai đoạn 2026 - 2030", "6 tháng đầu năm 2028", "running", 1),
        ("Mỗi năm mở 01 lớp tập huấn.", "giai đoạn 2026 - 2030", "năm 2025", "later", 1),
        ("Đến năm 2028, tỷ lệ bao phủ BHYT đạt 96% dân số.", "giai đoạn 2026 - 2030", "năm 2027", "later", 1),
        ("Đến năm 2028, tỷ lệ bao phủ BHYT đạt 96% dân số.", "giai đoạn 2026 - 2030", "năm 2028", "due", 1),
        ("Hằng năm, 100% cộng tác viên được tập huấn.", "giai đoạn 2026 - 2030", "năm 2027", "due", 1),
        ("Hằng năm, 100% cộng tác viên được tập huấn.", "giai đoạn 2026 - 2030", "6 tháng đầu năm 2027", "running", 1),
    ],
)
def test_states(sentence: str, plan_time: str, report_time: str, state: str, times: int) -> None:
    target = claims(plan(sentence, time=plan_time), "target")[0]
    results = report("Kết quả chung.", time=report_time)
    found = due(target, window_of(results), issued_on(results))
    assert (found.state, found.times) == (state, times)


def test_weeks_count_from_the_plan_to_the_report() -> None:
    target = claims(plan("Mỗi tuần phát 02 lượt tin trên loa truyền thanh.", day="02 tháng 3 năm 2026"), "target")[0]
    results = report("Kết quả chung.", day="07 tháng 12 năm 2026")
    found = due(target, window_of(results), issued_on(results))
    assert found.times == ((date(2026, 12, 7) - date(2026, 3, 2)).days + 1) // 7


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_dates_in_part_span_what_they_leave_open(value: date) -> None:
    for text in (f"{value:%Y}", f"{value:%Y-%m}", f"{value:%Y-%m-%d}"):
        first, last = day(text, last=False), day(text, last=True)
        assert first is not None
        assert last is not None
        assert first <= value <= last
        assert Window(first, last).days in (1, 28, 29, 30, 31, 365, 366)
