"""What the summary adds up over the rows."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from dataclasses import dataclass, field

from analyzer.errors import Text


@dataclass(slots=True)
class Group:
    """Documents that share a place, level, year, kind or folder. ``coverages`` holds one share (0 to 1) a document
    that has one; ``faults`` counts requirements missing or partly met, and faults, that are not waived."""

    key: str
    documents: int = 0
    coverages: array[float] = field(default_factory=lambda: array("d"))
    verdicts: Counter[str] = field(default_factory=Counter)
    faults: int = 0

    @property
    def mean(self) -> float | None:
        """Mean coverage; None where no document has one."""
        return sum(self.coverages) / len(self.coverages) if self.coverages else None


@dataclass(frozen=True, slots=True)
class Example:
    """Words of a document that show a fault; ``quote`` is "" where a thing is missing."""

    path: str
    message: Text
    quote: str
    place: str


@dataclass(slots=True)
class Fault:
    """A rule that documents fail: in how many it was asked, is missing, partly met; the first examples."""

    code: str
    asked: int = 0
    missing: int = 0
    partial: int = 0
    in_doubt: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Documents in which it is missing or partly met, or that have the fault."""
        return self.missing + self.partial


@dataclass(slots=True)
class Series:
    """Values of one indicator in one unit: kind (``target``, ``result``) and year → values."""

    indicator: str
    unit: str
    per: str | None
    values: dict[tuple[str, int], array[float]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many values there are."""
        return sum(map(len, self.values.values()))


@dataclass(slots=True)
class Body:
    """A body and what documents give it to do: role → tasks; ``names`` are the forms in which it is written."""

    id: str
    roles: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    documents: int = 0

    @property
    def tasks(self) -> int:
        """All its tasks."""
        return self.roles.total()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read, and why."""

    path: str
    code: str
    message: Text


class Weakest:
    """The ordinals of the rows with the lowest coverage, at most ``limit``; rows without one come last."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._heap: list[tuple[float, int]] = []

    def add(self, ordinal: int, coverage: float | None) -> None:
        """Takes a row in, and puts the best one out where there are too many."""
        entry = (-(2.0 if coverage is None else coverage), -ordinal)
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def ordinals(self) -> set[int]:
        """Those that stayed."""
        return {-ordinal for _, ordinal in self._heap}


@dataclass(slots=True)
class Totals:
    """Everything that is shown of all rows together."""

    rows: int = 0
    read: int = 0
    duplicates: int = 0
    unreadable: int = 0
    required: int = 0
    """Findings of rules of severity ``error``."""
    overall: Group = field(default_factory=lambda: Group(""))
    groups: dict[str, dict[str, Group]] = field(
        default_factory=lambda: {"place": {}, "folder": {}, "level": {}, "year": {}, "kind": {}}
    )
    faults: dict[str, Fault] = field(default_factory=dict)
    series: dict[tuple[str, str, str | None], Series] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    unread_codes: Counter[str] = field(default_factory=Counter)
    poor: list[str] = field(default_factory=list)
    """Paths of documents that read poorly."""
    copies: dict[str, list[str]] = field(default_factory=dict)
    """Path that was checked → paths with the same content."""
    weakest: Weakest = field(default_factory=lambda: Weakest(HEAT_LIMIT))


HEAT_LIMIT = 20_000
"""Documents in the table of the page; the workbook and the tables hold all."""
