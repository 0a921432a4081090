"""Documents held against each other: a plan against its report, a superior's plan against one below, two revisions.

``compare(plan, report)`` gives the comparison (``.to_dict()`` is its JSON).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.reading.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from analyzer.report.comparison import Comparison, Relation

__all__ = ["compare"]


def compare(
    first: str | Path, second: str | Path, relation: Relation | None = None, *, limits: Limits = DEFAULT_LIMITS
) -> Comparison:
    """Two files held against each other.

    ``relation`` is found from the documents unless given: ``plan-report``, ``superior`` (the superior's plan and one
    below it) or ``revision``. Where kind, level or date tell which document comes first, their order does not matter.

    Raises:
        ReadingError: a file cannot be read; its message says why and what to do.
        UsageError: how the two belong together cannot be told.
    """
    from analyzer.comparison.build import compare_analyses
    from analyzer.pipeline import analyze_file

    one, other = (analyze_file(path, limits=limits) for path in (first, second))
    return compare_analyses(one, other, relation)
