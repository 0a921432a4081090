"""What part a heading says it is: by its wording, by likeness to known wordings, by a trained classifier."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from analyzer.resources import load_yaml
from analyzer.structure.model import Decision, Kind, Role
from analyzer.structure.role_model import predict
from analyzer.text.fold import bare, lower

_REPORT_ONLY = (
    "context",
    "implementation",
    "advantages_difficulties",
    "results",
    "limitations",
    "recommendations",
    "solutions",
)
_FUZZY = 90.0
_FUZZY_LENGTH = 11
"""Shorter wordings are too like too many others."""
_TRUSTED = 0.7


@cache
def _wordings() -> tuple[re.Pattern[str], list[tuple[str, re.Pattern[str], dict[str, Any]]], re.Pattern[str]]:
    data = load_yaml("registers/section_roles.yml")
    prefixes = re.compile("(?:(?:" + "|".join(data["prefixes"]) + r")\s)*")
    roles = [(row["role"], re.compile(f"(?:{row['words']})(?![a-z])"), row) for row in data["roles"]]
    return prefixes, roles, re.compile(data["bodies"])


@cache
def _plain_wordings() -> list[tuple[str, str, str]]:
    """Fixed wordings for fuzzy comparison: (wording, role, kind it is limited to)."""
    data = load_yaml("registers/section_roles.yml")
    plain = []
    for row in data["roles"]:
        for words in re.split(r"\|(?![^(]*\))", row["words"]):
            shortest = re.sub(r"\\[a-z]\{?\d*\}?|\$", "", re.sub(r"\([^)]*\)\??", "", words)).strip(" ,")
            if len(shortest) >= _FUZZY_LENGTH and re.fullmatch(f"(?:{row['words']})", shortest):
                plain.append((re.sub(r"\s+", " ", shortest), row["role"], row.get("kind", "")))
    return plain


def _first_word(text: str, kind: Kind | None) -> tuple[str, str, int] | None:
    """The role whose words stand at the head of ``text`` (behind a prefix), the words, and where they end."""
    prefixes, roles, _ = _wordings()
    lead = prefixes.match(text)
    places = {0, lead.end() if lead else 0}
    # Every shorter prefix is tried too: "thực hiện nhiệm vụ" may lead with either word.
    for place in sorted(places):
        for role, pattern, row in roles:
            if row.get("kind") == "report" and kind not in ("report", None):
                continue
            match = pattern.match(text, place)
            if match is None:
                continue
            if kind == "report" and (re.fullmatch(row.get("not_report", r"(?!)"), match.group())):
                continue
            if kind == "report" and re.fullmatch(row.get("only_plan", r"(?!)"), match.group()):
                continue
            return role, match.group(), match.end()
    return None


_PARTS = (
    ("content", re.compile(r"noi dung")),
    ("forms", re.compile(r"hinh thuc")),
    ("methods", re.compile(r"phuong (?:phap|thuc)")),
)


def classify_role(heading: str, kind: Kind | None = None) -> Decision[Role]:
    """The role that a heading's own words name, ``other`` for none.

    ``heading`` comes without its number. ``kind`` settles words that mean one thing in a plan and another in a
    report ("giải pháp"). Confidence: 0.95 for a known wording at the head, the likeness for a misspelt one, the
    probability for the classifier's.
    """
    text = re.sub(r"\s+", " ", bare(heading)).strip(" .:;-*")
    if not text:
        return Decision("other", 0.0, ("empty",))
    parts = [role for role, pattern in _PARTS if pattern.search(text[:70])]
    first = _first_word(text, kind)
    if first is not None:
        role, words, _ = first
        if role in ("content", "forms", "methods") and len(parts) >= 2:
            return Decision("content_forms_methods", 0.95, (f"names {', '.join(parts)}",))
        return Decision(role, 0.95, (f"begins with the words “{words}”",))  # type: ignore[arg-type]
    if names_body(heading):
        return Decision("other", 0.95, ("names a body",))
    second = _second_word(text, kind)
    if second is not None:
        return second
    if _timed(text):
        return Decision("timeline", 0.9, ("is a time",))
    fuzzy = _fuzzy(text, kind)
    if fuzzy is not None:
        return fuzzy
    role, probability = predict(text, kind, _impossible(kind))
    if role != "other" and probability >= _TRUSTED:
        return Decision(role, round(probability, 3), ("classifier",))  # type: ignore[arg-type]
    return Decision("other", round(probability if role == "other" else 1 - probability, 3), ("no wording of a role",))


def _second_word(text: str, kind: Kind | None) -> Decision[Role] | None:
    """Two ideas in a short heading, of which the first names no role: the second's ("Quan điểm, mục đích")."""
    parts = re.split(r"\s*[,;/]\s*|\s+va\s+|\s+-\s+", text)
    if not 2 <= len(parts) <= 3 or len(parts[0].split()) > 3 or len(text.split()) > 9:
        return None
    for part in parts[1:]:
        found = _first_word(part, kind)
        if found is not None:
            return Decision(found[0], 0.85, (f"its second words are “{found[1]}”",))  # type: ignore[arg-type]
    return None


_TIME = re.compile(
    r"(?:(?:tu|den|trong|giai doan|het|cuoi|dau|nam|quy|thang|ngay|va|tiep theo|cac nam|[ivx]{1,3}|\d{1,4})[\s/.,-]*)+"
)


def _timed(text: str) -> bool:
    match = _TIME.fullmatch(text)
    return match is not None and bool(re.search(r"\d{4}|quy|thang", text))


def _impossible(kind: Kind | None) -> tuple[str, ...]:
    """Roles that the classifier may not choose for a kind of document: their words mean something else there."""
    return () if kind is None else ("tasks",) if kind == "report" else _REPORT_ONLY


def _fuzzy(text: str, kind: Kind | None) -> Decision[Role] | None:
    """A wording misspelt or misread at the head of the heading."""
    impossible = _impossible(kind)
    wordings = [w for w in _plain_wordings() if w[1] not in impossible]
    lead = _wordings()[0].match(text)
    for place in {0, lead.end() if lead else 0}:
        best = process.extractOne(text[place:], [w[0] for w in wordings], scorer=_head_ratio, score_cutoff=_FUZZY)
        if best is not None:
            wording, score, index = best
            return Decision(wordings[index][1], round(score / 100 * 0.9, 3), (f"reads like “{wording}”",))  # type: ignore[arg-type]
    return None


def _head_ratio(text: str, wording: str, *, score_cutoff: float | None = None, **_: object) -> float:
    return fuzz.ratio(text[: len(wording) + 1].strip(), wording, score_cutoff=score_cutoff or 0.0)


def names_body(heading: str) -> bool:
    """Whether a heading begins with the name of a body ("Phòng …", "Đề nghị Ủy ban …")."""
    return _wordings()[2].match(re.sub(r"\s+", " ", lower(heading)).strip()) is not None
