"""Which indicator a value is of, told by the words around it (``registers/indicators.yml``).

The words are asked in widening windows: the value's own piece of the sentence, that with what stands before it, the
sentence, then what the sentence stands under, the nearest first. The first indicator that fits in the narrowest
window wins; where none fits the value is of ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from analyzer.extraction.figures.values import Value
from analyzer.resources import load_yaml
from analyzer.structure.model import Span
from analyzer.text import fold

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
_IN_TURN = re.compile(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_INSURANCE = re.compile(
    r"(?:bhxh|bảo hiểm xã hội) (?:tự nguyện|bắt buộc)|bhxh|bảo hiểm xã hội|bhyt|bảo hiểm y tế|bhtn|bảo hiểm thất nghiệp"
)


@dataclass(frozen=True)
class Indicator:
    """One entry of the register, its phrases compiled; see the register's head for the fields."""

    id: str
    vi: str
    en: str
    unit: str
    classes: frozenset[str]
    units: frozenset[str]
    share: bool
    max: float | None
    all: tuple[re.Pattern[str], ...]
    none: re.Pattern[str] | None
    not_of: re.Pattern[str] | None
    fallback: bool

    def takes(self, value: Value, share: bool) -> bool:
        """Whether a value of this unit can be of the indicator at all; ``share``: it is a % of a counted thing."""
        if value.cls == "times":
            return self.share
        if value.cls == "percent":
            if self.unit == "count":
                return share and self.share
            return not (share and self.unit == "rate") and (
                self.max is None or (value.max or value.min or 0) <= self.max
            )
        if self.unit == "rate" or value.cls in ("money", "duration", "age"):
            return False
        return (not self.classes or value.cls in self.classes) and (
            not self.units or value.unit in self.units or value.unit.split(",")[0] in self.units
        )

    def fits(self, words: str) -> bool:
        """Whether the words say it."""
        return all(group.search(words) for group in self.all) and not (self.none and self.none.search(words))


def _phrases(entries: Sequence[str], words: dict[str, list[str]]) -> list[str]:
    phrases: list[str] = []
    for entry in entries:
        phrases += words[entry[1:-1]] if entry.startswith("{") else [entry]
    return phrases


def _pattern(entries: Sequence[str], words: dict[str, list[str]]) -> re.Pattern[str]:
    parts = []
    for phrase in sorted(_phrases(entries, words), key=len, reverse=True):
        phrase = fold.lower(phrase)
        parts.append((r"(?<!\w)" if phrase[0].isalnum() else "") + re.escape(phrase).replace(r"\ ", r"\s") + r"(?!\w)")
    return re.compile("|".join(parts))


@cache
def indicators() -> tuple[Indicator, ...]:
    """The register, in its order."""
    data: dict[str, Any] = load_yaml("registers/indicators.yml")
    words = data["words"]
    return tuple(
        Indicator(
            id=entry["id"], vi=entry["vi"], en=entry["en"], unit=entry["unit"],
            classes=frozenset(entry.get("classes", ())), units=frozenset(entry.get("units", ())),
            share=entry.get("share", False), max=entry.get("max"),
            all=tuple(_pattern(group, words) for group in entry.get("all", ())),
            none=_pattern(entry["none"], words) if entry.get("none") else None,
            not_of=_pattern(entry["not_of"], words) if entry.get("not_of") else None,
            fallback=entry.get("fallback", False),
        )
        for entry in data["indicators"]
    )  # fmt: skip


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


def classify(
    text: str, values: Sequence[Value], leads: Sequence[str] = (), earlier: Sequence[str] = ()
) -> list[tuple[str, Span]]:
    """For each value of a sentence: the indicator's id and the span of the sentence that was asked for it.

    ``leads``: texts that the sentence stands under, the nearest first; ``earlier``: the indicators of the rates that
    the text named last, in their order, which "các tỷ lệ tương ứng" takes up."""
    low = fold.lower(text)
    above = [fold.lower(lead[-_LEAD_CHARS:]) for lead in leads]
    pieces, labels = segments(low, values), _in_turn(low, values)
    asker = _Asker()
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
        inside = [labels[index]] if index in labels else []
        inside += _windows(low, pieces, index, value)
        outside: list[str] = []
        for lead in above:
            outside.append(f"{lead}\n{outside[-1] if outside else inside[-1]}")
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
        fit = asker.first_fit(value, shares[-1], inside, outside, subject, above)
        if shares[-1] and fit == OTHER and index and values[index - 1].cls != "percent":
            fit = found[-1][0]
        before = found[-1][0] if index else OTHER
        summed = _SUMMED.search(low, max(own[0], value.low - 60), value.low) and not _ONE_KIND.search(low, *own)
        follows = value.cls == "percent" and before == "bhxh_count" and fit == "bhxh_voluntary_rate"
        if (summed or (follows and not _ONE_KIND.search(low, *own))) and fit in _WHOLE_OF:
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


