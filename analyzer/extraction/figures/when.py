"""For which moment or period a value stands.

The times themselves are found by the times component; here each value of a sentence gets its own. A time in the
value's own piece of the sentence wins, then the nearest before it, then the nearest behind; where the sentence has
none, what it stands under is asked, the nearest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analyzer.extraction.figures.patterns import in_turn
from analyzer.extraction.figures.values import Value
from analyzer.extraction.model import Analysis, Time, When
from analyzer.structure.model import Span

_BENEFIT = re.compile(
    r"(?<!\w)(?:(?:lương hưu|trợ cấp|bhxh|bảo hiểm xã hội|chế độ|lương|báo cáo|họp|giao ban),?"
    r"(?:\s(?:bhxh|hưu trí|xã hội)){0,2}"
    r"|kế hoạch(?:\s[^\s;.,\d]{1,12}){0,8})\s?$"
)
"""Before a recurrence that is no time of a number: "trợ cấp hằng tháng", "có kế hoạch tuyên truyền hằng năm"."""
_RATE = re.compile(r"\s?/|(?:.{0,16}\s)?(?:mỗi|một|01|1)\s")
"""Recurrences that belong to the number ("/năm", "mỗi tuần"): they are in ``per``."""


def usable(times: Sequence[Time]) -> list[Time]:
    """The times that a value can be for: not those of citations, comparisons or laws."""
    return [
        t for t in times if t.use in ("deadline", "heading_only") and t.status == "ok" and (t.start or t.end or t.every)
    ]


_RELATIVE = re.compile(
    r"(?<!\w)(?:(?P<period>từ đầu năm đến nay|từ đầu năm|trong kỳ(?: báo cáo)?"
    r"|(?:trong|qua|sau) (?:6|9|sáu|chín|06|09) tháng(?: đầu năm| qua)?|(?:6|9|06|09|sáu|chín) tháng (?:đầu năm|qua)"
    r"|trong giai đoạn(?: qua| này)?|trong quý(?: qua| này)?(?! [ivx1-4])"
    r"|trong (?:5|05|năm) năm(?: qua)?|(?:5|05|năm) năm qua)"
    r"|(?P<year>trong năm(?: qua)?)|(?P<end>(?:đến )?(?:hết|cuối) năm))"
    r"(?! (?:năm )?\d)(?! (?:học|nay))(?!\w)"
)


def told_again(times: Sequence[Time], analysis: Analysis, cited: Sequence[Span]) -> list[Time]:
    """The times, those made usable that only repeat the document's own period or stand in a heading: a number has its
    time from them as much as from the first mention. ``cited``: the spans of references, whose times are theirs."""
    period = analysis.profile.period
    if period is None:
        return list(times)
    headings = [(u.start, u.end) for u in analysis.outline.units if u.kind == "heading"]
    return [
        replace(t, use="heading_only")
        if t.use == "cited"
        and ((t.start, t.end) == (period.start, period.end) or any(s <= t.span[0] < e for s, e in headings))
        and not any(start <= t.span[0] < end for start, end in cited)
        else t
        for t in times
    ]


def of_period(low: str, analysis: Analysis) -> list[Time]:
    """ "Trong 6 tháng", "từ đầu năm đến nay", "trong năm" of a report: the period that it reports on; "hết năm": the
    end of its year. Nothing where the document does not say what it covers."""
    period = analysis.profile.period
    if period is None or period.start is None or period.end is None:
        return []
    report = analysis.outline.kind.value == "report"
    if not report and period.start[:4] != period.end[:4]:
        return []
    taken = {place for t in analysis.times if t.start or t.end for place in range(*t.span)}
    found: list[Time] = []
    for match in _RELATIVE.finditer(low):
        if not report and match["period"]:
            continue  # what a plan says of the months behind it is not of its own period
        if match.start() in taken or match.end() - 1 in taken:
            continue
        year = period.end[:4]
        start: str | None = period.start if match["period"] else f"{year}-01-01" if match["year"] else None
        end = period.end if match["period"] else f"{year}-12-31"
        if start is not None and end[:4] == start[:4] and end[5:] > period.end[5:] and match["year"]:
            end = period.end
        if re.search(r"(?:5|năm) năm", match[0]) and int(period.end[:4]) - int(period.start[:4]) != 4:
            continue
        found.append(Time("period", start, end, match.span(), match.span()))
    return found


def periods(times: Sequence[Time]) -> list[Time]:
    """Dates and periods, without recurrences."""
    return [t for t in times if t.every is None and (t.start or t.end)]


def recurrences(low: str, times: Sequence[Time], offset: int = 0) -> list[Time]:
    """Recurrences said apart from a number ("hằng năm"); ``offset``: where the text in lower case begins in the
    times' text."""
    return [
        t
        for t in times
        if t.every
        and not _RATE.match(low[t.span[0] - offset : t.span[1] - offset])
        and not _BENEFIT.search(low[max(0, t.span[0] - offset - 60) : max(0, t.span[0] - offset)])
    ]


