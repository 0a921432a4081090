"""The report: its JSON is the contract with every other program (docs/report-json.md).

A field may be added; none changes its meaning within a major ``schema_version``. Fields that are ``UNSET`` are left
out of the JSON; all others are always there, null where nothing is known.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from analyzer.checks.model import Severity, Status
from analyzer.reading.model import Format
from analyzer.report.items import AssignmentItem, DeadlineItem, FigureItem, Period, SectionItem, WhenItem
from analyzer.report.parts import (
    SCHEMA_VERSION,
    BaselineState,
    Bilingual,
    ErrorInfo,
    ErrorLine,
    Evidence,
    FilePath,
    IsoDate,
    LineNumber,
    Notice,
    PageNumber,
    PathOnly,
    Quote,
    Share,
    SourceList,
    SourcePiece,
    SpanPair,
    Tool,
    Waiver,
    WaiverItem,
)
from analyzer.structure.model import Kind, Level, Scope

Grade = Literal["good", "fair", "poor"]
OverallVerdict = Literal["out_of_scope", "not_compliant", "needs_review", "to_complete", "compliant"]
Fingerprint = Annotated[str, Meta(description="The same for the same finding in a later version of the document.")]


class PageGrade(msgspec.Struct, kw_only=True):
    """How well one page could be read."""

    page: PageNumber
    grade: Grade
    ocr_confidence: Annotated[float | None, Meta(description="Mean over the words, 0 to 100; null without OCR.")]
    reasons: list[Bilingual]
    file: FilePath = UNSET


class Quality(msgspec.Struct, kw_only=True):
    """How well the document could be read."""

    grade: Grade
    pages: list[PageGrade]


class IssuerInfo(msgspec.Struct, kw_only=True):
    """Who issued the document."""

    name: str | None
    level: Level | None


class ReferenceDateInfo(msgspec.Struct, kw_only=True):
    """The date at which everything is judged that hangs on time."""

    value: IsoDate | None
    basis: Annotated[str, Meta(description="issued, cited, period, given or none.")]


class Signer(msgspec.Struct, kw_only=True):
    """The signature block."""

    authority: Annotated[str | None, Meta(description='As written: "KT. CHỦ TỊCH".')]
    position: str | None
    name: str | None


class ReferenceItem(msgspec.Struct, kw_only=True):
    """A cited document, at its first mention."""

    type: str
    number: Annotated[str | None, Meta(description="Without spaces; null for a law cited by its name.")]
    name: str | None
    issued_on: IsoDate | None
    issuer: str | None
    quote: Quote
    span: SpanPair
    validity: Annotated[str | None, Meta(description="What the register says of it at the reference date.")]
    page: PageNumber
    line: LineNumber
    source: SourceList


class Candidate(msgspec.Struct, kw_only=True):
    """A competing value."""

    value: str | None
    confidence: Share


class FieldEvidence(msgspec.Struct, kw_only=True):
    """Where a field of the document was read, and what else it could have been."""

    where: list[Evidence]
    candidates: list[Candidate]
    confidence: Annotated[Share | None, Meta(description="Null for what is read off one fixed place.")]
    why: list[str]


class FileInfo(msgspec.Struct, kw_only=True):
    """One of the files of a document."""

    path: str
    sha256: str
    format: Format
    pages: int | None


class DocumentInfo(msgspec.Struct, kw_only=True):
    """What the document is."""

    path: str
    sha256: str
    format: Format
    pages: int | None
    chars: Annotated[int, Meta(ge=0, description="Length of the normalised text.")]
    ocr: bool
    quality: Quality
    kind: Kind
    scope: Scope
    phase: Literal["P1", "P2"] | None
    number: Annotated[str | None, Meta(description='Number and symbol ("358/KH-UBND"); null when blank.')]
    issuer: IssuerInfo
    title: str | None
    place: str | None
    issued_on: IsoDate | None
    reference_date: ReferenceDateInfo
    period: Period
    signer: Signer
    recipients: list[str]
    references: list[ReferenceItem]
    evidence: Annotated[dict[str, FieldEvidence], Meta(description="By the name of a field of the document.")]
    overrides: Annotated[dict[str, str], Meta(description="What the user fixed: kind, scope, level, date.")]
    text: Annotated[str | UnsetType, Meta(description="The normalised text; only when asked for.")] = UNSET
    files: Annotated[
        list[FileInfo] | UnsetType,
        Meta(description="Of a document in several files, in reading order; the first is the main one."),
    ] = UNSET


class LookedIn(msgspec.Struct, kw_only=True):
    """Where a missing thing was looked for; no section listed: in the whole document."""

    sections: Annotated[list[str], Meta(description="Ids of sections.")]
    pages: list[int]


class FindingItem(msgspec.Struct, kw_only=True):
    """One fault."""

    message: Bilingual
    evidence: list[Evidence]
    calculation: Annotated[str | None, Meta(description="The arithmetic that shows it.")]
    fingerprint: Fingerprint
    waiver: Waiver | UnsetType = UNSET
    baseline: BaselineState | UnsetType = UNSET


class RuleResult(msgspec.Struct, kw_only=True):
    """What one rule says of the document."""

    code: Annotated[str, Meta(description="Stable: never given a second meaning.")]
    status: Status
    severity: Severity
    message: Bilingual
    clause: Annotated[str, Meta(description='Clause of the decision ("II.2"; "VI; NQ 28").')]
    suggestion: Bilingual
    reason: Annotated[Bilingual | None, Meta(description="Why in doubt, or why not applicable.")]
    confidence: Share
    evidence: list[Evidence]
    looked_in: Annotated[
        LookedIn | UnsetType, Meta(description="Of `missing` rules, and of others that looked in vain.")
    ] = UNSET
    nearest: Annotated[
        Evidence | UnsetType | None, Meta(description="Of `missing` rules: the passage that comes closest.")
    ] = UNSET
    checked: Annotated[
        int | UnsetType | None, Meta(description="Of rules that look for faults: how many things were checked.")
    ] = UNSET
    findings: Annotated[list[FindingItem] | UnsetType, Meta(description="Of rules that look for faults.")] = UNSET
    fingerprint: Fingerprint
    waiver: Waiver | UnsetType = UNSET
    baseline: BaselineState | UnsetType = UNSET
    name: Bilingual
    family: Annotated[str, Meta(description="First letter of the code.")]
    source: Annotated[str, Meta(description="The text that the clause stands in; may be empty.")]
    finds_faults: Annotated[bool, Meta(description="Whether `met` means that no fault was found.")]


Coverage = Annotated[
    Share | None, Meta(description="(met + partial/2) / (met + partial + missing); null where there are none.")
]
Applicable = Annotated[
    int,
    Meta(description="Applicable rules that ask for something (met + partial + missing + needs_review); rules that look"
         " for faults are counted by their faults alone."),
]  # fmt: skip
Faults = Annotated[int, Meta(description="Faults found by the rules that look for them.")]


class FamilyTally(msgspec.Struct, kw_only=True):
    """Counts over one family of rules."""

    family: str
    applicable: Applicable
    met: int
    partial: int
    missing: int
    needs_review: int
    faults: Faults
    coverage: Coverage


class BaselineCounts(msgspec.Struct, kw_only=True):
    """Requirements and faults against an earlier report."""

    new: int
    same: int
    gone: int


class Summary(msgspec.Struct, kw_only=True):
    """The verdict on the document, and what it rests on."""

    verdict: OverallVerdict
    applicable: Applicable
    met: int
    partial: int
    missing: int
    needs_review: int
    faults: Faults
    coverage: Coverage
    needs_review_share: Annotated[Share | None, Meta(description="needs_review / applicable.")]
    doubtful_checks: Annotated[int, Meta(description="Rules that look for faults and could not decide.")]
    waived: Annotated[int, Meta(description="Waived rules and faults; they bear on neither verdict nor exit code.")]
    families: Annotated[list[FamilyTally], Meta(description="In the order of the rule pack.")]
    baseline: Annotated[BaselineCounts | UnsetType, Meta(description="Only when compared with an earlier report.")] = (
        UNSET
    )


class Report(msgspec.Struct, kw_only=True):
    """The report on one document."""

    schema_version: str
    tool: Tool
    document: DocumentInfo
    sections: list[SectionItem]
    figures: list[FigureItem]
    deadlines: list[DeadlineItem]
    assignments: list[AssignmentItem]
    rules: Annotated[list[RuleResult], Meta(description="One per rule of the pack, in its order.")]
    summary: Summary
    warnings: list[Notice]
    waivers: Annotated[
        list[WaiverItem] | UnsetType, Meta(description="Waivers that name this document; only where some are given.")
    ] = UNSET

    def to_dict(self) -> dict[str, object]:
        """The JSON of the report as plain Python data."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]


