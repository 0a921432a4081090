"""Every rule passes and fails where its own cases say so."""

from __future__ import annotations

from collections import Counter

import pytest

from analyzer.checks.cases import CaseResult, run_cases
from analyzer.checks.loader import load_pack

PACK = load_pack(with_cases=True)
RESULTS = list(run_cases(PACK))


def test_the_pack_loads_without_a_problem() -> None:
    assert [problem.en for problem in PACK.problems] == []


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{r.rule.code}-{r.number}")
def test_case(result: CaseResult) -> None:
    case, verdict = result.case, result.verdict
    said = f"{result.rule.code}: wanted {case.status}, got {verdict.status} ({verdict.message.en}) {case.note}"
    assert result.ok, said


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda r: r.code)
def test_a_rule_has_two_cases_that_pass_and_two_that_fail(rule) -> None:  # type: ignore[no-untyped-def]
    count = Counter(
        "pass" if case.status == "met" else "fail" for case in rule.cases if case.status != "not_applicable"
    )
    assert count["pass"] >= 2
    assert count["fail"] >= 2


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{r.rule.code}-{r.number}")
def test_a_verdict_shows_its_evidence(result: CaseResult) -> None:
    verdict = result.verdict
    if verdict.status in ("met", "partial") and not verdict.rule.finds_faults:
        assert verdict.evidence
        assert all(start < end for start, end in verdict.evidence)
    if verdict.rule.finds_faults:
        assert (verdict.status == "missing") == bool(verdict.findings)
        assert all(finding.evidence for finding in verdict.findings)
    assert "{" not in verdict.message.vi + verdict.message.en + verdict.suggestion.vi + verdict.suggestion.en
    assert 0.0 <= verdict.confidence <= 1.0


def test_only_known_misses_may_be_wrong() -> None:
    assert [f"{r.rule.code}-{r.number}" for r in RESULTS if r.case.known_miss and r.agrees] == []
