"""What a summary is told, and what it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analyzer.checks.model import Rule
from analyzer.errors import Text
from analyzer.report.parts import Tool

FORMATS = ("html", "xlsx", "parquet", "csv")


@dataclass(frozen=True, slots=True)
class SummaryMeta:
    """What the rows do not say. ``title`` names the archive for people; ``date`` (ISO) is the only date that the
    summary bears, none where it is None; ``rules`` are those of the pack, in its order; ``tool`` as in a report."""

    title: str
    rules: Sequence[Rule]
    tool: Tool
    date: str | None = None


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """What was written. ``documents`` counts all rows, ``verdicts`` those that were read (duplicates too);
    ``changes`` holds ``new``, ``same``, ``gone`` (findings), ``added``, ``removed`` (documents); ``submissions`` counts
    the entries of the list by state (``submitted``, ``late``, ``missing``, ``several``, ``in_doubt``). ``problems`` are
    mistakes in the list, each naming file, line and column; its other lines were used."""

    files: tuple[Path, ...]
    documents: int
    unreadable: int
    duplicates: int
    verdicts: Mapping[str, int]
    changes: Mapping[str, int] | None = None
    submissions: Mapping[str, int] | None = None
    problems: tuple[Text, ...] = field(default=())
