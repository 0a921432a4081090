"""What stands around the numbers of a table: heads over columns, labels of rows, caption, unit, share columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from analyzer.extraction.figures import patterns as p
from analyzer.resources import load_yaml
from analyzer.structure.model import Outline, Span, Table, Unit
from analyzer.structure.tables import column_heads, span_of
from analyzer.text import fold

if TYPE_CHECKING:
    from analyzer.extraction.figures.logic import Reader

ColumnKind = Literal["target", "result", "share"] | None

_BRACKETED = re.compile(r"\((?:đvt|đơn vị tính|đơn vị|tính bằng)?[:\s]{0,2}([^()]{1,24})\)")
_STATED = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s?[:.]\s?([^;().:\n]{1,40})|(?:đvt|đơn vị tính)\s([^;().:\n]{1,40})")
_COUNTED = re.compile(r"(?<!lực )(?<!chất )(?<!\w)(?:tổng số|số lượng|số lượt|số|lượng)\s(.{2,40})")
_RATE_HEAD = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|%|mức độ)|.*\(\s?%\s?\)|.{0,30}%$")
_CHANGE_HEAD = re.compile(r"^(?:tăng|giảm|tăng[,/ (]{1,3}giảm|chênh lệch|so sánh)(?!\s?mới)|so với (?:cùng kỳ|năm)")
_QUANTITY = re.compile(r"(?:số lượng|khối lượng|sl)(?!\w)[\s().]{0,3}$")
_CAPTION = re.compile(r"(?:bảng|biểu|phụ lục)\s(?:số\s)?\w{1,6}|(?:\(?\s?(?:đvt|đơn vị tính|đơn vị)\s?[:.])")
_PLACE = re.compile(
    r"^(?:xã|phường|thị trấn|tt\.|thôn|ấp|khóm|bản|bon|buôn|xóm|tổ dân phố|tdp|khu phố|khu|cụm|tổ"
    r"|huyện|quận|tỉnh|thành phố"
    r"|tp\.?|thị xã|đặc khu)\s\S"
)
_MAX_CAPTION = 600
"""Of a long paragraph above a table only the end may be its caption."""


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    words = load_yaml("registers/figures.yml")["tables"]
    found = {name: re.compile(rf"(?<!\w)(?:{p.any_of(words[name])})(?!\w)") for name in ("target", "result", "either")}
    found["total"] = re.compile(rf"^(?:{p.any_of(words['total'])})(?!\w)")
    found["subject_free"] = re.compile(
        rf"(?:(?:{p.any_of(words['subject_free'])})(?=[\s(),/%:.]|$)|[\s(),/%:.=x0-9-])*"
    )
    return found


def tidy(text: str) -> str:
    """White space as single spaces."""
    return " ".join(text.split())


def is_total(label: str) -> bool:
    """Whether a row's label says that it sums up ("Tổng cộng", "Toàn xã")."""
    low = fold.lower(label)
    return len(low.split()) <= 6 and _heads()["total"].match(low) is not None and not _COUNTED.search(low)


@dataclass
class Sheet:
    """A table as its numbers see it. ``heads``: units over each column, the nearest first; ``captions``: spans of what
    introduces the table, the nearest first; ``kinds`` of the columns."""

    outline: Outline
    table: Table
    heads: list[tuple[int, ...]] = field(default_factory=list)
    captions: list[Span] = field(default_factory=list)
    kinds: list[ColumnKind] = field(default_factory=list)
    corner: list[str] = field(default_factory=list)
    worded: list[bool] = field(default_factory=list)

    def text(self, index: int) -> str:
        """The words of a unit."""
        unit = self.outline.units[index]
        return tidy(self.outline.text[unit.start : unit.end])

    def head_texts(self, column: int) -> list[str]:
        """The heads over a column, the nearest first."""
        return [self.text(i) for i in self.heads[column]] if column < len(self.heads) else []

    def caption_texts(self) -> list[str]:
        """The captions, the nearest first."""
        return [tidy(self.outline.text[s:e]) for s, e in self.captions]

    def siblings(self, column: int) -> list[int]:
        """The columns under the same upper head, this one left out; all columns where there is none."""
        upper = self.heads[column][1:2]
        same = [c for c in range(len(self.heads)) if c != column and (not upper or self.heads[c][1:2] == upper)]
        return [c for c in same if not self.worded[c] and self.head_texts(c)]


