"""Targets, their times and levels, and claims: variants and traps beyond the cases of the rules."""

from __future__ import annotations

import pytest

from analyzer.checks.engine import check
from analyzer.checks.kinds.national_level import level_of, levels
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Verdict
from analyzer.pipeline import analyze_text

PACK = load_pack()

TITLE = "KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội {}\nI. MỤC TIÊU CỤ THỂ\n"
REPORT = "BÁO CÁO\nKết quả tuyên truyền bảo hiểm xã hội {}\nI. KẾT QUẢ\n"


def _verdict(code: str, text: str, kind: str = "plan", date: str | None = None) -> Verdict:
    analysis = analyze_text(text, kind=kind, scope="1676", date=date)  # type: ignore[arg-type]
    return check(analysis, PACK, select=(code,))[0]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Năm 2028, 100% cán bộ, đảng viên và người lao động trên địa bàn được tuyên truyền về BHXH.", "met"),
        ("Đến năm 2030, 100% cán bộ, công chức, viên chức và người lao động trong các doanh nghiệp được phổ biến "
         "chính sách BHXH.", "met"),
        ("Đến năm 2030, 100% cán bộ, đảng viên và 95% người lao động được tuyên truyền về BHXH.", "partial"),
        ("Đến năm 2031, 100% cán bộ, đảng viên và 100% người lao động được tuyên truyền về BHXH.", "partial"),
        ("Toàn bộ cán bộ, đảng viên được tuyên truyền về chính sách BHXH.", "partial"),
        ("Đến năm 2030, 100% thôn có loa truyền thanh.", "missing"),
    ],
)  # fmt: skip
def test_groups_reached(sentence: str, status: str) -> None:
    text = TITLE.format("giai đoạn 2026 - 2030") + f"- {sentence}\n"
    assert _verdict("I301", text, date="2026-03-01").status == status


@pytest.mark.parametrize(
    ("code", "sentence", "status"),
    [
        ("I303", "Năm 2027, có 1.250 người tham gia BHXH bắt buộc.", "met"),
        ("I303", "Năm 2027, 1.250 người được tuyên truyền về BHXH.", "missing"),
        ("I304", "Năm 2027, BHXH tự nguyện đạt 450 người.", "met"),
        ("I304", "Tuyên truyền lợi ích khi tham gia BHXH tự nguyện.", "missing"),
        ("I305", "Năm 2027, 36% lực lượng lao động tham gia bảo hiểm thất nghiệp.", "met"),
        ("I306", "Phấn đấu tỷ lệ bao phủ BHYT tăng dần.", "partial"),
        ("I307", "Năm 2027, 58% người sau độ tuổi nghỉ hưu được hưởng lương hưu, trợ cấp.", "met"),
        ("I308", "Năm 2027, chỉ số hài lòng của người tham gia đạt 90%.", "partial"),
        ("I309", "Năm 2027, 100% tuyên truyền viên được bồi dưỡng kỹ năng.", "met"),
        ("I309", "Năm 2027, mở 03 lớp dạy nghề cho lao động nông thôn.", "missing"),
    ],
)
def test_what_is_measured(code: str, sentence: str, status: str) -> None:
    assert _verdict(code, TITLE.format("giai đoạn 2026 - 2030") + f"- {sentence}\n").status == status


def test_the_levels_name_their_years_and_grow() -> None:
    for entry in levels().values():
        years = list(entry["years"])
        assert years == sorted(years)
        assert list(entry["years"].values()) == sorted(entry["years"].values())
        assert entry["vi"]
        assert entry["en"]


@pytest.mark.parametrize(
    ("indicator", "year", "level"),
    [("bhxh_rate", 2021, (2021, 35.0)), ("bhxh_rate", 2024, (2021, 35.0)), ("bhtn_rate", 2025, (2025, 35.0)),
     ("bhxh_voluntary_rate", 2029, (2025, 2.5)), ("pension_rate", 2035, (2030, 60.0)), ("bhxh_rate", 2019, None),
     ("bhyt_rate", 2030, None)],
)  # fmt: skip
def test_the_level_of_a_year(indicator: str, year: int, level: tuple[int, float] | None) -> None:
    assert level_of(indicator, year) == level


