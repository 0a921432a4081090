"""The parts of a Word 97–2003 file: its text through the piece table, and the properties of stretches of it.

Source: Microsoft, [MS-DOC] Word (.doc) Binary File Format: FIB 2.5, text 2.4.1 (piece table), properties 2.4.6.
Positions of characters ("cp") count from 0 through all stories: body, footnotes, headers, comments, endnotes, boxes.
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from analyzer.reading import failures
from analyzer.reading.limits import Limits

_FIB = 0xA5EC
_WORD_97 = 0xC1
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_COUNTS = 0x4C
"""Lengths of the stories, four bytes each, in the order of ``STORIES``."""
STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header boxes")
_PAIRS = 0x9A
"""Pairs of an offset in the table stream and a length, by the indexes below."""
STYLES, NOTE_MARKS, NOTE_TEXTS, HEADERS, CHARACTERS, PARAGRAPHS, FONTS, CLX = 1, 2, 3, 11, 12, 13, 15, 33
_PAGE = 512
_MAX_RUNS = 2_000_000
_OPERANDS = (1, 1, 2, 4, 2, 2, -1, 3)
_TABLE_DEFINITION = 0xD608

_WESTERN = {place: bytes([place]).decode("cp1252", "ignore") or chr(place) for place in range(256)}


class Stretch(NamedTuple):
    """Characters ``start`` to ``end`` (cp) and their properties: opcode → operand, ``style`` for paragraphs."""

    start: int
    end: int
    style: int
    properties: dict[int, bytes]


class _Piece(NamedTuple):
    start: int
    end: int
    offset: int
    width: int


class WordFile:
    """An opened file. ``text`` holds all stories, one character per cp."""

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        """Raises ``ReadingError``: corrupt, encrypted, not_supported (Word 6 and 95), too_large."""
        import olefile

        try:
            with olefile.OleFileIO(io.BytesIO(data)) as container:
                self._main = container.openstream("WordDocument").read()
                flags = _u16(self._main, 10)
                name = "1Table" if flags & _TABLE_ONE else "0Table"
                self._table = container.openstream(name).read() if container.exists(name) else b""
        except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError) as error:
            raise failures.damaged(path, "doc") from error
        if _u16(self._main, 0) != _FIB:
            raise failures.damaged(path, "doc")
        if flags & _ENCRYPTED:
            raise failures.encrypted(path)
        if _u16(self._main, 2) < _WORD_97:
            raise failures.not_supported(
                path,
                "định dạng Word 6 hoặc Word 95, cần LibreOffice để đọc: hãy cài LibreOffice, hoặc lưu lại thành .docx",
                "the format is Word 6 or 95, which needs LibreOffice: install it, or save the file as .docx",
            )
        try:
            self._pieces = list(self._read_pieces())
            counts = struct.unpack_from("<8I", self._main, _COUNTS)
        except (struct.error, IndexError, ValueError) as error:
            raise failures.damaged(path, "doc") from error
        total = self._pieces[-1].end if self._pieces else 0
        if total > limits.text_size:
            raise failures.too_large(
                path,
                f"có {total} ký tự, vượt giới hạn {limits.text_size}",
                f"it has {total} characters, the limit is {limits.text_size}",
            )
        self.text = "".join(map(self._decode, self._pieces))
        if not self.text:
            raise failures.damaged(path, "doc")
        self.stories: dict[str, tuple[int, int]] = {}
        start = 0
        for story, count in zip(STORIES, counts, strict=True):
            end = min(start + count, len(self.text))
            self.stories[story] = (start, end)
            start = end

    def part(self, index: int) -> bytes:
        """A part of the table stream (``STYLES``, ``FONTS``…); empty where there is none."""
        place = _PAIRS + 8 * index
        if place + 8 > len(self._main):
            return b""
        start, length = struct.unpack_from("<II", self._main, place)
        return self._table[start : start + length]

    def places(self, index: int, width: int = 0) -> list[int]:
        """The positions of a part that lists positions, each with ``width`` bytes of data."""
        part = self.part(index)
        count = (len(part) - 4) // (4 + width) + 1 if len(part) >= 4 else 0
        return list(struct.unpack_from(f"<{count}I", part))

    def stretches(self, index: int) -> list[Stretch]:
        """Properties of ``CHARACTERS`` or ``PARAGRAPHS``, by position; a damaged page of them is left out."""
        found: list[Stretch] = []
        runs = sorted(self._file_runs(index))
        starts = [run[0] for run in runs]
        for piece in self._pieces:
            end = piece.offset + (piece.end - piece.start) * piece.width
            at = max(0, bisect_right(starts, piece.offset) - 1)
            while at < len(runs) and runs[at][0] < end:
                first, last = max(runs[at][0], piece.offset), min(runs[at][1], end)
                if first < last:
                    cp = piece.start + (first - piece.offset) // piece.width
                    length = (last - first) // piece.width
                    found.append(Stretch(cp, cp + length, runs[at][2], parse(runs[at][3])))
                at += 1
        return found

    def _decode(self, piece: _Piece) -> str:
        raw = self._main[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
        if piece.width == 1:
            return "".join(map(_WESTERN.__getitem__, raw)).ljust(piece.end - piece.start)
        text: str = raw.decode("utf-16-le", "replace")
        if len(text) * 2 != len(raw):  # pairs of surrogates: one cp each half
            units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
            text = "".join("\ufffd" if 0xD800 <= unit < 0xE000 else chr(unit) for unit in units)
        return text.ljust(piece.end - piece.start)

    def _read_pieces(self) -> Iterator[_Piece]:
        part = self.part(CLX)
        place = 0
        while place < len(part) and part[place] == 1:
            place += 3 + _u16(part, place + 1)
        if place + 5 > len(part) or part[place] != 2:
            raise ValueError("no piece table")
        count = (struct.unpack_from("<I", part, place + 1)[0] - 4) // 12
        place += 5
        bounds = struct.unpack_from(f"<{count + 1}I", part, place)
        for number, (start, end) in enumerate(pairwise(bounds)):
            _, where, _ = struct.unpack_from("<HIH", part, place + 4 * (count + 1) + 8 * number)
            packed = bool(where & 0x40000000)
            offset = (where & 0x3FFFFFFF) // 2 if packed else where & 0x3FFFFFFF
            width = 1 if packed else 2
            held = max(0, len(self._main) - offset) // width
            if start > end or end - start > held + 1:
                raise ValueError("a piece beyond the file")
            yield _Piece(start, end, offset, width)

    def _file_runs(self, index: int) -> Iterator[tuple[int, int, int, bytes]]:
        """Start and end in the main stream, style, properties as bytes."""
        part = self.part(index)
        count = (len(part) - 4) // 8
        entry = 1 if index == CHARACTERS else 13
        seen = 0
        for number in range(max(0, count)):
            page = _u32(part, 4 * (count + 1) + 4 * number) & 0x3FFFFF
            content = self._main[page * _PAGE : (page + 1) * _PAGE]
            runs = content[-1] if len(content) == _PAGE else 0
            for run in range(runs):
                seen += 1
                if 4 * (runs + 1) + entry * (run + 1) > _PAGE or seen > _MAX_RUNS:
                    break
                start, end = struct.unpack_from("<II", content, 4 * run)
                where = content[4 * (runs + 1) + entry * run] * 2
                style, properties = _character(content, where) if entry == 1 else _paragraph(content, where)
                yield start, end, style, properties


def parse(properties: bytes) -> dict[int, bytes]:
    """Opcode → operand; what follows a broken one is left out."""
    found: dict[int, bytes] = {}
    place = 0
    while place + 2 < len(properties):
        code = _u16(properties, place)
        place += 2
        size = _OPERANDS[code >> 13]
        if size < 0:
            wide = code == _TABLE_DEFINITION
            size = _u16(properties, place) - 1 if wide and place + 2 <= len(properties) else properties[place]
            place += 2 if wide else 1
        if size < 0:
            break
        found[code] = properties[place : place + size]
        place += size
    return found


def _character(page: bytes, where: int) -> tuple[int, bytes]:
    return 0, page[where + 1 : where + 1 + page[where]] if where else b""


def _paragraph(page: bytes, where: int) -> tuple[int, bytes]:
    if not where:
        return 0, b""
    length, start = 2 * page[where] - 1, where + 1
    if page[where] == 0:
        length, start = 2 * page[min(where + 1, _PAGE - 1)], where + 2
    held = page[start : start + length]
    return (_u16(held, 0), held[2:]) if len(held) >= 2 else (0, b"")


def _u16(data: bytes, place: int) -> int:
    value: int = struct.unpack_from("<H", data, place)[0]
    return value


def _u32(data: bytes, place: int) -> int:
    value: int = struct.unpack_from("<I", data, place)[0]
    return value
