"""Concepts: an idea and the ways in which it is worded, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from analyzer.checks.phrases import Macros, Phrase, PhraseError, compile_phrase

Problem = tuple[tuple[str | int, ...], str, str]
"""The path to an item, and what was expected there, in Vietnamese and in English."""

Where = Callable[[Sequence["str | int"]], str]
"""The place of an item, for messages: its file and line."""

_KEYS = ("phrases", "not", "include", "override")


@dataclass(slots=True)
class Concept:
    """An idea. A phrase found counts unless a phrase of ``excludes`` overlaps it in the same sentence.

    Phrases are compiled at first use: a run of a few rules does not pay for the whole lexicon.
    """

    name: str
    sources: tuple[str, ...]
    exclude_sources: tuple[str, ...]
    macros: Mapping[str, str]
    place: Callable[[], str] = str
    """Gives where it is written, for messages."""
    _phrases: tuple[Phrase, ...] | None = None
    _excludes: tuple[Phrase, ...] | None = None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What counts."""
        if self._phrases is None:
            self._phrases = tuple(compile_phrase(source, self.macros) for source in self.sources)
        return self._phrases

    @property
    def excludes(self) -> tuple[Phrase, ...]:
        """What, overlapping a phrase found, makes it count for nothing."""
        if self._excludes is None:
            self._excludes = tuple(compile_phrase(source, self.macros) for source in self.exclude_sources)
        return self._excludes


@dataclass(slots=True)
class Lexicon:
    """The concepts of a pack by name."""

    macros: dict[str, str] = field(default_factory=Macros)
    concepts: dict[str, Concept] = field(default_factory=dict)
    _macro_places: dict[str, Callable[[], str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Concept:
        return self.concepts[name]

    def __contains__(self, name: object) -> bool:
        return name in self.concepts

    def add(self, data: Mapping[str, Any], where: Where = lambda _: "") -> list[Problem]:
        """Adds a concepts file (keys ``macros`` and ``concepts``); ``where`` gives the place of an item of it.

        Gives its mistakes. A concept with a mistake is left out, and so are the rules that name it. A name that
        another file has given already keeps its first meaning, unless the concept says ``override: true``.
        """
        problems: list[Problem] = []
        for key in data:
            if key not in ("macros", "concepts"):
                problems.append(((str(key),), "chỉ 'macros' và 'concepts'", "'macros' and 'concepts' alone"))
        macros, concepts = data.get("macros") or {}, data.get("concepts") or {}
        for key, value in (("macros", macros), ("concepts", concepts)):
            if not isinstance(value, dict):
                problems.append(((key,), "một bảng tên: nội dung", "a mapping of names"))
        if isinstance(macros, dict):
            problems += self._add_macros(macros, where)
        for name, body in concepts.items() if isinstance(concepts, dict) else ():
            problem = self._add_one(str(name), body, where)
            if problem is not None:
                path, vi, en = problem
                problems.append((("concepts", str(name), *path), vi, en))
        return problems

    def _add_macros(self, macros: Mapping[Any, Any], where: Where) -> list[Problem]:
        problems: list[Problem] = []
        known = dict(self.macros)
        for name, value in macros.items():
            at = ("macros", str(name))
            if not isinstance(name, str) or not isinstance(value, str) or not value.strip():
                problems.append((at, "một cụm từ dạng chữ", "a phrase as text"))
            elif known.get(name, value) != value:
                place = self._macro_places[name]()
                vi = f"một tên chưa dùng (từ viết gọn này đã có ở {place})"
                problems.append((at, vi, f"a name not in use (the macro is at {place})"))
            else:
                known[name] = value
                self._macro_places.setdefault(name, partial(where, at))
        self.macros = Macros(known)
        return problems

    def _add_one(self, name: str, body: Any, where: Where) -> Problem | None:
        if isinstance(body, list):
            body = {"phrases": body}
        if not isinstance(body, dict) or any(key not in _KEYS for key in body):
            keys = "'phrases', 'not', 'include', 'override'"
            return (), f"một danh sách cụm từ, hoặc các khóa {keys}", f"a list of phrases, or {keys}"
        lists = {key: body.get(key) or [] for key in ("phrases", "not", "include")}
        for key, value in lists.items():
            if not isinstance(value, list):
                return (key,), "một danh sách", "a list"
            for index, source in enumerate(value):
                if not isinstance(source, str):
                    return (key, index), "một cụm từ dạng chữ", "a phrase as text"
        phrases, excludes = list(lists["phrases"]), list(lists["not"])
        for other in lists["include"]:
            if other not in self.concepts:
                return ("include",), f"chưa có khái niệm {other!r} ở phía trên", f"no concept {other!r} above this one"
            phrases += self.concepts[other].sources
            excludes += self.concepts[other].exclude_sources
        if not phrases:
            return (), "ít nhất một cụm từ", "at least one phrase"
        before = self.concepts.get(name)
        if before is not None and body.get("override") is not True:
            first = before.place()
            return (
                (),
                f"một tên chưa dùng (khái niệm này đã có ở {first}; thêm 'override: true' nếu muốn thay)",
                f"a name not in use (the concept is at {first}; say 'override: true' to replace it)",
            )
        place = partial(where, ("concepts", name))
        self.concepts[name] = Concept(name, tuple(phrases), tuple(excludes), self.macros, place)
        return None

    def broken(self, names: Iterable[str]) -> list[tuple[str, str, PhraseError]]:
        """The concept, the phrase and the mistake, for each phrase of these concepts that does not compile."""
        wrong: list[tuple[str, str, PhraseError]] = []
        for name in names:
            for source in (*self.concepts[name].sources, *self.concepts[name].exclude_sources):
                try:
                    compile_phrase(source, self.concepts[name].macros)
                except PhraseError as error:
                    wrong.append((name, source, error))
        return wrong
