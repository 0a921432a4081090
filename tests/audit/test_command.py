"""``rasoat audit`` as its users call it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from analyzer.audit.rows import schema
from tests.audit.archives import TXT, archive, many, rows, run


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An archive and its audit, with the cache beside them."""
    folder = tmp_path_factory.mktemp("audit")
    files = archive(folder / "files")
    out = folder / "out"
    found = run(files, "--out", out, "--jobs", 2, cache=folder / "cache")
    assert found.returncode == 3, found.stderr
    assert "Left aside: 1 no documents (.csv 1), 1 temporary files of Word, 1 hidden." in found.stderr
    return files, out


def test_every_file_has_a_row(done: tuple[Path, Path]) -> None:
    found = {row["path"]: row for row in rows(done[1])}
    assert list(found) == sorted(found, key=lambda path: path.split("/"))
    errors = {path: row["error"]["code"] for path, row in found.items() if row["error"]}
    assert errors == {
        "hỏng.docx": "corrupt", "rỗng.txt": "empty", "nộp.zip!/bom.txt": "bomb", "nộp.zip!/trong.zip": "not_supported",
    }  # fmt: skip
    for path, code in errors.items():
        message = found[path]["error"]["message"]
        assert code
        assert message["vi"].startswith(f"{path}: ")
        assert message["en"].startswith(f"{path}: ")
    assert "nộp.zip!/thư mục/kế hoạch.txt" in found
    assert sum(row["document"] is not None for row in found.values()) == 8


def test_rows_fit_their_schema(done: tuple[Path, Path]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for row in rows(done[1]):
        validator.validate(row)


def test_equal_files_are_checked_once(done: tuple[Path, Path]) -> None:
    found = {row["path"]: row for row in rows(done[1])}
    copies = {path: row["same_as"] for path, row in found.items() if row["same_as"]}
    second = f"huyện A/{TXT[1].name}"
    assert copies == {f"huyện A/xã B/{TXT[0].name}": "huyện A/bản sao.txt", "nộp.zip!/thư mục/kế hoạch.txt": second}
    for path, first in copies.items():
        assert {**found[path], "path": first, "same_as": None} == found[first]


def test_a_second_run_checks_nothing_and_changes_nothing(done: tuple[Path, Path]) -> None:
    files, out = done
    before = (out / "rows.jsonl").read_bytes()
    again = run(files, "--out", out, cache=out.parent / "cache")
    assert "Nothing has changed" in again.stderr
    assert (out / "rows.jsonl").read_bytes() == before
    other = run(files, "--out", out.parent / "other", "--jobs", 1)
    assert other.returncode == 3
    assert (out.parent / "other" / "rows.jsonl").read_bytes() == before


def test_a_row_says_what_check_says(tmp_path: Path) -> None:
    from analyzer import check

    many(tmp_path / "files", 1)
    assert run(tmp_path / "files", "-o", tmp_path / "out").returncode == 0
    (row,) = rows(tmp_path / "out")
    report = check(tmp_path / "files" / "000.txt").to_dict()
    assert row["rules"] == {rule["code"]: rule["status"] for rule in report["rules"]}  # type: ignore[attr-defined, index]
    assert row["summary"] == report["summary"]
    assert [f["quote"] for f in row["figures"]] == [f["quote"] for f in report["figures"]]  # type: ignore[attr-defined, index]


def test_an_archive_in_the_folder_of_another_is_refused(done: tuple[Path, Path], tmp_path: Path) -> None:
    many(tmp_path / "files", 1)
    for out, words in ((done[1], "another archive"), (tmp_path / "files", "something else")):
        found = run(tmp_path / "files", "--out", out)
        assert found.returncode == 2
        assert words in found.stderr
    assert (tmp_path / "files" / "000.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-folder", "-o", "out"], "does not exist"),
        (["-o", "out"], "DIR is missing"),
        ([".", "-o", "out", "--engine", "dask"], "--scheduler"),
        ([".", "-o", "out", "--resume", "--restart"], "Choose one"),
        ([".", "-o", "out", "--select", "Z9"], "Z9"),
        ([".", "-o", "out", "--from", "no-such-list"], "Cannot read the list"),
        ([".", "-o", "out", "--expected", "no-such-list"], "does not exist"),
        (["a.txt", "-o", "out"], "neither a folder nor a .zip"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], words: str) -> None:
    many(tmp_path, 1)
    (tmp_path / "a.txt").write_text("x", "utf-8")
    found = run(*arguments, cwd=tmp_path)
    assert found.returncode == 2, found.stderr
    assert words in found.stderr


