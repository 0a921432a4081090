"""A whole run over a folder: what is loaded, checked, scored, kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analyzer.errors import ReadingError, UsageError
from analyzer.evaluation import corpus, record
from analyzer.evaluation.run import run
from tests.evaluation.samples import gold, report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three annotated documents: two with a file, one without; and a split beside the folder."""
    inside = tmp_path / "documents"
    inside.mkdir()
    for name in ("ke-hoach-a", "ke-hoach-a.sua-doi", "bao-cao-b"):
        (inside / f"{name}.gold.json").write_text(json.dumps(gold(), ensure_ascii=False), encoding="utf-8")
    (inside / "ke-hoach-a.docx").write_bytes(b"")
    (inside / "ke-hoach-a.sua-doi.txt").write_bytes(b"")
    (tmp_path / "split.yml").write_text("train: [ke-hoach-a]\ntest: [bao-cao-b]\n", encoding="utf-8")
    return inside


def names(documents: list[corpus.Annotated]) -> list[str]:
    return [document.name for document in documents]


def test_each_annotation_has_its_own_file(folder: Path) -> None:
    documents = {document.name: document.source for document in corpus.load(folder)}
    assert documents == {
        "bao-cao-b": None,
        "ke-hoach-a": folder / "ke-hoach-a.docx",
        "ke-hoach-a.sua-doi": folder / "ke-hoach-a.sua-doi.txt",
    }


def test_choice(folder: Path) -> None:
    assert names(corpus.load(folder, only="sua")) == ["ke-hoach-a.sua-doi"]
    assert names(corpus.load(folder, split="train")) == ["ke-hoach-a"]
    assert corpus.splits(folder) == {"train": ["ke-hoach-a"], "test": ["bao-cao-b"]}


@pytest.mark.parametrize("choice", [{"only": "nghị quyết"}, {"split": "dev"}, {"split": "train", "only": "bao-cao"}])
def test_a_choice_that_leaves_nothing(folder: Path, choice: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        corpus.load(folder, **choice)


def test_a_folder_without_annotations(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        corpus.load(tmp_path)
    with pytest.raises(UsageError):
        corpus.load(tmp_path / "khong-co")


@pytest.mark.parametrize("content", ["{", "[1]", "\ufeff", '"x"'])
def test_an_annotation_that_is_none(folder: Path, content: str) -> None:
    (folder / "bao-cao-b.gold.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"bao-cao-b\.gold\.json"):
        corpus.load(folder)


@pytest.mark.parametrize("content", ["a: [", "- a", "train: 5"])
def test_a_split_that_is_none(folder: Path, content: str) -> None:
    (folder.parent / "split.yml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"split\.yml"):
        corpus.load(folder, split="train")


def test_no_split_file(folder: Path) -> None:
    (folder.parent / "split.yml").unlink()
    assert corpus.splits(folder) == {}
    with pytest.raises(UsageError):
        corpus.load(folder, split="train")


def check(path: Path) -> dict[str, Any]:
    """A checker that gets all right, cannot read one document and breaks on no other."""
    if "sua-doi" in path.name:
        raise ReadingError("tệp hỏng", "broken file")
    return report()


def test_a_document_that_fails_misses_everything_and_stops_nothing(folder: Path) -> None:
    scored = run(corpus.load(folder), check=check).documents
    assert {name: score.failure and score.failure.en for name, score in scored.items()} == {
        "bao-cao-b": "there is no file beside the annotation",
        "ke-hoach-a": None,
        "ke-hoach-a.sua-doi": "broken file",
    }
    assert [item.got for item in scored["bao-cao-b"].kinds["figures"].items] == [None, None]


def test_a_crash_of_the_checker_is_a_failure(folder: Path) -> None:
    def crash(_: Path) -> dict[str, Any]:
        raise RuntimeError("hỏng rồi")

    (document,) = run(corpus.load(folder, split="train"), check=crash).documents.values()
    assert document.failure is not None
    assert document.failure.vi == "RuntimeError: hỏng rồi"


def test_noise_reads_the_text_of_the_report_again(folder: Path) -> None:
    seen: dict[str, str] = {}

    def look(path: Path) -> dict[str, Any]:
        if path.suffix == ".txt":
            seen[f"{path.name} {len(seen)}"] = path.read_text(encoding="utf-8")
        return report()

    result = run(corpus.load(folder, split="train"), noise=[0.1, 0.2], seed=4, check=look)
    assert [noisy.rate for noisy in result.noise] == [0, 0.1, 0.2]
    plain, noisy, noisier = seen.values()
    assert plain == report()["document"]["text"]
    assert len({plain, noisy, noisier}) == 3
    assert result.noise[0].summary["mean"].value == 1


@pytest.mark.parametrize("rate", [0, -0.1, 0.31, 2, float("nan")])
def test_noise_out_of_reason(folder: Path, rate: float) -> None:
    with pytest.raises(UsageError):
        run(corpus.load(folder), noise=[rate], check=check)


def test_a_run_is_kept_byte_by_byte(folder: Path, tmp_path: Path) -> None:
    documents = corpus.load(folder)
    result = run(documents, noise=[0.05], check=check)
    first, second = tmp_path / "out" / "first.json", tmp_path / "second.json"
    record.save(result, first)
    assert record.load(first) == result
    record.save(run(documents, noise=[0.05], check=check), second)
    assert first.read_bytes() == second.read_bytes()
    assert str(tmp_path) not in first.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "rasoat-eval/1"}'])
def test_a_file_that_is_no_run(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"run\.json"):
        record.load(path)


def test_a_run_of_another_format(folder: Path, tmp_path: Path) -> None:
    result = run(corpus.load(folder), check=check)
    result.format = "rasoat-eval/0"
    record.save(result, tmp_path / "run.json")
    with pytest.raises(UsageError, match="rasoat-eval/0"):
        record.load(tmp_path / "run.json")


def test_no_run_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        record.load(tmp_path / "khong-co.json")
