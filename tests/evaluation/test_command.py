"""``rasoat eval``, from a folder to its text and files."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from analyzer.commands.evaluation import evaluate
from analyzer.errors import UsageError
from analyzer.evaluation.accuracy import MARK
from analyzer.evaluation.marks import marks
from analyzer.evaluation.words import decimal, describe, value_words
from analyzer.report.words import Lang
from tests.evaluation.samples import assignment, deadline, figure

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"
NAME = "ke-hoach-xa-an-thinh"
BEGIN, END = marks(MARK)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents of the corpora, one in each split."""
    inside = tmp_path / "documents"
    inside.mkdir()
    for name in (NAME, "ke-hoach-huyen-sa-loc"):
        for path in DOCUMENTS.glob(f"{name}.*"):
            shutil.copy(path, inside)
    (tmp_path / "split.yml").write_text(f"train: [ke-hoach-huyen-sa-loc]\ntest: [{NAME}]\n", encoding="utf-8")
    return inside


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", ("Đối chiếu 2 văn bản", "Số liệu", "Thông tin văn bản", "Bố cục")),
     ("en", ("2 documents against", "Figures", "Document fields", "Sections"))],
)  # fmt: skip
def test_both_languages(folder: Path, lang: Lang, words: tuple[str, ...]) -> None:
    text, checked = evaluate(folder, lang)
    assert checked
    assert all(word in text for word in words)
    assert re.search(rf"{NAME} .*\d[,.]\d{{3}}", text)


def test_one_split(folder: Path) -> None:
    text, _ = evaluate(folder, "en", split="test")
    assert NAME in text
    assert "sa-loc" not in text


def test_misses_are_listed(folder: Path) -> None:
    annotation = folder / f"{NAME}.gold.json"
    gold = json.loads(annotation.read_text(encoding="utf-8"))
    gold["figures"].append(figure("một chỉ tiêu không có trong văn bản", 12.5))
    gold["document"]["number"] = "99/KH-UBND"
    annotation.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    text, _ = evaluate(folder, "en", only=NAME, misses=True)
    assert "Figures, missed: ge 12.5 % [bhyt_rate] “một chỉ tiêu không có trong văn bản”" in text
    assert "number: annotated 99/KH-UBND, found " in text
    assert "không có trong văn bản" not in evaluate(folder, "en", only=NAME)[0]


def test_gains_and_losses(folder: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    evaluate(folder, "en", json_out=before)
    same, _ = evaluate(folder, "en", old=before)
    assert "Nothing has changed." in same
    (folder / "ke-hoach-huyen-sa-loc.txt").write_text("Kế hoạch\n", encoding="utf-8")
    worse, _ = evaluate(folder, "en", old=before, split="train")
    assert f"only in the earlier run: {NAME}" in worse
    assert re.search(r"^  \d+ gains, [1-9]\d* losses", worse, re.MULTILINE)
    assert "- lost (" in worse


def test_what_noise_lost_is_listed_with_the_misses(folder: Path) -> None:
    text, _ = evaluate(folder, "en", noise=[0.1], misses=True)
    listed = text.partition("What 10.0% noise changed")[2]
    assert re.search(r"^- lost \([1-9]", listed, re.MULTILINE)


def test_noise_beside_the_clean_run(folder: Path) -> None:
    text, _ = evaluate(folder, "en", noise=[0.02], seed=3)
    (line,) = [line for line in text.splitlines() if re.search(r"2\.0%$", line)]
    assert "as .txt" in line
    assert evaluate(folder, "en", noise=[0.02], seed=3)[0] == text


def test_a_broken_document_is_said(folder: Path) -> None:
    (folder / "ke-hoach-huyen-sa-loc.txt").write_bytes(b"")
    text, checked = evaluate(folder, "en")
    assert not checked
    assert "Could not be checked\n  ke-hoach-huyen-sa-loc: " in text


def test_families(folder: Path) -> None:
    text, _ = evaluate(folder, "en", families="s,c")
    by_family = text.partition("By family of rules")[2].partition("\n\n")[0]
    assert len(by_family.splitlines()) == 3
    with pytest.raises(UsageError, match="Q, Z"):
        evaluate(folder, families="SZQ")


def test_the_tables_are_written_between_their_marks(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    evaluate(folder, noise=[0.01], table=page)
    first = page.read_text(encoding="utf-8")
    assert first.startswith(f"before\n\n{BEGIN}\n")
    assert first.endswith(f"{END}\n\nafter\n")
    assert "old" not in first
    assert "### Test split (1 documents)" in first
    assert "### All documents (2 documents)" in first
    rows = [line for line in first.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows if line.startswith("| Figures |")} == {8, 5}
    evaluate(folder, noise=[0.01], table=page)
    assert page.read_text(encoding="utf-8") == first


@pytest.mark.parametrize("text", ["", BEGIN, f"{END}\n{BEGIN}", f"{BEGIN}{END}{BEGIN}{END}", f"{BEGIN}{END}{END}"])
def test_a_page_without_its_marks_stays(folder: Path, tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        evaluate(folder, table=page)
    assert page.read_text(encoding="utf-8") == text


def test_the_page_of_the_project_holds_its_tables() -> None:
    text = PAGE.read_text(encoding="utf-8")
    inside = text.partition(BEGIN)[2].partition(END)[0]
    assert "### Test split" in inside
    assert "noise (loss)" in inside


DESCRIBED = [
    ("figures", figure("q", 3, max=4, op="range", unit="hội nghị"), "range 3…4 hội nghị [bhyt_rate] “q”"),
    ("figures", figure("q", 53.1, max=53.1, op="eq"), "eq 53.1 % [bhyt_rate] “q”"),
    ("deadlines", deadline("q", None, "2030"), "…2030 “q”"),
    ("deadlines", deadline("q", None, None, every="P1Y"), "P1Y “q”"),
    ("assignments", assignment("Công an xã", "lead", "Giữ gìn"), "Công an xã [lead] Giữ gìn"),
    ("references", {"number": None, "name": "Luật Việc làm", "issued_on": None}, "Luật Việc làm"),
    ("faults", {"code": "K903", "quote": "q"}, "K903 “q”"),
]


@pytest.mark.parametrize(("kind", "item", "words"), DESCRIBED)
def test_items_in_words(kind: str, item: dict[str, object], words: str) -> None:
    assert describe(kind, item) == words


VALUES: list[tuple[object, str]] = [
    (None, "–"),
    ("", "–"),
    ("ge", "ge"),
    (5, "5"),
    ({"start": None, "end": "2030-12-31", "every": None}, "…2030-12-31"),
    ({"start": None, "end": None, "every": "P1Y"}, "P1Y"),
    ({"start": "2026", "end": None, "every": "P1Y"}, "2026… P1Y"),
    ({"start": None, "end": None, "every": None}, "–"),
]


@pytest.mark.parametrize(("value", "words"), VALUES)
def test_values_in_words(value: object, words: str) -> None:
    assert value_words(value) == words


def test_numbers_in_words() -> None:
    assert [decimal(0.8885, lang, 2) for lang in ("vi", "en")] == ["0,89", "0.89"]
    assert decimal(None, "vi") == decimal(float("nan"), "en") == "–"
