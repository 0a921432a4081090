"""Which files an archive has, in which order, and which are left aside."""

from __future__ import annotations

import os
import random
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.plan import Archive, read_list, sort_key
from analyzer.audit.progress import Progress
from analyzer.audit.reports import report_name
from analyzer.audit.selection import Patterns
from analyzer.audit.sources import load
from analyzer.errors import ReadingError


def _made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def _paths(archive: Archive) -> list[str]:
    return [item.path for item in archive.items()]


def test_the_order_is_that_of_the_rows(tmp_path: Path) -> None:
    names = ["a/b.txt", "a-b.txt", "a/b/c.txt", "a.txt", "a b.txt", "Z.txt", "ă.txt", "a/b-c.txt"]
    random.Random(3).shuffle(names)
    found = _paths(Archive(str(_made(tmp_path, *names)), Patterns()))
    assert found == sorted(names, key=sort_key)


@pytest.mark.parametrize(
    ("include", "exclude", "kept"),
    [
        ([], [], ["Nháp/a.docx", "Nháp/b.txt", "c.pdf", "d", "e.png"]),
        (["*.DOCX"], [], ["Nháp/a.docx"]),
        (["*.docx", "*.json"], [], ["Nháp/a.docx", "f.json"]),
        ([], ["nháp"], ["c.pdf", "d", "e.png"]),
        ([], ["Nháp/*.txt"], ["Nháp/a.docx", "c.pdf", "d", "e.png"]),
        (["nháp/*"], ["*.txt"], ["Nháp/a.docx"]),
    ],
)
def test_patterns(tmp_path: Path, include: list[str], exclude: list[str], kept: list[str]) -> None:
    _made(tmp_path, "Nháp/a.docx", "Nháp/b.txt", "c.pdf", "d", "e.png", "f.json", "~$c.docx", ".g.txt", "Thumbs.db")
    assert _paths(Archive(str(tmp_path), Patterns.of(include, exclude))) == kept


