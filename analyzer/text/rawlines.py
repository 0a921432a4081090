"""Blocks cut into visual lines, and lines that belong to the page and not to the text taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from analyzer.reading.model import Block, BlockKind, Box, Cell, SourceText
from analyzer.text.characters import clean_characters, is_clean
from analyzer.text.fold import bare
from analyzer.text.mapped import Mapped
from analyzer.text.markers import parse_marker

_SPACES = re.compile(r"[ \t\u2028]{2,}|[\t\u2028]")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_BREAK = re.compile("[\n\r\f]")
_GUTTER = re.compile(r"\s*(?:\t|\s{4,})\s*")
_PAGE_NUMBER = re.compile(r"(?:-\s?|trang\s)?(\d{1,4})(?:\s?-|\s?/\s?\d{1,4})?", re.I)
_SIGNATURE = re.compile(
    r"(?:(?:duoc )?ky (?:so |dien tu )?boi|thoi (?:gian|diem) ky|(?:ngay|gio|ngay gio) ky|ky (?:ngay|luc)|"
    r"signing (?:time|date))\s?:|(?:digitally |electronically )?signed by\b|"
    r"signature (?:not verified|is valid|valid|verified|yet unknown)|chu ky (?:so |dien tu )?(?:khong )?hop le\b|"
    r"date\s?:\s?\d{4}[./-]\d|"
    # the time of signing alone on its line: to the second, and with the time zone
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[ t]\d{1,2}:\d{2}:\d{2}\s?(?:[+-]\d{2}[:']?\d{2}'?)?$"
)
"""How the printed text of a digital signature begins, whatever it stands in."""
_STAMP = re.compile(rf"{_SIGNATURE.pattern}|(?:nguoi ky|email|co quan|chuc vu|nguoi gui)\s?:|ky so|da ky")


@dataclass(slots=True)
class RawLine:
    """One visual line: ``mapped`` without white space at its ends; ``indent`` counts the spaces it began with.

    ``gap``: white space above (blank lines, or line heights on a page), None when unknown. ``same_block``: it goes
    on in the block of the line before it. ``width`` is its extent in the unit that ``gap`` lines are compared in:
    points on a page, characters elsewhere.
    """

    mapped: Mapped
    raw: Mapped
    """The same with the white space at its ends: tabs there are empty cells."""
    block: Block
    indent: int
    gap: float | None
    same_block: bool
    width: float
    left: float
    box: Box | None
    note: str = ""
    """The mark of the footnote that the line belongs to; empty in the body."""
    same_note: bool = False
    """It goes on in the note of the line before it."""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return self.mapped.text


def cut(source: SourceText) -> list[RawLine]:
    """Every block of ``source`` in lines, characters cleaned, inner white space single, order kept."""
    lines: list[RawLine] = []
    start = 0
    clean = is_clean("\n".join([block.text for block in source.blocks]))
    for block in source.blocks:
        mapped = Mapped.of(block.text, start)
        if not clean:
            mapped = clean_characters(mapped)
        start += len(block.text)
        place, first = 0, True
        pieces = _BREAK.split(mapped.text)
        for piece in pieces:
            part = mapped if len(pieces) == 1 else mapped[place : place + len(piece)]
            place += len(piece) + 1
            stripped = part.strip()
            if not stripped.text and not (first and block.label):
                continue
            indent = len(piece) - len(piece.lstrip()) if stripped is not part else 0
            box = block.box
            lines.append(
                RawLine(
                    stripped,
                    part,
                    block,
                    indent,
                    block.line_gap if first else 0.0,
                    not first,
                    (box[2] - box[0]) if box else float(len(stripped.text)),
                    box[0] if box else float(indent),
                    box,
                    (block.note_ref or "*") if block.kind == "footnote" else "",
                    block.kind == "footnote" and not first,
                )
            )
            first = False
    return lines


def single_spaced(mapped: Mapped) -> Mapped:
    """Runs of white space as one space."""
    text = mapped.text
    if "  " not in text and "\t" not in text and "\u2028" not in text:
        return mapped
    return mapped.sub(_SPACES, lambda _: " ")


def without_emphasis(mapped: Mapped) -> Mapped:
    """Without Markdown's stars and underscores around words, for text copied from a Markdown page."""
    return mapped.sub(_EMPHASIS, lambda _: "") if "*" in mapped.text or "__" in mapped.text else mapped


