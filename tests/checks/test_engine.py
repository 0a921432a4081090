"""The engine: applicability, doubt, poor pages, failing rules, fingerprints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzer.checks import engine
from analyzer.checks.engine import check
from analyzer.checks.fingerprint import fingerprint
from analyzer.checks.kinds import KINDS
from analyzer.checks.kinds.across import KIND as ACROSS
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Verdict
from analyzer.extraction.model import Analysis
from analyzer.pipeline import analyze_text
from analyzer.structure.model import Decision

PACK = load_pack()
PLAN = """KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội năm 2027 trên địa bàn xã Vân Trình
I. MỤC ĐÍCH, YÊU CẦU
Giúp người dân hiểu quyền lợi khi tham gia BHXH; các thôn làm đúng tiến độ.
II. NHIỆM VỤ, GIẢI PHÁP
- Tổ chức hội nghị tuyên truyền tại các thôn.
III. KINH PHÍ
Từ nguồn ngân sách xã.
"""


def verdict(analysis: Analysis, code: str) -> Verdict:
    return check(analysis, PACK, select=(code,))[0]


def plan(text: str = PLAN) -> Analysis:
    return analyze_text(text, kind="plan", scope="1676")


def test_every_rule_answers_once_in_the_order_of_the_pack() -> None:
    verdicts = check(plan(), PACK)
    assert [v.rule.code for v in verdicts] == [rule.code for rule in PACK.rules if rule.check != ACROSS.name]


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [(("S10",), (), {"S101", "S109"}), (("C",), ("C2",), set()), (("F801", "L701"), (), {"F801", "L701"})],
)
def test_select_and_ignore(select: tuple[str, ...], ignore: tuple[str, ...], codes: set[str]) -> None:
    found = {v.rule.code for v in check(plan(), PACK, select=select, ignore=ignore)}
    assert codes <= found
    assert all(any(code.startswith(s) for s in select) for code in found)


@pytest.mark.parametrize(
    ("kind", "scope", "code", "asked"),
    [
        ("plan", "1676", "S101", True),
        ("plan", "bhxh", "S101", False),
        ("plan", "bhxh", "L702", True),
        ("report", "bhxh", "S122", True),
        ("report", "bhxh", "S121", False),
        ("plan", "other", "L702", False),
        ("plan", "other", "F804", True),
        ("decision", "1676", "L703", True),
        ("decision", "1676", "L701", False),
    ],
)
def test_applicability(kind: str, scope: str, code: str, asked: bool) -> None:
    found = verdict(analyze_text(PLAN, kind=kind, scope=scope), code)
    assert (found.status != "not_applicable") is asked
    if not asked:
        assert found.reason is not None


def test_a_doubtful_kind_leaves_the_rules_that_hang_on_it_to_a_person() -> None:
    analysis = plan()
    analysis.outline.kind = Decision("plan", 0.5, candidates=(("plan", 0.5), ("report", 0.4)))
    assert verdict(analysis, "S108").status == "needs_review"
    assert verdict(analysis, "S108").reason is not None
    assert verdict(analysis, "S102").evidence
    assert verdict(analysis, "L701").status == "missing"
    assert verdict(analysis, "F804").status == "met"


def test_a_kind_that_was_given_is_no_doubt() -> None:
    analysis = plan()
    analysis.outline.kind = Decision("plan", 0.1, candidates=(("report", 0.9),), given=True)
    assert verdict(analysis, "S108").status == "met"


def test_a_failing_rule_stops_no_other(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setitem(KINDS, "parts", replace(KINDS["parts"], run=fail))
    verdicts = {v.rule.code: v for v in check(plan(), PACK)}
    assert verdicts["S101"].status == "needs_review"
    assert "broken" in (verdicts["S101"].reason or ("", ""))[1]
    assert verdicts["S108"].status == "met"
    assert "S101" in caplog.text


class _Pages:
    """Every page read poorly."""

    poor_share = 1.0

    def is_poor(self, _: int | None) -> bool:
        return True

    def is_forgiving(self, _: int | None) -> bool:
        return True

    def trust(self, _: int | None) -> float:
        return 0.5


def test_poor_pages_make_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.Context, "pages", _Pages())
    assert verdict(plan(), "S108").status == "needs_review"
    assert verdict(plan(), "S102").status == "needs_review"
    assert verdict(plan(), "S108").evidence
    assert verdict(plan(), "S102").nearest is None


def test_recognised_text_is_matched_without_diacritics(monkeypatch: pytest.MonkeyPatch) -> None:
    text = PLAN.replace("ngân sách xã", "ngân sach xã")
    assert verdict(plan(text.replace("Từ nguồn ", "Lấy ở ")), "S108").status == "partial"
    pages = _Pages()
    monkeypatch.setattr(_Pages, "is_poor", lambda *_: False)
    monkeypatch.setattr(engine.Context, "pages", pages)
    assert verdict(plan(text.replace("Từ nguồn ", "Lấy ở ")), "S108").status == "met"


def test_a_fingerprint_outlives_what_does_not_matter() -> None:
    first = verdict(plan(), "S108").fingerprint
    moved = PLAN.replace("I. MỤC ĐÍCH", "Căn cứ tình hình thực tế;\nI. MỤC ĐÍCH").replace("nguồn ngân", "nguồn   ngân")
    assert verdict(plan(moved), "S108").fingerprint == first
    assert verdict(plan(PLAN.replace("ngân sách xã", "nguồn xã hội hóa")), "S108").fingerprint != first
    assert first.startswith("1:")
    assert len(first) == 18


def test_a_fingerprint_knows_rule_and_status() -> None:
    analysis = plan()
    made = {fingerprint(code, status, [(0, 8)], analysis) for code in ("S101", "S102") for status in ("met", "missing")}
    assert len(made) == 4


def test_missing_says_where_it_was_looked_for() -> None:
    found = verdict(plan(PLAN.replace("MỤC ĐÍCH, YÊU CẦU", "MỞ ĐẦU")), "S102")
    assert found.status == "missing"
    assert found.looked_in
    assert not found.evidence


def test_a_document_without_words() -> None:
    verdicts = check(analyze_text("…"), PACK)
    assert len(verdicts) == sum(rule.check != ACROSS.name for rule in PACK.rules)
    assert not any(v.status == "met" and not v.rule.finds_faults for v in verdicts)
