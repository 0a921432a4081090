"""Every phrase of corpora/phrases/references.yml yields the references it stands under, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzer.extraction.model import Reference
from analyzer.extraction.references import register, scan_references

DATA = yaml.safe_load((Path(__file__).parents[2] / "corpora" / "phrases" / "references.yml").read_text("utf-8"))
PHRASES = [
    pytest.param(phrase, entry["value"], id=phrase.replace("\n", " "))
    for entry in DATA["values"]
    for phrase in entry["phrases"]
]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _seen(reference: Reference) -> tuple[object, ...]:
    return (reference.type, reference.number, reference.name, reference.issued_on, reference.articles)


def _wanted(item: dict[str, Any]) -> tuple[object, ...]:
    return (
        item["type"],
        _text(item.get("number")),
        item.get("name"),
        _text(item.get("date")),
        tuple(item.get("articles", ())),
    )


@pytest.mark.parametrize(("phrase", "value"), PHRASES)
def test_phrase(phrase: str, value: list[dict[str, Any]]) -> None:
    assert [_seen(r) for r in scan_references(phrase)] == [_wanted(v) for v in value]


@pytest.mark.parametrize("phrase", DATA["negatives"])
def test_not_a_reference(phrase: str) -> None:
    assert scan_references(phrase) == []


@pytest.mark.parametrize("entry", DATA["contradictions"], ids=lambda e: e["phrase"])
def test_contradictions(entry: dict[str, Any]) -> None:
    found = [c.kind for r in scan_references(entry["phrase"]) for c in register.conflict(r)]
    assert found == entry["kinds"]


@pytest.mark.parametrize(("phrase", "value"), PHRASES)
def test_phrase_in_a_sentence(phrase: str, value: list[dict[str, Any]]) -> None:
    """Spans point at the citation, wherever it stands."""
    before = "Tổ công tác thôn Bãi Nghè đã quán triệt "
    found = scan_references(f"{before}{phrase.rstrip('.;')}.")
    assert len(found) == len(value)
    for reference in found:
        for start, end in reference.mentions:
            assert len(before) - 1 <= start < end <= len(before) + len(phrase)


def test_the_corpus_is_large_and_has_no_doubles() -> None:
    phrases = [p for e in DATA["values"] for p in e["phrases"]]
    assert len(phrases) + len(DATA["negatives"]) >= 200
    assert len(phrases) == len(set(phrases))
