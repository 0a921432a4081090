"""What stands on a page without being part of the text: running heads and feet, page numbers, signature stamps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from analyzer.reading.pdf_lines import Line
from analyzer.text.fold import bare

Edge = Literal["header", "footer"]
EDGE = 0.13
"""Part of the page height, at its top and its bottom, where furniture stands."""
_NUMBER = re.compile(r"(?:trang|page|tr\.?)?[ :]{0,3}[-–—]?\s?(\d{1,4})(?:\s?(?:/|of)\s?\d{1,4})?\s?[-–—]?")
_DIGITS = re.compile(r"\d{1,9}")
_SIGNED = re.compile(
    r"(?:(?:nguoi ky|(?:duoc )?ky (?:so |dien tu )?boi|thoi (?:gian|diem) ky|(?:ngay|gio|ngay gio) ky|ky (?:ngay|luc)|"
    r"signed by|signing (?:time|date))\s?:|\b(?:digitally |electronically )signed by\b|"
    r"\bsignature (?:not verified|is valid|valid|verified|yet unknown)\b|\bchu ky (?:so |dien tu )?(?:khong )?hop le\b)"
)
_HINT = re.compile(r":|sign|hợp lệ", re.I)
"""What every label holds: a quick look before a slow one."""
_STAMP_LABEL = re.compile(
    rf"{_SIGNED.pattern}|\b(?:e-?mail|co quan|to chuc|don vi|chuc vu|signature|date|reason|location|dn)\s?:"
)


def split_stamps(pieces: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Separates the printed text of digital signatures ("Người ký: …", "Thời gian ký: …") from the rest.

    A stamp is two or more of its labels close together, at least one of which speaks of signing; between and
    just below them, lines in the same type belong to it.
    """
    labelled = [piece for piece in pieces if _HINT.search(piece.text) and _STAMP_LABEL.search(bare(piece.text))]
    if not any(_SIGNED.search(bare(piece.text)) for piece in labelled):
        return [], list(pieces)
    body = median(piece.size for piece in pieces)
    taken: set[int] = set()
    for group in _neighbours(labelled):
        labels = [label.group() for piece in group for label in _STAMP_LABEL.finditer(bare(piece.text))]
        if len(labels) >= 2 and any(_SIGNED.search(label) for label in labels):
            taken |= {id(piece) for piece in _stamp(group, pieces, body)}
    return [piece for piece in pieces if id(piece) in taken], [piece for piece in pieces if id(piece) not in taken]


