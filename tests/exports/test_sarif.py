"""SARIF 2.1.0: one log for all documents, with what the JSON says."""

from __future__ import annotations

import json
from collections import Counter
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from analyzer.errors import ReadingError
from analyzer.pipeline import analyze
from analyzer.report.codec import error_line
from analyzer.report.export import Document
from analyzer.report.model import Waiver
from analyzer.report.sarif import sarif_log
from tests.exports.samples import DAY, HOSTILE, all_of, checked, expected, marked

_SCHEMA = Path(__file__).parent / "data" / "sarif.schema.json"
_NAMES = ["ke-hoach-huyen-sa-loc.txt", "bao-cao-tinh-hai-giang-2025.md", "ke-hoach-phuong-hoa-my-tay-2027.docx",
          "ke-hoach-dac-khu-hon-sam.pdf", "cong-van-huyen-thuong-loi.html"]  # fmt: skip


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(_SCHEMA.read_text("utf-8")))


def _run(*documents: Any, **options: Any) -> dict[str, Any]:
    log = json.loads(sarif_log(documents, DAY, **options))
    assert [f"{e.json_path}: {e.message[:200]}" for e in _validator().iter_errors(log)] == []
    return log["runs"][0]  # type: ignore[no-any-return]


def test_the_schema_refuses_what_is_wrong() -> None:
    log = json.loads(sarif_log([checked(_NAMES[0])], DAY))
    result = log["runs"][0]["results"][0]
    for change in ({"level": "fatal"}, {"kind": "review", "level": "error"}, {"extra": 1}):
        kept = dict(result)
        result.update(change)
        assert list(_validator().iter_errors(log))
        result.clear()
        result.update(kept)
    assert not list(_validator().iter_errors(log))


@pytest.mark.parametrize("name", _NAMES)
def test_every_finding_of_the_json_is_a_result(name: str) -> None:
    document = checked(name)
    run = _run(document)
    said = Counter((r["ruleId"], r["message"]["text"].split("\n")[0]) for r in run["results"])
    assert said == Counter({(c, " ".join(m.split())): n for (c, m), n in expected(document.report).items()})
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert run["artifacts"][0]["hashes"]["sha-256"] == document.report.document.sha256
    assert run["properties"]["madeOn"] == "2026-11-20"
    assert run["properties"]["rulePacks"] == [f"qd1676 {document.report.tool.rule_pack_version}"]


@pytest.mark.parametrize("name", [*all_of(".txt"), *all_of(".md")])
def test_regions_of_text_files_hold_the_words(name: str) -> None:
    document = checked(name)
    lines = document.original.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    found = bare = 0
    for result in _run(document)["results"]:
        for location in [*result["locations"], *result.get("relatedLocations", [])]:
            region = location["physicalLocation"].get("region")
            if region is None:
                bare += "properties" in location
                continue
            start, end = region["startLine"] - 1, region["endLine"] - 1
            words = lines[start][region["startColumn"] - 1 :] if start < end else ""
            words += "".join(lines[start + 1 : end])
            words += lines[end][: region["endColumn"] - 1][0 if start < end else region["startColumn"] - 1 :]
            quote = "".join(region["snippet"]["text"].split())
            letters = "".join(words.replace("*", "").replace("|", "").split())
            assert letters[:15] in quote or quote[:15] in letters
            found += 1
    # Markup that runs through words, and the cells of a table, leave some without a place.
    assert bare == 0 if name.endswith(".txt") else found >= bare


def test_several_documents_stand_in_one_run_with_those_that_failed() -> None:
    documents = [checked(name) for name in _NAMES]
    failed = error_line("thư mục/hỏng #1.docx", ReadingError("Tệp hỏng.", "Damaged.", code="corrupt"))
    run = _run(*documents, failed)
    assert len(run["artifacts"]) == len(documents)
    used = {r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for r in run["results"]}
    assert used == {n for n, document in enumerate(documents) if expected(document.report)}
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    last = invocation["toolExecutionNotifications"][-1]
    assert last["level"] == "error"
    assert last["descriptor"]["id"] == "corrupt"
    uri = last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "th%C6%B0%20m%E1%BB%A5c/h%E1%BB%8Fng%20%231.docx"


def test_waivers_suppress_and_baselines_are_told() -> None:
    document = checked(_NAMES[0])
    report = deepcopy(document.report)
    open_rules = [r for r in report.rules if r.status not in ("met", "not_applicable")]
    waived = next(r for r in open_rules if not isinstance(r.findings, list) or not r.findings)
    waived.waiver = Waiver(reason="Đã thống nhất", by="Trưởng phòng", expires="2027-01-31")
    old = next(r for r in open_rules if r is not waived and not r.findings)
    old.baseline = "same"
    run = _run(Document(report, document.clean, document.original))
    by_code = {r["ruleId"]: r for r in run["results"]}
    (suppression,) = by_code[waived.code]["suppressions"]
    assert suppression["justification"] == "Đã thống nhất"
    assert suppression["properties"] == {"by": "Trưởng phòng", "expires": "2027-01-31"}
    assert by_code[old.code]["baselineState"] == "unchanged"
    assert sum("suppressions" in r for r in run["results"]) == 1


def test_doubt_is_for_review_and_a_partial_rule_warns_at_most() -> None:
    results = [r for name in _NAMES for r in _run(checked(name))["results"]]
    assert {r["kind"] for r in results if r["properties"]["status"] == "needs_review"} <= {"review"}
    assert {r["level"] for r in results if r["properties"]["status"] == "partial"} == {"warning", "note"}
    assert {"error", "warning", "note"} <= {r["level"] for r in results}


def test_english_and_hostile_words(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("KẾ HOẠCH\nTuyên truyền bảo hiểm xã hội năm 2026\n", "utf-8")
    document = marked(path, ["xã hội"], message=HOSTILE)
    text = sarif_log([document], DAY)
    assert not any(char in text for char in "\x00\x08\x1b\u202e\u200f")
    run = _run(document, lang="en")
    assert run["language"] == "en"
    assert {r["message"]["text"].split("\n")[0] for r in run["results"]} == {"Fault.", "Missing."}
    region = run["results"][1]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (2, 23, 2, 29)
    assert analyze(path) is not None
