"""Characters of a PDF page in fonts of TCVN3, VNI and the like, to Unicode, before lines are made of them."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from analyzer.reading.legacy import Legacy, Piece, in_two_passes
from analyzer.reading.legacy_tables import by_id, typeface
from analyzer.reading.pdf_characters import Glyphs
from analyzer.text.syllables import is_syllable

_TCVN3 = "tcvn3"
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_COMMON = np.array([ord(char) for char in _VIETNAMESE + "«»°·§±©®²³½¼¾×÷\xa0\xad"], np.uint32)
_FEW = 3
_LONGEST_NAME = 200
_HYPHENATED = re.compile(r"[^\s\d]{0,12}-[^\s\d]{0,12}")


def to_unicode(text_page: Any, glyphs: Glyphs) -> tuple[Glyphs, Legacy | None]:
    """The characters of a page with letters in the place of those of old encodings, and what was converted.

    A letter that was drawn as two characters gets the box around both, and the index of the first.
    """
    odd = ((glyphs.codes >= 0x80) & (glyphs.codes < 0x100) | (glyphs.codes > 0xF000)) & ~np.isin(glyphs.codes, _COMMON)
    if int(odd.sum()) < _FEW:
        return glyphs, None
    pieces, places = _runs(text_page, glyphs)
    (text, starts), legacy = in_two_passes(lambda legacy: legacy.convert_mapped(pieces))
    if not legacy.converted:
        return glyphs, None
    chosen = [place for place, start in enumerate(starts) if places[start] >= 0]
    firsts = np.array([places[starts[place]] for place in chosen], np.intp)
    codes = np.array([ord(text[place]) for place in chosen], np.uint32)
    boxes = glyphs.boxes[firsts].copy()
    for place, (first, after) in enumerate(pairwise([*firsts.tolist(), len(glyphs.codes)])):
        if after - first > 1:
            both = glyphs.boxes[first:after]
            boxes[place] = [*both[:, :2].min(axis=0), *both[:, 2:].max(axis=0)]
    return Glyphs(codes, boxes, glyphs.index[firsts], glyphs.spaced[firsts]), legacy


def _runs(text_page: Any, glyphs: Glyphs) -> tuple[list[Piece], list[int]]:
    """Runs of one font with a space wherever PDFium saw one, and for each character the glyph, -1 for a space."""
    fonts = _fonts(text_page, glyphs)
    pieces: list[Piece] = []
    places: list[int] = []
    start = 0
    count = len(glyphs.codes)
    index = glyphs.index
    for end in range(1, count + 1):
        if end < count and fonts[end] == fonts[start]:
            continue
        chars: list[str] = []
        for place in range(start, end):
            if place and index[place] - index[place - 1] > 1:
                chars.append(" ")
                places.append(-1)
            chars.append(chr(int(glyphs.codes[place])))
            places.append(place)
        text = "".join(chars)
        if any(encoding.id == _TCVN3 for encoding in typeface(fonts[start]).encodings):
            text = _HYPHENATED.sub(_with_letter, text)
        pieces.append(Piece(text, fonts[start]))
        start = end
    return pieces, places


def _with_letter(match: re.Match[str]) -> str:
    """TCVN3 has "ư" in the place of the hyphen that Windows-1252 has besides the ordinary one, and PDF knows one."""
    encoding = by_id(_TCVN3)
    tried = match[0].replace("-", "\xad")
    words = [word for word in encoding.word.findall(tried) if "\xad" in word]
    fits = words and all(len(word) > 1 and is_syllable(encoding.decode(word)[0]) for word in words)
    return tried if fits else match[0]


def _fonts(text_page: Any, glyphs: Glyphs) -> list[str]:
    """The name of each character's font."""
    return [_font(text_page, index) for index in glyphs.index.tolist()]


def _font(text_page: Any, index: int) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, _LONGEST_NAME, ctypes.byref(flags))
    return buffer.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""
