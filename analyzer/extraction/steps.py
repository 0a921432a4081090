"""Everything that is found in a document: the steps in their order over one ``Analysis``."""

from __future__ import annotations

from collections.abc import Callable

from analyzer.extraction.assignments.logic import find_assignments
from analyzer.extraction.bodies.logic import find_bodies
from analyzer.extraction.figures.logic import find_figures
from analyzer.extraction.model import Analysis
from analyzer.extraction.profile.logic import find_profile
from analyzer.extraction.references.logic import find_references
from analyzer.extraction.times.document import find_times
from analyzer.structure.model import Outline

Step = Callable[[Analysis], None]


def _references(analysis: Analysis) -> None:
    analysis.references = find_references(analysis)


def _times(analysis: Analysis) -> None:
    analysis.times = find_times(analysis)


def _profile(analysis: Analysis) -> None:
    analysis.profile = find_profile(analysis, date=analysis.given_date)


def _bodies(analysis: Analysis) -> None:
    analysis.bodies = find_bodies(analysis)


def _figures(analysis: Analysis) -> None:
    analysis.figures = find_figures(analysis)


def _assignments(analysis: Analysis) -> None:
    analysis.assignments = find_assignments(analysis)


STEPS: tuple[tuple[str, Step], ...] = (
    ("references", _references), ("times", _times), ("profile", _profile), ("bodies", _bodies), ("figures", _figures),
    ("assignments", _assignments),
)  # fmt: skip
"""Each step may use what those before it have found: the date of a cited document is no deadline, a figure has its
time, a task its body."""


def find_all(outline: Outline, *, date: str | None = None) -> Analysis:
    """All that is found in an outline's text. ``date``: a reference date given by the user (ISO, as far as known)."""
    analysis = Analysis(outline, given_date=date)
    for _, step in STEPS:
        step(analysis)
    return analysis
