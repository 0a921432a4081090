"""The sentences of a document, indexed by word, for the phrases of the rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from analyzer.checks.phrases import Phrase
from analyzer.checks.reading import Pages
from analyzer.checks.wordindex import WordIndex
from analyzer.structure.model import Outline, Role, Span, Unit

_COUNTED = re.compile(r"(\d{1,2})([.)/])")

BODY_ZONES = frozenset({"heading", "paragraph", "item", "cell", "closing", "footnote"})
"""Kinds of units that hold what the document itself says: not its head, title, opening, signature or recipients."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence. ``text`` is comparable (see ``plain``; without diacritics where ``is_bare``), offset by offset
    with ``span``; ``roles`` are those of the sections around it, innermost first."""

    index: int
    span: Span
    unit: Unit
    text: str
    is_bare: bool
    roles: tuple[Role, ...]

    @property
    def zone(self) -> str:
        """The kind of its unit."""
        return self.unit.kind


class Match(NamedTuple):
    """A phrase found: offsets into the normalised text."""

    passage: Passage
    start: int
    end: int
    phrase: str

    @property
    def span(self) -> Span:
        """The words themselves."""
        return self.start, self.end


def _beside_heading(outline: Outline) -> dict[int, list[Role]]:
    """Roles of what stands beside a heading and not under it: with "1. Chỉ đạo:" as a heading, the item "2. Ra quân: …"
    goes on counting from it. By the index of the unit; units that stand under such an item have its roles."""
    found: dict[int, list[Role]] = {}
    begun: dict[int, bool] = {}
    for unit in outline.units:
        if unit.section is None or unit.kind not in ("item", "paragraph"):
            continue
        section = outline.sections[unit.section]
        own, heads = _COUNTED.match(unit.marker), _COUNTED.match(section.heading)
        if own is not None and heads is not None and own[2] == heads[2] and unit.section not in begun:
            begun[unit.section] = int(own[1]) == int(heads[1]) + 1
        counted = own is not None and begun.get(unit.section, False)
        if counted or any(lead in found for lead in unit.leads):
            found[unit.index] = [
                above.role.value
                for above in outline.ancestors(section.parent)
                if above.role.value not in (None, "other")
            ]
    return found


class Passages:
    """All sentences in order; ``find`` gives the matches of a phrase.

    A sentence on a page that was recognised from an image, or read poorly, is held without diacritics: what
    recognition gets wrong is mostly those. So is a heading: its few words are as telling without them.
    ``whole`` is the text in ``plain`` form; ``forgiving`` holds every sentence so.
    """

    def __init__(self, outline: Outline, whole: str, pages: Pages, *, forgiving: bool = False) -> None:
        self.items: list[Passage] = []
        self._found: dict[Phrase, list[Match]] = {}
        beside = _beside_heading(outline)
        pieces: list[str] = []
        done = 0
        for unit in outline.units:
            roles = tuple(outline.roles_above(unit) if unit.index not in beside else beside[unit.index])
            is_bare = forgiving or unit.kind == "heading" or pages.is_forgiving(outline.clean.lines[unit.line].page)
            text = outline.bare_text if is_bare else whole
            for span in unit.sentences or ((unit.start, unit.end),):
                passage = Passage(len(self.items), span, unit, text[span[0] : span[1]], is_bare, roles)
                self.items.append(passage)
                pieces += whole[done : span[0]], passage.text
                done = span[1]
        spans, bare = [passage.span for passage in self.items], [passage.is_bare for passage in self.items]
        self._index = WordIndex("".join(pieces), spans, bare)

    def find(self, phrase: Phrase) -> list[Match]:
        """Every place of a phrase, in order of the text, those without diacritics last."""
        matches = self._found.get(phrase)
        if matches is None:
            matches = self._found[phrase] = []
            for number, start, end in self._index.find(phrase):
                matches.append(Match(self.items[number], start, end, phrase.source))
        return matches