def sheet_of(outline: Outline, table: Table, reader: Reader) -> Sheet:
    """The sheet of a table."""
    sheet = Sheet(outline, table, heads=column_heads(outline, table), captions=_captions(outline, table))
    texts = [
        any(
            i is not None and not reader.is_number(outline.units[i])
            for i in (row[c] for row in table.rows[table.header_rows :])
        )
        for c in range(len(table.columns))
    ]
    sheet.worded = texts
    sheet.kinds = [_kind(sheet.head_texts(c)) for c in range(len(table.columns))]
    sheet.corner = [t for c, worded in enumerate(texts) if worded for t in sheet.head_texts(c)]
    counted = [k for c, k in enumerate(sheet.kinds) if k in ("target", "result")]
    for column, kind in enumerate(sheet.kinds):
        heads = sheet.head_texts(column)
        if not heads or not is_rate_head(heads[0]):
            continue
        bare_head = _heads()["subject_free"].fullmatch(fold.lower(heads[0])) is not None
        beside = [sheet.kinds[c] for c in sheet.siblings(column)]
        planned = re.search(r"kế hoạch|chỉ tiêu|mục tiêu|giao|(?<!\w)kh(?!\w)", fold.lower(heads[0])) is not None
        if kind != "share" and bare_head and (planned or ("target" in beside and "result" in beside)) and counted:
            sheet.kinds[column] = "share"
    return sheet


def is_rate_head(head: str) -> bool:
    """Whether a head names a column of percentages."""
    return _RATE_HEAD.match(fold.lower(head)) is not None


def is_change_head(head: str) -> bool:
    """Whether the numbers below are by how much something rose or fell."""
    return _CHANGE_HEAD.search(fold.lower(head)) is not None


def _kind(heads: list[str]) -> ColumnKind:
    """Of the nearest head that says it; "Thực hiện so với kế hoạch (%)" is a share."""
    for head in heads:
        low = fold.lower(head)
        target, result = _heads()["target"].search(low), _heads()["result"].search(low)
        if target is not None and is_rate_head(head) and (result or re.search(r"so với|đạt|/|tỷ lệ|%", low)):
            return "share" if result or re.search(r"so với|đạt|/", low) else "target"
        if target is not None and result is not None:
            if target.start() < result.start() and _heads()["either"].fullmatch(result[0]):
                return "target"
            return "target" if target.start() > result.start() and "theo" not in low else "result"
        if target is not None:
            return "target"
        if result is not None:
            return "result"
    return None


def _captions(outline: Outline, table: Table) -> list[Span]:
    """What introduces a table: lines above it down from the last heading, as far as they name or introduce something;
    of the paragraph right above its last sentence, then the whole of it; and what that stands under."""
    first = next((i for row in table.rows for i in row if i is not None), None)
    if first is None:
        return []
    spans: list[Span] = []
    for back in range(first - 1, max(-1, first - 5), -1):
        unit = outline.units[back]
        if unit.kind not in ("paragraph", "item", "opening", "title") or unit.section != outline.units[first].section:
            break
        low = fold.lower(outline.text[unit.start : min(unit.end, unit.start + 60)])
        named = _CAPTION.match(low) is not None or unit.end - unit.start <= 24
        last = unit.sentences[-1] if unit.sentences else (unit.start, unit.end)
        spans.append((max(last[0], last[1] - _MAX_CAPTION), last[1]))
        if not named:
            if last[0] > unit.start:
                spans.append((max(unit.start, unit.end - 2 * _MAX_CAPTION), unit.end))
            spans += [(outline.units[k].start, outline.units[k].end) for k in unit.leads if _introduces(outline, k)]
            spans += _list_lead(outline, unit)
            break
    return spans


def _introduces(outline: Outline, index: int) -> bool:
    unit = outline.units[index]
    return unit.kind != "heading" and outline.text[unit.start : unit.end].rstrip().endswith(":")


def _list_lead(outline: Outline, unit: Unit) -> list[Span]:
    """The lead-in of the list that ends right above the paragraph over a table ("Tính đến ngày 31/5: - … - …")."""
    back = unit.index - 1
    while back >= 0 and outline.units[back].kind == "item" and outline.units[back].section == unit.section:
        back -= 1
    if back == unit.index - 1 or back < 0:
        return []
    lead = outline.units[back]
    return [(lead.start, lead.end)] if _introduces(outline, back) and lead.section == unit.section else []


