"""The trained classifier of headings: a linear model over words and letter runs, stored as numbers.

Trained with scikit-learn by ``python -m analyzer.structure.train_roles``; predicting needs no scikit-learn.
"""

from __future__ import annotations

import json
import math
import zlib
from functools import cache
from itertools import pairwise
from pathlib import Path

from analyzer.structure.model import Kind

MODEL_PATH = Path(__file__).with_name("role_model.json")
BUCKETS = 4096


def features(text: str, kind: Kind | None) -> dict[int, float]:
    """Hashed features of a folded heading: words, pairs of words, letter runs of 3 and 4; L2-normalised."""
    words = text.split()[:24]
    names = [f"w:{w}" for w in words] + [f"p:{a} {b}" for a, b in pairwise(words)]
    names += [f"first:{words[0]}", f"k:{kind}"] if words else []
    squeezed = f" {' '.join(words[:12])} "
    names += [f"c:{squeezed[i : i + n]}" for n in (3, 4) for i in range(len(squeezed) - n + 1)]
    counts: dict[int, float] = {}
    for name in names:
        bucket = zlib.crc32(name.encode("utf-8")) % BUCKETS
        counts[bucket] = counts.get(bucket, 0.0) + 1.0
    norm = math.sqrt(sum(v * v for v in counts.values())) or 1.0
    return {bucket: value / norm for bucket, value in counts.items()}


@cache
def _model() -> tuple[list[str], list[float], dict[int, list[float]]]:
    if not MODEL_PATH.is_file():
        return [], [], {}
    data = json.loads(MODEL_PATH.read_text("utf-8"))
    return data["roles"], data["bias"], {int(k): v for k, v in data["weights"].items()}


def predict(text: str, kind: Kind | None, without: tuple[str, ...] = ()) -> tuple[str, float]:
    """The likeliest role of a folded heading and its probability (softmax of the linear scores), the roles
    ``without`` left out of the choice but not of the sum."""
    roles, bias, weights = _model()
    if not roles:
        return "other", 0.0
    scores = list(bias)
    for bucket, value in features(text, kind).items():
        row = weights.get(bucket)
        if row is not None:
            for place, weight in enumerate(row):
                scores[place] += weight * value
    top = max(scores)
    total = sum(math.exp(s - top) for s in scores)
    best = max((k for k in range(len(roles)) if roles[k] not in without), key=lambda k: scores[k])
    return roles[best], math.exp(scores[best] - top) / total
