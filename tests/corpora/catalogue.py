"""The rule catalogue as data for judging annotations: which rule is asked of which document."""

from __future__ import annotations

import yaml

from corpora.model import ROOT

_RAW: dict[str, str] = yaml.safe_load((ROOT / "rules.yml").read_text(encoding="utf-8"))
WORDS = {name: frozenset(codes.split()) for name, codes in _RAW.items()}
STATUSES = frozenset({"met", "partial", "missing", "needs_review"})


def applicable(kind: str, scope: str, phase: str | None) -> frozenset[str]:
    """The codes asked of a document of this kind, scope and phase; those that depend on its content included."""
    asked = WORDS[kind] if kind in ("plan", "report") and scope != "other" else frozenset()
    if scope == "bhxh":
        asked &= WORDS["dagger"]
    if phase != "P1":
        asked -= WORDS["first_phase"]
    return asked | WORDS["common"]
