"""Rule files: YAML with the place of every mistake.

A file has up to two YAML documents: the rules, and behind ``---`` their cases, which are only parsed when asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from analyzer.checks.yamltext import MAX_BYTES, YamlFault, composed, parsed, repeated_keys
from analyzer.errors import Text

YamlPath = Sequence["str | int"]
_ITEM = re.compile(r"(?m)^(?=[ ]{0,4}- code:)")
_SECTION = re.compile(r"(?m)^(?=\w{1,60}:[ \t]*(?:#.*)?$)")
_FIRST_KEY = re.compile(r"(?m)^([ ]{1,8})\w{1,60}:")
_DOCUMENT = re.compile(r"(?m)^---[ \t]*$")


@dataclass
class RuleFile:
    """One YAML file. ``problems`` collects what is wrong with it, each with file, line and column.

    Raises ``OSError`` where it cannot be opened; what else is wrong with it (its size, its encoding, its syntax) is a
    problem, and what can be read of it is.
    """

    path: Path
    shown: str
    """The path as messages give it."""
    trusted: bool = False
    """One of the program's own, which its tests hold to all this."""
    problems: list[Text] = field(default_factory=list)

    def __post_init__(self) -> None:
        text = self._text()
        cut = _DOCUMENT.search(text, 4)
        self._head = text[: cut.start()] if cut else text
        self._tail = text[cut.end() :] if cut else ""
        self._tail_line = self._head.count("\n")
        self._broken: set[bool] = set()
        """Which documents did not parse (True: that of the cases)."""
        self._saved: dict[tuple[str | int, ...], int] = {}
        """The lines of the items that were saved from a document that did not."""

    def _text(self) -> str:
        if self.path.stat().st_size > MAX_BYTES:
            size = f"{MAX_BYTES // 1_000_000} MB"
            self._note(1, 1, Text(f"tệp lớn hơn {size} nên không được đọc; hãy chia thành nhiều tệp",
                                  f"larger than {size}, so it is not read; split it"))  # fmt: skip
            return ""
        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._note(line, 1, Text("không phải UTF-8; hãy lưu tệp với bảng mã UTF-8", "not UTF-8; save it as UTF-8"))
            return ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def rules(self) -> dict[str, Any]:
        """The first document: a mapping. Where it does not parse, the items that do are kept."""
        if not self._head.strip():
            if not self.problems:
                self._note(1, 1, Text("tệp trống", "the file is empty"))
            return {}
        data = parsed(self._head, trusted=self.trusted)
        if isinstance(data, YamlFault):
            self._fault(data, 0)
            self._broken.add(False)
            return self._salvage()
        if not isinstance(data, dict):
            self.problem((), "một bảng khóa: giá trị", "a mapping")
            return {}
        if not self.trusted:
            self._repeats(self._nodes, 0)
        return data

    def cases(self) -> dict[str, Any]:
        """The second document: the code of a rule → its cases."""
        if not self._tail.strip():
            return {}
        data = parsed(self._tail, trusted=self.trusted)
        if isinstance(data, YamlFault):
            self._fault(data, self._tail_line)
            self._broken.add(True)
            return {}
        if not isinstance(data, dict):
            self.problem((), "mã quy tắc: danh sách ví dụ", "the code of a rule: a list of cases", in_cases=True)
            return {}
        if not self.trusted:
            self._repeats(self._case_nodes, self._tail_line)
        return data

    @cached_property
    def _nodes(self) -> Any:
        return None if False in self._broken else composed(self._head)

    @cached_property
    def _case_nodes(self) -> Any:
        return None if True in self._broken else composed(self._tail)

    def line_of(self, path: YamlPath, *, in_cases: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the item at a path (of the nearest one above it that exists)."""
        if self._saved and not in_cases:
            return self._saved.get(tuple(path[:2]), 1), 1
        offset = self._tail_line if in_cases else 0
        node = self._case_nodes if in_cases else self._nodes
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
        prefix = f"{at}: " if at else ""
        self._note(line, column, Text(f"{prefix}cần {vi}", f"{prefix}expected {en}"))

    def _repeats(self, nodes: Any, offset: int) -> None:
        for key, mark in repeated_keys(nodes):
            what = Text(f"{key}: khóa này đã có trong cùng một mục", f"{key}: the key stands twice in one item")
            self._note(mark.line + 1 + offset, mark.column + 1, what)

    def _fault(self, fault: YamlFault, offset: int) -> None:
        what = Text(f"không phải YAML hợp lệ ({fault.what.vi})", f"not YAML ({fault.what.en})")
        self._note(fault.line + offset, fault.column, what)

    def _note(self, line: int, column: int, what: Text) -> None:
        where = f"{self.shown}:{line}:{column}: "
        self.problems.append(Text(f"{where}{what.vi}", f"{where}{what.en}"))

    def _salvage(self) -> dict[str, Any]:
        """The items of a file that does not parse as a whole, each parsed by itself: rules, or concepts."""
        first, *pieces = _ITEM.split(self._head)
        data = parsed(first)
        if not pieces:
            return self._salvaged_concepts()
        items: list[Any] = []
        line = first.count("\n") + 1
        for piece in pieces:
            for item in _listed(parsed(piece)):
                self._saved["rules", len(items)] = line
                items.append(item)
            line += piece.count("\n")
        return {**data, "rules": items} if isinstance(data, dict) else {"rules": items}

    def _salvaged_concepts(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        line = 1
        for block in _SECTION.split(self._head):
            section = block.partition(":")[0].strip()
            first = _FIRST_KEY.search(block)
            if section in ("macros", "concepts") and first is not None:
                entries = found.setdefault(section, {})
                at = line
                for piece in re.split(rf"(?m)^(?={first[1]}\w{{1,60}}:)", block):
                    data = parsed(piece)
                    for name, body in data.items() if isinstance(data, dict) and at > line else ():
                        entries[name] = body
                        self._saved[section, str(name)] = at
                    at += piece.count("\n")
            line += block.count("\n")
        return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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
        and all(isinstance(v, str) and v.strip() for v in value.values())
    ):
        return Text(value["vi"].strip(), value["en"].strip())
    return None


def unknown_keys(data: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    """Keys of a mapping that are none of the known ones, in order."""
    return [str(key) for key in data if key not in known]