def _windows(low: str, pieces: Sequence[Span], index: int, value: Value) -> list[str]:
    """The widening windows inside the sentence. Those of a very long sentence are blocks of it, which neighbours
    share, so that the work stays linear."""
    start, stop = pieces[index]
    windows = [low[max(start, value.low - _BLOCK) : min(stop, value.end + _BLOCK)]]
    first = max(0, value.low - _BLOCK)
    windows += [
        low[max(pieces[back][0], first) : stop]
        for back in range(index - 1, max(-1, index - 4), -1)
        if stop - pieces[back][0] < _BLOCK
    ]
    # the clause between semicolons, then the whole sentence
    left, right = low.rfind(";", first, value.low) + 1, low.find(";", value.end, value.end + _BLOCK)
    if len(low) <= 2 * _BLOCK:
        return [*windows, low[left : right if right >= 0 else len(low)], low]
    block = value.low // _BLOCK * _BLOCK
    return [*windows, low[max(0, block - _BLOCK // 2) : block + _BLOCK * 3 // 2]]


_TAKING_PART = re.compile(r"(?<!\w)(?:tham gia|bao phủ|chiếm|hưởng)(?!\w)")


class _Asker:
    """Asks the register, remembering the answers: the values of one sentence share their wider windows."""

    def __init__(self) -> None:
        self.register = indicators()
        self._known: dict[tuple[int, str], bool] = {}

    def _fits(self, place: int, window: str) -> bool:
        known = self._known.get((place, window))
        if known is None:
            known = self._known[(place, window)] = self.register[place].fits(window)
        return known

    def first_fit(
        self,
        value: Value,
        share: bool,
        inside: Sequence[str],
        outside: Sequence[str],
        subject: str,
        above: Sequence[str],
    ) -> str:
        """The indicator of the narrowest window that fits any; of a long sentence, one that needs what stands above
        must have a word in the sentence itself."""
        able = [
            place
            for place, one in enumerate(self.register)
            if one.takes(value, share) and not (one.not_of and one.not_of.match(subject))
        ]
        fallbacks = [place for place in able if self.register[place].fallback]
        able = [place for place in able if not self.register[place].fallback]
        sentence = inside[-1]
        general: str | None = None
        for number, window in enumerate([*inside, *outside]):
            if general and number >= len(inside):
                window = f"{above[number - len(inside)]}\n{inside[0]}"
            for place in able:
                if not self._fits(place, window):
                    continue
                if general and number < len(inside) and not window.endswith(inside[0]):
                    continue  # "340 hội nghị, trong đó 60 cho cộng tác viên": not of the whole
                one = self.register[place]
                led = (
                    number >= len(inside)
                    and not one.units
                    and value.cls in ("percent", "people", "open")
                    and len(sentence) > 60
                )
                if (
                    led
                    and not any(group.search(sentence) for group in one.all)
                    and not (len(window.split("\n", 1)[0]) <= 60 and _TAKING_PART.search(sentence))
                ):
                    continue
                if one.id in _GENERAL:
                    general = general or one.id
                    break
                return one.id
        if general is None:
            general = next((self.register[f].id for w in inside for f in fallbacks if self._fits(f, w)), None)
        return general or OTHER


_GENERAL = ("conferences",)
"""Indicators that say "kind not said": the wider windows may still say the kind."""


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
    turn = _IN_TURN.search(low)
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
    turn = _IN_TURN.search(low)
    if turn is None:
        return {}
    stop = low.find(";", turn.end())
    stop = stop if stop >= 0 else len(low)
    behind = [i for i, v in enumerate(values) if v.cls == "percent" and turn.end() <= v.start < stop]
    if len(behind) < 2:
        return {}
    own = low[: values[behind[-1]].end]
    if _INSURANCE.search(own) or any(one.fits(own) for one in indicators() if one.unit == "rate"):
        return {}
    fits = len(behind) == len(earlier)
    return {index: earlier[place] if fits else OTHER for place, index in enumerate(behind)}


_DENOMINATOR = re.compile(
    r"(?:(?:so với|của|trên|tổng|tổng số|số)\s){0,2}(?:lực lượng lao động|lllđ|dân số|kế hoạch|chỉ tiêu|kh"
    r"|dự toán|cùng kỳ|năm)(?!\w)"
    r"(?:\s(?:trong độ tuổi|lao động|giao|được giao|năm|đề ra|cả năm|toàn|xã|phường|tỉnh|huyện|thành phố"
    r"|\d{4})){0,4}[\s).]{0,3}|so với\s.{0,80}|trở (?:lên|xuống)"
)
_FRONT = re.compile(
    r"^(?:(?:và|trong đó|sau đó|đồng thời|phấn đấu|đã|có|với|đạt|tăng|giảm|chiếm|còn|nhưng|cụ thể|cho|là)(?:\s"
    r"|$)|[\s,;:.()+-])+",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?:(?:^|\s)(?:là|đạt|có|được|bằng|gồm|ước|còn|chiếm|t[ỷỉ] lệ|thêm|tăng|giảm|mới|khoảng|từ|lên"
    r"|xuống)|[\s,;:.()])+$",
    re.IGNORECASE,
)


def words_for(text: str, value: Value, piece: Span) -> str:
    """The words of the text for what the value measures: behind it, or before it where nothing stands behind;
    empty where its piece holds none ("…, đạt 95% kế hoạch")."""
    unit = value.unit if value.cls not in ("percent", "money", "none") else ""
    behind = re.sub(r"\s+", " ", text[max(value.number[1], value.start) : min(piece[1], value.end + 400)]).strip(
        " ,;:.()/"
    )
    behind = re.sub(r"^(?:%|phần trăm|trở lên|trở xuống|\s)+", "", behind)
    if re.match(r"\s?[,;:)]", text[value.number[1] + len(unit) + 1 : value.number[1] + len(unit) + 4]):
        behind = ""
    rest = behind[len(unit) :] if unit and behind.lower().startswith(unit) else behind
    rest = rest.strip(" ,;:.()")
    if len(rest.split()) >= 2 and not rest.startswith("/") and not _DENOMINATOR.fullmatch(rest.lower()):
        return " ".join(behind.split()[:18])
    front = re.sub(r"\s+", " ", text[max(piece[0], value.low - 200) : value.low])
    front = _BACK.sub("", _FRONT.sub("", front))
    return " ".join(front.split()[-18:])
