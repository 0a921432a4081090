"""The registers' form: every entry says from when to when it holds, where it comes from, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from analyzer.extraction.bodies.register import register
from analyzer.extraction.references.register import documents, find
from analyzer.resources import load_yaml

_DAY = re.compile(r"\d{4}(?:-\d{2}-\d{2})?")
_CONFIDENCE = {"H", "M", "L"}


def _bodies() -> Iterator[dict[str, Any]]:
    for entry in load_yaml("registers/bodies.yml")["bodies"]:
        yield entry
        yield from entry.get("by_level", {}).values()


def _dated() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry with a date, by register and name."""
    for entry in load_yaml("registers/documents.yml")["documents"]:
        yield f"documents {entry['id']}", entry
    for entry in _bodies():
        if entry.get("valid_from") or entry.get("valid_to"):
            yield f"bodies {entry['id']}", entry
    places = load_yaml("registers/places.yml")
    for entry in (*places["provinces"], *places["levels"], *places["counts"]):
        yield f"places {entry.get('name') or entry.get('words') or entry['level']}", entry
    for name, entry in load_yaml("registers/bodies.yml")["levels"].items():
        yield f"level {name}", entry


DATED = list(_dated())


@pytest.mark.parametrize(("name", "entry"), DATED, ids=[name for name, _ in DATED])
def test_an_entry_states_its_source_and_confidence(name: str, entry: dict[str, Any]) -> None:
    assert str(entry["source"]).strip(), name
    assert entry["confidence"] in _CONFIDENCE, name


@pytest.mark.parametrize(("name", "entry"), DATED, ids=[name for name, _ in DATED])
def test_its_days_are_days_in_order(name: str, entry: dict[str, Any]) -> None:
    days = [str(entry[key]) for key in ("valid_from", "valid_to") if entry.get(key)]
    assert all(_DAY.fullmatch(day) for day in days), name
    assert days == sorted(days), name


def test_what_has_ended_names_a_known_heir() -> None:
    for document in documents():
        if document.replaced_by:
            heir = find(document.replaced_by)
            assert heir is not None, document.id
            assert document.valid_to, document.id
            assert heir.valid_from is None or heir.valid_from[:4] >= document.valid_to[:4], document.id
    for entry in register().entries:
        for successor in entry.successors:
            assert register().entry(successor) is not None, entry.id


def test_there_are_sixty_three_provinces_before_and_thirty_four_since() -> None:
    provinces = load_yaml("registers/places.yml")["provinces"]
    before = [
        p for p in provinces if str(p.get("valid_from", "")) < "2024-01-01" and str(p.get("valid_to", "9")) >= "2024"
    ]
    since = [p for p in provinces if not p.get("valid_to")]
    assert len(before) == 63
    assert len(since) == 34
    assert sum(p["kind"] == "thành phố" for p in since) == 6
    names = {p["name"] for p in since}
    assert all(p["successor"] in names for p in provinces if p.get("valid_to"))


def test_levels_rise_with_the_years_and_say_how_sure_they_are() -> None:
    data = load_yaml("registers/levels.yml")
    assert data["source"]
    for entry in data["levels"]:
        values = [entry["years"][year] for year in sorted(entry["years"])]
        assert values == sorted(values), entry["indicator"]
        assert entry["confidence"] in _CONFIDENCE


def test_the_offices_are_bodies_of_the_register() -> None:
    data = load_yaml("registers/offices.yml")
    for name, by_level in data["offices"].items():
        assert name in data["general"], name
        for level, options in by_level.items():
            for option in options:
                assert "text" in option or register().entry(option["id"]) is not None, (name, level)
            # The last of each holds on every day, or a body of the register follows the one before.
            assert options, (name, level)
