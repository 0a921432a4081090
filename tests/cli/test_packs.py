"""``--pack``: documents of another field checked by their own pack, and packs of one's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.program import GOOD, ROOT, rasoat

SAMPLES = ROOT / "corpora" / "packs" / "ytdp"
COMPLETE = SAMPLES / "ke-hoach-phuong-thach-hai.txt"
WITH_GAPS = SAMPLES / "ke-hoach-xa-krong-tuyen.txt"

GAPS = {
    "S201": "partial", "S202": "partial", "S203": "met", "S204": "partial", "S205": "partial", "S206": "partial",
    "S208": "missing", "S209": "missing", "S210": "met", "I201": "partial", "I202": "missing", "B201": "partial",
    "T201": "partial", "T202": "partial", "T203": "missing", "D201": "partial",
}  # fmt: skip


def _statuses(report: dict[str, object]) -> dict[str, str]:
    return {rule["code"]: rule["status"] for rule in report["rules"]}  # type: ignore[attr-defined]


def test_a_complete_plan_of_another_field() -> None:
    run = rasoat("check", COMPLETE, "--pack", "ytdp", "--format", "json")
    assert run.code == 0
    (report,) = run.lines
    assert report["summary"]["verdict"] == "compliant"
    assert report["document"]["scope"] == "other"
    assert report["tool"]["rule_pack"] == "ytdp"
    assert set(_statuses(report).values()) == {"met"}
    assert "out_of_scope" not in [warning["code"] for warning in report["warnings"]]


def test_a_plan_of_another_field_with_gaps() -> None:
    run = rasoat("check", WITH_GAPS, "--pack", "ytdp", "--format", "json")
    assert run.code == 1
    (report,) = run.lines
    assert report["summary"]["verdict"] == "not_compliant"
    found = _statuses(report)
    assert {code: found[code] for code in GAPS} == GAPS


def test_a_pack_is_not_asked_of_another_field() -> None:
    run = rasoat("check", GOOD, "--pack", "ytdp", "--format", "json")
    assert run.code == 0
    (report,) = run.lines
    assert report["summary"]["verdict"] == "out_of_scope"
    found = _statuses(report)
    assert {found[code] for code in GAPS} == {"not_applicable"}
    assert found["F801"] == "met"
    (said,) = [w["message"] for w in report["warnings"] if w["code"] == "out_of_scope"]
    assert "Kế hoạch truyền thông phòng, chống dịch bệnh" in said["vi"]


def test_the_default_pack_is_not_asked_of_that_field() -> None:
    (report,) = rasoat("check", COMPLETE, "--format", "json").lines
    assert report["summary"]["verdict"] == "out_of_scope"


def test_a_pack_of_ones_own_in_a_folder(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "rules" / "ytdp", tmp_path / "bo quy tac")
    run = rasoat("check", COMPLETE, "--pack", "./bo quy tac", "--format", "json", folder=tmp_path)
    assert run.code == 0
    assert run.lines[0]["summary"]["verdict"] == "compliant"


def test_the_rules_of_a_pack() -> None:
    run = rasoat("rules", "list", "--pack", "ytdp", "--format", "json")
    assert set(GAPS) <= {item["code"] for item in json.loads(run.out)}
    assert "Tiến độ" in rasoat("rules", "show", "s209", "--pack", "ytdp").out
    rows = json.loads(rasoat("rules", "coverage", "--pack", "ytdp", "--format", "json").out)
    assert [row["clause"] for row in rows] == [f"mục {n}" for n in range(1, 11)]
    run = rasoat("rules", "test", "S209", "D201", "--strict", "--pack", "ytdp", "--lang", "en")
    assert (run.code, run.out) == (0, "✓ 12 cases, 0 wrong, 0 rules lack cases\n")


@pytest.mark.parametrize("arguments", [("list",), ("show", "S101"), ("test",), ("coverage",)])
def test_a_pack_that_there_is_not(arguments: tuple[str, ...]) -> None:
    run = rasoat("rules", *arguments, "--pack", "khong-co")
    assert (run.code, run.out) == (2, "")
    assert "ytdp" in run.err


def test_a_pack_is_started_and_a_rule_in_it(tmp_path: Path) -> None:
    run = rasoat("rules", "new-pack", "bo", "--name", "Bộ thử", "--about", "phòng cháy", folder=tmp_path)
    assert run.code == 0
    assert "rasoat rules new S101 --pack bo" in run.out
    run = rasoat("rules", "new", "s101", "--pack", "bo", "--check", "section", folder=tmp_path)
    assert run.code == 0
    assert "S.yml" in run.out
    assert "chưa đúng cho tới khi điền xong" in run.out
    run = rasoat("rules", "test", "S101", "--strict", "--pack", "bo", "--lang", "en", folder=tmp_path)
    assert run.code == 1
    assert "S.yml:4: S101: places marked" in run.out
    again = rasoat("rules", "new", "S101", "--pack", "bo", folder=tmp_path)
    assert (again.code, again.out) == (2, "")
    assert "đã có" in again.err


def test_mistakes_are_told_and_the_other_rules_run(tmp_path: Path) -> None:
    folder = tmp_path / "bo"
    shutil.copytree(ROOT / "rules" / "ytdp", folder)
    path = folder / "T.yml"
    path.write_text(path.read_text("utf-8").replace("severity: error", "severity: severe", 1), encoding="utf-8")
    run = rasoat("rules", "list", "--pack", "bo", "--lang", "en", folder=tmp_path)
    assert run.code == 0
    assert "! bo/T.yml:" in run.out
    assert "one of: error, warning, advice" in run.out
    assert "  S201" in run.out
    (report,) = rasoat("check", COMPLETE, "--pack", "bo", "--format", "json", folder=tmp_path).lines
    assert [w["code"] for w in report["warnings"]].count("rule_pack") == 1
    assert "S201" in _statuses(report)
    assert rasoat("rules", "test", "S201", "--pack", "bo", folder=tmp_path).code == 1
