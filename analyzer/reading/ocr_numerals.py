"""Roman numerals held against the picture: of three bars side by side Tesseract's Vietnamese model often reads two,
and bars before a slash it takes for digits.

What is counted are bars (I). Numerals that end in V or X are left as read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from analyzer.reading.ocr_engine import Region, Word
from analyzer.reading.ocr_image import Grey, Mask
from analyzer.text.fold import bare

_MARKER = re.compile(r"(?P<head>X{0,2}V?)(?P<bars>[IHl1|]{1,4})(?P<end>[.:;]|/-|/\.|[/-]?)")
"""Numbers of headings; "H" is two bars whose serifs touch."""
_FIFTY = re.compile(r"[L][.,]")
"""What one bar with its stop is often read as at the beginning of a line; nobody has fifty headings."""
_COMMA = re.compile(r"(?:\d{1,2}|[IVX]{1,4})/?,")
"""A number at the beginning of a line: its comma is a full stop."""
_QUARTER = re.compile(r"(?P<bars>[IHl1|]{1,4})(?P<end>/20\d\d\W{0,2})")
"""Quarters of a year: "II/2026"."""
_DARK = 128
_FROM, _TO, _FILLED = 0.15, 0.85, 0.7
"""The part of the letters' height, without serifs, that a bar fills with ink from top to bottom, and how much of it;
a slash is slanted and fills no column."""
_ARMS_FROM, _ARMS_TO = 0.25, 0.45
"""The part in which a bar is one stroke, and V and X are two."""
_FOOT = 0.75
"""Where a full stop begins."""
_NARROWEST, _WIDEST, _FURTHEST = 0.06, 0.35, 0.6
"""Of a full stop, and how far right of the numeral it may stand, in heights of the letters."""


_EVEN = 0.12
"""By how much the foot of a bar may reach further right than its top, in heights of the letters."""
_COUNTED = 96.0
"""Confidence of a numeral whose bars were counted."""


def with_counted_bars(grey: Grey, words: Sequence[Word]) -> list[Word]:
    """The words of a page with as many bars in their numerals as are drawn ("II." → "III."), and with the full stop
    behind a numeral that begins a line."""
    found: list[Word] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        if quarter := _QUARTER.fullmatch(word.text):
            named = before is not None and bare(before.text) == "quy"
            found.append(_quarter(grey, word, quarter, named=named))
            continue
        begins = before is None or before.line != word.line
        if begins and _FIFTY.fullmatch(word.text) and _is_bar(grey, word):
            word = replace(word, text="I.", confidence=_COUNTED)
        elif begins and word.text == "U-" and _bars(grey, _around(word)) == 1:  # of an U both arms are bars
            word = replace(word, text="I/-", boxes=_shared(_around(word), 3), confidence=_COUNTED)
        elif begins and _COMMA.fullmatch(word.text):
            word = replace(word, text=word.text[:-1] + ".")
        if marker := _MARKER.fullmatch(word.text):
            found.append(_marker(grey, word, marker, begins=begins))
        else:
            found.append(word)
    return found


def _marker(grey: Grey, word: Word, match: re.Match[str], *, begins: bool) -> Word:
    if not set("IVX") & set(word.text) or ("H" in word.text and not (begins or match["head"])):
        return word  # "1." is a number in its own right, "HI" may be a word
    region = _around(word)
    if match["head"] and match["end"] not in ("", ".", ":", ";"):
        return word  # a slash may be taken for a bar there
    # Of a bold V the left arm looks like a bar.
    bars = _strokes(grey, region) - 2 * len(match["head"]) if match["head"] else _bars(grey, region)
    if not _is_likely(bars, match["bars"]):
        return word
    end = match["end"] or ("." if begins and _has_stop(grey, region) else "")
    text = match["head"] + "I" * bars + end
    boxes = word.boxes if text == word.text else _shared(region, len(text))
    return replace(word, text=text, boxes=boxes, confidence=max(word.confidence, _COUNTED))


def _quarter(grey: Grey, word: Word, match: re.Match[str], *, named: bool) -> Word:
    """``named``: the word "quý" stands before it, so that "1/2026" is no January."""
    if not named and "I" not in match["bars"]:
        return word  # a month
    slash = word.boxes[match.start("end")]
    left, top, _, bottom = _around(word)
    # A bar that was not read stands in the box of the slash.
    bars = len(match["bars"]) if _is_shared(word) else _bars(grey, (left, top, slash[2], bottom))
    if not _is_likely(bars, match["bars"]) or "I" * bars == match["bars"]:
        return word
    boxes = (*_shared((left, top, slash[0], bottom), bars), *word.boxes[match.start("end") :])
    return replace(word, text="I" * bars + match["end"], boxes=boxes)


def _is_likely(bars: int, read: str) -> bool:
    return 1 <= bars <= 3 and abs(bars - len(read) - read.count("H")) <= 1


def _bars(grey: Grey, region: Region) -> int:
    """Upright strokes from the top to the foot of the letters, side by side."""
    ink = _letters(grey, region)
    band = ink[round(_FROM * len(ink)) : round(_TO * len(ink))]
    if not len(band):
        return 0
    full = band.mean(axis=0) >= _FILLED
    return int((full & ~np.pad(full, (1, 0))[:-1]).sum())


def _is_bar(grey: Grey, word: Word) -> bool:
    """Whether "L." is "I.": as wide at its foot as at its top."""
    ink = _letters(grey, _around(word))
    stem = np.flatnonzero(ink[round(_FROM * len(ink)) : round(_TO * len(ink))].mean(axis=0) >= _FILLED)
    if not len(stem):
        return False
    reach = int(stem[-1]) + 1 + round(_WIDEST * len(ink))
    top, foot = (np.flatnonzero(ink[rows, :reach].any(axis=0)) for rows in (slice(0, 3), slice(-3, None)))
    # The foot of an L runs on without a gap to where it ends; a full stop stands apart.
    ends = np.flatnonzero(np.diff(foot) > 1)
    run = int(foot[ends[0]] if len(ends) else foot[-1]) if len(foot) else reach
    return len(top) > 0 and run - int(top[-1]) <= _EVEN * len(ink)


def _strokes(grey: Grey, region: Region) -> int:
    """Strokes side by side where V and X have two arms, on most rows."""
    ink = _letters(grey, region)
    band = ink[round(_ARMS_FROM * len(ink)) : round(_ARMS_TO * len(ink)) + 1]
    begins = np.diff(np.pad(band, ((0, 0), (1, 0))).astype(np.int8), axis=1) == 1
    return int(np.bincount(begins.sum(axis=1)).argmax()) if len(band) else 0


def _has_stop(grey: Grey, region: Region) -> bool:
    """Whether a full stop stands right of the last bar: ink at the foot of the letters with none above it."""
    x0, y0, x1, y1 = region
    height = y1 - y0
    ink = grey[y0:y1, x0 : x1 + round(_FURTHEST * height)] < _DARK
    above: Mask = np.any(ink[: round(_FOOT * height)], axis=0)
    bars = np.flatnonzero(above[: x1 - x0])
    if not len(bars):
        return False
    alone: Mask = np.any(ink[round(_FOOT * height) :], axis=0) & ~above
    alone[: int(bars[-1]) + 1] = False
    width = int(alone.sum())
    return _NARROWEST * height <= width <= _WIDEST * height


def _letters(grey: Grey, region: Region) -> Mask:
    """The ink of a region from the topmost row with ink to the lowest."""
    x0, y0, x1, y1 = region
    ink: Mask = grey[y0:y1, max(0, x0 - 1) : x1 + 1] < _DARK
    rows = np.flatnonzero(ink.any(axis=1))
    return ink[int(rows[0]) : int(rows[-1]) + 1] if len(rows) else ink[:0]


def _around(word: Word) -> Region:
    lefts, tops, rights, bottoms = zip(*word.boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _is_shared(word: Word) -> bool:
    """Whether the characters share the word's width evenly, so that their own places are unknown."""
    widths = [x1 - x0 for x0, _, x1, _ in word.boxes]
    return max(widths) - min(widths) <= 1


def _shared(region: Region, count: int) -> tuple[Region, ...]:
    """Boxes of as many characters that share a width evenly."""
    x0, y0, x1, y1 = region
    edges = np.linspace(x0, x1, count + 1).round().astype(int).tolist()
    return tuple((left, y0, right, y1) for left, right in pairwise(edges))
