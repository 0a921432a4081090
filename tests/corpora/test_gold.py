"""The annotations of the project's documents: in the guide's form, verbatim, complete for the catalogue."""

from __future__ import annotations

import itertools
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpora.model import DOCUMENTS, block_text, full_text
from tests.corpora.catalogue import STATUSES, WORDS, applicable
from tests.support import formats

NAMES = formats.names()
REFERENCE = Path(os.environ.get("RASOAT_REFERENCE_DOCUMENTS", "-"))
"""A folder of other people's documents, as text, with which the project's must have no passage in common."""
WHEN = {"start", "end", "every"}


def gold(name: str) -> dict[str, Any]:
    return json.loads((DOCUMENTS / f"{name}.gold.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def text(name: str) -> str:
    return full_text(formats.source(name))


def numbers(quote: str) -> set[float]:
    """The numbers of a quote as Vietnamese writes them: "1.369" is 1369, "53,1" is 53.1."""
    found = set()
    for match in re.findall(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?", quote):
        found.add(float(match.replace(".", "").replace(",", ".")))
    for word, scale in (("nghìn", 1_000), ("triệu", 1_000_000), ("tỷ", 1_000_000_000)):
        if re.search(rf"\d {word}(?!\w)", quote):
            found |= {round(value * scale, 6) for value in found}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_quotes_stand_once_in_the_text(name: str) -> None:
    words, annotation = text(name), gold(name)
    for item in [*annotation["figures"], *annotation["deadlines"]]:
        assert words.count(item["quote"]) == 1, item["quote"]
    for verdict in annotation["rules"].values():
        for quote in verdict["findings"] if isinstance(verdict, dict) else []:
            assert quote in words


@pytest.mark.parametrize("name", NAMES)
def test_items_stand_in_document_order(name: str) -> None:
    words, annotation = text(name), gold(name)
    position = 0
    for section in annotation["sections"]:
        assert section["role"] in WORDS["roles"]
        found = words.find(section["heading"], position)
        assert found >= 0, section["heading"]
        position = found + len(section["heading"])
    for kind in ("figures", "deadlines"):
        ends = [words.index(item["quote"]) + len(item["quote"]) for item in annotation[kind]]
        assert all(a <= b + 200 for a, b in itertools.pairwise(ends)), kind


@pytest.mark.parametrize("name", NAMES)
def test_figures_are_well_formed(name: str) -> None:
    for item in gold(name)["figures"]:
        assert set(item) == {"kind", "indicator", "op", "min", "max", "unit", "per", "when", "quote"}
        assert item["kind"] in ("target", "result", "norm")
        assert item["indicator"] in WORDS["indicators"]
        assert item["op"] in ("eq", "ge", "gt", "le", "lt", "range", "approx", "delta")
        assert item["per"] in (None, "year", "half_year", "quarter", "month", "week", "day")
        bounds = {v for v in (item["min"], item["max"]) if v is not None}
        assert bounds, item
        assert bounds <= numbers(item["quote"]), item
        assert (item["op"] == "range") == (len(bounds) == 2)
        if item["unit"] == "%":
            in_a_table = name.startswith(("bao-cao", "ke-hoach-bhxh"))
            assert any(sign in item["quote"] for sign in ("%", "phần trăm")) or in_a_table, item
        if item["when"] is not None:
            assert set(item["when"]) == WHEN
            assert any(item["when"].values())
        if item["indicator"].endswith("_rate"):
            assert item["unit"] == "%", item


@pytest.mark.parametrize("name", NAMES)
def test_times_are_well_formed(name: str) -> None:
    for item in gold(name)["deadlines"]:
        assert set(item) == {"kind", "start", "end", "every", "month", "quote"}
        start, end = (date.fromisoformat(item[k]) if item[k] else None for k in ("start", "end"))
        if item["kind"] == "recurrence":
            assert re.fullmatch(r"P\d[YMWD]", item["every"])
            assert start is end is None
        else:
            assert item["every"] is item["month"] is None
            assert start or end
            assert (item["kind"] == "date") == (start is not None and start == end)
            assert not (start and end) or start <= end
        years = {int(y) for y in re.findall(r"20\d\d", item["quote"])}
        said = {d.year for d in (start, end) if d}
        assert not years or not said or years & said, item
        for day, month in re.findall(r"(\d{1,2})/(\d{1,2})(?=/20\d\d)", item["quote"]):
            assert any(d and (d.day, d.month) == (int(day), int(month)) for d in (start, end)), item


@pytest.mark.parametrize("name", NAMES)
def test_assignments_are_in_the_text(name: str) -> None:
    words = text(name).lower()
    for item in gold(name)["assignments"]:
        assert set(item) == {"body_text", "role", "task"}
        assert item["role"] in ("lead", "execute", "coordinate")
        assert item["body_text"].lower() in words, item
        assert item["task"].lower() in words, item
        assert len(item["task"].split()) <= 25, item


@pytest.mark.parametrize("name", NAMES)
def test_every_applicable_rule_has_its_verdict(name: str) -> None:
    annotation = gold(name)
    document, rules = annotation["document"], annotation["rules"]
    asked = applicable(document["kind"], document["scope"], document["phase"])
    assert asked - WORDS["dependent"] <= set(rules) <= asked
    timeline = any(s["role"] == "timeline" for s in annotation["sections"])
    if document["kind"] == "plan" and document["scope"] == "1676":
        assert ("D604" in rules) is not timeline
        assert ("C202" in rules) is ("C203" in rules) is (rules["C201"] != "missing")
    for code, verdict in rules.items():
        if isinstance(verdict, dict):
            assert (verdict["status"] == "missing") is bool(verdict["findings"]), code
        else:
            assert verdict in STATUSES, code


@pytest.mark.parametrize("name", NAMES)
def test_document_fields_agree_with_the_text(name: str) -> None:
    document, words = gold(name)["document"], text(name)
    assert document["kind"] in ("plan", "report", "decision", "letter", "other")
    assert document["scope"] in ("1676", "bhxh", "other")
    assert document["phase"] in ("P1", "P2", None)
    assert document["issuer"]["level"] in ("central", "province", "district", "commune")
    assert document["number"] is None or document["number"] in words
    assert document["signer"]["name"] in words
    if document["issued_on"] and len(document["issued_on"]) == 10:
        year, month, day = (int(part) for part in document["issued_on"].split("-"))
        padded = f"{month:02d}" if month < 3 else str(month)
        assert f"ngày {day:02d} tháng {padded} năm {year}" in words
    for reference in document["references"]:
        assert (reference["number"] or reference["name"]) in words, reference


def test_the_documents_are_a_fair_mixture() -> None:
    documents = {name: gold(name)["document"] for name in NAMES}
    kinds = [d["kind"] for d in documents.values()]
    assert kinds.count("plan") >= 5
    assert kinds.count("report") >= 4
    assert {"letter", "decision"} & set(kinds)
    assert {d["scope"] for d in documents.values()} == {"1676", "bhxh", "other"}
    assert {d["issuer"]["level"] for d in documents.values()} == {"province", "district", "commune"}
    assert {d["phase"] for d in documents.values()} == {"P1", "P2"}
    forms = [formats.source(name).form for name in NAMES]
    for form, least in {"docx": 4, "pdf": 2, "txt": 3, "html": 1, "md": 1}.items():
        assert forms.count(form) >= least, form
    complete = [n for n in NAMES if "missing" not in statuses(n) and statuses(n).count("partial") <= 2]
    programme = [documents[n]["kind"] for n in complete if documents[n]["scope"] == "1676"]
    assert programme.count("plan") >= 2
    assert programme.count("report") >= 1


def statuses(name: str) -> list[str]:
    return [v["status"] if isinstance(v, dict) else v for v in gold(name)["rules"].values()]


FIXED = re.compile(
    r"(?:Quyết định|Nghị quyết) số \S+\s+ngày (?:[\d/]{6,10}|\d{1,2} tháng \d{1,2} năm \d{4})"
    r"(?:\s+của\s+(?:Thủ tướng Chính phủ|Ban Chấp hành Trung ương))?|"
    r"Tháng vận động triển khai BHXH toàn dân|Lao động - Thương binh và Xã hội",
    re.IGNORECASE,
)
"""Words that every document shares: documents cited by number, date and issuer, the campaign, a ministry."""


def body(name: str) -> str:
    """The words of a document without letterhead, recipients and signature."""
    source = formats.source(name)
    return " ".join(block_text(block) for block in [*source.blocks, *source.annex])


def grams(words: str, size: int) -> set[tuple[str, ...]]:
    tokens = re.findall(r"\w+", FIXED.sub(" | ", words).lower())
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="RASOAT_REFERENCE_DOCUMENTS names no folder")
def test_no_passage_is_taken_from_elsewhere() -> None:
    foreign = {path.name: grams(path.read_text(encoding="utf-8"), 10) for path in REFERENCE.glob("*.txt")}
    for name in NAMES:
        for origin, passages in foreign.items():
            shared = grams(body(name), 10) & passages
            assert not shared, (name, origin, sorted(" ".join(g) for g in shared)[:5])


def test_no_passage_stands_in_two_documents() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name in NAMES:
        for gram in grams(body(name), 14):
            assert seen.setdefault(gram, name) == name, (name, seen[gram], " ".join(gram))
