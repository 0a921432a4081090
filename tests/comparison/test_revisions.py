"""Two revisions of one plan."""

from __future__ import annotations

from analyzer.comparison.build import compare_analyses
from analyzer.comparison.failing import counts_against
from analyzer.report.comparison import Changes
from tests.comparison.samples import plan

_OLD = (
    "Tỷ lệ bao phủ BHYT đạt 96% dân số.",
    "Mở 02 lớp tập huấn cho cộng tác viên, hoàn thành trước ngày 30/6/2026.",
    "Phòng Văn hóa - Xã hội chủ trì, phối hợp với BHXH cơ sở tổ chức hội nghị tuyên truyền.",
    "Cấp phát 2.000 tờ rơi tuyên truyền BHXH.",
)
_NEW = (
    "Tỷ lệ bao phủ BHYT đạt 97% dân số.",
    "Mở 02 lớp tập huấn cho cộng tác viên, hoàn thành trước ngày 31/8/2026.",
    "Trung tâm Phục vụ hành chính công chủ trì, phối hợp với BHXH cơ sở tổ chức hội nghị tuyên truyền.",
    "Đăng 40 bài trên Facebook về BHXH.",
)


def _changes(old: tuple[str, ...], new: tuple[str, ...]) -> Changes:
    made = compare_analyses(plan(*old), plan(*new), "revision")
    assert made.changes is not None
    return made.changes


def test_figures_changed_added_removed() -> None:
    found = [
        (c.change, c.old.min if c.old else None, c.new.min if c.new else None) for c in _changes(_OLD, _NEW).figures
    ]
    assert ("changed", 96, 97) in found
    assert ("removed", 2000, None) in found
    assert ("added", None, 40) in found
    assert ("changed", 2, 2) in found, "its time changed"
    assert len(found) == 4


def test_deadlines_changed() -> None:
    found = [
        (c.change, c.old.end if c.old else None, c.new.end if c.new else None) for c in _changes(_OLD, _NEW).deadlines
    ]
    assert ("changed", "2026-06-30", "2026-08-31") in found


def test_bodies_changed() -> None:
    found = {
        (c.change, c.old.body_text if c.old else "", c.new.body_text if c.new else "")
        for c in _changes(_OLD, _NEW).assignments
    }
    assert ("changed", "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công") in found
    assert not any("BHXH cơ sở" in old for kind, old, _ in found if kind == "removed")


def test_nothing_changes_where_nothing_does() -> None:
    changes = _changes(_OLD, _OLD)
    assert (changes.figures, changes.deadlines, changes.assignments) == ([], [], [])
    assert {point.state for point in changes.points} <= {"same"}


def test_points_fixed_and_new() -> None:
    clash = (*_OLD, "Ban Chỉ đạo họp ngày 31/02/2026.")
    mended = _changes(clash, _OLD)
    assert any(point.state == "gone" and "31/02/2026" in point.evidence[0].evidence.quote for point in mended.points)
    assert all(
        item.side == "first" for p in mended.points if p.state == "gone" and p.code[0] == "K" for item in p.evidence
    )
    broken = compare_analyses(plan(*_OLD), plan(*clash), "revision")
    assert broken.changes is not None
    assert any(point.state == "new" and "31/02/2026" in point.message.vi + str(point.evidence) for point in
               broken.changes.points)  # fmt: skip
    assert counts_against(broken, "warning")
    assert not counts_against(broken, "error")
    assert mended.counts.gone >= 1
