"""An earlier report against the present one."""

from __future__ import annotations

import json
from functools import cache
from itertools import groupby
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.checks.model import Finding, Status, Verdict
from analyzer.errors import Text
from analyzer.pipeline import analyze_text
from analyzer.pipeline import report_on as check_analysis
from analyzer.report.baseline import apply_baseline, load_baseline, mark_baseline
from analyzer.report.codec import from_json, to_json
from analyzer.report.html import render_html
from analyzer.report.model import Report
from analyzer.report.schema import schema
from analyzer.report.text import render_text
from analyzer.report.verdict import FailOn, counts_against, findings_of
from tests.cli.program import FAULTY
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
        ("partial", "missing", "new"),
        ("missing", "partial", "same"),
        ("needs_review", "partial", "new"),
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


@pytest.mark.parametrize(
    ("before", "now", "state"),
    [
        ("Mỗi xã có 02 cộng tác viên", "Mỗi xã có 02 cộng tác viên", "same"),
        ("Mỗi xã có 02 cộng tác viên", "mỗi  xã có 02 cộng-tác-viên.", "same"),
        ("Mỗi xã có 02 cộng tác viên", "Mỗi xã cần có 02 cộng tác viên", "same"),
        ("Mỗi xã có 02 cộng tác viên", "Mỗi xã có 03 cộng tác viên", "new"),
        ("Mỗi xã có 02 cộng tác viên", "Có 02 hội nghị tại các thôn", "new"),
    ],
)
def test_a_fault_whose_sentence_was_reworded(before: str, now: str, state: str) -> None:
    def faults(*texts: str) -> Report:
        text = "\n".join(texts)
        found = tuple(Finding(T, ((text.index(t), text.index(t) + len(t)),)) for t in texts)
        return report_on(text, [Verdict(rule("K901", faults=True), "missing", T, T, checked=4, findings=found)])

    report = faults("Đến năm 2031 thì xong", now)
    mark_baseline(report, faults(before, "Đến năm 2031 thì xong"))
    assert [finding.baseline for finding in findings_of(report.rules[0])] == ["same", state]
    counts = report.summary.baseline
    assert counts
    assert counts.gone == counts.new == (state == "new")


def test_a_rule_that_can_no_longer_tell_has_fixed_nothing() -> None:
    doubt = Verdict(rule("K901", faults=True), "needs_review", T, T, ((0, 5),), T, checked=4)
    report = report_on(TEXT, [doubt])
    mark_baseline(report, faulty("alpha"))
    assert not report.rules[0].baseline
    assert report.summary.baseline
    assert report.summary.baseline.gone == 0


@pytest.mark.parametrize(
    ("before", "now", "level", "fails"),
    [
        ("missing", "missing", "advice", False),
        ("met", "missing", "error", True),
        ("partial", "missing", "error", True),
        ("met", "partial", "error", False),
        ("met", "partial", "warning", True),
        ("partial", "partial", "warning", False),
    ],
)
def test_only_what_is_new_fails_a_run(before: Status, now: Status, level: FailOn, fails: bool) -> None:
    report = asked(now)
    mark_baseline(report, asked(before))
    assert counts_against(report, level) is fails


@pytest.mark.parametrize(
    ("before", "now", "fails"), [("alpha", "alpha", False), ("alpha", "alpha gamma", True), ("", "alpha", True)]
)
def test_only_new_faults_fail_a_run(before: str, now: str, fails: bool) -> None:
    report = faulty(now)
    mark_baseline(report, faulty(before))
    assert counts_against(report, "error") is fails


def test_a_document_that_was_not_there_is_new_and_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "truoc.json"
    path.write_bytes(to_json(plan_report()) + b"\n")
    report = faulty("alpha")
    report.document.path = "khac.docx"
    apply_baseline(report, load_baseline(path))
    assert report.rules[0].baseline == "new"
    assert [notice.code for notice in report.warnings] == ["no_baseline"]
    known = plan_report()
    known.document.path = "ban-2.docx"
    apply_baseline(known, load_baseline(path))
    assert known.summary.baseline
    assert (known.summary.baseline.new, known.summary.baseline.gone) == (0, 0)


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "truoc.json"
    path.write_bytes(to_json(faulty("alpha")))
    assert len(load_baseline(path).by_path) == 1
    other = plan_report()
    other.document.path = "khac.docx"
    path.write_bytes(to_json(faulty("alpha")) + b"\n" + to_json(other))
    assert len(load_baseline(path).by_path) == 2


_LINES = FAULTY.read_text("utf-8").split("\n")
_BODY = range(_LINES.index("I. MỤC ĐÍCH") + 1, _LINES.index("Nơi nhận:"))
_NEUTRAL = (
    "Các đơn vị phối hợp chặt chẽ trong quá trình triển khai.",
    "Nội dung này được lồng ghép trong sinh hoạt thường kỳ.",
    "Việc tuyên truyền cần sát với đời sống của người dân.",
)


@cache
def _faults(text: str) -> frozenset[str]:
    report = check_analysis(analyze_text(text), select=["K901", "K902", "K903", "K904", "K905", "K908", "L703"])
    return frozenset(finding.fingerprint for rule in report.rules for finding in findings_of(rule))


@given(st.lists(st.tuples(st.sampled_from(list(_BODY)), st.sampled_from(_NEUTRAL)), min_size=1, max_size=3))
@settings(max_examples=12, deadline=None)
def test_fingerprints_outlast_sentences_put_in_elsewhere(inserts: list[tuple[int, str]]) -> None:
    lines = list(_LINES)
    for place, sentence in sorted(inserts, reverse=True):
        lines.insert(place, sentence)
    assert len(_faults("\n".join(_LINES))) >= 4
    assert _faults("\n".join(lines)) == _faults("\n".join(_LINES))


@given(st.data())
@settings(max_examples=12, deadline=None)
def test_fingerprints_outlast_moved_items(data: st.DataObject) -> None:
    moved: list[str] = []
    for is_item, run in groupby(_LINES, key=lambda line: line.startswith("- ")):
        items = list(run)
        moved += data.draw(st.permutations(items)) if is_item else items
    assert _faults("\n".join(moved)) == _faults("\n".join(_LINES))


def test_fingerprints_outlast_breaks_of_lines_and_pages() -> None:
    text = "\n".join(_LINES)
    assert _faults("\f" + text.replace("II. MỤC TIÊU", "\fII. MỤC TIÊU").replace("  ", " ")) == _faults(text)
