"""What is planted, and what a run over it gives: its JSON is written with ``--json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from analyzer.errors import Text
from analyzer.evaluation.seeded.edits import Edit

FORMAT = "rasoat-seeded/1"
"""Changes when an older file no longer says the same."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reviewer concludes of one rule. ``statuses``: any of them is right. ``quote``: for a rule that looks for
    faults, words of the passage at fault ("" for any passage)."""

    statuses: frozenset[str]
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Planting:
    """One fault in one document.

    ``primary`` is what the fault is found by; ``also`` are further verdicts that it rightly changes, ``may`` those on
    which two careful reviewers could differ; ``why`` gives the reason for these. All map a rule's code to what is
    wanted of it.
    """

    fault: str
    document: str
    edits: tuple[Edit, ...]
    primary: Mapping[str, Wanted]
    also: Mapping[str, Wanted]
    may: Mapping[str, Wanted]
    why: str


@dataclass(frozen=True, slots=True)
class Suite:
    """A folder of faults. ``names``: fault → its name; ``documents``: key → file; ``plantings`` in their order."""

    names: Mapping[str, Text]
    documents: Mapping[str, Path]
    plantings: tuple[Planting, ...]


class Change(msgspec.Struct):
    """A verdict that changed: status before and after, and the first words given as evidence after."""

    code: str
    before: str
    after: str
    quote: str


class Expected(Change):
    """A verdict that a fault is found by: the statuses that are right, the words of the passage at fault ("" for any),
    and whether it came out so."""

    wanted: list[str]
    words: str
    right: bool


class Outcome(msgspec.Struct):
    """One planting. ``primary``: the verdicts that it is found by; ``found``: whether all are as declared. ``drawn`` of
    ``due``: further declared verdicts that did change as declared. ``judged``: verdicts of rules that are asked of the
    document; ``beyond``: those of them that changed undeclared."""

    fault: str
    document: str
    found: bool
    primary: list[Expected]
    due: int
    drawn: int
    judged: int
    beyond: list[Change]


class Seeded(msgspec.Struct):
    """A whole run. ``names``: fault → its name in Vietnamese and in English."""

    version: str
    names: dict[str, tuple[str, str]]
    outcomes: list[Outcome]
    format: str = FORMAT
