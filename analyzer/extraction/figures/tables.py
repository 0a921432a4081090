"""Figures in tables: a number cell with its row header (indicator, place) and column header (unit, year)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from analyzer.extraction.figures import about, when
from analyzer.extraction.figures import patterns as p
from analyzer.extraction.figures.indicators import OTHER, classify
from analyzer.extraction.figures.numbers import Number, scan_numbers
from analyzer.extraction.figures.values import Value
from analyzer.extraction.model import Figure, FigureKind, Operator, When
from analyzer.structure.model import Outline, Span, Table, Unit
from analyzer.text import fold

if TYPE_CHECKING:
    from analyzer.extraction.figures.logic import Reader

_NO_VALUES = re.compile(
    r"^(?:stt|tt|số tt|số thứ tự|ghi chú|thời gian|thời hạn|ngày|số văn bản|số hiệu|ký hiệu|số quyết định"
    r"|điện thoại|năm sinh|mã số|đvt|đơn vị tính|phụ lục)"
)
_TARGET_HEAD = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|phấn đấu|giao|kh|dự kiến)(?!\w)")
_RESULT_HEAD = re.compile(r"(?<!\w)(?:thực hiện|kết quả|đạt được|đã đạt|th|thực tế|ước|lũy kế|luỹ kế|hiện có)(?!\w)")
_SHARE_HEAD = re.compile(
    r"(?:so với|đạt|thực hiện|hoàn thành|tỷ lệ|tỉ lệ|%)[^.;]{0,24}(?:kế hoạch|chỉ tiêu|\bkh\b|mục tiêu|giao)|th/kh"
)
_CHANGE_HEAD = re.compile(r"^(?:tăng|giảm|tăng[,/ (]{1,3}giảm|chênh lệch|so sánh)|so với (?:cùng kỳ|năm)")
_BRACKETED = re.compile(r"\((?:đvt|đơn vị tính|đơn vị|tính bằng)?[:\s]{0,2}([^()]{1,24})\)")
_STATED = re.compile(r"(?:đvt|đơn vị tính)\s?[:.]?\s?([^,;().:\n]{1,24})")
_PLACE_CELL = re.compile(
    r"^(?:xã|phường|thị trấn|thôn|ấp|khóm|bản|buôn|xóm|tổ dân phố|khu phố|tổ|huyện|quận|tỉnh|thành phố"
    r"|tp\.?|thị xã|đặc khu)\s\S"
)
_TOTAL = re.compile(r"^(?:tổng|cộng|toàn)(?!\w)")


@cache
def _cell_pattern() -> re.Pattern[str]:
    """A cell that holds one number: sign or operator, number or range, unit; matched in lower case."""
    operators = p.any_of(list(p.patterns().op_names))
    return re.compile(
        rf"\s*(?:{operators}|[-+])?\s?\d[\d.,  ]{{0,24}}(?:-\s?\d[\d.,]{{0,20}})?\s?(?:%|[^\W\d][^\d\n]{{0,30}})?\s*"
    )


def _is_number(text: str, unit: Unit) -> bool:
    return (
        unit.end - unit.start <= 80 and _cell_pattern().fullmatch(fold.lower(text[unit.start : unit.end])) is not None
    )


def table_figures(outline: Outline, reader: Reader) -> Iterator[Figure]:
    """The figures of all tables. Cells that are read here are marked as taken; the others are prose."""
    for table in outline.tables:
        for row in table.rows[table.header_rows :]:
            units = [outline.units[i] for i in row if i is not None]
            if not units:
                continue
            span = (min(u.start for u in units), max(u.end for u in units))
            for place, index in enumerate(row):
                if index is None or outline.units[index].header_cell:
                    continue
                cell = outline.units[index]
                if not _is_number(outline.text, cell):
                    continue
                reader.take(cell)
                role = table.columns[place] if place < len(table.columns) else "other"
                if role in ("order", "time", "note", "lead", "coordinate", "execute"):
                    continue
                figure = _figure(outline, reader, table, units, cell, span)
                if figure is not None:
                    yield figure


def _figure(
    outline: Outline, reader: Reader, table: Table, row: list[Unit], cell: Unit, row_span: Span
) -> Figure | None:
    text = outline.text
    numbers = scan_numbers(text[cell.start : cell.end])
    if not numbers or len(numbers) > 2:
        return None
    above = reader.leads(cell)
    heads = [_tidy(text[u.start : u.end]) for u in above if u.header_cell]
    labels = [u for u in row if u.index != cell.index and not _is_number(text, u)]
    words = [_tidy(text[u.start : u.end]) for u in labels if (u.column or 0) < (cell.column or 0) or u in above]
    rest = [text[u.start : u.end] for u in above if not u.header_cell and u not in labels]
    head = fold.lower(" - ".join(reversed(heads)))
    if any(_NO_VALUES.match(fold.lower(h)) for h in heads) or (not words and not heads):
        return None
    number, last = numbers[0], numbers[-1]
    counted = _column_unit(outline, table, row)
    words = [w for w in words if w != counted]
    unit, cls = _unit(text[cell.start + last.end : cell.end], heads, words, counted, rest)
    value = _value(text[cell.start : cell.end], number, last, unit, cls, head)
    if cls == "none" and 1945 <= number.value <= 2050 and number.form == "digits":
        return None
    line = f"{head}, {', '.join(words)}: "
    shifted = Value(
        len(line),
        len(line) + 1,
        len(line),
        value.min,
        value.max,
        value.op,
        unit,
        cls,
        number=(len(line), len(line) + 1),
    )
    share = cls == "percent" and _SHARE_HEAD.search(head) is not None
    if share:  # an attainment is of the thing that the row counts
        of, of_cls = _unit("", [], words, counted, rest)
        shifted = replace(shifted, unit=of, cls=of_cls) if of_cls not in ("percent", "none") else shifted
    indicator = classify(line + "0" + (" kế hoạch" if share else ""), [shifted], rest)[0][0]
    if cls == "none" and indicator == OTHER:
        return None
    if cls == "none":
        unit = "hồ sơ" if indicator.startswith("dossiers") else "người" if indicator.endswith("count") else ""
    labelled = next((w for w in words if _PLACE_CELL.match(fold.lower(w))), None)
    named = [w for w in words if w is not labelled and not _TOTAL.match(fold.lower(w))]
    everything = (0, len(line))
    moment = _when(outline, reader, above, labels)
    return Figure(
        kind=_kind(head, line, value, indicator, moment, reader, cell), indicator=indicator,
        indicator_text=" - ".join(named) if named else " - ".join(reversed(heads)),
        op=value.op, min=value.min, max=value.max, unit=unit,
        value_span=(cell.start + number.start, cell.end), quote=row_span,
        population=about.population_of(line, fold.lower(line), shifted, everything) if cls != "percent" else None,
        place=labelled, basis=about.basis_of(fold.lower(line), everything), when=moment,
    )  # fmt: skip


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _column_unit(outline: Outline, table: Table, row: list[Unit]) -> str:
    """What stands in the row's column of units ("ĐVT")."""
    for unit in row:
        if unit.column is not None and unit.column < len(table.columns) and table.columns[unit.column] == "unit":
            return _tidy(outline.text[unit.start : unit.end])
    return ""


