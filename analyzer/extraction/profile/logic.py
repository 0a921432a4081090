"""Issue date, reference date, period and phase (RULES: applicability)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from analyzer.extraction.model import Analysis, Profile, ReferenceDate, Time, When
from analyzer.extraction.references.register import validity
from analyzer.structure.model import Span

Phase = Literal["P1", "P2"]
_AHEAD = re.compile(r"\b(?:nhiệm vụ|phương hướng|định hướng|kế hoạch|giải pháp|dự kiến|tầm nhìn|và những năm)\b", re.I)
"""What stands between a report's own period and the one that it looks ahead to."""


def find_profile(analysis: Analysis, *, date: str | None = None) -> Profile:
    """The profile of a document whose times and references are known; sets the references' validity at its date.

    ``date`` (ISO, as far as known) is the user's own reference date and wins.
    """
    issued, issued_span = _issued(analysis)
    period, period_span = _period(analysis)
    reference = _reference_date(analysis, issued, issued_span, period, period_span, date)
    phase, why = _phase(period, reference)
    analysis.references = [replace(r, validity=validity(r, reference.value)) for r in analysis.references]
    return Profile(issued, issued_span, reference, period, period_span, phase, why)


def _issued(analysis: Analysis) -> tuple[str | None, Span | None]:
    head = analysis.outline.letterhead
    year, month, day = head.date_parts
    if year is None:
        return None, head.place_date
    if month is None or not 1 <= month <= 12:
        return f"{year:04d}", head.place_date
    if day is None or not 1 <= day <= 31:
        return f"{year:04d}-{month:02d}", head.place_date
    return f"{year:04d}-{month:02d}-{day:02d}", head.place_date


def _period(analysis: Analysis) -> tuple[When | None, Span | None]:
    """The period that the title states, else the opening, else what the headings of the timeline span."""
    outline = analysis.outline
    title = outline.letterhead.title_span
    opening = (
        outline.body[0],
        outline.sections[0].span[0] if outline.sections else min(outline.body[1], outline.body[0] + 1200),
    )
    if title is not None:
        own = _own_times(analysis, title)
        if own:
            return _union([own[0], *(t for t in own[1:] if not _AHEAD.search(analysis.text, title[0], t.span[0]))])
    if outline.kind.value in ("plan", "report"):
        own = [t for t in _own_times(analysis, opening) if _names_own(analysis, t)]
        if own:
            return _union(own[:1])
    headings = [
        time
        for section in outline.sections
        if any(s.role.value == "timeline" for s in outline.ancestors(outline.sections.index(section)))
        for time in _own_times(analysis, section.heading_span)
    ]
    return _union(headings) if headings else (None, None)


def _own_times(analysis: Analysis, span: Span) -> list[Time]:
    return [
        t
        for t in analysis.times
        if span[0] <= t.span[0] < span[1]
        and t.kind == "period"
        and t.status == "ok"
        and t.use in ("deadline", "heading_only")
        and (t.end is not None or t.start is not None)
    ]


def _names_own(analysis: Analysis, time: Time) -> bool:
    """In the opening, only a time in the words that name the document itself is its period."""
    before = analysis.text[max(0, time.span[0] - 160) : time.span[0]].lower()
    own = max(
        before.rfind("xây dựng kế hoạch"),
        before.rfind("ban hành kế hoạch"),
        before.rfind("kế hoạch tuyên truyền"),
        before.rfind("báo cáo"),
    )
    return own >= 0 and "số" not in before[own:]


def _union(times: list[Time]) -> tuple[When, Span]:
    starts = [t.start for t in times]
    ends = [t.end for t in times]
    start = None if None in starts else min(s for s in starts if s)
    end = None if None in ends else max(e for e in ends if e)
    return When(start, end, None), (times[0].span[0], times[0].span[1])


def _reference_date(
    analysis: Analysis,
    issued: str | None,
    issued_span: Span | None,
    period: When | None,
    period_span: Span | None,
    given: str | None,
) -> ReferenceDate:
    if given is not None:
        return ReferenceDate(given, "given")
    if issued is not None:
        return ReferenceDate(issued, "issued", issued_span)
    cited = [(r.issued_on, r.span) for r in analysis.references if r.issued_on and len(r.issued_on) >= 7]
    if cited:
        value, span = max(cited, key=lambda c: c[0])
        return ReferenceDate(value, "cited", span)
    if period is not None and period.start is not None:
        return ReferenceDate(period.start, "period", period_span)
    return ReferenceDate(None, "none")


def _phase(period: When | None, reference: ReferenceDate) -> tuple[Phase | None, str]:
    if period is not None and (period.end or period.start):
        start = int((period.start or period.end or "")[:4])
        end = int((period.end or period.start or "")[:4])
        if start <= 2020 and end >= 2030 and period.start is not None:
            return None, "the period covers both phases"
        return ("P1" if end <= 2025 else "P2"), "the period of the document"
    if reference.value is not None:
        return ("P1" if int(reference.value[:4]) <= 2025 else "P2"), f"the reference date ({reference.basis})"
    return None, "neither a period nor a date is known"
