"""Finding the section that is meant, and whether anything stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any

from analyzer.checks.context import Context
from analyzer.structure.model import Section, Span

SURE = 0.6
"""Confidence of a role from which a section is taken for what it is."""
MAYBE = 0.3
"""Confidence from which it is worth a person's look."""


def own_sections(
    params: Mapping[str, Any], context: Context, *, promise: bool = True
) -> tuple[list[Section], list[Section]]:
    """The sections of the roles asked for: those that surely are, and those that may be.

    A section that is one by its role comes before one that is by the words of its heading alone. ``promise``: a
    heading that names it over a text that does not confirm it may be one.
    """
    sure: list[Section] = []
    named_only: list[Section] = []
    doubtful: list[Section] = []
    by_name = context.headed(params["headings"]) if params["headings"] else ()
    of_others = context.headed(params["shared"]) if params["shared"] else ()
    for section in context.analysis.outline.sections:
        named, shared = section.heading_span in by_name, section.heading_span in of_others
        role = section.role
        mine = role.value in params["roles"]
        if not (mine or named):
            if not role.given and any(c >= MAYBE and value in params["roles"] for value, c in role.candidates):
                doubtful.append(section)
            continue
        needs_words = shared or not mine or (bool(params["headings"]) and not named)
        if needs_words and params["confirm"] and not _confirmed(params["confirm"], section, context):
            if named and promise:
                doubtful.append(section)
            continue
        if mine and role.confidence < SURE and not named:
            doubtful.append(section)
        elif mine:
            sure.append(section)
        else:
            named_only.append(section)
    return sure or named_only, doubtful


def _confirmed(concept: str, section: Section, context: Context) -> bool:
    start, end = content_span(section)
    return context.says((start, end), concept)


def content_span(section: Section) -> Span:
    """What stands under the heading."""
    return section.heading_span[1], section.span[1]


def words_between(context: Context, span: Span) -> int:
    """Words of the text in a span, headings and notes left out."""
    count = 0
    units = context.analysis.outline.units
    first = bisect_right(units, span[0], key=lambda unit: unit.end)
    for unit in units[first:]:
        if unit.start >= span[1]:
            break
        if unit.kind in ("paragraph", "item", "cell") and unit.start < span[1] and span[0] < unit.end:
            start, end = max(unit.start, span[0]), min(unit.end, span[1])
            count += len(context.analysis.text[start:end].split())
    return count


def has_text(section: Section, context: Context, least: int) -> bool:
    """Whether at least ``least`` words stand under the heading, or in a heading that goes on as a sentence."""
    return words_between(context, content_span(section)) >= least


def section_trust(section: Section) -> float:
    """How far the section can be relied upon: its role's confidence. The engine adds how well its page was read."""
    return section.role.confidence
