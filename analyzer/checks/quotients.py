"""Which two numbers of a sentence a percentage is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from analyzer.checks.measures import decimals_of, shown
from analyzer.extraction.figures.numbers import Number, scan_numbers
from analyzer.extraction.model import Analysis
from analyzer.structure.model import Span

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*+")
_STATES = re.compile(r"(?:dat|chiem|bang|ty le|tuong (?:duong|ung)|\()(?: (?:ty le|la|khoang))?\W{0,3}$")
_OTHER_BASE = re.compile(r"\W{0,2}(?:so voi|cung ky|nam truoc|binh quan|toan (?:tinh|quoc))")
_PLANNED_BASE = re.compile(r"\W{0,2}(?:ke hoach|chi tieu|du toan|muc tieu|kh\b)")
_TARGET = re.compile(r"\b(?:ke hoach|chi tieu|muc tieu|giao|kh)\b")
_TARGET_BEFORE = re.compile(r"\b(?:chi tieu|ke hoach)(?: \w{1,12}){0,6}\W{0,3}$")
_DONE = re.compile(r"\b(?:thuc hien|da dat|dat|ket qua|van dong|phat trien)\b(?: \w{1,12}){0,3}\W{0,3}$")
_WHOLE = re.compile(r"\W{0,3}(?:$|[.;)]|tong so|so nguoi|so nay)")
_SUBSET = re.compile(r"\btrong (?:do|so do)\b")
_OUT_OF_BEFORE = re.compile(r"\b(?:trong|tren) (?:tong )?so\W{0,3}$")
_OUT_OF = re.compile(r"[a-z ]{0,30}(?:/|\btren(?: tong)?(?: so)?)\W{0,2}$")
_GROWTH = re.compile(r"\b(?:tang|giam)(?: them)?(?: khoang)?\W{0,2}$")
_FROM_TO = re.compile(r"\b(?:len|xuong|xuong con|len den|len toi|con)\W{0,2}$")
_FROM = re.compile(r"\btu\W{0,2}$")
_MOVES = re.compile(r"\b(?:tang|giam|cao hon|thap hon|nhieu hon|it hon)\b")
_THAT_IS = re.compile(r" ?% ?[a-z ]{0,60}, ?(?:tuong (?:ung|duong)(?: voi)?|tuc(?: la)?|la) ")
"""So much per cent of something, "tương ứng" a part over its whole."""
_BRACKET = re.compile(r"\s?%\s?\((?:(?:tuc|la|bang|gom|tuong duong|ung voi|khoang)\s?){0,2}")
"""Between a percentage and the two numbers that it is of: "47,5% (5.700/12.000 người)"."""
_FAR, _NEAR = 90, 40
_MISTYPED = 0.25
"""How far a percentage "of the plan" may lie from the quotient beside it and still be taken for it."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """A percentage with what it is of: ``part`` / ``whole`` should give ``stated``; ``growth``: the change from
    ``whole`` to ``part`` should."""

    part: float
    whole: float
    stated: float
    decimals: int
    at: Span
    growth: bool = False

    @property
    def real(self) -> float:
        """The percentage that the two numbers give."""
        part = abs(self.part - self.whole) if self.growth else self.part
        return part / self.whole * 100

    @property
    def holds(self) -> bool:
        """Whether the stated percentage is the real one, rounded or cut to the decimals shown."""
        return abs(self.real - self.stated) < 10.0**-self.decimals

    @property
    def recalculated(self) -> str:
        """What the two numbers give, with two decimals at most, or as many as are stated."""
        return f"{shown(round(self.real, max(2, self.decimals)))}%"

    @property
    def calculation(self) -> str:
        """The sum as shown to the reader."""
        part, whole = shown(self.part), shown(self.whole)
        if self.growth:
            left = f"({part} - {whole}) / {whole}" if self.part >= self.whole else f"({whole} - {part}) / {whole}"
        else:
            left = f"{part} / {whole}"
        return f"{left} = {self.recalculated} ≠ {shown(self.stated)}%"


@dataclass(frozen=True, slots=True)
class _Place:
    """A percentage between the numbers beside it. Words are folded: ``start`` before ``previous``, ``middle`` between
    it and ``last``, ``left`` between that and the percentage, ``behind`` after it."""

    previous: Number | None
    last: Number
    here: Number
    following: Number | None
    start: str
    middle: str
    left: str
    behind: str
    right: str
    rest: str

    @property
    def states(self) -> bool:
        """Whether the words right before say that the percentage is a quotient ("đạt", "chiếm", "(")."""
        return _STATES.search(f" {self.left}") is not None


def _may_hold_three(folded: str) -> bool:
    """The cheap test: whether there can be three numbers, or two with one that is a fraction ("oo": misread zeros)."""
    if "/" in folded or "oo" in folded or ".o" in folded or ".l" in folded:
        return True
    return len(_DIGITS.findall(folded)) >= 3


def sentence_quotients(analysis: Analysis, span: Span) -> Iterator[Quotient]:
    """The percentages of a sentence that have their own two numbers beside them."""
    text, folded = analysis.quote(span), analysis.outline.bare_text[slice(*span)]
    if not _may_hold_three(folded):
        return
    barred = [time.span for time in analysis.times_in(span)]
    barred += analysis.citations_in(span)
    numbers = [
        n for n in scan_numbers(text)
        if n.form != "words" and not any(s < span[0] + n.end and span[0] + n.start < e for s, e in barred)
    ]  # fmt: skip
    vague = {
        f.value_span[0] - span[0]
        for f in analysis.figures_in(span)
        if f.op in ("approx", "ge", "gt", "le", "lt", "range")
    }
    yield from _bracketed(text, folded, [n for n in numbers if n.start not in vague], span)
    for index, number in enumerate(numbers[1:], 1):
        if text[number.end : number.end + 2].lstrip().startswith("%") and number.start not in vague:
            place = _place(numbers, index, folded, vague)
            pair = None if place is None else _operands(place)
            if pair is not None:
                decimals = decimals_of(text[number.start : number.end])
                yield Quotient(pair[0], pair[1], number.value, decimals, span, pair[2])


def _bracketed(text: str, folded: str, numbers: list[Number], span: Span) -> Iterator[Quotient]:
    """Percentages with part and whole in brackets behind them."""
    for here, pair in pairwise(numbers):
        if not pair.over or pair.over <= 1 or pair.value > 20 * pair.over or here.over:
            continue
        between, before = folded[here.end : pair.start], folded[max(0, here.start - _NEAR) : here.start]
        if (_BRACKET.fullmatch(between) or _THAT_IS.fullmatch(between)) and not _GROWTH.search(before):
            yield Quotient(pair.value, pair.over, here.value, decimals_of(text[here.start : here.end]), span)


def _place(numbers: list[Number], index: int, folded: str, vague: set[int]) -> _Place | None:
    last, here = numbers[index - 1], numbers[index]
    if last.start in vague:
        return None
    previous = numbers[index - 2] if index > 1 and numbers[index - 2].start not in vague else None
    following = numbers[index + 1] if index + 1 < len(numbers) and numbers[index + 1].start not in vague else None
    behind = folded[folded.index("%", here.end) + 1 :]
    return _Place(
        previous, last, here, following,
        start=folded[max(0, previous.start - _FAR) : previous.start] if previous else "",
        middle=folded[previous.end : last.start] if previous else "",
        left=folded[last.end : here.start], behind=behind,
        right=folded[here.end : following.start] if following else "",
        rest=folded[following.end :] if following else "",
    )  # fmt: skip


def _operands(place: _Place) -> tuple[float, float, bool] | None:
    """Part and whole, and whether the percentage says a growth from the whole to the part."""
    for reader in (_fraction, _two_before, _one_on_each_side):
        found = reader(place)
        if found is not None and found[1] > 0:
            return found
    return None


def _fraction(place: _Place) -> tuple[float, float, bool] | None:
    """ "30/40 thôn, đạt 75%"."""
    last = place.last
    if not last.over or not place.states or not _is_one_clause(place.left, _FAR) or _OTHER_BASE.match(place.behind):
        return None
    if last.over <= 1 or last.value > 20 * last.over:
        return None
    if _PLANNED_BASE.match(place.behind):
        real = last.value / last.over * 100
        if abs(real - place.here.value) > _MISTYPED * real:
            return None
    return last.value, last.over, False


def _two_before(place: _Place) -> tuple[float, float, bool] | None:
    """Two numbers before the percentage, in the orders in which reports put them."""
    previous, last, middle, left = place.previous, place.last, place.middle, place.left
    if previous is None or previous.over or last.over or "%" in middle + left:
        return None
    if not _is_one_clause(middle, _FAR, moves=True) or not _is_one_clause(left, _NEAR, moves=True):
        return None
    if _GROWTH.search(left) and min(last.value, previous.value) > 1 and not _OTHER_BASE.match(place.behind):
        if re.search(r"\bso voi\b", middle):
            return previous.value, last.value, True
        if _FROM_TO.search(middle) and _FROM.search(place.start):
            return last.value, previous.value, True
    if not place.states or _MOVES.search(middle + left) or not _WHOLE.match(place.behind):
        return None
    if last.value <= previous.value and previous.value > 1:
        if _SUBSET.search(middle) and _same_noun(middle, left):
            return last.value, previous.value, False
        if _OUT_OF_BEFORE.search(place.start) and _same_noun(middle, left):
            return last.value, previous.value, False
    if _OUT_OF.fullmatch(middle) and previous.value <= last.value:
        return previous.value, last.value, False
    if _TARGET_BEFORE.search(place.start) and _DONE.search(middle) and _same_noun(middle, left):
        return last.value, previous.value, False
    return None


def _one_on_each_side(place: _Place) -> tuple[float, float, bool] | None:
    """ "520 người, đạt 130% so với chỉ tiêu 400 người"."""
    following, last = place.following, place.last
    if following is None or following.over or last.over or not place.states:
        return None
    if not _TARGET.search(place.right) or "," in place.right or "cung ky" in place.right:
        return None
    if not _is_one_clause(place.left, _NEAR) or not _is_one_clause(place.right, 60):
        return None
    rate = "%" in place.left
    alike = place.rest.lstrip().startswith("%") if rate else _same_noun(place.left, place.rest)
    return (last.value, following.value, False) if alike else None


def _is_one_clause(words: str, most: int, *, moves: bool = False) -> bool:
    """Whether two numbers that these words part belong together; ``moves``: also across "tăng", "giảm"."""
    return len(words) <= most and not {";", "."} & set(words) and (moves or _MOVES.search(words) is None)


def _same_noun(first: str, second: str) -> bool:
    """Whether the words behind two numbers begin with the same noun."""
    one, other = re.match(r"\W{0,2}([a-z]+)", first), re.match(r"\W{0,2}([a-z]+)", second)
    return one is not None and other is not None and one[1] == other[1]
