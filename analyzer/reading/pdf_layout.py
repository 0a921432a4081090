"""Reading order of a page: one column as a rule, two where a letterhead, a signature or a column layout says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from analyzer.reading.pdf_lines import PIECE_GAP, Align, Line, find_rows, join
from analyzer.text.fold import bare

_RIGHT_HEAD = re.compile(r"xa hoi chu nghia viet ?nam|doc lap ?- ?tu do|dang cong san viet ?nam")
_LEFT_FOOT = re.compile(r"^\W{0,3}noi (?:nhan|gui) ?(?:[:;]|$)")
_NUMBER_LINE = re.compile(r"^so ?[:.]?(?=.{0,16}[/-])")
_DATE_LINE = re.compile(r"^[^/]{2,40}, ?ngay .{0,10}thang .{0,8}nam.{0,8}$")
_MARKER = re.compile(r"(?:[-–—+*•·○●▪◦]|[\ue000-\uf8ff]|\(?\w{1,5}[.):]|\d{1,3}(?:\.\d{1,3}){0,4}\.?)")
MAX_ZONE = 150
"""Bands that one two-column zone may have: more than any page of type holds."""

Span = tuple[float, float]
Row = list[Line]


@dataclass(slots=True)
class _Band:
    """Rows whose heights overlap (the two sides of a letterhead need not share baselines)."""

    rows: list[Row]
    top: float
    bottom: float

    @property
    def pieces(self) -> list[Line]:
        return [piece for row in self.rows for piece in row]

    def covered(self) -> list[Span]:
        """What of the x axis is inked, as disjoint spans from left to right."""
        spans: list[Span] = []
        for piece in sorted(self.pieces, key=lambda piece: piece.x0):
            if spans and piece.x0 <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], piece.x1))
            else:
                spans.append((piece.x0, piece.x1))
        return spans


def order(pieces: Sequence[Line], depth: int = 3) -> list[Line]:
    """Lines in reading order from the pieces of a page (or of one column), with ``gap`` and ``align`` set."""
    rows = find_rows(pieces)
    bands = _bands(rows) if depth else []
    if not any(len(band.rows) > 1 or _split(band.rows[0]) for band in bands):
        # One column, as nearly every page.
        return _finish([join(row) for row in rows])
    lines: list[Line] = []
    plain: list[_Band] = []
    place = 0
    while place < len(bands):
        zone = _zone(bands, place, place - len(plain))
        if zone is None:
            plain.append(bands[place])
            place += 1
            continue
        start, end, gutter = zone
        before, plain = plain[: len(plain) - (place - start)], []
        lines += _finish([join(row) for band in before for row in band.rows])
        inside = [piece for band in bands[start:end] for piece in band.pieces]
        lines += order([piece for piece in inside if piece.x1 <= gutter], depth - 1)
        lines += order([piece for piece in inside if piece.x1 > gutter], depth - 1)
        place = end
    return lines + _finish([join(row) for band in plain for row in band.rows])


def _split(row: Row) -> bool:
    """Whether a row has a gap that could be a gutter."""
    return len(row) > 1 and any(
        right.x0 - left.x1 > PIECE_GAP * 0.9 * min(left.size, right.size) and not _MARKER.fullmatch(left.text)
        for left, right in pairwise(row)
    )


def _bands(rows: list[Row]) -> list[_Band]:
    bands: list[_Band] = []
    for row in rows:
        top, bottom = min(piece.top for piece in row), max(piece.bottom for piece in row)
        last = bands[-1] if bands else None
        if last is not None and last.bottom - top > 0.2 * min(bottom - top, last.bottom - last.top):
            last.rows.append(row)
            last.top, last.bottom = min(last.top, top), max(last.bottom, bottom)
        else:
            bands.append(_Band([row], top, bottom))
    return bands


def _zone(bands: list[_Band], start: int, floor: int) -> tuple[int, int, float] | None:
    """(first band, band after the last, x of the gutter) of the two-column zone that band ``start`` opens.

    The zone may take in bands above, but none before ``floor``.
    """
    spans = bands[start].covered()
    gutters = [(left[1], right[0]) for left, right in pairwise(spans) if right[0] - left[1] > 4]
    if not gutters or (len(bands[start].rows) == 1 and not _split(bands[start].rows[0])):
        return None
    two_sided, end = start, start + 1
    final = gutters
    while end < min(len(bands), start + MAX_ZONE):
        gutters = _free(gutters, bands[end].covered())
        if not gutters:
            break
        if any(_sides(bands[end], (low + high) / 2) == (True, True) for low, high in gutters):
            two_sided, final = end, gutters
        end += 1
    inside = bands[start : two_sided + 1]
    low, high = max(final, key=lambda span: (_both_sides(inside, span), span[1] - span[0]))
    gutter = (low + high) / 2
    first, after = _first(bands, start, floor, gutter), _last(bands, two_sided, gutter)
    if _stretched(bands[start]) and not _has_foot(bands[first : start + 1]) and _has_foot(bands[start + 1 : after]):
        return None  # a justified line above the recipients, whose wide space happens to lie over their gutter
    return (first, after, gutter) if _accepted(bands[first:after], gutter, high - low) else None


def _stretched(band: _Band) -> bool:
    """Whether the widest gap of a band is one that justifying a line can make."""
    gaps = [right.x0 - left.x1 for row in band.rows for left, right in pairwise(row)]
    return len(band.rows) == 1 and max(gaps, default=0.0) < 1.5 * band.rows[0][0].size


def _has_foot(bands: list[_Band]) -> bool:
    return any(_LEFT_FOOT.search(bare(piece.text)) for band in bands for piece in band.pieces)


def _free(gutters: list[Span], covered: list[Span]) -> list[Span]:
    """The gutters without what is covered."""
    edges = [(-1e9, covered[0][0]), *zip([s[1] for s in covered], [s[0] for s in covered[1:]], strict=False)]
    edges.append((covered[-1][1], 1e9))
    return [
        (max(low, left), min(high, right))
        for low, high in gutters
        for left, right in edges
        if min(high, right) - max(low, left) > 4
    ]


def _sides(band: _Band, gutter: float) -> tuple[bool, bool]:
    return any(piece.x1 <= gutter for piece in band.pieces), any(piece.x0 >= gutter for piece in band.pieces)


def _both_sides(bands: list[_Band], gutter: Span) -> int:
    middle = (gutter[0] + gutter[1]) / 2
    return sum(_sides(band, middle) == (True, True) for band in bands)


def _accepted(bands: list[_Band], gutter: float, width: float) -> bool:
    """Whether the zone is two columns: it is a letterhead or a signature, or reads like columns of prose."""
    left = [piece for band in bands for piece in band.pieces if piece.x1 <= gutter]
    right = [piece for band in bands for piece in band.pieces if piece.x1 > gutter]
    if not left or not right:
        return False
    if any(_RIGHT_HEAD.search(bare(piece.text)) for piece in right):
        return True
    if any(_LEFT_FOOT.search(bare(piece.text)) for piece in left):
        return True
    if any(_NUMBER_LINE.search(bare(piece.text)) for piece in left) and any(
        _DATE_LINE.search(bare(join(row).text)) for row in find_rows(right)
    ):
        return True
    if _two_signers(left, right, len(bands), width):
        return True
    both = _both_sides(bands, (gutter, gutter))
    if both < 4 or both * 2 < len(bands) or width < 0.9 * median(piece.size for piece in left):
        return False
    # Columns of prose fill their width; the second column of a list or of figures does not.
    return all(
        median(len(piece.text) for piece in side) >= 18
        and sum(char.isalpha() for piece in side for char in piece.text) * 2 > sum(len(piece.text) for piece in side)
        for side in (left, right)
    )


def _two_signers(left: Sequence[Line], right: Sequence[Line], bands: int, width: float) -> bool:
    """Whether two offices sign side by side: capitals first, then names, no figures, far apart."""
    heads = (min(left, key=lambda piece: piece.top), min(right, key=lambda piece: piece.top))
    return (
        bands <= 8
        and width > 3 * heads[0].size
        and all(head.text.isupper() and " " in head.text for head in heads)
        and not any(char.isdigit() for piece in (*left, *right) for char in piece.text)
    )


def _first(bands: list[_Band], start: int, floor: int, gutter: float) -> int:
    """Bands above that stand on one side of the gutter and close by belong to the zone."""
    while start > floor and _joins(bands[start - 1], bands[start], gutter):
        start -= 1
    return start


def _last(bands: list[_Band], end: int, gutter: float) -> int:
    while end + 1 < len(bands) and _joins(bands[end], bands[end + 1], gutter):
        end += 1
    return end + 1


def _joins(upper: _Band, lower: _Band, gutter: float) -> bool:
    if lower.top - upper.bottom > 0.9 * min(lower.bottom - lower.top, upper.bottom - upper.top):
        return False
    return all(not (piece.x0 < gutter < piece.x1) for band in (upper, lower) for piece in band.pieces)


def _finish(lines: list[Line]) -> list[Line]:
    """Sets the white space above each line, in line heights, and how it is aligned in its column."""
    if not lines:
        return lines
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            line.gap = round(max(0.0, (line.top - before.bottom) / max(line.bottom - line.top, 1.0)), 2)
        line.align = _align(line, left, right)
    return lines


def _align(line: Line, left: float, right: float) -> Align | None:
    before, after = line.x0 - left, right - line.x1
    width = right - left
    if width < 20 * line.size:
        return "center" if abs(before - after) < line.size and before > line.size else None
    if after < 0.8 * line.size:
        return "right" if before > 0.3 * width else "justify"
    if before > 1.5 * line.size and abs(before - after) < 0.08 * width:
        return "center"
    return "right" if before > 0.5 * width else "left"
