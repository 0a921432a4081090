"""The generated pages are those of the rules, and the clauses say nothing that is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.checks.coverage import AUTOMATION, coverage, coverage_problems
from analyzer.checks.loader import load_pack
from analyzer.checks.model import Pack
from analyzer.checks.pages import page_sets, pages, rule_page, write_pages
from analyzer.resources import rules_dir

PACK = load_pack()
FOLDER = rules_dir().parent / "docs" / "rules"
HEADINGS = ["What it asks", "Why", "How to fix it", "An example that passes", "An example that fails", "Source"]


@pytest.mark.parametrize(("folder", "pack"), list(page_sets()), ids=lambda value: str(getattr(value, "id", value)))
def test_the_pages_are_fresh(folder: str, pack: Pack) -> None:
    """If not: ``python -m analyzer.checks.pages``."""
    wanted = dict(pages(pack))
    found = {path.name: path.read_text("utf-8") for path in (FOLDER / folder).glob("*.md")}
    assert sorted(found) == sorted(wanted)
    assert [name for name, text in wanted.items() if found[name] != text] == []


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda r: r.code)
def test_a_page_has_the_fixed_headings(rule) -> None:  # type: ignore[no-untyped-def]
    found = [line[3:] for line in rule_page(rule).splitlines() if line.startswith("## ")]
    assert found[6:] == HEADINGS
    assert len(found) == 12


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "Z999.md").write_text("old", encoding="utf-8")
    write_pages(PACK, tmp_path)
    assert not (tmp_path / "Z999.md").exists()
    assert write_pages(PACK, tmp_path) == []


def test_the_clauses_and_the_rules_agree() -> None:
    assert [problem.en for problem in coverage_problems(PACK)] == []


def test_every_clause_has_its_row() -> None:
    rows = coverage(PACK)
    ids = [row.clause.id for row in rows]
    assert ids == list(dict.fromkeys(ids))
    assert {f"PL.{n}" for n in range(1, 10)} <= set(ids)
    assert {part.split(".")[0] for part in ids} >= {"I", "II", "III", "IV", "V", "VI", "VII"}
    assert all(row.clause.automation in AUTOMATION and row.clause.note.vi for row in rows)
    assert all(bool(row.rules) == (row.clause.automation in ("automated", "partly")) for row in rows)


def test_each_pack_with_rules_of_its_own_has_its_pages() -> None:
    sets = dict(page_sets())
    assert sets[""].id == "qd1676"
    assert {rule.code for rule in sets["ytdp"].rules} >= {"S201", "D201"}
    assert not any(rule.family in "FK" for rule in sets["ytdp"].rules)
    index = dict(pages(sets["ytdp"]))["README.md"]
    assert "[S209](S209.md)" in index
    assert "| mục 9 | Tiến độ / Timetable |" in index
