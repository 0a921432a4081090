"""Targets and results as intervals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.comparison.judging import judge, wanted
from analyzer.extraction.model import Figure, Operator


def figure(op: Operator, low: float | None, high: float | None, unit: str = "%") -> Figure:
    return Figure("target", "other", "", op, low, high, unit, (0, 1), (0, 1))


@pytest.mark.parametrize(
    ("target", "result", "outcome"),
    [
        (("eq", 60, 60), ("eq", 60, 60), "reached"),
        (("eq", 60, 60), ("eq", 59.9, 59.9), "short"),
        (("eq", 60, 60), ("eq", 61, 61), "exceeded"),
        (("ge", 60, None), ("eq", 60, 60), "reached"),
        (("gt", 60, None), ("eq", 60, 60), "short"),
        (("gt", 60, None), ("gt", 60, None), "reached"),
        (("ge", 60, None), ("ge", 60, None), "reached"),
        (("ge", 60, None), ("ge", 50, None), "open"),
        (("ge", 60, None), ("lt", None, 50), "short"),
        (("ge", 60, None), ("le", None, 70), "open"),
        (("le", None, 2), ("eq", 2, 2), "reached"),
        (("le", None, 2), ("eq", 2.1, 2.1), "short"),
        (("lt", None, 2), ("eq", 2, 2), "short"),
        (("lt", None, 2), ("lt", None, 2), "reached"),
        (("le", None, 2), ("ge", 1, None), "open"),
        (("le", None, 2), ("ge", 3, None), "short"),
        (("range", 3, 5), ("eq", 4, 4), "reached"),
        (("range", 3, 5), ("eq", 2, 2), "short"),
        (("range", 3, 5), ("eq", 6, 6), "exceeded"),
        (("approx", 60, 60), ("eq", 58, 58), "reached"),
        (("approx", 60, 60), ("eq", 50, 50), "short"),
    ],
)
def test_outcomes(target: tuple, result: tuple, outcome: str) -> None:
    assert judge(wanted(figure(*target)), figure(*result), "%").outcome == outcome


def test_what_is_better_the_smaller_it_is() -> None:
    asked = wanted(figure("eq", 2, 2), smaller_is_better=True)
    assert judge(asked, figure("eq", 1.5, 1.5), "%").outcome == "reached"
    assert judge(asked, figure("eq", 2.5, 2.5), "%").outcome == "short"


@pytest.mark.parametrize(("promise", "outcome"), [(("gt", 90, None), "short"), (("ge", 92, None), "reached")])
def test_a_promise_is_its_bound(promise: tuple, outcome: str) -> None:
    assert judge(wanted(figure("eq", 92, 92)), figure(*promise), "%", promise=True).outcome == outcome


def test_the_calculation_shows_ratio_and_difference() -> None:
    made = judge(wanted(figure("ge", 2, None, "lượt"), 40), figure("eq", 68, 68, "lượt"), "lượt", "40 × 2 = 80")
    assert made.calculation == "40 × 2 = 80; 68 / 80 = 85,0%; 68 - 80 = -12"
    assert (made.ratio, made.gap) == (0.85, -12)


@given(st.floats(0.1, 1e9), st.floats(0, 1e9), st.integers(1, 60))
def test_an_exact_result_is_short_just_when_it_is_less(target: float, value: float, times: int) -> None:
    made = judge(wanted(figure("eq", target, target, "tin"), times), figure("eq", value, value, "tin"), "tin")
    if abs(value - target * times) > 1e-6:
        assert made.outcome == ("short" if value < target * times else "exceeded")
    assert made.gap == pytest.approx(value - target * times, abs=1e-5)
