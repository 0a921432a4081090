"""Rule files: YAML with the place of every mistake.

A file has up to two YAML documents: the rules, and behind ``---`` their cases, which are only parsed when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from analyzer.errors import Text

YamlPath = Sequence["str | int"]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ITEM = re.compile(r"(?m)^(?=[ ]{0,4}- code:)")
_DOCUMENT = re.compile(r"(?m)^---[ \t]*$")


@dataclass
class RuleFile:
    """One YAML file. ``problems`` collects what is wrong with it, each with file, line and column."""

    path: Path
    shown: str
    """The path as messages give it."""
    problems: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        text = self.path.read_text("utf-8")
        cut = _DOCUMENT.search(text, 4)
        self._head = text[: cut.start()] if cut else text
        self._tail = text[cut.end() :] if cut else ""
        self._tail_line = self._head.count("\n") + 1

    def rules(self) -> dict[str, Any]:
        """The first document: a mapping. Where it does not parse, the items that do are kept."""
        try:
            data = yaml.load(self._head, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            self._syntax(error, 0)
            return self._salvage()
        if not isinstance(data, dict):
            self.problem((), "một bảng khóa: giá trị", "a mapping")
            return {}
        return data

    def cases(self) -> dict[str, Any]:
        """The second document: the code of a rule → its cases."""
        if not self._tail.strip():
            return {}
        try:
            data = yaml.load(self._tail, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            self._syntax(error, self._tail_line)
            return {}
        return data if isinstance(data, dict) else {}

    def line_of(self, path: YamlPath, *, in_cases: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the item at a path (of the nearest one above it that exists)."""
        text = self._tail if in_cases else self._head
        offset = self._tail_line if in_cases else 0
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError:
            return 1, 1
        mark = node.start_mark if node is not None else None
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, mark = found
        return (mark.line + 1 + offset, mark.column + 1) if mark is not None else (1, 1)

    def problem(self, path: YamlPath, vi: str, en: str, *, in_cases: bool = False) -> None:
        """Notes that something else was expected at a path."""
        line, column = self.line_of(path, in_cases=in_cases)
        at = ".".join(str(step) for step in path)
        where = f"{self.shown}:{line}:{column}: {at}: " if at else f"{self.shown}:{line}:{column}: "
        self.problems.append(Text(f"{where}cần {vi}", f"{where}expected {en}"))

    def _syntax(self, error: yaml.MarkedYAMLError, offset: int) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1 + offset, mark.column + 1) if mark else (1, 1)
        where = f"{self.shown}:{line}:{column}: "
        self.problems.append(
            Text(f"{where}không phải YAML hợp lệ ({error.problem})", f"{where}not YAML ({error.problem})")
        )

    def _salvage(self) -> dict[str, Any]:
        """The items of a file that does not parse as a whole, each parsed by itself."""
        pieces = _ITEM.split(self._head)
        data = _parsed(pieces[0]) or {}
        items: list[Any] = []
        for piece in pieces[1:]:
            parsed = _parsed(piece)
            if isinstance(parsed, list):
                items += parsed
        return {**data, "rules": items} if isinstance(data, dict) else {"rules": items}


def _parsed(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError:
        return None


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None


def bilingual(value: Any) -> Text | None:
    """The text under ``vi`` and ``en``; None where it is not that."""
    if (
        isinstance(value, Mapping)
        and set(value) == {"vi", "en"}
        and all(isinstance(v, str) and v for v in value.values())
    ):
        return Text(value["vi"].strip(), value["en"].strip())
    return None


def unknown_keys(data: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    """Keys of a mapping that are none of the known ones, in order."""
    return [key for key in data if key not in known]