def test_fail_on_and_selected_rules(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_bytes(next(p for p in TXT if "sa-loc" in p.name).read_bytes())
    found = run(files, "-o", tmp_path / "out", "-s", "S102", "-s", "K903", "--fail-on", "error")
    assert found.returncode == 1
    (row,) = rows(tmp_path / "out")
    assert set(row["rules"]) == {"S102", "K903"}
    assert {finding["code"] for finding in row["findings"]} == {"S102", "K903"}
    assert run(files, "-o", tmp_path / "out", "-s", "S103", "--fail-on", "error").returncode == 0


def test_waivers_hold_for_the_document_that_they_name(tmp_path: Path) -> None:
    files, cache = tmp_path / "files", tmp_path / "cache"
    files.mkdir()
    for name in ("a.txt", "b.txt"):
        (files / name).write_bytes(next(p for p in TXT if "sa-loc" in p.name).read_bytes())
    accepted = "- {{rule: S102, document: {}, reason: agreed, by: An Officer, expires: never}}\n"
    for name, waived in (("b.txt", [False, True]), ("a.txt", [True, False])):
        (tmp_path / "w.yml").write_text(accepted.format(f"files/{name}"), "utf-8")
        run(files, "-o", tmp_path / "out", "-s", "S102", "--waivers", tmp_path / "w.yml", cache=cache)
        found = rows(tmp_path / "out")
        assert [row["findings"][0]["waived"] for row in found] == waived
        assert [row["same_as"] for row in found] == [None, None]


def test_reports_are_written_and_kept_in_step(tmp_path: Path) -> None:
    files, out, cache = many(tmp_path / "files", 3), tmp_path / "out", tmp_path / "cache"
    (files / "copy.txt").write_bytes((files / "000.txt").read_bytes())
    run(files, "-o", out, cache=cache)  # fills the cache without reports
    assert run(files, "-o", out, "--reports", "json", cache=cache).returncode == 0
    made = sorted(path.name for path in (out / "reports").glob("*.json"))
    assert made == ["000.txt.json", "001.txt.json", "002.txt.json"]
    report = json.loads((out / "reports" / "001.txt.json").read_text("utf-8"))
    assert report["document"]["path"] == "001.txt"
    (files / "001.txt").unlink()
    (out / "reports" / "002.txt.json").unlink()
    run(files, "-o", out, "--reports", "json", cache=cache)
    assert sorted(path.name for path in (out / "reports").glob("*.json")) == ["000.txt.json", "002.txt.json"]


def test_a_list_and_a_zip(tmp_path: Path) -> None:
    files = many(tmp_path / "files", 4)
    found = run(files, "--from", "-", "-o", tmp_path / "out", stdin="003.txt\n\n000.txt\ngone.txt\n")
    assert found.returncode == 3
    assert [(row["path"], row["error"] and row["error"]["code"]) for row in rows(tmp_path / "out")] == [
        ("000.txt", None), ("003.txt", None), ("gone.txt", "missing"),
    ]  # fmt: skip
    archive(tmp_path / "more", 2)
    assert run(tmp_path / "more" / "nộp.zip", "-o", tmp_path / "zip").returncode == 3
    assert [row["path"].split("!")[0] for row in rows(tmp_path / "zip")] == ["nộp.zip"] * 3


def test_a_url(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    files = many(tmp_path / "files", 2)
    assert run(f"file://{files.as_posix()}", "-o", tmp_path / "url").returncode == 0
    run(files, "-o", tmp_path / "local")
    assert (tmp_path / "url" / "rows.jsonl").read_bytes() == (tmp_path / "local" / "rows.jsonl").read_bytes()
