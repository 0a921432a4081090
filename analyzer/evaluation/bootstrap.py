"""How far a measure may be off: 95% intervals by drawing documents again, with replacement.

Documents, not items, are drawn: the items of one document are right or wrong together, so that drawing items would
make the interval far too narrow (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 8, 13: percentiles).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analyzer.evaluation.model import DocumentScore, Interval
from analyzer.evaluation.tallies import Array, measures

RESAMPLES = 1000
LEVEL = 0.95


def draws(count: int, seed: int) -> Array:
    """How often each of ``count`` documents is drawn in each resample: ``RESAMPLES`` rows that sum to ``count``."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(count, np.full(count, 1 / count), size=RESAMPLES).astype(float)


def summarise(documents: Sequence[DocumentScore], seed: int) -> dict[str, Interval]:
    """Every measure over the documents with its interval; the same for the same documents and seed."""
    if not documents:
        return {}
    values = measures(documents)
    resampled = measures(documents, draws(len(documents), seed))
    return {name: _interval(float(value[0]), resampled[name]) for name, value in values.items()}


def losses(before: Sequence[DocumentScore], after: Sequence[DocumentScore], seed: int) -> dict[str, Interval]:
    """By how much every measure falls from ``before`` to ``after``: the same documents, drawn together, so that what
    both runs have in common does not widen the interval."""
    weights = draws(len(before), seed)
    first, second = measures(before), measures(after)
    drawn_first, drawn_second = measures(before, weights), measures(after, weights)
    return {
        name: _interval(float(first[name][0] - second[name][0]), drawn_first[name] - drawn_second[name])
        for name in first
    }


def _interval(value: float, resampled: Array) -> Interval:
    defined = resampled[~np.isnan(resampled)]
    if np.isnan(value) or not defined.size:
        return Interval(None, None, None)
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(round(value, 4), round(float(low), 4), round(float(high), 4))