def split_columns(lines: list[RawLine]) -> list[RawLine]:
    """Two columns that plain text sets side by side (letterhead, recipients and signature) one after the other."""
    done: list[RawLine] = []
    index = 0
    while index < len(lines):
        group: list[tuple[RawLine | None, RawLine | None]] = []
        while index + len(group) < len(lines):
            halves = _halves(lines[index + len(group)], inside=bool(group))
            if halves is None and group and _left_alone(lines[index + len(group)], group):
                halves = lines[index + len(group)], None
            if halves is None:
                break
            group.append(halves)
        if group and _is_furnished(group):
            done += [left for left, _ in group if left is not None]
            done += [right for _, right in group if right is not None]
        else:
            group = group or [(lines[index], None)]
            done += lines[index : index + len(group)]
        index += len(group)
    return done


def _left_alone(line: RawLine, group: list[tuple[RawLine | None, RawLine | None]]) -> bool:
    """Whether a line is of the left column alone, its right half empty: an entry of a list that the column holds."""
    if line.block.kind != "line" or line.box is not None or not line.text.startswith(("-", "+", "•")):
        return False
    listed = [left for left, _ in group if left is not None and left.text.startswith(("-", "+", "•"))]
    return bool(listed) and len(line.text) <= 2 * max(len(left.text) for left in listed) and _is_furnished(group)


_FURNITURE = re.compile(
    r"cong hoa xa hoi|dang cong san viet nam|doc lap\s?-\s?tu do|noi nhan"
    r"|\btm\.|\bkt\.|\btl\.|\b[tk]/[ml] |so\s?:|ngay .{0,8} ?thang"
)


def _is_furnished(group: list[tuple[RawLine | None, RawLine | None]]) -> bool:
    return any(_FURNITURE.search(bare(half.text)) for pair in group for half in pair if half is not None)


def _halves(line: RawLine, inside: bool) -> tuple[RawLine | None, RawLine | None] | None:
    """The left and the right half of a line with a gutter; inside such lines, one half may be empty."""
    if line.block.kind != "line" or line.box is not None:
        return None
    text = line.text
    spaced = "  " in text or not text.isprintable()  # no white space is printable but the space
    match = _GUTTER.search(text) if spaced else None
    if match is None:
        return (None, line) if inside and line.indent > 20 else None
    left, right = line.mapped[: match.start()], line.mapped[match.end() :]
    if _GUTTER.search(right.text):
        return None
    return replace(line, mapped=left, width=float(len(left))), replace(line, mapped=right, width=float(len(right)))


def tabular(lines: list[RawLine]) -> list[RawLine]:
    """Rows of a table that plain text sets with tabs between the cells, as cells: at least two lines in a row with
    as many tabs, two or more, each."""
    tables = 1 + max((line.block.cell.table for line in lines if line.block.cell), default=-1)
    done: list[RawLine] = []
    index = 0
    while index < len(lines):
        tabs = _tabs(lines[index])
        last = index + 1
        while tabs >= 2 and last < len(lines) and _tabs(lines[last]) == tabs:
            last += 1
        if tabs < 2 or last - index < 2:
            done.append(lines[index])
            index += 1
            continue
        for row, line in enumerate(lines[index:last]):
            done += _cells(line, tables, row)
        tables += 1
        index = last
    return done


def _tabs(line: RawLine) -> int:
    return line.raw.text.count("\t") if line.block.kind == "line" and line.box is None else 0


def _cells(line: RawLine, table: int, row: int) -> list[RawLine]:
    cells: list[RawLine] = []
    start = 0
    for column, text in enumerate(line.raw.text.split("\t")):
        part = line.raw[start : start + len(text)].strip()
        start += len(text) + 1
        if part.text:
            block = replace(line.block, kind="cell", cell=Cell(table, row, column))
            cells.append(replace(line, mapped=part, block=block))
    return cells


_MARK = re.compile(r"\d{1,2}")
_NOTE = re.compile(r"(\d{1,2})\s(?=[(\"“A-ZĐÀ-Ỹ])")
_NOTE_LINES = 30


