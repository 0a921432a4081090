"""YAML that may come from anyone: parsed without running into what would stall or stop the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from analyzer.errors import Text

MAX_BYTES = 2_000_000
"""Size of a rule file beyond which it is refused: the largest of the program's own has some 70,000."""
_MAX_DEPTH = 40
_MAX_NODES = 200_000
"""Nodes of a file once what its aliases repeat is counted each time."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SAID = (
    ("cannot start any token", Text("dùng ký tự tab hoặc ký tự lạ; hãy thụt lề bằng dấu cách và đặt chữ trong dấu nháy",
                                    "a tab or a special character; indent by spaces and quote the text")),
    ("mapping values are not allowed", Text("giá trị có dấu hai chấm, hoặc thụt lề sai; hãy đặt giá trị trong dấu nháy",
                                            "a colon inside a value, or wrong indentation; quote the value")),
    ("expected ',' or", Text("thiếu dấu phẩy hoặc dấu đóng ngoặc", "a comma or a closing bracket is missing")),
    ("could not find expected ':'", Text("thiếu dấu hai chấm sau tên khóa", "the colon after a key is missing")),
    ("expected <block end>", Text("thụt lề không đều", "uneven indentation")),
    ("did not find expected '-' indicator", Text("thụt lề không đều, hoặc thiếu dấu '-'",
                                                 "uneven indentation, or a '-' is missing")),
    ("did not find expected key", Text("thụt lề không đều, hoặc dấu nháy không khép",
                                       "uneven indentation, or a quote that is not closed")),
    ("unexpected end of stream", Text("dấu nháy hoặc dấu ngoặc không khép", "a quote or a bracket is not closed")),
    ("undefined alias", Text("dấu * trỏ tới một tên chưa khai báo", "an alias (*) to a name that is not declared")),
    ("while parsing an alias", Text("dấu * phải nằm trong dấu nháy", "a * must be quoted")),
)  # fmt: skip
_NOT_UNICODE = Text("có ký tự điều khiển không dùng được trong YAML", "a control character that YAML does not allow")
_BAD_VALUE = Text("có giá trị không đọc được, như một ngày không có thật", "a value that cannot be read")
_TOO_DEEP = Text("các mục lồng nhau quá sâu", "items nested too deeply")
_TOO_MANY = Text("tệp nở ra quá lớn do dùng lại (dấu * và &)", "the file grows too large by its aliases (* and &)")


@dataclass(frozen=True, slots=True)
class YamlFault:
    """Why a text is no YAML that is taken: what is wrong, and where (line and column from 1)."""

    what: Text
    line: int
    column: int


def parsed(text: str, *, trusted: bool = False) -> Any | YamlFault:
    """The data of a YAML document, or what is wrong with it; never an exception.

    Unless ``trusted``, a text that nests too deeply or that its aliases blow up is refused before it is built.
    """
    try:
        fault = None if trusted else _shape_fault(text)
        return fault or yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return _fault_of(error)


def composed(text: str) -> Any:
    """The node of a YAML document that ``parsed`` took, with the place of every item; None for an empty one."""
    try:
        return yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None


def repeated_keys(node: Any) -> list[tuple[str, Any]]:
    """The keys that stand twice in one mapping: the key, and the place where it stands again."""
    found: list[tuple[str, Any]] = []
    waiting, done = [node], set()
    while waiting:
        item = waiting.pop()
        if id(item) in done:
            continue
        done.add(id(item))
        if isinstance(item, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in item.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        found.append((key.value, key.start_mark))
                    seen.add(key.value)
                waiting.append(value)
        elif isinstance(item, yaml.SequenceNode):
            waiting += item.value
    return sorted(found, key=lambda pair: (pair[1].line, pair[1].column))


def _shape_fault(text: str) -> YamlFault | None:
    """Depth and expanded size, from the events of the parser: nothing is built."""
    sizes: dict[str, int] = {}
    opened: list[tuple[str | None, int]] = []
    total = 0
    for event in yaml.parse(text, Loader=_LOADER):
        place: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            total += sizes.get(str(event.anchor), 1)
        elif isinstance(event, yaml.ScalarEvent):
            total += 1
            if event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, total))
            total += 1
            if len(opened) > _MAX_DEPTH:
                return YamlFault(_TOO_DEEP, place.line + 1, place.column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = opened.pop()
            if anchor:
                sizes[anchor] = total - before
        if total > _MAX_NODES:
            return YamlFault(_TOO_MANY, place.line + 1, place.column + 1)
    return None


def _fault_of(error: Exception) -> YamlFault:
    if not isinstance(error, yaml.MarkedYAMLError):
        return YamlFault(_NOT_UNICODE if isinstance(error, yaml.YAMLError) else _BAD_VALUE, 1, 1)
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    what = next((text for words, text in _SAID if words in said), Text("sai cú pháp", error.problem or "wrong syntax"))
    return YamlFault(what, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
