"""What part a heading says it is: by its wording, by likeness to known wordings, by a trained classifier."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

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


class _Row(NamedTuple):
    """A role with the words that name it, as the register has them."""

    role: str
    words: str
    kind: str
    not_report: str
    only_plan: str

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """These words at a place of a folded heading."""
        return re.compile(f"(?:{self.words})(?![a-z])").match(text, place)

    def holds(self, words: str, kind: Kind | None) -> bool:
        """Whether the words name the role in this kind of document."""
        if self.kind == "report" and kind not in ("report", None):
            return False
        return kind != "report" or not any(re.fullmatch(p, words) for p in (self.not_report, self.only_plan) if p)


class _Rows(list[_Row]):
    """All rows, in the order in which they are tried. Most headings and items begin with the words of none: one pattern
    for the alternatives that begin with a letter, and one for those that begin with a group, say so at once."""

    def __init__(self, rows: Iterable[_Row]) -> None:
        super().__init__(rows)
        self._heads: dict[str, dict[int, list[str]]] = {}
        """Letter, or "(" → row → its alternatives that begin with it."""
        for number, row in enumerate(self):
            for alternative in _alternatives(row.words):
                self._heads.setdefault(alternative[0], {}).setdefault(number, []).append(alternative)
        self._patterns: dict[str, re.Pattern[str] | None] = {}

    def first(self, text: str, place: int) -> tuple[int, str] | None:
        """The index of the first row whose words stand at a place, and the words."""
        found: list[tuple[int, str]] = []
        for head in ("(", text[place : place + 1]):
            pattern = self._pattern(head)
            hit = pattern.match(text, place) if pattern is not None else None
            if hit is not None and hit.lastgroup is not None:
                found.append((int(hit.lastgroup[1:]), hit[hit.lastgroup]))
        if len(found) == 2 and found[0][0] == found[1][0]:  # the row's own order of alternatives decides
            match = self[found[0][0]].match(text, place)
            return None if match is None else (found[0][0], match.group())
        return min(found, default=None)

    def _pattern(self, head: str) -> re.Pattern[str] | None:
        if head not in self._patterns:
            rows = self._heads.get(head, {})
            parts = [f"(?P<r{number}>{'|'.join(words)})(?![a-z])" for number, words in rows.items()]
            self._patterns[head] = re.compile("|".join(parts)) if parts else None
        return self._patterns[head]


def _alternatives(words: str) -> list[str]:
    """The alternatives of a pattern, its groups left whole."""
    parts, depth = [""], 0
    for char in words:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


class _Wordings(NamedTuple):
    prefixes: re.Pattern[str]
    rows: _Rows
    bodies: re.Pattern[str]


@cache
def _wordings() -> _Wordings:
    data = load_yaml("registers/section_roles.yml")
    prefixes = re.compile("(?:(?:" + "|".join(data["prefixes"]) + r")\s)*")
    rows = _Rows(
        _Row(row["role"], row["words"], row.get("kind", ""), row.get("not_report", ""), row.get("only_plan", ""))
        for row in data["roles"]
    )
    return _Wordings(prefixes, rows, re.compile(data["bodies"]))


@cache
def _plain_wordings(impossible: tuple[str, ...]) -> list[tuple[str, str]]:
    """Fixed wordings for fuzzy comparison, with their roles, but for roles that are ``impossible``."""
    plain = []
    for row in _wordings().rows:
        if row.role in impossible:
            continue
        for words in re.split(r"\|(?![^(]*\))", row.words):
            shortest = re.sub(r"\\[a-z]\{?\d*\}?|\$", "", re.sub(r"\([^)]*\)\??", "", words)).strip(" ,")
            if len(shortest) >= _FUZZY_LENGTH and re.fullmatch(f"(?:{row.words})", shortest):
                plain.append((re.sub(r"\s+", " ", shortest), row.role))
    return plain


def _first_word(text: str, kind: Kind | None) -> tuple[str, str] | None:
    """The role whose words stand at the head of ``text`` (behind a prefix), and the words."""
    prefixes, rows, _ = _wordings()
    lead = prefixes.match(text)
    places = (0, lead.end()) if lead is not None and lead.end() else (0,)
    # Every shorter prefix is tried too: "thực hiện nhiệm vụ" may lead with either word.
    for place in places:
        first = rows.first(text, place)
        if first is None:
            continue
        number, words = first
        if rows[number].holds(words, kind):
            return rows[number].role, words
        for row in rows[number + 1 :]:
            match = row.match(text, place)
            if match is not None and row.holds(match.group(), kind):
                return row.role, match.group()
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
    text = " ".join(bare(heading).split()).strip(" .:;-*")
    if not text:
        return Decision("other", 0.0, ("empty",))
    first = _first_word(text, kind)
    if first is not None:
        role, words = first
        parts = [role for role, pattern in _PARTS if pattern.search(text[:70])]
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
    if len(text.split()) > 9:
        return None
    parts = re.split(r"\s*[,;/]\s*|\s+va\s+|\s+-\s+", text)
    if not 2 <= len(parts) <= 3 or len(parts[0].split()) > 3:
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
    lead = _wordings().prefixes.match(text)
    for place in {0, lead.end() if lead else 0}:
        best, role, like = 0.0, "", ""
        for wording, named in _plain_wordings(_impossible(kind)):
            score = fuzz.ratio(text[place : place + len(wording) + 1].strip(), wording, score_cutoff=_FUZZY)
            if score > best:
                best, role, like = score, named, wording
        if best:
            return Decision(role, round(best / 100 * 0.9, 3), (f"reads like “{like}”",))  # type: ignore[arg-type]
    return None


def names_body(heading: str) -> bool:
    """Whether a heading begins with the name of a body ("Phòng …", "Đề nghị Ủy ban …")."""
    return _wordings().bodies.match(" ".join(lower(heading).split())) is not None
