"""What changed since an earlier report on the same document: what is new, what stayed, what is gone."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.report.model import BaselineCounts, BaselineState, Report, RuleResult
from analyzer.report.verdict import findings_of

_OPEN = ("missing", "partial", "needs_review")


def mark_baseline(report: Report, earlier: Report) -> None:
    """Sets ``baseline`` of rules and faults, and the counts in the summary.

    A rule is compared by its code, a fault by its fingerprint. A rule that looks for faults is ``new`` when one of its
    faults is, ``gone`` when it had some and has none left; rules that were and are fine have no ``baseline``.
    """
    before = {rule.code: rule for rule in earlier.rules}
    counts = BaselineCounts(new=0, same=0, gone=0)
    for rule in report.rules:
        known = before.get(rule.code)
        if rule.finds_faults:
            _mark_faults(rule, known, counts)
        else:
            state = _state(rule.status in _OPEN, known is not None and known.status in _OPEN)
            if state is not None:
                rule.baseline = state
                _count(counts, state)
    report.summary.baseline = counts


def _mark_faults(rule: RuleResult, known: RuleResult | None, counts: BaselineCounts) -> None:
    old = set(_fingerprints(known)) if known is not None else set()
    now = set(_fingerprints(rule))
    for finding in findings_of(rule):
        finding.baseline = "same" if finding.fingerprint in old else "new"
        _count(counts, finding.baseline)
    counts.gone += len(old - now)
    if now:
        rule.baseline = "new" if now - old else "same"
    elif old:
        rule.baseline = "gone"


def _fingerprints(rule: RuleResult) -> Iterator[str]:
    return (finding.fingerprint for finding in findings_of(rule))


def _state(is_open: bool, was_open: bool) -> BaselineState | None:
    if is_open:
        return "same" if was_open else "new"
    return "gone" if was_open else None


def _count(counts: BaselineCounts, state: BaselineState) -> None:
    setattr(counts, state, getattr(counts, state) + 1)
