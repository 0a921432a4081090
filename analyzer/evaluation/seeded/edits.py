"""The edit language: a few operations on the lines of a text, each of which must hit exactly what it names.

A line is a paragraph, a heading, an item or a row of a table. An operation is a map, its first key its name:

``replace`` + ``by``, or ``delete``
    a literal, everywhere in the text; ``times`` it must occur (1 unless told otherwise).
``drop``
    the lines that hold a literal; ``times`` as above.
``cut`` + ``to``
    the lines from the one that begins with ``cut`` up to, and without, the next that begins with ``to``.
    ``renumber: roman``, ``letter`` or ``arabic`` closes the gap in the numbers of the headings that follow.
``insert`` + ``after`` or ``before``
    a new line beside the one that begins with a literal.
``move`` + ``to`` + ``before``
    the lines of ``cut``, put before the line that begins with ``before``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LETTERS = ("A", "B", "C", "D", "Đ", "E", "G", "H", "I", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V")
"""Headings by letter as administrative texts count them: Đ after D, no F, no J."""
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_STYLES: dict[str, tuple[str, ...]] = {
    "roman": ROMANS,
    "letter": LETTERS,
    "arabic": tuple(str(number) for number in range(1, 100)),
}
_NUMBER = re.compile(r"(\d{1,2}|[IVX]{1,5}|[A-ZĐ])(?=[.)])(?!\.\d{3})")
_ABOVE_ARABIC = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])\.\s")


class EditError(ValueError):
    """An edit that does not hit what it names; the message says which and what was found instead."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One operation: ``name``, its literal, and its further values by key."""

    name: str
    literal: str
    values: Mapping[str, Any]


_KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "replace": (frozenset({"by"}), frozenset({"times"})),
    "delete": (frozenset(), frozenset({"times"})),
    "drop": (frozenset(), frozenset({"times"})),
    "cut": (frozenset({"to"}), frozenset({"renumber"})),
    "insert": (frozenset(), frozenset({"after", "before"})),
    "move": (frozenset({"to", "before"}), frozenset()),
}
"""Operation → the keys that it must have, and those that it can have."""


def edit_of(raw: object) -> Edit:
    """An operation as YAML gives it. Raises ``EditError`` on one that the language does not have."""
    if not isinstance(raw, dict) or not raw:
        raise EditError(f"an edit is a map, not {raw!r}")
    name, literal = next(iter(raw.items()))
    values = {key: value for key, value in raw.items() if key != name}
    if name not in _KEYS:
        raise EditError(f"there is no operation {name!r}; there are {', '.join(_KEYS)}")
    needed, allowed = _KEYS[name]
    if not needed <= set(values) <= needed | allowed or (name == "insert" and len(values) != 1):
        raise EditError(f"{name!r} takes {', '.join(sorted(needed | allowed))}, not {', '.join(sorted(values)) or '-'}")
    texts = [literal, *(value for key, value in values.items() if key != "times")]
    if not all(isinstance(text, str) for text in texts) or not literal or not isinstance(values.get("times", 1), int):
        raise EditError(f"{name!r} of {literal!r}: literals are texts, times is a number")
    if values.get("renumber", "arabic") not in _STYLES:
        raise EditError(f"renumber is {', '.join(_STYLES)}, not {values['renumber']!r}")
    return Edit(name, literal, values)


def apply(text: str, edits: tuple[Edit, ...]) -> str:
    """The text after all ``edits``, in their order. Raises ``EditError`` where one does not hit what it names, or
    changes nothing."""
    for edit in edits:
        changed = _OPERATIONS[edit.name](text, edit)
        if changed == text:
            raise EditError(f"{edit.name} {edit.literal!r} changes nothing")
        text = changed
    return text


def _replace(text: str, edit: Edit) -> str:
    _expect(text.count(edit.literal), edit)
    return text.replace(edit.literal, edit.values.get("by", ""))


def _drop(text: str, edit: Edit) -> str:
    lines = text.split("\n")
    kept = [line for line in lines if edit.literal not in line]
    _expect(len(lines) - len(kept), edit)
    return "\n".join(kept)


def _cut(text: str, edit: Edit) -> str:
    lines = text.split("\n")
    start, stop = _range(lines, edit)
    rest = lines[stop:]
    if style := edit.values.get("renumber"):
        rest = _renumbered(lines[start], rest, style)
    return "\n".join([*lines[:start], *rest])


def _insert(text: str, edit: Edit) -> str:
    lines = text.split("\n")
    ((side, beside),) = edit.values.items()
    at = _line(lines, beside, edit) + (side == "after")
    return "\n".join([*lines[:at], edit.literal, *lines[at:]])


def _move(text: str, edit: Edit) -> str:
    lines = text.split("\n")
    start, stop = _range(lines, edit)
    moved, rest = lines[start:stop], [*lines[:start], *lines[stop:]]
    at = _line(rest, edit.values["before"], edit)
    return "\n".join([*rest[:at], *moved, *rest[at:]])


_OPERATIONS: dict[str, Callable[[str, Edit], str]] = {
    "replace": _replace,
    "delete": _replace,
    "drop": _drop,
    "cut": _cut,
    "insert": _insert,
    "move": _move,
}


def _expect(count: int, edit: Edit) -> None:
    times = edit.values.get("times", 1)
    if count != times:
        raise EditError(f"{edit.name} {edit.literal!r}: occurs {count} times, not {times}")


def _line(lines: list[str], start: str, edit: Edit) -> int:
    """The index of the one line that begins with ``start``."""
    found = [index for index, line in enumerate(lines) if line.startswith(start)]
    if len(found) != 1:
        raise EditError(f"{edit.name} {edit.literal!r}: {len(found)} lines begin with {start!r}, not 1")
    return found[0]


def _range(lines: list[str], edit: Edit) -> tuple[int, int]:
    """First line and end of the lines from ``literal`` up to the next that begins with ``to``."""
    start = _line(lines, edit.literal, edit)
    for stop in range(start + 1, len(lines)):
        if lines[stop].startswith(edit.values["to"]):
            return start, stop
    raise EditError(f"{edit.name} {edit.literal!r}: no line after it begins with {edit.values['to']!r}")


def _renumbered(first: str, rest: list[str], style: str) -> list[str]:
    """``rest`` with the numbers of the headings that follow ``first`` one lower; the sub-numbers of a heading
    ("2.1.") go with it. Arabic numbers count within their part: they end at the next heading by numeral or letter."""
    marks = _STYLES[style]
    found = _NUMBER.match(first)
    if found is None or found[1] not in marks:
        raise EditError(f"{first[:30]!r} has no number to close the gap of ({style})")
    due = marks.index(found[1]) + 1
    out = list(rest)
    for index, line in enumerate(rest):
        if style == "arabic" and _ABOVE_ARABIC.match(line):
            break
        number = _NUMBER.match(line)
        if number is None or number[1] not in (marks[due], marks[due - 1]):
            continue
        due += number[1] == marks[due]
        if marks.index(number[1]) > marks.index(found[1]):
            out[index] = marks[marks.index(number[1]) - 1] + line[number.end() :]
    return out
