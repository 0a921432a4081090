"""Reporting duties, phases, deadlines that are over, tasks without a time."""

from __future__ import annotations

import pytest

from analyzer.checks.engine import check
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Verdict
from analyzer.pipeline import analyze_text

PACK = load_pack()


def _verdict(code: str, text: str, date: str | None = None) -> Verdict:
    return check(analyze_text(text, kind="plan", scope="1676", date=date), PACK, select=(code,))[0]


REPORTING: list[tuple[str, str]] = [
    ("Định kỳ hằng quý, các thôn báo cáo kết quả về UBND xã.", "met"),
    ("Trước ngày 15/12 hằng năm, các xã gửi kết quả về Phòng Nội vụ để tổng hợp.", "met"),
    ("Báo cáo Sở Nội vụ theo quy định.", "partial"),
    ("Báo cáo kết quả trước ngày 15/12/2027.", "partial"),
    ("Cử 02 báo cáo viên về thôn trong quý I/2027.", "missing"),
    ("Khi phát hiện tin giả thì báo cáo Công an xã trong ngày.", "missing"),
    ("Nếu có vướng mắc, các đơn vị báo cáo UBND xã xem xét.", "missing"),
]


@pytest.mark.parametrize(("sentence", "status"), REPORTING)
def test_reporting(sentence: str, status: str) -> None:
    assert _verdict("D601", f"III. TỔ CHỨC THỰC HIỆN\n- {sentence}\n").status == status


PERIODS: list[tuple[str, str | None, str]] = [
    ("năm 2021", None, "met"),
    ("giai đoạn 2022 - 2025", None, "met"),
    ("đến năm 2030", "2026-01", "met"),
    ("đến năm 2030", "2021-06", "partial"),
    ("giai đoạn 2025 - 2026", None, "partial"),
    ("trên địa bàn huyện", "2022-01", "partial"),
    ("năm 2018", None, "missing"),
]


@pytest.mark.parametrize(("period", "date", "status"), PERIODS)
def test_phase(period: str, date: str | None, status: str) -> None:
    verdict = _verdict("D602", f"KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội {period}\n\nI. MỤC ĐÍCH\nĐể dân hiểu.\n", date)
    assert verdict.status == status
    assert verdict.evidence


DEADLINES: list[tuple[str, str, int]] = [
    ("2026-03-12", "Gửi danh sách trước ngày 28/02/2026.", 1),
    ("2026-03-12", "Gửi danh sách trước ngày 28/4/2026.", 0),
    ("2026-03", "Gửi danh sách trước ngày 15/3/2026.", 0),
    ("2026-03-12", "Bổ sung danh sách đã gửi trước ngày 28/02/2026.", 0),
    ("2026-03-12", "Phát loa từ tháng 01/2026 đến tháng 6/2026.", 0),
    ("2026-03-12", "Hoàn thành trong tháng 01/2026.", 1),
]


@pytest.mark.parametrize(("date", "sentence", "count"), DEADLINES)
def test_deadlines_that_are_over(date: str, sentence: str, count: int) -> None:
    assert len(_verdict("D603", f"II. NHIỆM VỤ\n- {sentence}\n", date).findings) == count


def test_a_time_in_the_lead_in_or_the_table_row_is_the_time_of_its_tasks() -> None:
    lead = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\nTrong quý I hằng năm:\n- Bố trí kinh phí tuyên truyền.\n"
    assert _verdict("D604", lead).status == "met"
    bare = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Bố trí kinh phí tuyên truyền.\n"
    assert _verdict("D604", bare).status == "missing"
