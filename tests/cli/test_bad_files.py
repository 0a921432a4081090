"""Bad files in one call with good ones: each gets its sentence, and the good ones their report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.bad_files import BAD
from tests.cli.program import GOOD, Run, environment, problems, rasoat

_RENAMED = "ke-hoach-dat-ten-sai.txt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xau")
    for name, (_, _, make) in BAD.items():
        make(folder / name)
    shutil.copy(GOOD, folder / GOOD.name)
    shutil.copy(GOOD, folder / _RENAMED)
    return folder


def _order() -> list[str]:
    """The bad files with a good one in their middle and another at their end."""
    names = list(BAD)
    return [*names[:5], GOOD.name, *names[5:], _RENAMED]


@pytest.fixture(scope="module")
def as_json(folder: Path) -> Run:
    return rasoat("check", *_order(), "--format", "json", folder=folder)


@pytest.fixture(scope="module")
def as_text(folder: Path) -> Run:
    return rasoat("check", *_order(), folder=folder)


def test_every_file_has_its_line_in_the_order_given(as_json: Run) -> None:
    assert [item["document"]["path"] for item in as_json.lines] == _order()
    assert as_json.code == 3
    assert as_json.err == ""


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_has_an_error_line(as_json: Run, name: str) -> None:
    item = next(item for item in as_json.lines if item["document"]["path"] == name)
    assert item["error"]["code"] == BAD[name][0]
    assert problems(item, "error") == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_has_one_clear_sentence(as_text: Run, name: str) -> None:
    joined = " ".join(as_text.err.split())
    start = joined.index(name)
    sentence = joined[start : joined.index("]", start)]
    code, words, _ = BAD[name]
    assert words in sentence
    assert sentence.endswith(f"[{code}")
    assert "✗" not in sentence


def test_the_good_files_of_the_call_are_reported(as_json: Run, as_text: Run) -> None:
    good = [item for item in as_json.lines if "error" not in item]
    assert [item["document"]["path"] for item in good] == [GOOD.name, _RENAMED]
    for item in good:
        assert problems(item) == []
        assert item["summary"]["met"] > 20
    assert as_text.out.count("45/KH-UBND") >= 2
    assert as_text.code == 3


def test_a_word_file_named_txt_is_read_with_a_warning(as_json: Run, as_text: Run) -> None:
    plain, renamed = (item for item in as_json.lines if "error" not in item)
    assert plain["warnings"] == []
    assert [warning["code"] for warning in renamed["warnings"]] == ["wrong_extension"]
    assert renamed["document"]["format"] == "docx"
    assert renamed["rules"] == plain["rules"]
    assert "Phần mở rộng của tệp không đúng với nội dung" in as_text.out


def test_english_sentences(folder: Path) -> None:
    run = rasoat("check", "trong.docx", "khong-co.docx", "--lang", "en", folder=folder)
    assert run.code == 3
    assert "the file has no content" in run.err
    assert "there is no such file" in run.err
    assert run.out == ""


@pytest.mark.parametrize("name", ["qua-lon.txt", "bom-nen.docx", "bom-xml.docx"])
def test_what_is_too_large_is_refused_without_being_read(folder: Path, name: str) -> None:
    pytest.importorskip("resource")
    measured = (
        # The kernel's own mark of this program: getrusage counts what the starting process held before it.
        "import pathlib, re, resource, sys\n"
        "from analyzer.cli import main\n"
        "try:\n    main()\n"
        "finally:\n"
        "    status = pathlib.Path('/proc/self/status')\n"
        "    peak = re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1] if status.exists() else\\\n"
        "        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    print(peak, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measured, "check", name, "--format", "json"],
        cwd=folder, env=environment(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    peak = int(done.stderr.split()[-1]) // (1024 if sys.platform == "darwin" else 1)
    assert peak < 150_000, f"{peak} KiB"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "khoa.txt").write_bytes(b"x")
    (tmp_path / "khoa.txt").chmod(0)
    run = rasoat("check", "khoa.txt", "--format", "json", folder=tmp_path)
    assert run.code == 3
    assert run.lines[0]["error"]["code"] == "permission"


def test_extract_goes_on_as_well(folder: Path) -> None:
    run = rasoat("extract", "trong.docx", GOOD.name, "khong-co.docx", "--format", "json", folder=folder)
    assert run.code == 3
    assert ["error" in item for item in run.lines] == [True, False, True]


def test_a_table_of_rows_has_its_head_after_a_bad_file(folder: Path) -> None:
    run = rasoat("extract", "trong.docx", GOOD.name, _RENAMED, "--format", "csv", folder=folder)
    rows = run.out.splitlines()
    assert rows[0].startswith("file,item,page,line,kind,indicator")
    assert sum(row == rows[0] for row in rows) == 1
    assert {row.split(",")[0] for row in rows[1:]} >= {GOOD.name, _RENAMED}
