"""Gains and losses between two runs."""

from __future__ import annotations

from typing import Any

from analyzer.evaluation.bootstrap import summarise
from analyzer.evaluation.gains import Change, compare
from analyzer.evaluation.model import Record
from analyzer.evaluation.scoring import score
from tests.evaluation.samples import figure, gold, report


def record(*, families: str = "", **reports: Any) -> Record:
    documents = {name: score(gold(), got, families) for name, got in reports.items()}
    return Record("1.0", families, 1, summarise(list(documents.values()), 1), documents, [])


def changes(before: Any, after: Any) -> list[tuple[str, str]]:
    return [(change.kind, change.what) for change in compare(record(a=before), record(a=after)).changes]


def test_no_change() -> None:
    assert changes(report(), report()) == []


def test_lost_and_found() -> None:
    worse = report()
    del worse["figures"][0]
    assert changes(report(), worse) == [("figures", "lost")]
    assert changes(worse, report()) == [("figures", "found")]
    (change,) = compare(record(a=report()), record(a=worse)).changes
    assert change.item["quote"] == gold()["figures"][0]["quote"]


def test_extra() -> None:
    more = report()
    more["sections"].append({"role": "other", "heading": "Không phải đề mục"})
    assert changes(report(), more) == [("sections", "extra_new")]
    assert changes(more, report()) == [("sections", "extra_gone")]


def test_an_extra_given_twice_is_two() -> None:
    once, twice = report(), report()
    once["figures"] += [figure("thừa", 5)]
    twice["figures"] += [figure("thừa", 5), figure("thừa", 5)]
    assert changes(once, twice) == [("figures", "extra_new")]


def test_attributes() -> None:
    wrong = report()
    wrong["figures"][0].update(indicator="bhxh_rate", op="eq")
    differs = compare(record(a=report()), record(a=wrong)).changes
    assert [(change.what, change.detail) for change in differs] == [
        ("wrong_now", "op: ge → eq"),
        ("wrong_now", "indicator: bhyt_rate → bhxh_rate"),
    ]
    assert changes(wrong, report()) == [("figures", "right_now")] * 2


def test_fields() -> None:
    wrong = report()
    wrong["document"]["number"] = None
    assert compare(record(a=wrong), record(a=report())).changes == [
        Change("a", "document", "field_right", {"field": "number"}, "– → 41/KH-UBND")
    ]
    assert changes(report(), wrong) == [("document", "field_wrong")]


def with_status(code: str, status: str) -> Any:
    got = report()
    got["rules"] = [rule for rule in got["rules"] if rule["code"] != code] + [{"code": code, "status": status}]
    return got


def test_verdicts() -> None:
    assert changes(with_status("S103", "partial"), report()) == [("rules", "verdict_right")]
    assert changes(report(), with_status("S103", "partial")) == [("rules", "verdict_wrong")]
    assert changes(with_status("S103", "missing"), with_status("S103", "partial")) == [("rules", "verdict_other")]
    assert changes(report(), with_status("S105", "met")) == [("rules", "verdict_wrong")]


def test_faults() -> None:
    silent = report()
    silent["rules"][-1] = {"code": "K903", "status": "met", "findings": []}
    assert changes(report(), silent) == [("faults", "lost"), ("rules", "verdict_wrong")]


def test_rules_that_one_run_did_not_judge_are_not_compared() -> None:
    narrow, wide = record(a=with_status("K903", "met"), families="S"), record(a=report())
    assert [change for change in compare(narrow, wide).changes if change.kind == "rules"] == []


def test_faults_that_one_run_did_not_judge_are_not_compared() -> None:
    narrow, wide = record(a=report(), families="S"), record(a=report())
    for old, new in ((narrow, wide), (wide, narrow)):
        comparison = compare(old, new)
        assert comparison.changes == []
        assert comparison.annotations_changed == 0


def test_documents_of_one_run_only() -> None:
    comparison = compare(record(a=report(), b=report()), record(b=report(), c=report()))
    assert (comparison.added, comparison.removed, comparison.changes) == (["c"], ["a"], [])


def test_an_annotation_that_changed_is_no_gain() -> None:
    before = record(a=report())
    more = gold()
    more["figures"].append(figure("một chỉ tiêu mới được ghi", 55))
    after = record(a=report())
    after.documents["a"] = score(more, report())
    comparison = compare(before, after)
    assert comparison.changes == []
    assert comparison.annotations_changed == 1
