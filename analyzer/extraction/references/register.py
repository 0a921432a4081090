"""The register of known documents: what a number stands for, until when it was in force, and what contradicts it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from analyzer.errors import Text
from analyzer.extraction.model import Reference
from analyzer.extraction.references.laws import law_key
from analyzer.extraction.references.mentions import number_key, symbol_types
from analyzer.resources import load_yaml
from analyzer.structure.model import Span
from analyzer.text.fold import bare

Validity = Literal["in_force", "expired", "not_yet", "unknown"]
ConflictKind = Literal["type", "number", "symbol", "date", "year", "within"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A known document. Dates are ISO; ``valid_to`` is the last day in force; ``keywords`` are folded words of its
    subject; ``confidence`` H, M or L as to its source."""

    id: str
    type: str
    number: str
    date: str | None
    issuer: str
    title: Text
    keywords: tuple[str, ...]
    names: tuple[str, ...]
    variants: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None
    replaced_by: str | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A citation that the register, or the document itself, contradicts. ``span`` is where the wrong part stands."""

    kind: ConflictKind
    found: str
    expected: str
    span: Span
    entry: Entry | None = None


@cache
def documents() -> tuple[Entry, ...]:
    """All entries, in the order of the file."""
    return tuple(_entry(item) for item in load_yaml("registers/documents.yml")["documents"])


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(
        id=item["id"], type=item["type"], number=item["number"], date=_iso(item.get("date")), issuer=item["issuer"],
        title=Text(item["title"]["vi"], item["title"]["en"]), keywords=tuple(bare(k) for k in item.get("keywords",
        ())),
        names=tuple(item.get("names", ())), variants=tuple(item.get("variants", ())),
        valid_from=_iso(item.get("valid_from")),
        valid_to=_iso(item.get("valid_to")), replaced_by=item.get("replaced_by"), source=item["source"],
        confidence=item["confidence"],
    )  # fmt: skip


def _iso(value: object) -> str | None:
    return None if value is None else str(value)


@cache
def _by_number() -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in documents():
        for number in (entry.number, *entry.variants):
            table.setdefault(number_key(number), []).append(entry)
    return {key: tuple(dict.fromkeys(value)) for key, value in table.items()}


@cache
def _by_name() -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for entry in documents():
        for name in entry.names:
            table.setdefault(law_key(name), []).append(entry)
    return {key: tuple(value) for key, value in table.items()}


def entries(number: str) -> tuple[Entry, ...]:
    """Known documents with this number and symbol, however it is spelt."""
    return _by_number().get(number_key(number), ()) if number else ()


def by_date(known: tuple[Entry, ...], date: str) -> Entry | None:
    """The one of ``known`` that was issued on ``date`` (or in that year)."""
    return next((e for e in known if e.date and e.date.startswith(date)), None)


def _about(entry: Entry, subject: str) -> bool:
    words = bare(subject)
    return any(k in words for k in entry.keywords)


def _law(reference: Reference) -> Entry | None:
    known = _by_name().get(law_key(reference.name or ""), ())
    if reference.issued_on:
        return by_date(known, reference.issued_on)
    return known[0] if len(known) == 1 else None


def lookup(reference: Reference) -> Entry | None:
    """The document that a citation means: by number, and by date or subject where several bear it."""
    if reference.number is None:
        return _law(reference) if reference.name else None
    known = entries(reference.number)
    if reference.issued_on and (exact := by_date(known, reference.issued_on)):
        return exact
    about = [e for e in known if reference.subject and _about(e, reference.subject)]
    if about:
        return about[0]
    if reference.issued_on:
        return next((e for e in known if e.date and e.date[:4] == reference.issued_on[:4]), None) or _slip_of_year(
            known, reference.issued_on
        )
    if reference.subject and known and all(e.keywords for e in known):
        return None
    return known[0] if len(known) == 1 else None


def _slip_of_year(known: tuple[Entry, ...], date: str) -> Entry | None:
    """The one of ``known`` that was issued on that day and month of another year: the year is a slip of the pen."""
    if len(date) != 10:
        return None
    return next((e for e in known if e.date and len(e.date) == 10 and e.date[5:] == date[5:]), None)


def find(document_id: str) -> Entry | None:
    """The entry of that id."""
    return next((e for e in documents() if e.id == document_id), None)


def validity(reference: Reference, at: str | None) -> Validity | None:
    """Whether a cited document was in force on the day ``at`` (ISO); None for one that the register does not know."""
    entry = find(reference.register_id) if reference.register_id else lookup(reference)
    if entry is None:
        return None
    if at is None:
        return "unknown"
    day = at if len(at) == 10 else f"{at}-01-01"[:10] if len(at) == 4 else f"{at}-01"
    if entry.valid_from and day < entry.valid_from:
        return "not_yet"
    if entry.valid_to and day > entry.valid_to:
        return "expired"
    if entry.valid_from == day[:4]:
        return "unknown"  # of a text that came into force on a day of that year which is not known
    return "in_force" if entry.valid_from else "unknown"


_CHECKED_TYPES = {
    "decision",
    "resolution",
    "decree",
    "circular",
    "directive",
    "plan",
    "letter",
    "report",
    "submission",
    "conclusion",
}
"""Types whose word and symbol must agree; schemes and regulations are cited under their decision's number."""


