"""The times that a sentence or a task has: in its own words, in what introduces it, in its table row."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.passages import Match
from analyzer.extraction.model import Time
from analyzer.structure.model import Span, Unit

_SEGMENT = re.compile(r";")


def times_in(span: Span, context: Context) -> list[Time]:
    """The reported times that begin in a span."""
    return [time for time in context.analysis.times_in(span) if time.use == "deadline"]


def times_around(unit: Unit, context: Context, *, headings: bool = True) -> list[Time]:
    """The times of what a unit stands under, and of its table row; ``headings``: those of headings too."""
    outline = context.analysis.outline
    leads = [outline.units[index] for index in unit.leads if not outline.units[index].header_cell]
    spans: list[Span] = [(lead.start, lead.end) for lead in leads if headings or lead.kind != "heading"]
    if unit.table is not None and unit.row is not None:
        row = outline.tables[unit.table].rows[unit.row]
        spans += [(outline.units[i].start, outline.units[i].end) for i in row if i is not None and i != unit.index]
    return [time for span in spans for time in times_in(span, context)]


def times_of(match: Match, context: Context) -> list[Time]:
    """The times of what a match says: in its part of the sentence (semicolons part it), at the beginning of the
    sentence where that is another part, in what introduces the sentence, in the table row."""
    start, end = match.passage.span
    text = context.analysis.text
    cuts = [start + cut.start() for cut in _SEGMENT.finditer(text[start:end])]
    low = max([cut for cut in cuts if cut <= match.start], default=start)
    high = min([cut for cut in cuts if cut >= match.end], default=end)
    found = times_in((low, high), context)
    if low > start and not found:
        opening = text.find(",", start, cuts[0])
        found = times_in((start, opening), context) if opening > 0 else []
    return found or times_around(match.passage.unit, context)
