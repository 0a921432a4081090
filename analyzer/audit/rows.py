"""From the report on a document to its row, and rows as lines of JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from analyzer.audit.model import (
    ROW_SCHEMA_VERSION,
    Row,
    RowAssignment,
    RowDeadline,
    RowDocument,
    RowFigure,
    RowFinding,
)
from analyzer.checks.model import Severity, Status
from analyzer.errors import Text
from analyzer.report.codec import to_json
from analyzer.report.model import Bilingual, DocumentInfo, ErrorInfo, Evidence, Report, RuleResult
from analyzer.report.schema import described
from analyzer.report.verdict import RANK, FailOn, findings_of
from analyzer.report.view import SectionNames
from analyzer.report.words import label


def row_of(report: Report, path: str) -> Row:
    """The row of a document that was checked; ``path`` as ``Row.path``."""
    names = SectionNames(report.sections)
    return Row(
        schema_version=ROW_SCHEMA_VERSION,
        path=path,
        sha256=report.document.sha256,
        same_as=None,
        error=None,
        document=_document(report.document),
        rules={rule.code: rule.status for rule in report.rules},
        findings=[finding for rule in report.rules for finding in _findings(rule, names)],
        figures=[
            RowFigure(
                kind=f.kind, indicator=f.indicator, indicator_text=f.indicator_text, op=f.op, min=f.min, max=f.max,
                unit=f.unit, per=f.per, population=f.population, place=f.place, when=f.when, quote=f.quote,
                page=f.page, line=f.line,
            )
            for f in report.figures
        ],
        deadlines=[
            RowDeadline(kind=d.kind, start=d.start, end=d.end, every=d.every, quote=d.quote, page=d.page, line=d.line)
            for d in report.deadlines
        ],
        assignments=[
            RowAssignment(
                body=a.body, body_text=a.body_text, role=a.role, task=a.task, product=a.product,
                deadlines=a.deadlines, page=a.page, line=a.line,
            )
            for a in report.assignments
        ],
        summary=report.summary,
        warnings=[warning.code for warning in report.warnings],
    )  # fmt: skip


def error_row(path: str, code: str, message: Text, sha256: str | None) -> Row:
    """The row of a file that could not be read or checked."""
    return Row(
        schema_version=ROW_SCHEMA_VERSION, path=path, sha256=sha256, same_as=None,
        error=ErrorInfo(code=code, message=Bilingual.of(message)), document=None, rules={}, findings=[], figures=[],
        deadlines=[], assignments=[], summary=None, warnings=[],
    )  # fmt: skip


def _document(document: DocumentInfo) -> RowDocument:
    date = document.reference_date.value
    return RowDocument(
        format=document.format, pages=document.pages, chars=document.chars, ocr=document.ocr,
        grade=document.quality.grade, kind=document.kind, scope=document.scope, phase=document.phase,
        number=document.number, issuer=document.issuer, title=document.title, place=document.place,
        issued_on=document.issued_on, year=int(date[:4]) if date else None, period=document.period,
    )  # fmt: skip


def _findings(rule: RuleResult, names: SectionNames) -> list[RowFinding]:
    if rule.status not in ("missing", "partial"):
        return []
    waived = rule.waiver is not UNSET
    if not rule.finds_faults:
        return [_finding(rule, rule.message, rule.evidence, None, rule.fingerprint, waived, names)]
    return [
        _finding(
            rule, f.message, f.evidence, f.calculation, f.fingerprint, waived or f.waiver is not UNSET, names
        )
        for f in findings_of(rule)
    ]  # fmt: skip


def _finding(
    rule: RuleResult, message: Bilingual, evidence: Sequence[Evidence], calculation: str | None, fingerprint: str,
    waived: bool, names: SectionNames,
) -> RowFinding:  # fmt: skip
    first = evidence[0] if evidence else None
    return RowFinding(
        code=rule.code, severity=rule.severity, status=rule.status, message=message, suggestion=rule.suggestion,
        clause=rule.clause, quote=first.quote if first else None, page=first.page if first else None,
        line=first.line if first else None, section=_section(first, names) if first else None,
        calculation=calculation, fingerprint=fingerprint, waived=waived,
    )  # fmt: skip


def _section(evidence: Evidence, names: SectionNames) -> str | None:
    """ "II.1: Chỉ tiêu cụ thể": of the innermost section around the evidence, in no language but the document's."""
    name = names.name(names.at(evidence.span[0]), "vi", limit=200)
    return name.removeprefix(label("section", "vi", label="")) or None


class _FindingHead(msgspec.Struct):
    severity: Severity
    status: Status
    waived: bool


class _SummaryHead(msgspec.Struct):
    verdict: str


class _ErrorHead(msgspec.Struct):
    code: str


class Head(msgspec.Struct):
    """What of a row a run needs to know; the rest of the line is skipped when it is read."""

    schema_version: str
    path: str
    sha256: str | None
    same_as: str | None
    error: _ErrorHead | None
    findings: list[_FindingHead]
    summary: _SummaryHead | None

    def fails(self, fail_on: FailOn) -> bool:
        """Whether the document makes a run fail, as ``counts_against`` says of its report."""
        if self.summary is None or self.summary.verdict == "out_of_scope":
            return False
        return any(_weight(finding) >= RANK[fail_on] for finding in self.findings)


def _weight(finding: _FindingHead) -> int:
    if finding.waived:
        return 0
    return RANK[finding.severity] if finding.status == "missing" else min(RANK[finding.severity], RANK["warning"])


_HEAD = msgspec.json.Decoder(Head)
_ROW = msgspec.json.Decoder(Row)


def schema() -> dict[str, Any]:
    """The JSON Schema of a row: of a line of OUT/rows.jsonl."""
    return described(Row, "audit", "Row of rasoat audit", ROW_SCHEMA_VERSION)


def head_of(line: bytes) -> Head:
    """Raises ``msgspec.DecodeError`` for what is no row of this version of the program."""
    head = _HEAD.decode(line)
    if head.schema_version != ROW_SCHEMA_VERSION:
        raise msgspec.ValidationError(f"schema_version {head.schema_version}, expected {ROW_SCHEMA_VERSION}")
    return head


def decode(line: bytes) -> Row:
    """The row of a line. Raises ``msgspec.DecodeError``."""
    return _ROW.decode(line)


def encode(row: Row) -> bytes:
    """One line of JSON, without a line feed; equal rows give equal bytes."""
    return to_json(row)  # type: ignore[arg-type]


def moved(line: bytes, path: str, same_as: str | None) -> bytes:
    """The line of the same content at another path: messages that begin with the old path name the new one."""
    row = decode(line)
    if row.error is not None:
        row.error.message = Bilingual(
            *(_renamed(text, row.path, path) for text in (row.error.message.vi, row.error.message.en))
        )
    row.path, row.same_as = path, same_as
    return encode(row)


def _renamed(text: str, old: str, new: str) -> str:
    return new + text[len(old) :] if text.startswith(f"{old}:") else text
