"""Packs: a mistake is told with its place, and the other rules still load."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.checks.context import Context
from analyzer.checks.loader import find_pack, load_pack, own_packs
from analyzer.errors import RuleError
from analyzer.pipeline import analyze_text
from tests.support.small_pack import CASES, CONCEPTS, GOOD, RULE, write_pack


def test_a_soundwrite_pack(tmp_path: Path) -> None:
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD) + CASES), with_cases=True)
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
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD) + RULE.format(**bad)))
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert any("R.yml:" in problem.en and said in problem.en for problem in pack.problems)
    line = RULE.count("\n") + 3
    assert all(int(problem.en.split(".yml:")[1].split(":")[0]) >= line for problem in pack.problems)


def test_an_unknown_parameter(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("    params:\n", "    params:\n      volume: loud\n")
    pack = load_pack("small", root=write_pack(tmp_path, text))
    assert pack.rules == []
    assert "R.yml:11:7" in pack.problems[0].en
    assert "groups" in pack.problems[0].en
    assert "một trong" in pack.problems[0].vi


def test_an_unknown_key(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("    clause: I\n", "    clause: I\n    colour: red\n")
    assert "colour" in load_pack("small", root=write_pack(tmp_path, text)).problems[0].en


def test_a_missing_text(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("      fix: {vi: a, en: a}\n", "      fix: {vi: a}\n")
    problem = load_pack("small", root=write_pack(tmp_path, text)).problems[0]
    assert "explanation.fix" in problem.en


def test_broken_yaml_loses_only_the_broken_rule(tmp_path: Path) -> None:
    broken = RULE.format(**{**GOOD, "code": "R102"}).replace("clause: I", "clause: [I")
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD) + broken))
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert "not YAML" in pack.problems[0].en


def test_a_broken_phrase(tmp_path: Path) -> None:
    concepts = CONCEPTS + '  broken: ["loa (thôn"]\n'
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD), concepts))
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert "concepts.yml:4:3" in pack.problems[0].en
    assert "')' is missing" in pack.problems[0].en


def test_a_rule_without_a_failing_case(tmp_path: Path) -> None:
    cases = CASES.replace("missing", "met")
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD) + cases), with_cases=True)
    assert "a passing and a failing case" in pack.problems[0].en
    assert pack.rules == []


def test_no_pack_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        load_pack("none", root=tmp_path)
    assert "none" in caught.value.message.en


def test_packs_of_the_program_are_found_by_name() -> None:
    assert {"qd1676", "nd30", "consistency", "ytdp"} <= set(own_packs())
    assert find_pack("nd30").id == "nd30"


def test_a_pack_is_found_by_its_folder_or_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_pack(tmp_path, RULE.format(**GOOD)) / "small"
    assert find_pack(folder).id == find_pack(str(folder)).id == find_pack(folder / "pack.yml").id == "small"
    monkeypatch.chdir(tmp_path)
    assert find_pack("small").id == find_pack("./small/").id == "small"
    with pytest.raises(RuleError) as caught:
        find_pack("smal")
    assert "nd30" in caught.value.message.en


def test_a_place_is_told_from_where_the_program_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_pack(tmp_path, RULE.format(**{**GOOD, "severity": "fatal"}))
    monkeypatch.chdir(tmp_path)
    for pack in (find_pack("small"), load_pack("small", root=Path()), load_pack("small", root=root)):
        assert pack.problems[0].en.startswith("small/R.yml:6:5: rules.0.severity")


def test_a_pack_includes_one_of_the_program_and_one_beside_it_once(tmp_path: Path) -> None:
    root = write_pack(tmp_path, RULE.format(**GOOD))
    for name, includes in (("one", "[nd30, ../small, ../two]"), ("two", "[../small, nd30]")):
        (root / name).mkdir()
        text = f'id: {name}\nversion: "1"\nname: {{vi: a, en: a}}\nincludes: {includes}\n'
        (root / name / "pack.yml").write_text(text, encoding="utf-8")
    pack = find_pack(root / "one")
    codes = [rule.code for rule in pack.rules]
    assert pack.problems == []
    assert codes.count("R101") == 1
    assert codes.count("F801") == 1


def test_what_denies_a_phrase_holds_for_everywrite_pack(tmp_path: Path) -> None:
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD)))
    for sentence, counts in (
        ("Phát trên loa truyền thanh thôn.", True),
        ("Chưa có điều kiện phát trên loa truyền thanh.", False),
        ("Loa truyền thanh chưa được sử dụng.", False),
        ("Thôn không có loa truyền thanh.", False),
    ):
        context = Context(analyze_text(f"I. NHIỆM VỤ\n{sentence}\n", kind="plan"), pack.lexicon)
        assert bool(context.hits("radio", "plan")) is counts, sentence


def test_a_concept_may_be_replaced_by_saying_so(tmp_path: Path) -> None:
    concepts = CONCEPTS + "  funding_source: {override: true, phrases: [quỹ của thôn]}\n"
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD), concepts))
    assert pack.problems == []
    assert pack.lexicon["funding_source"].sources == ("quỹ của thôn",)


def test_a_broken_concept_loses_only_itself(tmp_path: Path) -> None:
    concepts = CONCEPTS + "  fire: [lửa\n  smoke: [khói]\n"
    pack = load_pack("small", root=write_pack(tmp_path, RULE.format(**GOOD), concepts))
    assert "radio" in pack.lexicon
    assert "smoke" in pack.lexicon
    assert "fire" not in pack.lexicon
    assert [rule.code for rule in pack.rules] == ["R101"]
    assert len(pack.problems) == 1


def test_aliases_may_be_used_in_measure(tmp_path: Path) -> None:
    text = RULE.format(**GOOD).replace("vi: Thêm, en: Add", "vi: &more Thêm, en: *more")
    pack = load_pack("small", root=write_pack(tmp_path, text))
    assert pack.problems == []
    assert pack.rules[0].suggestion.en == "Thêm"


def test_a_file_written_on_windows(tmp_path: Path) -> None:
    root = write_pack(tmp_path, RULE.format(**GOOD) + CASES)
    for path in (root / "small").glob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_text("utf-8").replace("\n", "\r\n").encode("utf-8"))
    pack = load_pack("small", root=root, with_cases=True)
    assert pack.problems == []
    assert len(pack.rules[0].cases) == 2
