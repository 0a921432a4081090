"""What extraction found, as the report says it: figures, deadlines, assignments, sections."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from analyzer.extraction.model import AssignmentRole, FigureKind, Operator, Per, Precision, TimeKind
from analyzer.report.parts import Duration, IsoDate, LineNumber, PageNumber, Quote, SourceList, SpanPair
from analyzer.structure.model import Role

SectionId = Annotated[str | None, Meta(description="`id` of the innermost section; null before the first heading.")]


class Period(msgspec.Struct, kw_only=True):
    """From when to when; null for an open or unknown side."""

    start: IsoDate | None
    end: IsoDate | None


class WhenItem(msgspec.Struct, kw_only=True):
    """The moment, the period or the recurrence that a figure is for."""

    start: IsoDate | None
    end: IsoDate | None
    every: Duration | None


class SectionItem(msgspec.Struct, kw_only=True):
    """A numbered heading and what stands under it."""

    id: Annotated[str, Meta(description="Unique in the document.")]
    role: Role
    label: Annotated[str, Meta(description='Path of numbers ("II.2.1"); may repeat.')]
    heading: Annotated[str, Meta(description="The heading with its number.")]
    level: Annotated[int, Meta(ge=1, description="1 for the topmost.")]
    span: SpanPair
    page: PageNumber
    line: LineNumber
    parent: Annotated[str | None, Meta(description="`id` of the section around it.")]


class FigureItem(msgspec.Struct, kw_only=True):
    """A number that states a target, a result or a norm."""

    kind: FigureKind
    indicator: Annotated[str, Meta(description="Id of the indicator, else `other`.")]
    indicator_text: Annotated[str, Meta(description="The words of the text for it.")]
    op: Operator
    min: Annotated[int | float | None, Meta(description="Lower end; equal to `max` for one value, null if open.")]
    max: Annotated[int | float | None, Meta(description="Upper end; null if open.")]
    unit: Annotated[str, Meta(description="`%`, or the counted noun in lower case as in the text.")]
    per: Per | None
    per_entity: str | None
    population: str | None
    place: str | None
    basis: Literal["cumulative", "in_period"] | None
    when: WhenItem | None
    quote: Quote
    span: SpanPair
    page: PageNumber
    line: LineNumber
    source: SourceList
    section: SectionId
    value_span: Annotated[
        tuple[int, int], Meta(description="The number with its unit, in characters of the normalised text.")
    ]


class DeadlineItem(msgspec.Struct, kw_only=True):
    """A time by which, in which or how often something is or was to be done."""

    kind: TimeKind
    start: IsoDate | None
    end: IsoDate | None
    every: Duration | None
    month: Annotated[int | None, Meta(description="Month of a yearly time, 1 to 12.")]
    day: Annotated[int | None, Meta(description="Day of a yearly time, 1 to 31.")]
    precision: Precision
    inclusive: Annotated[bool, Meta(description="Whether the end is included.")]
    status: Annotated[
        Literal["ok", "impossible"], Meta(description="`impossible`: no such date; start and end are null.")
    ]
    quote: Quote
    span: SpanPair
    page: PageNumber
    line: LineNumber
    source: SourceList
    section: SectionId
    value_span: Annotated[
        tuple[int, int], Meta(description="The expression of time alone, in characters of the normalised text.")
    ]


class AssignmentItem(msgspec.Struct, kw_only=True):
    """Who does what."""

    body: Annotated[str, Meta(description="Canonical id or name of the body.")]
    body_text: Annotated[str, Meta(description="As written.")]
    role: AssignmentRole
    task: Annotated[str, Meta(description="The task, from the first word of its clause.")]
    product: Annotated[str | None, Meta(description="What is to come of it, as written.")]
    deadlines: Annotated[list[int], Meta(description="Indexes into `deadlines`, from 0.")]
    quote: Quote
    span: SpanPair
    page: PageNumber
    line: LineNumber
    source: SourceList
    section: SectionId
