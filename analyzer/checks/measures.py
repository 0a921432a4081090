"""What the rules on figures share: where a figure stands, what it is of, its time, and how numbers are shown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from analyzer.checks.context import Context
from analyzer.checks.model import Finding, Rule
from analyzer.checks.passages import Passage
from analyzer.checks.texts import fill
from analyzer.errors import Text
from analyzer.extraction.figures.numbers import scan_numbers
from analyzer.extraction.model import Analysis, Figure, Time, When
from analyzer.structure.model import Role, Span, Unit
from analyzer.text.fold import bare

_ROW_CHARS = 240
_OBJECTIVES: frozenset[Role] = frozenset({"specific_objectives", "objectives", "general_objective"})
_NOT_OWN = ("comparison", "law_effect", "issue_date")
_WORKFORCE = ("luc luong lao dong", "dan so")
_LEAST_WORDS = 3
_YEAR = re.compile(r"(?:năm\s+)?(20[1-4]\d)", re.IGNORECASE)
_DECIMALS = re.compile(r"\d,(\d{1,6})(?!\d)|\d\.(\d{1,2}|\d{4,6})(?!\d)")


def shown(value: float, decimals: int | None = None) -> str:
    """A number as Vietnamese texts write it: 14300 → "14.300", 56.18 → "56,18"."""
    text = f"{value:,.{decimals}f}" if decimals is not None else f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def decimals_of(written: str) -> int:
    """How many decimals a number is written with."""
    match = _DECIMALS.search(written)
    return len(match[1] or match[2]) if match else 0


def folded(span: Span, analysis: Analysis) -> str:
    """The words at a span without diacritics, in lower case (``bare``)."""
    return analysis.outline.bare_text[span[0] : span[1]]


def unit_of(figure: Figure, analysis: Analysis) -> Unit | None:
    """The unit of the outline that holds a figure."""
    return analysis.outline.unit_at(figure.value_span[0])


def sentence_at(offset: int, analysis: Analysis) -> Span:
    """The sentence around an offset; for a cell, its row from the label on; the line, between units."""
    unit = analysis.outline.unit_at(offset)
    if unit is None:
        line = analysis.outline.clean.line_at(offset)
        return line.start, line.end
    if unit.kind == "cell":
        return row_span(unit, analysis)
    for start, end in unit.sentences:
        if start <= offset < end:
            return start, end
    return unit.start, unit.end


def row_span(unit: Unit, analysis: Analysis) -> Span:
    """A cell's row, cut to a length that can be shown."""
    if unit.table is None or unit.row is None:
        return unit.start, unit.end
    table = next(t for t in analysis.outline.tables if t.index == unit.table)
    cells = (
        [analysis.outline.units[i] for i in table.rows[unit.row] if i is not None] if unit.row < len(table.rows) else []
    )
    inside = [c for c in cells if c.row == unit.row] or [unit]
    start = min(c.start for c in inside)
    return start, max(unit.end, min(max(c.end for c in inside), start + _ROW_CHARS))


def passage_at(offset: int, context: Context) -> Passage | None:
    """The sentence of the phrase index that holds an offset."""
    items = context.passages.items
    if "starts" not in context.memo:
        context.memo["starts"] = [passage.span[0] for passage in items]
    index = bisect_right(context.memo["starts"], offset) - 1
    return items[index] if index >= 0 and offset < items[index].span[1] else None


def own_words(figure: Figure, context: Context) -> Span:
    """The words of a figure: up to the next figure of its sentence; from the sentence's start where it is the first."""
    place, starts = figure.value_span[0], context.figure_starts
    known: dict[int, Span] = context.memo.setdefault("own_words", {})
    if place not in known:
        start, end = sentence_at(place, context.analysis)
        following = bisect_right(starts, place)
        is_first = bisect_left(starts, start) == bisect_left(starts, place)
        last = min(starts[following], end) if following < len(starts) else end
        known[place] = start if is_first else place, last
    return known[place]


def single(figure: Figure) -> float | None:
    """The value of a figure that states just one."""
    return figure.min if figure.op == "eq" and figure.min is not None and figure.min == figure.max else None


def bound(figure: Figure) -> float | None:
    """The value that a figure promises at least; of an upper bound, the bound."""
    return figure.min if figure.min is not None else figure.max


