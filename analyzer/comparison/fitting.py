"""Whether a figure of one document is of the same thing as a figure of another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from analyzer.comparison.claims import Claim, Window, issued_on
from analyzer.comparison.likeness import kindred, likeness, sameness, says_what
from analyzer.errors import Text

_SAME, _NEAR = 72.0, 50.0
"""Likeness of words, of a named indicator, from which they agree, and from which they are worth a look."""
_OTHER_SAME, _OTHER_NEAR = 86.0, 72.0
"""The same of figures without a named indicator, and between kindred ones."""
_SHORT = 0.6
"""Share of a report's period below which a target's own time is a part of it; the same of a result and its target."""
_END, _BEGINNING = timedelta(days=62), timedelta(days=45)
"""How long before the end of a report's period a level may have been taken, or an amount end; how long after its
beginning an amount may begin."""
_YEAR = 366

WORDS = Text("lời văn của hai chỗ không đủ giống nhau", "the words of the two are not alike enough")
POPULATION = Text("đối tượng tính khác nhau", "they are of different people")
PLACE = Text("địa bàn khác nhau", "they are of different places")
BASIS = Text("một bên tính cộng dồn, một bên tính trong kỳ", "one is cumulative, the other within the period")
PER = Text("một bên tính theo kỳ lặp lại, một bên không", "one is for each period, the other is not")
ENTITY = Text("định mức cho từng đơn vị, còn kết quả là số chung", "a norm for each unit against an overall number")
CHANGE = Text("một bên là số tăng thêm, một bên là tổng số", "one is a growth, the other a total")
PARTIAL = Text("chỉ là một phần (trong đó) của số liệu khác", "it is only part of another figure")
TIME = Text("kết quả chỉ của một phần kỳ báo cáo", "it is of a part of the report's period only")
OTHER_TIME = Text("kết quả của thời điểm khác với hạn của chỉ tiêu", "it is of another time than the target's")
KIND = Text("có thể là loại hoạt động khác", "it may be another kind of activity")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a figure fits a target: in full where ``doubts`` is empty. ``score``: likeness of the words, 0 to 100."""

    claim: Claim
    score: float
    doubts: tuple[Text, ...] = ()

    @property
    def full(self) -> bool:
        """Whether all agrees."""
        return not self.doubts


def fit(target: Claim, other: Claim, window: Window | None = None, due: Window | None = None) -> Fit | None:
    """How ``other`` fits ``target``; None where the two are of different things.

    ``window``: the period of the report that a result must be of, None where time plays no part; ``due``: the time that
    the target is for, where it is known.
    """
    if target.unit != other.unit or target.is_rate != other.is_rate:
        return None
    if target.is_rate and (target.figure.op == "delta") != (other.figure.op == "delta"):
        return None
    words = _words(target, other)
    if words is None or (target.place and other.place and target.place != other.place):
        return None
    if target.entity and other.entity and target.entity != other.entity:
        return None
    score, doubts = words
    population = _population(target, other)
    if population == "no":
        return None
    if population == "doubt":
        doubts.append(POPULATION)
    if target.place != other.place:
        doubts.append(PLACE)
    if target.figure.basis and other.figure.basis and target.figure.basis != other.figure.basis:
        doubts.append(BASIS)
    if bool(target.entity) != bool(other.entity):
        doubts.append(ENTITY)
    if other.per is not None and other.per != target.per and not target.is_rate:
        doubts.append(PER)
    if target.is_change != other.is_change and not target.is_rate:
        doubts.append(CHANGE)
    if other.is_part and not target.is_part:
        doubts.append(PARTIAL)
    if window is not None:
        time = _time(other, window, due)
        if time == "no":
            return None
        if time != "yes":
            doubts.append(time)
    return Fit(other, score, tuple(dict.fromkeys(doubts)))


def _words(target: Claim, other: Claim) -> tuple[float, list[Text]] | None:
    one, two = target.figure.indicator, other.figure.indicator
    score = likeness(target.words, other.words)
    if one == two and one != "other":
        if one in sameness()["plain_indicators"]:
            return 100.0, []
        if not target.words or not other.words:
            return 75.0, []
        if score >= _SAME or (target.is_rate and score >= _NEAR):
            return score, []
        return score, [WORDS]
    if one == two:
        if says_what(target.figure.unit) and not (target.words and other.words):
            return 80.0, []
        if score >= _OTHER_SAME:
            return score, []
        return (score, [WORDS]) if score >= _OTHER_NEAR else None
    if two in kindred(one) and score >= _OTHER_NEAR:
        return score, [] if score >= _OTHER_SAME else [KIND]
    return None


def _population(target: Claim, other: Claim) -> Literal["yes", "doubt", "no"]:
    one, two = target.groups, other.groups
    if one and two:
        if one == two:
            return "yes"
        return "doubt" if one & two else "no"
    if bool(one) != bool(two):
        return "doubt"
    if not target.population or not other.population:
        return "yes"
    return "yes" if likeness(target.population, other.population) >= _NEAR else "doubt"


def _time(result: Claim, window: Window, due: Window | None) -> Text | Literal["yes", "no"]:
    """Whether a result is of the time that counts, or why that is in doubt."""
    start, end = result.start, result.end
    if end is not None and (end < window.start or (start is not None and start > window.end)):
        return "no"
    own = Window(min(start, end), max(start, end)) if start is not None and end is not None else None
    return _amount(own, window, due) if result.is_flow else _level(result, window, due)


def _amount(own: Window | None, window: Window, due: Window | None) -> Text | Literal["yes", "no"]:
    """What adds up must be of the target's own time where that is a part of the report's period, else of all of it."""
    is_part = due is not None and window.holds(due) and due.days < window.days * _SHORT
    if own is None:
        return OTHER_TIME if is_part and window.days > _YEAR else "yes"
    if due is not None and window.holds(due) and not own.meets(due):
        return "no"
    if is_part and due is not None and due.holds(own):
        return "yes" if own.days >= due.days * _SHORT else TIME
    if own.end > window.end and own.start > window.start:
        return TIME
    return "yes" if own.end >= window.end - _END and own.start <= window.start + _BEGINNING else TIME


def _level(result: Claim, window: Window, due: Window | None) -> Text | Literal["yes", "no"]:
    """What stands at a moment must have been taken late in the report's period, in the year that the target is for."""
    end = result.end
    if end is None and result.start is not None and result.start > window.start:
        return TIME
    year = min(end, window.end).year if end is not None else window.end.year
    if due is not None and window.start <= due.end <= window.end and due.end.year != year:
        return OTHER_TIME
    issued = issued_on(result.analysis)
    last = min(window.end, issued) if issued is not None and issued >= window.start else window.end
    return "yes" if end is None or end >= last - _END else TIME
