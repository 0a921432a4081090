"""A broken file, and what is to become of it."""

from __future__ import annotations

from dataclasses import dataclass, field

ERROR, TEXT, EITHER = "error", "text", "either"


@dataclass(frozen=True, slots=True)
class Broken:
    """``end``: whether it is refused, read, or either; ``codes``: those of an error, where only some are right."""

    name: str
    data: bytes = field(repr=False)
    end: str = EITHER
    codes: frozenset[str] | set[str] = frozenset()
