"""Which found item stands for which annotated one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def match(golds: Sequence[T], gots: Sequence[T], alike: Callable[[T, T], float]) -> dict[int, int]:
    """Pairs each annotated item with at most one found item, each found item used once: index → index.

    The most alike pair is taken first; of equally alike ones that whose places in the two lists are closest (items
    stand in document order on both sides), then the earlier. Pairs with a likeness of 0 are none.
    """
    likeness = [(alike(gold, got), i, j) for i, gold in enumerate(golds) for j, got in enumerate(gots)]
    candidates = [pair for pair in likeness if pair[0] > 0]
    candidates.sort(key=lambda pair: (-pair[0], abs(pair[1] - pair[2])))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
