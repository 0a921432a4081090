"""Packs and rules that were just started: they load, their cases wait to be filled in, nothing is overwritten."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest

from analyzer.checks.cases import gaps, run_cases
from analyzer.checks.loader import find_pack
from analyzer.checks.model import FILL_IN
from analyzer.checks.scaffold import STARTED, new_pack, new_rule
from analyzer.comparison.cases import run_pair_cases
from analyzer.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_pack(tmp_path / "Bộ thử", "Bộ thử", "A trial", "phòng cháy")
    return tmp_path / "Bộ thử"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_pack_loads(folder: Path) -> None:
    pack = find_pack(folder)
    assert pack.problems == []
    assert (pack.id, pack.name.vi, pack.subject) == ("bo-thu", "Bộ thử", "subject")
    assert pack.lexicon["subject"].sources == ("phòng cháy",)
    assert {rule.code[0] for rule in pack.rules} == {"F", "K", "L"}


def test_a_new_pack_without_a_subject_takes_every_document(tmp_path: Path) -> None:
    pack = new_pack(tmp_path / "x", "X").pack
    assert pack.scopes == ("1676", "bhxh", "other")
    assert pack.subject == ""


@pytest.mark.parametrize("check", STARTED)
def test_a_rule_of_every_kind_loads_and_waits_to_be_filled_in(folder: Path, check: str) -> None:
    written = new_rule("S101", folder, check)
    assert folder / "S.yml" in written.files
    pack = find_pack(folder, with_cases=True)
    assert pack.problems == []
    (rule,) = [rule for rule in pack.rules if rule.code == "S101"]
    assert rule.check == check
    assert FILL_IN in rule.name.vi
    results = list(chain(run_cases(pack, ["S101"]), run_pair_cases(pack, ["S101"])))
    assert any(not result.ok for result in results)
    assert all(
        "failed" not in (result.verdict.reason.en if getattr(result.verdict, "reason", None) else "")
        for result in results
    )
    assert any(FILL_IN in text.en for text in gaps(rule))


def test_rules_are_added_one_after_the_other(folder: Path) -> None:
    for code, check in (("S101", "concepts"), ("S102", "section"), ("T101", "task"), ("S103", "letterhead")):
        new_rule(code, folder, check)
    pack = find_pack(folder, with_cases=True)
    assert pack.problems == []
    assert [rule.code for rule in pack.rules if rule.code[0] in "ST"] == ["S101", "S102", "S103", "T101"]
    assert all(len(rule.cases) >= 5 for rule in pack.rules if rule.code[0] in "ST")


def test_what_was_written_by_hand_stays(folder: Path) -> None:
    new_rule("S101", folder)
    path = folder / "S.yml"
    edited = path.read_text("utf-8").replace(f"{FILL_IN}: tên ngắn của yêu cầu", "Tên của tôi  # giữ lại")
    path.write_text(edited, encoding="utf-8")
    new_rule("S102", folder)
    after = path.read_text("utf-8")
    head, tail = edited.split("\n---\n")
    assert after.startswith(head.rstrip())
    assert tail.strip() in after


@pytest.mark.parametrize(
    ("code", "check", "said"),
    [
        ("S101", "concepts", "already"),
        ("F801", "concepts", "already"),
        ("s1", "concepts", "is no code"),
        ("S1010", "concepts", "is no code"),
        ("S102", "oracle", "no kind of check"),
    ],
)
def test_what_cannot_be_started_changes_nothing(folder: Path, code: str, check: str, said: str) -> None:
    new_rule("S101", folder)
    before = _files(folder)
    with pytest.raises(UsageError) as caught:
        new_rule(code, folder, check)
    assert said in caught.value.message.en
    assert _files(folder) == before


def test_a_pack_is_not_written_over(folder: Path) -> None:
    before = _files(folder)
    with pytest.raises(UsageError):
        new_pack(folder, "Khác")
    assert _files(folder) == before


def test_there_must_be_a_pack(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        new_rule("S101", tmp_path / "none")
    assert "rasoat rules new-pack" in caught.value.message.en
    assert not (tmp_path / "none").exists()


LISTS = [
    ("rules: []", ["S.yml"]),
    ("rules: [A.yml]", ["A.yml", "S.yml"]),
    ("rules: [ A.yml, ]", ["A.yml", "S.yml"]),
    ("rules:\n  - A.yml  # the first\n  - B.yml", ["A.yml", "B.yml", "S.yml"]),
    ("", ["S.yml"]),
]


@pytest.mark.parametrize(("rules", "wanted"), LISTS)
def test_the_list_of_files_is_added_to_however_it_is_written(folder: Path, rules: str, wanted: list[str]) -> None:
    for name in ("A.yml", "B.yml"):
        (folder / name).write_text("family: A\nrules: []\n", encoding="utf-8")
    path = folder / "pack.yml"
    path.write_text(path.read_text("utf-8").replace("rules: []", rules), encoding="utf-8")
    new_rule("S101", folder, "letterhead")
    import yaml

    assert yaml.safe_load(path.read_text("utf-8"))["rules"] == wanted
    assert "S101" in [rule.code for rule in find_pack(folder).rules]


def test_a_list_that_cannot_be_added_to_is_left_to_the_author(folder: Path) -> None:
    path = folder / "pack.yml"
    (folder / "A.yml").write_text("family: A\nrules: []\n", encoding="utf-8")
    path.write_text(path.read_text("utf-8").replace("rules: []", "rules: [\n  A.yml\n]"), encoding="utf-8")
    before = _files(folder)
    with pytest.raises(UsageError) as caught:
        new_rule("S101", folder, "letterhead")
    assert "yourself" in caught.value.message.en
    assert _files(folder) == before


def test_concepts_behind_another_key_are_left_to_the_author(folder: Path) -> None:
    path = folder / "concepts.yml"
    path.write_text("concepts:\n  subject: [a]\nmacros:\n  m: b\n", encoding="utf-8")
    before = _files(folder)
    with pytest.raises(UsageError) as caught:
        new_rule("S101", folder)
    assert "last key" in caught.value.message.en
    assert _files(folder) == before
