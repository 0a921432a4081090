"""Figures of single sentences: the phrases of corpora/phrases/figures.yml and indicators.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzer.extraction.figures import Setting, scan_figures
from analyzer.extraction.model import Figure

PHRASES = Path(__file__).resolve().parents[2] / "corpora" / "phrases"
FIGURES = yaml.safe_load((PHRASES / "figures.yml").read_text("utf-8"))
INDICATORS = yaml.safe_load((PHRASES / "indicators.yml").read_text("utf-8"))


def _fields(figure: Figure, wanted: dict[str, Any]) -> dict[str, Any]:
    fields = {name: getattr(figure, name) for name in wanted if name != "when"}
    if "when" in wanted:
        when = figure.when
        fields["when"] = {"start": when.start, "end": when.end, "every": when.every} if when else None
    return fields


@pytest.mark.parametrize(("text", "wanted"), [*FIGURES["figures"].items(), *FIGURES["ambiguous"].items()])
def test_figures_of_a_sentence(text: str, wanted: list[dict[str, Any]]) -> None:
    found = scan_figures(text)
    assert [_fields(f, w) for f, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("text", FIGURES["none"])
def test_numbers_that_are_no_figures(text: str) -> None:
    assert scan_figures(text) == []


@pytest.mark.parametrize(("indicator", "text"), [(i, t) for i, e in INDICATORS.items() for t in e["phrases"]])
def test_indicator_of_a_sentence(indicator: str, text: str) -> None:
    assert scan_figures(text)[0].indicator == indicator


@pytest.mark.parametrize(("indicator", "text"), [(i, t) for i, e in INDICATORS.items() for t in e["not"]])
def test_not_of_an_indicator(indicator: str, text: str) -> None:
    found = scan_figures(text)
    assert found
    assert indicator not in {f.indicator for f in found}


def test_every_indicator_of_the_report_has_phrases() -> None:
    from analyzer.extraction.figures.register import indicators

    assert {one.id for one in indicators()} - {"other"} == set(INDICATORS)
    assert all(len(entry["phrases"]) >= 8 and entry["not"] for entry in INDICATORS.values())


@pytest.mark.parametrize("text", [*FIGURES["figures"], *FIGURES["ambiguous"]])
def test_spans_hold_the_value(text: str) -> None:
    for figure in scan_figures(text, offset=0):
        low, high = figure.value_span
        assert text[low].isdigit() or text[low:high].split()[0].islower() or text[low:high][0].isalpha()
        assert figure.quote[0] <= low < high <= figure.quote[1] <= len(text)


def test_offset_shifts_every_span() -> None:
    text = "Năm 2024 đạt 45%, đến năm 2026 đạt 55%"
    plain, shifted = scan_figures(text), scan_figures(text, offset=1000)
    assert [(f.value_span[0] + 1000, f.quote[1] + 1000) for f in plain] == [
        (f.value_span[0], f.quote[1]) for f in shifted
    ]
    assert [f.when for f in plain] == [f.when for f in shifted]


@pytest.mark.parametrize(
    ("text", "document", "kind"),
    [
        ("Tổ chức 05 hội nghị", "plan", "target"),
        ("Tổ chức 05 hội nghị", "report", "result"),
        ("Đến nay đã có 1.250 người tham gia BHXH", "plan", "result"),
        ("Phấn đấu đạt 96% dân số tham gia BHYT", "report", "target"),
        ("Chỉ tiêu giao 400 người, đã thực hiện 412 người tham gia BHXH tự nguyện", "report", "target"),
        ("Nhà nước hỗ trợ 30% mức đóng BHXH tự nguyện", "plan", "norm"),
        ("Nhà nước hỗ trợ 30% mức đóng BHXH tự nguyện", "report", "norm"),
    ],
)
def test_kind_depends_on_the_document(text: str, document: str, kind: str) -> None:
    assert scan_figures(text, setting=Setting(document=document))[0].kind == kind


def test_proposals_of_a_report_are_targets() -> None:
    setting = Setting(document="report", roles=("solutions",))
    assert scan_figures("Mỗi năm tổ chức 02 hội nghị", setting=setting)[0].kind == "target"


def test_leads_give_indicator_and_time() -> None:
    [figure] = scan_figures("- Tổ dân phố số 3: 45 người", leads=["Số người tham gia BHXH tự nguyện năm 2024:"])
    assert figure.indicator == "bhxh_voluntary_count"
    assert figure.when is not None
    assert (figure.when.start, figure.when.end) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("text", "population", "place", "basis"),
    [
        ("100% cán bộ, công chức, viên chức được tuyên truyền", "cán bộ, công chức, viên chức", None, None),
        ("Lũy kế đến nay có 512 người tham gia BHXH tự nguyện", None, None, "cumulative"),
        ("Phát sinh trong kỳ 37 hồ sơ tiếp nhận", None, None, "in_period"),
        ("Xã Hòa Lạc vận động 28 người tham gia BHXH tự nguyện", None, "Xã Hòa Lạc", None),
        ("45% nông dân được phổ biến chính sách", "nông dân", None, None),
    ],
)
def test_population_place_and_basis(text: str, population: str | None, place: str | None, basis: str | None) -> None:
    [figure] = scan_figures(text)
    assert (figure.population, figure.place, figure.basis) == (population, place, basis)


ADVERSARIAL = [
    "1" * 200_000,
    "1," * 50_000,
    "1.000." * 30_000,
    "1 " * 60_000,
    "năm " * 50_000,
    "một hai ba " * 20_000,
    "tối thiểu " * 20_000 + "5%",
    "tăng từ " * 20_000 + "5% lên 6%",
    "(" * 50_000 + "5%" + ")" * 50_000,
    "5%" * 20_000,
    "5% " * 20_000,
    "/" * 100_000 + "5/năm",
    "05 hội nghị/" * 10_000,
    "l0O" * 30_000 + "%",
    " " * 100_000 + "5%",
    "số người " * 20_000 + ": 5",
]


@pytest.mark.parametrize("text", ADVERSARIAL, ids=[t[:12] for t in ADVERSARIAL])
def test_adversarial_text_ends(text: str) -> None:
    """Finishing is the test: the patterns are bounded, and a long "sentence" is read in pieces."""
    from analyzer.extraction.figures.logic import MAX_SENTENCE

    found = scan_figures(text[:MAX_SENTENCE], times=[])
    assert all(0 <= f.value_span[0] < f.value_span[1] <= len(text) for f in found)


@pytest.mark.parametrize(
    ("text", "op", "value", "unit", "indicator"),
    [
        ("Tôi thiêu 70% cộng tac viên được tập huân", "ge", 70, "%", "communicators_trained_rate"),
        ("Mỗi tuần có it nhất 02 luợt phát thanh", "ge", 2, "lượt", "broadcasts"),
        ("Tỷ lệ bao phú bảo hiếm y tế đạt 95,2% dân sô", "eq", 95.2, "%", "bhyt_rate"),
        ("Mức độ hài lòng không thâp hơn 85%", "ge", 85, "%", "satisfaction_rate"),
    ],
)
def test_scanned_text_is_forgiven_its_diacritics(text: str, op: str, value: float, unit: str, indicator: str) -> None:
    [figure] = scan_figures(text, setting=Setting(scanned=True))
    assert (figure.op, figure.min, figure.unit, figure.indicator) == (op, value, unit, indicator)


@pytest.mark.parametrize("text", [*FIGURES["figures"], *FIGURES["none"]])
def test_restoring_keeps_offsets_and_right_text(text: str) -> None:
    from analyzer.extraction.figures.restore import restored
    from analyzer.text import fold

    assert len(restored(text)) == len(text)
    assert fold.bare(restored(text)) == fold.bare(text)
    assert len(scan_figures(restored(text))) == len(scan_figures(text))