def assign(
    text: str, low: str, offset: int, values: Sequence[Value], pieces: Sequence[Span], times: Sequence[Time],
    above: Sequence[Sequence[Time]],
    above_texts: Sequence[str],
) -> list[When | None]:  # fmt: skip
    """A ``When`` or None for each value. ``low``: the sentence in lower case; ``times`` are all of the sentence, which
    begins at ``offset`` in their text; ``above`` those of what it stands under, the nearest first, with
    ``above_texts``."""
    if not times and not any(above):
        return [None] * len(values)
    told = usable(times)
    marks, repeats = periods(told), recurrences(low, told, offset)
    paired = _paired(low, offset, values, marks)
    led = _from_leads(above)
    led_every = _every_from_leads(above, above_texts)
    whens: list[When | None] = []
    for index, value in enumerate(values):
        mark = (
            paired.get(index)
            or _compared(value, times, offset, text)
            or _own(
                value,
                pieces[index],
                marks,
                offset,
                text,
                values,
            )
        )
        every = _nearest_every(value, pieces[index], repeats, offset) if value.per is None else None
        inside = mark is not None and pieces[index][0] <= mark.span[0] - offset < pieces[index][1]
        if (
            inside
            and every is not None
            and not any(pieces[index][0] <= t.span[0] - offset < pieces[index][1] for t in repeats)
            and value.op != "delta"
        ):
            every = None  # "Hằng năm …; phấn đấu đến năm 2023 có 100%"
        if mark is not None and every is not None and _clause_before(value, mark, repeats, offset, text):
            every = None  # "Tháng vận động tháng 5 hằng năm; tham mưu để đến năm 2030 …": of another task
        if every is not None and mark is not None and ";" in text[mark.span[1] - offset : value.start]:
            mark = None  # "đến năm 2026 đạt 100%; hằng năm 80%": the recurrence is said anew
        span = (mark.start, mark.end) if mark else None
        if value.op == "delta" and (value.per == "year" or every == "P1Y") and mark and index and whens[index - 1]:
            span = _trajectory(whens[index - 1], mark, marks, value, offset, low) or span
        if span is None and led is not None:
            span = (led.start, led.end)
        if every is None and value.per is None and mark is None:
            every = led_every
        whens.append(When(*(span or (None, None)), every) if span or every else None)
    return whens


_NAMED = re.compile(
    r"(?<!\w)(?:kế hoạch|nghị quyết|chương trình|báo cáo|đề án|dự toán)(?!\w)(?:\s[^\s;.,\d]{1,12}){0,12}\s?$"
)
"""What a year names rather than dates: "ban hành 04 văn bản, trong đó có kế hoạch tuyên truyền năm 2023"."""


def _own(
    value: Value, piece: Span, marks: Sequence[Time], offset: int, text: str, values: Sequence[Value]
) -> Time | None:
    """The time of a value among those of its sentence. A time crosses a semicolon where it opens the sentence or
    stands before a value of its own clause; one at the end of a clause is for all its values."""
    left, right = text.rfind(";", 0, value.start) + 1, text.find(";", value.end)
    right = right if right >= 0 else len(text)
    marks = [m for m in marks if not _aside(m, value, offset, text, values)]
    before = [
        m
        for m in marks
        if m.span[1] - offset <= value.start and (m.span[0] - offset >= left or _crosses(m, offset, text, values))
    ]
    behind = [m for m in marks if m.span[0] - offset >= value.number[1] and m.span[1] - offset <= right]
    if before and before[-1].span[0] - offset >= piece[0]:
        return before[-1]
    if value.cls == "documents":
        behind = [m for m in behind if not _NAMED.search(text[value.end : m.span[0] - offset])]
    if behind and behind[0].span[1] - offset <= piece[1]:
        return behind[0]
    if before:
        return before[-1]
    # "02 hội nghị, 03 lớp trong năm 2025": said once, behind the last value
    last = max((v.end for v in values if left <= v.start < right), default=0)
    return behind[0] if behind and behind[0].span[0] - offset >= last else None


def _aside(mark: Time, value: Value, offset: int, text: str, values: Sequence[Value]) -> bool:
    """ "912 người (năm 2020: 205 người), đạt 6%": the time in brackets is of the value in them."""
    start = mark.span[0] - offset
    opening = text.rfind("(", 0, start)
    closing = text.find(")", start)
    if opening < 0 or closing < 0 or ")" in text[opening:start] or opening < value.start < closing:
        return False
    return any(opening < v.start < closing for v in values)


