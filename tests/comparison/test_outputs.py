"""The forms of a comparison, on the project's own documents and on hostile ones."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from analyzer.comparison import compare
from analyzer.comparison.build import compare_analyses
from analyzer.comparison.html import render_html
from analyzer.comparison.text import render_text
from analyzer.report.codec import to_json
from analyzer.report.comparison import Comparison
from analyzer.report.safe import columns
from analyzer.report.schema import schema
from tests.comparison.samples import plan, report

_DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
_PAIRS = {
    "plan-report": ("ke-hoach-xa-an-thinh.docx", "bao-cao-xa-an-thinh-2026.html"),
    "superior": ("ke-hoach-tinh-dong-lam.docx", "ke-hoach-xa-an-thinh.docx"),
    "revision": ("ke-hoach-xa-an-thinh.docx", "ke-hoach-xa-phu-lac-trung.docx"),
}
_EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@cache
def _made(relation: str) -> Comparison:
    first, second = (_DOCUMENTS / name for name in _PAIRS[relation])
    return compare(first, second, "revision" if relation == "revision" else None)


@cache
def _validator() -> Draft202012Validator:
    document = schema("compare")
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def _hostile() -> Comparison:
    promised = plan(f"Tỷ lệ hộ {_EVIL} được phát tờ gấp đạt 90%.", "Tỷ lệ bao phủ BHYT đạt 96% dân số.")
    return compare_analyses(promised, report(f"Tỷ lệ bao phủ BHYT đạt 95% dân số {_EVIL}, tăng \u202e5%."))


@pytest.mark.parametrize("relation", _PAIRS)
def test_json_is_as_its_schema_says(relation: str) -> None:
    data = json.loads(to_json(_made(relation)))  # type: ignore[arg-type]
    assert not list(_validator().iter_errors(data))
    assert data["relation"]["value"] == relation
    assert data == json.loads(to_json(compare(*(_DOCUMENTS / n for n in _PAIRS[relation]), relation=relation)))  \
        | {"relation": data["relation"], "tool": data["tool"]}  # type: ignore[arg-type]  # fmt: skip
    assert [entry["role"] for entry in data["documents"]] == {
        "plan-report": ["plan", "report"], "superior": ["superior", "subordinate"], "revision": ["earlier", "later"],
    }[relation]  # fmt: skip


def test_json_of_a_hostile_document_is_as_its_schema_says() -> None:
    assert not list(_validator().iter_errors(json.loads(to_json(_hostile()))))  # type: ignore[arg-type]


def test_every_finding_belongs_to_a_pair() -> None:
    for relation in ("plan-report", "superior"):
        made = _made(relation)
        ids = [pair.id for pair in made.pairs]
        assert len(ids) == len(set(ids))
        for rule in made.rules:
            assert all(finding.pair in ids and finding.evidence for finding in rule.findings)
        assert sum(made.counts.values()) == len(ids)


def test_the_commune_against_its_plan() -> None:
    made = _made("plan-report")
    by_name = {pair.name.vi: pair for pair in made.pairs if pair.promised is not None and pair.outcome != "not_due"}
    assert by_name["Người lao động được tuyên truyền về BHXH tự nguyện"].ratio == 0.95
    assert by_name["Lớp tập huấn"].outcome == "short"
    assert by_name["Người làm công tác tuyên truyền được tập huấn"].gap == pytest.approx(-14.6)
    assert made.counts == {"not_due": 10, "short": 4, "reached": 1, "unplanned": 14}


def test_the_commune_against_its_province() -> None:
    made = _made("superior")
    lower = [pair for pair in made.pairs if pair.outcome == "lower"]
    assert [(pair.wanted, pair.value) for pair in lower] == [(61, 60), (46, 45), (92, 90)]
    assert not [pair for pair in made.pairs if pair.outcome == "absent"]
    assert not made.warnings


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("relation", _PAIRS)
def test_text_keeps_to_its_width(relation: str, lang: str, width: int) -> None:
    text = render_text(_made(relation), lang=lang, width=width)  # type: ignore[arg-type]
    assert max(columns(line) for line in text.splitlines()) <= width
    assert text.endswith("\n")


def test_text_says_no_more_with_colours() -> None:
    plain, coloured = (render_text(_made("plan-report"), color=color) for color in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b" not in render_text(_hostile())
    assert "\u202e" not in render_text(_hostile())


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("relation", _PAIRS)
def test_the_page_stands_alone(relation: str, lang: str) -> None:
    page = render_html(_made(relation), lang=lang)  # type: ignore[arg-type]
    assert f'<html lang="{lang}">' in page
    assert not re.findall(r"""(?:src|href)=["'](?!#)""", page)
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", page)
    assert "default-src &#39;none&#39;" in page
    assert "#N" not in page
    words = {"vi": "Kết quả do máy lập", "en": "Made by a machine"}
    assert words[lang] in page


def test_the_page_shows_hostile_words_as_words() -> None:
    page = render_html(_hostile())
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "\u202e" not in page


def test_bars_keep_to_the_page() -> None:
    made = compare_analyses(plan("Mở 02 lớp tập huấn."), report("Đã mở 900 lớp tập huấn."))
    assert all(
        0 <= float(width) <= 100 for width in re.findall(r'class="full" y="1" width="([\d.]+)"', render_html(made))
    )
