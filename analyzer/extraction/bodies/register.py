"""The register of bodies: names, functions, and from when to when each exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from typing import Any

from analyzer.extraction.model import Body
from analyzer.resources import load_yaml

FILE = "registers/bodies.yml"
_SIMPLE = frozenset({"và", "&", "-"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One body of the register. Dates are ISO days, both included; None is an open side.

    ``uncertain_from``: from then to ``valid_to`` the body was being dissolved, at different days in different
    places. ``level`` is "any" for a body that exists at several levels.
    """

    id: str
    names: tuple[str, ...]
    abbreviations: tuple[str, ...]
    short: tuple[str, ...]
    level: str
    kinds: tuple[str, ...]
    valid_from: str | None = None
    valid_to: str | None = None
    uncertain_from: str | None = None
    successors: tuple[str, ...] = ()
    agency_only: bool = False
    plain: bool = False
    party: bool = False
    source: str | None = None
    confidence: str | None = None
    by_level: Mapping[str, Entry] | None = None

    def at_level(self, level: str | None) -> Entry:
        """The entry for one level of government: itself, where the register tells no difference."""
        return (self.by_level or {}).get(level or "", self)


class Register:
    """``rules/registers/bodies.yml``, parsed."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.entries = tuple(_entry(item) for item in data["bodies"])
        self._by_id: dict[str, Entry] = {}
        for entry in self.entries:
            self._by_id.setdefault(entry.id, entry)
        for entry in self.entries:
            for variant in (entry.by_level or {}).values():
                self._by_id.setdefault(variant.id, variant)
        self._levels: Mapping[str, Mapping[str, Any]] = data.get("levels", {})
        self._parts: dict[tuple[str, ...], str] = {
            tuple(part.split()): abbreviations[0] for part, abbreviations in data["parts"].items()
        }

    def entry(self, id: str) -> Entry | None:
        """The entry with this id, or None for a body that the register does not hold."""
        return self._by_id.get(id)

    def successors(self, id: str) -> tuple[str, ...]:
        """Ids of the bodies that took over; empty where none is known."""
        entry = self._by_id.get(id)
        return entry.successors if entry else ()

    def exists_at(self, body: Body, day: str | date) -> bool | None:
        """Whether ``body`` exists on ``day`` (ISO, as far as known: "2025-07", "2026"); None when the register
        cannot tell (unknown body, a day within a change, or a year in which it was dissolved)."""
        first, last = _bounds(str(day))
        entry = self._by_id.get(body.id)
        level = self._levels.get(body.level or "", {})
        ends = [end for end in (entry.valid_to if entry else None, _day(level.get("valid_to"))) if end]
        end = min(ends) if ends else None
        begin = entry.valid_from if entry else None
        if (end and first > end) or (begin and last < begin):
            return False
        if entry is None and end is None:
            return None
        unsure = entry.uncertain_from if entry else None
        if (end and last > end) or (unsure and end and last >= unsure) or (begin and first < begin):
            return None
        return True

    def spellings(self, entry: Entry) -> Iterable[str]:
        """Every form that the entry is looked for in: its names with any tail abbreviated, its abbreviations."""
        for name in entry.names:
            yield name
            yield from self._abbreviated(name)
        yield from entry.abbreviations

    def _abbreviated(self, name: str) -> Iterable[str]:
        parts = self._split(name)
        short = [self._parts.get(part) for part in parts]
        full = [" ".join(part) for part in parts]
        count = len(parts)
        for kept in range(count):
            tail = short[kept:]
            letters = [form for form in tail if form is not None]
            if len(letters) != len(tail):
                continue
            heads = [full[:kept]]
            if kept > 1 and short[0]:
                heads.append([short[0], *full[1:kept]])
            for head in heads:
                for cuts in product((" ", ""), repeat=len(letters) - 1):
                    joined = letters[0] + "".join(cut + form for cut, form in zip(cuts, letters[1:], strict=True))
                    yield " ".join([*head, joined])
        if count > 1 and short[0]:
            yield " ".join([short[0], *full[1:]])
        for index in range(1, count - 1):
            form = short[index]
            if form is not None:
                yield " ".join([*full[:index], form, *full[index + 1 :]])

    def _split(self, name: str) -> list[tuple[str, ...]]:
        """The name as the parts it is made of, longest first; a word that is no part stands alone."""
        words = [word.strip(",").lower() for word in name.split() if word not in _SIMPLE]
        parts: list[tuple[str, ...]] = []
        at = 0
        while at < len(words):
            size = next(
                (n for n in range(min(6, len(words) - at), 0, -1) if tuple(words[at : at + n]) in self._parts), 1
            )
            parts.append(tuple(words[at : at + size]))
            at += size
        return parts


@cache
def register() -> Register:
    """The register, read once per process."""
    return Register(load_yaml(FILE))


def _entry(item: Mapping[str, Any], base: Entry | None = None) -> Entry:
    level = item.get("level", base.level if base else "any")
    entry = Entry(
        id=item.get("id", base.id if base else ""),
        names=tuple(item.get("names", ())),
        abbreviations=tuple(item.get("abbreviations", ())),
        short=tuple(item.get("short", ())),
        level=level,
        kinds=tuple(item.get("kinds", base.kinds if base else ("other",))),
        valid_from=_day(item.get("valid_from")),
        valid_to=_day(item.get("valid_to")),
        uncertain_from=_day(item.get("uncertain_from")),
        successors=tuple(item.get("successors", ())),
        agency_only=bool(item.get("agency_only")),
        plain=bool(item.get("plain")),
        party=bool(item.get("party")),
        source=item.get("source"),
        confidence=item.get("confidence"),
    )
    variants = {name: _entry({"level": name, **value}, entry) for name, value in item.get("by_level", {}).items()}
    if not variants:
        return entry
    return Entry(
        **{field: getattr(entry, field) for field in Entry.__slots__ if field != "by_level"}, by_level=variants
    )


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _bounds(day: str) -> tuple[str, str]:
    """First and last possible day of an ISO date known to the year, the month or the day."""
    if len(day) == 4:
        return f"{day}-01-01", f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-01", f"{day}-31"
    return day[:10], day[:10]
