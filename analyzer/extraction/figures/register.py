"""The register of indicators (``registers/indicators.yml``), its phrases ready to be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from analyzer.extraction.figures.phrases import PhraseBook
from analyzer.extraction.figures.values import Value
from analyzer.resources import load_yaml


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the register; see its head for the fields. ``need``: the groups (bits of the book) of which words
    must hold a phrase; ``bar``: the group of which they must hold none; ``not_of``: the group of which what the value
    counts must not begin with one. 0 where there is no such group."""

    id: str
    vi: str
    en: str
    unit: str
    classes: frozenset[str]
    units: frozenset[str]
    share: bool
    max: float | None
    need: int
    bar: int
    not_of: int
    fallback: bool

    def takes(self, value: Value, share: bool) -> bool:
        """Whether a value of this unit can be of the indicator at all; ``share``: it is a % of a counted thing."""
        if value.cls == "times":
            return self.share
        if value.cls == "percent":
            if self.unit == "count":
                return share and self.share
            return not (share and self.unit == "rate") and (
                self.max is None or (value.max or value.min or 0) <= self.max
            )
        if self.unit == "rate" or value.cls in ("money", "duration", "age"):
            return False
        return (not self.classes or value.cls in self.classes) and (
            not self.units or value.unit in self.units or value.unit.split(",")[0] in self.units
        )

    def fits(self, mask: int) -> bool:
        """Whether words of this mask say it."""
        return mask & self.need == self.need and not mask & self.bar


@dataclass(frozen=True, slots=True)
class Register:
    """The indicators in their order, and the book of all their phrases."""

    indicators: tuple[Indicator, ...]
    book: PhraseBook


def _phrases(entries: Sequence[str], words: dict[str, list[str]]) -> list[str]:
    phrases: list[str] = []
    for entry in entries:
        phrases += words[entry[1:-1]] if entry.startswith("{") else [entry]
    return phrases


@cache
def register() -> Register:
    """The register, read once per process."""
    data: dict[str, Any] = load_yaml("registers/indicators.yml")
    groups: list[list[str]] = []

    def group(entries: Sequence[str] | None) -> int:
        """The bit of a group of phrases."""
        if not entries:
            return 0
        groups.append(_phrases(entries, data["words"]))
        return 1 << len(groups) - 1

    indicators = tuple(
        Indicator(
            id=entry["id"], vi=entry["vi"], en=entry["en"], unit=entry["unit"],
            classes=frozenset(entry.get("classes", ())), units=frozenset(entry.get("units", ())),
            share=entry.get("share", False), max=entry.get("max"),
            need=sum(group(phrases) for phrases in entry.get("all", ())),
            bar=group(entry.get("none")), not_of=group(entry.get("not_of")),
            fallback=entry.get("fallback", False),
        )
        for entry in data["indicators"]
    )  # fmt: skip
    return Register(indicators, PhraseBook(groups))


def indicators() -> tuple[Indicator, ...]:
    """The register's indicators, in its order."""
    return register().indicators


@lru_cache(maxsize=2048)
def fitting(mask: int) -> tuple[Indicator, ...]:
    """The indicators that words of this mask say, in the register's order."""
    return tuple(one for one in indicators() if one.fits(mask))
