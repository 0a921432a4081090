"""An earlier report against the present one."""

from __future__ import annotations

import json

import jsonschema  # type: ignore[import-untyped]
import pytest

from analyzer.checks.model import Finding, Status, Verdict
from analyzer.errors import Text
from analyzer.report.baseline import mark_baseline
from analyzer.report.codec import from_json, to_json
from analyzer.report.html import render_html
from analyzer.report.model import Report
from analyzer.report.schema import schema
from analyzer.report.text import render_text
from tests.report.samples import plan_report, report_on, rule

T = Text("câu", "words")
TEXT = "alpha beta gamma delta"


def asked(status: Status) -> Report:
    evidence = ((0, 5),) if status in ("met", "partial", "needs_review") else ()
    return report_on(TEXT, [Verdict(rule("S101"), status, T, T, evidence, T)])


def faulty(words: str) -> Report:
    findings = tuple(Finding(T, ((TEXT.index(w), TEXT.index(w) + len(w)),)) for w in words.split())
    status: Status = "missing" if findings else "met"
    return report_on(TEXT, [Verdict(rule("K901", faults=True), status, T, T, checked=4, findings=findings)])


@pytest.mark.parametrize(
    ("before", "now", "state"),
    [
        ("met", "missing", "new"),
        ("missing", "missing", "same"),
        ("partial", "missing", "same"),
        ("missing", "needs_review", "same"),
        ("missing", "met", "gone"),
        ("missing", "not_applicable", "gone"),
        ("met", "met", None),
        ("not_applicable", "partial", "new"),
    ],
)
def test_requirements(before: Status, now: Status, state: str | None) -> None:
    report = asked(now)
    mark_baseline(report, asked(before))
    assert (report.rules[0].baseline or None) == state


@pytest.mark.parametrize(
    ("before", "now", "state", "of_faults", "counts"),
    [
        ("", "alpha", "new", ["new"], (1, 0, 0)),
        ("alpha", "alpha", "same", ["same"], (0, 1, 0)),
        ("alpha", "alpha beta", "new", ["same", "new"], (1, 1, 0)),
        ("alpha beta", "beta", "same", ["same"], (0, 1, 1)),
        ("alpha beta", "", "gone", [], (0, 0, 2)),
        ("", "", None, [], (0, 0, 0)),
        ("alpha", "gamma", "new", ["new"], (1, 0, 1)),
    ],
)
def test_faults(before: str, now: str, state: str | None, of_faults: list[str], counts: tuple[int, int, int]) -> None:
    report = faulty(now)
    mark_baseline(report, faulty(before))
    assert (report.rules[0].baseline or None) == state
    assert [finding.baseline for finding in report.rules[0].findings or []] == of_faults
    found = report.summary.baseline
    assert found
    assert (found.new, found.same, found.gone) == counts


def test_a_rule_that_the_earlier_report_did_not_know() -> None:
    report = asked("missing")
    mark_baseline(report, faulty("alpha"))
    assert report.rules[0].baseline == "new"


def test_is_part_of_the_contract_and_is_shown() -> None:
    report = plan_report()
    mark_baseline(report, from_json(to_json(report)))
    jsonschema.Draft202012Validator(schema("report")).validate(json.loads(to_json(report)))
    assert "So với lần trước: 0 mới, 9 còn lại, 0 đã khắc phục" in render_text(report)
    assert "Since the earlier report: 0 new, 9 left, 0 fixed" in render_html(report, lang="en")
    assert "Căn cứ: V, Quyết định 1676/QĐ-TTg · đã có từ lần trước)" in " ".join(render_text(report).split())
