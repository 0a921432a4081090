"""What an atom leans on: connectors to its left, and its neighbours in a list or a range."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.atoms import Atom
from analyzer.extraction.times.matching import find_atoms

REACH = 70
"""Characters to the left of an atom that may belong to it."""
_UNTIL = ("đến", "tới", "hết", "cho đến", "tính đến", "chậm nhất", "muộn nhất", "hạn", "không", "từ nay đến")


@dataclass(slots=True)
class Piece:
    """An atom with its left context read: ``relation`` is "", "before", "until", "from" or "after"; ``part`` is "đầu",
    "giữa", "cuối" or empty; ``label`` says that "giai đoạn" or the like stands before it."""

    atom: Atom
    start: int
    end: int
    relation: str = ""
    part: str = ""
    label: bool = False


def _relation(word: str) -> str:
    word = " ".join(word.split())
    if "sau" in word.split():
        return "after"
    if "trước" in word.split():
        return "before"
    if word.startswith(("kể từ", "bắt đầu từ", "tính từ")) or word == "từ":
        return "from"
    return "until" if word.startswith(_UNTIL) else ""


def _piece(folded: str, atom: Atom, floor: int) -> Piece:
    piece = Piece(atom, atom.start, atom.end)
    if atom.unit == "recurrence" and atom.needs != "own":
        return piece
    left = folded[max(floor, atom.start - REACH) : atom.start]
    hit = p.LEFT.search(left)
    if hit is None or not hit.group():
        return piece
    start = hit.start()
    far, near = hit["far"] or "", hit["near"] or ""
    if far and near and not hit["label"]:
        near, far = f"{far} {near}", ""
    if near.startswith(("đến", "tới")) and p.NOT_UNTIL.search(left[:start]):
        piece.part = hit["part"] or ""
        return piece
    if hit["clock"] and not (near or far).startswith(("trước", "xong trước", "chậm", "muộn", "hạn")):
        return piece  # "từ 18 giờ đến 20 giờ ngày 15/5": hours of one day
    tail = hit["tail"] or ""
    piece.relation = _relation(f"{near} {tail}".strip()) or _relation(far)
    piece.part, piece.label = hit["part"] or "", bool(hit["label"])
    piece.start = atom.start - len(left) + start
    return piece


def _enough(folded: str, piece: Piece, previous: Piece | None, following: Atom | None) -> bool:
    """Whether a bare shape ("15/12", "2030") stands where a time stands."""
    atom = piece.atom
    if atom.needs != "connector":
        return True
    if piece.relation or piece.label or p.YEARLY_AFTER.match(folded, atom.end):
        return True
    if atom.unit == "year" and piece.part:
        return True
    if previous and previous.atom.unit == atom.unit and atom.start - previous.end <= 8:
        gap = folded[previous.end : atom.start]
        if p.JOIN.fullmatch(gap) or (p.LIST_GAP.fullmatch(gap) and atom.unit == "day"):
            return True
    if following and following.unit == atom.unit == "day" and following.start - atom.end <= 8:
        return p.JOIN.fullmatch(folded[atom.end : following.start]) is not None
    left = folded[max(0, atom.start - 12) : atom.start]
    return re.search(r"(?<!\w)(?:ngày|vào|trong|cùng kỳ|so với)\s{1,2}$", left) is not None


def _pieces(folded: str, original: str, starts: Sequence[int], end: int, floors: Sequence[int]) -> list[Piece]:
    atoms = list(find_atoms(folded, original, starts, end))
    pieces: list[Piece] = []
    for index, atom in enumerate(atoms):
        floor = floors[max(0, bisect_right(floors, atom.start) - 1)]
        if pieces:
            floor = max(floor, pieces[-1].end)
        piece = _piece(folded, atom, floor)
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        if _enough(folded, piece, pieces[-1] if pieces else None, following):
            pieces.append(piece)
    return pieces


def _inherit(folded: str, pieces: list[Piece]) -> None:
    """Years, "hằng năm" and the connector pass along a list or a range."""
    for index in range(len(pieces) - 1, -1, -1):
        atom = pieces[index].atom
        if not atom.yearless:
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        before = pieces[index - 1] if index else None
        if atom.relative:
            continue
        if hit := p.YEARLY_AFTER.match(folded, atom.end):
            atom.yearly = True
            pieces[index].end = max(pieces[index].end, hit.end())
            if after and after.start < hit.end():
                pieces[index].end = max(after.end, hit.end())
                after.end = after.start  # swallowed
        elif (after and after.atom.group == atom.group >= 0) or (after and _linked(folded, pieces[index], after)):
            atom.year, atom.to_year, atom.yearly = after.atom.year, after.atom.year, after.atom.yearly
        elif (
            before
            and before.atom.every == "P1Y"
            and not before.atom.rate
            and p.YEARLY_GAP.fullmatch(folded, before.end, pieces[index].start)
        ):
            atom.yearly = True
            pieces[index].start = before.start
            before.end = before.start
    pieces[:] = [piece for piece in pieces if piece.end > piece.start]
    for previous, piece in pairwise(pieces):
        if piece.relation or previous.relation not in ("before", "until") or piece.atom.unit != previous.atom.unit:
            continue
        if piece.atom.group == previous.atom.group >= 0 or re.fullmatch(
            r"\s{0,3}(?:,|;|và)\s{0,3}", folded[previous.end : piece.start]
        ):
            piece.relation = previous.relation


def _linked(folded: str, piece: Piece, after: Piece) -> bool:
    if (
        after.atom.unit not in ("day", "month", "quarter")
        or after.start - piece.end > 14
        or after.atom.start - piece.end > 30
    ):
        return False
    gap = folded[piece.end : after.atom.start]
    return p.JOIN.fullmatch(gap) is not None or p.LIST_GAP.fullmatch(gap) is not None


def joined(folded: str, piece: Piece, after: Piece) -> bool:
    """Whether the two are the ends of one period."""
    if piece.atom.unit in ("recurrence", "relative") or after.atom.unit in ("recurrence", "relative"):
        return False
    if piece.relation not in ("", "from") or (piece.atom.group >= 0 and piece.atom.group == after.atom.group):
        return False
    if piece.atom.ranged or after.atom.ranged or after.atom.start - piece.end > 30:
        return False
    gap = folded[piece.end : after.atom.start]
    if p.JOIN.fullmatch(gap):
        return True
    return (
        piece.relation == "from"
        and re.fullmatch(r"\s{0,3},?\s{0,3}(?:cho )?(?:đến|tới)(?: hết)?\s{0,3}(?:cuối |hết )?", gap) is not None
    )


def find_pieces(folded: str, text: str, starts: Sequence[int], stop: int, floors: Sequence[int]) -> list[Piece]:
    """The pieces of a passage that ends at ``stop``, in order; ``starts`` are the places at which a time can begin
    (``starts_of``), ``floors`` the offsets at which its sentences begin."""
    pieces = _pieces(folded, text, starts, stop, floors)
    _inherit(folded, pieces)
    return pieces
