"""The trained classifier of headings: a linear model over words and letter runs, stored as numbers.

Trained with scikit-learn by ``python -m analyzer.structure.train_roles``; predicting needs no scikit-learn.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from base64 import b64decode
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from analyzer.structure.model import Kind

MODEL_PATH = Path(__file__).with_name("role_model.json")
BUCKETS = 4096


def _hashed(text: str, kind: Kind | None) -> list[int]:
    """The buckets of what a folded heading holds: words, pairs of words, letter runs of 3 and 4; one as often as it is
    hit."""
    words = text.split()[:24]
    found = [_bucket("w:", word) for word in words] + [_bucket("p:", f"{a} {b}") for a, b in pairwise(words)]
    found += [_bucket("first:", words[0]), _bucket("k:", str(kind))] if words else []
    squeezed = f" {' '.join(words[:12])} "
    for start in range(len(squeezed) - 2):
        found += _runs(squeezed[start : start + 4])
    return found


@lru_cache(maxsize=20_000)
def _runs(letters: str) -> tuple[int, ...]:
    """The buckets of the letter runs at the head of up to four letters: of three of them, and of four."""
    return tuple(_bucket("c:", letters[:count]) for count in range(3, len(letters) + 1))


@lru_cache(maxsize=20_000)
def _bucket(sort: str, name: str) -> int:
    return zlib.crc32(f"{sort}{name}".encode()) % BUCKETS


def features(text: str, kind: Kind | None) -> dict[int, float]:
    """Hashed features of a folded heading, L2-normalised: bucket → value."""
    counts = Counter(_hashed(text, kind))
    norm = _norm(counts)
    return {bucket: count / norm for bucket, count in counts.items()}


def _norm(counts: Counter[int]) -> float:
    return math.sqrt(sum([count * count for count in counts.values()])) or 1.0


class _Rows(dict[int, int]):
    """Bucket → its weights for all roles in one integer, made when asked for: a lane of 64 bits for each role, the
    first lowest, with the weight in thousandths, made positive. So the rows of a heading are added up as integers, all
    roles at once. A bucket without weights has zeros.
    """

    def __init__(self, roles: int, buckets: list[int], weights: bytes) -> None:
        super().__init__()
        self._lanes = struct.Struct(f"<{roles}q")
        self._stored = struct.Struct(f"<{roles}h")
        self._weights = weights
        self._places = {bucket: place for place, bucket in enumerate(buckets)}

    def __missing__(self, bucket: int) -> int:
        place = self._places.get(bucket)
        stored = self._stored
        row = stored.unpack_from(self._weights, place * stored.size) if place is not None else ()
        row = row or (0,) * (self._lanes.size // 8)
        packed = self[bucket] = int.from_bytes(self._lanes.pack(*[weight + _SHIFT for weight in row]), "little")
        return packed

    def summed(self, buckets: list[int]) -> list[float]:
        """The weights of buckets added up, by role."""
        lanes = self._lanes.unpack(sum(map(self.__getitem__, buckets)).to_bytes(self._lanes.size, "little"))
        shift = _SHIFT * len(buckets)
        return [(lane - shift) / 1000 for lane in lanes]


_SHIFT = 1 << 15
"""Makes every weight positive, so that no sum borrows from the next lane."""


@cache
def _model() -> tuple[list[str], list[float], _Rows]:
    if not MODEL_PATH.is_file():
        return [], [], _Rows(0, [], b"")
    data = json.loads(MODEL_PATH.read_text("utf-8"))
    return data["roles"], data["bias"], _Rows(len(data["roles"]), data["buckets"], b64decode(data["weights"]))


def predict(text: str, kind: Kind | None, without: tuple[str, ...] = ()) -> tuple[str, float]:
    """The likeliest role of a folded heading and its probability (softmax of the linear scores), the roles
    ``without`` left out of the choice but not of the sum."""
    roles, bias, rows = _model()
    if not roles:
        return "other", 0.0
    buckets = _hashed(text, kind)
    norm = _norm(Counter(buckets))
    scores = [base + weight / norm for base, weight in zip(bias, rows.summed(buckets), strict=True)]
    top = max(scores)
    total = sum([math.exp(s - top) for s in scores])
    best = max((k for k in range(len(roles)) if roles[k] not in without), key=scores.__getitem__)
    return roles[best], math.exp(scores[best] - top) / total
