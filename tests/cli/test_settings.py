"""Settings, profiles, rule packs and earlier results, as the command line takes them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analyzer.pipeline import check
from analyzer.settings import settings_for
from tests.cli.program import FAULTY, GOOD, problems, rasoat

NAME = FAULTY.name

PACK = """\
id: phong
version: "1"
name: {vi: Yêu cầu của phòng, en: What the office asks}
rules: [P.yml]
"""
RULE = """\
  - code: P101
    name: {vi: Có kinh phí, en: Funding}
    clause: "1"
    severity: error
    check: section
    params: {roles: [funding]}
    messages:
      met: {vi: Có phần kinh phí., en: There is funding.}
      partial: {vi: Chưa rõ., en: Not clear.}
      partial_empty: {vi: Chỉ có tiêu đề., en: A heading alone.}
      missing: {vi: Không có kinh phí., en: No funding.}
    suggestion: {vi: Thêm kinh phí., en: Add funding.}
    explanation:
      why: {vi: A., en: A.}
      fix: {vi: A., en: A.}
      passes: {vi: A., en: A.}
      fails: {vi: A., en: A.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FAULTY, tmp_path)
    return tmp_path


def write(folder: Path, text: str, name: str = "rasoat.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_line_beats_the_file(folder: Path) -> None:
    write(folder, 'select = ["S102"]\nfail-on = "never"\nlang = "en"\nlevel = "province"\n')
    run = rasoat("check", NAME, folder=folder)
    assert (run.code, "NOT COMPLIANT" in run.out, "S102 General objective" in run.out) == (0, True, True)
    run = rasoat("check", NAME, "--fail-on", "error", "--lang", "vi", "-s", "S103", "-f", "json", folder=folder)
    (report,) = run.lines
    assert [rule["code"] for rule in report["rules"]] == ["S103"]
    assert report["tool"]["options"] == {"level": "province", "select": "S103"}
    assert run.code == 0
    assert rasoat("check", NAME, "--fail-on", "error", folder=folder).code == 1
    assert "CHƯA ĐẠT" in rasoat("check", NAME, folder=folder, env={"RASOAT_LANG": "vi"}).out
    assert rasoat("check", NAME, "--no-config", "-s", "S103", folder=folder).out.startswith("✓ ĐẠT")


def test_each_document_has_its_own(folder: Path) -> None:
    other = folder / "phong"
    other.mkdir()
    shutil.copy(FAULTY, other)
    write(folder, 'select = ["S102"]\nfail-on = "never"\n')
    write(other, 'select = ["S103"]\n')
    run = rasoat("check", NAME, f"phong/{NAME}", "-f", "json", folder=folder)
    assert [[rule["code"] for rule in report["rules"]] for report in run.lines] == [["S102"], ["S103"]]
    assert run.code == 0
    write(other, 'select = ["S102"]\n')
    assert rasoat("check", NAME, f"phong/{NAME}", "-f", "json", folder=folder).code == 1


def test_a_profile(folder: Path) -> None:
    config = write(folder, 'select = ["S103"]\n[profile.nghiem]\nselect = ["S102"]\n', "phong.toml")
    assert rasoat("check", NAME, "--config", config, folder=folder).code == 0
    run = rasoat("check", NAME, "--config", config, "--profile", "nghiem", "-f", "json", folder=folder)
    assert run.code == 1
    assert run.lines[0]["tool"]["options"] == {"profile": "nghiem", "select": "S102"}
    assert problems(run.lines[0]) == []
    run = rasoat("check", NAME, "--config", config, "--profile", "nhe", "--lang", "en", folder=folder)
    assert (run.code, "there are: nghiem" in run.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("selct = []\n", "rasoat.toml:1:1: selct: cần khóa “select” thay cho “selct”."),
        ('\nselect = ["Q"]\n', "rasoat.toml:2:1: Không có quy tắc nào có mã bắt đầu bằng “Q”"),
        ('pack = "khong-co"\n', "Không có bộ quy tắc “khong-co”"),
        ('baseline = "x.json"\n', "Không đọc được kết quả lần trước x.json"),
        ('waivers = "x.yml"\n', "Không đọc được tệp ngoại lệ x.yml"),
        ("lang = \n", "rasoat.toml:1:8: không đúng cú pháp TOML"),
    ],
)
def test_a_mistake_stops_the_run(folder: Path, text: str, words: str) -> None:
    write(folder, text)
    run = rasoat("check", NAME, folder=folder)
    assert (run.code, run.out) == (2, "")
    assert words in run.err


def test_which_settings_hold(folder: Path) -> None:
    write(folder, 'fail-on = "warning"\n[[paths]]\npattern = "*huyen*"\nlevel = "district"\n')
    run = rasoat("settings", NAME, "x.docx", "--kind", "plan", folder=folder)
    assert run.code == 0
    first, second = run.out.split("\n\n")
    assert "Tệp cấu hình: rasoat.toml" in first
    assert "level     district  (rasoat.toml:4:1)" in first
    assert "kind      plan  (--kind)" in first
    assert "level" not in second
    assert "No settings file." in rasoat("settings", "x.docx", "--isolated", "--lang", "en", folder=folder).out


def test_from_python(folder: Path) -> None:
    write(folder, 'select = ["S"]\nkind = "report"\n')
    settings = settings_for(folder / NAME)
    report = check(folder / NAME, settings=settings, select=["K"])
    assert {rule.family for rule in report.rules} == {"K"}
    assert report.document.kind == "report"
    assert {rule.family for rule in check(folder / NAME).rules} > {"S", "K"}


