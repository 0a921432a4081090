"""Figures: every number that states a target, a result or a norm."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from analyzer.extraction.figures import about, when
from analyzer.extraction.figures.about import Setting
from analyzer.extraction.figures.indicators import carried, classify, lead_of
from analyzer.extraction.figures.numbers import digit_starts, has_number, word_starts
from analyzer.extraction.figures.phrases import Lead
from analyzer.extraction.figures.restore import Restorer, is_noisy, restored
from analyzer.extraction.figures.values import Value, scan_values
from analyzer.extraction.figures.wording import Quoter, words_for
from analyzer.extraction.located import Located
from analyzer.extraction.model import Analysis, Figure, Time
from analyzer.structure.model import Span, Unit
from analyzer.text import fold
from analyzer.text.words import split_words

_WORD = re.compile(r"\S+")
_LONGER = 40
"""Words that a quote may grow by until it is told apart from an equal one."""
_SKIPPED = ("recipients", "signature")
MAX_SENTENCE = 20_000
"""A longer "sentence" is no sentence (a table read as text, noise): it is read in pieces of this length."""


class _Sentence(NamedTuple):
    """A sentence and what it has of its own. ``text``: with its diacritics restored, where they cannot be trusted, and
    ``low`` that in lower case; ``written``: as it stands. It begins at ``offset`` in the whole text, into which the
    spans of ``times`` point."""

    text: str
    low: str
    written: str
    offset: int
    times: Sequence[Time]


class _Above(NamedTuple):
    """What a sentence stands under: its words, its phrases, and those of its times that a value can be for."""

    text: str
    lead: Lead
    times: Sequence[Time]


def scan_figures(
    sentence: str, *, leads: Sequence[str] = (), setting: Setting | None = None, times: Sequence[Time] | None = None,
    lead_times: Sequence[Sequence[Time]] | None = None, masks: Sequence[Span] = (), offset: int = 0,
    earlier: Sequence[Figure] = (),
) -> list[Figure]:  # fmt: skip
    """The figures of one sentence, in order.

    ``leads``: what it stands under, the nearest first, with ``lead_times``. ``times``: its times, and ``masks``:
    spans whose numbers are names (citations, bodies), both in the offsets of the whole text, in which the sentence
    begins at ``offset``; so are the spans of the figures. Times that are not given are looked for. ``earlier``: the
    rates that the text named last, in their order.
    """
    setting = setting or Setting()
    if not has_number(fold.lower(sentence)):
        return []
    text = restored(sentence) if setting.scanned else sentence
    if setting.scanned and not has_number(fold.lower(text)):
        return []
    leads = [restored(lead) for lead in leads] if setting.scanned else leads
    if times is None:
        times, lead_times = _times_of(text, offset), [_times_of(lead, 0) for lead in leads]
    one = _Sentence(text, fold.lower(text), sentence, offset, times)
    values = _values(one, _hidden(masks, times))
    if not values:
        return []
    told = [*(lead_times or ()), *([] for _ in leads)]
    above = [_Above(lead, lead_of(fold.lower(lead)), when.usable(t)) for lead, t in zip(leads, told, strict=False)]
    return _figures(one, values, above, setting, earlier)


def _hidden(masks: Sequence[Span], times: Sequence[Time]) -> list[Span]:
    """The spans whose numbers are none of a sentence's values: ``masks``, and those of its times."""
    return [*masks, *(t.span for t in times if t.every is None or t.month or t.day)]


def _values(sentence: _Sentence, hidden: Sequence[Span], *, digits: bool = True, words: bool = True) -> list[Value]:
    """The values of a sentence, those left out that ``hidden`` (in the whole text) covers."""
    offset = sentence.offset
    masks = [(start - offset, end - offset) for start, end in hidden]
    return scan_values(sentence.text, sentence.low, masks, digits=digits, words=words)


def _figures(
    sentence: _Sentence, values: Sequence[Value], above: Sequence[_Above], setting: Setting, earlier: Sequence[Figure]
) -> list[Figure]:
    """The figures that the values of a sentence are."""
    text, low, offset = sentence.text, sentence.low, sentence.offset
    found = classify(low, values, [one.lead for one in above], [f.indicator for f in earlier])
    taken_up = carried(low, values, [str(place) for place in range(len(earlier))])
    pieces = [piece for _, piece in found]
    lead_times = [one.times for one in above]
    whens = when.assign(text, low, offset, values, pieces, sentence.times, lead_times, [one.text for one in above])
    led = [t for group in lead_times for t in group]
    quoter = Quoter(text, offset)
    figures: list[Figure] = []
    words = ""
    for index, (value, (indicator, piece), moment) in enumerate(zip(values, found, whens, strict=True)):
        same = earlier[int(taken_up[index])] if taken_up.get(index, "other").isdigit() else None
        measured = about.yardstick(low, value, piece) if setting.document == "report" else None
        if measured is not None and not about.dates_yardstick(measured, sentence.times, offset):
            moment = None  # the time of the sentence is that of the result held against it
        kind = about.kind_of(low, value, piece, indicator, moment, setting)
        if kind == "norm" and moment is not None and any((t.start, t.end) == (moment.start, moment.end) for t in led):
            moment = None  # a rule is not of the time that the heading reports on
        own = words_for(sentence.written, value, piece)
        # "đạt 95% kế hoạch", "tăng 12 người" are of what was named before; a count of its own is of its noun
        words = own or (words if value.cls == "percent" or value.op == "delta" else "") or value.unit
        figures.append(
            Figure(
                kind=kind,
                indicator=indicator, indicator_text=words, op=value.op, min=value.min, max=value.max, unit=value.unit,
                value_span=(value.start + offset, value.end + offset), quote=quoter.quote(value, piece),
                per=value.per, per_entity=value.per_entity,
                population=about.population_of(text, low, value, piece) or (same.population if same else None),
                place=about.place_of(text, piece, value), basis=about.basis_of(low, piece), when=moment,
            )
        )  # fmt: skip
    return figures