def _neighbours(labelled: list[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for piece in sorted(labelled, key=lambda piece: piece.baseline):
        for group in groups:
            last = group[-1]
            if piece.baseline - last.baseline < 5 * last.size and abs(piece.x0 - last.x0) < 25 * last.size:
                group.append(piece)
                break
        else:
            groups.append([piece])
    return groups


def _stamp(group: list[Line], pieces: Sequence[Line], body: float) -> Iterable[Line]:
    size, left = group[0].size, min(piece.x0 for piece in group)
    right = max(piece.x1 for piece in group)
    last = group[-1].baseline
    yield from group
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        if abs(piece.size - size) > 0.08 * size or piece.x0 < left - size or piece.x0 > right:
            continue
        below = piece.baseline - last
        if group[0].baseline - 0.5 * size <= piece.baseline <= last + 0.5 * size:
            yield piece
        elif 0 < below < 1.5 * size and size < 0.9 * body and abs(piece.x0 - left) < size:
            last = piece.baseline
            yield piece


@dataclass(slots=True)
class _Candidate:
    """A line near the edge of a page. ``apart``: white space or another type size parts it from the text."""

    page: int
    line: Line
    edge: Edge
    apart: bool

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in _DIGITS.findall(self.line.text)]


def mark_furniture(pages: Sequence[tuple[int, float, list[Line]]]) -> None:
    """Sets ``kind`` of running heads, feet and page numbers. ``pages``: (number, height, lines) of each page."""
    candidates = [_at_edges(number, height, lines) for number, height, lines in pages]
    _mark_repeated([candidate for page in candidates for candidate in page], len(pages))
    _mark_numbers(candidates)


def _at_edges(page: int, height: float, lines: list[Line]) -> list[_Candidate]:
    """The outermost lines of a page, from the edge inwards: three at the top, four at the bottom."""
    placed = sorted((line for line in lines if line.kind == "line"), key=lambda line: line.top)
    top = [line for line in placed[:3] if line.bottom < EDGE * height]
    foot = [line for line in placed[:-5:-1] if line.top > (1 - EDGE) * height]
    return _candidates(page, top, placed, "header") + _candidates(page, foot, placed[::-1], "footer")


def _candidates(page: int, outer: list[Line], inwards: list[Line], edge: Edge) -> list[_Candidate]:
    found: list[_Candidate] = []
    apart = False
    for place in range(len(outer) - 1, -1, -1):
        line, inner = outer[place], inwards[place + 1] if place + 1 < len(inwards) else None
        if inner is None:
            apart = True
        else:
            space = max(inner.top - line.bottom, line.top - inner.bottom)
            apart = apart or space > 0.5 * line.size or abs(inner.size - line.size) > 0.08 * line.size
        found.insert(0, _Candidate(page, line, edge, apart))
    return found


def _mark_repeated(candidates: list[_Candidate], pages: int) -> None:
    """The same text at the same place on three pages or more; a number in it may count with the pages."""
    seen: dict[tuple[Edge, str], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        seen[candidate.edge, _DIGITS.sub("#", bare(candidate.line.text))].append(candidate)
    needed = max(3, pages // 10)
    for found in seen.values():
        if len(found) < needed or not any(char.isalnum() for char in found[0].line.text):
            continue
        usual = median(candidate.line.top for candidate in found)
        same = [candidate for candidate in found if abs(candidate.line.top - usual) < 12]
        same = _counting(same)
        if len({candidate.page for candidate in same}) >= needed:
            for candidate in same:
                candidate.line.kind = candidate.edge


def _counting(same: list[_Candidate]) -> list[_Candidate]:
    """Those whose numbers are the usual ones, or differ from page to page as the page number does."""
    usual: Counter[tuple[int, ...]] = Counter()
    counting: Counter[tuple[int, ...]] = Counter()
    for candidate in same:
        usual[tuple(candidate.numbers)] += 1
        counting[tuple(_less(candidate))] += 1
    fixed, moving = usual.most_common(1), counting.most_common(1)
    if fixed and fixed[0][1] >= 3:
        return [candidate for candidate in same if tuple(candidate.numbers) == fixed[0][0] or candidate.apart]
    wanted = moving[0][0] if moving else ()
    return [c for c in same if c.apart and len(c.numbers) == len(wanted) and _varies(c, wanted, same)]


def _less(candidate: _Candidate) -> list[int]:
    return [number - candidate.page for number in candidate.numbers]


def _varies(candidate: _Candidate, wanted: tuple[int, ...], same: list[_Candidate]) -> bool:
    """Whether each number either counts with the pages or is the same as on most pages."""
    return all(
        less == counted or sum(1 for other in same if other.numbers[place] == number) * 2 >= len(same)
        for place, (number, less, counted) in enumerate(zip(candidate.numbers, _less(candidate), wanted, strict=True))
    )


def _mark_numbers(pages: list[list[_Candidate]]) -> None:
    """A number alone in the outermost line: one that counts with the pages, or a short one in the middle."""
    found: list[tuple[int, _Candidate]] = []
    edges: tuple[Edge, Edge] = ("header", "footer")
    for page in pages:
        for edge in edges:
            outermost = next((c for c in page if c.edge == edge and c.line.kind == "line"), None)
            if outermost is not None and (match := _NUMBER.fullmatch(bare(outermost.line.text).strip())):
                found.append((int(match.group(1)), outermost))
    offsets = Counter(value - candidate.page for value, candidate in found)
    for value, candidate in found:
        offset = value - candidate.page
        if offset == 0 or offsets[offset] >= 2 or (value < 1000 and candidate.line.align == "center"):
            candidate.line.kind = candidate.edge
