"""Concepts: an idea and the ways in which it is worded, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analyzer.checks.phrases import Phrase, PhraseError, compile_phrase


@dataclass(slots=True)
class Concept:
    """An idea. A phrase found counts unless a phrase of ``excludes`` overlaps it in the same sentence.

    Phrases are compiled at first use: a run of a few rules does not pay for the whole lexicon.
    """

    name: str
    sources: tuple[str, ...]
    exclude_sources: tuple[str, ...]
    macros: Mapping[str, str]
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

    macros: dict[str, str] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Concept:
        return self.concepts[name]

    def __contains__(self, name: str) -> bool:
        return name in self.concepts

    def add(self, data: Mapping[str, Any]) -> list[tuple[tuple[str | int, ...], str, str]]:
        """Adds a concepts file (keys ``macros`` and ``concepts``).

        Gives its mistakes: the path to the item, and what was expected in Vietnamese and in English. A concept with a
        mistake is left out, and so are the rules that name it.
        """
        problems: list[tuple[tuple[str | int, ...], str, str]] = []
        for key in set(data) - {"macros", "concepts"}:
            problems.append(((key,), "chỉ nhận 'macros' và 'concepts'", "only 'macros' and 'concepts' are known"))
        macros = data.get("macros") or {}
        self.macros |= {str(name): str(value) for name, value in macros.items()}
        for name, body in (data.get("concepts") or {}).items():
            problem = self._add_one(str(name), body)
            if problem is not None:
                path, vi, en = problem
                problems.append((("concepts", name, *path), vi, en))
        return problems

    def _add_one(self, name: str, body: Any) -> tuple[tuple[str | int, ...], str, str] | None:
        if isinstance(body, list):
            body = {"phrases": body}
        if not isinstance(body, dict) or set(body) - {"phrases", "not", "include"}:
            return (
                (),
                "một danh sách, hoặc các khóa 'phrases', 'not', 'include'",
                "a list, or 'phrases', 'not', 'include'",
            )
        phrases = list(body.get("phrases") or [])
        excludes = list(body.get("not") or [])
        for other in body.get("include") or []:
            if other not in self.concepts:
                return ("include",), f"chưa có khái niệm {other!r} ở phía trên", f"no concept {other!r} above this one"
            phrases += self.concepts[other].sources
            excludes += self.concepts[other].exclude_sources
        if not phrases:
            return (), "ít nhất một cụm từ", "at least one phrase"
        for key, sources in (("phrases", phrases), ("not", excludes)):
            for index, source in enumerate(sources):
                if not isinstance(source, str):
                    return (key, index), "một cụm từ dạng chữ", "a phrase as text"
        self.concepts[name] = Concept(name, tuple(phrases), tuple(excludes), self.macros)
        return None

    def broken(self, names: Iterable[str]) -> list[tuple[str, str, PhraseError]]:
        """The concept, the phrase and the mistake, for each phrase of these concepts that does not compile."""
        wrong: list[tuple[str, str, PhraseError]] = []
        for name in names:
            for source in (*self.concepts[name].sources, *self.concepts[name].exclude_sources):
                try:
                    compile_phrase(source, self.macros)
                except PhraseError as error:
                    wrong.append((name, source, error))
        return wrong
