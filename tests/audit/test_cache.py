"""What is kept between runs, and what tells rows apart."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from analyzer.audit.asked import Asking
from analyzer.audit.cache import FILE, Cache
from analyzer.audit.sources import Source, local
from analyzer.errors import RasoatError
from tests.audit.archives import environment, many, rows, run

_SHA = "0" * 64


def test_rows_are_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    assert cache.get(b"1") is None
    cache.put(b"1", b"{}" * 1000)
    other = Cache(tmp_path / "new" / "folder")
    assert other.get(b"1") == b"{}" * 1000
    other.put(b"1", b"[]")
    assert cache.get(b"1") == b"[]"
    cache.close()
    other.close()


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, but long enough to look like one" * 50)
    cache = Cache(tmp_path)
    cache.put(b"1", b"{}")
    assert cache.get(b"1") == b"{}"
    cache.close()


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from analyzer.audit.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "[cache.put(f'{sys.argv[2]}-{n}'.encode(), b'x' * 5000) for n in range(200)]"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(number)], env=environment())
        for number in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    cache = Cache(tmp_path)
    assert all(cache.get(f"{number}-{n}".encode()) == b"x" * 5000 for number in range(3) for n in range(200))
    cache.close()


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    many(tmp_path / "files", 1)
    assert run(tmp_path / "files", "-o", tmp_path / "out", cache=tmp_path / "file").returncode == 0
    assert len(rows(tmp_path / "out")) == 1


@pytest.mark.parametrize(
    ("other", "equal"),
    [
        ({}, True),
        ({"given": {"select": ("S1",)}}, False),
        ({"given": {"kind": "plan"}}, False),
        ({"given": {"date": "2025"}}, False),
        ({"today": datetime.date(2030, 1, 1)}, True),
    ],
)
def test_what_is_asked_tells_rows_apart(tmp_path: Path, other: dict[str, object], equal: bool) -> None:
    source = local(tmp_path / "a.txt")
    one, two = Asking(isolated=True), Asking(isolated=True, **other)  # type: ignore[arg-type]
    assert (one.key(_SHA, source, "a.txt") == two.key(_SHA, source, "a.txt")) is equal


def test_content_and_form_tell_rows_apart(tmp_path: Path) -> None:
    asking = Asking(isolated=True)
    key = asking.key(_SHA, local(tmp_path / "a.txt"), "a.txt")
    assert asking.key(_SHA, local(tmp_path / "b" / "c.TXT"), "b/c.TXT") == key
    assert asking.key(_SHA, local(tmp_path / "a.md"), "a.md") != key
    assert asking.key("1" * 64, local(tmp_path / "a.txt"), "a.txt") != key


def test_the_settings_nearest_to_a_document_hold(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rasoat.toml").write_text('select = ["S102"]\n', "utf-8")
    asking = Asking()
    for source, path, select in (
        (local(tmp_path / "in" / "a.txt"), "in/a.txt", ("S102",)),
        (Source("zip", str(tmp_path / "in" / "z.zip"), 0), "in/z.zip!/b/a.txt", ("S102",)),
        (local(tmp_path / "a.txt"), "a.txt", ()),
    ):
        assert asking.terms(source, path).select == select
    (tmp_path / "in" / "rasoat.toml").write_text("select = 1\n", "utf-8")
    with pytest.raises(RasoatError, match=r"rasoat\.toml:1"):
        asking.terms(local(tmp_path / "in" / "b.txt"), "in/b.txt")


def test_waivers_that_expire_tell_rows_apart(tmp_path: Path) -> None:
    waivers = tmp_path / "w.yml"
    entry = "- {{rule: S102, section: II, reason: agreed, by: An Officer, expires: {}{}}}\n"

    def key(name: str, day: str) -> bytes:
        asking = Asking(isolated=True, given={"waivers": waivers}, today=datetime.date.fromisoformat(day))
        return asking.key(_SHA, local(tmp_path / name), name)

    waivers.write_text(entry.format("2026-06-30", ""), "utf-8")
    first = key("a.txt", "2026-06-01")
    assert key("b.txt", "2026-06-30") == first
    assert key("a.txt", "2026-07-01") != first
    waivers.write_text(entry.format("2026-06-30", ", document: a.txt"), "utf-8")
    assert key("b.txt", "2026-06-01") != key("a.txt", "2026-06-01") != first
