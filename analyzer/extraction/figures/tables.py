"""Figures in tables: a number cell with the labels of its row (indicator, place) and the heads of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analyzer.extraction.figures import about, when
from analyzer.extraction.figures import patterns as p
from analyzer.extraction.figures import sheet as s
from analyzer.extraction.figures.indicators import OTHER, classify, lead_of
from analyzer.extraction.figures.numbers import Number, scan_numbers
from analyzer.extraction.figures.sheet import Sheet, tidy
from analyzer.extraction.figures.values import Value
from analyzer.extraction.misread import clear
from analyzer.extraction.model import Figure, FigureKind, Operator, Time, When
from analyzer.structure.model import Outline, Span, Unit
from analyzer.text import fold

if TYPE_CHECKING:
    from analyzer.extraction.figures.logic import Reader

_NO_VALUES = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|ghi chú|thời gian|thời hạn|ngày|số văn bản|số hiệu|ký hiệu|số quyết định"
    r"|điện thoại|năm sinh|mã số|đvt|đơn vị tính|phụ lục|xếp (?:hạng|thứ|loại)|thứ hạng)"
)
_PART_OF_YEAR = re.compile(
    r"(?:quý|q)\s?(?:[1-4]|iv|i{1,3})(?!\w)|tháng\s\d{1,2}(?!\d)|[69] tháng(?: (?:đầu|cuối) năm)?|cả năm"
)
_PRICE = re.compile(r"(?:đơn giá|mức chi|định mức|mức giá|mức hỗ trợ)(?!\w)")
_YEAR = re.compile(r"\D{0,12}((?:19|20)\d\d)\D{0,12}")


@cache
def _cell_pattern() -> re.Pattern[str]:
    """A cell that holds one number: sign or operator, number or range, unit; matched in lower case."""
    operators = p.any_of(list(p.patterns().op_names))
    return re.compile(
        rf"\s*(?:{operators}|[-+])?\s?\d[\d.,  ]{{0,24}}(?:-\s?\d[\d.,]{{0,20}})?\s?(?:%|[^\W\d][^\d\n]{{0,30}})?\s*"
    )


def is_number_cell(text: str, unit: Unit) -> bool:
    """Whether a cell holds one number and at most its operator and unit."""
    return (
        unit.end - unit.start <= 80 and _cell_pattern().fullmatch(fold.lower(text[unit.start : unit.end])) is not None
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A number cell: ``row`` and ``column`` in its table, ``labels`` (the nearest first) and the row's span."""

    unit: Unit
    row: int
    column: int
    labels: tuple[Unit, ...]
    group: tuple[Unit, ...]
    span: Span
    counted: str


def table_figures(outline: Outline, reader: Reader) -> Iterator[Figure]:
    """The figures of all tables. Cells that are read here are marked as taken; the others are prose."""
    for table in outline.tables:
        sheet: Sheet | None = None
        for number, row in enumerate(table.rows):
            if number < table.header_rows:
                continue
            units = [outline.units[i] for i in row if i is not None]
            if not any(reader.is_number(u) for u in units):
                continue
            sheet = sheet or s.sheet_of(outline, table, reader)
            span = (min(u.start for u in units), max(u.end for u in units))
            counted = _column_unit(sheet, row)
            for column, index in enumerate(row):
                if index is None or outline.units[index].header_cell or not reader.is_number(outline.units[index]):
                    continue
                cell = outline.units[index]
                reader.take(cell)
                if table.columns[column] in ("order", "note"):
                    continue
                labels, group = s.row_labels(sheet, number, column, reader)
                figure = _figure(
                    sheet, reader, _Place(cell, number, column, tuple(labels), tuple(group), span, counted)
                )
                if figure is not None:
                    yield figure