def when_of(figure: Figure, analysis: Analysis) -> When | None:
    """The time of a figure: its own, else the one stated by its sentence, by what introduces its list or by a heading
    above it, also where that only repeats the document's own period."""
    if figure.when is not None and (figure.when.start or figure.when.end or figure.when.every):
        return figure.when
    outline = analysis.outline
    unit = outline.unit_at(figure.value_span[0])
    if unit is None:
        return None
    leads = [outline.units[i] for i in unit.leads]
    spans = [sentence_at(figure.value_span[0], analysis)]
    spans += [(lead.start, lead.end) for lead in leads]
    spans += [section.heading_span for section in outline.ancestors(unit.section)]
    for start, end in spans:
        for time in analysis.times_in((start, end)):
            if _is_stated(time, analysis):
                return When(time.start, time.end)
    return _of_column(unit, analysis)


def _of_column(unit: Unit, analysis: Analysis) -> When | None:
    """The year that heads a cell's column as a bare number ("2026 | 2027 | 2028"), which no sentence calls one."""
    if unit.table is None or unit.column is None or not unit.row:
        return None
    table = next(t for t in analysis.outline.tables if t.index == unit.table)
    for row in table.rows[: max(1, table.header_rows)]:
        index = row[unit.column] if unit.column < len(row) else None
        head = analysis.outline.units[index] if index is not None else None
        year = _YEAR.fullmatch(analysis.quote((head.start, head.end)).strip()) if head is not None else None
        if year is not None:
            return When(f"{year[1]}-01-01", f"{year[1]}-12-31")
    return None


def _is_stated(time: Time, analysis: Analysis) -> bool:
    """Whether a time is said of the document's own matters: no base of comparison, no part of a citation."""
    if time.use in _NOT_OWN or time.status != "ok" or time.kind == "recurrence":
        return False
    return not analysis.citations.holds(time.span[0])


def has_time(figure: Figure, analysis: Analysis) -> bool:
    """Whether a figure has a year or period: a recurrence alone is none. The objectives of a plan for one year are
    for that year."""
    when = when_of(figure, analysis)
    if when is not None:
        return when.start is not None or when.end is not None
    return figure.kind == "target" and figure.per is None and _is_years_objective(figure, analysis)


def _is_years_objective(figure: Figure, analysis: Analysis) -> bool:
    unit = unit_of(figure, analysis)
    if unit is None or analysis.outline.kind.value != "plan" or not one_moment(analysis):
        return False
    return bool((_OBJECTIVES | {"tasks", "solutions"}) & set(analysis.outline.roles_above(unit)))


def end_year(figure: Figure, analysis: Analysis) -> int | None:
    """The year that a figure is for."""
    when = when_of(figure, analysis)
    if when is None and figure.kind == "target" and _is_years_objective(figure, analysis):
        when = analysis.profile.period
    day = (when.end or when.start) if when is not None else None
    return int(day[:4]) if day else None


def one_moment(analysis: Analysis) -> bool:
    """Whether title or opening give one moment for the whole document: a period within one year."""
    period = analysis.profile.period
    if period is None or period.start is None or period.end is None:
        return False
    return period.start[:4] == period.end[:4]


def place_of(figure: Figure) -> str:
    """The proper name of a figure's place; empty where the words name none ("toàn huyện")."""
    return bare(" ".join(word for word in (figure.place or "").split() if word[0].isupper()))


def population_of(figure: Figure) -> str:
    """Of whom, without the bases that a rate is counted over anyway."""
    words = bare(figure.population or "").strip()
    return "" if any(base in words for base in _WORKFORCE) else words


def words_of(figure: Figure) -> str:
    """The words for what a figure counts, comparable: of a sentence that goes on, those before the first comma."""
    words = [re.findall(r"[a-z]+", part) for part in re.split(r"[,;(]", bare(figure.indicator_text))]
    return " ".join(words[0] if len(words[0]) >= _LEAST_WORDS else [word for part in words for word in part])


def found(rule: Rule, evidence: tuple[Span, ...], calculation: str | None = None, **fields: Text | str) -> Finding:
    """A finding of a rule with its message filled in."""
    message = fill(rule.messages["finding"], {**fields, "calculation": calculation or ""})
    return Finding(message, evidence, calculation)


def has_number(span: Span, analysis: Analysis) -> bool:
    """Whether a span holds a number that is neither part of a time nor of a cited document."""
    barred = [time.span for time in analysis.times_in(span)]
    barred += analysis.citations_in(span)
    text = analysis.text
    for figure in analysis.figures_in(span):  # mostly they have been found there already
        start, end = figure.value_span
        if text[start].isdigit() and end <= span[1] and not any(s < end and start < e for s, e in barred):
            return True
    numbers = [number for number in scan_numbers(text[span[0] : span[1]]) if not number.single]
    return any(
        not any(s < span[0] + number.end and span[0] + number.start < e for s, e in barred) for number in numbers
    )
