"""How documents belong together."""

from __future__ import annotations

import pytest

from analyzer.comparison.relation import ABOVE, OTHER_YEARS, UNRELATED, relate
from analyzer.errors import UsageError
from analyzer.extraction.model import Analysis
from analyzer.pipeline import analyze_text
from tests.comparison.samples import plan, report

_TARGET = "Tỷ lệ bao phủ BHYT đạt 96% dân số."


def _of(place: str, kind: str, time: str, body: str, level: str = "commune") -> Analysis:
    names = {"plan": "KẾ HOẠCH", "report": "BÁO CÁO"}
    text = (
        f"ỦY BAN NHÂN DÂN\nXÃ {place.upper()}\nSố: 8/{'KH' if kind == 'plan' else 'BC'}-UBND\n\n"
        f"{place}, ngày 06 tháng 01 năm 2026\n\n{names[kind]}\nTuyên truyền bảo hiểm xã hội {time}\n\n"
        f"I. NỘI DUNG\n{body}\n"
    )
    return analyze_text(text, kind=kind, scope="1676", level=level)


def test_plan_and_report_whatever_their_order() -> None:
    first, second = plan(_TARGET), report(_TARGET)
    assert relate(first, second).relation == relate(second, first).relation == "plan-report"
    assert not relate(first, second).swapped
    assert relate(second, first).swapped
    assert relate(first, second).doubts == ()


def test_superior_and_subordinate_whatever_their_order() -> None:
    upper = plan(_TARGET, level="province")
    lower = plan(_TARGET, "Thực hiện chỉ đạo của UBND tỉnh Sông Hậu.")
    assert relate(upper, lower).relation == relate(lower, upper).relation == "superior"
    assert relate(lower, upper).swapped
    assert relate(upper, lower).doubts == ()


def test_a_plan_that_does_not_speak_of_the_superior_is_doubted() -> None:
    assert relate(plan(_TARGET, level="province"), plan(_TARGET)).doubts == (UNRELATED,)


def test_two_versions_of_one_plan() -> None:
    found = relate(plan(_TARGET), plan(_TARGET, "Mở 02 lớp tập huấn cho cộng tác viên."))
    assert (found.relation, found.doubts) == ("revision", ())


def test_the_earlier_revision_comes_first() -> None:
    later, earlier = plan(_TARGET, day="20 tháng 02 năm 2026"), plan(_TARGET, day="05 tháng 01 năm 2026")
    assert relate(later, earlier).swapped
    assert not relate(earlier, later).swapped


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_of("An Phú", "plan", "năm 2026", "- Mở 02 lớp."), _of("Tân Lập", "plan", "năm 2026", "- Mở 03 lớp.")),
        (_of("An Phú", "plan", "năm 2026", "- Mở 02 lớp."), _of("An Phú", "plan", "năm 2027", "- Mở 02 lớp.")),
        (_of("An Phú", "report", "năm 2026", "- Mở 02 lớp."), _of("Tân Lập", "report", "năm 2026", "- Mở 02 lớp.")),
    ],
    ids=["two places", "two years", "two reports"],
)
def test_what_cannot_be_told_is_said(one: Analysis, other: Analysis) -> None:
    with pytest.raises(UsageError, match="--as"):
        relate(one, other)
    assert relate(one, other, "revision").given


def test_a_report_of_another_place_is_doubted() -> None:
    found = relate(
        _of("An Phú", "plan", "năm 2026", "- Mở 02 lớp."), _of("Tân Lập", "report", "năm 2026", "- Mở 02 lớp.")
    )
    assert (found.relation, found.doubts) == ("plan-report", (UNRELATED,))
    assert found.confidence < 0.7


def test_a_report_of_other_years_is_doubted() -> None:
    assert OTHER_YEARS in relate(plan(_TARGET), report(_TARGET, time="năm 2029")).doubts


def test_a_report_on_a_superiors_plan_answers_only_for_what_is_handed_down() -> None:
    from analyzer.comparison.build import compare_analyses

    upper = plan("Tổ chức 120 hội nghị tuyên truyền BHXH.", _TARGET, level="province")
    made = compare_analyses(upper, report("Thực hiện kế hoạch của UBND tỉnh Sông Hậu."))
    assert [pair.promised.unit for pair in made.pairs if pair.promised] == ["%"]
    assert ABOVE.vi in [notice.message.vi for notice in made.warnings]
