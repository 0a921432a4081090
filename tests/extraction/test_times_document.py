"""Times of whole documents: what context adds, and what does not count."""

from __future__ import annotations

import pytest

from analyzer.extraction.model import Analysis, Time
from analyzer.extraction.times import find_times
from analyzer.pipeline import analyze_text

PLAN = """ỦY BAN NHÂN DÂN XÃ ĐỒNG SẬY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Số: 41/KH-UBND
Đồng Sậy, ngày 20 tháng 02 năm 2026

KẾ HOẠCH
Truyền thông chính sách bảo hiểm xã hội năm 2026 trên địa bàn xã Đồng Sậy

Thực hiện Kế hoạch số 77/KH-UBND ngày 15/01/2026 của Ủy ban nhân dân tỉnh \
An Sơn về truyền thông chính sách bảo hiểm xã hội giai đoạn 2026 - 2030; \
Ủy ban nhân dân xã xây dựng Kế hoạch truyền thông chính sách bảo hiểm xã hội năm 2026 như sau:

I. MỤC TIÊU
1. Đến hết quý III, 90% hộ dân nhận được tờ gấp, cao hơn so với năm 2025.
2. Luật Bảo hiểm xã hội số 41/2024/QH15 có hiệu lực từ ngày 01/7/2025 được phổ biến tới mọi thôn.

II. TIẾN ĐỘ THỰC HIỆN
1. Trong quý II:
- Tháng 4: rà soát người lao động tự do.
- Tháng 5: ra quân hưởng ứng Tháng vận động triển khai bảo hiểm xã hội toàn dân.
2. Cuối năm: đánh giá.

III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
- Báo cáo kết quả trước ngày 10/12 về Ủy ban nhân dân xã.
- Theo dõi việc chi trả lương hưu hằng tháng.
2. Công an xã: hằng quý trao đổi danh sách lao động.

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Thị Hạnh
"""


@pytest.fixture(scope="module")
def plan() -> Analysis:
    return analyze_text(PLAN)


@pytest.fixture(scope="module")
def times(plan: Analysis) -> list[Time]:
    return find_times(plan)


def _of(plan: Analysis, times: list[Time], words: str) -> list[Time]:
    return [t for t in times if plan.quote(t.span).lower() == words.lower()]


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ("ngày 20 tháng 02 năm 2026", "issue_date"),
        ("ngày 15/01/2026", "cited"),
        ("giai đoạn 2026 - 2030", "cited"),
        ("từ ngày 01/7/2025", "law_effect"),
        ("trước ngày 10/12", "deadline"),
        ("hằng quý", "deadline"),
    ],
)
def test_use(plan: Analysis, times: list[Time], words: str, use: str) -> None:
    assert [t.use for t in _of(plan, times, words)] == [use]


def test_the_own_period_counts_once(plan: Analysis, times: list[Time]) -> None:
    own = [t for t in times if t.start == "2026-01-01" and t.end == "2026-12-31"]
    assert [t.use for t in own].count("deadline") == 1
    assert plan.quote(own[0].quote).startswith("bảo hiểm xã hội năm 2026")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Đến hết quý III", None, "2026-09-30"),
        ("quý II", "2026-04-01", "2026-06-30"),
        ("Tháng 4", "2026-04-01", "2026-04-30"),
        ("trước ngày 10/12", None, "2026-12-10"),
    ],
)
def test_a_year_left_out_is_that_of_the_plan(
    plan: Analysis, times: list[Time], words: str, start: str | None, end: str | None
) -> None:
    assert [(t.start, t.end) for t in _of(plan, times, words)] == [(start, end)]


def test_the_campaign_month_of_a_plan_for_one_year_is_that_years(plan: Analysis, times: list[Time]) -> None:
    assert [(t.start, t.end, t.every) for t in _of(plan, times, "Tháng 5")] == [("2026-05-01", "2026-05-31", None)]


def test_the_campaign_month_of_a_plan_for_several_years_comes_every_year() -> None:
    plan = analyze_text(PLAN.replace("bảo hiểm xã hội năm 2026", "bảo hiểm xã hội giai đoạn 2026 - 2030"))
    assert [(t.every, t.month) for t in _of(plan, find_times(plan), "Tháng 5")] == [("P1Y", 5)]


def test_what_does_not_count(plan: Analysis, times: list[Time]) -> None:
    counted = " | ".join(plan.quote(t.quote) for t in times if t.use == "deadline")
    assert "lương hưu" not in counted
    assert "Cuối năm" not in counted


def test_a_base_of_comparison_is_kept_apart(times: list[Time]) -> None:
    assert [t.use for t in times if t.end == "2025-12-31"] == ["comparison"]


RECURRING = """KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội giai đoạn 2027 - 2029

I. CHẾ ĐỘ BÁO CÁO
Hằng năm, các thôn thực hiện:
- Gửi báo cáo 6 tháng trước ngày 12/6.
- Gửi báo cáo năm trước ngày 12/12.
"""


def test_days_under_a_yearly_lead_come_every_year() -> None:
    analysis = analyze_text(RECURRING)
    found = [(t.month, t.day) for t in find_times(analysis) if t.every == "P1Y" and t.day]
    assert found == [(6, 12), (12, 12)]


def test_spans_and_quotes_stay_in_their_unit(plan: Analysis, times: list[Time]) -> None:
    for time in times:
        unit = plan.outline.unit_at(time.span[0])
        assert unit is not None
        assert unit.start <= time.quote[0] <= time.span[0] < time.span[1] <= time.quote[1] <= unit.end


REPORT = """ỦY BAN NHÂN DÂN XÃ ĐỒNG SẬY
Số: 52/BC-UBND
Đồng Sậy, ngày 20 tháng 6 năm 2026

BÁO CÁO
Kết quả truyền thông bảo hiểm xã hội 6 tháng đầu năm 2026

I. KẾT QUẢ
1. Từ đầu năm đến nay, xã mở 12 lớp; khẩu hiệu “Đóng hôm nay, vui ngày mai”.
2. Ngày 14/4/2026 UBND xã ban hành Quyết định số 31/QĐ-UBND kiện toàn tổ công tác.
3. Có 540 người tham gia (năm 2025: 410 người).
4. Trong 6 tháng đầu năm 2026 trạm loa phát 60 tin, nhiều hơn tháng trước đó.
"""


def test_a_report_counts_what_was_done_and_no_more() -> None:
    report = analyze_text(REPORT)
    counted = [(t.start, t.end) for t in find_times(report) if t.use == "deadline"]
    half = ("2026-01-01", "2026-06-30")
    assert counted == [half, half, half]


def test_a_heading_that_repeats_the_years_name_is_no_further_time() -> None:
    plan = analyze_text(PLAN.replace("I. MỤC TIÊU", "I. MỤC TIÊU NĂM 2026"))
    assert [(t.start, t.use) for t in find_times(plan) if t.start == "2026-01-01"][1:] == [
        ("2026-01-01", "cited"), ("2026-01-01", "cited"), ("2026-01-01", "cited"),
    ]  # fmt: skip
