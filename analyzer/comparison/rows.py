"""A target, and what it was held against."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.checks.measures import bound, shown
from analyzer.comparison.claims import Claim, Window
from analyzer.errors import Text
from analyzer.report.comparison import PairOutcome
from analyzer.structure.model import Span

_LISTED = 8


@dataclass(frozen=True, slots=True)
class Row:
    """``promised`` is of the first document, ``found`` and ``candidates`` of the second, as is the span ``nearest``;
    numbers as in the published ``Pair``."""

    outcome: PairOutcome
    promised: Claim | None = None
    found: Claim | None = None
    candidates: tuple[Claim, ...] = ()
    due: Window | None = None
    wanted: float | None = None
    value: float | None = None
    ratio: float | None = None
    gap: float | None = None
    calculation: str | None = None
    reason: Text | None = None
    nearest: Span | None = None


def in_words(doubts: tuple[Text, ...]) -> Text:
    """Several reasons as one sentence."""
    vi, en = "; ".join(d.vi for d in doubts), "; ".join(d.en for d in doubts)
    return Text(f"{vi[:1].upper()}{vi[1:]}.", f"{en[:1].upper()}{en[1:]}.")


def merged(claims: list[Claim]) -> list[Claim]:
    """The claims without those that only repeat another: of the same thing, at the same time, with the same value."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        figure = claim.figure
        key = (
            figure.indicator, claim.words, claim.unit, figure.op, figure.min, figure.max, claim.per, claim.entity,
            claim.place, claim.groups, claim.start, claim.end,
        )  # fmt: skip
        kept.setdefault(key, claim)
    return list(kept.values())


def clashes(claims: list[Claim]) -> dict[int, list[Claim]]:
    """Figures that state several values for what is, word for word, the same thing at the same time, so that nobody can
    tell which is meant: index of each → all of them."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.figure.op == "delta":
            continue
        key = (
            claim.figure.indicator, claim.words, claim.unit, claim.per, claim.entity, claim.place, claim.groups,
            claim.start, claim.end, claim.is_change, claim.figure.op in ("le", "lt"),
        )  # fmt: skip
        groups.setdefault(key, []).append(claim)
    return {
        claim.index: group
        for group in groups.values()
        if len({(c.figure.min, c.figure.max) for c in group}) > 1
        for claim in group
    }


def clash_words(group: list[Claim]) -> Text:
    """That several values are stated, and which."""
    values = dict.fromkeys(bound(claim.figure) for claim in group)
    listed = "; ".join(shown(value) for value in list(values)[:_LISTED] if value is not None)
    more = "…" if len(values) > _LISTED else ""
    return Text(
        f"Nêu nhiều giá trị cho cùng một nội dung, cùng một thời gian ({listed}{more}).",
        f"Several values are stated for the same thing at the same time ({listed}{more}).",
    )
