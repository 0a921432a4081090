"""Packs: a mistake is told with its place, and the other rules still load."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.checks.loader import load_pack
from analyzer.errors import RuleError

PACK = """id: small
version: "0.1"
name: {vi: Nhỏ, en: Small}
concepts: [concepts.yml]
rules: [R.yml]
"""
CONCEPTS = """concepts:
  radio: [loa truyền thanh]
  web: [trang thông tin điện tử]
"""
RULE = """  - code: {code}
    name: {{vi: Loa, en: Radio}}
    clause: I
    severity: {severity}
    kinds: [plan]
    scopes: ["1676"]
    check: {check}
    params:
      groups:
        - {{name: {{vi: loa, en: radio}}, concepts: [{concept}]}}
    messages:
      met: {{vi: Có, en: "Yes"}}
      partial: {{vi: Một phần, en: In part}}
      missing: {{vi: Không, en: "{missing}"}}
    suggestion: {{vi: Thêm, en: Add}}
    explanation:
      why: {{vi: a, en: a}}
      fix: {{vi: a, en: a}}
      passes: {{vi: a, en: a}}
      fails: {{vi: a, en: a}}
"""
GOOD = {"code": "R101", "severity": "error", "check": "concepts", "concept": "radio", "missing": "No"}
CASES = """---
R101:
  - {status: met, text: "I. NHIỆM VỤ\\nPhát trên loa truyền thanh thôn."}
  - {status: missing, text: "I. NHIỆM VỤ\\nIn băng rôn cho các thôn."}
"""


def _pack(folder: Path, rules: str, concepts: str = CONCEPTS) -> Path:
    (folder / "small").mkdir()
    (folder / "small" / "pack.yml").write_text(PACK, encoding="utf-8")
    (folder / "small" / "concepts.yml").write_text(concepts, encoding="utf-8")
    (folder / "small" / "R.yml").write_text("family: R\nrules:\n" + rules, encoding="utf-8")
    return folder


def test_a_sound_pack(tmp_path: Path) -> None:
    pack = load_pack("small", root=_pack(tmp_path, RULE.format(**GOOD) + CASES), with_cases=True)
    assert pack.problems == []
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert len(pack.rules[0].cases) == 2
    assert pack.rules[0].params["mode"] == "plan"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"severity": "fatal"}, "one of: error, warning, advice"),
        ({"check": "guess"}, "one of: section"),
        ({"concept": "smoke"}, "no 'smoke'"),
        ({"missing": "{nothing}"}, "{nothing}"),
        ({"code": "r1"}, "a code such as S101"),
        ({"code": "R101"}, "a code not in use"),
    ],
)
def test_a_mistake_has_its_place_and_stops_no_other(tmp_path: Path, change: dict[str, str], said: str) -> None:
    bad = {**GOOD, "code": "R102", **change}
    pack = load_pack("small", root=_pack(tmp_path, RULE.format(**GOOD) + RULE.format(**bad)))
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert any("R.yml:" in problem.en and said in problem.en for problem in pack.problems)
    line = RULE.count("\n") + 3
    assert all(int(problem.en.split(":")[1]) >= line for problem in pack.problems)


def test_an_unknown_parameter(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("    params:\n", "    params:\n      volume: loud\n")
    pack = load_pack("small", root=_pack(tmp_path, text))
    assert pack.rules == []
    assert "R.yml:11:7" in pack.problems[0].en
    assert "groups" in pack.problems[0].en
    assert "một trong" in pack.problems[0].vi


def test_an_unknown_key(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("    clause: I\n", "    clause: I\n    colour: red\n")
    assert "colour" in load_pack("small", root=_pack(tmp_path, text)).problems[0].en


def test_a_missing_text(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("      fix: {vi: a, en: a}\n", "      fix: {vi: a}\n")
    problem = load_pack("small", root=_pack(tmp_path, text)).problems[0]
    assert "explanation.fix" in problem.en


def test_broken_yaml_loses_only_the_broken_rule(tmp_path: Path) -> None:
    broken = RULE.format(**{**GOOD, "code": "R102"}).replace("clause: I", "clause: [I")
    pack = load_pack("small", root=_pack(tmp_path, RULE.format(**GOOD) + broken))
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert "not YAML" in pack.problems[0].en


def test_a_broken_phrase(tmp_path: Path) -> None:
    concepts = CONCEPTS + '  broken: ["loa (thôn"]\n'
    pack = load_pack("small", root=_pack(tmp_path, RULE.format(**GOOD), concepts))
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert "concepts.yml:4:3" in pack.problems[0].en
    assert "')' is missing" in pack.problems[0].en


def test_a_rule_without_a_failing_case(tmp_path: Path) -> None:
    cases = CASES.replace("missing", "met")
    pack = load_pack("small", root=_pack(tmp_path, RULE.format(**GOOD) + cases), with_cases=True)
    assert "a passing and a failing case" in pack.problems[0].en
    assert pack.rules == []


def test_no_pack_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_pack("none", root=tmp_path)
    assert "none" in caught.value.message.en
