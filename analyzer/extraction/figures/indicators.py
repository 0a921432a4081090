"""Which indicator a value is of, told by the words around it (``registers/indicators.yml``).

The words are asked in widening windows: the value's own piece of the sentence, that with what stands before it, the
sentence, then what the sentence stands under, the nearest first. The first indicator that fits in the narrowest
window wins; where none fits the value is of ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from analyzer.extraction.figures.patterns import in_turn
from analyzer.extraction.figures.phrases import Lead, Passage, Window, spaced
from analyzer.extraction.figures.register import Indicator, fitting, register
from analyzer.extraction.figures.values import Value
from analyzer.structure.model import Span

OTHER = "other"
_LEAD_CHARS = 400
"""Of a long lead only its end is asked: the words next to what it introduces."""
_BLOCK = 1000
"""Characters on either side of a value that may tell what it is of, where its sentence is very long."""
_SEPARATOR = re.compile(r"[;,(:]\s|\.{2,}|…|\s(?:và|trong đó|sau đó|đồng thời)\s|\(")
_STRONG = re.compile(r";|\.\s|(?<=\s)trong đó\s|(?<=\s)sau đó\s")
_LABELLED = re.compile(r"(?:[:=]|(?<!\w)(?:là|đạt|bằng|gồm|chiếm|còn))\s?$")
_WITH = re.compile(r"\s(?:với|cho|trên tổng số|trong tổng số|lên|xuống|xuống còn|lên đến)\s(?:[^\s,;]{1,10}\s){0,2}$")
_ATTAINED = re.compile(
    r"\s?(?:so với |của |trên |trên tổng |so với tổng )?"
    r"(?:chỉ tiêu|kế hoạch|kh\b|dự toán|nghị quyết|mục tiêu (?:đề ra|giao"
    r"|kế hoạch|năm)|tổng số chỉ tiêu)"
)
_OVER = re.compile(
    r"\s?(?:so với |của |trên |tổng )?(?:lực lượng lao động|lllđ|dân số|số dân|người dân|số người"
    r"|số lao động|lao động trong|nhân dân)"
)
_WORKFORCE = re.compile(
    r"\s(?:(?:người\s)?lao động trong (?:độ )?tuổi|lực lượng lao động|lao động|người trong độ tuổi)"
)
_ATTENDED = re.compile(r"\s(?:(?:(?:đến|tới|tham|về)\s)?dự(?!\w)(?!\s(?:kiến|án|toán|thảo|phòng))|có mặt(?!\w))")
"""Behind a count of people: they came to a meeting, whatever it was on."""
_POINTS = re.compile(r"\s?(?:%\s)?điểm")
_INSTEAD = re.compile(r"(?:thay vì|thay cho|so với mức)(?:\s\w{1,8}){0,3}\s?$")
_OF_NEW = re.compile(
    r"\s?(?:tổng )?số (?:người |lao động )?(?:tham gia )?(?:tăng mới|phát triển mới|tăng thêm|mới)(?!\w)"
)
_OF_COUNT = re.compile(r"\s(?:tổng )?(?:số người|số lao động|số đối tượng|số lượng)")
_GROWN = re.compile(r"(?:phát triển|vận động|tăng)(?:\s[^\s,;.]{1,8}){0,4}\s$")
_INSURANCE = re.compile(
    r"(?:bhxh|bảo hiểm xã hội) (?:tự nguyện|bắt buộc)|bhxh|bảo hiểm xã hội|bhyt|bảo hiểm y tế|bhtn|bảo hiểm thất nghiệp"
)


def segments(low: str, values: Sequence[Value]) -> list[Span]:
    """The piece of the sentence that belongs to each value.

    ``low``: the sentence in lower case. Between two values the last separator divides; a strong one
    (";", "trong đó") goes before a comma."""
    cuts = [0]
    for left, right in pairwise(values):
        gap = low[left.end : right.low]
        strong = list(_STRONG.finditer(gap))
        marks = strong[-1:] or list(_WITH.finditer(gap)) or list(_SEPARATOR.finditer(gap))[-1:]
        if marks:
            cuts.append(left.end + marks[0].start())
        else:  # "100% thôn có ít nhất 01 cộng tác viên": the noun behind a number is its own, unless a label was before
            labelled = _LABELLED.search(low, max(cuts[-1], left.low - 12), left.low) or any(c.isdigit() for c in gap)
            cuts.append(left.end if labelled else right.low)
    cuts.append(len(low))
    pieces = []
    for (start, end), value in zip(pairwise(cuts), values, strict=True):
        stop = low.find(";", value.end, end)
        pieces.append((start, stop if stop >= 0 else end))
    return pieces


def lead_of(low: str) -> Lead:
    """A text in lower case that sentences stand under."""
    return Lead(low[-_LEAD_CHARS:], register().book)


def classify(
    low: str, values: Sequence[Value], leads: Sequence[Lead] = (), earlier: Sequence[str] = ()
) -> list[tuple[str, Span]]:
    """For each value of a sentence (in lower case): the indicator's id and the span of the sentence that was asked
    for it.

    ``leads``: what the sentence stands under, the nearest first; ``earlier``: the indicators of the rates that
    the text named last, in their order, which "các tỷ lệ tương ứng" takes up."""
    pieces, labels = segments(low, values), _in_turn(low, values)
    asker = _Asker(low, leads)
    taken_up = {} if labels else carried(low, values, earlier)
    found: list[tuple[str, Span]] = []
    shares: list[bool] = []
    for index, value in enumerate(values):
        own = pieces[index]
        shares.append(_is_share(low, values, index, shares))
        if index and _INSTEAD.search(low, max(own[0], value.low - 40), value.low):
            found.append((found[-1][0], own))
            continue
        if index in taken_up:
            found.append((taken_up[index], own))
            continue
        if (
            shares[-1]
            and index
            and values[index - 1].cls == "percent"
            and not shares[index - 1]
            and value.op != "delta"
        ):
            found.append((OTHER, own))  # "92,6%, bằng 98,5% kế hoạch": an attainment of a rate is no count's share
            continue
        if value.cls == "people" and _ATTENDED.match(low, value.end):
            found.append((OTHER, own))
            continue
        if value.whole:
            workforce = _WORKFORCE.match(low, value.number[1])
            found.append(("labour_force_count" if workforce else OTHER, own))
            continue
        subject = (
            low[value.number[1] : min(own[1], value.number[1] + 60)].lstrip(" %") if value.cls == "percent" else ""
        )
        label = [asker.label(labels[index])] if index in labels else []
        inside = chain(label, map(asker.piece, _windows(low, pieces, index, value)))
        fit = asker.first_fit(value, shares[-1], inside, subject)
        if shares[-1] and fit == OTHER and index and values[index - 1].cls != "percent":
            fit = found[-1][0]
        before = found[-1][0] if index else OTHER
        summed = fit in _WHOLE_OF and _SUMMED.search(low, max(own[0], value.low - 60), value.low)
        follows = value.cls == "percent" and before == "bhxh_count" and fit == "bhxh_voluntary_rate"
        if (summed or follows) and not _ONE_KIND.search(low, *own):
            fit = _WHOLE_OF[fit]  # "…, BHXH tự nguyện 434 người; tổng cộng 1.954 người, chiếm 19,8%": of both kinds
        found.append((fit, own))
    return found


_SUMMED = re.compile(
    r"(?<!\w)(?:tổng cộng|tổng số|cộng chung|tỷ lệ chung|tính chung|cả hai (?:loại|hình thức|loại hình))(?!\w)"
)
_ONE_KIND = re.compile(r"tự nguyện|bắt buộc|thất nghiệp|bhyt|bhtn|y tế")
_WHOLE_OF = {
    "bhxh_voluntary_count": "bhxh_count", "bhxh_mandatory_count": "bhxh_count", "bhxh_voluntary_rate": "bhxh_rate",
    "bhxh_mandatory_rate": "bhxh_rate",
}  # fmt: skip


def _windows(low: str, pieces: Sequence[Span], index: int, value: Value) -> list[Span]:
    """The widening windows inside the sentence. Those of a very long sentence are blocks of it, which neighbours
    share, so that the work stays linear."""
    start, stop = pieces[index]
    windows = [(max(start, value.low - _BLOCK), min(stop, value.end + _BLOCK))]
    first = max(0, value.low - _BLOCK)
    windows += [
        (max(pieces[back][0], first), stop)
        for back in range(index - 1, max(-1, index - 4), -1)
        if stop - pieces[back][0] < _BLOCK
    ]
    # the clause between semicolons, then the whole sentence
    if len(low) <= 2 * _BLOCK:
        left, right = low.rfind(";", first, value.low) + 1, low.find(";", value.end, value.end + _BLOCK)
        return [*windows, (left, right if right >= 0 else len(low)), (0, len(low))]
    block = value.low // _BLOCK * _BLOCK
    return [*windows, (max(0, block - _BLOCK // 2), min(len(low), block + _BLOCK * 3 // 2))]


_TAKING_PART = re.compile(r"(?<!\w)(?:tham gia|bao phủ|chiếm|hưởng)(?!\w)")
_GENERAL = ("conferences",)
"""Indicators that say "kind not said": the wider windows may still say the kind."""
_LED = ("percent", "people", "open")
_LONG = 60
"""Characters from which on a sentence must itself hold a word of what it stands under."""


class _Piece(NamedTuple):
    """A window inside a sentence: its words, and the groups of phrases in them."""

    low: str
    mask: int


class _Asker:
    """Asks the register about the values of one sentence."""

    def __init__(self, low: str, leads: Sequence[Lead]) -> None:
        self._book = register().book
        self._passage = Passage(low, self._book)
        self._leads = leads

    def label(self, low: str) -> _Piece:
        """A window of words that stand elsewhere."""
        return _Piece(low, self._book.mask(low))

    def piece(self, span: Span) -> _Piece:
        """A window of the sentence."""
        return _Piece(self._passage.low[slice(*span)], self._passage.mask(*span))

    def _head(self, piece: _Piece) -> Window:
        return Window(spaced(piece.low[: self._book.longest + 1]), piece.mask)

    def _able(self, one: Indicator, value: Value, share: bool, subject: str) -> bool:
        return one.takes(value, share) and not (one.not_of and one.not_of & self._book.opening(subject))

    def first_fit(self, value: Value, share: bool, inside: Iterable[_Piece], subject: str) -> str:
        """The indicator of the narrowest window that fits any; of a long sentence, one that needs what stands above
        must have a word in the sentence itself. ``inside``: the windows of the sentence, the narrowest first, the
        last of which is the whole of it (no more of them are looked into than it takes);
        ``subject``: what a percentage is of."""
        asked: list[_Piece] = []
        general: str | None = None
        for window in inside:
            asked.append(window)
            for one in fitting(window.mask):
                if one.fallback or not self._able(one, value, share, subject):
                    continue
                if general and not window.low.endswith(asked[0].low):
                    continue  # "340 hội nghị, trong đó 60 cho cộng tác viên": not of the whole
                if one.id in _GENERAL:
                    general = general or one.id
                    break
                return one.id
        own, sentence = asked[0], asked[-1]
        below = self._head(sentence)
        narrow = self._head(own)
        for lead in self._leads:
            below = lead.over(below)
            for one in fitting((lead.over(narrow) if general else below).mask):
                if one.fallback or not self._able(one, value, share, subject):
                    continue
                led = not one.units and value.cls in _LED and len(sentence.low) > _LONG
                if (
                    led
                    and not one.need & sentence.mask
                    and not (lead.first_line <= _LONG and _TAKING_PART.search(sentence.low))
                ):
                    continue
                if one.id in _GENERAL:
                    general = general or one.id
                    break
                return one.id
        if general is not None:
            return general
        return next(
            (
                one.id
                for window in asked
                for one in fitting(window.mask)
                if one.fallback and self._able(one, value, share, subject)
            ),
            OTHER,
        )


def _is_share(low: str, values: Sequence[Value], index: int, shares: Sequence[bool]) -> bool:
    """Whether a percentage is of a plan or of the count just named, rather than a rate of its own; ``shares``: the
    answers for the values before."""
    value = values[index]
    if value.cls != "percent":
        return False
    if value.op != "delta" and _ATTAINED.match(low, value.end):
        return True
    if _POINTS.match(low, value.number[1]):
        return False
    if _OF_NEW.match(low, value.end):
        return True
    if _OF_COUNT.match(low, value.end) and _GROWN.search(low, max(0, value.low - 40), value.low):
        return True
    if index == 0 or _OVER.match(low, value.end):
        return False
    before, between = values[index - 1], value.low - values[index - 1].end
    if before.cls == "percent":
        return value.op == "delta" and shares[index - 1] and between < 40
    # "tăng 120 người (5,2%)", "đạt 1.250 người, tăng 3% so với cùng kỳ": of the count.
    return value.op == "delta" or (before.op == "delta" and between < 20)


def _in_turn(low: str, values: Sequence[Value]) -> dict[int, str]:
    """ "BHXH, BHYT, BHTN lần lượt đạt 45%, 95%, 35%": the label of each value, by its index."""
    turn = in_turn(low)
    if turn is None:
        return {}
    names = [m[0] for m in _INSURANCE.finditer(low, 0, turn.start())]
    behind = [i for i, value in enumerate(values) if value.start >= turn.start()]
    if len(names) < 2 or len(names) != len(behind):
        return {}
    return {index: f"tỷ lệ tham gia {name}" for index, name in zip(behind, names, strict=True)}


def carried(low: str, values: Sequence[Value], earlier: Sequence[str]) -> dict[int, str]:
    """ "Năm 2030: các tỷ lệ tương ứng là 61%, 5,5% và 46%", which names nothing: what was named last, in its order;
    ``other`` where the numbers of both differ. By the index of the value."""
    turn = in_turn(low)
    if turn is None:
        return {}
    stop = low.find(";", turn.end())
    stop = stop if stop >= 0 else len(low)
    behind = [i for i, v in enumerate(values) if v.cls == "percent" and turn.end() <= v.start < stop]
    if len(behind) < 2:
        return {}
    own = low[: values[behind[-1]].end]
    if _INSURANCE.search(own) or any(one.unit == "rate" for one in fitting(register().book.mask(own))):
        return {}
    fits = len(behind) == len(earlier)
    return {index: earlier[place] if fits else OTHER for place, index in enumerate(behind)}