def test_a_pack_of_ones_own(folder: Path) -> None:
    write(folder, PACK, "bo/pack.yml")
    write(folder, f"family: P\nsource: Công văn của phòng\nrules:\n{RULE}", "bo/P.yml")
    run = rasoat("check", NAME, "--pack", "bo", "-f", "json", folder=folder)
    (report,) = run.lines
    assert report["tool"]["rule_pack"] == "phong"
    assert [rule["code"] for rule in report["rules"]] == ["P101"]
    write(folder, 'pack = "./bo"\n')
    assert rasoat("check", NAME, "-f", "json", folder=folder).lines == run.lines


def test_a_mistake_in_a_pack_is_said_and_the_rest_runs(folder: Path) -> None:
    write(folder, PACK, "bo/pack.yml")
    broken = RULE.replace("P101", "P102").replace("severity: error", "severity: grave")
    write(folder, f"family: P\nsource: Công văn của phòng\nrules:\n{RULE}{broken}", "bo/P.yml")
    run = rasoat("check", NAME, "--pack", "bo", folder=folder)
    assert "P101" in run.out
    assert "bo/P.yml:" in run.out
    run = rasoat("check", NAME, "--pack", "bo", "-f", "json", folder=folder)
    assert [rule["code"] for rule in run.lines[0]["rules"]] == ["P101"]
    assert [notice["code"] for notice in run.lines[0]["warnings"]] == ["rule_pack"]
    assert "bo/P.yml:" in run.err


def test_a_pack_without_a_rule_that_works_passes_nothing(folder: Path) -> None:
    write(folder, PACK, "bo/pack.yml")
    write(folder, f"family: P\nrules:\n{RULE.replace('check: section', 'check: phan')}", "bo/P.yml")
    run = rasoat("check", NAME, "--pack", "bo", folder=folder)
    assert (run.code, run.out) == (2, "")
    assert "bo/P.yml:7:5: rules.0.check" in run.err


def test_an_earlier_result(folder: Path) -> None:
    selected = ("-s", "S", "-s", "K")
    assert rasoat("check", NAME, *selected, "-f", "json", "-o", "truoc.json", folder=folder).code == 1
    arguments = (NAME, *selected, "--baseline", "truoc.json")
    run = rasoat("check", *arguments, folder=folder)
    assert run.code == 0
    assert "So với lần trước: 0 mới" in run.out
    path = folder / NAME
    text = path.read_text("utf-8")
    path.write_text(text.replace("2. Về đội ngũ\n", "2. Về đội ngũ\nXong trước ngày 31/6/2025.\n"), encoding="utf-8")
    run = rasoat("check", *arguments, "-f", "json", folder=folder)
    (report,) = run.lines
    assert problems(report) == []
    assert [rule["code"] for rule in report["rules"] if rule.get("baseline") == "new"] == ["K904"]
    assert run.code == 0
    assert rasoat("check", *arguments, "--fail-on", "warning", folder=folder).code == 1
    assert rasoat("check", *arguments, "--no-baseline", folder=folder).code == 1
    assert rasoat("check", *arguments, "-f", "json", "-o", "truoc.json", folder=folder).code == 0
    run = rasoat("check", *arguments, "--fail-on", "warning", folder=folder)
    assert (run.code, "0 mới" in run.out) == (0, True)


def test_earlier_results_of_several_documents(folder: Path) -> None:
    shutil.copy(GOOD, folder)
    run = rasoat("check", "khong-co.docx", GOOD.name, NAME, "-f", "json", folder=folder)
    write(folder, run.out, "truoc.jsonl")
    found = rasoat("check", NAME, GOOD.name, "-f", "json", "--baseline", "truoc.jsonl", folder=folder)
    assert found.code == 0
    assert [line["summary"]["baseline"]["new"] for line in found.lines] == [0, 0]
    shutil.copy(folder / NAME, folder / "ban-moi.txt")
    (line,) = rasoat("check", "ban-moi.txt", "-f", "json", "--baseline", "truoc.jsonl", folder=folder).lines
    assert line["summary"]["baseline"]["new"] == 0
    (line,) = rasoat(
        "check", "ban-moi.txt", "-f", "json", "--baseline", "truoc.jsonl", "--pack", "nd30", folder=folder
    ).lines or [{}]
    assert line == {}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "holds no result"),
        ("Kế hoạch\n", "truoc.json:1: no result"),
        ("[1]\n", "truoc.json:1: no result"),
        ('{"schema_version": "2.0"}\n', "results of form 2.0"),
        ('{"schema_version": "1.0", "figures": []}\n', "truoc.json:1: no result"),
        ('{"schema_version": "1.0", "document": {"path": "x"}, "error": {"code": "empty"}}\n', "holds no result"),
    ],
)
def test_no_earlier_result(folder: Path, data: str, words: str) -> None:
    write(folder, data, "truoc.json")
    run = rasoat("check", NAME, "--baseline", "truoc.json", "--lang", "en", folder=folder)
    assert (run.code, run.out) == (2, "")
    assert words in run.err


def test_an_earlier_result_of_other_marks(folder: Path) -> None:
    report = json.loads(rasoat("check", NAME, "-s", "K901", "-f", "json", folder=folder).out)
    report["rules"][0]["fingerprint"] = "99:0123456789abcdef"
    write(folder, json.dumps(report), "truoc.json")
    run = rasoat("check", NAME, "--baseline", "truoc.json", folder=folder)
    assert (run.code, "phiên bản khác" in run.err) == (2, True)


def test_a_path_is_said_once() -> None:
    for lang in ("vi", "en"):
        assert rasoat("check", "khong-co.docx", "--lang", lang).err.count("khong-co.docx") == 1
