"""From documents to numbers: counts, and precision, recall and shares over them.

A measure is a name ("figures.f1", "figures.indicator", "document.signer", "rules") and a value per row of weights: with
one row of ones it is the measure over all documents, with rows of draws it is a bootstrap (``bootstrap.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyzer.evaluation.model import ATTRIBUTES, FAULTS, KINDS, DocumentScore, ItemScore
from analyzer.evaluation.verdicts import FAMILIES

Array = NDArray[np.float64]

RATES = ("precision", "recall", "f1")
MEAN_OF = (*(f"{kind}.f1" for kind in KINDS), "document", "rules")
"""The measure ``mean`` is the plain mean of these, ``rules`` only where an annotation holds rules."""


def item_counts(score: ItemScore) -> tuple[int, int, int]:
    """Annotated items that were found · annotated items · found items."""
    found = sum(item.got is not None for item in score.items)
    return found, len(score.items), found + len(score.extra)


def rates(found: Array, gold: Array, given: Array) -> tuple[Array, Array, Array]:
    """Precision, recall and F1. Where nothing was given, precision is 1 if there was nothing to find, else 0; so is
    recall where there was nothing to find."""
    precision = np.where(given > 0, found / np.maximum(given, 1), gold == 0).astype(float)
    recall = np.where(gold > 0, found / np.maximum(gold, 1), given == 0).astype(float)
    total = precision + recall
    return precision, recall, np.where(total > 0, 2 * precision * recall / np.where(total > 0, total, 1), 0.0)


def measures(documents: Sequence[DocumentScore], weights: Array | None = None) -> dict[str, Array]:
    """Every measure for every row of ``weights`` (rows × documents; by default one row of ones), counts summed over
    the documents first. NaN where there is nothing to measure."""
    if weights is None:
        weights = np.ones((1, len(documents)))
    out: dict[str, Array] = {}
    for kind in (*KINDS, FAULTS):
        if kind == FAULTS and all(document.verdicts is None for document in documents):
            continue
        counts = [item_counts(document.kinds[kind]) if kind in document.kinds else (0, 0, 0) for document in documents]
        sums = weights @ np.array(counts, dtype=float)
        for name, values in zip(RATES, rates(*sums.T), strict=True):
            out[f"{kind}.{name}"] = values
    for name, pairs in _shares(documents).items():
        right, of = (weights @ np.array(pairs, dtype=float)).T
        out[name] = np.where(of > 0, right / np.where(of > 0, of, 1), np.nan)
    parts = np.array([out[name] for name in MEAN_OF if name in out])
    out["mean"] = np.nanmean(parts, axis=0)
    return out


def _shares(documents: Sequence[DocumentScore]) -> dict[str, list[tuple[int, int]]]:
    """Measure → per document: how many are right, of how many."""
    shares: dict[str, list[tuple[int, int]]] = {}
    for kind, attributes in ATTRIBUTES.items():
        for attribute in attributes:
            shares[f"{kind}.{attribute}"] = [_attribute(document.kinds[kind], attribute) for document in documents]
    shares["document"] = [
        (sum(field.right for field in document.fields.values()), len(document.fields)) for document in documents
    ]
    for name in documents[0].fields if documents else ():
        shares[f"document.{name}"] = [(int(document.fields[name].right), 1) for document in documents]
    if any(document.verdicts is not None for document in documents):
        shares["rules"] = [_verdicts(document)[:2] for document in documents]
        shares["rules.abstained"] = [_verdicts(document)[2:0:-1] for document in documents]
        for family in FAMILIES:
            shares[f"rules.{family}"] = [_verdicts(document, family)[:2] for document in documents]
    return shares


def _attribute(score: ItemScore, attribute: str) -> tuple[int, int]:
    matched = [item for item in score.items if item.got is not None]
    return sum(attribute not in item.wrong for item in matched), len(matched)


def _verdicts(document: DocumentScore, family: str = "") -> tuple[int, int, int]:
    """Agreed · judged · left to a person although a verdict was annotated; of one family, or of all."""
    verdicts = [verdict for code, verdict in (document.verdicts or {}).items() if code.startswith(family)]
    agreed = sum(verdict.gold == verdict.got for verdict in verdicts)
    abstained = sum(verdict.got == "needs_review" != verdict.gold for verdict in verdicts)
    return agreed, len(verdicts), abstained


def confusion(documents: Sequence[DocumentScore]) -> Counter[tuple[str, str]]:
    """(status annotated, status found) → how often, over all documents."""
    return Counter(
        (verdict.gold, verdict.got) for document in documents for verdict in (document.verdicts or {}).values()
    )