@pytest.mark.parametrize(
    ("title", "sentence", "count"),
    [
        ("năm 2027", "Tỷ lệ bao phủ BHYT đạt 95% dân số.", 0),
        ("giai đoạn 2026 - 2030", "Tỷ lệ bao phủ BHYT đạt 95% dân số.", 1),
        ("giai đoạn 2026 - 2030", "Hằng năm, tỷ lệ bao phủ BHYT đạt 95% dân số.", 0),
        ("giai đoạn 2026 - 2030", "Mỗi thôn có ít nhất 02 cộng tác viên.", 1),
        ("giai đoạn 2026 - 2030", "Mỗi quý phát 06 bài trên loa.", 0),
        ("giai đoạn 2026 - 2030", "Mức hỗ trợ đóng là 50% đối với hộ nghèo.", 0),
    ],
)
def test_targets_without_a_time(title: str, sentence: str, count: int) -> None:
    assert len(_verdict("I311", TITLE.format(title) + f"- {sentence}\n").findings) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Đến năm 2030 nâng cao nhận thức của người dân.", 1),
        ("Đa dạng hóa hình thức tuyên truyền.", 1),
        ("Năm 2030 đạt 90% người lao động được tuyên truyền; nâng cao chất lượng tin, bài trên loa.", 1),
        ("Tăng cường phối hợp. Đổi mới hình thức tuyên truyền.", 1),
        ("Nâng tỷ lệ tham gia BHXH lên 60% vào năm 2030.", 0),
        ("Phấn đấu đạt các chỉ tiêu sau:", 0),
    ],
)
def test_objectives_without_a_figure(sentence: str, count: int) -> None:
    text = TITLE.format("giai đoạn 2026 - 2030") + f"- {sentence}\n"
    assert len(_verdict("I312", text).findings) == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Nhận thức của nhân dân có chuyển biến rõ nét.", 1),
        ("Số người tham gia tăng so với năm 2024.", 1),
        ("Người dân chia sẻ, hưởng ứng ngày càng nhiều.", 1),
        ("Các chỉ tiêu đều đạt và vượt so với kế hoạch.", 1),
        ("Số người tham gia tăng 35 người so với năm 2024.", 0),
        ("Nhận thức của một bộ phận người dân chưa được nâng lên.", 0),
        ("Tổ chức hội nghị nhằm góp phần để nhận thức được nâng lên.", 0),
        ("Phát tờ rơi tại chợ và bến xe.", 0),
    ],
)
def test_claims_in_words_alone(sentence: str, count: int) -> None:
    text = REPORT.format("năm 2025") + f"- {sentence}\n"
    assert len(_verdict("I321", text, "report").findings) == count


@pytest.mark.parametrize(
    ("title", "sentence", "count"),
    [
        ("giai đoạn 2021 - 2025", "Độ bao phủ BHYT đạt 95% dân số.", 1),
        ("giai đoạn 2021 - 2025", "Trong 5 năm đã tổ chức 85 hội nghị.", 0),
        ("giai đoạn 2021 - 2025", "Trung bình mỗi năm tổ chức 4 hội nghị.", 0),
        ("giai đoạn 2021 - 2025", "Đến 30/9/2025, độ bao phủ BHYT đạt 95% dân số.", 0),
        ("năm 2025", "Độ bao phủ BHYT đạt 95% dân số.", 0),
    ],
)
def test_results_without_a_time(title: str, sentence: str, count: int) -> None:
    text = REPORT.format(title) + f"- {sentence}\n"
    assert len(_verdict("I322", text, "report").findings) == count


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Có 402 người tham gia, bằng 100,5% kế hoạch giao.", "met"),
        ("Có 402 người tham gia, tăng 12 người so với cùng kỳ.", "met"),
        ("Kết quả cao hơn cùng kỳ năm 2024.", "partial"),
        ("Tổ chức 12 hội nghị; kinh phí còn hạn hẹp so với nhu cầu.", "missing"),
    ],
)
def test_comparisons(sentence: str, status: str) -> None:
    text = REPORT.format("năm 2025") + f"- {sentence}\n"
    assert _verdict("I323", text, "report").status == status