def row_labels(sheet: Sheet, row_number: int, column: int, reader: Reader) -> tuple[list[Unit], list[Unit]]:
    """The cells of words that a number's row holds before it (with those merged down into the row), the nearest first,
    and the title of the group of rows that it stands in."""
    table, units = sheet.table, sheet.outline.units
    labels: list[Unit] = []
    for c in range(column - 1, -1, -1):
        index = table.rows[row_number][c]
        if index is None:
            index = _merged_down(sheet, row_number, c)
        if index is not None and not reader.is_number(units[index]) and table.columns[c] not in ("order", "unit"):
            labels.append(units[index])
    group: list[Unit] = []
    for above in range(row_number - 1, table.header_rows - 1, -1):
        filled = [i for i in table.rows[above] if i is not None]
        worded = [i for i in filled if any(ch.isalpha() for ch in sheet.text(i)) and len(sheet.text(i)) > 3]
        if len(worded) == 1 and not any(
            reader.is_number(units[i]) for i in filled if table.columns[units[i].column or 0] != "order"
        ):
            group = [units[worded[0]]]
            break
    return labels, group


def _merged_down(sheet: Sheet, row_number: int, column: int) -> int | None:
    for above in range(row_number - 1, sheet.table.header_rows - 1, -1):
        index = sheet.table.rows[above][column]
        if index is not None:
            return index if span_of(sheet.outline, index)[1] > row_number - above else None
    return None


def unit_of(
    behind: str, heads: list[str], labels: list[str], column: str, corner: list[str], captions: list[str]
) -> tuple[str, str]:
    """Unit and class: in the cell, a column of shares, the row's own unit, what a label or a head says in brackets or
    counts, then what stands above the table."""
    candidates = [behind]
    if heads and is_rate_head(heads[0]):
        candidates.append("%")
    candidates.append(column)
    for text in [*heads, *labels]:
        low = fold.lower(text)
        candidates += _said(low)
        if _RATE_HEAD.match(low):
            candidates.append("%")
        counted = _COUNTED.match(low) or (_COUNTED.search(low) if text in labels else None)
        if counted is not None and not (_QUANTITY.match(low) and text in heads):
            candidates.append(counted[1])
    candidates += [unit for text in corner for unit in _said(fold.lower(text))]
    candidates += [unit for text in captions for unit in _said(fold.lower(text))]
    candidates += [
        head  # "Kế hoạch" heads a column of targets, it counts no plans
        for head in heads
        if not _QUANTITY.match(fold.lower(head)) and not _heads()["subject_free"].fullmatch(fold.lower(head))
    ]
    for text in captions:
        counted = _COUNTED.search(fold.lower(text))
        candidates += [counted[1]] if counted is not None else []
    for candidate in candidates:
        found = _read(candidate)
        if found is not None:
            return found
    if heads and _QUANTITY.match(fold.lower(heads[0])):
        for label in labels:  # "Băng rôn (chiếc)": any noun in brackets, where the column counts
            counted = _BRACKETED.search(fold.lower(label))
            if counted is not None:
                return counted[1], "open"
    return "", "none"


def _said(low: str) -> list[str]:
    """Units that a text states: in its last brackets, behind "ĐVT:"; of "người, %" the counted one."""
    said = [m[1] for m in _BRACKETED.finditer(low)][-1:]
    for stated in _STATED.finditer(low):
        parts = re.split(r"[,;/]", (stated[1] or stated[2]).strip(" )"))
        said += sorted(parts, key=lambda part: "%" in part)
    return said


def _read(candidate: str) -> tuple[str, str] | None:
    pt = p.patterns()
    low = " " + fold.lower(candidate).strip(" ()")
    if "%" in low[:4] or low.startswith((" phần trăm", " tỷ lệ")):
        return "%", "percent"
    if re.match(r" (?:triệu|tỷ|nghìn|ngàn) đồng", low):
        return low.strip(), "money"
    known = pt.unit.match(low)
    if known is not None and pt.unit_class[re.sub(r"\s", " ", known[1])] not in ("naming", "duration", "age"):
        unit = re.sub(r"\s", " ", known[1])
        return unit, pt.unit_class[unit]
    return ("đồng", "money") if pt.money.match(low) else None


def is_place(label: str) -> bool:
    """Whether a label begins with a kind of place ("Xã …", "Thôn …")."""
    return _PLACE.match(fold.lower(label)) is not None
