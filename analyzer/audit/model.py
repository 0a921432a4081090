"""The rows of an audit: one small row per file, which travels between processes and is kept as a line of JSON.

Rows hold no clock values, so that equal files give equal bytes.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from analyzer.checks.model import Severity, Status
from analyzer.report.items import WhenItem
from analyzer.report.model import Bilingual, ErrorInfo, Fingerprint, Grade, IssuerInfo, Period, Summary
from analyzer.report.parts import Duration, IsoDate, LineNumber, PageNumber, Quote
from analyzer.structure.model import Kind, Scope

ROW_SCHEMA_VERSION = "1.0"


class RowDocument(msgspec.Struct, kw_only=True):
    """What the document of a row is."""

    format: str
    pages: int | None
    chars: int
    ocr: bool
    grade: Grade
    kind: Kind
    scope: Scope
    phase: Literal["P1", "P2"] | None
    number: str | None
    issuer: IssuerInfo
    title: str | None
    place: str | None
    issued_on: IsoDate | None
    year: Annotated[int | None, Meta(description="Of the reference date.")]
    period: Period


class RowFinding(msgspec.Struct, kw_only=True):
    """One requirement that is missing or partly met, or one fault; what a person must decide is in ``rules`` only."""

    code: str
    severity: Severity
    status: Status
    message: Bilingual
    suggestion: Bilingual
    clause: str
    quote: Annotated[Quote | None, Meta(description="First piece of evidence; null where a thing is missing.")]
    page: PageNumber
    line: LineNumber | None
    section: Annotated[str | None, Meta(description="Label and heading of the section that the evidence stands in.")]
    calculation: str | None
    fingerprint: Fingerprint
    waived: bool


class RowFigure(msgspec.Struct, kw_only=True):
    """One target or result."""

    kind: str
    indicator: str
    indicator_text: str
    op: str
    min: int | float | None
    max: int | float | None
    unit: str
    per: str | None
    population: str | None
    place: str | None
    when: WhenItem | None
    quote: Quote
    page: PageNumber
    line: LineNumber


class RowDeadline(msgspec.Struct, kw_only=True):
    """One time by which, in which or how often something is to be done."""

    kind: str
    start: IsoDate | None
    end: IsoDate | None
    every: Duration | None
    quote: Quote
    page: PageNumber
    line: LineNumber


class RowAssignment(msgspec.Struct, kw_only=True):
    """Who does what."""

    body: str
    body_text: str
    role: str
    task: str
    product: str | None
    deadlines: Annotated[list[int], Meta(description="Indexes into `deadlines`, from 0.")]
    page: PageNumber
    line: LineNumber


class Row(msgspec.Struct, kw_only=True):
    """One file of an archive: what it is and what the rules say of it, or why it could not be read."""

    schema_version: str
    path: Annotated[
        str,
        Meta(description="Relative to the archive, with forward slashes; inside a zip: zip!/name. A folder that could"
             " not be opened ends in a slash."),
    ]  # fmt: skip
    sha256: Annotated[
        str | None, Meta(description="Of the content; null where it could not be opened, or is larger than is read.")
    ]
    same_as: Annotated[str | None, Meta(description="The first path with the very same content, which was checked.")]
    error: ErrorInfo | None
    document: RowDocument | None
    rules: Annotated[dict[str, Status], Meta(description="Code → status; empty where the file could not be read.")]
    findings: list[RowFinding]
    figures: list[RowFigure]
    deadlines: list[RowDeadline]
    assignments: list[RowAssignment]
    summary: Summary | None
    warnings: Annotated[list[str], Meta(description="Codes of the report's warnings.")]
