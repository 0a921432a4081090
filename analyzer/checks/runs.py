"""All wordings of a phrase, word by word, for phrases that have but a few."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Run = tuple[str, ...]
"""Words that follow each other."""

_MOST = 64
"""Wordings of one phrase; one that has more is matched by its regex."""


def in_turn(parts: Sequence[tuple[tuple[Run, ...] | None, bool]]) -> tuple[Run, ...] | None:
    """The wordings of parts that follow each other, each given with whether it may be absent, in the order in which a
    regex would try them; None where they are too many, or not known of a part."""
    found: tuple[Run, ...] = ((),)
    for runs, optional in parts:
        if runs is None or len(found) * len(runs) > _MOST:
            return None
        options = (*runs, ()) if optional else runs
        found = tuple(run + more for run in found for more in options)
    return found if len(found) <= _MOST else None


def one_of(groups: Iterable[tuple[Run, ...] | None]) -> tuple[Run, ...] | None:
    """The wordings of alternatives, those of the first one first; None where one may be without words."""
    found: list[Run] = []
    for runs in groups:
        if runs is None or len(found) + len(runs) > _MOST or () in runs:
            return None
        found += runs
    return tuple(found)


class Branch:
    """Where wordings have come to by some words. ``rank`` is that of the first one that ends here, None where none
    does; ``next`` leads on by the word that follows."""

    __slots__ = ("next", "rank")

    def __init__(self) -> None:
        self.rank: int | None = None
        self.next: dict[str, Branch] = {}


def by_head(runs: Sequence[Run]) -> dict[str, Branch]:
    """Wordings, by rank, by their first word."""
    found: dict[str, Branch] = {}
    for rank, run in enumerate(runs):
        branch = found.setdefault(run[0], Branch())
        for word in run[1:]:
            branch = branch.next.setdefault(word, Branch())
        if branch.rank is None:
            branch.rank = rank
    return found
