"""The JSON of reports: its schema, its bytes, its way there and back."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.checks.model import Finding, Verdict
from analyzer.errors import ReadingError, Text
from analyzer.report.build import build_extract, rule_info
from analyzer.report.codec import error_line, from_json, to_json
from analyzer.report.model import ErrorLine, Extract
from analyzer.report.schema import SchemaName, schema
from tests.report.samples import plan_analysis, plan_report, report_on, rule

NAMES: list[SchemaName] = ["report", "error", "extract"]
TOP = {
    "report": "schema_version tool document sections figures deadlines assignments rules summary warnings",
    "extract": "schema_version tool document sections figures deadlines assignments warnings",
    "error": "schema_version document error",
}
FIELDS = {
    "document": "path sha256 format pages chars ocr quality kind scope phase number issuer title place issued_on "
    "reference_date period signer recipients references evidence overrides",
    "figures": "kind indicator indicator_text op min max unit per per_entity population place basis when quote span "
    "page line source section",
    "deadlines": "kind start end every month day precision inclusive status quote span page line source section",
    "assignments": "body body_text role task product deadlines quote span page line source section",
    "sections": "id role label heading level span page",
    "rules": "code status severity message clause suggestion reason confidence evidence",
    "summary": "verdict applicable met partial missing needs_review faults coverage",
    "tool": "name version rule_pack rule_pack_version options",
}


def check(name: SchemaName, line: bytes) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(line)
    jsonschema.Draft202012Validator(schema(name)).validate(data)
    return data


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_itself_valid(name: SchemaName) -> None:
    found = schema(name)
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$id"].startswith("urn:rasoat:schema:")
    assert found["title"]
    assert found["description"]
    for definition in found["$defs"].values():
        assert definition["description"], definition["title"]


@pytest.mark.parametrize("with_text", [False, True])
def test_report_fits_its_schema(with_text: bool) -> None:
    data = check("report", to_json(plan_report(with_text=with_text)))
    assert ("text" in data["document"]) is with_text


def test_extract_and_error_fit_their_schemas() -> None:
    check("extract", to_json(build_extract(plan_analysis(), version="1.0.0")))
    data = check(
        "error", to_json(error_line("a.pdf", ReadingError("Tệp có mật khẩu.", "Encrypted.", code="encrypted")))
    )
    assert data["error"] == {"code": "encrypted", "message": {"vi": "Tệp có mật khẩu.", "en": "Encrypted."}}
    assert data["document"] == {"path": "a.pdf"}


@pytest.mark.parametrize("name", ["report", "extract"])
def test_keys_stand_in_the_order_of_the_contract(name: str) -> None:
    data = json.loads(to_json(plan_report() if name == "report" else build_extract(plan_analysis(), version="1")))
    assert list(data) == TOP[name].split()
    for part, fields in FIELDS.items():
        if part not in data:
            continue
        for item in data[part] if isinstance(data[part], list) else [data[part]]:
            wanted = fields.split()
            assert list(item)[: len(wanted)] == wanted, part


BROKEN: list[tuple[list[Any], Any]] = [
    (["summary", "verdict"], "fine"),
    (["summary", "coverage"], 65),
    (["figures", 0, "min"], "100"),
    (["figures", 0, "op"], "about"),
    (["figures", 0, "span"], [1]),
    (["figures", 0, "span"], [-1, 4]),
    (["deadlines", 0, "start"], "1/1/2026"),
    (["deadlines", 4, "end"], "2026-04-30"),
    (["rules", 0, "evidence"], []),
    (["rules", 0, "status"], "ok"),
    (["rules", 2, "message"], "một câu"),
    (["document", "issuer"], None),
    (["document", "quality", "grade"], "bad"),
    (["schema_version"], "2.0"),
]


@pytest.mark.parametrize(("path", "value"), BROKEN, ids=lambda v: "/".join(map(str, v)) if isinstance(v, list) else "")
def test_schema_refuses(path: list[Any], value: Any) -> None:
    data = json.loads(to_json(plan_report()))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not jsonschema.Draft202012Validator(schema("report")).is_valid(data)


def test_schema_refuses_what_is_left_out() -> None:
    validator = jsonschema.Draft202012Validator(schema("report"))
    for path in (["document", "sha256"], ["rules", 2, "looked_in"], ["rules", 2, "nearest"], ["figures", 0, "when"]):
        data = json.loads(to_json(plan_report()))
        place = data
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]
        assert not validator.is_valid(data), path
    data = json.loads(to_json(plan_report()))
    fault = next(r for r in data["rules"] if r["code"] == "K903")
    fault["findings"] = []
    assert not validator.is_valid(data)


def test_a_later_version_may_add_fields() -> None:
    data = json.loads(to_json(plan_report()))
    data["document"]["colour"] = "blue"
    data["novelty"] = 1
    jsonschema.Draft202012Validator(schema("report")).validate(data)
    assert from_json(json.dumps(data)) == plan_report()


def test_there_and_back_gives_the_same_bytes() -> None:
    line = to_json(plan_report(with_text=True))
    assert to_json(from_json(line)) == line
    extract = to_json(build_extract(plan_analysis(), version="1.0.0"))
    assert to_json(from_json(extract, Extract)) == extract
    with pytest.raises(msgspec.ValidationError):
        from_json(b'{"schema_version": "1.0"}', ErrorLine)


def test_equal_documents_give_equal_bytes() -> None:
    assert to_json(plan_report()) == to_json(plan_report())


def test_json_is_one_line_of_utf8() -> None:
    report = report_on("Dòng một\u2028hai\u0085ba\u2029bốn\tô\nDòng cuối", [], scope="1676")
    report.document.title = "Truyền thông\u2028chính sách"
    line = to_json(report)
    assert len(line.decode("utf-8").splitlines()) == 1
    assert "Truyền thông".encode() in line
    assert json.loads(line)["document"]["title"] == report.document.title


def test_half_characters_and_odd_paths_do_not_break_the_line() -> None:
    verdict = Verdict(rule("S101"), "met", Text("có \ud83d đây", "half"), Text("", ""), ((0, 3),))
    data = json.loads(to_json(report_on("abc \udc80 def", [verdict])))
    assert data["rules"][0]["message"]["vi"] == "có \ufffd đây"
    line = error_line("th\udcff.pdf", ValueError("x"))
    assert json.loads(to_json(line))["document"]["path"] == "th\\xff.pdf"
    assert line.error.code == "internal"
    assert "ValueError" in line.error.message.vi


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_survives(words: str, calculation: str) -> None:
    text = f"Mở đầu {words} hết"
    verdict = Verdict(
        rule("K901", faults=True), "missing", Text(words, words), Text("", ""), checked=1,
        findings=(Finding(Text(words, ""), ((0, len(text)),), calculation),),
    )  # fmt: skip
    line = to_json(report_on(text, [verdict]))
    assert b"\n" not in line
    finding = json.loads(line)["rules"][0]["findings"][0]
    assert finding["evidence"][0]["quote"] == text
    assert finding["calculation"] == calculation


def test_numbers_are_as_short_as_can_be() -> None:
    line = to_json(plan_report())
    assert b'"min":120,' in line
    assert b"120.0" not in line
    assert b'"coverage":0.65' in line


def test_rule_listing() -> None:
    data = json.loads(to_json([rule_info(rule("K901", faults=True))]))
    assert data[0]["code"] == "K901"
    assert data[0]["kinds"] == ["plan"]
    assert data[0]["cases"] == 0
