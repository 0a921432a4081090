"""One report against one annotation."""

from __future__ import annotations

from typing import Any

import pytest

from analyzer.evaluation.model import Verdict
from analyzer.evaluation.scoring import score
from analyzer.evaluation.tallies import item_counts, measures
from tests.evaluation.samples import assignment, deadline, figure, gold, report

KINDS = ("figures", "deadlines", "assignments", "sections", "references", "faults")


def test_all_right() -> None:
    scored = score(gold(), report())
    assert {kind: item_counts(items) for kind, items in scored.kinds.items()} == {
        "figures": (2, 2, 2), **dict.fromkeys(KINDS[1:], (1, 1, 1)),
    }  # fmt: skip
    assert all(field.right for field in scored.fields.values())
    assert scored.verdicts == {
        "S103": Verdict("met", "met"), "S104": Verdict("missing", "missing"), "K903": Verdict("missing", "missing"),
    }  # fmt: skip
    assert {name: value[0] for name, value in measures([scored]).items() if value[0] == value[0]} == {
        name: 0.0 if name == "rules.abstained" else 1.0
        for name in measures([scored])
        if not name.startswith("rules.") or name in ("rules.S", "rules.K", "rules.abstained")
    }


def test_no_report_misses_everything() -> None:
    scored = score(gold(), {})
    assert all(item_counts(scored.kinds[kind]) == (0, len(scored.kinds[kind].items), 0) for kind in KINDS)
    assert not any(field.right for name, field in scored.fields.items())
    assert {verdict.got for verdict in (scored.verdicts or {}).values()} == {"not_applicable"}


def test_attributes_of_a_matched_figure() -> None:
    got = report()
    got["figures"][0].update(op="eq", kind="result", when={"start": "2030", "end": "2030"}, per="year")
    (first, second) = score(gold(), got).kinds["figures"].items
    assert first.wrong == ["kind", "op", "when", "per"]
    assert second.wrong == []


def test_attributes_of_a_matched_deadline() -> None:
    got = report()
    got["deadlines"] = [deadline("đến hết năm 2030", None, "2030", kind="date", month=12)]
    assert score(gold(), got).kinds["deadlines"].items[0].wrong == ["kind", "month"]


def test_extra_and_missed() -> None:
    got = report()
    got["figures"][1] = figure("một con số không ai ghi", 12)
    got["assignments"].append(assignment("Công an xã", "execute", "Giữ gìn trật tự"))
    scored = score(gold(), got)
    figures = scored.kinds["figures"]
    assert [item.got is None for item in figures.items] == [False, True]
    assert [extra["quote"] for extra in figures.extra] == ["một con số không ai ghi"]
    assert item_counts(scored.kinds["assignments"]) == (1, 1, 2)


def test_an_impossible_date_is_no_deadline() -> None:
    got = report()
    got["deadlines"].append(deadline("đến ngày 31/9/2026", None, None, status="impossible"))
    assert score(gold(), got).kinds["deadlines"].extra == []


FIELDS: list[tuple[str, Any, bool]] = [
    ("kind", "report", False),
    ("number", "41/kh-ubnd", True),
    ("number", "14/KH-UBND", False),
    ("number", None, False),
    ("issuer", {"name": "ỦY BAN NHÂN DÂN XÃ SUỐI MÂY", "level": "commune"}, False),
    ("issuer", {"name": "UBND XÃ SUỐI MÂY", "level": "commune"}, True),
    ("issuer", None, False),
    ("issued_on", "2026-03", False),
    ("issued_on", "", False),
    ("period", {"start": "2026-01-01", "end": "2030-12-31"}, True),
    ("period", {"start": None, "end": "2030"}, False),
    ("signer", {"name": "LÒ VĂN BÌNH", "position": "Chủ tịch"}, True),
    ("signer", {"name": None}, False),
]


@pytest.mark.parametrize(("field", "value", "right"), FIELDS)
def test_fields(field: str, value: Any, right: bool) -> None:
    got = report()
    got["document"][field] = value
    assert score(gold(), got).fields[field].right == right


def test_blank_fields_agree_with_absent_ones() -> None:
    want, got = gold(), report()
    for side, blank in ((want, None), (got, "")):
        side["document"]["issued_on"] = blank
        side["document"]["issuer"] = {"name": blank, "level": None}
    fields = score(want, got).fields
    assert fields["issued_on"].right
    assert fields["issuer"].right


def test_verdicts_of_both_sides_are_judged() -> None:
    got = report()
    got["rules"] = [
        {"code": "S103", "status": "needs_review"},
        {"code": "S105", "status": "met"},
        {"code": "L704", "status": "met"},
        {"code": "X001", "status": "met"},
    ]
    scored = score(gold(), got)
    assert scored.verdicts == {
        "K903": Verdict("missing", "not_applicable"),
        "S103": Verdict("met", "needs_review"),
        "S104": Verdict("missing", "not_applicable"),
        "S105": Verdict("not_applicable", "met"),
    }
    values = measures([scored])
    assert values["rules"][0] == 0
    assert values["rules.abstained"][0] == 0.25


def test_families_narrow_verdicts_and_faults() -> None:
    scored = score(gold(), report(), "S")
    assert set(scored.verdicts or {}) == {"S103", "S104"}
    assert item_counts(scored.kinds["faults"]) == (0, 0, 0)


def test_an_annotation_without_rules_judges_none() -> None:
    scored = score({**gold(), "rules": {}}, report())
    assert scored.verdicts is None
    assert "faults" not in scored.kinds
    assert "rules" not in measures([scored])


FAULTS = [
    ([("K903", "đến ngày 31/9/2026")], (1, 1, 1)),
    ([("K904", "đến ngày 31/9/2026")], (0, 1, 1)),
    ([("K903", "trước ngày 30/6/2027 phải xong")], (0, 1, 1)),
    ([("K903", "31/9/2026"), ("K903", "đến ngày 31/9/2026")], (1, 1, 2)),
    ([("K903", "")], (0, 1, 1)),
]


@pytest.mark.parametrize(("faults", "counts"), FAULTS)
def test_faults(faults: list[tuple[str, str]], counts: tuple[int, int, int]) -> None:
    got = report()
    got["rules"] = [
        {"code": code, "status": "missing", "findings": [{"evidence": [{"quote": quote}] if quote else []}]}
        for code, quote in faults
    ]
    assert item_counts(score(gold(), got).kinds["faults"]) == counts
