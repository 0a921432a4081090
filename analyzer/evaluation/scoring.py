"""Holds one report against one annotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from analyzer.evaluation import similarity
from analyzer.evaluation.fields import compare_fields
from analyzer.evaluation.matching import match
from analyzer.evaluation.model import ATTRIBUTES, FAULTS, DocumentScore, Item, ItemScore
from analyzer.evaluation.verdicts import agreement, annotated_faults, reported_faults

Json = Mapping[str, Any]

_ALIKE: dict[str, Callable[[Json, Json], float]] = {
    "figures": similarity.figures_alike,
    "deadlines": similarity.deadlines_alike,
    "assignments": similarity.assignments_alike,
    "sections": similarity.sections_alike,
    "references": similarity.references_alike,
    FAULTS: similarity.faults_alike,
}
_KEPT: dict[str, tuple[str, ...]] = {
    "figures": ("kind", "indicator", "op", "min", "max", "unit", "per", "when", "quote"),
    "deadlines": ("kind", "start", "end", "every", "month", "quote"),
    "assignments": ("body_text", "role", "task"),
    "sections": ("role", "heading"),
    "references": ("number", "issued_on", "name", "quote"),
    FAULTS: ("code", "quote"),
}
"""What of an item goes into the record."""


def score(gold: Json, report: Json, families: str = "") -> DocumentScore:
    """Scores a report (as JSON) against an annotation; an empty report misses everything.

    ``families``: letters of the rule families whose verdicts and faults are judged, "" for all.
    """
    kinds = {kind: _score_items(kind, _items(gold, kind), _items(report, kind)) for kind in _ALIKE if kind != FAULTS}
    verdicts = None
    if gold.get("rules"):
        verdicts = agreement(gold, report, families)
        kinds[FAULTS] = _score_faults(annotated_faults(gold, families), reported_faults(report, families))
    return DocumentScore(
        kinds=kinds,
        fields=compare_fields(gold.get("document") or {}, report.get("document") or {}),
        verdicts=verdicts,
    )


def _items(document: Json, kind: str) -> Sequence[Json]:
    if kind == "references":
        document = document.get("document") or {}
    items: Sequence[Json] = document.get(kind) or ()
    if kind == "deadlines":
        # An impossible date is a fault of the text (K904), not a time: annotations have no entry for it.
        return [item for item in items if item.get("status") != "impossible"]
    return items


def _score_items(kind: str, golds: Sequence[Json], gots: Sequence[Json]) -> ItemScore:
    pairs = match(golds, gots, _ALIKE[kind])
    taken = set(pairs.values())
    items = [
        Item(_kept(kind, gold), _kept(kind, gots[pairs[i]]), _wrong(kind, gold, gots[pairs[i]]))
        if i in pairs
        else Item(_kept(kind, gold), None, [])
        for i, gold in enumerate(golds)
    ]
    return ItemScore(items, [_kept(kind, got) for j, got in enumerate(gots) if j not in taken])


def _score_faults(golds: Sequence[Json], gots: Sequence[Json]) -> ItemScore:
    """Rule by rule: a fault of one rule never stands for one of another."""
    total = ItemScore([], [])
    for code in sorted({fault["code"] for fault in (*golds, *gots)}):
        part = _score_items(FAULTS, *([fault for fault in side if fault["code"] == code] for side in (golds, gots)))
        total.items += part.items
        total.extra += part.extra
    return total


def _wrong(kind: str, gold: Json, got: Json) -> list[str]:
    return [name for name in ATTRIBUTES.get(kind, ()) if not _same(name, gold.get(name), got.get(name))]


def _same(name: str, gold: Any, got: Any) -> bool:
    return similarity.same_when(gold, got) if name == "when" else bool(gold == got)


def _kept(kind: str, item: Json) -> dict[str, Any]:
    return {name: item.get(name) for name in _KEPT[kind]}
