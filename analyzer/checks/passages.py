"""The sentences of a document, indexed by word, for the phrases of the rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from analyzer.checks.phrases import Phrase, plain
from analyzer.checks.reading import Pages
from analyzer.structure.model import Outline, Role, Span, Unit
from analyzer.text.fold import bare

_WORD = re.compile(r"\w+")
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


@dataclass(frozen=True, slots=True)
class Match:
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
    ``forgiving`` holds every sentence so.
    """

    def __init__(self, outline: Outline, pages: Pages, *, forgiving: bool = False) -> None:
        self.items: list[Passage] = []
        self._words: dict[str, set[int]] = defaultdict(set)
        self._bare_words: dict[str, set[int]] = defaultdict(set)
        whole = plain(outline.text)
        whole_bare = bare(outline.text)
        beside = _beside_heading(outline)
        for unit in outline.units:
            roles = tuple(outline.roles_above(unit) if unit.index not in beside else beside[unit.index])
            is_bare = forgiving or unit.kind == "heading" or pages.is_forgiving(outline.clean.lines[unit.line].page)
            for start, end in unit.sentences or ((unit.start, unit.end),):
                text = (whole_bare if is_bare else whole)[start:end]
                index = len(self.items)
                self.items.append(Passage(index, (start, end), unit, text, is_bare, roles))
                words = self._bare_words if is_bare else self._words
                for word in _WORD.findall(text):
                    words[word].add(index)

    def find(self, phrase: Phrase) -> Iterator[Match]:
        """Every place of a phrase, in order of the text."""
        for needs, words, is_bare in (
            (phrase.needs, self._words, False),
            (phrase.bare_needs, self._bare_words, True),
        ):
            if not words:
                continue
            regex = None
            for index in sorted(self._candidates(needs, words, is_bare)):
                regex = regex or (phrase.bare_regex if is_bare else phrase.regex)
                passage = self.items[index]
                for match in regex.finditer(passage.text):
                    offset = passage.span[0]
                    yield Match(passage, offset + match.start(), offset + match.end(), phrase.source)

    def _candidates(self, needs: tuple[frozenset[str], ...], words: dict[str, set[int]], is_bare: bool) -> set[int]:
        found: set[int] | None = None
        for options in needs:
            here: set[int] = set()
            for word in options:
                here |= words.get(word, set())
            found = here if found is None else found & here
            if not found:
                return set()
        if found is None:
            return {passage.index for passage in self.items if passage.is_bare == is_bare}
        return found
