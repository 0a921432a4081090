"""Statuses of rules and quotes of faults, out of an annotation and out of a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analyzer.evaluation.model import Verdict

NOT_APPLICABLE = "not_applicable"
FAMILIES = "SCIBTDLFK"
"""Families that annotations judge: what one document shows by itself (X compares several)."""
NOT_ANNOTATED = frozenset({"L704"})
"""What it asks is known from outside the document only, so that annotations do not hold it."""

_CODE = re.compile(rf"[{FAMILIES}]\d{{3}}")


def judged(code: str, families: str) -> bool:
    """Whether annotations hold the rule ``code`` and its family is among ``families`` ("" for all)."""
    return bool(_CODE.fullmatch(code)) and code not in NOT_ANNOTATED and (not families or code[0] in families)


def agreement(gold: Mapping[str, Any], report: Mapping[str, Any], families: str) -> dict[str, Verdict]:
    """Code → both statuses, for every judged rule that either side takes to be applicable. An annotation names
    applicable rules only: a rule that it leaves out is ``not_applicable``."""
    want = {code: _status(entry) for code, entry in (gold.get("rules") or {}).items()}
    have = {rule["code"]: rule["status"] for rule in report.get("rules") or ()}
    asked = set(want) | {code for code, status in have.items() if status != NOT_APPLICABLE}
    return {
        code: Verdict(want.get(code, NOT_APPLICABLE), have.get(code, NOT_APPLICABLE))
        for code in sorted(asked)
        if judged(code, families)
    }


def annotated_faults(gold: Mapping[str, Any], families: str) -> list[dict[str, Any]]:
    """The faults of an annotation: ``code``, ``quote``."""
    return [
        {"code": code, "quote": quote}
        for code, entry in (gold.get("rules") or {}).items()
        if isinstance(entry, dict) and judged(code, families)
        for quote in entry.get("findings") or ()
    ]


def reported_faults(report: Mapping[str, Any], families: str) -> list[dict[str, Any]]:
    """The faults of a report: ``code``, and as ``quote`` that of the first piece of evidence ("" without any)."""
    return [
        {"code": rule["code"], "quote": finding["evidence"][0]["quote"] if finding.get("evidence") else ""}
        for rule in report.get("rules") or ()
        if judged(rule["code"], families)
        for finding in rule.get("findings") or ()
    ]


def _status(entry: object) -> str:
    return str(entry["status"] if isinstance(entry, dict) else entry)
