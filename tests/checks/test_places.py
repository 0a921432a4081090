"""Units that ended, and the bodies that a suggestion names."""

from __future__ import annotations

import pytest

from analyzer.checks.offices import OFFICE_FIELDS, office_fields
from analyzer.checks.places import ended_province, ended_unit, former_seat
from analyzer.pipeline import analyze_text
from analyzer.structure.model import Level


@pytest.mark.parametrize(
    ("name", "day", "heir"),
    [
        ("Ủy ban nhân dân tỉnh Hải Dương", "2026-03-12", "thành phố Hải Phòng"),
        ("SỞ NỘI VỤ TỈNH BÀ RỊA – VŨNG TÀU", "2025-07-01", "thành phố Hồ Chí Minh"),
        ("Bảo hiểm xã hội tỉnh Đăk Nông", "2026", "tỉnh Lâm Đồng"),
        ("Ủy ban nhân dân tỉnh Hải Dương", "2025-06-30", None),
        ("Ủy ban nhân dân tỉnh Hải Dương", "2025", None),
        ("Ủy ban nhân dân phường Hải Dương", "2026-03-12", None),
        ("Ủy ban nhân dân tỉnh Bắc Ninh", "2026-03-12", None),
        ("Ủy ban nhân dân tỉnh Hà Namnam", "2026-03-12", None),
        ("", "2026-03-12", None),
    ],
)
def test_a_former_province_is_known_from_the_day_after_its_end(name: str, day: str, heir: str | None) -> None:
    ended = ended_province(name, day)
    assert (ended.heir if ended else None) == heir


@pytest.mark.parametrize(
    ("name", "level", "day", "words"),
    [
        ("Ủy ban nhân dân huyện Lộc Trà", "district", "2026-01-05", "huyện Lộc Trà"),
        ("Ủy ban nhân dân thành phố Lâm Khê", "district", "2026-01-05", "thành phố Lâm Khê"),
        ("Ủy ban nhân dân thị trấn Bến Đò", "commune", "2025-08-01", "thị trấn Bến Đò"),
        ("Ủy ban nhân dân huyện Lộc Trà", "district", "2025-06-20", None),
        ("Ủy ban nhân dân thành phố Hải Phòng", "province", "2026-01-05", None),
        ("Ủy ban nhân dân xã Lộc Trà", "commune", "2026-01-05", None),
        ("Ủy ban nhân dân đặc khu Hòn Sạm", "commune", "2026-01-05", None),
    ],
)
def test_districts_and_townships_ended_with_june_2025(name: str, level: Level, day: str, words: str | None) -> None:
    ended = ended_unit(name, level, day)
    assert (ended.words if ended else None) == words


def test_the_place_of_a_letterhead_tells_only_of_a_province() -> None:
    assert former_seat("Hải Dương", "province", "2026-02-01") is not None
    assert former_seat("Hải Dương", "commune", "2026-02-01") is None


def _plan(issuer: str, year: int, text: str = "- Phát loa hằng tuần.") -> str:
    return f"""ỦY BAN NHÂN DÂN
{issuer}
Số: 12/KH-UBND
Bến Đò, ngày 12 tháng 02 năm {year}
KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội năm {year}

I. NHIỆM VỤ
{text}
"""


@pytest.mark.parametrize(
    ("issuer", "year", "field", "name"),
    [
        ("TỈNH BẮC LÂM", 2024, "office", "Sở Lao động - Thương binh và Xã hội"),
        ("TỈNH BẮC LÂM", 2026, "office", "Sở Nội vụ"),
        ("HUYỆN LỘC TRÀ", 2022, "office", "Phòng Lao động - Thương binh và Xã hội"),
        ("XÃ VÂN TRÌNH", 2023, "office", "công chức Văn hóa - Xã hội"),
        ("XÃ VÂN TRÌNH", 2027, "office", "Phòng Văn hóa - Xã hội"),
        ("XÃ VÂN TRÌNH", 2027, "insurer", "Bảo hiểm xã hội cơ sở"),
        ("HUYỆN LỘC TRÀ", 2022, "insurer", "Bảo hiểm xã hội huyện"),
        ("TỈNH BẮC LÂM", 2026, "below", "Ủy ban nhân dân các xã, phường, đặc khu"),
        ("HUYỆN LỘC TRÀ", 2022, "party", "Huyện ủy"),
        ("PHƯỜNG BẾN ĐÒ", 2027, "police", "Công an phường"),
        ("PHƯỜNG BẾN ĐÒ", 2027, "Committee", "UBND phường"),
    ],
)
def test_the_bodies_are_those_of_the_level_at_the_time(issuer: str, year: int, field: str, name: str) -> None:
    assert office_fields(analyze_text(_plan(issuer, year)))[field] == name


def test_the_document_s_own_name_for_a_body_is_kept() -> None:
    text = "1. Phòng Kinh tế, Hạ tầng và Đô thị phường\n- Bố trí kinh phí."
    assert (
        office_fields(analyze_text(_plan("PHƯỜNG BẾN ĐÒ", 2027, text)))["finance"] == "Phòng Kinh tế, Hạ tầng và Đô thị"
    )


def test_without_a_level_the_names_are_general() -> None:
    fields = office_fields(analyze_text("Tuyên truyền về BHXH."))
    assert set(OFFICE_FIELDS) <= set(fields)
    assert fields["office"] == "cơ quan thường trực"
    assert fields["Office"] == "Cơ quan thường trực"
