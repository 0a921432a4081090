"""Telling bold type on the picture of a page by how wide its strokes are.

Widths are shares of the font size, so that large type counts no bolder than small; they are compared with the page's
own plain type, since scanners, light and threshold make all strokes of a page wider or thinner.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analyzer.reading.ocr_engine import Word
from analyzer.reading.ocr_image import Grey

_DARK = 150
_LONGEST = 0.3
"""Of the font size: longer runs of ink are the bars of letters, underlines and stains, not stems."""
_FEWEST_RUNS = 8
_BOLD, _BOLD_WORD = 1.25, 1.12
"""Times the plain width: of the words of a line taken together (plain lines stay below 1.2, bold ones above 1.27), and
of each of its words."""
_ENOUGH = 400
"""Characters of a page below which its own plain type is unknown."""

Width = tuple[float, int]
"""Mean width of the strokes of a word as a share of the font size, and its number of characters."""


def stroke_width(grey: Grey, word: Word, size: float) -> Width | None:
    """The width of the strokes of a word set in ``size`` pixels; None where too little ink says nothing."""
    x0, y0 = min(box[0] for box in word.boxes), min(box[1] for box in word.boxes)
    x1, y1 = max(box[2] for box in word.boxes), max(box[3] for box in word.boxes)
    ink = np.pad(grey[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] < _DARK, ((0, 0), (1, 1)))
    steps = np.diff(ink.astype(np.int8).ravel())
    runs = np.flatnonzero(steps == -1) - np.flatnonzero(steps == 1)
    runs = runs[runs < _LONGEST * size]
    return (float(runs.mean()) / size, len(word.text)) if len(runs) >= _FEWEST_RUNS else None


def plain_width(lines: Sequence[Sequence[Width]]) -> float | None:
    """The width of a page's plain type: that of most of its lines, by characters; None on a page with little text."""
    found = sorted((_mean(line), sum(count for _, count in line)) for line in lines if line)
    reached = np.cumsum([count for _, count in found])
    if not found or reached[-1] < _ENOUGH:
        return None
    return found[int(np.searchsorted(reached, 0.4 * reached[-1]))][0]


def is_bold(words: Sequence[Width], plain: float) -> bool:
    """Whether a line is bold from end to end."""
    longer = [width for width, count in words if count >= 3]
    return bool(words) and _mean(words) > _BOLD * plain and all(width > _BOLD_WORD * plain for width in longer)


def _mean(words: Sequence[Width]) -> float:
    return sum(width * count for width, count in words) / sum(count for _, count in words)
