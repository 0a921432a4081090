"""Seeded faults: the edit language, the form of the faults, what counts as found, and the measurement itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from analyzer.commands.evaluate import evaluate as command
from analyzer.errors import UsageError
from analyzer.evaluation.marks import marks
from analyzer.evaluation.seeded import page
from analyzer.evaluation.seeded.edits import EditError, apply, edit_of
from analyzer.evaluation.seeded.load import load
from analyzer.evaluation.seeded.model import Planting, Seeded, Wanted
from analyzer.evaluation.seeded.run import Given, judge, plain_text, planted, run
from analyzer.evaluation.seeded.tally import LEAST_FOUND, MOST_BEYOND, by_family, by_fault, tally
from analyzer.evaluation.seeded.text import render

BEGIN, END = marks(page.MARK)

FAULTS = Path(__file__).parents[2] / "corpora" / "faults"
TEXT = """I. MỤC ĐÍCH
Nói rõ quyền lợi.
II. MỤC TIÊU
1. Mục tiêu chung
Hiểu đúng.
2. Mục tiêu cụ thể
2.1. Bao phủ
- Đạt 60%.
2.2. Tuyên truyền
- Đạt 100%.
III. KINH PHÍ
1. Nguồn
Ngân sách xã, ngân sách xã.
2. Mức
Theo dự toán."""


def edited(*raw: dict[str, Any]) -> str:
    return apply(TEXT, tuple(edit_of(each) for each in raw))


@pytest.mark.parametrize(
    ("raw", "gone", "there"),
    [
        ({"replace": "60%", "by": "40%"}, "60%", "- Đạt 40%."),
        ({"replace": "ngân sách xã", "by": "ngân sách huyện"}, "sách xã.", "Ngân sách xã, ngân sách huyện."),
        ({"delete": "Đạt ", "times": 2}, "Đạt", "- 100%."),
        ({"drop": "Hiểu đúng"}, "Hiểu đúng", "1. Mục tiêu chung\n2. Mục tiêu cụ thể"),
        ({"cut": "1. Mục tiêu chung", "to": "2. Mục"}, "Hiểu đúng", "II. MỤC TIÊU\n2. Mục tiêu cụ thể"),
        ({"insert": "- Thêm.", "after": "- Đạt 60%"}, "- Đạt 60%.\n2.2", "- Đạt 60%.\n- Thêm.\n2.2."),
        ({"insert": "- Thêm.", "before": "- Đạt 60%"}, "2.1. Bao phủ\n- Đạt", "- Thêm.\n- Đạt 60%."),
        ({"move": "1. Nguồn", "to": "2. Mức", "before": "2.1."}, "III. KINH PHÍ\n1. Nguồn", "cụ thể\n1. Nguồn\nNgân"),
    ],
)
def test_an_edit(raw: dict[str, Any], gone: str, there: str) -> None:
    after = edited(raw)
    assert gone not in after
    assert there in after


@pytest.mark.parametrize(
    ("raw", "headings"),
    [
        ({"cut": "1. Mục tiêu chung", "to": "2. Mục", "renumber": "arabic"},
         ["I.", "II.", "1.", "1.1.", "1.2.", "III.", "1.", "2."]),
        ({"cut": "I. MỤC", "to": "II. MỤC", "renumber": "roman"},
         ["I.", "1.", "2.", "2.1.", "2.2.", "II.", "1.", "2."]),
        ({"cut": "II. MỤC", "to": "III.", "renumber": "roman"}, ["I.", "II.", "1.", "2."]),
    ],
)  # fmt: skip
def test_the_numbers_close_the_gap(raw: dict[str, Any], headings: list[str]) -> None:
    words = [line.split()[0] for line in edited(raw).split("\n")]
    assert [word for word in words if word[0] in "IVX123" and word.endswith(".")] == headings


def test_letters_count_as_in_administrative_texts() -> None:
    text = "C. NỘI DUNG\nD. NHIỆM VỤ\nĐ. KINH PHÍ\nE. LỘ TRÌNH\nG. PHÂN CÔNG"
    edit = edit_of({"cut": "D. NHIỆM", "to": "Đ.", "renumber": "letter"})
    assert apply(text, (edit,)) == "C. NỘI DUNG\nD. KINH PHÍ\nĐ. LỘ TRÌNH\nE. PHÂN CÔNG"


@pytest.mark.parametrize(
    "raw",
    [
        {"replace": "không có", "by": "có"},
        {"replace": "Đạt", "by": "Được"},
        {"replace": "Hiểu đúng.", "by": "Hiểu đúng."},
        {"drop": "Đạt"},
        {"cut": "Đạt", "to": "III."},
        {"cut": "III. KINH PHÍ", "to": "II."},
        {"cut": "Nói rõ", "to": "II.", "renumber": "roman"},
        {"insert": "- Thêm.", "after": "- Đạt"},
        {"move": "1. Nguồn", "to": "2. Mức", "before": "IV."},
    ],
)
def test_an_edit_that_does_not_hit_is_an_error(raw: dict[str, Any]) -> None:
    with pytest.raises(EditError):
        edited(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "delete", {}, {"remove": "x"}, {"replace": "x"}, {"delete": ""}, {"delete": "x", "by": "y"}, {"drop": 3},
        {"insert": "x"}, {"insert": "x", "after": "a", "before": "b"}, {"delete": "x", "times": "two"},
        {"cut": "x", "to": "y", "renumber": "greek"},
    ],
)  # fmt: skip
def test_what_is_no_edit(raw: object) -> None:
    with pytest.raises(EditError):
        edit_of(raw)


@given(st.text("ab\n", min_size=1, max_size=30), st.text("ab", min_size=1, max_size=3))
def test_delete_takes_out_exactly_the_literal(text: str, literal: str) -> None:
    times = text.count(literal)
    edit = edit_of({"delete": literal, "times": max(times, 1)})
    if times:
        assert apply(text, (edit,)) == text.replace(literal, "")
    else:
        with pytest.raises(EditError):
            apply(text, (edit,))


FORM = {"name": {"vi": "Bỏ", "en": "Gone"}, "expect": {"S102": "missing"}, "plant": {"a": [{"delete": "x"}]}}


def folder_of(tmp_path: Path, faults: object) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "documents.yml").write_text("a: a.txt\n", encoding="utf-8")
    (tmp_path / "faults.yml").write_text(yaml.safe_dump(faults, allow_unicode=True), encoding="utf-8")
    return tmp_path


def test_what_a_document_declares_wins(tmp_path: Path) -> None:
    own = {"edits": [{"delete": "x"}], "expect": {"S102": ["partial", "missing"]}, "may": {"K906": {"finding": "2026"}},
           "why": "open"}  # fmt: skip
    (planting,) = load(folder_of(tmp_path, {"f": {**FORM, "plant": {"a": own}}})).plantings
    assert planting.primary == {"S102": Wanted(frozenset({"partial", "missing"}))}
    assert planting.may == {"K906": Wanted(frozenset({"missing"}), "2026")}


@pytest.mark.parametrize(
    "change",
    [
        {"expect": {}}, {"expect": {"S102": "gone"}}, {"expect": {"S102": {"quote": "x"}}}, {"expect": {"all": "met"}},
        {"plant": {"b": [{"delete": "x"}]}}, {"plant": {"a": []}}, {"plant": {"a": {"edit": []}}}, {"name": "Gone"},
        {"also": {"T509": "partial"}}, {"also": {"S102": "partial"}, "why": "twice"}, {"unknown": 1},
    ],
)  # fmt: skip
def test_a_fault_of_another_form_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"faults\.yml"):
        load(folder_of(tmp_path, {"f": {**FORM, **change}}))


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"documents\.yml"):
        load(tmp_path)
    folder = folder_of(tmp_path, {"f": FORM})
    with pytest.raises(UsageError, match="no planted faults"):
        load(folder, only="other")
    (folder / "a.txt").unlink()
    with pytest.raises(UsageError, match=r"a\.txt"):
        load(folder)


SOUND = {"S102": Given("met", (), "chung"), "K907": Given("met", (), ""), "T509": Given("met", (), "ưu tiên"),
         "I302": Given("not_applicable", (), "")}  # fmt: skip
PLANTING = Planting(
    "f", "a", (), {"K907": Wanted(frozenset({"missing"}), "12 đợt")}, {"T509": Wanted(frozenset({"partial"}))},
    {"S102": Wanted(frozenset({"partial"}))}, "why",
)  # fmt: skip


@pytest.mark.parametrize(
    ("after", "found", "drawn", "beyond"),
    [
        ({"K907": Given("missing", ("gồm 12 đợt, 7 và 4",), "")}, True, 0, []),
        ({"K907": Given("missing", ("gồm 9 lớp",), "")}, False, 0, ["K907"]),
        ({"K907": Given("missing", ("gồm 12 đợt", "gồm 9 lớp"), "")}, True, 0, ["K907"]),
        ({"T509": Given("partial", (), "")}, False, 1, []),
        ({"T509": Given("missing", (), "")}, False, 0, ["T509"]),
        ({"S102": Given("partial", (), "")}, False, 0, []),
        ({"S102": Given("missing", (), "")}, False, 0, ["S102"]),
        ({"I302": Given("missing", (), "")}, False, 0, ["I302"]),
    ],
)
def test_what_counts(after: dict[str, Given], found: bool, drawn: int, beyond: list[str]) -> None:
    outcome = judge(PLANTING, SOUND, {**SOUND, **after})
    assert (outcome.found, outcome.drawn, [change.code for change in outcome.beyond]) == (found, drawn, beyond)
    assert outcome.judged == (4 if "I302" in after else 3)
    assert outcome.due == 1


def test_a_fault_that_is_there_already_or_a_rule_that_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="without it"):
        judge(PLANTING, {**SOUND, "K907": Given("missing", ("12 đợt",), "")}, SOUND)
    with pytest.raises(UsageError, match="no rule K907"):
        judge(PLANTING, SOUND, {"S102": SOUND["S102"]})


@pytest.fixture(scope="module")
def measured() -> Seeded:
    return run(load(FAULTS))


def test_enough_is_planted(measured: Seeded) -> None:
    total = tally(measured.outcomes)
    assert total.kinds >= 45
    assert total.planted >= 120
    assert set(by_family(measured.outcomes)) == set("SCIBTDLFK")
    assert {outcome.document for outcome in measured.outcomes} == set(load(FAULTS).documents)


def test_planted_faults_are_found(measured: Seeded) -> None:
    total = tally(measured.outcomes)
    assert total.share_found >= LEAST_FOUND, render(measured, "en", misses=True)


def test_little_else_changes(measured: Seeded) -> None:
    total = tally(measured.outcomes)
    assert total.share_beyond <= MOST_BEYOND, render(measured, "en", misses=True)


def test_every_edit_changes_its_document() -> None:
    suite = load(FAULTS)
    texts = {key: plain_text(suite, key) for key in suite.documents}
    for planting in suite.plantings:
        assert planted(planting, texts[planting.document]) != texts[planting.document]


def test_the_figures_stand_between_their_marks(measured: Seeded, tmp_path: Path) -> None:
    target = tmp_path / "page.md"
    target.write_text(f"before\n\n{BEGIN}\n(stale)\n{END}\n\nafter\n", encoding="utf-8")
    page.update(target, measured)
    text = target.read_text(encoding="utf-8")
    assert text.startswith(f"before\n\n{BEGIN}\n")
    assert text.endswith(f"{END}\n\nafter\n")
    assert "(stale)" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 4 + len(by_family(measured.outcomes)) + len(by_fault(measured.outcomes))
    page.update(target, measured)
    assert target.read_text(encoding="utf-8") == text
    target.write_text(BEGIN, encoding="utf-8")
    with pytest.raises(UsageError, match="once each"):
        page.update(target, measured)


def test_the_command(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    arguments = [str(FAULTS), "--seeded", "--only", "no-motto", "--misses", "--json", str(kept)]
    result = CliRunner().invoke(command, [*arguments, "--lang", "en"])
    assert result.exit_code == 0
    assert "3 planted faults of 1 kinds" in result.output
    raw = json.loads(kept.read_text(encoding="utf-8"))
    assert {outcome["fault"] for outcome in raw["outcomes"]} == {"no-motto"}
    vietnamese = CliRunner().invoke(command, [*arguments, "--lang", "vi"])
    assert "Lỗi tìm thấy" in vietnamese.output


def test_options_of_the_other_measure_are_refused() -> None:
    result = CliRunner().invoke(command, [str(FAULTS), "--seeded", "--split", "test"])
    assert isinstance(result.exception, UsageError)