class Extract(msgspec.Struct, kw_only=True):
    """What the document promises or reports, without any verdict: the output of ``rasoat extract``."""

    schema_version: str
    tool: Tool
    document: DocumentInfo
    sections: list[SectionItem]
    figures: list[FigureItem]
    deadlines: list[DeadlineItem]
    assignments: list[AssignmentItem]
    warnings: list[Notice]


class RuleInfo(msgspec.Struct, kw_only=True):
    """One rule of a pack, as ``rasoat rules list`` gives it."""

    code: str
    family: str
    name: Bilingual
    severity: Severity
    clause: str
    source: str
    kinds: list[Kind]
    wide_kinds: Annotated[list[Kind], Meta(description="Kinds for which it is asked in scope `bhxh` too.")]
    scopes: list[Scope]
    phases: list[str]
    check: str
    finds_faults: bool
    suggestion: Bilingual
    explanation: dict[str, Bilingual]
    cases: Annotated[int, Meta(description="How many examples it is tested with.")]


__all__ = [
    "SCHEMA_VERSION", "AssignmentItem", "BaselineCounts", "BaselineState", "Bilingual", "Candidate", "DeadlineItem",
    "DocumentInfo", "ErrorInfo", "ErrorLine", "Evidence", "Extract", "FamilyTally", "FieldEvidence", "FigureItem",
    "FindingItem", "Grade", "IssuerInfo", "LookedIn", "Notice", "OverallVerdict", "PageGrade", "PathOnly", "Period",
    "Quality", "ReferenceDateInfo", "ReferenceItem", "Report", "RuleInfo", "RuleResult", "SectionItem", "Signer",
    "SourcePiece", "Summary", "Tool", "Waiver", "WaiverItem", "WhenItem",
]  # fmt: skip
