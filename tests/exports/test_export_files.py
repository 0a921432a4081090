"""Exports from the command line: which files they go into, and what happens where a format does not fit."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import icalendar
import pytest

from tests.cli.program import DOCUMENTS, FAULTY, GOOD, command, environment, rasoat

_PDF = DOCUMENTS / "ke-hoach-phuong-van-ben.pdf"


def _bytes(*arguments: str | Path) -> tuple[int, bytes]:
    done = subprocess.run(command(*arguments), env=environment(), capture_output=True, timeout=300, check=False)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("format_", "document", "name"),
    [("docx", GOOD, "ke-hoach-xa-an-thinh (nhan xet).docx"), ("pdf", _PDF, "ke-hoach-phuong-van-ben (nhan xet).pdf"),
     ("letter", FAULTY, "ke-hoach-huyen-sa-loc (cong van).docx"), ("xlsx", GOOD, "ke-hoach-xa-an-thinh.docx.xlsx"),
     ("md", FAULTY, "ke-hoach-huyen-sa-loc.txt.md"), ("sarif", FAULTY, "ke-hoach-huyen-sa-loc.txt.sarif"),
     ("ics", FAULTY, "ke-hoach-huyen-sa-loc.txt.ics")],
)  # fmt: skip
def test_a_folder_gets_a_file_with_a_name_of_its_own(format_: str, document: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    run = rasoat("check", document, "-f", format_, "-o", tmp_path / "out", "--fail-on", "never")
    assert (run.code, run.out, run.err) == (0, "", "")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [name]


def test_a_file_that_does_not_fit_stops_no_other(tmp_path: Path) -> None:
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in (GOOD, FAULTY, _PDF)}
    run = rasoat("check", GOOD, FAULTY, "thieu.docx", _PDF, "-f", "docx", "-o", tmp_path / "out")
    assert run.code == 3
    assert run.out == ""
    assert run.err.count("KHÔNG XUẤT ĐƯỢC") == 2
    assert run.err.count("KHÔNG ĐỌC ĐƯỢC") == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ke-hoach-xa-an-thinh (nhan xet).docx"]
    assert before == {path: hashlib.sha256(path.read_bytes()).digest() for path in before}
    english = rasoat("check", FAULTY, "-f", "pdf", "-o", tmp_path / "x.pdf", "--lang", "en")
    assert english.code == 3
    assert "NOT EXPORTED" in english.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_document_is_never_written_over(tmp_path: Path) -> None:
    own = tmp_path / "a.docx"
    taken = tmp_path / "a (nhan xet).docx"
    shutil.copy(GOOD, own)
    shutil.copy(GOOD, taken)
    assert rasoat("check", own, "-f", "docx", "-o", own).code == 2
    run = rasoat("check", own, taken, "-f", "docx", "-o", tmp_path)
    assert run.code == 0
    assert own.read_bytes() == taken.read_bytes() == GOOD.read_bytes()
    names = {path.name for path in tmp_path.iterdir()} - {own.name, taken.name}
    assert names == {"a (nhan xet)-2.docx", "a (nhan xet) (nhan xet).docx"}


def test_binary_results_go_down_a_pipe() -> None:
    code, out = _bytes("check", GOOD, "-f", "docx")
    assert code == 0
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert "word/comments.xml" in archive.namelist()
    code, out = _bytes("check", _PDF, "-f", "pdf", "--fail-on", "never")
    assert code == 0
    assert out.startswith(_PDF.read_bytes())


@pytest.mark.parametrize("format_", ["docx", "pdf", "letter", "xlsx"])
def test_several_binary_results_need_a_folder(format_: str, tmp_path: Path) -> None:
    assert "--output" in rasoat("check", GOOD, FAULTY, "-f", format_).err
    run = rasoat("check", GOOD, FAULTY, "-f", format_, "-o", tmp_path / "x.docx")
    assert run.code == 2
    assert list(tmp_path.iterdir()) == []


def test_formats_that_hold_all_documents_write_one_file(tmp_path: Path) -> None:
    run = rasoat("check", GOOD, FAULTY, "thieu.docx", _PDF, "-f", "sarif", "-o", tmp_path / "moi" / "ket-qua.sarif")
    assert run.code == 3
    log = json.loads((tmp_path / "moi" / "ket-qua.sarif").read_text("utf-8"))
    assert len(log["runs"][0]["artifacts"]) == 3
    notes = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert [note["descriptor"]["id"] for note in notes if note["level"] == "error"] == ["missing"]
    code, out = _bytes("check", GOOD, FAULTY, "-f", "ics", "--fail-on", "never")
    assert code == 0
    assert b"\r\n" in out
    assert b"\r\r" not in out
    assert len(icalendar.Calendar.from_ical(out.decode("utf-8")).walk("VEVENT")) > 20
    folder = rasoat("check", GOOD, FAULTY, "-f", "ics", "-o", tmp_path, "--fail-on", "never")
    assert (folder.code, folder.out) == (0, "")
    assert (tmp_path / "rasoat.ics").exists()


def test_markdown_of_several_documents_goes_to_the_console() -> None:
    run = rasoat("check", GOOD, FAULTY, "-f", "md", "--lang", "en", "--fail-on", "never")
    assert run.code == 0
    assert run.out.count("\n# Result of the check") + run.out.startswith("# Result") == 2


def test_an_ordinary_check_loads_no_library_of_the_exports() -> None:
    script = (
        "import sys; from analyzer.commands import run, render, exports; from analyzer.cli import main\n"
        f"sys.argv = ['rasoat', 'check', {str(FAULTY)!r}, '-f', 'json']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('pypdf', 'docx', 'icalendar', 'xlsxwriter')),"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(), capture_output=True, timeout=300, check=False
    )
    assert done.stderr.decode("utf-8").strip().endswith("[]")
