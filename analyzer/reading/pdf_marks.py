"""Diacritics drawn as glyphs of their own, and ligatures: one place in the text for what is read as one letter."""

from __future__ import annotations

import numpy as np

from analyzer.reading.pdf_characters import Bools, Codes, Floats, Glyphs, Indexes

_SPACING_MARKS = {
    0x60: 0x300, 0xB4: 0x301, 0x2CB: 0x300, 0x2CA: 0x301, 0x2DC: 0x303, 0x2C6: 0x302, 0x2D8: 0x306, 0x2C0: 0x309,
    0x2BC: 0x31B,
}  # fmt: skip
"""Accents that some fonts draw over a letter, and the combining mark that they stand for then."""
MAX_LOST = 300
"""Marks per page that are looked for a letter among all of the page."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def attach_marks(glyphs: Glyphs, cells: Indexes) -> tuple[Glyphs, Indexes, Floats]:
    """Puts each mark directly behind its letter and spells ligatures out.

    Gives the glyphs and cells (reordered, longer by the letters of ligatures) and the boxes to lay them out by:
    there a mark is an empty box at the right side of its letter, so that it neither opens a gap nor breaks a line.
    """
    codes = glyphs.codes
    if bool(((codes >= 0xFB00) & (codes <= 0xFB06)).any()):
        glyphs, cells = _spell_out(glyphs, cells)
        codes = glyphs.codes
    layout = _split_pieces(glyphs)
    combining = ((codes >= 0x300) & (codes < 0x370)) | np.isin(codes, np.array(list(_SPACING_MARKS), np.uint32))
    if not bool(combining.any()):
        return glyphs, cells, layout
    return _reorder(glyphs, cells, layout, np.flatnonzero(combining))


def _spell_out(glyphs: Glyphs, cells: Indexes) -> tuple[Glyphs, Indexes]:
    counts = np.ones(len(glyphs.codes), np.intp)
    for code, letters in _LIGATURES.items():
        counts[glyphs.codes == code] = len(letters)
    source = np.repeat(np.arange(len(counts)), counts)
    codes, boxes = glyphs.codes[source].copy(), glyphs.boxes[source].copy()
    spaced = glyphs.spaced[source].copy()
    starts = np.cumsum(counts) - counts
    for place in np.flatnonzero(counts > 1).tolist():
        letters = _LIGATURES[int(glyphs.codes[place])]
        left, right = float(glyphs.boxes[place, 0]), float(glyphs.boxes[place, 2])
        for number, letter in enumerate(letters):
            at = int(starts[place]) + number
            codes[at] = ord(letter)
            boxes[at, 0] = left + (right - left) * number / len(letters)
            boxes[at, 2] = left + (right - left) * (number + 1) / len(letters)
            spaced[at] &= number == 0
    return Glyphs(codes, boxes, glyphs.index[source], spaced), cells[source]


def _split_pieces(glyphs: Glyphs) -> Floats:
    """PDFium spells some ligatures out itself and gives each letter the box of the whole: share it out.

    The same letter twice in one box is text drawn twice, unless it is a ligature of that letter ("ff").
    """
    boxes = glyphs.boxes
    same = (boxes[1:] == boxes[:-1]).all(axis=1) & (np.diff(glyphs.index) == 1)
    same &= (glyphs.codes[1:] != glyphs.codes[:-1]) | (glyphs.codes[1:] == ord("f"))
    marks = (glyphs.codes[1:] >= 0x300) & (glyphs.codes[1:] < 0x370)
    same &= ~marks
    if not bool(same.any()):
        return boxes
    shared = boxes.copy()
    place = 0
    while place < len(same):
        if not same[place]:
            place += 1
            continue
        end = place
        while end < len(same) and same[end]:
            end += 1
        left, width = float(boxes[place, 0]), float(boxes[place, 2] - boxes[place, 0]) / (end - place + 1)
        for number in range(end - place + 1):
            shared[place + number, 0] = left + width * number
            shared[place + number, 2] = left + width * (number + 1)
        place = end + 1
    glyphs.boxes = shared
    return shared


def _reorder(glyphs: Glyphs, cells: Indexes, layout: Floats, marks: Indexes) -> tuple[Glyphs, Indexes, Floats]:
    count = len(glyphs.codes)
    letters = np.ones(count, bool)
    letters[marks] = False
    bases = np.flatnonzero(letters)
    if not len(bases):
        return glyphs, cells, layout
    codes, layout = glyphs.codes.copy(), layout.copy()
    host = _hosts(marks, bases, codes, layout)
    hosted = np.flatnonzero(host >= 0)
    for spacing, combining in _SPACING_MARKS.items():
        codes[hosted[codes[hosted] == spacing]] = combining
    layout[hosted] = np.stack(
        (layout[host[hosted], 2], layout[host[hosted], 1], layout[host[hosted], 2], layout[host[hosted], 3]), axis=1
    )
    keys = np.where(host >= 0, host + 0.5, np.arange(count))
    order = np.argsort(keys, kind="stable")
    spaced = glyphs.spaced & (host < 0)
    moved = Glyphs(codes[order], glyphs.boxes[order], glyphs.index[order], spaced[order])
    cells = np.where(host >= 0, cells[np.maximum(host, 0)], cells)
    return moved, cells[order], layout[order]


def _hosts(marks: Indexes, bases: Indexes, codes: Codes, layout: Floats) -> Indexes:
    """For each glyph that is a mark over a letter, the index of the letter; -1 for all others.

    The letter is usually the one before the mark in the stream or the one behind it, else the nearest on the page.
    """
    host = np.full(len(codes), -1, np.intp)
    spacing = np.isin(codes, np.array(list(_SPACING_MARKS), np.uint32))
    near = np.searchsorted(bases, marks)
    for step in (-1, 0):
        candidates = bases[np.clip(near + step, 0, len(bases) - 1)]
        found = (host[marks] < 0) & (_distance(marks, candidates, layout, spacing[marks]) < np.inf)
        host[marks[found]] = candidates[found]
    lost = marks[host[marks] < 0]
    for mark in lost[:MAX_LOST].tolist():
        distances = _distance(np.full(len(bases), mark), bases, layout, spacing[mark])
        nearest = int(np.argmin(distances))
        if np.isfinite(distances[nearest]):
            host[mark] = bases[nearest]
    return host


def _distance(marks: Indexes, bases: Indexes, layout: Floats, spacing: Bools) -> Floats:
    """Pair by pair, how far a mark's middle is from that of a letter; infinite if it does not stand over it."""
    mark, base = layout[marks], layout[bases]
    height = np.maximum(mark[:, 3] - mark[:, 1], 1.0)
    beside = np.abs((base[:, 0] + base[:, 2] - mark[:, 0] - mark[:, 2]) / 2)
    shared = np.minimum(base[:, 3], mark[:, 3]) - np.maximum(base[:, 1], mark[:, 1])
    half = (base[:, 2] - base[:, 0]) / 2
    # A spacing accent has a width of its own and must lie over its letter; a combining one may lie beside it,
    # for PDFium gives it an empty box at the pen's position.
    reach = np.where(spacing, half * 0.6, half + 0.35 * height)
    distance: Floats = np.where((shared > 0.3 * height) & (beside < reach), beside, np.inf)
    return distance
