"""From the short marks in a source to the annotation of a document (``NAME.gold.json``).

The marks stand beside the block they belong to, so that items come out in document order:

``fig``: "target bhyt_rate | >= 95 % | ..2025 | quote": kind and indicator, value, time, quote. A value is an
operator (= >= > <= < ~ + for an increase or decrease by), a number or "3-4", a unit, and "/year" where it is a rate.
``dl``: "2026-05-15 | quote"; ``as``: "lead BODY ; BODY // coord BODY | task": roles, bodies, first words of the task;
"^" is the body of the nearest heading above (``body``), and a task left out is the first twelve words of the block.

Times: "2025" (the year), "..2025", "2026..2030", "2025-07-01..", "2025-06" (the month), "2025-05-15" (one day), "P1Y",
"P1Y m5"; "-" is none.
"""

from __future__ import annotations

import calendar
import re
from functools import cache
from typing import Any

import yaml

from corpora.model import NOTE_MARK, ROOT, Block, Source

OPERATORS = {"=": "eq", ">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "approx", "+": "delta"}
ROLES = {"lead": "lead", "exec": "execute", "coord": "coordinate"}
_VALUE = re.compile(
    r"(?:(?P<op>>=|<=|[=<>~+]) ?)?(?P<min>-?[\d.]+)(?:-(?P<max>[\d.]+))?(?: (?P<unit>[^/]+?))?(?: /(?P<per>[a-z_]+))?"
)


@cache
def flagged() -> frozenset[str]:
    """The codes of the rules that look for faults: their verdict carries findings."""
    raw = yaml.safe_load((ROOT / "rules.yml").read_text(encoding="utf-8"))
    return frozenset(raw["findings"].split())


def _day(text: str, end: bool) -> str:
    parts = [int(p) for p in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if end else 1)
    if len(parts) > 2:
        return text
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1] if end else 1:02d}"


def times(text: str) -> dict[str, Any] | None:
    """``start``, ``end``, ``every``, ``month`` of a time in the short form; None for "-"."""
    text = text.strip()
    if text == "-":
        return None
    found = re.fullmatch(r"(P\d[YMWD])(?: m(\d{1,2}))?", text)
    if found:
        return {"start": None, "end": None, "every": found[1], "month": int(found[2]) if found[2] else None}
    start, dots, end = text.partition("..")
    if not dots:
        end = start
    return {
        "start": _day(start, False) if start else None,
        "end": _day(end, True) if end else None,
        "every": None,
        "month": None,
    }


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value == int(value) else value


def figure(mark: str) -> dict[str, Any]:
    """One figure of the annotation. Raises ``ValueError`` on a mark that is not of the form."""
    head, value, when, quote = (part.strip() for part in mark.split("|"))
    kind, indicator = head.split(" ", 1)
    found = _VALUE.fullmatch(value)
    if not found:
        raise ValueError(f"value {value!r} in {mark!r}")
    low = _number(found["min"])
    high: int | float | None = _number(found["max"]) if found["max"] else low
    op = "range" if found["max"] else OPERATORS[found["op"] or "="]
    if op in ("ge", "gt"):
        high = None
    bounds = (None, low) if op in ("le", "lt") else (low, high)
    moment = times(when)
    if moment:
        moment.pop("month")
    return {
        "kind": kind,
        "indicator": indicator,
        "op": op,
        "min": bounds[0],
        "max": bounds[1],
        "unit": found["unit"],
        "per": found["per"],
        "when": moment,
        "quote": quote,
    }


def deadline(mark: str) -> dict[str, Any]:
    """One time of the annotation."""
    when, quote = (part.strip() for part in mark.split("|"))
    moment = times(when)
    if moment is None:
        raise ValueError(mark)
    if moment["every"]:
        kind = "recurrence"
    else:
        kind = "date" if moment["start"] and moment["start"] == moment["end"] else "period"
    return {"kind": kind, **moment, "quote": quote}


def assignments(mark: str, body: str, block: Block) -> list[dict[str, str]]:
    """The assignments of one mark: one per role and body."""
    roles, _, task = (part.strip() for part in mark.partition("|"))
    if not task:
        task = " ".join(NOTE_MARK.sub("", block.text).split()[:12])
    out = []
    for group in roles.split(" // "):
        role, _, names = group.strip().partition(" ")
        for name in names.split(" ; "):
            if name.strip() == "^" and not body:
                raise ValueError(f"no body above: {mark!r}")
            out.append({"body_text": body if name.strip() == "^" else name.strip(), "role": ROLES[role], "task": task})
    return out


def _list(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def _rules(raw: dict[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for status in ("met", "partial", "missing", "needs_review"):
        for code in str(raw.get(status) or "").split():
            if code in out:
                raise ValueError(f"{code} twice")
            out[code] = {"status": status, "findings": []} if code in flagged() else status
    for code, quotes in (raw.get("faults") or {}).items():
        if code in out:
            raise ValueError(f"{code} twice")
        out[code] = {"status": "missing", "findings": list(quotes)}
    order = "SCIBTDLFK"
    return dict(sorted(out.items(), key=lambda item: (order.index(item[0][0]), item[0])))


def annotate(source: Source) -> dict[str, Any]:
    """The annotation of a source, in the form of the guide."""
    gold = source.gold
    out: dict[str, Any] = {
        "document": gold["document"],
        "sections": [],
        "figures": [],
        "deadlines": [],
        "assignments": [],
    }
    out["deadlines"] += [deadline(m) for m in _list(gold.get("dl"))]
    body = ""
    for block in [*source.blocks, *source.annex]:
        if block.role:
            heading = block.label or block.text
            out["sections"].append({"role": block.role, "heading": NOTE_MARK.sub("", heading)})
        if block.kind in ("heading", "run"):
            body = block.marks.get("body", "")
        elif "body" in block.marks:
            body = block.marks["body"]
        out["figures"] += [figure(m) for m in _list(block.marks.get("fig"))]
        out["deadlines"] += [deadline(m) for m in _list(block.marks.get("dl"))]
        for mark in _list(block.marks.get("as")):
            out["assignments"] += assignments(mark, body, block)
    out["rules"] = _rules(gold["rules"])
    out["notes"] = _list(gold.get("notes"))
    return out