def lift_footnotes(lines: list[RawLine]) -> list[RawLine]:
    """Footnotes of plain text, which stand in the middle of the body at a page's end, put behind the sentence
    that carries their mark. A mark is a number alone on its line, the note a later line that begins with it."""
    taken: set[int] = set()
    notes: dict[int, list[RawLine]] = {}
    for index, line in enumerate(lines):
        if line.block.kind != "line" or not _MARK.fullmatch(line.text) or index == 0:
            continue
        start = next(
            (k for k in range(index + 1, min(index + 90, len(lines))) if _starts_note(lines[k], line.text)), None
        )
        if start is None or start in taken or _starts_note(lines[index + 1], line.text):
            continue
        end = _note_end(lines, start)
        home = index
        while home + 1 < start and not lines[home].text.endswith((".", ";", ":")):
            home += 1
        body = [replace(part, note=line.text, same_note=place > 0) for place, part in enumerate(lines[start:end])]
        notes.setdefault(home, []).extend(body)
        taken.update(range(start, end), (index,))
    if not taken:
        return lines
    done: list[RawLine] = []
    for index, line in enumerate(lines):
        if index not in taken:
            done.append(line)
        done += notes.get(index, [])
    return done


def _starts_note(line: RawLine, mark: str) -> bool:
    match = _NOTE.match(line.text)
    return match is not None and match.group(1) == mark


def _note_end(lines: list[RawLine], start: int) -> int:
    """A note ends where the body's broken sentence goes on, or with its first full stop before a new paragraph."""
    for end in range(start + 1, min(start + _NOTE_LINES, len(lines))):
        if lines[end - 1].text.endswith((".", "./.")) and (
            lines[end].text[:1].islower() or parse_marker(lines[end].text)
        ):
            return end
    return start + 1


def drop_furniture(lines: list[RawLine]) -> tuple[list[RawLine], int]:
    """Without headers, footers, page numbers and signature stamps; and how many lines went."""
    kept = [line for line in lines if not _is_page_furniture(line)]
    numbers = _page_numbers(kept)
    return [line for k, line in enumerate(kept) if k not in numbers], len(lines) - len(kept) + len(numbers)


_STAMP_HEADS = frozenset("dktngsec")
"""The letters that stamps begin with, where it is no number."""
_STAMPS: dict[BlockKind, re.Pattern[str]] = {"line": _STAMP, "paragraph": _SIGNATURE, "textbox": _SIGNATURE}
_ORNAMENT = re.compile(r"[-–—_=*~.·•…\s]{3,}|\*")


def _is_page_furniture(line: RawLine) -> bool:
    if _ORNAMENT.fullmatch(line.text) and not line.block.cell:
        return True
    kind = line.block.kind
    if kind in ("header", "footer"):
        return not re.search(r"cong hoa xa hoi chu nghia|doc lap\s?-\s?tu do|^so\s?:", bare(line.text))
    stamp = _STAMPS.get(kind)
    if stamp is None or len(line.text) >= 90:
        return False
    head = bare(line.text[:1])
    return (head in _STAMP_HEADS or head.isdecimal()) and stamp.match(bare(line.text)) is not None


def _page_numbers(lines: list[RawLine]) -> set[int]:
    """Lone numbers that count up by one, a page's length apart, are page numbers; order numbers of a table are not."""
    lone: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        match = _PAGE_NUMBER.fullmatch(line.text) if line.block.kind == "line" and len(line.text) < 12 else None
        if match:
            lone.append((index, int(match.group(1))))
    best: list[int] = []
    for first in range(min(len(lone), 200)):
        if lone[first][1] not in (1, 2):
            continue
        chain = [first]
        for later in range(first + 1, len(lone)):
            far = lone[later][0] - lone[chain[-1]][0]
            if lone[later][1] == lone[chain[-1]][1] + 1 and far >= 14:
                chain.append(later)
        if lone[first][1] == 2 and lone[first][0] < 10:
            continue
        if len(chain) > len(best) and (len(chain) > 1 or _interrupts(lines, lone[first][0])):
            best = chain
    return {lone[k][0] for k in best}


def _interrupts(lines: Iterable[RawLine], index: int) -> bool:
    """Whether a lone number stands inside a sentence."""
    listed = list(lines)
    if not 12 <= index < len(listed) - 1:
        return False
    before, after = listed[index - 1].text, listed[index + 1].text
    return not before.endswith((".", ":", ";", "ngày", "số", "tháng", "năm", "tổng")) and after[:1].islower()
