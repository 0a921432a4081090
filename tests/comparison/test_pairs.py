"""Pairs of sentences and what comes of holding them against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzer.comparison.build import compare_analyses
from analyzer.report.comparison import Pair
from tests.comparison.samples import plan, report

_CASES = yaml.safe_load(
    (Path(__file__).parents[2] / "corpora" / "phrases" / "comparisons.yml").read_text(encoding="utf-8")
)


def _name(case: dict[str, Any]) -> str:
    return f"{case['outcome']}-{case['plan'][:50]}"


def test_the_table_is_large_enough() -> None:
    assert len(_CASES["results"]) + len(_CASES["targets"]) >= 55


@pytest.mark.parametrize("case", _CASES["results"], ids=_name)
def test_result_of_a_target(case: dict[str, Any]) -> None:
    promised = plan(case["plan"], time=case.get("plan_time", "năm 2026"))
    made = compare_analyses(promised, report(case["report"], time=case.get("report_time", "năm 2026")))
    _holds(next(pair for pair in made.pairs if pair.promised is not None), case)


@pytest.mark.parametrize("case", _CASES["targets"], ids=_name)
def test_target_of_a_superior(case: dict[str, Any]) -> None:
    superior = plan(case["plan"], time="giai đoạn 2026 - 2030", level="province")
    below = plan(case["below"], time=case.get("below_time", "giai đoạn 2026 - 2030"))
    made = compare_analyses(superior, below)
    assert made.relation.value == "superior"
    if case["outcome"] is None:
        assert not made.pairs
    else:
        _holds(made.pairs[0], case)


def _holds(pair: Pair, case: dict[str, Any]) -> None:
    assert pair.outcome == case["outcome"], (pair.reason, pair.calculation, pair.promised, pair.found)
    for field in ("wanted", "value"):
        if field in case:
            assert getattr(pair, field) == pytest.approx(case[field])
    assert (pair.reason is None) <= (pair.outcome not in ("in_doubt", "not_due", "under_way"))
