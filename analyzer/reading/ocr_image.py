"""A picture of a page made ready to be recognised: grey, upright, without stamps and ruling lines.

Images are (height, width) arrays of grey values, 0 black to 255 white; lengths in pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Rule = tuple[float, float, float, float]
"""x0, y0, x1, y1 of a straight line, horizontal or vertical."""

_PAPER = 0.9
"""Brightness, as a share of the paper's around it, from which it is paper."""
_FADED = 0.3
"""Brightness of the ink from which it has faded (a fax, a tired ribbon): it is made black, that rules can be seen."""
_MAX_SKEW = 6.0
"""Degrees: who scans a page more askew than this scans it again."""
_SAMPLE = 60_000
_RED = 45
"""By how much red must outweigh green and blue to be the ink of a stamp."""
_SHORTEST_ACROSS, _SHORTEST_DOWN = 0.4, 0.2
"""Inches: shorter strokes are letters, or a row of their feet."""
_THICKEST = 0.04
"""Inches: thicker ones are bars and pictures."""
_GAP = 0.04
"""Inches of a rule that noise may have eaten."""


@dataclass(slots=True)
class Prepared:
    """A page to be recognised. ``angle``: degrees that it was turned by, counter-clockwise, to stand upright."""

    grey: Grey
    angle: float
    rules: list[Rule]


def grey_of(image: Image.Image) -> Grey:
    """The grey values of a picture; the red ink of stamps becomes paper, black under it stays."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    if image.mode.startswith(("I", "F")):  # deeper than 8 bits, which Pillow would clip
        deep = np.asarray(image).astype(np.float32)
        shallow: Grey = np.clip(deep / max(1.0, float(deep.max()) / 255), 0, 255).astype(np.uint8)
        return shallow
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    values = np.asarray(image.convert("RGB")).astype(np.int16)
    grey = np.asarray(image.convert("L")).copy()
    red = values[:, :, 0] - np.maximum(values[:, :, 1], values[:, :, 2]) > _RED
    grey[red & (values[:, :, 0] > 110)] = 255
    return grey


def prepare(grey: Grey, dpi: float) -> Prepared:
    """Turns a page upright, makes its paper white, and takes its ruling lines away (they are kept in ``rules``)."""
    grey = _whitened(grey)
    ink = _ink(grey)
    angle = _skew(ink)
    if abs(angle) >= 0.05:
        picture = Image.fromarray(grey).rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(picture)
        ink = _ink(grey)
    else:
        angle = 0.0
    across, thin_across = _rules(ink, _SHORTEST_ACROSS, dpi)
    down, thin_down = _rules(ink.T, _SHORTEST_DOWN, dpi)
    rules = [*across, *((y0, x0, y1, x1) for x0, y0, x1, y1 in down)]
    erased = grey.copy()
    erased[thin_across | thin_down.T] = 255
    return Prepared(erased, -angle, rules)


def _whitened(grey: Grey) -> Grey:
    """The page with even light and without grain: what is nearly as bright as the paper around it is paper.

    Lone digits in the cells of a table are lost in the grain of a scan otherwise.
    """
    picture = Image.fromarray(grey).filter(ImageFilter.GaussianBlur(0.6))
    small = picture.resize((max(1, picture.width // 16), max(1, picture.height // 16)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    light = np.asarray(paper.resize(picture.size, Image.Resampling.BILINEAR)).astype(np.float32)
    share = np.asarray(picture).astype(np.float32) / np.maximum(light, 40.0)
    # From ink to paper: the middle greys keep their slope, which is what Tesseract reads thin strokes by.
    darkest = float(np.quantile(share[::7, ::7], 0.01))
    black = darkest if _FADED < darkest < 0.8 * _PAPER else 0.0
    whitened: Grey = (np.clip((share - black) / (_PAPER - black), 0.0, 1.0) * 255).astype(np.uint8)
    whitened[share > _PAPER] = 255
    return whitened


def _ink(grey: Grey) -> Mask:
    """What is printed: darker than the middle between paper and ink (Otsu's threshold, kept off the extremes)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    total = counts.sum()
    below = np.cumsum(counts)
    weighted = np.cumsum(counts * np.arange(256))
    above = total - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (weighted / below - (weighted[-1] - weighted) / above) ** 2
    threshold = int(np.argmax(np.nan_to_num(between)))
    ink: Mask = grey < min(max(threshold, 90), 190)
    return ink


def _skew(ink: Mask) -> float:
    """Degrees, counter-clockwise, that the lines of text rise by: the angle at which their rows are sharpest."""
    ys, xs = np.nonzero(ink)
    if len(ys) < 500:
        return 0.0
    step = max(1, len(ys) // _SAMPLE)
    ys, xs = ys[::step].astype(np.float64), xs[::step].astype(np.float64)

    def sharpness(degrees: float) -> float:
        rows = (ys + xs * math.tan(math.radians(degrees))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        return float(np.square(np.diff(counts.astype(np.float64))).sum())

    best = 0.0
    for width, step_size in ((_MAX_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - width, best + width + 1e-9, step_size)
        best = float(max(angles, key=lambda angle: (sharpness(angle), -abs(angle))))
    return best if abs(best) < _MAX_SKEW else 0.0


def _rules(ink: Mask, shortest: float, dpi: float) -> tuple[list[Rule], Mask]:
    """Horizontal rules, and the pixels that they are drawn with."""
    length, thick, gap = (round(inches * dpi) for inches in (shortest, _THICKEST, _GAP))
    # A rule that rises by a pixel or two stays one: each column takes the ink of the rows beside it.
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    sums = np.cumsum(np.pad(near, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    windows = sums[:, length:] - sums[:, :-length]
    full = windows >= 0.97 * length
    pixels = np.zeros_like(ink)
    found: list[tuple[int, int, int]] = []
    for y in np.flatnonzero(full.any(axis=1)).tolist():
        for start, end in _runs(full[y], length + gap):
            found.append((y, start, end + length - 1))
    rules: list[Rule] = []
    for rows, x0, x1 in _stacked(found):
        if len(rows) > thick + 3 or x1 - x0 < length:
            continue
        top, bottom = rows[0], rows[-1] + 1
        rules.append((float(x0), (top + bottom) / 2, float(x1), (top + bottom) / 2))
        pixels[max(0, top - 1) : bottom + 1, x0 : x1 + 1] = True
    return rules, pixels & near


def _runs(row: Mask, gap: int) -> list[tuple[int, int]]:
    """First and last places of the runs of True, those joined that lie closer than ``gap``."""
    places = np.flatnonzero(row)
    cuts = np.flatnonzero(np.diff(places) > gap)
    starts = np.concatenate(([0], cuts + 1))
    ends = np.concatenate((cuts, [len(places) - 1]))
    return [(int(places[start]), int(places[end])) for start, end in zip(starts, ends, strict=True)]


def _stacked(runs: list[tuple[int, int, int]]) -> list[tuple[list[int], int, int]]:
    """Runs on neighbouring rows that lie over each other, as one: (rows, first x, last x)."""
    open_: list[tuple[list[int], int, int]] = []
    done: list[tuple[list[int], int, int]] = []
    for y, x0, x1 in runs:
        still: list[tuple[list[int], int, int]] = []
        for rows, left, right in open_:
            (still if y - rows[-1] <= 2 else done).append((rows, left, right))
        open_ = still
        for place, (rows, left, right) in enumerate(open_):
            if x0 <= right and x1 >= left:
                if rows[-1] != y:
                    rows.append(y)
                open_[place] = (rows, min(left, x0), max(right, x1))
                break
        else:
            open_.append(([y], x0, x1))
    return done + open_
