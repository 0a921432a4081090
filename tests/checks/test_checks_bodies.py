"""Who leads and who takes part: by level, by date, with tasks or in name alone."""

from __future__ import annotations

import pytest

from analyzer.checks.engine import check
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Verdict
from analyzer.pipeline import analyze_text

PACK = load_pack()


def _verdict(code: str, text: str, *, date: str | None = None, kind: str = "plan") -> Verdict:
    return check(analyze_text(text, kind=kind, scope="1676", date=date), PACK, select=(code,))[0]


STANDING: list[tuple[str, str, str]] = [
    ("2022-05", "1. Phòng Lao động - Thương binh và Xã hội\n- Là cơ quan thường trực, tổng hợp kết quả.", "met"),
    ("2022-05", "1. Phòng LĐ-TB&XH\n- Chủ trì triển khai Kế hoạch này.", "met"),
    ("2022-05", "1. Phòng Nội vụ\n- Chủ trì triển khai Kế hoạch này.", "missing"),
    ("2025-09", "1. Phòng Văn hóa - Xã hội\n- Là đầu mối tham mưu, đôn đốc các thôn.", "met"),
    ("2026-01", "1. Sở Nội vụ\n- Chủ trì, phối hợp với BHXH tỉnh triển khai Kế hoạch.", "met"),
    ("2026-01", "1. Sở Nội vụ\n- Cung cấp số liệu lao động cho BHXH tỉnh.", "partial"),
    ("2026-01", "1. Sở Lao động - Thương binh và Xã hội\n- Chủ trì triển khai Kế hoạch này.", "partial"),
    ("2026-01", "1. Bảo hiểm xã hội tỉnh\n- Chủ trì triển khai Kế hoạch này.", "missing"),
]


@pytest.mark.parametrize(("date", "text", "status"), STANDING)
def test_the_standing_body_by_date(date: str, text: str, status: str) -> None:
    verdict = _verdict("B401", f"III. TỔ CHỨC THỰC HIỆN\n{text}\n", date=date)
    assert verdict.status == status
    assert bool(verdict.evidence) == (status != "missing")


NAMED: list[tuple[str, str, str]] = [
    ("B402", "Theo Công văn số 12/BHXH-TT ngày 05/01/2026 của Bảo hiểm xã hội Việt Nam, phát loa tại chợ.", "missing"),
    ("B404", "Phòng Kinh tế phối hợp với Đài Truyền thanh xã bố trí kinh phí phát sóng.", "partial"),
    ("B405", "Đoàn Thanh niên xã quay video ngắn về BHXH.", "met"),
    ("B406", "Tổ chức tuyên truyền tại các thôn.", "missing"),
    ("B406", "Trưởng thôn lập danh sách hộ chưa tham gia BHXH.", "met"),
]


@pytest.mark.parametrize(("code", "sentence", "status"), NAMED)
def test_named_or_tasked(code: str, sentence: str, status: str) -> None:
    text = f"III. TỔ CHỨC THỰC HIỆN\n- {sentence}\n"
    assert _verdict(code, text, date="2026-02").status == status


def test_departments_of_the_agency_are_no_information_bodies() -> None:
    text = (
        "BẢO HIỂM XÃ HỘI VIỆT NAM\nBẢO HIỂM XÃ HỘI TỈNH HÀ LÂM\nSố: 12/KH-BHXH\n\nKẾ HOẠCH\n"
        "Truyền thông bảo hiểm xã hội năm 2027\n\nI. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Truyền thông\n- Xây dựng chuyên mục, đăng bài trên fanpage.\n"
    )
    assert _verdict("B404", text).status == "missing"
    assert _verdict("B402", text).status != "met"


def test_a_part_whose_inner_headings_are_tasks_too() -> None:
    text = (
        "III. NHIỆM VỤ VÀ GIẢI PHÁP\n1. Nhiệm vụ\n1.1. Phát thanh\nĐài Truyền thanh xã phát chuyên mục mỗi tuần.\n"
        "1.2. Trực quan\nTreo băng rôn, pa nô tại các trục đường chính.\n"
        "2. Giải pháp\n2.1. Đội ngũ\nHội Nông dân xã cử người dự tập huấn.\n"
    )
    verdict = _verdict("B407", text)
    assert [finding.evidence for finding in verdict.findings]
    assert all("băng" not in finding.message.vi for finding in verdict.findings)


DONE: list[tuple[str, str]] = [
    ("Hội Cựu chiến binh xã đã vận động 12 hội viên tham gia.", "met"),
    ("UBND xã đã phối hợp với Bưu điện huyện tổ chức 04 buổi tư vấn.", "met"),
    ("Các ngành, các cấp tích cực hưởng ứng.", "partial"),
    ("Số người tham gia tăng 12% so với năm trước.", "missing"),
]


@pytest.mark.parametrize(("sentence", "status"), DONE)
def test_who_did_what(sentence: str, status: str) -> None:
    assert _verdict("B421", f"I. KẾT QUẢ\n- {sentence}\n", kind="report").status == status
