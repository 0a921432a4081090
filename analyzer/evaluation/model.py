"""What a run of the evaluation gives: its JSON is written with ``--json`` and read with ``--compare``."""

from __future__ import annotations

from typing import Any

import msgspec

FORMAT = "rasoat-eval/1"
"""Changes when an older file can no longer be compared with."""

KINDS = ("figures", "deadlines", "assignments", "sections", "references")
"""Kinds of items, in the order in which they are shown."""
FAULTS = "faults"
"""Findings of the rules that look for faults: matched as the other items are, by rule and quote."""
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "figures": ("kind", "op", "indicator", "when", "per"),
    "deadlines": ("kind", "month"),
}
"""What is compared of an item once it is matched."""


class Item(msgspec.Struct):
    """An annotated item with the found one that stands for it (None: missed) and the attributes that differ."""

    gold: dict[str, Any]
    got: dict[str, Any] | None
    wrong: list[str]


class ItemScore(msgspec.Struct):
    """The items of one kind in one document; ``extra``: found, and in no annotation."""

    items: list[Item]
    extra: list[dict[str, Any]]


class Field(msgspec.Struct):
    """A field of the document: as annotated, as found, and whether they agree."""

    gold: Any
    got: Any
    right: bool


class Verdict(msgspec.Struct):
    """The status of a rule: as annotated and as found."""

    gold: str
    got: str


class Failure(msgspec.Struct):
    """Why there is no report of a document, in both languages."""

    vi: str
    en: str


class DocumentScore(msgspec.Struct):
    """One document. ``verdicts`` is None where the annotation holds no rules. With a ``failure`` there is no report,
    and everything counts as missed."""

    kinds: dict[str, ItemScore]
    fields: dict[str, Field]
    verdicts: dict[str, Verdict] | None
    failure: Failure | None = None


class Interval(msgspec.Struct):
    """A measure over all documents with its 95% interval; all None where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


class NoisyRun(msgspec.Struct):
    """The same documents as plain text with noise: ``rate`` of the characters; 0 is the plain text alone."""

    rate: float
    summary: dict[str, Interval]
    documents: dict[str, DocumentScore]


class Record(msgspec.Struct):
    """A whole run. ``families``: the letters of the rule families judged, "" for all."""

    version: str
    families: str
    seed: int
    summary: dict[str, Interval]
    documents: dict[str, DocumentScore]
    noise: list[NoisyRun]
    format: str = FORMAT
