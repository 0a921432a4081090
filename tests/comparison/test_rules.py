"""The rules across documents, their cases, and that a single document is never asked them."""

from __future__ import annotations

import pytest

from analyzer.checks.context import Context
from analyzer.checks.kinds import KINDS
from analyzer.checks.lexicon import Lexicon
from analyzer.checks.loader import load_pack
from analyzer.comparison.build import across_pack, compare_analyses
from analyzer.comparison.cases import PairResult, run_pair_cases
from tests.comparison.samples import plan, report

_RESULTS = list(run_pair_cases(load_pack("across", with_cases=True)))


def test_the_pack_loads_without_mistakes() -> None:
    pack = across_pack()
    assert pack.problems == []
    assert [rule.code for rule in pack.rules] == ["X951", "X952", "X953"]


@pytest.mark.parametrize("result", _RESULTS, ids=lambda r: f"{r.rule.code}-{r.number}")
def test_cases(result: PairResult) -> None:
    assert result.ok, result.verdict


@pytest.mark.parametrize("code", ["X951", "X952", "X953"])
def test_every_rule_has_cases_of_each_sort(code: str) -> None:
    statuses = [result.case.status for result in _RESULTS if result.rule.code == code]
    assert statuses.count("met") >= 2
    assert statuses.count("missing") >= 2
    assert "not_applicable" in statuses


def test_a_single_document_is_not_asked() -> None:
    context = Context(plan("Mở 02 lớp tập huấn cho cộng tác viên."), Lexicon())
    for rule in across_pack().rules:
        assert KINDS[rule.check].run(rule, context).status == "not_applicable"


def test_a_finding_shows_both_documents_and_the_calculation() -> None:
    made = compare_analyses(plan("Tỷ lệ bao phủ BHYT đạt 96% dân số."), report("Tỷ lệ bao phủ BHYT đạt 94,8% dân số."))
    (finding,) = next(rule for rule in made.rules if rule.code == "X952").findings
    assert [item.side for item in finding.evidence] == ["first", "second"]
    assert [item.evidence.quote for item in finding.evidence] == [
        "Tỷ lệ bao phủ BHYT đạt 96% dân số.", "Tỷ lệ bao phủ BHYT đạt 94,8% dân số.",
    ]  # fmt: skip
    assert all(item.evidence.line > 0 for item in finding.evidence)
    assert "94,8% / 96% = 98,8%" in finding.message.vi
    assert finding.calculation == "94,8% / 96% = 98,8%; 94,8 - 96 = -1,2"


def test_a_fingerprint_stays_while_the_words_do() -> None:
    def marks(*results: str) -> list[str]:
        made = compare_analyses(plan("Tỷ lệ bao phủ BHYT đạt 96% dân số."), report(*results))
        return [finding.fingerprint for rule in made.rules for finding in rule.findings]

    once = marks("Tỷ lệ bao phủ BHYT đạt 94,8% dân số.")
    assert once == marks("Công tác khác.", "Tỷ lệ bao phủ BHYT đạt 94,8% dân số.")
    assert once != marks("Tỷ lệ bao phủ BHYT đạt 93% dân số.")
    assert all(mark.startswith("1:") for mark in once)
