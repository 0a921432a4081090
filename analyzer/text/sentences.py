"""Sentences of Vietnamese administrative prose."""

from __future__ import annotations

import re

_END = re.compile(
    # One of a few characters first, which one it was after: so the search passes over all others at once.
    r"[.!?…\u2028](?:(?<=\u2028)|(?<!\u2028)[.!?…]*[\"”'’)\]]*"
    r"(?=\s+[\"“(\[]?[A-ZĐÀ-Ỹ0-9+\-–•]|\s*$|[A-ZĐÀ-Ỹ][a-zà-ỹ]))"
)
# Full stops that end no sentence: titles and names cut short, and numbering.
_NO_END = re.compile(
    r"(?:^|[\s(/.])(?:TP|Tp|TT|TX|Tx|KT|TM|TL|TUQ|ThS|TS|PGS|GS|BS|CN|Q|P|H|T|X|St|Đ/c|đ/c|v\.v|"
    r"VP|[A-ZĐ]|[ivxIVX]{1,4}|\d{1,2})\.$"
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences of ``text[start:end]``, white space at their ends left out.

    A sentence ends with a full stop, question or exclamation mark before a capital, a digit or the end, or with a
    paragraph of a table cell. A semicolon ends none; nor does the stop of "TP.", "KT." or "1.".
    """
    spans: list[tuple[int, int]] = []
    first = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if match.group() == "." and _NO_END.search(text, max(first, stop - 8), stop):
            continue
        if (
            stop < end
            and match.group().startswith(".")
            and text[match.start() - 1 : match.start()].isdigit()
            and text[stop : stop + 1].isdigit()
        ):
            continue
        _append(spans, text, first, stop)
        first = stop
    _append(spans, text, first, end)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
