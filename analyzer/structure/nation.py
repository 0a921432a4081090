"""The nation's name and its motto where they are not a line each: wrapped in a narrow column, in boxes whose lines
stand between those of another, or both on one line."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

NATION = "cong hoa xa hoi chu nghia viet nam"
MOTTO = "doc lap - tu do - hanh phuc"
_LIKE, _PART_LIKE = 88, 75
"""Likeness, of 100, from which words are taken for them, and for a part of them: a recogniser misreads letters."""
_LINES = 3
"""Lines that one of them may be broken into."""
_APART = 3
"""Lines of another column that may stand between two of them."""
_WORD = 3
"""Letters of the least part."""


def find_parts(wanted: str, lines: Sequence[str], free: Collection[int]) -> list[int]:
    """The lines that together say ``wanted`` (``NATION`` or ``MOTTO``), in order; none where they do not.

    ``lines`` have no diacritics; ``free``: indexes of those that are no other element of the head.
    """
    for first in sorted(free):
        if _is_part(lines[first], wanted):
            found = _continued(wanted, lines, free, [first])
            if found:
                return found
    return []


def find_both(lines: Sequence[str], free: Collection[int]) -> int | None:
    """The line that holds the nation's name with the motto behind it."""
    both = f"{NATION} {MOTTO}"
    return next((index for index in sorted(free) if fuzz.ratio(both, lines[index], score_cutoff=_LIKE)), None)


def _continued(wanted: str, lines: Sequence[str], free: Collection[int], parts: list[int]) -> list[int]:
    said = " ".join(lines[index] for index in parts)
    if fuzz.ratio(wanted, said, score_cutoff=_LIKE) and len(said) >= 0.9 * len(wanted):
        return parts
    if len(parts) == _LINES:
        return []
    for after in range(parts[-1] + 1, min(len(lines), parts[-1] + 2 + _APART)):
        if after in free and _is_part(lines[after], wanted):
            found = _continued(wanted, lines, free, [*parts, after])
            if found:
                return found
    return []


def _is_part(text: str, wanted: str) -> bool:
    return _WORD <= len(text) < len(wanted) and bool(fuzz.partial_ratio(text, wanted, score_cutoff=_PART_LIKE))
