"""Units that no longer exist: provinces merged into others, districts, townships."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.resources import load_yaml
from analyzer.structure.model import Level
from analyzer.text.fold import bare

FILE = "registers/places.yml"


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that ended. ``words`` are its words in the name asked for; ``heir`` the unit that took over, with its
    kind ("thành phố Hải Phòng"), empty where the register names none; ``last_day`` the last day that it existed."""

    words: str
    heir: str
    last_day: str


@cache
def _provinces() -> tuple[dict[str, Any], ...]:
    return tuple(load_yaml(FILE)["provinces"])


@cache
def _ended() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    """A regex for the names of former provinces, without diacritics, each behind its kind; and the entries by name."""
    by_name: dict[str, dict[str, Any]] = {}
    for entry in _provinces():
        if entry.get("valid_to"):
            for name in (entry["name"], *entry.get("spellings", ())):
                by_name[_plain(name)] = entry
    names = "|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))
    return re.compile(rf"\btinh ({names})(?!\w)"), by_name


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", bare(name)).strip()


def _first(day: str) -> str:
    return day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day


def ended_province(name: str, day: str) -> Ended | None:
    """The former province that a name speaks of ("Sở Nội vụ tỉnh Hải Dương") where it had ended before ``day`` (ISO, as
    far as known); None where there is none. A name alone, without "tỉnh", says nothing: a ward may bear it."""
    words = bare(name)
    regex, by_name = _ended()
    match = regex.search(_plain(words)) if "tinh" in words else None
    if match is None:
        return None
    entry = by_name[match[1]]
    if _first(day) <= entry["valid_to"]:
        return None
    return Ended(f"tỉnh {entry['name']}", _with_kind(entry["successor"]), entry["valid_to"])


def _with_kind(name: str) -> str:
    kind = next((e["kind"] for e in _provinces() if e["name"] == name and not e.get("valid_to")), "")
    return f"{kind} {name}".strip()


def ended_unit(name: str, level: Level | None, day: str) -> Ended | None:
    """The unit of a kind that no longer exists in the name of an issuer: a district of whatever kind, a township."""
    words = f" {bare(name)} "
    for entry in load_yaml(FILE)["levels"]:
        until = entry.get("valid_to")
        if until is None or _first(day) <= until or entry["level"] != level:
            continue
        kinds = [*entry["words"], *(["thành phố"] if level == "district" else [])]
        for kind in kinds:
            place = words.find(f" {bare(kind)} ")
            if place >= 0:
                return Ended(name[max(0, place) :].strip(), entry.get("successor", ""), until)
    return None


def former_seat(place: str, level: Level | None, day: str) -> Ended | None:
    """The former province that the place of a letterhead names: of a body of a province, whose place is the province's
    own name; a commune may bear the name of a province that ended."""
    return ended_province(f"tỉnh {place}", day) if level == "province" else None