def test_what_is_left_aside_is_counted(tmp_path: Path) -> None:
    _made(tmp_path, "a.txt", "~$a.docx", ".b", ".c/d.txt", "e.mp4", "f.mp4", "g.exe", "out/rows.jsonl", "h.tmp")
    archive = Archive(str(tmp_path), Patterns(), out=tmp_path / "out")
    assert _paths(archive) == ["a.txt"]
    assert archive.skipped.reasons == {"temporary": 1, "hidden": 2, "not_documents": 4, "output": 1}
    assert archive.skipped.suffixes == {"mp4": 2, "exe": 1, "tmp": 1}
    assert _paths(archive) == ["a.txt"]
    assert archive.skipped.reasons["hidden"] == 2  # counted anew


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_followed_once_and_never_in_circles(tmp_path: Path) -> None:
    outside = _made(tmp_path / "outside", "x.txt")
    (outside / "back").symlink_to(tmp_path / "files")
    files = _made(tmp_path / "files", "a/b.txt")
    (files / "a" / "up").symlink_to(files)
    (files / "a" / "self").symlink_to(files / "a" / "self")
    (files / "a" / "gone.txt").symlink_to("nowhere")
    (files / "o1").symlink_to(outside)
    (files / "o2").symlink_to(outside)
    os.mkfifo(files / "pipe.txt")
    archive = Archive(str(files), Patterns())
    assert _paths(archive) == ["a/b.txt", "a/gone.txt", "a/self", "o1/x.txt"]
    assert archive.skipped.reasons == {"links": 3, "special": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_cannot_be_opened_is_an_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made(tmp_path, "a.txt", "khóa/b.txt", "z.txt")
    real = os.scandir

    def refuse(folder: Path) -> object:  # the tests may run as one who may read everything
        if Path(folder).name == "khóa":
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr("analyzer.audit.plan.os.scandir", refuse)
    items = list(Archive(str(tmp_path), Patterns()).items())
    assert [item.path for item in items] == ["a.txt", "khóa/", "z.txt"]
    with pytest.raises(ReadingError) as error:
        load(items[1].source, items[1].path)
    assert error.value.code == "permission"
    assert error.value.message.en.startswith("khóa/: ")


def test_zips(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("../../up.txt", "/etc/x.txt", "c\\d.txt", "a.txt", ".h/i.txt", "__MACOSX/a.txt", "n.rar"):
            packed.writestr(name, name.replace("\\", "/"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("a.txt", "again")
        packed.writestr("zeros.txt", bytes(3_000_000))
    (tmp_path / "cut.zip").write_bytes((tmp_path / "b.zip").read_bytes()[:200])
    _made(tmp_path, "b.txt")
    found: dict[str, str] = {}
    for path, source in Archive(str(tmp_path), Patterns()).items():
        try:
            found[path] = load(source, path).decode()
        except ReadingError as error:
            found[path] = f"{error.code}, {error.message.vi.startswith(f'{path}: ')}"
    assert found == {
        "b.txt": "x", "b.zip!/up.txt": "../../up.txt", "b.zip!/a.txt": "a.txt", "b.zip!/a.txt#2": "again",
        "b.zip!/c/d.txt": "c/d.txt", "b.zip!/etc/x.txt": "/etc/x.txt", "b.zip!/n.rar": "not_supported, True",
        "b.zip!/zeros.txt": "bomb, True", "cut.zip": "corrupt, True",
    }  # fmt: skip
    assert list(found) == sorted(found, key=sort_key)


def test_names_in_a_zip_of_windows(tmp_path: Path) -> None:
    """UTF-8 without its flag, as some programs write it."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("XXXXXXXXX.txt", "x")
    data = (tmp_path / "a.zip").read_bytes().replace(b"XXXXXXXXX", "kế-xã".encode() + b"\x2d")
    (tmp_path / "a.zip").write_bytes(data)
    assert _paths(Archive(str(tmp_path / "a.zip"), Patterns())) == ["a.zip!/kế-xã-.txt"]


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("a.txt", b"x" * 5000)
        info = packed.infolist()[0]
        packed.filelist += [info] * 50
    (item,) = Archive(str(tmp_path / "a.zip"), Patterns()).items()
    with pytest.raises(ReadingError) as error:
        load(item.source, item.path)
    assert error.value.code == "bomb"


def test_a_list(tmp_path: Path) -> None:
    _made(tmp_path, "a.txt", "b/c.txt", "b/d.csv", "e.csv")
    names = read_list(["\ufeffb\n", "\n", "a.txt\r\n", "./a.txt\n", "b/c.txt", str(tmp_path / "a.txt"), "none.txt"])
    found = _paths(Archive(str(tmp_path), Patterns(), listed=names))
    assert found == ["a.txt", "b/c.txt", "none.txt"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/b c.docx", "reports/a/b c.docx.html"),
        ("x.zip!/kế hoạch.txt", "reports/x.zip!/kế hoạch.txt.html"),
        ("/abs/x.txt", "reports/abs/x.txt.html"),
    ],
)
def test_names_of_reports(path: str, name: str) -> None:
    assert report_name(path, "html") == name


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5).map("/".join))
def test_reports_stay_in_their_folder(path: str) -> None:
    parts = report_name(path, "json").removesuffix(".json").split("/")
    assert parts[0] == "reports"
    for part in parts[1:]:
        assert part.strip(". ") == part.lstrip(". ") or len(part) > 9
        assert part not in (".", "..")
        assert len(part) <= 130
        assert not set(part) & set('<>:"\\|?*\0')


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_reports_have_names_of_their_own(one: str, other: str) -> None:
    if one.strip("/") != other.strip("/") and "//" not in one + other:
        assert report_name(one, "json") != report_name(other, "json")


def test_the_bar() -> None:
    bar = Progress("vi", 2000)
    bar.show(0, 0)
    assert (
        bar.line(500, 3, 100)
        == "█████░░░░░░░░░░░░░░░  25% · 500/2.000 tệp · 5,0 tệp/giây · còn khoảng 5:00 · 3 không đọc được"
    )
    assert Progress("en", None).line(1500, 0, 10) == "1,500 files · 150.0 files/s"