def _unit(behind: str, heads: list[str], words: list[str], column: str, rest: list[str]) -> tuple[str, str]:
    """The unit: in the cell, in the row's column of units, in a header's brackets, in a label, above the table."""
    candidates = [behind]
    if any(re.match(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|%)|.*\(%\)", fold.lower(head)) for head in heads):
        candidates.append("%")  # a column of shares, whatever the row counts
    candidates.append(column)
    for head in [*heads, *reversed(words)]:
        low = fold.lower(head)
        candidates += [m[1] for m in _BRACKETED.finditer(low)][-1:] + [m[1] for m in _STATED.finditer(low)]
    for label in [*heads, *reversed(words)]:
        low = fold.lower(label)
        if re.match(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|%)", low):
            candidates.append("%")
        counted = re.search(r"(?<!\w)(?:tổng số|số lượng|số lượt|số|lượng)\s(.{2,40})", low)
        if counted is not None:
            candidates.append(counted[1])
    candidates += [m[1] for lead in rest for m in _STATED.finditer(fold.lower(lead))]
    pt = p.patterns()
    for candidate in candidates:
        low = " " + fold.lower(candidate).strip(" ()")
        if "%" in low[:4] or low.startswith((" phần trăm", " tỷ lệ")):
            return "%", "percent"
        scale = re.match(r" (triệu|tỷ|nghìn|ngàn) đồng", low)
        known = pt.unit.match(low)
        if known is not None:
            return known[1], pt.unit_class[known[1]]
        if scale or pt.money.match(low):
            return low.strip() if scale else "đồng", "money"
    return "", "none"


_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def _value(cell: str, first: Number, last: Number, unit: str, cls: str, head: str) -> Value:
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
    elif re.search(r"^\s*[-+]\s?\d", cell) or _CHANGE_HEAD.search(head):
        op = "delta"
    low_end, high_end = (None if op in ("le", "lt") else ends[0]), (None if op in ("ge", "gt") else ends[1])
    return Value(first.start, last.end, first.start, low_end, high_end, op, unit, cls)


def _kind(
    head: str, line: str, value: Value, indicator: str, moment: When | None, reader: Reader, cell: Unit
) -> FigureKind:
    if _TARGET_HEAD.search(head) and not _RESULT_HEAD.search(head) and not _SHARE_HEAD.search(head):
        return "target"
    if _RESULT_HEAD.search(head) and not _TARGET_HEAD.search(head):
        return "result"
    return about.kind_of(fold.lower(line), value, (0, len(line)), indicator, moment, reader.setting(cell))


def _when(outline: Outline, reader: Reader, above: list[Unit], labels: list[Unit]) -> When | None:
    """The time of the column, of the row, or of what stands above the table."""
    ordered = [u for u in above if u.header_cell] + labels + [u for u in above if not u.header_cell]
    for unit in ordered:
        found = when.periods(when.usable(reader.times_in((unit.start, unit.end))))
        if len({(t.start, t.end) for t in found}) == 1:
            return When(found[0].start, found[0].end)
        year = re.fullmatch(r"\D{0,12}((?:19|20)\d\d)\D{0,12}", outline.text[unit.start : unit.end])
        if year is not None and not found:
            return When(f"{year[1]}-01-01", f"{year[1]}-12-31")
    return None
