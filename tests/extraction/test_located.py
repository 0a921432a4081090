"""Looking things up by where they begin gives what looking at all of them gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analyzer.extraction.located import Covered, Located

PLACES = st.integers(0, 30)
SPANS = st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(PLACES), SPANS)
def test_within(starts: list[int], span: tuple[int, int]) -> None:
    things = list(enumerate(starts))
    found = Located(things, lambda thing: thing[1]).within(span)
    assert sorted(found) == [thing for thing in things if span[0] <= thing[1] < span[1]]
    assert [start for _, start in found] == sorted(start for _, start in found)


def test_things_at_one_place_keep_their_order() -> None:
    assert Located(["b1", "a0", "c1"], lambda thing: int(thing[1])).within((1, 2)) == ["b1", "c1"]


@given(st.lists(SPANS), PLACES)
def test_holds(spans: list[tuple[int, int]], offset: int) -> None:
    assert Covered(spans).holds(offset) == any(start <= offset < end for start, end in spans)


@given(st.lists(SPANS), SPANS)
def test_meets(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    covered = {place for start, end in spans for place in range(start, end)}
    assert Covered(spans).meets(span) == bool(covered & set(range(*span)))
