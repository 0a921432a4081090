"""What a document's rules amount to: counts, coverage, the verdict, and whether a run fails on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Literal

from msgspec import UNSET

from analyzer.reading.model import PARTLY_READ
from analyzer.report.model import (
    FamilyTally,
    FindingItem,
    Notice,
    OverallVerdict,
    Report,
    RuleResult,
    Summary,
    WaiverItem,
)

FailOn = Literal["error", "warning", "advice", "never"]

RANK: dict[str, int] = {"advice": 1, "warning": 2, "error": 3, "never": 4}


def summarise(rules: Sequence[RuleResult], notices: Iterable[Notice]) -> Summary:
    """The summary over all rules of a report. Its notices tell whether the pack is about the document, and whether
    all of it was read."""
    families = list(dict.fromkeys(rule.family for rule in rules))
    total = _tally("", rules)
    judged = total.applicable
    return Summary(
        verdict=overall_verdict(rules, {notice.code for notice in notices}),
        applicable=judged,
        met=total.met,
        partial=total.partial,
        missing=total.missing,
        needs_review=total.needs_review,
        faults=total.faults,
        coverage=total.coverage,
        needs_review_share=round(total.needs_review / judged, 4) if judged else None,
        doubtful_checks=sum(rule.finds_faults and rule.status == "needs_review" for rule in rules),
        waived=sum(_waived(rule) for rule in rules),
        families=[_tally(family, [rule for rule in rules if rule.family == family]) for family in families],
    )


def _waived(rule: RuleResult) -> int:
    if rule.waiver is not UNSET:
        return 1
    return sum(finding.waiver is not UNSET for finding in findings_of(rule))


def _tally(family: str, rules: Sequence[RuleResult]) -> FamilyTally:
    asked = [rule.status for rule in rules if not rule.finds_faults]
    met, partial, missing = asked.count("met"), asked.count("partial"), asked.count("missing")
    in_doubt = asked.count("needs_review")
    decided = met + partial + missing
    return FamilyTally(
        family=family,
        applicable=decided + in_doubt,
        met=met,
        partial=partial,
        missing=missing,
        needs_review=in_doubt,
        faults=sum(len(findings_of(rule)) for rule in rules),
        coverage=round((met + partial / 2) / decided, 4) if decided else None,
    )


def overall_verdict(rules: Sequence[RuleResult], notices: Set[str]) -> OverallVerdict:
    """The first that fits of: out_of_scope, not_compliant, needs_review, to_complete, compliant. Of a document that
    was read in part, what was read does not tell what it is about: needs_review instead of out_of_scope.

    ``notices``: the codes of the report's. What was waived is left aside: a named person answers for it.
    """
    if "out_of_scope" in notices:
        return "needs_review" if notices & PARTLY_READ else "out_of_scope"
    open_rules = [rule for rule in rules if not is_waived(rule) and rule.status not in ("met", "not_applicable")]
    if any(rule.severity == "error" and rule.status == "missing" for rule in open_rules):
        return "not_compliant"
    if any(rule.severity == "error" and rule.status == "needs_review" for rule in open_rules):
        return "needs_review"
    if any(rule.severity != "advice" for rule in open_rules):
        return "to_complete"
    return "compliant"


def counts_against(report: Report, fail_on: FailOn = "error") -> bool:
    """Whether the report makes a run fail: a missing rule and each fault at its severity, a partial rule as a
    warning at most, a waiver that has expired or fits nothing as a warning; what is in doubt or waived, and a document
    out of scope, never. Against an earlier report only what is new counts."""
    if report.summary.verdict == "out_of_scope":
        return False
    limit = RANK[fail_on]
    if limit <= RANK["warning"] and waivers_to_mend(report):
        return True
    return any(_weight(rule) >= limit for rule in report.rules)


def _weight(rule: RuleResult) -> int:
    findings = findings_of(rule)
    if rule.waiver is not UNSET or (findings and not any(_counts(finding) for finding in findings)):
        return 0
    if not findings and not _counts(rule):
        return 0
    if rule.status == "missing":
        return RANK[rule.severity]
    if rule.status == "partial":
        return min(RANK[rule.severity], RANK["warning"])
    return 0


def _counts(item: RuleResult | FindingItem) -> bool:
    """Whether a requirement or fault is neither waived nor known from an earlier report."""
    return item.waiver is UNSET and item.baseline in (UNSET, "new")


def waivers_to_mend(report: Report) -> list[WaiverItem]:
    """The waivers of a report that have expired or fit nothing."""
    return [] if report.waivers is UNSET else [item for item in report.waivers if item.code is not None]


def findings_of(rule: RuleResult) -> list[FindingItem]:
    """The faults that a rule found; empty for rules that ask for something."""
    return [] if rule.findings is UNSET else rule.findings


def is_waived(rule: RuleResult) -> bool:
    """Whether the rule as a whole, or each of its faults, is waived."""
    findings = findings_of(rule)
    return rule.waiver is not UNSET or (bool(findings) and all(finding.waiver is not UNSET for finding in findings))
