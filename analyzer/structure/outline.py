"""From clean text to its outline."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from analyzer.errors import UsageError
from analyzer.structure.closing import read_closing
from analyzer.structure.headings import build_sections, find_headings
from analyzer.structure.letterhead import read_letterhead
from analyzer.structure.metadata import decide_issuer, decide_kind, decide_scope
from analyzer.structure.model import Decision, Issuer, Level, Outline, UnitKind
from analyzer.structure.units import UnitBuilder
from analyzer.text.model import CleanText

KINDS = ("plan", "report", "decision", "letter", "other")
SCOPES = ("1676", "bhxh", "other")
LEVELS = ("central", "province", "district", "commune")


def build_outline(
    clean: CleanText, *, kind: str | None = None, scope: str | None = None, level: str | None = None
) -> Outline:
    """The outline of a document: head, sections, units, tables, end; kind, scope, issuer and level.

    ``kind``, ``scope`` and ``level`` given by the user win over what the text says.

    Raises:
        UsageError: a given value is none of ``KINDS``, ``SCOPES``, ``LEVELS``.
    """
    for name, value, allowed in (("kind", kind, KINDS), ("scope", scope, SCOPES), ("level", level, LEVELS)):
        if value is not None and value not in allowed:
            raise UsageError(
                f"Giá trị “{value}” không hợp lệ cho --{name}; chọn một trong: {', '.join(allowed)}.",
                f"“{value}” is no valid --{name}; choose one of {', '.join(allowed)}.",
            )
    lines = clean.lines
    head = read_letterhead(clean)
    closing = read_closing(clean, head.next_line)
    first, last = head.next_line, closing.first
    headings = find_headings(clean, first, last, kind or head.kind)  # type: ignore[arg-type]
    start_of_body = lines[first].start if first < len(lines) else len(clean.text)
    end_of_body = lines[last - 1].end if last > first else start_of_body
    top = lines[headings[0].index].start if headings else min(end_of_body, start_of_body + 1500)
    opening = (start_of_body, max(start_of_body, top))
    final = (max(start_of_body, end_of_body - 900), end_of_body)
    found_kind = decide_kind(clean, head, [h.role.value or "" for h in headings], opening, final)
    if kind is None and found_kind.value != head.kind:
        headings = find_headings(clean, first, last, found_kind.value)
    sections = build_sections(clean, headings, end_of_body)
    regions: dict[int, UnitKind] = {}
    letterhead = head.letterhead
    for index in range(first):
        line = lines[index]
        titled = (
            letterhead.title_span is not None
            and line.end > letterhead.title_span[0]
            and line.start < letterhead.title_span[1]
        )
        named = letterhead.kind_span is not None and line.start == letterhead.kind_span[0]
        regions[index] = "title" if titled or named else "letterhead"
    for index in range(closing.first, closing.last):
        span = closing.recipients.span
        inside = span is not None and span[0] <= lines[index].start < span[1]
        regions[index] = "recipients" if inside else "signature"
    units, tables = UnitBuilder(clean, sections, headings, regions, (first, last)).build()
    issuer = decide_issuer(clean, head, opening, final, closing.signature)
    overrides = {k: v for k, v in (("kind", kind), ("scope", scope), ("level", level)) if v is not None}
    own_level = issuer.value.level if issuer.value else None
    return Outline(
        clean=clean,
        sections=sections,
        units=units,
        tables=tables,
        letterhead=letterhead,
        signature=closing.signature,
        recipients=closing.recipients,
        kind=_given(kind) or found_kind,  # type: ignore[arg-type]
        scope=_given(scope) or decide_scope(clean, head, opening),  # type: ignore[arg-type]
        issuer=issuer if level is None or issuer.value is None else _releveled(issuer, cast(Level, level)),
        level=_given(level) or Decision(own_level, issuer.confidence if own_level else 0.0, issuer.why, issuer.spans),  # type: ignore[arg-type]
        body=(start_of_body, end_of_body),
        overrides=overrides,
    )


def _given(value: str | None) -> Decision[str] | None:
    return None if value is None else Decision(value, 1.0, ("given by the user",), given=True)


def _releveled(issuer: Decision[Issuer], level: Level) -> Decision[Issuer]:
    assert issuer.value is not None
    return replace(issuer, value=Issuer(issuer.value.name, level))
