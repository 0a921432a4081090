"""Dates that no calendar has."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found
from analyzer.checks.model import Finding, Rule
from analyzer.text.fold import bare


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each date, however often it is repeated."""
    analysis = context.analysis
    findings: dict[str, Finding] = {}
    for time in analysis.times:
        if time.status == "impossible":
            words = analysis.quote(time.span)
            findings.setdefault(" ".join(bare(words).split()), found(rule, (time.quote,), found=words))
    faults = tuple(findings.values())
    evidence = tuple(fault.evidence[0] for fault in faults)
    return Outcome(
        "missing" if faults else "met", evidence, checked=len(analysis.times), findings=faults, confidence=0.92
    )


KIND = CheckKind("impossible", (), run, messages=("met", "missing", "finding"), fields=("found",))
