"""The output of a comparison of two documents: its JSON is a contract as the report's (docs/compare.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from analyzer.checks.model import Severity, Status
from analyzer.report.model import (
    AssignmentItem,
    BaselineCounts,
    BaselineState,
    Bilingual,
    DeadlineItem,
    DocumentInfo,
    Evidence,
    FigureItem,
    Notice,
    Period,
    Tool,
)
from analyzer.report.parts import Share

Relation = Literal["plan-report", "superior", "revision"]
Side = Literal["first", "second"]
DocumentRole = Literal["plan", "report", "superior", "subordinate", "earlier", "later"]
PairOutcome = Literal[
    "reached", "exceeded", "short", "not_reported", "under_way", "not_due", "unplanned",
    "equal", "higher", "lower", "absent", "in_doubt",
]  # fmt: skip
Change = Literal["added", "removed", "changed"]


class RelationInfo(msgspec.Struct, kw_only=True):
    """How the two documents belong together."""

    value: Relation
    given: Annotated[bool, Meta(description="Whether the user said so.")]
    confidence: Share
    why: list[Bilingual]


class ComparedDocument(msgspec.Struct, kw_only=True):
    """One of the two documents and what it is in the comparison."""

    role: DocumentRole
    document: DocumentInfo


class Pair(msgspec.Struct, kw_only=True):
    """A target and what it was held against."""

    id: Annotated[str, Meta(description="Unique in the comparison.")]
    outcome: PairOutcome
    name: Annotated[Bilingual, Meta(description="What is counted.")]
    promised: Annotated[FigureItem | None, Meta(description="Figure of the first document.")]
    found: Annotated[FigureItem | None, Meta(description="Figure of the second document that it is held against.")]
    candidates: Annotated[list[FigureItem], Meta(description="Figures of the second document that fit in part.")]
    due: Annotated[Period | None, Meta(description="The time that the target is for.")]
    wanted: Annotated[int | float | None, Meta(description="The value asked for over the time compared.")]
    value: Annotated[int | float | None, Meta(description="The value found.")]
    ratio: Annotated[float | None, Meta(description="value / wanted.")]
    gap: Annotated[int | float | None, Meta(description="value - wanted; of shares, percentage points.")]
    calculation: Annotated[str | None, Meta(description="The arithmetic.")]
    reason: Annotated[Bilingual | None, Meta(description="Why in doubt, or why not yet due.")]
    nearest: Annotated[Evidence | None, Meta(description="Where nothing was found: the closest passage.")]


class SideEvidence(msgspec.Struct, kw_only=True):
    """Words of one of the documents."""

    side: Side
    evidence: Evidence


class PairFinding(msgspec.Struct, kw_only=True):
    """One fault, with its evidence from both documents."""

    message: Bilingual
    pair: Annotated[str, Meta(description="`id` of the pair.")]
    evidence: list[SideEvidence]
    calculation: str | None
    fingerprint: Annotated[str, Meta(description="The same for the same fault in later versions of the documents.")]


class PairRule(msgspec.Struct, kw_only=True):
    """What a rule across documents says."""

    code: str
    name: Bilingual
    severity: Severity
    status: Status
    message: Bilingual
    suggestion: Bilingual
    checked: Annotated[int, Meta(description="How many pairs it was asked of.")]
    findings: list[PairFinding]


class FigureChange(msgspec.Struct, kw_only=True):
    """A figure that differs between two revisions."""

    change: Change
    old: FigureItem | None
    new: FigureItem | None


class DeadlineChange(msgspec.Struct, kw_only=True):
    """A time that differs between two revisions."""

    change: Change
    old: DeadlineItem | None
    new: DeadlineItem | None


class AssignmentChange(msgspec.Struct, kw_only=True):
    """A body, its role or its task that differs between two revisions."""

    change: Change
    old: AssignmentItem | None
    new: AssignmentItem | None


class PointChange(msgspec.Struct, kw_only=True):
    """A requirement or a fault that was mended, is still there, or is new."""

    state: BaselineState
    code: str
    name: Bilingual
    severity: Severity
    status: Annotated[Status, Meta(description="In the later revision.")]
    message: Bilingual
    evidence: list[SideEvidence]


class Changes(msgspec.Struct, kw_only=True):
    """What differs between two revisions of one document."""

    points: list[PointChange]
    counts: BaselineCounts
    figures: list[FigureChange]
    deadlines: list[DeadlineChange]
    assignments: list[AssignmentChange]


class Comparison(msgspec.Struct, kw_only=True):
    """Two documents held against each other."""

    schema_version: str
    tool: Tool
    relation: RelationInfo
    documents: Annotated[
        list[ComparedDocument], Meta(description="The first and the second.", min_length=2, max_length=2)
    ]
    pairs: list[Pair]
    counts: Annotated[dict[PairOutcome, int], Meta(description="How many pairs have an outcome; none where none has.")]
    rules: list[PairRule]
    changes: Annotated[Changes | None, Meta(description="Of two revisions; else null.")]
    warnings: list[Notice]

    def to_dict(self) -> dict[str, object]:
        """The JSON as plain Python data."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]