def conflict(reference: Reference) -> tuple[Conflict, ...]:
    """What of a citation cannot be right. Spelling of a number (case, blanks, dash for slash) is no contradiction, and
    a number that another known document also bears is none either, unless the subject named tells them apart."""
    found = [*_type_conflicts(reference), *_date_conflicts(reference)]
    if not found or all(c.kind == "type" for c in found):
        found += _number_conflicts(reference)
    return tuple(found)


def _type_conflicts(reference: Reference) -> list[Conflict]:
    number = reference.number or ""
    symbol = number.lstrip("0123456789")[1:]
    if symbol[:5].strip("/").isdigit() and len(symbol) > 5:
        symbol = symbol[5:]
    allowed = symbol_types(symbol)
    out = []
    for kind, span in reference.types:
        strict = kind in _CHECKED_TYPES and allowed and any(a in _CHECKED_TYPES for a in allowed)
        if strict and kind not in allowed and not (kind == "letter" and "guidance" in allowed):
            out.append(Conflict("type", kind, allowed[0], span))
            break
    return out


def _full_dates(reference: Reference) -> list[tuple[str, Span]]:
    return [(d, s) for d, s in reference.dates if len(d) == 10]


def _date_conflicts(reference: Reference) -> list[Conflict]:
    stated = _full_dates(reference)
    known = entries(reference.number or "") if reference.number else ()
    out: list[Conflict] = []
    seen: set[str] = set()
    for date, span in stated:
        if date in seen:
            continue
        seen.add(date)
        if wrong := _wrong_date(reference, known, date):
            out.append(Conflict("date", date, wrong.date or "", span, wrong))
        elif (year := _year_in(reference.number)) and year != date[:4]:
            out.append(Conflict("year", date, year, span))
    if not known and len({d for d, _ in stated}) > 1:
        first = reference.issued_on or stated[0][0]
        date, span = next((d, s) for d, s in stated if d != first)
        out.append(Conflict("within", date, first, span))
    return out


def _year_in(number: str | None) -> str:
    """The year that a number itself states ("41/2024/QH15"), which is that of the day of issue; empty where none."""
    return number_key(number).split("|")[1] if number else ""


def _wrong_date(reference: Reference, known: tuple[Entry, ...], date: str) -> Entry | None:
    dated = tuple(e for e in known if e.date and len(e.date) == 10 and e.confidence in "HM")
    exact = by_date(dated, date)
    about = [e for e in dated if reference.subject and _about(e, reference.subject)]
    if exact:
        other = [e for e in about if e is not exact]
        return other[0] if other and not _about(exact, reference.subject) else None
    if about:
        return about[0]
    if dated and _year_in(reference.number):
        return dated[0]
    slip = _slip_of_year(dated, date)
    if slip is not None:
        return slip
    return (
        next((e for e in dated if e.date and e.date[:4] == date[:4]), None)
        if not reference.subject or len(dated) == 1
        else None
    )


def _number_conflicts(reference: Reference) -> list[Conflict]:
    """A date and subject, or digits and a date, that belong to a known document of another number or symbol."""
    if not reference.number:
        return []
    digits, year, _ = number_key(reference.number).split("|")
    dates = {d for d, _ in _full_dates(reference)}
    known = entries(reference.number)
    if known and (not dates or any(e.date in dates for e in known)):
        return []
    for entry in documents():
        if entry.confidence not in "HM" or not entry.date:
            continue
        same_day = entry.date in dates
        about = bool(reference.subject) and _about(entry, reference.subject)
        known_digits, known_year, _ = number_key(entry.number).split("|")
        if digits == known_digits and (same_day or (about and _same_authority(reference.number, entry.number))):
            return [Conflict("symbol", reference.number, entry.number, reference.span, entry)]
        if (
            digits == known_digits
            and year
            and not known_year
            and year == entry.date[:4]
            and _same_authority(reference.number, entry.number)
        ):
            return [Conflict("symbol", reference.number, entry.number, reference.span, entry)]
        if same_day and about and reference.type == entry.type and _same_authority(reference.number, entry.number):
            return [Conflict("number", reference.number, entry.number, reference.span, entry)]
    return []


def _same_authority(a: str, b: str) -> bool:
    """Whether two numbers end in the same symbol ("1679/QĐ-TTg", "1676/QĐ-TTg")."""
    return number_key(a).split("|")[2] == number_key(b).split("|")[2]
