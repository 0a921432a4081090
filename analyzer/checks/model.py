"""Rules, and the verdicts that the engine gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from analyzer.checks.lexicon import Lexicon
from analyzer.errors import Text
from analyzer.structure.model import Kind, Level, Scope, Span

Status = Literal["met", "partial", "missing", "not_applicable", "needs_review"]
Severity = Literal["error", "warning", "advice"]

FILL_IN = "ĐIỀN"
"""Marks what is still to be written in a rule that was just started."""


@dataclass(frozen=True, slots=True)
class Applicability:
    """When a rule is asked. Empty tuples mean "any"; ``phases`` as "P1", "P2"."""

    kinds: tuple[Kind, ...] = ()
    scopes: tuple[Scope, ...] = ()
    phases: tuple[str, ...] = ()
    wide_kinds: tuple[Kind, ...] = ()
    """Kinds for which the rule is asked in scope ``bhxh`` too (the sign † of the catalogue)."""
    subject: str = ""
    """The concept that a document's title must hold; "" where the rule's pack names no field of its own."""


@dataclass(frozen=True, slots=True)
class Case:
    """An example of a rule: a small document, and the verdict that it must get."""

    text: str
    status: Status
    note: str = ""
    kind: Kind | None = None
    scope: Scope | None = None
    level: Level | None = None
    date: str | None = None
    findings: int | None = None
    other: str = ""
    """Of a rule across documents: the second document, that the first is held against."""
    known_miss: bool = False
    """The rule is known to get it wrong: the suite fails when it gets it right, so that the note is removed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as data. ``check`` names a kind of check in ``analyzer.checks.kinds``; ``params`` are its own.

    ``finds_faults`` is the sign ⚑ of the catalogue: the rule looks for faults, and ``met`` says that none was found.
    """

    code: str
    family: str
    name: Text
    clause: str
    source: str
    severity: Severity
    applies: Applicability
    check: str
    params: Mapping[str, Any]
    messages: Mapping[str, Text]
    """Status → what is said of it; ``{...}`` fields are filled by the check."""
    suggestion: Text
    explanation: Mapping[str, Text]
    """``why``, ``fix``, ``passes``, ``fails``."""
    finds_faults: bool = False
    cases: tuple[Case, ...] = ()
    place: str = ""
    """File and line where it is written, for messages."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: what is wrong, where, and the calculation that shows it."""

    message: Text
    evidence: tuple[Span, ...]
    calculation: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of a document. Spans point into the normalised text.

    ``looked_in``: ids of the sections that were searched, for ``missing``; ``nearest``: the passage that comes
    closest. ``reason``: why in doubt, or why not applicable. ``confidence`` is computed, from 0 to 1.
    """

    rule: Rule
    status: Status
    message: Text
    suggestion: Text
    evidence: tuple[Span, ...] = ()
    reason: Text | None = None
    confidence: float = 1.0
    looked_in: tuple[str, ...] = ()
    nearest: Span | None = None
    checked: int | None = None
    findings: tuple[Finding, ...] = ()
    fingerprint: str = ""


@dataclass(slots=True)
class Pack:
    """A rule pack: its rules in order, and the clauses of the text that it is derived from."""

    id: str
    version: str
    name: Text
    rules: list[Rule]
    clauses: list[Clause] = field(default_factory=list)
    problems: list[Text] = field(default_factory=list)
    """Mistakes found while loading: each names file, line, column and what was expected. The rest still runs."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    """The concepts that its rules speak of."""
    scopes: tuple[Scope, ...] = ("1676", "bhxh")
    """The scopes that it takes: a document of another is out of its field."""
    subject: str = ""
    """The concept that the title of a document of its field holds; "" where the scope alone tells."""
    folder: Path | None = None
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the decision: ``automation`` says how far rules cover it; ``note`` why not further."""

    id: str
    title: Text
    automation: Literal["automated", "partly", "manual", "none"]
    rules: tuple[str, ...]
    note: Text
