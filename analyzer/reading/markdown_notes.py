"""Footnotes of Markdown: ``[^1]`` in the text, ``[^1]: note`` on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]{1,32})\]:[ \t]*(.*)")
_MARK = re.compile(r"\[\^([^\]\s]{1,32})\]")
_CONTINUED = re.compile(r"(?: {2,}|\t)(\S.*)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


class Note(NamedTuple):
    """``mark`` as printed; ``paragraphs`` in Markdown."""

    mark: str
    paragraphs: list[str]


@dataclass(slots=True)
class Footnotes:
    """Definitions by name, given out once each, in order of reference."""

    _definitions: dict[str, list[str]] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)
    _count: int = 0

    def define(self, name: str, paragraphs: list[str]) -> None:
        """Add a definition; the first of a name counts."""
        self._definitions.setdefault(name, paragraphs)

    def strip_marks(self, text: str) -> tuple[str, list[str]]:
        """``text`` without the marks that have a definition, and their names in order."""
        names: list[str] = []

        def take(match: re.Match[str]) -> str:
            if match[1] not in self._definitions:
                return match[0]
            names.append(match[1])
            return ""

        return (_MARK.sub(take, text) if self._definitions else text), names

    def take(self, name: str) -> Note | None:
        """The note called ``name``; None where it was given before."""
        if name in self._given:
            return None
        self._given.add(name)
        self._count += 1
        mark = name if name.isdecimal() or set(name) == {"*"} else str(self._count)
        return Note(mark, [paragraph for paragraph in self._definitions[name] if paragraph])


def take_footnotes(text: str) -> tuple[str, Footnotes]:
    """``text`` with the definitions blanked out, and the definitions."""
    notes = Footnotes()
    kept: list[str] = []
    current: list[str] | None = None
    fenced = False
    for line in text.split("\n"):
        fenced = fenced != bool(_FENCE.match(line))
        definition = None if fenced else _DEFINITION.fullmatch(line)
        continued = None if current is None else _CONTINUED.fullmatch(line)
        if definition:
            current = [definition[2]] if definition[2] else []
            notes.define(definition[1], current)
            kept.append("")
        elif current is not None and continued:
            if current and kept and line.strip() and current[-1] != "":
                current[-1] += "\n" + continued[1]
            else:
                current[len(current) - 1 :] = [continued[1]]
            kept.append("")
        elif current is not None and not line.strip():
            if current and current[-1]:
                current.append("")
            kept.append("")
        else:
            current = None
            kept.append(line)
    return "\n".join(kept), notes
