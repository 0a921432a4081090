"""Small archives for the tests of the audit, and the program run on them in processes of its own."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from corpora.model import DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]
DOCX, TXT, PDF = (tuple(sorted(DOCUMENTS.glob(f"*.{form}"))) for form in ("docx", "txt", "pdf"))


def archive(folder: Path, documents: int = 6) -> Path:
    """Some documents, one twice, and files that are none, that are empty, hostile, or in a zip."""
    (folder / "huyện A" / "xã B").mkdir(parents=True)
    for number, path in enumerate((TXT + DOCX)[:documents]):
        (folder / ("huyện A" if number % 2 else "huyện A/xã B") / path.name).write_bytes(path.read_bytes())
    (folder / "huyện A" / "bản sao.txt").write_bytes(TXT[0].read_bytes())
    (folder / "rỗng.txt").write_bytes(b"")
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04 no zip at all")
    (folder / "~$ke-hoach.docx").write_bytes(b"x")
    (folder / ".an").write_bytes(b"x")
    (folder / "số liệu.csv").write_bytes(b"1,2")
    with zipfile.ZipFile(folder / "nộp.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(TXT[1], "thư mục/kế hoạch.txt")
        packed.writestr("bom.txt", bytes(60_000_000))
        packed.writestr("trong.zip", b"PK\x05\x06" + bytes(18))
    return folder


def many(folder: Path, count: int) -> Path:
    """``count`` documents with different contents, quickly checked."""
    folder.mkdir(parents=True, exist_ok=True)
    text = next(path for path in TXT if "quyet-dinh" in path.name).read_text("utf-8")
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"{text}\nBản số {number}\n", "utf-8")
    return folder


_COPIES_A_SECOND = 40


def slow(file: Path, seconds: int) -> Path:
    """A legal document that takes some seconds, more on most machines: the same one over and over."""
    text = TXT[0].read_text("utf-8")
    file.write_text("\n".join([text] * (_COPIES_A_SECOND * seconds)), "utf-8")
    return file


def command(*arguments: object, cache: Path | None = None) -> list[str]:
    """A call of ``rasoat audit``; without ``cache``, none is used."""
    kept = ["--no-cache"] if cache is None else ["--cache", str(cache)]
    return [sys.executable, "-m", "analyzer.cli", "audit", *map(str, arguments), *kept, "--no-config", "--lang", "en"]


def environment() -> dict[str, str]:
    """That of the tests, with the program on the path."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


class Done(NamedTuple):
    """What a call came to."""

    returncode: int
    stderr: str


def run(*arguments: object, cache: Path | None = None, cwd: Path | None = None, stdin: str = "") -> Done:
    """Runs ``rasoat audit`` to its end, in this process: those that check are processes of their own all the same, and
    the server that forks them need not start anew each time."""
    from analyzer.cli import main

    call = command(*arguments, "-f", "none", cache=cache)[2:]
    said = io.StringIO()
    before = Path.cwd()
    with redirect_stderr(said), patch.object(sys, "argv", call), patch.object(sys, "stdin", io.StringIO(stdin)):
        try:
            os.chdir(cwd or before)
            main()
        except SystemExit as end:
            return Done(int(end.code or 0), said.getvalue())
        finally:
            os.chdir(before)
    raise AssertionError("main() did not exit")


def rows(out: Path) -> list[dict[str, Any]]:
    """The rows of an audit."""
    return [json.loads(line) for line in (out / "rows.jsonl").read_text("utf-8").splitlines()]
