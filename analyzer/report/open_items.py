"""What of a report is left to do: each requirement not fully met, and each fault, in one list."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import UNSET

from analyzer.checks.model import Severity, Status
from analyzer.report.model import Bilingual, Evidence, Fingerprint, Report, RuleResult
from analyzer.report.verdict import findings_of


class OpenItem(msgspec.Struct, kw_only=True, frozen=True):
    """One requirement not fully met, or one fault."""

    code: str
    severity: Severity
    status: Status
    message: Bilingual
    suggestion: Bilingual
    clause: str
    evidence: list[Evidence]
    nearest: Evidence | None
    calculation: str | None
    reason: Bilingual | None
    fingerprint: Fingerprint
    waived: bool


def open_items(report: Report) -> Iterator[OpenItem]:
    """The items in the order of the rules. A rule that looks for faults gives one for each fault, and one for itself
    where it could not decide; a rule that asks for something gives one unless it is met or does not apply."""
    for rule in report.rules:
        if rule.status in ("met", "not_applicable"):
            continue
        findings = findings_of(rule)
        if not findings:
            yield _whole(rule)
            continue
        for finding in findings:
            yield OpenItem(
                code=rule.code, severity=rule.severity, status="missing", message=finding.message,
                suggestion=rule.suggestion, clause=rule.clause, evidence=finding.evidence, nearest=None,
                calculation=finding.calculation, reason=None, fingerprint=finding.fingerprint,
                waived=rule.waiver is not UNSET or finding.waiver is not UNSET,
            )  # fmt: skip


def _whole(rule: RuleResult) -> OpenItem:
    return OpenItem(
        code=rule.code, severity=rule.severity, status=rule.status, message=rule.message, suggestion=rule.suggestion,
        clause=rule.clause, evidence=rule.evidence, nearest=rule.nearest or None, calculation=None,
        reason=rule.reason, fingerprint=rule.fingerprint, waived=rule.waiver is not UNSET,
    )  # fmt: skip
