"""rasoat compare, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from analyzer.cli import cli

_DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_PLAN = str(_DOCUMENTS / "ke-hoach-xa-an-thinh.docx")
_REPORT = str(_DOCUMENTS / "bao-cao-xa-an-thinh-2026.html")


def _run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *args])


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("advice", 1), ("never", 0)])
def test_exit_codes(fail_on: str, code: int) -> None:
    assert _run(_PLAN, _REPORT, "--fail-on", fail_on).exit_code == code


def test_a_target_without_result_is_an_error(tmp_path: Path) -> None:
    bare = tmp_path / "bao-cao.txt"
    bare.write_text(
        "ỦY BAN NHÂN DÂN\nXÃ AN THỊNH ĐÔNG\nSố: 9/BC-UBND\n\nBÁO CÁO\nKết quả tuyên truyền bảo hiểm xã hội năm 2026\n\n"
        "I. KẾT QUẢ\n1. Đã đăng 46 bài trên Facebook.\n",
        encoding="utf-8",
    )
    result = _run(_PLAN, str(bare), "--format", "json")
    assert result.exit_code == 1
    rules = {rule["code"]: rule for rule in json.loads(result.stdout)["rules"]}
    assert rules["X951"]["findings"]


def test_several_reports_are_a_line_each() -> None:
    result = _run(_PLAN, _REPORT, _REPORT, "-f", "json")
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0] == lines[1]


def test_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    missing = str(tmp_path / "khong-co.docx")
    result = _run(_PLAN, missing, _REPORT, "-f", "json")
    assert result.exit_code == 3
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["document"]["path"] == missing
    assert second["relation"]["value"] == "plan-report"


def test_a_first_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "khong-co.docx")
    result = _run(missing, _REPORT, "-f", "json")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["document"]["path"] == missing


def test_the_relation_can_be_forced() -> None:
    result = _run(_PLAN, _REPORT, "--as", "revision", "-f", "json")
    relation = json.loads(result.stdout)["relation"]
    assert (relation["value"], relation["given"]) == ("revision", True)


def test_pages_go_to_files(tmp_path: Path) -> None:
    one = tmp_path / "doi-chieu.html"
    assert _run(_PLAN, _REPORT, "-f", "html", "-o", str(one)).exit_code == 0
    assert one.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert _run(_PLAN, _REPORT, _REPORT, "-f", "html", "-o", str(tmp_path / "nhieu")).exit_code == 0
    assert list((tmp_path / "nhieu").iterdir())


def test_a_document_is_never_written_over(tmp_path: Path) -> None:
    copy = tmp_path / "ke-hoach.docx"
    copy.write_bytes(Path(_PLAN).read_bytes())
    result = _run(str(copy), _REPORT, "-o", str(copy))
    assert result.exit_code != 0
    assert copy.read_bytes() == Path(_PLAN).read_bytes()


def test_the_schema_is_printed() -> None:
    result = CliRunner().invoke(cli, ["schema", "compare"])
    assert json.loads(result.stdout)["title"] == "Output of rasoat compare"
