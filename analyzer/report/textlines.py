"""Line and column of words in a text file, which the report, whose lines are paragraphs, does not hold."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from analyzer.reading.encoding import decode
from analyzer.reading.model import Block
from analyzer.report.model import SourcePiece

_SLACK = 400
"""Characters of markup that may stand between two blocks of a Markdown file, besides those of blocks not found."""


class TextLines:
    """Places of a plain text or Markdown file. ``data``: its bytes; ``blocks``: what the reader made of it."""

    def __init__(self, data: bytes, path: str, blocks: Iterable[Block]) -> None:
        text = decode(data, path)[0].replace("\r\n", "\n").replace("\r", "\n")
        self._starts = [0, *(place + 1 for place, char in enumerate(text) if char == "\n")]
        self._places: dict[str, int] = {}
        place = missed = 0
        for block in blocks:
            # Blocks stand in the order of the file; one that markup runs through is not found, and leaves no place.
            limit = place + len(block.text) + missed + _SLACK if missed or "#" in text else len(text)
            found = text.find(block.text, place, limit)
            if found < 0:
                missed += 2 * len(block.text) + _SLACK
            else:
                self._places[block.id] = found
                place, missed = found + len(block.text), 0

    def region(self, pieces: Iterable[SourcePiece]) -> dict[str, int] | None:
        """``startLine``, ``startColumn``, ``endLine``, ``endColumn`` (from 1, the end exclusive) from the first to the
        last of ``pieces``; None where the file does not hold them as they are."""
        spans = [
            (self._places[piece.block] + piece.start, self._places[piece.block] + piece.end)
            for piece in pieces
            if piece.block in self._places
        ]
        if not spans:
            return None
        start_line, start_column = self._line(min(start for start, _ in spans))
        end_line, end_column = self._line(max(end for _, end in spans))
        return {
            "startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column,
        }  # fmt: skip

    def _line(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
