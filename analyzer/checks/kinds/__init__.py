"""Kinds of checks, one module each. A rule names its kind; what the rule asks is data."""

from __future__ import annotations

from analyzer.checks.kinds import (
    campaign,
    citation,
    citation_conflict,
    concepts,
    letterhead,
    numbering,
    parts,
    section,
    superseded,
    timeline,
)
from analyzer.checks.kinds.base import CheckKind

_MODULES = (
    section, parts, timeline, campaign, concepts, citation, citation_conflict, superseded, letterhead, numbering,
)  # fmt: skip

KINDS: dict[str, CheckKind] = {module.KIND.name: module.KIND for module in _MODULES}
"""Kinds by the name that rules give in ``check``."""
