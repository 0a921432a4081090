"""From what is written to times: the pieces of a passage, read against what surrounds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from analyzer.extraction.model import Precision, Time, TimeKind, TimeUse
from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.atoms import Atom
from analyzer.extraction.times.linking import REACH, Piece, joined
from analyzer.extraction.times.quotes import quote, with_quotes
from analyzer.extraction.times.resolve import bounds, impossible, middle, relative_bounds, shifted
from analyzer.extraction.times.uses import use_of
from analyzer.structure.model import Span

_PRECISION: dict[str, Precision] = {"Y": "year", "M": "month"}


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a passage: ``year`` stands in for years that are not written, ``recurring`` says that days and
    months without a year come every year, ``campaign`` that the passage is about the yearly campaign month."""

    reference: date | None = None
    year: int | None = None
    recurring: bool = False
    campaign: bool = False
    narrated: bool = False
    """Whether the document tells what was done: then a month without a year is one that has passed."""
    one_year: bool = False
    """Whether the document is for one year: then its campaign month is that year's."""
    vague: bool = True
    """Whether "cuối năm" without a year is read against the reference date, rather than left out."""


def _precision(atom: Atom) -> Precision:
    if atom.unit == "quarter":
        return "quarter" if atom.last[0] - atom.first[0] == 2 else "month"
    return atom.unit if atom.unit in ("day", "month", "year") else "day"


def _dates(piece: Piece, context: Context, year: int | None) -> tuple[tuple[date, date] | None, Precision]:
    atom = piece.atom
    if atom.unit == "relative":
        if context.reference is None:
            return None, "year" if atom.relative.startswith(("year", "part")) else "day"
        return relative_bounds(atom.relative, context.reference)
    return bounds(atom, shifted(atom, context.reference) if atom.relative else year), _precision(atom)


