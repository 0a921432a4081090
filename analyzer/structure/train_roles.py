"""Trains the classifier of headings from ``corpora/phrases/headings.yml`` and prints its cross-validated figures.

    python -m analyzer.structure.train_roles [--write]

Needs scikit-learn (the extra ``train``). The result is deterministic.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from pathlib import Path

import numpy as np
import yaml

from analyzer.structure.model import Kind
from analyzer.structure.role_model import BUCKETS, MODEL_PATH, features
from analyzer.text.fold import bare

_REPORT_ROLES = frozenset(
    ("context", "implementation", "advantages_difficulties", "results", "limitations", "solutions", "recommendations")
)


def load(path: Path) -> tuple[list[str], list[Kind | None], list[str]]:
    """Folded headings, the kind of document each belongs to, and its role."""
    texts: list[str] = []
    kinds: list[Kind | None] = []
    roles: list[str] = []
    for role, headings in yaml.safe_load(path.read_text("utf-8")).items():
        for heading in headings:
            # Headings that name no role occur in both kinds of documents.
            both: tuple[Kind | None, ...] = (
                ("plan", "report") if role == "other" else ("report",) if role in _REPORT_ROLES else ("plan",)
            )
            for kind in both:
                texts.append(" ".join(bare(heading).strip(" .:;").split()))
                kinds.append(kind)
                roles.append(role)
    return texts, kinds, roles


def matrix(texts: list[str], kinds: list[Kind | None]) -> np.ndarray:
    """Rows of hashed features."""
    rows = np.zeros((len(texts), BUCKETS), dtype=np.float32)
    for place, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        for bucket, value in features(text, kind).items():
            rows[place, bucket] = value
    return rows


def main() -> None:
    """Cross-validates, and with ``--write`` trains on everything and stores the coefficients."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score
    from sklearn.model_selection import GroupKFold, cross_val_predict

    source = Path(__file__).resolve().parents[2] / "corpora" / "phrases" / "headings.yml"
    texts, kinds, roles = load(source)
    data = matrix(texts, kinds)
    classifier = LogisticRegression(C=30.0, max_iter=2000)
    groups = [sorted(set(texts)).index(t) for t in texts]  # one wording never stands on both sides of a split
    guessed = cross_val_predict(classifier, data, roles, groups=groups, cv=GroupKFold(5))
    print(f"{len(set(texts))} wordings, {len(set(roles))} roles")
    accuracy = float(np.mean(guessed == np.array(roles)))
    macro = f1_score(roles, guessed, average="macro")
    print(f"accuracy {accuracy:.3f}, macro F1 {macro:.3f} (5-fold, by wording)")
    if "--write" not in sys.argv:
        return
    classifier.fit(data, roles)
    buckets = [bucket for bucket in range(BUCKETS) if np.abs(classifier.coef_[:, bucket]).max() >= 0.15]
    thousandths = np.rint(classifier.coef_[:, buckets].T * 1000).astype("<i2")  # a row for each bucket
    stored = {
        "roles": list(classifier.classes_),
        "bias": [round(float(b), 3) for b in classifier.intercept_],
        "buckets": buckets,
        "weights": b64encode(thousandths.tobytes()).decode("ascii"),
    }
    MODEL_PATH.write_text(json.dumps(stored, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {MODEL_PATH.name}, {MODEL_PATH.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