def _figure(sheet: Sheet, reader: Reader, at: _Place) -> Figure | None:
    text, cell = sheet.outline.text, at.unit
    numbers = scan_numbers(text[cell.start : cell.end])
    heads = sheet.head_texts(at.column)
    labels = [tidy(text[u.start : u.end]) for u in (*at.labels, *at.group)]
    labels = [label for label in labels if label != at.counted]
    if not numbers or len(numbers) > 2 or any(_NO_VALUES.match(fold.lower(h)) for h in heads):
        return None
    if not labels and not heads:
        return None
    number, last = numbers[0], numbers[-1]
    captions = sheet.caption_texts()
    behind = text[cell.start + last.end : cell.end]
    unit, cls = s.unit_of(behind, heads, labels, at.counted, sheet.corner, captions)
    share = sheet.kinds[at.column] == "share" and cls in ("percent", "none")
    if share:
        unit, cls = "%", "percent"
    value = _value(text[cell.start : cell.end], number, last, unit, cls, heads)
    if cls == "none" and 1945 <= number.value <= 2050 and number.form == "digits":
        return None
    counted = _count_unit(sheet, at, labels, captions) if share else (unit, cls)
    indicator, line, shifted = _indicator(sheet, reader, at, value._replace(unit=counted[0], cls=counted[1]), labels)
    if cls == "none" and indicator == OTHER:  # "Chỉ tiêu tăng mới BHXH tự nguyện giao các thôn": people, unsaid
        indicator, line, shifted = _indicator(sheet, reader, at, value._replace(unit="người", cls="people"), labels)
        if not indicator.endswith("_count"):
            return None
    if cls == "none":
        unit = "hồ sơ" if indicator.startswith("dossiers") else "người" if indicator.endswith("count") else ""
    low = fold.lower(line)
    place = _place(sheet, at, labels, heads)
    named = [label for label in reversed(labels) if label != place and not s.is_total(label)]
    moment = _when(sheet, reader, at)
    return Figure(
        kind=_kind(sheet, low, value, indicator, moment, reader, at), indicator=indicator,
        indicator_text=" - ".join(named) if named else " - ".join(reversed(heads)),
        op=value.op, min=value.min, max=value.max, unit=unit,
        value_span=(cell.start + number.start, cell.end), quote=at.span,
        population=about.population_of(line, low, shifted, (0, len(line))) if cls != "percent" else None,
        place=place, basis=about.basis_of(low, (0, len(line))), when=moment,
    )  # fmt: skip


def _column_unit(sheet: Sheet, row: Sequence[int | None]) -> str:
    """What stands in the row's column of units ("ĐVT")."""
    for column, index in enumerate(row):
        if index is not None and sheet.table.columns[column] == "unit":
            return sheet.text(index)
    return ""


def _count_unit(sheet: Sheet, at: _Place, labels: list[str], captions: list[str]) -> tuple[str, str]:
    """The unit of what an attainment is of: of the row, else of the counts beside it."""
    candidates = [[head for c in sheet.siblings(at.column) for head in sheet.head_texts(c)[:1] if "%" not in head]]
    unit, cls = s.unit_of("", [], labels, at.counted, sheet.corner, [])
    for heads in candidates:
        for head in heads:
            if cls in ("percent", "none") and at.counted != "%":
                unit, cls = s.unit_of("", [head, *sheet.head_texts(at.column)[1:]], labels, "", [], captions)
    if cls == "percent":
        return unit, cls
    return (unit, cls) if cls != "none" else ("người", "people")


_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def _value(cell: str, first: Number, last: Number, unit: str, cls: str, heads: list[str]) -> Value:
    ends = []
    for number in (first, last):
        value = number.value
        if number.other is not None and (
            value > 1000 if cls == "percent" else value < number.other and cls in p.UNIT_CLASSES
        ):
            value = number.other
        ends.append(value * _SCALES.get(unit.split()[0], 1) if cls == "money" and " " in unit else value)
    low = fold.lower(cell)
    op: Operator = "range" if first is not last else "eq"
    named = p.patterns().op_before.search(low[: first.start])
    if named is not None and op == "eq":
        op = p.patterns().op_names[named[1]]  # type: ignore[assignment]
    elif p.patterns().op_behind.match(low, last.end) and op == "eq":
        op = "ge" if "trở lên" in low else "le" if "trở xuống" in low else op
    elif re.search(r"^\s*[-+]\s?\d", cell) or (heads and s.is_change_head(heads[0]) and not unit.startswith("lần")):
        op = "delta"
    low_end, high_end = (None if op in ("le", "lt") else ends[0]), (None if op in ("ge", "gt") else ends[1])
    return Value(first.start, last.end, first.start, low_end, high_end, op, unit, cls)


def _indicator(sheet: Sheet, reader: Reader, at: _Place, value: Value, labels: list[str]) -> tuple[str, str, Value]:
    """The indicator, told by the row's labels and the column's heads, then by the caption and what stands above."""
    heads = sheet.head_texts(at.column)
    spoken = [label for label in reversed(labels) if not s.is_total(label)]
    counted = [value.unit] if value.cls == "dossiers" else []  # "Tiếp nhận" of a table of files
    line = f"{' - '.join(reversed(heads))}, {', '.join([*spoken, *counted])}: "
    share = sheet.kinds[at.column] == "share"
    beside = []
    if share or (value.cls == "percent" and _subjectless(heads)):  # the share is of what stands beside it
        beside = [h for c in sheet.siblings(at.column) for h in sheet.head_texts(c)[:1]]
    windows = [line]
    for more in ([*beside], sheet.corner, sheet.caption_texts()):
        if more:
            windows.append(f"{', '.join(reversed(more))}, {windows[-1]}")
    rest = [sheet.outline.text[u.start : u.end] for u in reader.leads(at.unit) if u.kind == "heading"]
    tail = " kế hoạch" if share and value.cls == "percent" else ""
    for place, window in enumerate(windows):
        shifted = _shifted(value, window)
        above = [lead_of(fold.lower(t)) for t in rest] if place == len(windows) - 1 and len(line) <= 60 else []
        found = classify(fold.lower(clear(window)) + "0" + tail, [shifted], above)[0][0]
        if found not in (OTHER, "conferences") or place == len(windows) - 1:
            return found, line, shifted
    raise AssertionError("the last window answers")