class Reader:
    """Turns the pieces of one passage into times."""

    def __init__(self, text: str, folded: str, context: Context, floors: Sequence[int], end: int) -> None:
        self.text, self.folded, self.context, self.floors, self.limit = text, folded, context, floors, end

    def read(self, pieces: list[Piece]) -> list[Time]:
        times: list[Time] = []
        skip, taken = False, 0
        self._dropped = -1
        for index, piece in enumerate(pieces):
            if skip or piece.start < taken:
                skip = False
                continue
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            if not self.context.vague and (piece.atom.relative == "part:" or piece.atom.relative.startswith("day:")):
                continue
            if self._names_only(piece):
                continue
            taken = piece.end
            if piece.atom.unit == "recurrence":
                times += self._recurrence(piece)
            elif after and joined(self.folded, piece, after):
                times += self._range(piece, after, times)
                skip = True
            else:
                times += self._single(piece, times)
        return with_quotes(self.text, times)

    def _names_only(self, piece: Piece) -> bool:
        """A month or quarter without a year that sets no term: it names the campaign, or stands for "soon"."""
        atom = piece.atom
        if (
            atom.unit not in ("month", "quarter")
            or atom.year is not None
            or atom.yearly
            or atom.ranged
            or atom.relative
        ):
            return False
        left = self._left(piece.start, 24)
        if piece.relation == "from" and p.AT_ONCE.search(left):
            return True
        if atom.unit == "quarter" or piece.relation:
            return False
        if told := p.CAMPAIGN_YEAR.match(self.folded, atom.end):
            atom.year = atom.to_year = int(told["y"])
            piece.end = told.end()
            return False
        return p.NAMED_MONTH.search(left) is not None

    def _recurrence(self, piece: Piece) -> list[Time]:
        atom = piece.atom
        left = self._left(atom.start, 60)
        linked = (
            self._dropped >= 0
            and re.fullmatch(
                r"(?: (?:một|1) lần)?[\s,;/]{0,4}(?:và|hoặc)?\s{0,3}", self.folded[self._dropped : piece.start]
            )
            is not None
        )
        if atom.every == "P1D" and p.BY_CUSTOM.search(left):
            return []
        benefit = (
            p.BENEFIT.search(left) or p.PENSION.search(left) if atom.every in ("P1M", "P3M") else p.PREMIUM.search(left)
        )
        if atom.needs == "own" and p.REPORTING.search(self._left(atom.start, 90)):
            benefit = None
        if (atom.rate and atom.every == "P1M" and p.MONEY.search(left)) or (not atom.rate and (benefit or linked)):
            self._dropped = piece.end
            return []
        return [
            self._time(
                "recurrence",
                (piece.start, piece.end),
                None,
                None,
                _PRECISION.get((atom.every or "")[-1:], "day"),
                every=atom.every,
                rate=atom.rate,
            )
        ]

    def _single(self, piece: Piece, before: list[Time]) -> list[Time]:
        atom, span = piece.atom, (piece.start, piece.end)
        if impossible(atom):
            kind: TimeKind = "date" if atom.unit == "day" and not piece.relation and atom.year != 0 else "period"
            return [self._time(kind, span, None, None, _precision(atom), status="impossible")]
        if atom.relative == "month:0" and any(t.month and t.every for t in before):
            return []  # "riêng trong tháng này": the month that was said to come every year
        sides = self._sides(piece, before)
        if sides is None:
            month, day = atom.first[0], atom.first[1] if atom.unit == "day" and not atom.ranged else None
            wide = atom.first[0] != atom.last[0]
            return [
                self._time(
                    "recurrence",
                    span,
                    None,
                    None,
                    _precision(atom),
                    every="P1Y",
                    month=None if wide else month,
                    day=day,
                )
            ]
        dates, precision = sides
        if dates is None:
            vague = atom.unit == "relative" and (
                atom.relative == "part:" or atom.relative.startswith(("day", "weekday"))
            )
            return (
                []
                if vague
                else [
                    self._time(
                        "period" if atom.unit != "day" or piece.relation else "date", span, None, None, precision
                    )
                ]
            )
        return [self._placed(piece, span, dates, precision)]

    def _placed(self, piece: Piece, span: Span, dates: tuple[date, date], precision: Precision) -> Time:
        first, last = dates
        if hit := p.ONWARDS.match(self.folded, span[1]):
            side = "until" if hit["side"] == "trở về trước" else "from"
            if not (piece.relation == "until" and side == "from"):
                piece.relation, span = side, (span[0], hit.end())
        elif piece.relation == "from" and (hit := p.UNTIL_NOW.match(self.folded, span[1])):
            span = (span[0], hit.end())
        if piece.atom.ranged and piece.relation == "from":
            piece.relation = ""
        if piece.part == "giữa" and piece.relation:
            last = middle(first, last)
        if piece.relation == "before":
            return self._time("period", span, None, first, precision, inclusive=False)
        if piece.relation == "until":
            return self._time("period", span, None, last, precision)
        if piece.relation in ("from", "after"):
            start = first if piece.relation == "from" or first == last else last + timedelta(days=1)
            return self._time("period", span, start, None, precision)
        return self._time("date" if first == last else "period", span, first, last, precision)

    def _range(self, piece: Piece, after: Piece, before: list[Time]) -> list[Time]:
        span = (piece.start, after.end)
        finest = (
            piece.atom
            if ["year", "quarter", "month", "day"].index(piece.atom.unit)
            > ["year", "quarter", "month", "day"].index(after.atom.unit)
            else after.atom
        )
        precision = _precision(finest)
        if impossible(piece.atom) or impossible(after.atom):
            return [self._time("period", span, None, None, precision, status="impossible")]
        right = self._sides(after, before)
        left = None if right is None else self._sides(piece, before, right[0])
        if right is None or left is None:
            month = piece.atom.first[0] if piece.atom.first[0] == after.atom.last[0] else None
            return [self._time("recurrence", span, None, None, precision, every="P1Y", month=month)]
        if left[0] is None or right[0] is None:
            return [self._time("period", span, None, None, precision)]
        start, end = left[0][0], right[0][1]
        if after.part == "giữa":
            end = middle(*right[0])
        if start > end:
            return [self._time("period", span, None, None, precision, status="impossible")]
        exclusive = after.relation == "before"
        return [
            self._time("period", span, start, right[0][0] if exclusive else end, precision, inclusive=not exclusive)
        ]

    def _sides(
        self, piece: Piece, before: list[Time], known: tuple[date, date] | None = None
    ) -> tuple[tuple[date, date] | None, Precision] | None:
        """First and last day of one piece; None where it comes every year."""
        atom = piece.atom
        if not atom.yearless or atom.relative:
            return _dates(piece, self.context, None)
        if atom.yearly:
            return None
        year = known[0].year if known else self._year_before(piece, before)
        if year is None:
            around = self._around(piece)
            if atom.unit == "day" and (self.context.recurring or p.RECURRING.search(around)):
                return None
            year = self.context.year
            dated = year is not None or self.context.reference is not None
            campaign = self.context.campaign or p.CAMPAIGN.search(around) is not None
            settled = atom.unit == "day" or self.context.narrated or self.context.one_year
            if campaign and not (dated and settled) and atom.unit != "quarter":
                return None
        if year is None and self.context.recurring and atom.unit == "month" and atom.first[0] == atom.last[0]:
            return None
        if year is None and self.context.reference:
            year = self.context.reference.year
        return _dates(piece, self.context, year)

    def _year_before(self, piece: Piece, before: list[Time]) -> int | None:
        """The single year that the sentence has already named."""
        floor = self.floors[max(0, bisect_right(self.floors, piece.start) - 1)]
        for time in reversed(before[-4:]):
            if time.span[0] < floor or time.use != "deadline":
                break
            if (
                time.start
                and time.end
                and time.start[:4] == time.end[:4]
                and time.precision in ("year", "quarter", "month")
            ):
                return int(time.start[:4])
        return None

    def _around(self, piece: Piece) -> str:
        index = max(0, bisect_right(self.floors, piece.start) - 1)
        stop = self.floors[index + 1] if index + 1 < len(self.floors) else self.limit
        return self.folded[max(self.floors[index], piece.start - 300) : min(stop, piece.end + 300)]

    def _left(self, place: int, width: int) -> str:
        floor = self.floors[max(0, bisect_right(self.floors, place) - 1)]
        return self.folded[max(floor, place - width) : place]

    def _use(self, span: Span, kind: TimeKind, precision: Precision) -> TimeUse:
        left = self._left(span[0], REACH)
        return use_of(self.folded, span, left, kind, precision, narrated=self.context.narrated)

    def _time(
        self, kind: TimeKind, span: Span, start: date | None, end: date | None, precision: Precision, *,
        every: str | None = None, month: int | None = None, day: int | None = None, inclusive: bool = True,
        status: Literal["ok", "impossible"] = "ok", rate: bool = False,
    ) -> Time:  # fmt: skip
        return Time(
            kind=kind, start=start.isoformat() if start else None, end=end.isoformat() if end else None, span=span,
            quote=quote(self.text, span, self._bounds(span), 8 if rate else 4), every=every, month=month, day=day,
            precision=precision, inclusive=inclusive, status=status, use=self._use(span, kind, precision),
        )  # fmt: skip

    def _bounds(self, span: Span) -> Span:
        index = max(0, bisect_right(self.floors, span[0]) - 1)
        return self.floors[index], self.floors[index + 1] if index + 1 < len(self.floors) else self.limit
