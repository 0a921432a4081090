"""Figures, times and dates as people write them: 1.369 hồ sơ, đến hết năm 2030, hằng năm."""

from __future__ import annotations

from functools import cache

from analyzer.errors import Text
from analyzer.report.model import DeadlineItem, FigureItem
from analyzer.report.safe import one_line, shorten
from analyzer.report.words import EVERY, OPERATORS, PER, Lang, label, say
from analyzer.resources import load_yaml
from analyzer.text.written import date_words


def number_words(value: int | float | None, lang: Lang) -> str:
    """1369 → "1.369" (vi), "1,369" (en); 53.1 → "53,1"; "" for none."""
    if value is None:
        return ""
    words = f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")
    return words.translate(str.maketrans(",.", ".,")) if lang == "vi" else words


@cache
def indicator_names() -> dict[str, Text]:
    """Names of the indicators of the register, by id; ``other`` has none."""
    entries = load_yaml("registers/indicators.yml")["indicators"]
    # An id may have several entries, of which the first names it.
    return {entry["id"]: Text(entry["vi"], entry["en"]) for entry in reversed(entries) if entry["id"] != "other"}


def indicator_words(figure: FigureItem, lang: Lang, limit: int = 160) -> str:
    """The name of the figure's indicator; where it has none, the words of the text for it."""
    if figure.indicator in indicator_names():
        return say(indicator_names(), figure.indicator, lang)
    return shorten(figure.indicator_text or figure.quote, limit)


def figure_words(figure: FigureItem, lang: Lang) -> str:
    """``từ 70% trở lên``, ``2 lượt mỗi tuần``, ``3 – 4 hội nghị mỗi năm``."""
    low, high = number_words(figure.min, lang), number_words(figure.max, lang)
    unit = figure.unit if figure.unit == "%" else f" {one_line(figure.unit)}" if figure.unit else ""
    if figure.op == "range" or (figure.op == "approx" and low != high and low and high):
        low, unit = f"{low} – {high}", unit
        phrase = say(OPERATORS, "approx" if figure.op == "approx" else "eq", lang, a=low + unit)
    else:
        phrase = say(OPERATORS, figure.op, lang, a=(low or high) + unit, b=(high or low) + unit)
    if figure.per:
        phrase += f" {say(PER, figure.per, lang)}"
    if figure.per_entity:
        phrase += f" / {one_line(figure.per_entity)}"
    return phrase


def when_words(start: str | None, end: str | None, every: str | None, lang: Lang) -> str:
    """``năm 2026``, ``đến hết năm 2030``, ``từ 01/7/2025``, ``hằng năm``; "" where nothing is said."""
    parts = []
    if every:
        parts.append(say(EVERY, every, lang))
    if start or end:
        parts.append(_period(start, end, lang))
    return ", ".join(parts)


def deadline_words(deadline: DeadlineItem, lang: Lang) -> str:
    """As ``when_words``, with the day of a yearly time and "trước" for an end that is not included."""
    if deadline.status == "impossible":
        return label("impossible", lang)
    every = say(EVERY, deadline.every, lang) if deadline.every else ""
    if deadline.month and deadline.every == "P1Y":
        day = f"{deadline.day}/{deadline.month}" if deadline.day else ""
        if lang == "vi":
            of_year = f"ngày {day}" if day else f"tháng {deadline.month}"
            return f"{'trước ' if not deadline.inclusive else ''}{of_year} {every}"
        of_year = day or f"month {deadline.month}"
        return f"{'before ' if not deadline.inclusive else ''}{of_year}, {every}"
    if deadline.end and not deadline.start and not deadline.inclusive:
        before = "trước " if lang == "vi" else "before "
        return ", ".join(filter(None, [every, before + date_words(deadline.end)]))
    return when_words(deadline.start, deadline.end, deadline.every, lang)


def _period(start: str | None, end: str | None, lang: Lang) -> str:
    vi = lang == "vi"
    if start and end:
        if start[:4] == end[:4] and (start[4:], end[4:]) in (("-01-01", "-12-31"), ("", "")):
            return f"năm {start[:4]}" if vi else start[:4]
        if (start[4:], end[4:]) in (("-01-01", "-12-31"), ("", "")):
            return f"{start[:4]}–{end[:4]}"
        if start == end:
            return date_words(start)
        return f"{date_words(start)} – {date_words(end)}"
    if end:
        shown = end[:4] if end[4:] in ("", "-12-31") else date_words(end)
        if not vi:
            return f"by the end of {shown}" if shown == end[:4] else f"by {shown}"
        return f"đến hết năm {shown}" if shown == end[:4] else f"đến {shown}"
    if start:
        shown = start[:4] if start[4:] in ("", "-01-01") else date_words(start)
        if not vi:
            return f"from {shown}"
        return f"từ năm {shown}" if shown == start[:4] else f"từ {shown}"
    return ""
