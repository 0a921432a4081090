"""Pairs: the most alike first, each used once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.evaluation.matching import match


def near(gold: float, got: float) -> float:
    return max(0.0, 1 - abs(gold - got))


CASES: list[tuple[list[float], list[float], dict[int, int]]] = [
    ([], [1], {}),
    ([1], [], {}),
    ([1, 2, 3], [1, 2, 3], {0: 0, 1: 1, 2: 2}),
    ([1, 5], [5.5, 1], {0: 1, 1: 0}),
    ([1], [1.5, 1.1], {0: 1}),
    ([1, 1.25], [1.125], {0: 0}),
    ([1], [2], {}),
    ([7, 7, 7], [0, 7, 7], {1: 1, 2: 2}),
]


@pytest.mark.parametrize(("golds", "gots", "expected"), CASES)
def test_match(golds: list[float], gots: list[float], expected: dict[int, int]) -> None:
    assert match(golds, gots, near) == expected


def test_equally_alike_are_paired_by_place() -> None:
    assert match(["a", "b", "a"], ["b", "a", "a"], lambda one, other: float(one == other)) == {0: 1, 1: 0, 2: 2}


@given(st.lists(st.integers(0, 6), max_size=8), st.lists(st.integers(0, 6), max_size=8))
def test_each_is_used_once(golds: list[int], gots: list[int]) -> None:
    pairs = match(golds, gots, near)
    assert len(set(pairs.values())) == len(pairs)
    assert all(golds[i] == gots[j] for i, j in pairs.items())
    assert len(pairs) == sum(min(golds.count(n), gots.count(n)) for n in range(7))
