"""From counts to measures and their intervals."""

from __future__ import annotations

import numpy as np
import pytest

from analyzer.evaluation.bootstrap import draws, losses, summarise
from analyzer.evaluation.model import DocumentScore
from analyzer.evaluation.scoring import score
from analyzer.evaluation.tallies import confusion, measures, rates
from tests.evaluation.samples import figure, gold, report

RATES = [
    ((8, 10, 16), (0.5, 0.8, 8 / 13)),
    ((0, 0, 0), (1.0, 1.0, 1.0)),
    ((0, 5, 0), (0.0, 0.0, 0.0)),
    ((0, 0, 5), (0.0, 0.0, 0.0)),
    ((0, 3, 4), (0.0, 0.0, 0.0)),
    ((4, 4, 4), (1.0, 1.0, 1.0)),
]


@pytest.mark.parametrize(("counts", "expected"), RATES)
def test_rates(counts: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    values = rates(*(np.array([float(count)]) for count in counts))
    assert tuple(float(value[0]) for value in values) == pytest.approx(expected)


def right() -> DocumentScore:
    return score(gold(), report())


def half() -> DocumentScore:
    got = report()
    got["figures"] = [got["figures"][0], figure("thừa một con số", 3)]
    got["rules"][0]["status"] = "needs_review"
    return score(gold(), got)


def test_counts_are_summed_before_dividing() -> None:
    values = measures([right(), half()])
    assert values["figures.precision"][0] == 3 / 4
    assert values["figures.recall"][0] == 3 / 4
    assert values["rules"][0] == 5 / 6
    assert values["rules.abstained"][0] == 1 / 6
    assert values["mean"][0] == pytest.approx((3 / 4 + 5 + 5 / 6) / 7)


def test_weights_are_documents_drawn() -> None:
    values = measures([right(), half()], np.array([[2.0, 0.0], [0.0, 2.0], [1.0, 3.0]]))
    assert values["figures.f1"] == pytest.approx([1, 1 / 2, 5 / 8])


def test_nothing_to_measure_has_no_value() -> None:
    summary = summarise([score(gold(), {})], seed=1)
    assert summary["figures.op"].value is None
    assert summary["figures.op"].low is None
    assert summary["figures.f1"].value == 0


def test_draws_are_as_many_as_documents() -> None:
    weights = draws(7, seed=5)
    assert weights.shape == (1000, 7)
    assert set(weights.sum(axis=1)) == {7.0}
    assert (weights == draws(7, seed=5)).all()
    assert not (weights == draws(7, seed=6)).all()


def test_interval_holds_the_value_and_is_narrow_where_documents_agree() -> None:
    mixed = summarise([right(), half(), right(), half(), half()], seed=1)["figures.f1"]
    assert mixed.low is not None
    assert mixed.high is not None
    assert mixed.value == pytest.approx(0.7)
    assert 0.5 <= mixed.low < 0.7 < mixed.high <= 1
    same = summarise([half(), half(), half()], seed=1)["figures.f1"]
    assert (same.low, same.value, same.high) == (0.5, 0.5, 0.5)
    assert summarise([], seed=1) == {}


def test_a_loss_is_measured_on_the_same_draws() -> None:
    before, after = [right(), right(), right()], [half(), half(), half()]
    loss = losses(before, after, seed=1)["figures.f1"]
    assert (loss.low, loss.value, loss.high) == (0.5, 0.5, 0.5)
    assert losses(before, before, seed=1)["mean"].value == 0


def test_confusion() -> None:
    counts = confusion([right(), half()])
    assert counts == {("met", "met"): 1, ("met", "needs_review"): 1, ("missing", "missing"): 4}
