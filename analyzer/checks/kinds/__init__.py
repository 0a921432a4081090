"""Kinds of checks, one module each. A rule names its kind; what the rule asks is data."""

from __future__ import annotations

from analyzer.checks.kinds import (
    across,
    actors,
    bodies,
    bodiless,
    campaign,
    citation,
    citation_conflict,
    claim,
    clash,
    comparison,
    concepts,
    contrary,
    coverage,
    ended,
    impossible,
    letterhead,
    measure_kind,
    national_level,
    numbering,
    overdue,
    parts,
    periods,
    phase,
    plans,
    ratio,
    reach,
    reporting,
    section,
    spelling,
    sums,
    superseded,
    task,
    timeless,
    timeline,
    trajectory,
    undated,
    vague_aim,
)
from analyzer.checks.kinds.base import CheckKind

_MODULES = (
    section, parts, timeline, campaign, concepts, citation, citation_conflict, superseded, letterhead, numbering,
    bodies, bodiless, actors, task, plans, reporting, phase, overdue, undated,
    clash, ratio, trajectory, impossible, ended, periods, sums, contrary, measure_kind,
    coverage, reach, national_level, timeless, vague_aim, claim, comparison, across, spelling,
)  # fmt: skip

KINDS: dict[str, CheckKind] = {module.KIND.name: module.KIND for module in _MODULES}
"""Kinds by the name that rules give in ``check``."""
