"""Whether lines of one paragraph were wrapped by an editor, or are paragraphs of their own."""

from __future__ import annotations

import re
from itertools import pairwise

_MARKER = re.compile(
    r"\s{0,12}(?:[-–+•*]\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s|[a-zđ]\)\s|[IVX]{1,5}[.)]\s"
    r"|(?:Phần|Chương|Mục|Điều|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+(?:\d{1,3}|[IVX]{1,5})[.:\s])"
)

_NARROWEST = 60
"""No editor wraps at fewer characters."""


def split_lines(lines: list[str]) -> list[list[str]]:
    """Group ``lines`` into paragraphs.

    A line begins a paragraph when it begins with a marker ("1.", "a)", "-", "II."), or when the line before it had
    room for its first word (an editor that wraps would have put it there) and it does not go on in lower case.
    """
    if not lines:
        return []
    width = max(_NARROWEST, *(len(line.rstrip()) for line in lines))
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        words = line.split(maxsplit=1)
        first = words[0] if words else ""
        had_room = len(before.rstrip()) + 1 + len(first) <= width
        goes_on = first[:1].islower() or not first
        if _MARKER.match(line) or (had_room and not goes_on):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups
