"""The bodies that a suggestion names: those of the document's own level, at its own date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from analyzer.extraction.bodies.register import register
from analyzer.extraction.model import Analysis
from analyzer.resources import load_yaml
from analyzer.text.fold import bare

OFFICE_FIELDS = ("office", "finance", "insurer", "media", "police", "party", "below", "committee")
"""Fields of texts: the standing body, those for money, insurance, broadcasting and order, the Party committee, those
one level down, and the people's committee itself. With a capital (``Office``) the name begins a sentence."""


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load_yaml("registers/offices.yml")
    return data


def general_fields() -> dict[str, str]:
    """``OFFICE_FIELDS`` where no document is at hand, or its level is not known: "cơ quan thường trực"."""
    return _with_capitals({name: str(_data()["general"][name]) for name in OFFICE_FIELDS})


def office_fields(analysis: Analysis) -> dict[str, str]:
    """``OFFICE_FIELDS`` for one document: names as they stand inside a sentence, and with a capital."""
    level = analysis.outline.level.value
    if level is None:
        return general_fields()
    day = analysis.profile.reference_date.value
    named = {name: _named(name, level, day, analysis) for name in OFFICE_FIELDS}
    return general_fields() | _with_capitals({name: words for name, words in named.items() if words})


def _with_capitals(names: Mapping[str, str]) -> dict[str, str]:
    return {**names, **{name.capitalize(): words[:1].upper() + words[1:] for name, words in names.items()}}


def _named(name: str, level: str, day: str | None, analysis: Analysis) -> str | None:
    options = [option for option in _data()["offices"][name].get(level, ()) if _holds(option, day)]
    for body in analysis.bodies:
        for option in options:
            if body.id == option.get("id") and not body.open:
                return _full(body.id, body.text)
    for option in options:
        return _full(option["id"], "") if "id" in option else _worded(option["text"], level, analysis)
    return None


def _holds(option: Mapping[str, str], day: str | None) -> bool:
    """Whether a body may be named for a document of ``day`` (ISO, as far as known; None: now)."""
    since, until = option.get("since"), option.get("until")
    entry = register().entry(option.get("id", ""))
    if entry is not None:
        since = max(filter(None, (since, entry.valid_from)), default=None)
        until = min(filter(None, (until, entry.valid_to)), default=None)
    if day is None:
        return until is None
    last = day + "-12-31"[len(day) - 4 :] if len(day) < 10 else day
    return not (since and last < since) and not (until and day > until[: len(day)])


def _full(id: str, written: str) -> str:
    """The name of a body in full: of several the one that the document uses."""
    entry = register().entry(id)
    if entry is None:
        return written
    own = bare(written)
    fitting = [name for name in entry.names if own.startswith(bare(name))]
    return max(fitting, key=len, default=entry.names[0])


def _worded(text: str, level: str, analysis: Analysis) -> str:
    unit = next(_units(analysis), None)
    word = unit["word"] if unit else _data()["by_level"][level]
    party = next((u["party"] for u in _data()["units"] if u["word"] == word), _data()["general"]["party"])
    return text.replace("{unit}", word).replace("{party}", party).strip()


def _units(analysis: Analysis) -> Iterator[Mapping[str, str]]:
    """The kinds of unit that the issuer's name holds, the one named last in it first: what stands behind a body's name
    is the unit that it belongs to."""
    issuer = analysis.outline.issuer.value
    name = f" {issuer.name.lower()} ".replace("bảo hiểm xã hội", "") if issuer is not None else ""
    name = name.replace("văn hóa - xã hội", "").replace("thương binh và xã hội", "")
    level = analysis.outline.level.value
    allowed = _LEVELS.get(level or "", ())
    for unit in _data()["units"]:
        if unit["word"] in allowed and f" {unit['word']} " in name:
            yield unit


_LEVELS: Mapping[str, tuple[str, ...]] = {
    "province": ("tỉnh", "thành phố"),
    "district": ("thành phố", "huyện", "quận", "thị xã"),
    "commune": ("thị trấn", "phường", "đặc khu", "xã"),
}
