"""For which moment or period a value stands.

The times themselves are found by the times component; here each value of a sentence gets its own. A time in the
value's own piece of the sentence wins, then the nearest before it, then the nearest behind; where the sentence has
none, what it stands under is asked, the nearest first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.extraction.figures.values import Value
from analyzer.extraction.model import Time, When
from analyzer.structure.model import Span
from analyzer.text import fold

_IN_TURN = re.compile(r"(?<!\w)(?:lần lượt|tương ứng)(?!\w)")
_RATE = re.compile(r"\s?/|(?:.{0,16}\s)?(?:mỗi|một|01|1)\s")
"""Recurrences that belong to the number ("/năm", "mỗi tuần"): they are in ``per``."""


def usable(times: Sequence[Time]) -> list[Time]:
    """The times that a value can be for: not those of citations, comparisons or laws."""
    return [
        t for t in times if t.use in ("deadline", "heading_only") and t.status == "ok" and (t.start or t.end or t.every)
    ]


def periods(times: Sequence[Time]) -> list[Time]:
    """Dates and periods, without recurrences."""
    return [t for t in times if t.every is None and (t.start or t.end)]


def recurrences(text: str, times: Sequence[Time], offset: int = 0) -> list[Time]:
    """Recurrences said apart from a number ("hằng năm"); ``offset``: where ``text`` begins in the times' text."""
    return [t for t in times if t.every and not _RATE.match(fold.lower(text[t.span[0] - offset : t.span[1] - offset]))]


def assign(
    text: str, offset: int, values: Sequence[Value], pieces: Sequence[Span], times: Sequence[Time],
    above: Sequence[Sequence[Time]],
    above_texts: Sequence[str],
) -> list[When | None]:  # fmt: skip
    """A ``When`` or None for each value. ``times`` are all of the sentence, which begins at ``offset`` in their
    text; ``above`` those of what it stands under, the nearest first, with ``above_texts``."""
    told = usable(times)
    marks, repeats = periods(told), recurrences(text, told, offset)
    paired = _paired(fold.lower(text), offset, values, marks)
    led = _from_leads(above)
    led_every = _every_from_leads(above, above_texts)
    whens: list[When | None] = []
    for index, value in enumerate(values):
        mark = (
            paired.get(index)
            or _compared(value, times, offset)
            or _own(
                value,
                pieces[index],
                marks,
                offset,
                values[-1].end if ";" not in text[value.end : values[-1].end] else len(text),
            )
        )
        every = _nearest_every(value, pieces[index], repeats, offset) if value.per is None else None
        span = (mark.start, mark.end) if mark else None
        if value.op == "delta" and (value.per == "year" or every == "P1Y") and mark and index and whens[index - 1]:
            span = _trajectory(whens[index - 1], mark, marks, value, offset, fold.lower(text)) or span
        if span is None and led is not None:
            span = (led.start, led.end)
        if every is None and value.per is None and mark is None:
            every = led_every
        whens.append(When(*(span or (None, None)), every) if span or every else None)
    return whens


def _own(value: Value, piece: Span, marks: Sequence[Time], offset: int, last: int) -> Time | None:
    """The time of a value among those of its sentence."""
    before = [m for m in marks if m.span[1] - offset <= value.start]
    behind = [m for m in marks if m.span[0] - offset >= value.number[1]]
    if before and before[-1].span[0] - offset >= piece[0]:
        return before[-1]
    if behind and behind[0].span[1] - offset <= piece[1]:
        return behind[0]
    if before:
        return before[-1]
    # "02 hội nghị, 03 lớp trong năm 2025": said once, behind the last value
    return behind[0] if behind and behind[0].span[0] - offset >= last else None


def _compared(value: Value, times: Sequence[Time], offset: int) -> Time | None:
    """ "so với cùng kỳ năm 2024 (5.801 người)": the bracketed value is that of the time compared with."""
    for time in times:
        if time.use == "comparison" and 0 <= value.start - (time.span[1] - offset) <= 12 and time.every is None:
            return time if value.bracketed and (time.start or time.end) else None
    return None


def _nearest_every(value: Value, piece: Span, repeats: Sequence[Time], offset: int) -> str | None:
    inside = [t for t in repeats if piece[0] <= t.span[0] - offset < piece[1]]
    before = [t for t in repeats if t.span[1] - offset <= value.start]
    chosen = inside[:1] or before[-1:]
    return chosen[0].every if chosen else None


def _paired(low: str, offset: int, values: Sequence[Value], marks: Sequence[Time]) -> dict[int, Time]:
    """ "các năm 2023, 2024, 2025 lần lượt đạt 40%, 45%, 50%": each value's time, by its index."""
    turn = _IN_TURN.search(low)
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
