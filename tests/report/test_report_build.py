"""From the analysis to the report: places, numbers, what is said of a missing thing, warnings."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from analyzer.checks.model import Finding, Pack, Verdict
from analyzer.errors import Text
from analyzer.report.build import build_report, plain_number
from analyzer.report.model import Evidence, Report, Waiver
from analyzer.report.places import Places
from analyzer.report.view import SectionNames
from tests.report.samples import PACK, plain_analysis, plan_analysis, plan_report, plan_verdicts, report_on, rule

T = Text("câu", "words")


def all_evidence(report: Report) -> list[Evidence]:
    found = [e for field in report.document.evidence.values() for e in field.where]
    for result in report.rules:
        found += result.evidence
        found += [e for finding in result.findings or [] for e in finding.evidence]
        found += [result.nearest] if isinstance(result.nearest, Evidence) else []
    return found


def test_every_quote_is_the_text_at_its_span_and_in_its_source() -> None:
    analysis = plan_analysis()
    report = plan_report()
    blocks = {block.id: block.text for block in analysis.outline.clean.source.blocks}
    items: list[Any] = [
        *all_evidence(report),
        *report.figures,
        *report.deadlines,
        *report.assignments,
        *report.document.references,
    ]
    assert len(items) > 40
    for item in items:
        assert analysis.text[slice(*item.span)] == item.quote
        pieces = [blocks[piece.block][piece.start : piece.end] for piece in item.source]
        assert "".join(pieces) == item.quote.replace("\t", "").replace("\n", "")
        assert analysis.text[: item.span[0]].count("\n") + 1 == item.line
        assert item.page in (1, 2, 3)


def test_sections_of_items() -> None:
    report = plan_report()
    labels = {section.id: section.label for section in report.sections}
    assert [labels[f.section] for f in report.figures if f.section] == ["II.2"] * 5 + ["III.2", "IV.2"]
    assert [labels[d.section] if d.section else None for d in report.deadlines] == [
        None, "II.2", "II.2", "III.2", "IV.1", "IV.3", "IV.3", "V.1",
    ]  # fmt: skip
    assert [s.parent for s in report.sections[:4]] == [None, "s1", "s1", None]
    analysis = plan_analysis()
    assert Places(analysis.outline).section(analysis.text.index("Nơi nhận:")) is None
    assert SectionNames(report.sections).at(analysis.text.index("Nơi nhận:")) is None


@pytest.mark.parametrize(
    ("value", "written"),
    [(1369.0, "1369"), (53.1, "53.1"), (0.0, "0"), (None, "None"), (float("nan"), "None"), (float("inf"), "None"),
     (2_444_500.0, "2444500"), (-1.5, "-1.5"), (7, "7")],
)  # fmt: skip
def test_plain_number(value: float | None, written: str) -> None:
    assert str(plain_number(value)) == written


def test_document_fields() -> None:
    document = plan_report().document
    assert document.kind == "plan"
    assert document.number is None
    assert document.issued_on == "2026-03"
    assert (document.issuer.name, document.issuer.level) == ("Ủy ban nhân dân xã Tân Vĩnh Khê", "commune")
    assert (document.period.start, document.period.end) == ("2026-01-01", "2030-12-31")
    assert document.signer.name == "Hoàng Thị Mẫu"
    assert document.overrides == {"scope": "1676"}
    assert document.evidence["kind"].where[0].quote == "KẾ HOẠCH"
    assert document.evidence["kind"].candidates[0].value == "report"
    assert document.evidence["number"].where[0].quote == "Số: …/KH-UBND"
    assert document.evidence["phase"].why == ["period"]
    assert [r.number or r.name for r in document.references] == ["28-NQ/TW", "Luật Bảo hiểm xã hội"]


def test_document_of_nothing() -> None:
    report = report_on("")
    assert report.document.chars == 0
    assert report.document.signer.name is None
    assert report.summary.coverage is None
    assert report.summary.verdict == "compliant"
    assert "empty" in [notice.code for notice in report.warnings]


def test_what_is_said_of_a_missing_thing() -> None:
    report = plan_report()
    rules = {result.code: result for result in report.rules}
    looked = rules["S106"].looked_in
    assert looked
    assert (looked.sections, looked.pages) == (["s7", "s9"], [2])
    assert isinstance(rules["S106"].nearest, Evidence)
    assert rules["S106"].nearest.line == 21
    whole = rules["S108"].looked_in
    assert whole
    assert (whole.sections, whole.pages) == ([], [1, 2, 3])
    assert rules["S108"].nearest is None
    assert not rules["S101"].looked_in
    assert not rules["K903"].looked_in


def test_faults_carry_evidence_and_calculation() -> None:
    rules = {result.code: result for result in plan_report().rules}
    found = rules["K903"].findings
    assert found
    assert found[0].calculation == "42 + 4 × 3 = 54 ≠ 56"
    assert rules["K901"].findings == []
    assert rules["K901"].checked == 7
    assert not rules["S101"].findings


def test_fingerprints() -> None:
    marks = [f.fingerprint for r in plan_report().rules for f in r.findings or []]
    assert len(set(marks)) == len(marks) == 4


def test_equal_faults_have_their_own_fingerprints() -> None:
    finding = Finding(T, ((0, 3),))
    again = Finding(T, ((4, 7),))
    verdict = Verdict(rule("K904", faults=True), "missing", T, T, checked=2, findings=(finding, again))
    found = report_on("abc abc", [verdict]).rules[0].findings
    assert found
    assert found[0].fingerprint != found[1].fingerprint
    moved = (
        report_on(
            "trước đó: ABC, abc",
            [Verdict(rule("K904", faults=True), "missing", T, T, checked=1, findings=(Finding(T, ((10, 13),)),))],
        )
        .rules[0]
        .findings
    )
    assert moved
    assert moved[0].fingerprint == found[0].fingerprint


def test_where_a_doubtful_rule_looked_is_said_too() -> None:
    verdict = Verdict(rule("S101"), "needs_review", T, T, reason=T, looked_in=("s1",))
    result = report_on("abc", [verdict]).rules[0]
    assert result.looked_in
    assert result.looked_in.sections == ["s1"]
    assert result.nearest is UNSET


def test_waivers_by_code_and_by_fingerprint() -> None:
    analysis = plan_analysis()
    verdicts = plan_verdicts(analysis)
    mark = next(f.fingerprint for r in plan_report().rules if r.code == "K903" for f in r.findings or [])
    waiver = Waiver(reason="Sẽ có phụ lục riêng", by="Trần Văn Duyệt", expires="2026-12-31")
    report = build_report(analysis, verdicts, pack=PACK, version="1", waivers={"S106": waiver, mark: waiver})
    rules = {result.code: result for result in report.rules}
    assert rules["S106"].waiver == waiver
    found = rules["K903"].findings
    assert found
    assert found[0].waiver == waiver
    assert not rules["K903"].waiver
    assert report.summary.waived == 2


def test_warnings() -> None:
    analysis = plan_analysis()
    clean = analysis.outline.clean
    clean.source.ocr = True
    clean.repairs["joined_lines"] = 40
    broken = Pack("p", "1", T, [], problems=[Text("Sai ở dòng 3.", "Wrong in line 3.")])
    codes = [n.code for n in build_report(analysis, [], pack=broken, version="1").warnings]
    assert codes == ["image_skipped", "ocr", "text_repaired", "rule_pack"]
    assert [n.code for n in report_on("Một thực đơn", scope="other").warnings] == ["out_of_scope"]
    doubtful = plain_analysis("Văn bản")
    doubtful.outline.scope = type(doubtful.outline.scope)("bhxh", 0.4)
    codes = [n.code for n in build_report(doubtful, [], pack=PACK, version="1").warnings]
    assert codes == ["doubtful_scope"]


@given(st.floats(allow_nan=True))
def test_confidence_stays_a_share(value: float) -> None:
    verdict = Verdict(rule("S101"), "met", T, T, ((0, 1),), confidence=value)
    assert 0 <= report_on("abc", [verdict]).rules[0].confidence <= 1
