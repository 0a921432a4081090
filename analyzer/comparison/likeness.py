"""Whether units, words and groups of people of two figures mean the same."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from analyzer.resources import load_yaml
from analyzer.text.fold import bare

_WORD = re.compile(r"[a-z]{2,40}|[a-z]\d{1,3}")


def sameness() -> dict[str, Any]:
    """The tables of ``rules/across/sameness.yml``."""
    data: dict[str, Any] = load_yaml("across/sameness.yml")
    return data


@cache
def _units() -> dict[str, str]:
    return {bare(unit): bare(line[0]) for line in sameness()["units"] for unit in line}


@cache
def _common_units() -> frozenset[str]:
    return frozenset(unit_id(unit) for unit in sameness()["common_units"])


@cache
def _idle() -> frozenset[str]:
    return frozenset(sameness()["idle_words"].split())


@cache
def phrases(key: str) -> tuple[str, ...]:
    """A list of phrases of the tables, comparable; ``key`` may lead down ("smaller_is_better.words")."""
    data: Any = sameness()
    for step in key.split("."):
        data = data[step]
    return tuple(bare(entry) for entry in data)


def unit_id(unit: str) -> str:
    """One name for all units that mean the same: "buổi" → "hoi nghi"."""
    folded = " ".join(bare(unit).split())
    return _units().get(folded, folded)


def says_what(unit: str) -> bool:
    """Whether a unit alone says what is counted ("video"), as "người" or "lượt" do not."""
    return unit_id(unit) not in _common_units()


def content_words(text: str, unit: str = "") -> tuple[str, ...]:
    """The words of a text that say what is counted, in order, comparable; without those of the unit."""
    of_unit = set(_WORD.findall(bare(unit)))
    return tuple(word for word in _WORD.findall(bare(text)) if word not in _idle() and word not in of_unit)


@lru_cache(maxsize=8192)
def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How far two texts agree in words, 0 to 100, small differences of spelling forgiven.

    The words of the shorter count: a text that only says more is alike, where the shorter has two words at least.
    """
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    left, right = " ".join(one), " ".join(other)
    whole = fuzz.token_sort_ratio(left, right)
    if min(len(set(one)), len(set(other))) < 2:
        return whole
    return max(whole, fuzz.token_set_ratio(left, right) * 0.95)


def groups_in(text: str) -> frozenset[str]:
    """The groups of people that a text names."""
    folded = bare(text)
    return frozenset(
        name for name, words in sameness()["groups"].items() if any(bare(word) in folded for word in words)
    )


@cache
def _own_population() -> dict[str, tuple[str, ...]]:
    return {
        indicator: tuple(bare(word) for word in entry["words"])
        for entry in sameness()["own_population"]
        for indicator in entry["indicators"]
    }


def population_words(indicator: str, population: str) -> tuple[str, ...]:
    """Of whom, comparable; empty where that is whom the indicator is counted over anyway."""
    folded = bare(population)
    if not folded.strip() or any(word in folded for word in _own_population().get(indicator, ())):
        return ()
    return content_words(population)


@cache
def kindred(indicator: str) -> frozenset[str]:
    """Indicators that another text may use for the same thing."""
    for line in sameness()["kindred_indicators"]:
        if indicator in line:
            return frozenset(line) - {indicator}
    return frozenset()
