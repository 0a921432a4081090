"""Counts over plantings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.evaluation.seeded.model import Outcome
from analyzer.report.words import FAMILIES

LEAST_FOUND = 0.95
"""The share of planted faults that must be found."""
MOST_BEYOND = 0.02
"""The share of verdicts that may change beyond what was declared."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Kinds of faults, plantings, faults found; verdicts judged and those changed beyond the declared; further
    declared changes and those that came about."""

    kinds: int
    planted: int
    found: int
    judged: int
    beyond: int
    due: int
    drawn: int

    @property
    def share_found(self) -> float:
        """Of the planted faults (0 to 1)."""
        return self.found / self.planted

    @property
    def share_beyond(self) -> float:
        """Of the verdicts judged (0 to 1)."""
        return self.beyond / self.judged


def tally(outcomes: Iterable[Outcome]) -> Tally:
    """The counts over ``outcomes``, of which there is at least one."""
    items = list(outcomes)
    return Tally(
        kinds=len({item.fault for item in items}),
        planted=len(items),
        found=sum(item.found for item in items),
        judged=sum(item.judged for item in items),
        beyond=sum(len(item.beyond) for item in items),
        due=sum(item.due for item in items),
        drawn=sum(item.drawn for item in items),
    )


def by_family(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Letter of the family of the rule that the fault is found by → its plantings, in the order of families."""
    groups: dict[str, list[Outcome]] = {}
    for item in outcomes:
        groups.setdefault(item.primary[0].code[0], []).append(item)
    return {letter: groups[letter] for letter in sorted(groups, key=list(FAMILIES).index)}


def by_fault(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Kind of fault → its plantings, in order of first appearance."""
    groups: dict[str, list[Outcome]] = {}
    for item in outcomes:
        groups.setdefault(item.fault, []).append(item)
    return groups
