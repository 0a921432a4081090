"""The list of those who must submit, as a spreadsheet saves it; mistakes are told by line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from analyzer.audit.periods import Span, parse_day, parse_period
from analyzer.audit.placenames import Named, parse_name
from analyzer.errors import Text, UsageError
from analyzer.resources import load_yaml
from analyzer.text.fold import bare

_MOST = 200_000
"""Lines of a list."""
_BYTES = 50_000_000
_HEADS = 10
"""Lines among which the head is looked for: a title may stand above it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who must submit what, for when, by when. ``names`` are the place as it is called now and as it was called."""

    line: int
    place: str
    names: tuple[Named, ...]
    kind: str | None
    period: Span | None
    period_text: str
    due: date | None
    received: date | None


def read_list(path: Path) -> tuple[list[Entry], list[Text]]:
    """The entries of a list and what is wrong with its other lines.

    CSV with a comma, a semicolon or a tab, UTF-8 (with or without byte order mark) or UTF-16; the first line that has a
    column for the place is the head. A line with a mistake is left out and told, with file, line and column.

    Raises ``UsageError`` where the file cannot be read or has no such head.
    """
    text = _decoded(path)
    table, unread = _rows(text)
    for number, (_, cells) in enumerate(table[:_HEADS]):
        heads = _heads(cells)
        if "place" in heads.values():
            reader = _Reader(path, [cell.strip() for cell in cells], heads)
            for later, some in table[number + 1 :]:
                reader.take(later, some)
            for line in unread:
                reader.skipped(line)
            return reader.entries, reader.problems
    raise UsageError(
        f"{path}, dòng 1: không thấy cột tên địa phương, đơn vị (ví dụ: Đơn vị; Loại; Kỳ; Hạn nộp).",
        f"{path}, line 1: no column for the place (for example: place; kind; period; due).",
    )


def _decoded(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"{path}: không mở được ({error.strerror}).", f"{path}: cannot open ({error.strerror})."
        ) from None
    if len(data) > _BYTES:
        raise UsageError(f"{path}: danh sách quá lớn (trên 50 MB).", f"{path}: the list is too large (over 50 MB).")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\x00", "")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        raise UsageError(
            f"{path}, dòng {line}, cột {column}: không phải UTF-8; hãy lưu lại với mã UTF-8.",
            f"{path}, line {line}, column {column}: not UTF-8; save it as UTF-8.",
        ) from None


def _rows(text: str) -> tuple[list[tuple[int, list[str]]], list[int]]:
    """Lines with their number in the file, and the numbers of those that could not be read (what follows a line beyond
    the limit among them, as one). The delimiter is the one that makes most columns of the first lines."""
    if (said := re.match(r"sep=(.)\r?\n", text)) is not None:
        delimiter, text = said[1], "\n" + text[said.end() :]
    else:
        sample = "\n".join(text.splitlines()[:5])
        delimiter = max(";\t,", key=lambda char: (_known_heads(sample, char), sample.count(char)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[tuple[int, list[str]]] = []
    unread: list[int] = []
    while True:
        line = reader.line_num + 1
        if len(found) >= _MOST:
            return found, [*unread, line]
        try:
            cells = next(reader)
        except StopIteration:
            return found, unread
        except csv.Error:
            unread.append(line)
            continue
        if any(cell.strip() for cell in cells):
            found.append((line, cells))


def _known_heads(sample: str, delimiter: str) -> int:
    return max((len(_heads(line.split(delimiter))) for line in sample.splitlines()), default=0)


@cache
def _columns() -> dict[str, str]:
    return _by_word("columns")


@cache
def _kinds() -> dict[str, str]:
    return _by_word("kinds")


def _by_word(table: str) -> dict[str, str]:
    entries = load_yaml("registers/submission_list.yml")[table]
    return {_folded(word): key for key, words in entries.items() for word in words}


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", bare(words.replace("_", " "))).split())


def _heads(cells: Sequence[str]) -> dict[int, str]:
    """Index of a column → what it holds; the first of two that say the same."""
    found: dict[int, str] = {}
    for index, cell in enumerate(cells):
        key = _columns().get(_folded(cell.strip().strip('"').lstrip("\ufeff")))
        if key is not None and key not in found.values():
            found[index] = key
    return found


class _Reader:
    def __init__(self, path: Path, titles: list[str], heads: dict[int, str]) -> None:
        self._path, self._titles, self._heads = path, titles, heads
        self.entries: list[Entry] = []
        self.problems: list[Text] = []

    def take(self, line: int, cells: list[str]) -> None:
        """An entry of the list, or what is wrong with it."""
        before = len(self.problems)
        said = {key: cells[index].strip() for index, key in self._heads.items() if index < len(cells)}
        kind = self._kind(line, said.get("kind", ""))
        period = self._period(line, said.get("period", ""))
        due, received = (self._day(line, key, said.get(key, "")) for key in ("due", "received"))
        place = said.get("place", "")
        names = tuple(_names(said))
        if not names:
            self._wrong(line, "place", Text("chưa có tên địa phương, đơn vị", "no place"))
        if len(self.problems) == before:
            period_text = said.get("period", "")
            self.entries.append(Entry(line, _title(said) or place, names, kind, period, period_text, due, received))

    def skipped(self, line: int) -> None:
        """A line that is no line of a table."""
        self.problems.append(
            Text(
                f"{self._path}, dòng {line}: không đọc được (ô quá dài, dấu nháy không khép, hoặc danh sách quá dài).",
                f"{self._path}, line {line}: cannot be read (a cell too long, an open quote, or too long a list).",
            )
        )

    def _kind(self, line: int, words: str) -> str | None:
        kind = _kinds().get(_folded(words))
        if words and kind is None:
            self._wrong(line, "kind", Text(f"không rõ loại văn bản “{words[:40]}”", f"unknown kind “{words[:40]}”"))
        return kind

    def _period(self, line: int, words: str) -> Span | None:
        period = parse_period(words)
        if words and period is None:
            self._wrong(line, "period", Text(f"không rõ kỳ “{words[:40]}”", f"unknown period “{words[:40]}”"))
        return period

    def _day(self, line: int, key: str, words: str) -> date | None:
        day = parse_day(words)
        if words and day is None:
            said = f"“{words[:40]}”"
            what = Text(f"{said} không phải một ngày (ngày/tháng/năm)", f"{said} is no day (day/month/year)")
            self._wrong(line, key, what)
        return day

    def _wrong(self, line: int, key: str, what: Text) -> None:
        index = next(index for index, head in self._heads.items() if head == key)
        title = self._titles[index].lstrip("\ufeff")
        self.problems.append(
            Text(
                f"{self._path}, dòng {line}, cột {index + 1} ({title}): {what.vi}.",
                f"{self._path}, line {line}, column {index + 1} ({title}): {what.en}.",
            )
        )


def _title(said: dict[str, str]) -> str:
    return ", ".join(said[key] for key in ("place", "district", "province") if said.get(key))


def _names(said: dict[str, str]) -> Iterator[Named]:
    """The place with the district and the province of its columns, then its former names."""
    around = [_unit(said.get(key, ""), unit) for key, unit in (("district", "huyện"), ("province", "tỉnh"))]
    if said.get("place"):
        yield parse_name(", ".join(filter(None, [said["place"], *around])))
    for former in re.split(r"[;|/\n]", said.get("former", "")):
        if former.strip():
            yield parse_name(former.strip())


def _unit(words: str, unit: str) -> str:
    """A place of the column for districts or provinces with its unit, where it says none."""
    named = parse_name(words)
    return f"{unit} {words}" if words and named.place is not None and not named.place.unit else words
