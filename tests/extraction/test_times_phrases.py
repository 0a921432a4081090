"""Every phrase of corpora/phrases/times.yml yields the values it stands under, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from analyzer.extraction.model import Time
from analyzer.extraction.times import Context, scan_times

DATA = yaml.safe_load((Path(__file__).parents[2] / "corpora" / "phrases" / "times.yml").read_text("utf-8"))
DEFAULTS = {
    "kind": None, "start": None, "end": None, "every": None, "month": None, "day": None, "inclusive": True,
    "status": "ok", "use": "deadline",
}  # fmt: skip

PHRASES = [
    pytest.param(phrase, entry["value"], entry.get("reference"), id=phrase.replace("\n", " "))
    for entry in DATA["values"]
    for phrase in entry["phrases"]
]


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _check(found: list[Time], wanted: list[dict[str, Any]]) -> None:
    got = [{key: getattr(time, key) for key in DEFAULTS} for time in found]
    want = [{key: _value(item.get(key, default)) for key, default in DEFAULTS.items()} for item in wanted]
    assert got == want
    for time, item in zip(found, wanted, strict=True):
        assert item.get("precision", time.precision) == time.precision


@pytest.mark.parametrize(("phrase", "value", "reference"), PHRASES)
def test_phrase(phrase: str, value: list[dict[str, Any]], reference: date | None) -> None:
    _check(scan_times(phrase, context=Context(reference=reference)), value)


@pytest.mark.parametrize("phrase", DATA["negatives"])
def test_not_a_time(phrase: str) -> None:
    assert scan_times(phrase) == []


@pytest.mark.parametrize("entry", DATA["ambiguous"], ids=lambda e: e["phrase"])
def test_ambiguous(entry: dict[str, Any]) -> None:
    _check(scan_times(entry["phrase"]), entry["value"])


@pytest.mark.parametrize(("phrase", "value", "reference"), PHRASES)
def test_phrase_in_a_sentence(phrase: str, value: list[dict[str, Any]], reference: date | None) -> None:
    """Words around a time change neither its value nor its place."""
    if any(item.get("use") in ("issue_date", "cited") for item in value) or "bình quân" in phrase:
        pytest.skip("hangs on where it stands")
    before = "Giao Tổ công tác thôn Bãi Nghè rà soát: "
    found = scan_times(f"{before}{phrase}; sau đó niêm yết công khai.", context=Context(reference=reference))
    _check(found, value)
    for time in found:
        assert len(before) <= time.span[0] < time.span[1] <= len(before) + len(phrase)
        assert time.quote[0] <= time.span[0]
        assert time.span[1] <= time.quote[1]


def test_the_corpus_is_large_and_has_no_doubles() -> None:
    phrases = [(p, str(e.get("reference"))) for e in DATA["values"] for p in e["phrases"]]
    assert len(phrases) >= 350
    assert len(phrases) == len(set(phrases))
