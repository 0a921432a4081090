"""What differs between two revisions of one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from analyzer.report.model import AssignmentItem, DeadlineItem, FigureItem
from analyzer.text.fold import bare

Item = TypeVar("Item", FigureItem, DeadlineItem, AssignmentItem)

_SAME_WORDS = 78.0
"""Likeness of two quotes, numbers left out, from which they are two versions of one."""
_BODY_WORDS = 60.0
_DIGITS = str.maketrans("0123456789", "##########")


def figure_changes(
    old: Sequence[FigureItem], new: Sequence[FigureItem]
) -> list[tuple[FigureItem | None, FigureItem | None]]:
    """Pairs of figures that differ: (old, new), None on the side that has none."""

    def value(item: FigureItem) -> object:
        when = (item.when.start, item.when.end, item.when.every) if item.when else None
        return item.op, item.min, item.max, bare(item.unit), item.per, bare(item.per_entity or ""), when

    def name(item: FigureItem) -> object:
        return item.kind, item.indicator

    return _differences(old, new, value, name, lambda item: f"{item.indicator_text} {item.quote}")


def deadline_changes(
    old: Sequence[DeadlineItem], new: Sequence[DeadlineItem]
) -> list[tuple[DeadlineItem | None, DeadlineItem | None]]:
    """Pairs of times that differ."""

    def value(item: DeadlineItem) -> object:
        return item.kind, item.start, item.end, item.every, item.month, item.day, item.inclusive, item.status

    return _differences(old, new, value, lambda _: "", lambda item: item.quote)


def assignment_changes(
    old: Sequence[AssignmentItem], new: Sequence[AssignmentItem]
) -> list[tuple[AssignmentItem | None, AssignmentItem | None]]:
    """Pairs of assignments that differ in body, role or task."""

    def value(item: AssignmentItem) -> object:
        return item.body, item.role, " ".join(bare(item.task).split())

    return _differences(old, new, value, lambda _: "", lambda item: f"{item.body_text} {item.task}", _BODY_WORDS)


def _differences(
    old: Sequence[Item],
    new: Sequence[Item],
    value: Callable[[Item], object],
    name: Callable[[Item], object],
    words: Callable[[Item], str],
    alike: float = _SAME_WORDS,
) -> list[tuple[Item | None, Item | None]]:
    """Items of equal value and alike words are unchanged; those left with one name and alike words are the same one
    changed, the most alike first; what remains was removed or added."""
    left, right = list(range(len(old))), list(range(len(new)))
    _, left, right = _paired(
        old, new, left, right, lambda a, b: value(a) == value(b) and name(a) == name(b), words, 50.0
    )
    changed, left, right = _paired(old, new, left, right, lambda a, b: name(a) == name(b), words, alike)
    pairs: list[tuple[Item | None, Item | None]] = [
        (old[a], new[b]) for a, b in changed if value(old[a]) != value(new[b])
    ]
    pairs += [(old[index], None) for index in left]
    pairs += [(None, new[index]) for index in right]
    return sorted(pairs, key=_place)


def _paired(
    old: Sequence[Item], new: Sequence[Item], left: list[int], right: list[int], fits: Callable[[Item, Item], bool],
    words: Callable[[Item], str], alike: float,
) -> tuple[list[tuple[int, int]], list[int], list[int]]:  # fmt: skip
    """Pairs of indexes that fit, the most alike first, and the indexes left over."""
    from rapidfuzz import fuzz

    said = {("old", i): _masked(words(old[i])) for i in left} | {("new", i): _masked(words(new[i])) for i in right}
    scored = [
        (fuzz.ratio(said["old", a], said["new", b]) - abs(a - b) * 0.01, a, b)
        for a in left
        for b in right
        if fits(old[a], new[b])
    ]
    pairs: list[tuple[int, int]] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for score, a, b in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score < alike or a in used_left or b in used_right:
            continue
        pairs.append((a, b))
        used_left.add(a)
        used_right.add(b)
    return pairs, [i for i in left if i not in used_left], [i for i in right if i not in used_right]


def _masked(text: str) -> str:
    return " ".join(bare(text).translate(_DIGITS).replace("##", "#").split())


def _place(pair: tuple[Item | None, Item | None]) -> tuple[int, int]:
    old, new = pair
    item = new if new is not None else old
    assert item is not None
    return item.span[0], 0 if new is not None else 1