def _subjectless(heads: list[str]) -> bool:
    return bool(heads) and re.fullmatch(r"(?:tỷ lệ|tỉ lệ|đạt|chiếm|\W|%)*", fold.lower(heads[0])) is not None


def _shifted(value: Value, line: str) -> Value:
    """The value as if it stood behind a line of words."""
    return value._replace(
        start=len(line), end=len(line) + 1, low=len(line), number=(len(line), len(line) + 1), per=None
    )


def _place(sheet: Sheet, at: _Place, labels: list[str], heads: list[str]) -> str | None:
    for label in labels:
        if s.is_place(label):
            return label
    for unit in at.labels:
        label = tidy(sheet.outline.text[unit.start : unit.end])
        if unit.column is not None and sheet.table.columns[unit.column] == "place" and not s.is_total(label):
            return label
    return next((head for head in heads if s.is_place(head) and len(head) <= 40), None)


def _kind(
    sheet: Sheet, low: str, value: Value, indicator: str, moment: When | None, reader: Reader, at: _Place
) -> FigureKind:
    column = sheet.kinds[at.column]
    if any(_PRICE.match(fold.lower(head)) for head in sheet.head_texts(at.column)):
        return "norm"
    if column is not None:
        return "target" if column == "target" else "result"
    setting = reader.setting(at.unit)
    found = about.kind_of(low, value, (0, len(low)), indicator, moment, setting)
    if found == "result" and not any(kind is not None for kind in sheet.kinds):
        caption = fold.lower(sheet.caption_texts()[0]) if sheet.captions else ""
        if re.match(r"(?:bảng \w{1,4}[.:]? )?(?:chỉ tiêu|phân bổ|phân khai|giao|kế hoạch|mục tiêu)", caption):
            return "target"
    return found


def _when(sheet: Sheet, reader: Reader, at: _Place) -> When | None:
    """The time of the column, of the row, of the column that a share is of, or of what stands above the table."""
    kind = sheet.kinds[at.column]
    spans = [_span(sheet, i) for i in sheet.heads[at.column]]
    spans += [(u.start, u.end) for u in (*at.labels, *at.group)]
    if kind in ("share", "result"):
        same = [c for c in sheet.siblings(at.column) if sheet.kinds[c] == "result"]
        spans += [_span(sheet, i) for c in same for i in sheet.heads[c][:1]]
    for span in spans:
        found = _one(reader.times_in(span))
        if found is not None:
            return found
        words = sheet.outline.text[span[0] : span[1]]
        year = _YEAR.fullmatch(words)
        if year is not None:
            return When(f"{year[1]}-01-01", f"{year[1]}-12-31")
        part = _PART_OF_YEAR.match(fold.lower(words))
        if part is not None:
            found = _part(part[0], _year_above(sheet, reader, at))
            if found is not None:
                return found
    headings = [u for u in reader.leads(at.unit) if not u.header_cell and u.kind != "cell"]
    for span in [*sheet.captions, *reader.intros(at.unit), *((u.start, u.end) for u in headings)]:
        times = when.periods(when.usable(reader.times_in(span)))
        if not times:
            continue
        found = _one(times)
        if kind == "target" and found is not None and found.start is None and reader.kind == "report":
            continue  # "đến ngày 15/6" dates results, not what was set
        return found
    return None


def _year_above(sheet: Sheet, reader: Reader, at: _Place) -> str | None:
    """The one year that the caption, a heading above or the document's period names."""
    headings = [(u.start, u.end) for u in reader.leads(at.unit) if u.kind == "heading"]
    for span in [*sheet.captions, *headings]:
        named = {
            y for t in when.periods(reader.times_in(span)) for y in ((t.start or t.end or "")[:4], (t.end or "")[:4])
        }
        if len(named - {""}) == 1:
            return next(iter(named - {""}))
    period = reader.analysis.profile.period
    return period.start[:4] if period and period.start and period.end and period.start[:4] == period.end[:4] else None


def _part(head: str, year: str | None) -> When | None:
    """ "Quý I", "6 tháng đầu năm", "Cả năm" of a year."""
    from analyzer.extraction.times import scan_times

    if year is None:
        return None
    if "cả năm" in head:
        return When(f"{year}-01-01", f"{year}-12-31")
    return _one(scan_times(f"{head} {year}" if head.endswith("năm") else f"{head} năm {year}", cited=()))


def _one(times: Sequence[Time]) -> When | None:
    found = when.periods(when.usable(times))
    return When(found[0].start, found[0].end) if len({(t.start, t.end) for t in found}) == 1 else None


def _span(sheet: Sheet, index: int) -> Span:
    unit = sheet.outline.units[index]
    return unit.start, unit.end
