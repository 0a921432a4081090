"""Consoles, pipes and file names of all kinds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import FAULTY, GOOD, command, environment, problems, rasoat


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp1258", "latin-1"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_code_pages_that_cannot_hold_vietnamese(encoding: str, form: str) -> None:
    run = rasoat("check", FAULTY, "khong-có.docx", "-f", form, env={"PYTHONIOENCODING": encoding})
    assert run.code == 3
    assert "Mục tiêu tổng quát" in run.out
    assert "khong-có.docx" in run.out + run.err
    assert "\\u" not in run.out


@pytest.mark.skipif(os.name == "nt", reason="the shell of Windows has no such pipe")
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_reader_that_goes_away(form: str) -> None:
    writer = subprocess.Popen(
        command("check", *[FAULTY] * 6, "--tables", "-f", form),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.read(20)
    writer.stdout.close()
    err = writer.stderr.read()
    writer.stderr.close()
    assert writer.wait(60) == 0
    assert err == b""


_NAMES = [
    "kế hoạch số 12.docx",
    "Kế hoạch “Tháng 5” (bản cuối).docx",
    "it's a plan & more;$HOME.docx",
    "dau%20cach#?.docx",
    "-dau-gach.docx",
    "ke\u0302\u0301 hoa\u0323ch.docx",
    "計画😀.docx",
]


def test_file_names(tmp_path: Path) -> None:
    for name in _NAMES:
        shutil.copy(GOOD, tmp_path / name)
    run = rasoat("check", "-f", "json", "--", *_NAMES, folder=tmp_path)
    assert run.code == 0
    assert [item["document"]["path"] for item in run.lines] == _NAMES
    written = rasoat("check", "-f", "html", "-o", "trang", "--", *_NAMES, folder=tmp_path)
    assert written.code == 0
    assert {path.name for path in (tmp_path / "trang").iterdir()} == {f"{name}.html" for name in _NAMES}
    missing = rasoat("check", "không có “tệp” này.docx", folder=tmp_path)
    assert missing.code == 3
    assert "không có “tệp” này.docx" in missing.err


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no UTF-8")
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = b"k\xea ho\xb9ch.docx"
    shutil.copy(os.fsencode(GOOD), os.fsencode(tmp_path) + b"/" + name)
    for form, words in (("json", rb"k\\xea ho\\xb9ch.docx"), ("text", rb"k\xea ho\xb9ch.docx")):
        done = subprocess.run(
            [*map(os.fsencode, command("check", "-f", form)), name],
            cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0
        assert done.stderr == b""
        assert words in done.stdout


def test_letters_that_steer_a_terminal_are_not_passed_on(tmp_path: Path) -> None:
    text = FAULTY.read_text("utf-8").replace("Lưu Văn Khởi", "Lưu \x1b[31mVăn\x07 Khởi\u202e")
    (tmp_path / "a.txt").write_text(text, "utf-8")
    run = rasoat("check", "a.txt", "--tables", folder=tmp_path)
    assert run.code == 1
    for letter in ("\x1b", "\x07", "\u202e"):
        assert letter not in run.out


def _on_a_terminal(*arguments: str | Path, **env: str) -> str:
    """What is shown on a terminal of 90 columns."""
    pty = pytest.importorskip("pty")
    reader, writer = pty.openpty()
    process = subprocess.Popen(
        command(*arguments), stdin=subprocess.DEVNULL, stdout=writer, stderr=subprocess.PIPE,
        env=environment(COLUMNS="90", **env),
    )  # fmt: skip
    os.close(writer)
    shown = b""
    while True:
        try:
            piece = os.read(reader, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(reader)
    process.communicate(timeout=60)
    return shown.decode("utf-8").replace("\r\n", "\n")


def test_colours_on_a_terminal_and_nowhere_else() -> None:
    coloured = _on_a_terminal("check", FAULTY)
    plain = _on_a_terminal("check", FAULTY, "--no-color")
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "\x1b[" not in _on_a_terminal("check", FAULTY, NO_COLOR="1")
    assert "\x1b[" not in rasoat("check", FAULTY).out
    assert max(map(len, plain.splitlines())) <= 90
    assert plain.startswith("✗ CHƯA ĐẠT YÊU CẦU")


def test_a_narrow_console_and_a_wide_one() -> None:
    for columns, most in (("40", 60), ("72", 72), ("400", 120)):
        run = rasoat("check", FAULTY, env={"COLUMNS": columns})
        assert max(map(len, run.out.splitlines())) <= most


def test_messages_of_progress_stay_out_of_the_result() -> None:
    run = rasoat("check", GOOD, FAULTY, "-f", "json")
    assert run.err == ""
    assert all(problems(item) == [] for item in run.lines)
