"""A run that ends in the middle: nothing that was done is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analyzer.audit.ledger import Ledger
from analyzer.audit.rows import encode, error_row
from analyzer.errors import Text
from tests.audit.archives import command, environment, many, rows, run, slow

_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def _start(files: Path, out: Path, *more: object) -> subprocess.Popen[str]:
    # What a shell starts in the background ignores Ctrl-C, and what that starts: the audit here must not.
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return subprocess.Popen(
            command(files, "-o", out, "-f", "none", "--jobs", 2, *more), stderr=subprocess.PIPE, text=True,
            encoding="utf-8", env=environment(),
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)


def _wait_for(out: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Until so many rows are written."""
    file = out / "rows.jsonl"
    while process.poll() is None and (not file.exists() or file.read_bytes().count(b"\n") < count):
        time.sleep(0.01)


def _alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def test_kill_and_resume_equals_an_unbroken_run(tmp_path: Path) -> None:
    files = many(tmp_path / "files", 18)
    (files / "copy of 000.txt").write_bytes((files / "000.txt").read_bytes())
    (files / "empty.txt").write_bytes(b"")
    run(files, "-o", tmp_path / "whole")
    chance = random.Random(1)
    out = tmp_path / "out"
    for more in ((), ("--resume",), ("--resume",)):
        before = len((out / "rows.jsonl").read_bytes().splitlines()) if more else 0
        process = _start(files, out, *more)
        _wait_for(out, before + chance.randrange(1, 6), process)
        process.kill()
        process.wait()
        process.communicate()
    kept = {json.loads(line)["path"] for line in (out / "rows.jsonl").read_bytes().split(b"\n")[:-1]}
    assert kept
    refused = run(files, "-o", out)
    assert refused.returncode == 2
    assert "--resume" in refused.stderr
    assert run(files, "-o", out, "--resume").returncode == 3
    assert (out / "rows.jsonl").read_bytes() == (tmp_path / "whole" / "rows.jsonl").read_bytes()


@_POSIX
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path: Path, name: str) -> None:
    files = many(tmp_path / "files", 20)
    slow(files / "zz.txt", 4)
    process = _start(files, tmp_path / "out")
    _wait_for(tmp_path / "out", 3, process)
    process.send_signal(getattr(signal, name))
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "--resume" in said
    assert "Traceback" not in said
    done = len(rows(tmp_path / "out"))
    assert 3 <= done < 21
    (files / "zz.txt").unlink()
    assert run(files, "-o", tmp_path / "out", "--resume").returncode == 0
    assert len(rows(tmp_path / "out")) == 20


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_process_stays_behind_a_run_that_was_killed(tmp_path: Path) -> None:
    files = many(tmp_path / "files", 12)
    slow(files / "zz.txt", 4)
    process = _start(files, tmp_path / "out")
    _wait_for(tmp_path / "out", 10, process)
    children = _descendants(process.pid)
    assert len(children) >= 2
    process.kill()
    process.communicate()
    end = time.monotonic() + 20
    while any(map(_alive, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [pid for pid in children if _alive(pid)]


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            found += [int(child), *_descendants(int(child))]
    return found


def test_restart_gives_up_what_was_done(tmp_path: Path) -> None:
    files, out = many(tmp_path / "files", 3), tmp_path / "out"
    run(files, "-o", out)
    _unfinish(out)
    assert run(files, "-o", out, "--restart").returncode == 0
    assert len(rows(out)) == 3


def test_other_options_do_not_go_on(tmp_path: Path) -> None:
    files, out = many(tmp_path / "files", 2), tmp_path / "out"
    run(files, "-o", out)
    _unfinish(out)
    found = run(files, "-o", out, "--resume", "-s", "S1")
    assert found.returncode == 2
    assert "--restart" in found.stderr


def test_a_file_that_is_gone_loses_its_row(tmp_path: Path) -> None:
    files, out = many(tmp_path / "files", 3), tmp_path / "out"
    run(files, "-o", out)
    _unfinish(out)
    (files / "001.txt").unlink()
    run(files, "-o", out, "--resume")
    assert [row["path"] for row in rows(out)] == ["000.txt", "002.txt"]


def _unfinish(out: Path) -> None:
    """As if the run had been killed before it said that it was done."""
    state = json.loads((out / "audit.json").read_text("utf-8"))
    (out / "audit.json").write_text(json.dumps({**state, "state": "running"}), "utf-8")


def test_one_run_at_a_time(tmp_path: Path) -> None:
    files, out = many(tmp_path / "files", 4), tmp_path / "out"
    slow(files / "zz.txt", 4)
    process = _start(files, out)
    try:
        _wait_for(out, 1, process)
        found = run(files, "-o", out, "--resume")
        assert found.returncode == 2
        assert "Another audit" in found.stderr
    finally:
        process.kill()
        process.communicate()


def _line(path: str) -> bytes:
    return encode(error_row(path, "empty", Text(f"{path}: không", f"{path}: nothing"), None)) + b"\n"


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"", []),
        (_line("a") + _line("b"), ["a", "b"]),
        (_line("a") + _line("b")[:40], ["a"]),
        (_line("a")[:-1], []),
        (_line("a") + b"\x00" * 300, ["a"]),
        (_line("a") + b"{}\n" + _line("c"), ["a", "c"]),
        (_line("a") + _line("a") + _line("b"), ["a", "b"]),
        (_line("a").replace(b'"1.0"', b'"9.0"') + _line("b"), ["b"]),
        (_line("a") + b'{"path":"\xff"}\n', ["a"]),
    ],
)
def test_the_rows_are_repaired(tmp_path: Path, content: bytes, kept: list[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(content)
    with Ledger(file) as ledger:
        assert len(ledger) == len(kept)
        assert all(path in ledger for path in kept)
        ledger.append(_line("z")[:-1], None)
    assert file.read_bytes() == b"".join(map(_line, [*kept, "z"]))


def test_rows_are_durable_one_by_one(tmp_path: Path) -> None:
    """Each row is with the system before the next is asked for: another process sees it at once."""
    with Ledger(tmp_path / "rows.jsonl") as ledger:
        for number in range(5):
            ledger.append(_line(str(number))[:-1], None)
            assert os.path.getsize(ledger.file) == sum(len(_line(str(n))) for n in range(number + 1))
