"""The packs that come along: they load, their cases hold, and a pack knows which documents it is about."""

from __future__ import annotations

import pytest

from analyzer.checks.cases import CaseResult, gaps, run_cases
from analyzer.checks.coverage import coverage_problems
from analyzer.checks.kinds import KINDS
from analyzer.checks.loader import find_pack, own_packs
from analyzer.checks.subject import in_field, on_subject, outside
from analyzer.pipeline import analyze_text

HEALTH = find_pack("ytdp", with_cases=True)
OWN = [rule for rule in HEALTH.rules if rule.place.startswith("rules/ytdp/")]
RESULTS = list(run_cases(HEALTH, {rule.code for rule in OWN}))


@pytest.mark.parametrize("name", own_packs())
def test_a_pack_loads_without_a_problem(name: str) -> None:
    assert find_pack(name).problems == []


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: f"{r.rule.code}-{r.number}")
def test_a_case_of_the_second_pack(result: CaseResult) -> None:
    case, verdict = result.case, result.verdict
    assert result.ok, f"wanted {case.status}, got {verdict.status} ({verdict.message.en}) {case.note}"
    assert "{" not in verdict.message.vi + verdict.message.en


def test_no_rule_of_the_second_pack_lacks_a_case() -> None:
    assert len(OWN) >= 12
    assert [(rule.code, [text.en for text in gaps(rule)]) for rule in OWN if gaps(rule)] == []


def test_its_clauses_and_rules_agree() -> None:
    assert [problem.en for problem in coverage_problems(HEALTH)] == []


def test_it_uses_general_kinds_of_checks_alone() -> None:
    """None of those that hold a figure or a name of another decision."""
    assert {rule.check for rule in OWN} <= set(KINDS) - {"campaign", "national_level", "plans", "reach", "superseded"}
    assert not any(rule.applies.scopes or rule.applies.phases for rule in OWN)


HEAD = "KẾ HOẠCH\n{}\n\nI. MỤC ĐÍCH\nLàm cho người dân hiểu.\n"
TITLES = [
    ("Truyền thông phòng, chống bệnh sốt xuất huyết năm 2027", True),
    ("Tuyên truyền phòng chống dịch bệnh tay chân miệng trên địa bàn xã", True),
    ("Phòng, chống bệnh dại và công tác tuyên truyền năm 2027", True),
    ("Truyền thông giáo dục sức khỏe năm 2027", True),
    ("TUYEN TRUYEN PHONG, CHONG DICH BENH NAM 2027", True),
    ("Tuyên truyền bảo hiểm xã hội, bảo hiểm y tế năm 2027", False),
    ("Tuyên truyền phòng cháy, chữa cháy năm 2027", False),
    ("Tuyên truyền chính sách lao động, việc làm năm 2027", False),
    ("Tuyên truyền phòng, chống tai nạn lao động năm 2027", False),
    ("Tuyên truyền dịch vụ công trực tuyến năm 2027", False),
    ("Chuyển đổi số năm 2027", False),
    ("Phát triển giao thông nông thôn năm 2027", False),
]


@pytest.mark.parametrize(("title", "about"), TITLES)
def test_the_title_says_whether_a_document_is_of_the_field(title: str, about: bool) -> None:
    analysis = analyze_text(HEAD.format(title))
    assert on_subject(analysis, HEALTH.lexicon[HEALTH.subject]) is about
    assert in_field(analysis, HEALTH) is about
    said = outside(analysis, HEALTH)
    assert (said is None) is about
    assert said is None or HEALTH.name.en in said.en


def test_without_a_title_the_text_says_it() -> None:
    often = "- Truyền thông phòng, chống dịch bệnh tại thôn.\n" * 3
    assert in_field(analyze_text(f"I. NHIỆM VỤ\n{often}", kind="plan"), HEALTH)
    assert not in_field(analyze_text("I. NHIỆM VỤ\n- Sửa đường liên thôn.\n", kind="plan"), HEALTH)


def test_a_scope_given_by_hand_is_believed() -> None:
    text = HEAD.format("Công tác y tế cơ sở năm 2027")
    assert not in_field(analyze_text(text), HEALTH)
    assert in_field(analyze_text(text, scope="other"), HEALTH)


def test_a_pack_without_a_subject_goes_by_the_scope() -> None:
    pack = find_pack("qd1676")
    assert in_field(analyze_text(HEAD.format("Tuyên truyền bảo hiểm xã hội"), scope="1676"), pack)
    assert not in_field(analyze_text(HEAD.format("Chuyển đổi số năm 2027"), scope="other"), pack)
