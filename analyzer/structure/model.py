"""The outline of a document: what each part of its normalised text is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from analyzer.text.model import CleanText

Span = tuple[int, int]
"""Half-open offsets into the normalised text."""

Role = Literal[
    "purpose", "general_objective", "specific_objectives", "objectives", "audience", "content", "forms",
    "methods", "content_forms_methods", "tasks", "funding", "timeline", "organisation", "reporting", "context",
    "implementation", "advantages_difficulties", "results", "limitations", "solutions", "recommendations",
    "recipients", "other",
]  # fmt: skip
Kind = Literal["plan", "report", "decision", "letter", "other"]
Scope = Literal["1676", "bhxh", "other"]
Level = Literal["central", "province", "district", "commune"]
UnitKind = Literal[
    "letterhead",
    "title",
    "opening",
    "heading",
    "paragraph",
    "item",
    "cell",
    "closing",
    "recipients",
    "signature",
    "footnote",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """A value with why it was taken. ``confidence`` is computed, from 0 to 1; ``spans`` is where it was read;
    ``candidates`` are the competing values with their confidence; ``given`` says that the user fixed it."""

    value: T | None
    confidence: float
    why: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    candidates: tuple[tuple[T, float], ...] = ()
    given: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading and what stands under it, down to the next heading of its level or a higher one.

    ``id`` is unique ("s3"); ``label`` the path of numbers ("II.2.1", may repeat); ``heading`` the heading's own
    text with its number; ``level`` counts from 1; ``span`` covers heading and content, ``heading_span`` the
    heading alone; ``parent`` is an index into ``Outline.sections`` or None.
    """

    id: str
    role: Decision[Role]
    label: str
    heading: str
    level: int
    span: Span
    heading_span: Span
    page: int | None
    parent: int | None


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece that the outline knows: a heading, a paragraph, a list item or a table cell.

    ``start``, ``end``: offsets of the unit without its marker. ``section``: index into ``Outline.sections`` or
    None before the first heading. ``leads``: indexes into ``Outline.units`` of what this unit stands under, the
    nearest first: the paragraph or item ending in ":" that introduces its list, the items it is nested in, the
    headings; for a cell, first its row's other lead cells (the row header), then the header cells of its column.
    ``annex``: 0 in the body, else the number of the annex.
    """

    index: int
    start: int
    end: int
    kind: UnitKind
    line: int
    """Index into ``CleanText.lines``."""
    marker: str
    depth: int
    """Nesting of list items: 0 for paragraphs, 1 for "-", 2 for "+" under it…"""
    section: int | None
    leads: tuple[int, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header_cell: bool = False
    annex: int = 0
    sentences: tuple[Span, ...] = ()
    """Sentences of the unit, in order, covering it but for white space between them. A semicolon ends none."""


ColumnRole = Literal[
    "order",
    "task",
    "lead",
    "coordinate",
    "execute",
    "time",
    "product",
    "note",
    "value",
    "indicator",
    "unit",
    "place",
    "funding",
    "other",
]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``rows[r][c]`` is an index into ``Outline.units`` or None (covered by a span or empty)."""

    index: int
    span: Span
    rows: tuple[tuple[int | None, ...], ...]
    header_rows: int
    columns: tuple[ColumnRole, ...]
    section: int | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an administrative document. A span is None where the text does not hold the element.

    ``number_text`` is what stands for the number ("358/KH-UBND", "…/KH-UBND", "/KH-UBND"); ``number`` the filled-in
    one without spaces, else None; ``symbol`` the part behind the slash. ``place_date`` is the span of
    "Hà Nội, ngày 21 tháng 11 năm 2019", ``date_parts`` its (year, month, day), None for a blank one.
    """

    national_name: Span | None = None
    motto: Span | None = None
    issuer_span: Span | None = None
    superior_span: Span | None = None
    number_span: Span | None = None
    number_text: str | None = None
    number: str | None = None
    symbol: str | None = None
    place_date: Span | None = None
    place: str | None = None
    date_parts: tuple[int | None, int | None, int | None] = (None, None, None)
    kind_span: Span | None = None
    title_span: Span | None = None
    """The abstract (trích yếu), without the name of the kind; for a letter, what follows "V/v"."""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block; None for what the text does not hold."""

    authority: str | None = None
    position: str | None = None
    name: str | None = None
    on_behalf: str | None = None
    """The line with TM. ("TM. ỦY BAN NHÂN DÂN")."""
    span: Span | None = None
    name_span: Span | None = None
    position_span: Span | None = None
    authority_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận": the entries as written, without dashes; ``filing`` is the span of the "Lưu:" entry."""

    entries: tuple[str, ...] = ()
    span: Span | None = None
    filing: Span | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued the document, as written in the head, the opening or the signature."""

    name: str
    level: Level | None


@dataclass(slots=True)
class Outline:
    """Everything that structure knows of one document."""

    clean: CleanText
    sections: list[Section]
    units: list[Unit]
    tables: list[Table]
    letterhead: Letterhead
    signature: Signature
    recipients: Recipients
    kind: Decision[Kind]
    scope: Decision[Scope]
    issuer: Decision[Issuer]
    level: Decision[Level]
    body: Span
    """From behind the title to before the recipients."""
    overrides: dict[str, str] = field(default_factory=dict)
    _unit_starts: list[int] = field(default_factory=list, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.clean.text

    @property
    def lower_text(self) -> str:
        """``fold.lower`` of the normalised text, computed once; slice it by offsets of the text."""
        return self.clean.lower_text

    @property
    def bare_text(self) -> str:
        """``fold.bare`` of the normalised text, computed once; slice it by offsets of the text."""
        return self.clean.bare_text

    def unit_at(self, offset: int) -> Unit | None:
        """The unit that holds ``offset``, or None (between units)."""
        if len(self._unit_starts) != len(self.units):
            self._unit_starts = [u.start for u in self.units]
        index = bisect_right(self._unit_starts, offset) - 1
        if index < 0:
            return None
        unit = self.units[index]
        return unit if offset < unit.end else None

    def ancestors(self, section: int | None) -> Iterator[Section]:
        """The section and those it stands in, innermost first."""
        while section is not None:
            yield self.sections[section]
            section = self.sections[section].parent

    def roles_above(self, unit: Unit) -> list[Role]:
        """Roles of the sections around a unit, innermost first; ``other`` left out."""
        return [s.role.value for s in self.ancestors(unit.section) if s.role.value not in (None, "other")]
