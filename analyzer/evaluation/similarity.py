"""How alike an annotated item and a found one are: 0 for two different things, up to 1.

Words are compared in lower case, without diacritics and punctuation, so that a quote out of a scan or a repaired text
still is the quote. Every function takes the annotated item first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rapidfuzz.distance import LCSseq

from analyzer.text.fold import bare

Item = Mapping[str, Any]
"""An item as JSON has it: of an annotation, or of a report."""

FIGURE_QUOTE, DEADLINE_QUOTE, TASK_QUOTE, HEADING, FAULT_QUOTE = 0.6, 0.5, 0.6, 0.7, 0.6
"""Least share of a quote's words that must be found for two items to be the same thing."""
BODY_WORDS = 0.5
"""Least share of common words for two names to be the same body."""
TASK_OPENING = 12
"""So many words of a task, from its first, identify it."""

_WORD = re.compile(r"[\w%]+")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_MONTH_END = re.compile(r"\d{4}-\d{2}-(?:28|29|30|31)")


@lru_cache(maxsize=65536)
def words(text: str | None) -> tuple[str, ...]:
    """The words of a text in lower case without diacritics; "%" is a letter: it tells a rate from a count."""
    return tuple(_WORD.findall(bare(unicodedata.normalize("NFC", text or ""))))


def plain(text: str | None) -> str:
    """The words of a text, one space between them."""
    return " ".join(words(text))


def share(one: str | None, other: str | None) -> float:
    """Share of the shorter text's words that stand, in this order, in the longer one; 0 when either has none."""
    first, second = words(one), words(other)
    shorter = min(len(first), len(second))
    return LCSseq.similarity(first, second) / shorter if shorter else 0.0


def names_alike(one: str | None, other: str | None) -> float:
    """Words that two names have in common over the words of both, order aside; 0 when both are empty."""
    first, second = set(words(one)), set(words(other))
    return len(first & second) / max(1, len(first | second))


def first_day(value: str | int | None) -> str | None:
    """The first day of a year or month ("2025" → "2025-01-01"); a day is itself, None stays None."""
    if value is None:
        return None
    text = str(value)
    if _YEAR.fullmatch(text):
        return text + "-01-01"
    return text + "-01" if _MONTH.fullmatch(text) else text[:10]


def last_day(value: str | int | None) -> str | None:
    """The last day of a year or month ("2025" → "2025-12-31").

    Every month ends on a 31st here, and a day from the 28th on counts as the month's end, so that ends agree
    whatever the month's length.
    """
    if value is None:
        return None
    text = str(value)
    if _YEAR.fullmatch(text):
        return text + "-12-31"
    day = text + "-31" if _MONTH.fullmatch(text) else text[:10]
    return day[:8] + "31" if _MONTH_END.fullmatch(day) else day


def span_of_time(when: Item | None) -> tuple[str | None, str | None]:
    """First and last day of a ``when``, a period or a deadline; None for an open side."""
    when = when or {}
    return first_day(when.get("start")), last_day(when.get("end"))


def same_when(gold: Item | None, got: Item | None) -> bool:
    """Whether two ``when`` say the same time, recurrence included; none at all equals an empty one."""
    return span_of_time(gold) == span_of_time(got) and (gold or {}).get("every") == (got or {}).get("every")


def figures_alike(gold: Item, got: Item) -> float:
    """The same values, the same unit (the found one may run on: "hội nghị" in "hội nghị tuyên truyền"), the same
    place. The operator and all else are attributes: another one does not make it another figure."""
    if _values(gold) != _values(got):
        return 0.0
    unit, found = plain(gold.get("unit")), plain(got.get("unit"))
    if unit != found and not (unit and found.startswith(unit)):
        return 0.0
    return _at_least(FIGURE_QUOTE, share(gold.get("quote"), got.get("quote")))


def deadlines_alike(gold: Item, got: Item) -> float:
    """The same time and recurrence at the same place."""
    return _at_least(DEADLINE_QUOTE, share(gold.get("quote"), got.get("quote"))) if same_when(gold, got) else 0.0


def assignments_alike(gold: Item, got: Item) -> float:
    """The same body in the same role, with the same opening of the task (in the task found, or its sentence)."""
    body = names_alike(gold.get("body_text"), got.get("body_text"))
    if body < BODY_WORDS or gold.get("role") != got.get("role"):
        return 0.0
    opening = " ".join((gold.get("task") or "").split()[:TASK_OPENING])
    task = max(share(opening, got.get("task")), share(opening, got.get("quote")))
    return (body + task) / 2 if task >= TASK_QUOTE else 0.0


def sections_alike(gold: Item, got: Item) -> float:
    """The same heading in the same role."""
    if gold.get("role") != got.get("role"):
        return 0.0
    return _at_least(HEADING, share(gold.get("heading"), got.get("heading")))


def references_alike(gold: Item, got: Item) -> float:
    """The same number; of a law cited by name, the name within the found one."""
    cited = plain(gold.get("number") or gold.get("name"))
    found = plain(got.get("number") or got.get("name") or got.get("quote"))
    by_name = not gold.get("number")
    return float(bool(cited) and (cited == found or (by_name and cited in found)))


def faults_alike(gold: Item, got: Item) -> float:
    """The same place, of two faults that the same rule found."""
    return _at_least(FAULT_QUOTE, share(gold["quote"], got["quote"]))


def _at_least(threshold: float, value: float) -> float:
    return value if value >= threshold else 0.0


def _values(figure: Item) -> set[float]:
    """Without the open side: "from 70" and "70" have the same values."""
    return {round(float(figure[side]), 6) for side in ("min", "max") if figure.get(side) is not None}
