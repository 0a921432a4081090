"""``rasoat queue`` and ``rasoat worker`` as their users call them."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from analyzer.cli import cli
from analyzer.errors import RasoatError

PLAN = "corpora/documents/ke-hoach-huyen-sa-loc.txt"


class Queue:
    """A queue in a folder, called by its commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str, code: int = 0) -> str:
        result = CliRunner().invoke(cli, ["queue", *words, "--data", str(self.folder)])
        if isinstance(result.exception, RasoatError):
            assert result.exception.exit_code == code, result.exception
            return result.exception.message.en
        assert result.exit_code == code, result.output
        return result.output

    def add(self, file: str = PLAN, place: str = "Đông Lâm/Sa Lộc", period: str = "2025") -> str:
        """Hands a file in."""
        return self("add", file, "--place", place, "--kind", "plan", "--period", period, "--lang", "en")


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Queue:
    for name in ("RASOAT_DATA", "RASOAT_DATABASE_URL", "RASOAT_LANG"):
        monkeypatch.delenv(name, raising=False)
    return Queue(tmp_path / "kho")


def _worker(queue: Queue, *words: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "analyzer.cli", "worker", "--data", str(queue.folder), "--lang", "en", *words]
    return subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True, encoding="utf-8",
                            env={**os.environ, "PYTHONPATH": str(root)})  # fmt: skip


def test_from_handing_in_to_the_letter(queue: Queue, tmp_path: Path) -> None:
    assert queue.add() == "Submission 1, revision 1.\n"
    again = queue("add", PLAN, "--place", "Đông Lâm/Sa Lộc", "--kind", "plan", "--period", "2025", code=2)
    assert "revision 1" in again
    assert "Cannot open" in queue("add", "not-there.docx", "--place", "A", "--kind", "plan", "--period", "1", code=3)
    worker = _worker(queue, "--once")
    _, said = worker.communicate(timeout=120)
    assert worker.returncode == 0, said
    assert "1 jobs were done" in said
    rows = [json.loads(line) for line in queue("list", "--format", "json").splitlines()]
    assert [(row["id"], row["state"], row["verdict"]) for row in rows] == [(1, "waiting", "not_compliant")]
    table = list(csv.DictReader(io.StringIO(queue("list", "--format", "csv", "--text", "sa lộc"))))
    assert (table[0]["place"], table[0]["state"]) == ("Đông Lâm/Sa Lộc", "waiting")
    assert "1/1 hồ sơ" in queue("list")
    assert "0 of 0" in queue("list", "--state", "approved", "--lang", "en")
    assert "S102" in queue("show", "1")
    view = json.loads(queue("show", "1", "--format", "json"))
    assert view["findings"][0]["name"]["vi"]
    assert json.loads(queue("export", "--all")) == view
    queue("export", "1", "--output", str(tmp_path / "1.jsonl"))
    assert json.loads((tmp_path / "1.jsonl").read_text("utf-8")) == view
    queue("letter", "1", "--output", str(tmp_path / "cv.docx"))
    assert (tmp_path / "cv.docx").read_bytes()[:2] == b"PK"
    assert "no submission 9" in queue("show", "9", code=2)
    queue("export", code=2)
    queue("export", "1", "--all", code=2)
    assert queue("cases") == ""
    assert "Precision" in queue("precision", "--lang", "en")


def test_the_log_is_verified(queue: Queue) -> None:
    import sqlite3

    queue.add()
    whole = queue("verify", "--lang", "en")
    noted = whole.split()[-1]
    queue.add(period="2026")
    queue("verify", "--since", noted)
    queue("verify", "--since", "1:" + "0" * 64, code=1)
    queue("verify", "--since", "x", code=2)
    base = sqlite3.connect(queue.folder / "queue.sqlite")
    base.executescript("DROP TRIGGER log_no_update; UPDATE log SET actor = 'x' WHERE number = 1;")
    base.close()
    assert "Entry 1 was changed" in queue("verify", "--lang", "en", code=1)


def test_roles(queue: Queue) -> None:
    queue("grant", "a@example.vn", "administrator")
    queue("grant", "b@example.vn", "reviewer", "--place", "Đông Lâm")
    assert "Đông Lâm" in queue("people")
    assert [row["who"] for row in csv.DictReader(io.StringIO(queue("people", "-f", "csv")))] == [
        "a@example.vn", "b@example.vn"]  # fmt: skip
    assert json.loads(queue("people", "-f", "json"))["grants"][1]["role"] == "reviewer"
    assert "last administrator" in queue("revoke", "1", code=2)
    queue("revoke", "2")


def test_who_owes_what(queue: Queue, tmp_path: Path) -> None:
    queue.add()
    listed = tmp_path / "ds.csv"
    listed.write_text("Đơn vị;Loại;Kỳ;Hạn nộp\nĐông Lâm/Sa Lộc;kế hoạch;năm 2025;31/12/2099\n"
                      "xã Hòa Bình, tỉnh Đông Lâm;kế hoạch;2025;01/02/2026\n", "utf-8")  # fmt: skip
    assert "2 added" in queue("expected", "load", str(listed), "--lang", "en")
    rows = [json.loads(line) for line in queue("expected", "missing", "-f", "json", "--at", "2090-01-01").splitlines()]
    assert [(row["place"], row["standing"]) for row in rows] == [("tỉnh Đông Lâm/xã Hòa Bình", "overdue")]
    assert "Quá hạn" in queue("expected", "missing", "--at", "2090-01-01")
    listed.write_text("Đơn vị;Loại;Kỳ\nĐông Lâm/Sa Lộc;kế hoạch;2025\nXã A;bài thơ;2025\nXã B;;2025\n", "utf-8")
    assert "line 3" in queue("expected", "load", str(listed), "--lang", "en", code=2)
    queue("expected", "load", str(listed), "--replace", code=2)
    assert len(queue("expected", "missing", "-f", "csv", "--at", "2090-01-01").splitlines()) == 2


def test_backup_and_restore(queue: Queue, tmp_path: Path) -> None:
    queue.add()
    queue("backup", str(tmp_path / "b.zip"))
    other = Queue(tmp_path / "other")
    other("restore", str(tmp_path / "b.zip"))
    assert "1/1" in other("list")
    assert "empty" in queue("restore", str(tmp_path / "b.zip"), code=2)


def test_wrong_settings_are_told(queue: Queue, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("[queue]\nadministrator = []\n", "utf-8")
    assert "administrators" in queue("list", "--config", str(tmp_path / "x.toml"), code=2)
    assert "sqlite:///" in queue("list", "--database-url", "mysql://x/y", code=2)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("grace", ["60", "0"])
def test_a_worker_stops_in_good_order(queue: Queue, grace: str) -> None:
    queue.add()
    worker = _worker(queue, "--grace", grace)
    assert worker.stderr is not None
    assert "Waiting" in worker.stderr.readline()
    for _ in range(200):
        if '"running"' in _job_states(queue) or '"done"' in _job_states(queue):
            break
        time.sleep(0.05)
    worker.send_signal(signal.SIGTERM)
    _, said = worker.communicate(timeout=90)
    assert worker.returncode == 0, said
    assert "Stopped" in said
    assert _job_states(queue) in ('["done"]', '["queued"]')
    if grace == "60":
        assert _job_states(queue) == '["done"]'


def _job_states(queue: Queue) -> str:
    import sqlite3

    base = sqlite3.connect(queue.folder / "queue.sqlite")
    rows = [row[0] for row in base.execute("SELECT state FROM job")]
    base.close()
    return json.dumps(rows)
