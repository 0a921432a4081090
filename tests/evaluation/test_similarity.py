"""What counts as the same thing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.evaluation import similarity as alike
from tests.evaluation.samples import assignment, deadline, figure

SHARES = [
    ("", "có chữ", 0.0),
    (None, "có chữ", 0.0),
    ("...", "có chữ", 0.0),
    ("Hội nghị tuyên truyền", "HỘI NGHỊ TUYÊN TRUYỀN", 1.0),
    ("hội nghị tuyên truyền", "hôi nghi tuyên truyên", 1.0),
    ("đường", "duong", 1.0),
    ("một hai ba bốn", "không một rồi hai rồi ba", 0.75),
    ("ba hai một", "một hai ba", 1 / 3),
    ("95%", "95", 0.0),
    ("giai đoạn 2026 – 2030", "giai đoạn 2026-2030", 1.0),
    ("ho\u0323\u0302i", "hội", 1.0),
]


@pytest.mark.parametrize(("one", "other", "expected"), SHARES)
def test_share(one: str | None, other: str | None, expected: float) -> None:
    assert alike.share(one, other) == pytest.approx(expected)
    assert alike.share(other, one) == pytest.approx(expected)


@given(st.text(max_size=60), st.text(max_size=60))
def test_share_is_a_share(one: str, other: str) -> None:
    assert 0 <= alike.share(one, other) <= 1
    assert alike.share(one, one) == (1.0 if alike.words(one) else 0.0)


TIMES = [
    ("2026", "2026-01-01", "2026-12-31"),
    (2026, "2026-01-01", "2026-12-31"),
    ("2026-06", "2026-06-01", "2026-06-31"),
    ("2026-06-30", "2026-06-30", "2026-06-31"),
    ("2026-02-28", "2026-02-28", "2026-02-31"),
    ("2026-05-27", "2026-05-27", "2026-05-27"),
    ("2026-05-15T08:00", "2026-05-15", "2026-05-15"),
    (None, None, None),
]


@pytest.mark.parametrize(("value", "first", "last"), TIMES)
def test_days(value: str | int | None, first: str | None, last: str | None) -> None:
    assert (alike.first_day(value), alike.last_day(value)) == (first, last)


QUOTE = "có 96% dân số tham gia bảo hiểm y tế"
FIGURES: list[tuple[dict[str, Any], bool]] = [
    (figure(QUOTE, 96), True),
    (figure(QUOTE, 96, op="eq", max=96), True),
    (figure(QUOTE, 96, min=None, max=96, op="le"), True),
    (figure(QUOTE, 96, kind="result", indicator="other"), True),
    (figure("phấn đấu có 96% dân số tham gia", 96), True),
    (figure(QUOTE, 95), False),
    (figure(QUOTE, 96, max=98), False),
    (figure(QUOTE, 96, unit="người"), False),
    (figure(QUOTE, 96, unit="% dân số"), True),
    (figure("năm 2027 thì có 96% số hồ sơ nộp trên mạng", 96), False),
]


@pytest.mark.parametrize(("got", "same"), FIGURES)
def test_figures(got: dict[str, Any], same: bool) -> None:
    assert (alike.figures_alike(figure(QUOTE, 96), got) > 0) == same


def test_a_figure_without_unit_is_not_any_unit() -> None:
    assert alike.figures_alike(figure(QUOTE, 96, unit=""), figure(QUOTE, 96)) == 0


DEADLINES: list[tuple[dict[str, Any], bool]] = [
    (deadline("trước ngày 15/6/2026", None, "2026-06-15"), True),
    (deadline("ngày 15/6/2026", None, "2026-06-15", kind="date", month=6), True),
    (deadline("trước ngày 15/6/2026", "2026-06-15", "2026-06-15"), False),
    (deadline("trước ngày 15/6/2026", None, "2026-06-16"), False),
    (deadline("trước ngày 15/6/2026", None, "2026-06-15", every="P1Y"), False),
    (deadline("báo cáo xong", None, "2026-06-15"), False),
]


@pytest.mark.parametrize(("got", "same"), DEADLINES)
def test_deadlines(got: dict[str, Any], same: bool) -> None:
    assert (alike.deadlines_alike(deadline("trước ngày 15/6/2026", None, "2026-06-15"), got) > 0) == same


TASK = "Chủ trì xây dựng nội dung phát thanh của xã"
ASSIGNMENTS: list[tuple[dict[str, Any], float]] = [
    (assignment("Phòng Văn hóa - Xã hội", "lead", TASK), 1.0),
    (assignment("Phòng Văn hóa", "lead", TASK), 0.8),
    (assignment("Phòng Văn hóa - Xã hội", "lead", "", quote=TASK + " trong quý I"), 1.0),
    (assignment("Phòng Văn hóa - Xã hội", "execute", TASK), 0.0),
    (assignment("Phòng Kinh tế", "lead", TASK), 0.0),
    (assignment("Phòng Văn hóa - Xã hội", "lead", "Mở lớp tập huấn cho người làm báo cáo"), 0.0),
]


@pytest.mark.parametrize(("got", "expected"), ASSIGNMENTS)
def test_assignments(got: dict[str, Any], expected: float) -> None:
    found = alike.assignments_alike(assignment("Phòng Văn hóa - Xã hội", "lead", TASK), got)
    assert found == pytest.approx(expected, abs=0.11)
    assert (found > 0) == (expected > 0)


def test_a_long_task_is_known_by_its_opening() -> None:
    task = " ".join(f"từ{n}" for n in range(40))
    found = assignment("Phòng Kinh tế", "lead", " ".join(f"từ{n}" for n in range(12)))
    assert alike.assignments_alike(assignment("Phòng Kinh tế", "lead", task), found) == 1


SECTIONS = [
    ("I. Mục đích, yêu cầu", "purpose", True),
    ("I. Mục đích", "purpose", True),
    ("Yêu cầu chung", "purpose", False),
    ("I. Mục đích, yêu cầu", "other", False),
]


@pytest.mark.parametrize(("heading", "role", "same"), SECTIONS)
def test_sections(heading: str, role: str, same: bool) -> None:
    gold = {"heading": "I. MỤC ĐÍCH, YÊU CẦU", "role": "purpose"}
    assert (alike.sections_alike(gold, {"heading": heading, "role": role}) > 0) == same


REFERENCES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({"number": "1676/QĐ-TTg"}, {"number": "1676/QĐ-TTG"}, True),
    ({"number": "1676/QĐ-TTg"}, {"number": "1676/QD-TTg"}, True),
    ({"number": "1676/QĐ-TTg"}, {"number": "676/QĐ-TTg"}, False),
    ({"number": "76/QĐ-TTg"}, {"number": None, "quote": "Quyết định số 76/QĐ-TTg"}, False),
    ({"number": None, "name": "Luật Bảo hiểm xã hội"}, {"number": None, "name": "Luật Bảo hiểm xã hội năm 2024"}, True),
    ({"number": None, "name": "Luật Việc làm"}, {"number": None, "name": None, "quote": "theo Luật Việc làm"}, True),
    ({"number": None, "name": "Luật Việc làm"}, {"number": None, "name": "Luật Bảo hiểm y tế"}, False),
    ({"number": None, "name": None}, {"number": "1676/QĐ-TTg"}, False),
]


@pytest.mark.parametrize(("gold", "got", "same"), REFERENCES)
def test_references(gold: dict[str, Any], got: dict[str, Any], same: bool) -> None:
    assert (alike.references_alike(gold, got) > 0) == same
