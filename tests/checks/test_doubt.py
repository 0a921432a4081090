"""Doubt: what stands on poorly read pages alone, or hangs on what the document is, is left to a person."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from analyzer.checks import engine
from analyzer.checks.engine import check
from analyzer.checks.kinds import KINDS
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Case, Rule
from analyzer.extraction.model import Analysis
from analyzer.pipeline import analyze_text
from analyzer.structure.model import Decision

PACK = load_pack("qd1676", with_cases=True)


class _Poor:
    """Every page read poorly, by the grades alone: the words are matched as they stand."""

    poor_share = 1.0

    def is_poor(self, _: int | None) -> bool:
        return True

    def is_forgiving(self, _: int | None) -> bool:
        return False

    def trust(self, _: int | None) -> float:
        return 0.5

    def is_recognised(self, _: int | None) -> bool:
        return False

    def certainty(self, _: object) -> float:
        return 100.0


def _analysis(rule: Rule, case: Case) -> Analysis:
    kind = case.kind or (rule.applies.kinds[0] if rule.applies.kinds else "plan")
    scope = case.scope or (rule.applies.scopes[0] if rule.applies.scopes else "1676")
    return analyze_text(case.text, kind=kind, scope=scope, level=case.level, date=case.date)


@cache
def _examples() -> list[tuple[Rule, Case]]:
    """Of each kind of check one case with evidence: of a rule that looks for faults one with a fault."""
    found: dict[str, tuple[Rule, Case]] = {}
    for rule in PACK.rules:
        wanted = "missing" if rule.finds_faults else "met"
        for case in rule.cases:
            if rule.check in found or case.status != wanted or case.known_miss:
                continue
            verdicts = check(_analysis(rule, case), PACK, select=(rule.code,))
            if any(verdict.evidence or verdict.findings for verdict in verdicts):
                found[rule.check] = rule, case
    return list(found.values())


def test_there_is_an_example_of_every_kind_that_the_pack_uses() -> None:
    asked = {verdict.rule.code for verdict in check(analyze_text("Văn bản."), PACK)}
    used = {rule.check for rule in PACK.rules if rule.code in asked}
    assert {rule.check for rule, _ in _examples()} == used
    assert used <= set(KINDS)


@pytest.mark.parametrize(("rule", "case"), _examples(), ids=[rule.check for rule, _ in _examples()])
def test_evidence_on_poor_pages_alone_is_left_to_a_person(
    rule: Rule, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear = check(_analysis(rule, case), PACK, select=(rule.code,))[0]
    monkeypatch.setattr(engine.Context, "pages", _Poor())
    verdict = check(_analysis(rule, case), PACK, select=(rule.code,))[0]
    assert verdict.status == "needs_review"
    assert verdict.reason is not None
    assert not verdict.findings
    assert 0 < verdict.confidence < clear.confidence


@pytest.mark.parametrize(("rule", "case"), _examples(), ids=[rule.check for rule, _ in _examples()])
def test_what_the_document_is_may_be_in_doubt(rule: Rule, case: Case) -> None:
    if not rule.applies.kinds:
        pytest.skip("asked of any document")
    analysis = _analysis(rule, case)
    clear = check(analysis, PACK, select=(rule.code,))[0]
    mine = rule.applies.kinds[0]
    rival = "decision" if "decision" not in rule.applies.kinds else "letter"
    unsure: Decision = Decision(mine, 0.5, analysis.outline.kind.why, (), ((mine, 0.5), (rival, 0.45)))  # type: ignore[arg-type]
    analysis.outline.kind = unsure
    verdict = check(replace(analysis), PACK, select=(rule.code,))[0]
    assert verdict.status == "needs_review"
    assert verdict.reason is not None
    assert verdict.confidence == pytest.approx(clear.confidence * 0.5, abs=0.1)


@pytest.mark.parametrize(
    ("code", "once", "again"),
    [
        ("T508", "- Công an xã xử lý tin giả về quỹ BHXH.", "- Kịp thời đính chính thông tin sai sự thật về BHXH."),
        ("C205", "- Đăng bài trên nhóm Zalo của các thôn.", "- Quay video ngắn, đăng trên Facebook của xã."),
        ("T506", "- Khen thưởng thôn dẫn đầu.", "- Biểu dương cộng tác viên tiêu biểu."),
    ],
)
def test_what_stands_in_two_places_is_surer_than_in_one(code: str, once: str, again: str) -> None:
    def sure(text: str) -> float:
        analysis = analyze_text(f"II. NHIỆM VỤ\n{text}\n", kind="plan", scope="1676")
        return check(analysis, PACK, select=(code,))[0].confidence

    assert sure(once) < sure(f"{once}\n{again}") < 1.0
