"""The words around a time that are shown with it."""

from __future__ import annotations

import re
from dataclasses import replace

from analyzer.extraction.model import Time
from analyzer.structure.model import Span


def with_quotes(text: str, times: list[Time]) -> list[Time]:
    """``times`` with their quotes cut where a neighbouring time begins or ends, so that each names one time, and
    without white space and separators at their ends."""
    out = []
    for index, time in enumerate(times):
        start, end = time.quote
        if index:
            start = min(max(start, times[index - 1].span[1]), time.span[0])
        if index + 1 < len(times):
            end = max(min(end, times[index + 1].span[0]), time.span[1])
        cut = trimmed(text, (start, end), time.span)
        out.append(time if cut == time.quote else replace(time, quote=cut))
    return out


def trimmed(text: str, outer: Span, inner: Span) -> Span:
    """``outer`` without white space and separators at its ends, never less than ``inner``."""
    start, end = outer
    while start < inner[0] and (text[start].isspace() or text[start] in ",;:)"):
        start += 1
    while end > inner[1] and (text[end - 1].isspace() or text[end - 1] in ",;:("):
        end -= 1
    return start, end


_WORD = re.compile(r"\S{1,60}")


def quote(text: str, span: Span, within: Span, words: int = 4) -> Span:
    """``span`` widened by up to ``words`` words on its left and 4 on its right, inside ``within``."""
    low, high = max(within[0], span[0] - 16 * words), min(within[1], span[1] + 64)
    left = [m.start() for m in _WORD.finditer(text, low, span[0])]
    right = [m.end() for m in _WORD.finditer(text, span[1], high)]
    if left and low > within[0] and low > 0 and not text[low - 1].isspace():
        left = left[1:]  # cut inside a word
    if right and high < within[1] and not text[high - 1].isspace() and not text[high].isspace():
        right = right[:-1]
    start = left[-words] if len(left) >= words else left[0] if left else span[0]
    end = right[3] if len(right) > 3 else right[-1] if right else span[1]
    return start, end