def _times_of(text: str, offset: int) -> list[Time]:
    from analyzer.extraction.times import scan_times

    return [replace(t, span=(t.span[0] + offset, t.span[1] + offset)) for t in scan_times(text, cited=())]


def find_figures(analysis: Analysis) -> list[Figure]:
    """The figures of a document, in order; ``analysis`` already holds its times, references and bodies."""
    from analyzer.extraction.figures.tables import table_figures

    outline = analysis.outline
    reader = Reader(analysis)
    figures = list(table_figures(outline, reader))
    # A fragment without a head (a text of somebody else's) is read from its first line.
    headed = outline.letterhead.national_name is not None or outline.letterhead.number_span is not None
    cells = {u.index for u in outline.units if u.kind == "cell" and u.table is not None}
    for unit in outline.units:
        if (
            unit.kind in _SKIPPED
            or (headed and unit.kind == "letterhead")
            or (unit.index in cells and reader.taken(unit))
        ):
            continue
        figures += reader.of_unit(unit)
    figures.sort(key=lambda f: f.value_span)
    return _told_apart(outline.text, reader.written_low, figures)


class Reader:
    """Reads units of one document, with their leads, times and masks looked up once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.outline = analysis, analysis.outline
        self.text = analysis.clear_text
        """With misreadings undone: as long as the text, offset by offset."""
        self.written_low = self.outline.lower_text
        self.low = analysis.clear_low
        cited = [m for r in analysis.references for m in (r.mentions or (r.span,))]
        again = when.told_again(analysis.times, analysis, cited)
        self.times = sorted([*again, *when.of_period(self.low, analysis)], key=lambda t: t.span)
        self._times = Located(self.times, lambda time: time.span[0])
        spans = list(cited)
        # a "body" that begins with a number ("14/14 thôn", "100% huyện, thành phố") is a count
        spans += [b.span for b in analysis.bodies if not self.text[b.span[0]].isdigit()]
        self._masks = Located(sorted(spans), lambda span: span[0])
        self._taken: set[int] = set()
        self._rates: list[Figure] = []
        """The rates of the last sentence that held any, in their order."""
        self._numbers: dict[int, bool] = {}
        self._intros = self._section_intros()
        self._above_known: dict[tuple[Span, bool], _Above] = {}
        self._settings: dict[int | None, Setting] = {}
        self.kind = self.outline.kind.value
        self.today = analysis.profile.reference_date.value
        self._restorer = self._restorer_of_scan()
        read = self.low if self._restorer is None else self._restorer.low
        self._digits_at, self._words_at = digit_starts(read), word_starts(read)
        self._numbers_at = sorted(self._digits_at + self._words_at)

    def _restorer_of_scan(self) -> Restorer | None:
        """What undoes recognition's losses; None where the text was not recognised."""
        if not self.outline.clean.source.ocr:
            same = self.text == self.outline.text
            pieces = self.analysis.cleared.pieces if same else split_words(self.outline.text)
            if not is_noisy(pieces[1::2]):
                return None
        return Restorer(self.text, self.low, fold.bare(self.text))

    def _piece(self, start: int, end: int) -> tuple[str, str]:
        """``text[start:end]`` as it is read, and that in lower case."""
        if self._restorer is not None:
            return self._restorer.piece(start, end)
        return self.text[start:end], self.low[start:end]

    def is_number(self, unit: Unit) -> bool:
        """Whether a cell holds one number and little else."""
        from analyzer.extraction.figures.tables import is_number_cell

        known = self._numbers.get(unit.index)
        if known is None:
            known = self._numbers[unit.index] = is_number_cell(self.text, unit)
        return known

    def intros(self, unit: Unit) -> list[Span]:
        """Lead-ins right under a heading that hold for all the headings below it ("Đến hết tháng 11:"), the nearest
        first."""
        spans: list[Span] = []
        section = unit.section
        while section is not None:
            intro = self._intros.get(section)
            if intro is not None and intro.index < unit.index:
                spans.append((intro.start, intro.end))
            section = self.outline.sections[section].parent
        return spans

    def _section_intros(self) -> dict[int, Unit]:
        found: dict[int, Unit] = {}
        units = self.outline.units
        for heading, intro, below in zip(units, units[1:], units[2:], strict=False):
            if (
                heading.kind == "heading"
                and intro.kind == "paragraph"
                and below.kind == "heading"
                and intro.section is not None
                and self.text[intro.start : intro.end].rstrip().endswith(":")
            ):
                found[intro.section] = intro
        return found

    def take(self, unit: Unit) -> None:
        """Marks a cell as read by its table."""
        self._taken.add(unit.index)

    def taken(self, unit: Unit) -> bool:
        """Whether the tables have read the cell."""
        return unit.index in self._taken

    def times_in(self, span: Span) -> list[Time]:
        """The times inside a span."""
        return self._times.within(span)

    def masks_in(self, span: Span) -> list[Span]:
        """The citations and bodies that begin inside a span."""
        return self._masks.within(span)

    def setting(self, unit: Unit) -> Setting:
        """Where the unit stands."""
        known = self._settings.get(unit.section)
        if known is None:
            roles = tuple(self.outline.roles_above(unit))
            known = Setting(self.kind, roles, self.today, self._restorer is not None)
            self._settings[unit.section] = known
        return known

    def leads(self, unit: Unit) -> list[Unit]:
        """What the unit stands under, the nearest first."""
        return [self.outline.units[i] for i in unit.leads]

    def _lead_spans(self, unit: Unit) -> list[Span]:
        """Spans of what a unit stands under, the cells that date its row and a section's lead-in before the section's
        heading."""
        spans: list[Span] = []
        for lead in self.leads(unit):
            intro = self._intros.get(lead.section) if lead.kind == "heading" and lead.section is not None else None
            if intro is not None and (intro.start, intro.end) not in spans:
                spans.append((intro.start, intro.end))
            spans.append((lead.start, lead.end))
        return [*self._row_times(unit), *spans] if unit.kind == "cell" else spans

    def _row_times(self, unit: Unit) -> list[Span]:
        """The cells of a cell's row in which the table gives the time."""
        if unit.table is None or unit.row is None:
            return []
        table = self.outline.tables[unit.table]
        cells = [
            self.outline.units[i]
            for i, role in zip(table.rows[unit.row], table.columns, strict=True)
            if i is not None and role == "time" and i != unit.index
        ]
        return [(c.start, c.end) for c in cells]

    def _above(self, span: Span, *, dates: bool) -> _Above:
        """What sentences stand under; ``dates``: its times are also theirs."""
        known = self._above_known.get((span, dates))
        if known is None:
            text, low = self._piece(*span)
            known = _Above(text, lead_of(low), when.usable(self.times_in(span)) if dates else ())
            self._above_known[(span, dates)] = known
        return known

    def of_unit(self, unit: Unit) -> Iterator[Figure]:
        """The figures of a paragraph, item, heading or cell of prose."""
        if not _open(self._numbers_at, unit.start, unit.end):
            return
        lead_spans: list[Span] | None = None
        done: list[Span] = []
        for start, end in unit.sentences or ((unit.start, unit.end),):
            for first in range(start, end, MAX_SENTENCE):
                span = (first, min(end, first + MAX_SENTENCE))
                if not _open(self._numbers_at, *span):
                    continue
                times = self.times_in(span)
                hidden = _hidden(self.masks_in(span), times)
                digits, words = _open(self._digits_at, *span, hidden), _open(self._words_at, *span, hidden)
                if not digits and not words:
                    continue
                sentence = _Sentence(*self._piece(*span), self.text[slice(*span)], first, times)
                values = _values(sentence, hidden, digits=digits, words=words)
                if not values:
                    continue
                if lead_spans is None:
                    lead_spans = self._lead_spans(unit)
                # a time is taken from the sentence or from what it stands under, not from the sentence before
                above = [self._above(span, dates=False) for span in reversed(done)]
                above += [self._above(span, dates=True) for span in lead_spans]
                found = _figures(sentence, values, above, self.setting(unit), self._rates)
                self._rates = [f for f in found if f.unit == "%"] or self._rates
                yield from found
            done = [*done[-1:], (start, end)]


def _open(places: Sequence[int], start: int, end: int, hidden: Sequence[Span] = ()) -> bool:
    """Whether one of the places (in order) is in a span, and none of the ``hidden`` ones."""
    first, last = bisect_left(places, start), bisect_left(places, end)
    if first == last or not hidden:
        return first < last
    return any(not any(left <= place < right for left, right in hidden) for place in places[first:last])


def _told_apart(text: str, low: str, figures: list[Figure]) -> list[Figure]:
    """Quotes that occur twice among the figures run on to the words that tell them apart."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        groups[low[slice(*figure.quote)]].append(index)
    for same in groups.values():
        spans = {figures[i].quote for i in same}
        if len(spans) < 2:
            continue
        for index in same:
            start, end = figures[index].quote
            behind = list(islice(_WORD.finditer(text, end, end + 12 * _LONGER), 12))
            figures[index] = replace(figures[index], quote=(start, behind[-1].end() if behind else end))
    return figures