def _crosses(mark: Time, offset: int, text: str, values: Sequence[Value]) -> bool:
    start, end = mark.span[0] - offset, mark.span[1] - offset
    if start <= 20:
        return True
    stop = text.find(";", end)
    if stop >= 0 and text[end:stop].count(" ") >= 2:
        return True  # not said at the end of its clause
    return any(end <= v.start and (stop < 0 or v.start < stop) for v in values)


def _compared(value: Value, times: Sequence[Time], offset: int, text: str) -> Time | None:
    """ "so với cùng kỳ năm 2024 (5.801 người)": the bracketed value is that of the time compared with."""
    for time in times:
        if time.use == "comparison" and time.every is None and (time.start or time.end):
            opening = text.rfind("(", 0, time.span[0] - offset)
            if opening >= 0 and ")" not in text[opening : value.start] and time.span[1] - offset <= value.start:
                return time  # "(năm 2020 đạt 88,4%)": in brackets with its value
        if time.use == "comparison" and 0 <= value.start - (time.span[1] - offset) <= 12 and time.every is None:
            return time if value.bracketed and (time.start or time.end) else None
    return None


def _nearest_every(value: Value, piece: Span, repeats: Sequence[Time], offset: int) -> str | None:
    inside = [t for t in repeats if piece[0] <= t.span[0] - offset < piece[1]]
    before = [t for t in repeats if t.span[1] - offset <= value.start]
    chosen = inside[:1] or before[-1:]
    return chosen[0].every if chosen else None


def _clause_before(value: Value, mark: Time, repeats: Sequence[Time], offset: int, text: str) -> bool:
    """Whether the value's clause has its date, and recurrences are said only in clauses before it."""
    left = text.rfind(";", 0, value.start) + 1
    right = text.find(";", value.end)
    clause = range(left, right if right >= 0 else len(text))
    return (
        value.op != "delta"
        and mark.span[0] - offset in clause
        and not any(t.span[0] - offset in clause for t in repeats)
    )


def _paired(low: str, offset: int, values: Sequence[Value], marks: Sequence[Time]) -> dict[int, Time]:
    """ "các năm 2023, 2024, 2025 lần lượt đạt 40%, 45%, 50%": each value's time, by its index."""
    turn = in_turn(low)
    if turn is None:
        return {}
    named = [m for m in marks if m.span[1] - offset <= turn.start()]
    if len(named) >= 2:
        following = [i for i, v in enumerate(values) if v.start >= turn.start()]
        if len(following) == len(named):
            return dict(zip(following, named, strict=True))
    # "lần lượt là 40%, 45%, 50% vào các năm 2023, 2024, 2025"
    later = [m for m in marks if values and m.span[0] - offset >= values[-1].end]
    following = [i for i, v in enumerate(values) if later and v.start < later[0].span[0] - offset]
    return dict(zip(following, later, strict=True)) if len(later) >= 2 and len(following) == len(later) else {}


def _trajectory(
    first: When | None, mark: Time, marks: Sequence[Time], value: Value, offset: int, low: str
) -> tuple[str, str | None] | None:
    """ "Năm 2022: 50%, sau đó mỗi năm tăng 5% và đến năm 2025 đạt 65%": the steps are of 2023 to 2025."""
    if first is None or first.end is None or mark.end != first.end:
        return None
    last = next((m for m in marks if m.span[0] - offset >= value.end and m.end and m.end > first.end), None)
    if last is None or last.end is None:
        onwards = re.search(r"tiếp theo|sau đó|những năm sau|các năm sau", low[max(0, value.low - 50) : value.low])
        return (f"{int(first.end[:4]) + 1}-01-01", None) if onwards else None
    return f"{int(first.end[:4]) + 1}-01-01", last.end


def _from_leads(above: Sequence[Sequence[Time]]) -> Time | None:
    """The one period that the nearest lead with any names; None where it names several."""
    for times in above:
        found = periods(times)
        if found:
            return found[0] if len({(t.start, t.end) for t in found}) == 1 else None
    return None


def _every_from_leads(above: Sequence[Sequence[Time]], texts: Sequence[str]) -> str | None:
    """The recurrence that a lead-in says for all that it introduces ("Hằng năm:", "Định kỳ hằng quý tổ chức:")."""
    for times, text in zip(above, texts, strict=True):
        if len(text) > 120 and not text.rstrip().endswith(":"):
            continue
        found = [t.every for t in times if t.every]
        if found:
            return found[0]
        if periods(times):
            return None
    return None
