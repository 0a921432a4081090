"""Where results go, in which form and in which language."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.program import DOCUMENTS, FAULTY, GOOD, OUT_OF_SCOPE, problems, rasoat

_ALL = sorted(path for path in DOCUMENTS.iterdir() if path.suffix != ".json")


def test_every_document_of_the_corpora_gives_what_the_schema_says() -> None:
    run = rasoat("check", *_ALL, "--format", "json", "--with-text", "--fail-on", "never")
    assert run.code == 0
    assert run.err == ""
    reports = run.lines
    assert [report["document"]["path"] for report in reports] == [str(path) for path in _ALL]
    assert {path.name: found for path, report in zip(_ALL, reports, strict=True) if (found := problems(report))} == {}
    for report in reports:
        text = report["document"]["text"]
        items = [*report["figures"], *report["deadlines"], *report["assignments"], *report["document"]["references"]]
        items += [evidence for rule in report["rules"] for evidence in rule["evidence"]]
        assert items
        for item in items:
            start, end = item["span"]
            assert text[start:end] == item["quote"]
            assert text.count("\n", 0, start) + 1 == item["line"]


def test_every_extract_gives_what_the_schema_says() -> None:
    run = rasoat("extract", *_ALL, "--format", "json")
    assert run.code == 0
    extracts = run.lines
    assert len(extracts) == len(_ALL)
    assert [found for extract in extracts if (found := problems(extract, "extract"))] == []
    assert all("rules" not in extract for extract in extracts)


def test_the_schema_refuses_what_is_wrong() -> None:
    report = rasoat("check", GOOD, "--format", "json").lines[0]
    report["summary"]["verdict"] = "fine"
    report["rules"][0].pop("evidence")
    found = problems(report)
    assert any("verdict" in line for line in found)
    assert any("evidence" in line for line in found)


def test_equal_runs_give_equal_bytes() -> None:
    first, second = (rasoat("check", FAULTY, "--format", "json").out for _ in range(2))
    assert first == second


def test_text_goes_into_a_file(tmp_path: Path) -> None:
    run = rasoat("check", FAULTY, "--output", tmp_path / "moi" / "ket-qua.txt")
    assert (run.code, run.out, run.err) == (1, "", "")
    written = (tmp_path / "moi" / "ket-qua.txt").read_text("utf-8")
    assert written.startswith("✗ CHƯA ĐẠT YÊU CẦU")
    assert "\x1b" not in written


def test_several_results_go_into_a_folder_each_with_a_name_of_its_own(tmp_path: Path) -> None:
    for sub in ("a", "b"):
        (tmp_path / sub).mkdir()
        shutil.copy(GOOD, tmp_path / sub / "ke-hoach.docx")
    run = rasoat("check", "a/ke-hoach.docx", "trong.txt", "b/ke-hoach.docx", "-f", "json", "-o", "out", folder=tmp_path)
    assert run.code == 3
    assert run.out == ""
    assert json.loads(run.err)["error"]["code"] == "missing"
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["ke-hoach.docx-2.json", "ke-hoach.docx.json"]
    paths = [json.loads((tmp_path / "out" / name).read_text("utf-8"))["document"]["path"] for name in names]
    assert paths == ["b/ke-hoach.docx", "a/ke-hoach.docx"]


def test_tables_in_a_folder_each_have_their_head(tmp_path: Path) -> None:
    run = rasoat("extract", GOOD, FAULTY, "-f", "csv", "-o", tmp_path / "bang")
    assert run.code == 0
    files = sorted((tmp_path / "bang").iterdir())
    assert [path.name for path in files] == [f"{FAULTY.name}.csv", f"{GOOD.name}.csv"]
    for path in files:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        assert {row["item"] for row in rows} == {"figure", "deadline", "assignment"}


def test_the_document_is_never_written_over(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "a.txt")
    before = (tmp_path / "a.txt").read_bytes()
    run = rasoat("check", "a.txt", "-o", "a.txt", folder=tmp_path)
    assert run.code == 2
    assert "hãy ghi kết quả vào tệp khác" in run.err
    shutil.copy(FAULTY, tmp_path / "a")
    run = rasoat("check", "a", "a.txt", "-o", ".", folder=tmp_path)
    assert run.code == 1
    assert (tmp_path / "a.txt").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "a-2.txt", "a.txt", "a.txt.txt"]


def test_html_of_one_document_is_a_page_by_itself() -> None:
    run = rasoat("check", FAULTY, "--format", "html")
    assert run.code == 1
    assert run.out.lstrip().lower().startswith("<!doctype html>")
    assert 'lang="vi"' in run.out
    assert "C208" in run.out
    for outside in ("http://", "https://", "src=", "@import"):
        assert outside not in run.out


def test_html_of_several_documents_wants_a_folder(tmp_path: Path) -> None:
    refused = rasoat("check", GOOD, FAULTY, "--format", "html")
    assert (refused.code, refused.out) == (2, "")
    assert "--output" in refused.err
    run = rasoat("check", GOOD, FAULTY, "--format", "html", "--output", tmp_path / "trang", "--lang", "en")
    assert run.code == 1
    assert {path.name for path in (tmp_path / "trang").iterdir()} == {f"{GOOD.name}.html", f"{FAULTY.name}.html"}
    assert 'lang="en"' in (tmp_path / "trang" / f"{GOOD.name}.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["ket-qua.json", "ket-qua.jsonl", "ket-qua.txt"])
def test_several_results_do_not_go_into_one_file(tmp_path: Path, name: str) -> None:
    run = rasoat("check", GOOD, FAULTY, "-f", "json", "-o", tmp_path / name)
    assert run.code == 2
    assert "thư mục" in run.err
    assert not (tmp_path / name).exists()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    run = rasoat("check", GOOD, "-o", tmp_path / "tep" / "ket-qua.txt")
    assert run.code == 2
    assert len(run.err.splitlines()) == 1
    assert "Không ghi được" in run.err


def test_both_languages() -> None:
    vietnamese = rasoat("check", FAULTY)
    english = rasoat("check", FAULTY, "--lang", "en")
    by_variable = rasoat("check", FAULTY, env={"RASOAT_LANG": "en"})
    assert "CHƯA ĐẠT YÊU CẦU" in vietnamese.out
    assert "NOT COMPLIANT" in english.out
    assert "THIẾU" not in english.out
    assert "MISSING" not in vietnamese.out
    assert by_variable.out == english.out
    assert vietnamese.code == english.code == 1


def test_tables_on_request() -> None:
    plain = rasoat("check", GOOD)
    tables = rasoat("check", GOOD, "--tables")
    for title in ("SỐ LIỆU, CHỈ TIÊU", "THỜI HẠN", "PHÂN CÔNG", "VĂN BẢN ĐƯỢC DẪN"):
        assert title not in plain.out
        assert title in tables.out


def test_a_document_on_another_subject_is_said_to_be_out_of_scope() -> None:
    text = rasoat("check", OUT_OF_SCOPE)
    assert text.code == 0
    assert text.out.startswith("– NGOÀI PHẠM VI")
    assert "không phải là kế hoạch hoặc báo cáo về tuyên truyền bảo hiểm xã hội" in text.out
    run = rasoat("check", OUT_OF_SCOPE, "--format", "json", "--fail-on", "advice")
    (report,) = run.lines
    assert run.code == 0
    assert report["summary"]["verdict"] == "out_of_scope"
    assert "out_of_scope" in [warning["code"] for warning in report["warnings"]]
    judged = {rule["code"] for rule in report["rules"] if rule["status"] != "not_applicable"}
    assert {"L703", "F801", "F802", "F803", "F804", "F805", "F806", "F807"} <= judged
    assert {code[0] for code in judged} <= {"F", "K", "L"}
    assert judged & {"L701", "L702", "L704"} == set()
