"""Counts, coverage, verdict and exit code, as tables."""

from __future__ import annotations

import pytest

from analyzer.checks.model import Finding, Severity, Status, Verdict
from analyzer.errors import Text
from analyzer.report.build import build_report
from analyzer.report.model import Report, Waiver
from analyzer.report.verdict import FailOn, counts_against, overall_verdict
from tests.report.samples import PACK, plain_analysis, rule

T = Text("câu", "words")
WAIVER = Waiver(reason="lý do", by="người duyệt", expires=None)


def made(outcomes: str, scope: str = "1676", waived: str = "") -> Report:
    """A report of rules given as ``error:missing warning:2`` (a number: that many faults; 0: none found)."""
    verdicts = []
    for index, outcome in enumerate(outcomes.split()):
        severity, _, result = outcome.partition(":")
        level: Severity = severity.lower()  # type: ignore[assignment]
        faults = result.isdigit()
        if result == "doubt":
            faults, status = True, "needs_review"
        else:
            status = ("missing" if result != "0" else "met") if faults else result
        findings = tuple(Finding(T, ((i, i + 1),)) for i in range(int(result))) if result.isdigit() else ()
        what: Status = status  # type: ignore[assignment]
        code = f"{'K' if faults else 'S'}{index}"
        verdicts.append(Verdict(rule(code, level, faults), what, T, T, ((0, 1),), T, checked=9, findings=findings))
    waivers = dict.fromkeys(waived.split(), WAIVER)
    return build_report(plain_analysis("abcdef", scope=scope), verdicts, pack=PACK, version="1", waivers=waivers)


VERDICTS = [
    ("", "1676", "", "compliant"),
    ("error:met warning:met", "1676", "", "compliant"),
    ("error:met advice:missing advice:partial advice:3", "1676", "", "compliant"),
    ("error:not_applicable", "1676", "", "compliant"),
    ("error:partial", "1676", "", "to_complete"),
    ("warning:missing", "1676", "", "to_complete"),
    ("warning:1", "1676", "", "to_complete"),
    ("warning:needs_review", "1676", "", "to_complete"),
    ("advice:needs_review", "1676", "", "compliant"),
    ("error:needs_review warning:missing", "1676", "", "needs_review"),
    ("error:doubt", "bhxh", "", "needs_review"),
    ("error:missing error:needs_review", "1676", "", "not_compliant"),
    ("error:1", "bhxh", "", "not_compliant"),
    ("error:0", "bhxh", "", "compliant"),
    ("error:missing error:1", "other", "", "out_of_scope"),
    ("error:met", "other", "", "out_of_scope"),
    ("error:missing", "1676", "S0", "compliant"),
    ("error:missing error:missing", "1676", "S0", "not_compliant"),
    ("error:needs_review", "1676", "S0", "compliant"),
]


@pytest.mark.parametrize(("outcomes", "scope", "waived", "verdict"), VERDICTS)
def test_verdict(outcomes: str, scope: str, waived: str, verdict: str) -> None:
    assert made(outcomes, scope, waived).summary.verdict == verdict


@pytest.mark.parametrize(
    ("codes", "verdict"),
    [(set(), "compliant"), ({"damaged"}, "compliant"), ({"out_of_scope"}, "out_of_scope"),
     ({"out_of_scope", "damaged"}, "needs_review"), ({"out_of_scope", "page_without_text"}, "needs_review"),
     ({"out_of_scope", "text_repaired"}, "out_of_scope")],
)  # fmt: skip
def test_what_was_read_in_part_is_not_out_of_scope(codes: set[str], verdict: str) -> None:
    assert overall_verdict((), codes) == verdict


COVERAGE = [
    ("", None, None),
    ("error:met", 1.0, 0.0),
    ("error:met error:partial", 0.75, 0.0),
    ("error:met warning:missing advice:partial", 0.5, 0.0),
    ("error:met error:met error:missing", 0.6667, 0.0),
    ("error:needs_review", None, 1.0),
    ("error:met error:needs_review", 1.0, 0.5),
    ("error:met error:not_applicable", 1.0, 0.0),
    ("error:3 error:0", None, None),
    ("error:met error:3", 1.0, 0.0),
]


@pytest.mark.parametrize(("outcomes", "coverage", "in_doubt"), COVERAGE)
def test_coverage(outcomes: str, coverage: float | None, in_doubt: float | None) -> None:
    summary = made(outcomes).summary
    assert summary.coverage == coverage
    assert summary.needs_review_share == in_doubt


def test_counts() -> None:
    summary = made(
        "error:met error:partial warning:missing error:needs_review error:not_applicable error:2 advice:doubt"
    ).summary
    assert (summary.applicable, summary.met, summary.partial, summary.missing, summary.needs_review) == (4, 1, 1, 1, 1)
    assert (summary.faults, summary.doubtful_checks) == (2, 1)
    assert [(f.family, f.applicable, f.faults) for f in summary.families] == [("S", 4, 0), ("K", 0, 2)]


EXITS: list[tuple[str, str, str, str]] = [
    # outcomes, scope, waived, the strictest levels at which the run fails
    ("error:met warning:0", "1676", "", ""),
    ("error:missing", "1676", "", "error warning advice"),
    ("warning:missing", "1676", "", "warning advice"),
    ("advice:missing", "1676", "", "advice"),
    ("error:partial", "1676", "", "warning advice"),
    ("warning:partial", "1676", "", "warning advice"),
    ("advice:partial", "1676", "", "advice"),
    ("error:1", "1676", "", "error warning advice"),
    ("advice:2", "1676", "", "advice"),
    ("error:needs_review", "1676", "", ""),
    ("error:doubt", "1676", "", ""),
    ("error:not_applicable", "1676", "", ""),
    ("error:missing", "1676", "S0", ""),
    ("error:1", "1676", "K0", ""),
    ("error:missing error:1", "other", "", ""),
    ("error:missing", "bhxh", "", "error warning advice"),
]


@pytest.mark.parametrize(("outcomes", "scope", "waived", "fails"), EXITS)
def test_what_counts_against(outcomes: str, scope: str, waived: str, fails: str) -> None:
    report = made(outcomes, scope, waived)
    levels: tuple[FailOn, ...] = ("error", "warning", "advice", "never")
    assert " ".join(level for level in levels if counts_against(report, level)) == fails
    assert counts_against(report) is ("error" in fails.split())


def test_a_rule_counts_until_its_last_fault_is_waived() -> None:
    marks = [finding.fingerprint for finding in made("error:2").rules[0].findings or []]
    assert counts_against(made("error:2", waived=marks[0]))
    assert not counts_against(made("error:2", waived=" ".join(marks)))
