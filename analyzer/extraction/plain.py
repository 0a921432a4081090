"""An analysis of text as it stands, for pipelines of others: nothing is normalised, so offsets are the caller's."""

from __future__ import annotations

import hashlib
from array import array

from analyzer.extraction.model import Analysis
from analyzer.reading.model import Block, SourceText, Style
from analyzer.structure.outline import build_outline
from analyzer.text.markers import parse_marker
from analyzer.text.model import CleanText, Line


def plain_analysis(text: str) -> Analysis:
    """An ``Analysis`` whose normalised text is ``text`` itself, one line of the outline for each of its lines."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = SourceText("", sha256, "txt", [Block("p0", "paragraph", text)])
    lines: list[Line] = []
    start = 0
    for piece in text.split("\n"):
        if piece.strip():
            marker = parse_marker(piece)
            body = start + (marker.end if marker else len(piece) - len(piece.lstrip()))
            while marker and body < start + len(piece) and text[body].isspace():
                body += 1
            lines.append(
                Line(
                    len(lines) + 1,
                    start,
                    start + len(piece),
                    "paragraph",
                    None,
                    marker.text if marker else "",
                    body,
                    Style(),
                )
            )
        start += len(piece) + 1
    clean = CleanText(text, lines, array("l", range(len(text))), source)
    return Analysis(build_outline(clean))
