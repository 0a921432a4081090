"""Several targets and several results: which belongs to which."""

from __future__ import annotations

from analyzer.comparison.build import compare_analyses
from analyzer.report.comparison import Comparison, Pair
from tests.comparison.samples import plan, report


def _outcomes(made: Comparison) -> list[str]:
    return [pair.outcome for pair in made.pairs if pair.promised is not None]


def _extra(made: Comparison) -> list[Pair]:
    return [pair for pair in made.pairs if pair.outcome == "unplanned"]


def test_each_target_takes_its_own_result() -> None:
    made = compare_analyses(
        plan("Tỷ lệ bao phủ BHYT đạt 96% dân số.", "Mở 02 lớp tập huấn cho cộng tác viên.",
             "Tỷ lệ tham gia BHXH tự nguyện đạt 5%."),
        report("Tỷ lệ tham gia BHXH tự nguyện đạt 5,4%.", "Đã mở 01 lớp tập huấn cho cộng tác viên.",
               "Tỷ lệ bao phủ BHYT đạt 96% dân số.", "Đăng 46 bài trên Facebook."),
    )  # fmt: skip
    assert _outcomes(made) == ["reached", "short", "exceeded"]
    assert [pair.found.min for pair in _extra(made) if pair.found] == [46]


def test_two_results_that_fit_are_for_a_person() -> None:
    made = compare_analyses(
        plan("Mở 02 lớp tập huấn cho cộng tác viên."),
        report("Đã mở 02 lớp tập huấn cho cộng tác viên.", "Bưu điện xã mở 01 lớp tập huấn cho cộng tác viên."),
    )
    (pair,) = [pair for pair in made.pairs if pair.promised is not None]
    assert pair.outcome == "in_doubt"
    assert len(pair.candidates) == 2
    assert pair.reason is not None


def test_a_result_said_twice_is_one() -> None:
    made = compare_analyses(
        plan("Tỷ lệ bao phủ BHYT đạt 96% dân số."),
        report("Tỷ lệ bao phủ BHYT đạt 96,1% dân số.", "Như vậy, tỷ lệ bao phủ BHYT đạt 96,1% dân số."),
    )
    assert _outcomes(made) == ["exceeded"]


def test_of_levels_the_latest_counts() -> None:
    made = compare_analyses(
        plan("Tỷ lệ bao phủ BHYT đạt 96% dân số."),
        report("Đến ngày 31/3/2026, tỷ lệ bao phủ BHYT đạt 93% dân số.",
               "Đến ngày 15/12/2026, tỷ lệ bao phủ BHYT đạt 96,5% dân số."),
    )  # fmt: skip
    assert _outcomes(made) == ["exceeded"]
    assert made.pairs[0].value == 96.5


def test_last_years_value_is_no_result() -> None:
    made = compare_analyses(
        plan("Tỷ lệ bao phủ BHYT đạt 96% dân số."), report("Năm 2025, tỷ lệ bao phủ BHYT đạt 96,5% dân số.")
    )
    assert "exceeded" not in _outcomes(made)


def test_a_target_said_twice_with_two_values_is_for_a_person() -> None:
    made = compare_analyses(
        plan("Tỷ lệ bao phủ BHYT đạt 96% dân số.", "Tỷ lệ bao phủ BHYT đạt 95% dân số."),
        report("Tỷ lệ bao phủ BHYT đạt 95,5% dân số."),
    )
    assert _outcomes(made) == ["in_doubt"]
    assert "96; 95" in made.pairs[0].reason.vi  # type: ignore[union-attr]


def test_a_target_of_a_year_on_a_path_is_derived() -> None:
    made = compare_analyses(
        plan(
            "Năm 2026, tỷ lệ người lao động được tuyên truyền về BHXH tự nguyện đạt 60%, sau đó mỗi năm tăng thêm 10% "
            "và đến năm 2030 đạt 100%.",
            time="giai đoạn 2026 - 2030",
        ),
        report("Tỷ lệ người lao động được tuyên truyền về BHXH tự nguyện đạt 75%.", time="năm 2028"),
    )
    derived = next(pair for pair in made.pairs if pair.outcome == "short")
    assert (derived.wanted, derived.value) == (80, 75)
    assert derived.calculation is not None
    assert derived.calculation.startswith("60 + 2 × 10 = 80")


def test_the_closest_passage_is_shown_where_nothing_was_found() -> None:
    made = compare_analyses(
        plan("100% cán bộ, công chức, đảng viên được quán triệt những điểm mới của Luật."),
        report("Đã quán triệt những điểm mới của Luật đến cán bộ, công chức, đảng viên."),
    )
    (pair,) = [pair for pair in made.pairs if pair.promised is not None]
    assert pair.outcome == "not_reported"
    assert pair.nearest is not None
    assert "quán triệt" in pair.nearest.quote


def test_farmers_are_not_everyone() -> None:
    made = compare_analyses(
        plan("Tỷ lệ tham gia BHXH tự nguyện đạt 5%.", "Tỷ lệ tham gia BHXH tự nguyện của nông dân đạt 3%."),
        report("Tỷ lệ tham gia BHXH tự nguyện đạt 5,2%."),
    )
    assert _outcomes(made) == ["exceeded", "not_reported"]


def test_money_is_no_target() -> None:
    made = compare_analyses(
        plan("Tỷ lệ bao phủ BHYT đạt 96% dân số.", "Kinh phí thực hiện là 86 triệu đồng."),
        report("Tỷ lệ bao phủ BHYT đạt 96% dân số."),
    )
    assert _outcomes(made) == ["reached"]
