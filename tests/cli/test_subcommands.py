"""``schema``, ``doctor`` and ``rules``."""

from __future__ import annotations

import json

import jsonschema
import pytest

from analyzer.checks.loader import load_pack
from analyzer.doctor import Finding, render
from analyzer.errors import Text
from analyzer.version import __version__
from tests.cli.program import rasoat


@pytest.mark.parametrize("name", ["report", "extract", "error"])
def test_a_schema_is_a_schema(name: str) -> None:
    run = rasoat("schema", name)
    assert (run.code, run.err) == (0, "")
    document = json.loads(run.out)
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$id"] == f"urn:rasoat:schema:{name}:1.0"


def test_the_schema_of_the_report_is_the_default() -> None:
    assert rasoat("schema").out == rasoat("schema", "report").out


def test_version() -> None:
    assert rasoat("--version").out.split()[-1] == __version__


def test_doctor_names_every_part() -> None:
    for lang, word in (("vi", "có"), ("en", "present")):
        run = rasoat("doctor", "--lang", lang)
        assert run.code == 0
        assert run.err == ""
        for part in ("rasoat", "Python", "spacy", "lxml", "pypdfium2", "pack qd1676"):
            line = next(line for line in run.out.splitlines() if part in line)
            assert line.startswith("✓")
            assert word in line


def test_doctor_says_what_is_missing_and_what_is_wrong() -> None:
    purpose = Text("đọc PDF", "reading PDF")
    findings = [
        Finding("pypdfium2", False, "", purpose),
        Finding("scikit-learn", False, "", purpose, optional=True),
        Finding("pack x", False, "1.0", Text("9 quy tắc, 2 lỗi", "9 rules, 2 problems")),
    ]
    shown = [" ".join(line.split()) for line in render(findings, "en").splitlines()]
    assert shown == [
        "✗ pypdfium2 missing reading PDF",
        "→ python -m pip install pypdfium2",
        "○ scikit-learn missing (optional) reading PDF",
        "→ python -m pip install scikit-learn",
        "✗ pack x 1.0 has problems 9 rules, 2 problems",
    ]


def test_rules_are_listed_in_the_order_of_the_pack() -> None:
    pack = load_pack()
    text = rasoat("rules", "list")
    shown = [line.split()[0] for line in text.out.splitlines() if line.startswith("  ")]
    assert shown == [rule.code for rule in pack.rules]
    as_json = json.loads(rasoat("rules", "list", "--format", "json").out)
    assert [item["code"] for item in as_json] == shown
    assert all(item["name"]["vi"] and item["name"]["en"] and item["cases"] >= 2 for item in as_json)


@pytest.mark.parametrize("code", ["C201", "c201", "L703", "F807", "S125"])
def test_a_rule_is_explained(code: str) -> None:
    run = rasoat("rules", "show", code)
    assert run.code == 0
    assert run.out.startswith(code.upper())
    for title in ("Điều khoản:", "Mức độ:", "Áp dụng:", "Vì sao:", "Cách hoàn thiện:", "Ví dụ đạt:", "Ví dụ chưa đạt:"):
        assert title in run.out
    english = rasoat("rules", "show", code, "--lang", "en").out
    for title in ("Clause:", "Severity:", "Asked of:", "Why:", "How to fix:", "Passes:", "Fails:"):
        assert title in english


@pytest.mark.parametrize("arguments", [("show", "Z999"), ("show", "S"), ("test", "Z")])
def test_a_rule_that_there_is_not(arguments: tuple[str, ...]) -> None:
    run = rasoat("rules", *arguments)
    assert (run.code, run.out) == (2, "")
    assert "rasoat rules list" in run.err


def test_cases_of_some_rules() -> None:
    run = rasoat("rules", "test", "C2", "L701")
    assert run.code == 0
    count = sum(len(r.cases) for r in load_pack(with_cases=True).rules if r.code[:2] == "C2" or r.code == "L701")
    assert run.out.startswith(f"✓ {count} trường hợp, 0 sai")


def test_coverage_tells_every_clause() -> None:
    pack = load_pack()
    rows = json.loads(rasoat("rules", "coverage", "--format", "json").out)
    assert [row["clause"] for row in rows] == [clause.id for clause in pack.clauses]
    assert all(row["note"]["vi"] for row in rows if row["automation"] in ("manual", "none"))
    text = rasoat("rules", "coverage").out
    assert all(row["clause"] in text for row in rows)
    assert f"{len(rows)} điểm của Quyết định" in text.splitlines()[-1]
