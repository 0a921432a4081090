"""Options of ``check``: which rules, what fails, what the user knows better; and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.program import FAULTY, GOOD, OUT_OF_SCOPE, rasoat


def _codes(*arguments: str | Path) -> list[str]:
    return [rule["code"] for rule in rasoat("check", *arguments, "--format", "json").lines[0]["rules"]]


def test_select_and_ignore() -> None:
    assert _codes(GOOD, "--select", "C201", "--select", "l7") == ["C201", "L701", "L702", "L704", "L703"]
    left = _codes(GOOD, "--ignore", "F", "--ignore", "S", "--ignore", "C208")
    assert left
    assert {code[0] for code in left} & {"F", "S"} == set()
    assert "C208" not in left
    assert "C201" in left


def test_selection_is_said_in_the_report() -> None:
    options = rasoat("check", GOOD, "-f", "json", "-s", "C", "-i", "C208").lines[0]["tool"]["options"]
    assert options == {"select": "C", "ignore": "C208"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((FAULTY,), 1),
        ((FAULTY, "--fail-on", "never"), 0),
        ((FAULTY, "--select", "F"), 0),
        ((FAULTY, "--select", "F", "--fail-on", "warning"), 0),
        ((FAULTY, "--select", "F", "--fail-on", "advice"), 1),
        ((FAULTY, "--select", "L703"), 0),
        ((FAULTY, "--select", "L703", "--fail-on", "warning"), 1),
        ((FAULTY, "--select", "C201"), 0),
        ((FAULTY, "--select", "C201", "--fail-on", "warning"), 1),
        ((GOOD, "--fail-on", "advice"), 0),
        ((GOOD, FAULTY), 1),
        ((GOOD, FAULTY, "khong-co.docx"), 3),
        ((GOOD, FAULTY, "khong-co.docx", "--kind", "sach"), 2),
    ],
)
def test_exit_codes(arguments: tuple[str | Path, ...], code: int) -> None:
    """All of F is advice; L703 (warning) holds a fault; C201 (error) is partial, which counts as a warning."""
    assert rasoat("check", *arguments, "--format", "json").code == code


def test_overrides_win_and_are_said() -> None:
    (report,) = rasoat(
        "check", OUT_OF_SCOPE, "-f", "json", "--scope", "1676", "--kind", "plan", "--level", "district",
        "--date", "2024-03",
    ).lines  # fmt: skip
    document = report["document"]
    assert document["overrides"] == {"kind": "plan", "scope": "1676", "level": "district", "date": "2024-03"}
    assert report["tool"]["options"] == document["overrides"]
    assert (document["kind"], document["scope"], document["issuer"]["level"]) == ("plan", "1676", "district")
    assert document["reference_date"] == {"value": "2024-03", "basis": "given"}
    assert report["summary"]["verdict"] == "not_compliant"


def test_a_plan_taken_for_a_report_is_asked_the_rules_of_a_report() -> None:
    (report,) = rasoat("check", GOOD, "-f", "json", "--kind", "report").lines
    status = {rule["code"]: rule["status"] for rule in report["rules"]}
    assert status["S102"] == "not_applicable"
    assert status["S125"] == "missing"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--kind", "sach"), "plan, report, decision, letter, other"),
        (("--scope", "bhyt"), "1676, bhxh, other"),
        (("--level", "thon"), "central, province, district, commune"),
        (("--date", "2025-13"), "YYYY-MM-DD"),
        (("--date", "30/6/2025"), "YYYY-MM-DD"),
        (("--date", "2025-02-30"), "YYYY-MM-DD"),
        (("--date", ""), "YYYY-MM-DD"),
        (("--select", "Z"), "rasoat rules list"),
        (("--select", "S999"), "rasoat rules list"),
        (("--ignore", "S101,S102"), "rasoat rules list"),
        (("--format", "doc"), "text, json, html"),
        (("--lang", "fr"), "vi, en"),
        (("--fail-on", "fault"), "error, warning, advice, never"),
        (("--mau",), "Không có tùy chọn --mau"),
        (("--kind",), "--kind"),
    ],
)
def test_a_bad_value_is_refused_with_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    run = rasoat("check", GOOD, *arguments)
    assert run.code == 2
    assert run.out == ""
    assert len(run.err.splitlines()) == 1
    assert words in run.err
    english = rasoat("check", GOOD, *arguments, *(() if "--lang" in arguments else ("--lang=en",)))
    assert english.code == 2
    assert len(english.err.splitlines()) == 1


def test_options_are_looked_at_before_any_file() -> None:
    run = rasoat("check", "khong-co.docx", "--kind", "sach")
    assert run.code == 2
    assert "khong-co" not in run.err


@pytest.mark.parametrize("arguments", [("check",), ("extract",), ("kiem-tra",), ("rules", "show"), ("schema", "sach")])
def test_wrong_commands(arguments: tuple[str, ...]) -> None:
    run = rasoat(*arguments)
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "rasoat" in run.err
    assert "--help" in run.err


def test_help_is_shown_and_names_the_program() -> None:
    for arguments in (("--help",), ("check", "-h"), ("extract", "-h"), ("rules", "-h")):
        run = rasoat(*arguments)
        assert run.code == 0
        assert run.out.startswith("Usage: rasoat")
    bare = rasoat()
    assert bare.code == 2
    assert "Usage: rasoat" in bare.out + bare.err


def test_the_same_file_twice(tmp_path: Path) -> None:
    shutil.copy(GOOD, tmp_path / "a.docx")
    run = rasoat("check", "a.docx", "a.docx", "-f", "json", folder=tmp_path)
    first, second = run.out.splitlines()
    assert first == second
