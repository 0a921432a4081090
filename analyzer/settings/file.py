"""One settings file, parsed and held to what it may say."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from analyzer.errors import Text
from analyzer.pathnames import shown
from analyzer.settings.model import OVERRIDES, FailOn, SettingsError
from analyzer.settings.positions import TomlPath, key_places
from analyzer.structure.model import Kind, Level, Scope

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_CODE = re.compile(r"[A-Za-z]\d{0,3}")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_CHOICES: dict[str, tuple[str, ...]] = {
    "fail-on": get_args(FailOn), "lang": ("vi", "en"), "kind": get_args(Kind), "scope": get_args(Scope),
    "level": get_args(Level),
}  # fmt: skip
_CODES = ("select", "ignore")
_FILES = ("waivers", "baseline")
KEYS = ("pack", *_CODES, "fail-on", "lang", *OVERRIDES, *_FILES)
"""The keys of a settings file and of each of its profiles."""
_TOP = (*KEYS, "profile", "paths", "queue")
"""``[queue]`` is read, and held to account, by the review room."""
_OF_PATHS = ("pattern", *_CODES, *OVERRIDES)

_SYNTAX: tuple[tuple[str, str], ...] = (
    ("Expected '=' after a key", "cần dấu “=” sau tên khóa"),
    ("Cannot overwrite a value", "khóa này đã có giá trị ở trên"),
    ("Cannot declare", "bảng này đã được khai báo ở trên"),
    ("Cannot mutate", "bảng này đã được khai báo ở trên"),
    ("Unclosed array", "thiếu dấu “]” đóng danh sách"),
    ("Unclosed inline table", "thiếu dấu “}” đóng bảng"),
    ("Unterminated string", "chuỗi thiếu dấu nháy đóng"),
    ("Expected newline or end of document", "thừa ký tự sau giá trị"),
    ("Invalid value", "giá trị không đúng; chuỗi phải đặt trong dấu nháy"),
    ("Unescaped '\\'", "dấu “\\” trong chuỗi phải viết “\\\\”, hoặc đặt chuỗi trong dấu nháy đơn"),
    ("Illegal character", "có ký tự không được dùng"),
    ("Invalid initial character for a key", "tên khóa không hợp lệ"),
    ("Expected", "thiếu dấu đóng tên bảng"),
)
"""How the messages of ``tomllib`` begin, and what they say in Vietnamese."""


@dataclass(frozen=True, slots=True)
class PathEntry:
    """An entry of ``[[paths]]``: what holds for documents whose path fits a pattern."""

    pattern: str
    values: Mapping[str, Any]
    places: Mapping[str, str]


@dataclass(slots=True)
class SettingsFile:
    """What a file says. ``values`` are by the name of a field of ``Settings``, ``places`` where each stands."""

    path: Path
    is_ours: bool = True
    """Whether the file has settings at all: a ``pyproject.toml`` may have none."""
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, tuple[dict[str, Any], dict[str, str]]] = field(default_factory=dict)
    paths: list[PathEntry] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> SettingsFile:
        """The file at ``path``. Raises ``SettingsError`` with every mistake, one a line."""
        return _Parser(path).file()


class _Parser:
    def __init__(self, path: Path) -> None:
        self.path, self.shown = path, shown(path)
        self.problems: list[tuple[tuple[int, int], Text]] = []
        self.root: TomlPath = ()
        self.places: dict[TomlPath, tuple[int, int]] = {}

    def file(self) -> SettingsFile:
        text = self.text()
        shared = self.path.name == "pyproject.toml"
        data = self.data(text, shared)
        if shared:
            tool = data.get("tool")
            if not isinstance(tool, dict) or "rasoat" not in tool:
                return SettingsFile(self.path, is_ours=False)
            self.root, data = ("tool", "rasoat"), tool["rasoat"]
        self.places = key_places(text)
        found = SettingsFile(self.path)
        if self.table(data, ()):
            self.unknown(data, _TOP, ())
            found.values, found.places = self.read(data, (), KEYS)
            self.profiles(data, found)
            self.path_entries(data, found)
        if self.problems:
            said = [text for _, text in sorted(self.problems, key=lambda problem: problem[0])]
            raise SettingsError(*("\n".join(lines) for lines in zip(*said, strict=True)))
        return found

    def text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise SettingsError(
                f"Không đọc được tệp cấu hình {self.shown} ({why}).",
                f"Cannot read the settings file {self.shown} ({why}).",
            ) from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise SettingsError(
                f"{self.shown}:{line}:1: tệp phải được lưu dạng UTF-8.",
                f"{self.shown}:{line}:1: the file must be saved as UTF-8.",
            ) from None

    def data(self, text: str, shared: bool) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            if shared and "tool.rasoat" not in text:
                return {}  # another program's file
            message = str(error)
            at = _AT.search(message)
            end = (text.count("\n") + 1, len(text) - text.rfind("\n"))
            line, column = (int(at[1]), int(at[2])) if at and at[1] else end
            what = message[: at.start()] if at else message
            vi = next((words for start, words in _SYNTAX if what.startswith(start)), what)
            where = f"{self.shown}:{line}:{column}: "
            raise SettingsError(
                f"{where}không đúng cú pháp TOML: {vi}.", f"{where}not TOML: {what[:1].lower()}{what[1:]}."
            ) from None

    def profiles(self, data: dict[str, Any], found: SettingsFile) -> None:
        given = data.get("profile", {})
        if not self.table(given, ("profile",)):
            return
        for name, values in given.items():
            at: TomlPath = ("profile", name)
            if self.table(values, at):
                self.unknown(values, KEYS, at)
                found.profiles[name] = self.read(values, at, KEYS)

    def path_entries(self, data: dict[str, Any], found: SettingsFile) -> None:
        given = data.get("paths", [])
        if not isinstance(given, list):
            self.problem(("paths",), "các mục [[paths]]", "entries [[paths]]")
            return
        for number, entry in enumerate(given):
            at: TomlPath = ("paths", number)
            if not self.table(entry, at):
                continue
            self.unknown(entry, _OF_PATHS, at)
            pattern = entry.get("pattern")
            if not isinstance(pattern, str) or not pattern:
                self.problem(
                    (*at, "pattern"), 'khóa “pattern”, như "bao-cao/*.docx"', 'a “pattern” such as "reports/*.docx"'
                )
                continue
            found.paths.append(PathEntry(pattern, *self.read(entry, at, _OF_PATHS[1:])))

    def read(self, data: dict[str, Any], at: TomlPath, keys: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, str]]:
        """The values that are as they should be, and where they stand."""
        values: dict[str, Any] = {}
        places: dict[str, str] = {}
        for key in keys:
            if key in data:
                value = self.value(key, data[key], (*at, key))
                if value is not None:
                    name = key.replace("-", "_")
                    values[name], places[name] = value, self.place((*at, key))
        return values, places

    def value(self, key: str, value: Any, at: TomlPath) -> Any:
        """A value as ``Settings`` holds it, or None, and a problem noted."""
        if key in _CHOICES:
            text = str(value) if key == "scope" and not isinstance(value, bool) else value
            known = ", ".join(_CHOICES[key])
            return self.held(text, lambda v: v in _CHOICES[key], at, f"một trong: {known}", f"one of: {known}")
        if key in _CODES:
            return self.codes(value, at)
        if key == "date":
            return self.date(value, at)
        text = self.held(value, lambda v: isinstance(v, str) and v.strip(), at, "một chuỗi", "a string")
        if text is None:
            return None
        path: Path = self.path.parent / text
        is_name = key == "pack" and not ("/" in text or "\\" in text or (path / "pack.yml").is_file())
        return text if is_name else path

    def held(self, value: Any, good: Callable[[Any], object], at: TomlPath, vi: str, en: str) -> Any:
        if isinstance(value, str) and good(value):
            return value
        self.problem(at, vi, en)
        return None

    def codes(self, value: Any, at: TomlPath) -> tuple[str, ...] | None:
        if not isinstance(value, list):
            self.problem(at, 'danh sách mã hoặc nhóm, như ["C201", "S"]', 'a list of codes or families, ["C201", "S"]')
            return None
        for number, code in enumerate(value):
            if not isinstance(code, str) or not _CODE.fullmatch(code):
                self.problem((*at, number), "mã hoặc nhóm quy tắc, như C201 hoặc S", "a code or a family: C201, S")
                return None
        return tuple(code.upper() for code in value)

    def date(self, value: Any, at: TomlPath) -> str | None:
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value.isoformat()
        if isinstance(value, str) and is_date(value):
            return value
        self.problem(at, "ngày dạng YYYY, YYYY-MM hoặc YYYY-MM-DD", "a date: YYYY, YYYY-MM or YYYY-MM-DD")
        return None

    def table(self, value: Any, at: TomlPath) -> bool:
        if isinstance(value, dict):
            return True
        self.problem(at, "một bảng (table)", "a table")
        return False

    def unknown(self, data: dict[str, Any], known: tuple[str, ...], at: TomlPath) -> None:
        for key in data:
            if key not in known:
                near = get_close_matches(key.replace("_", "-").lower(), known, 1)
                vi = f"khóa “{near[0]}” thay cho “{key}”" if near else f"một trong các khóa: {', '.join(known)}"
                en = f"“{near[0]}” in place of “{key}”" if near else f"one of the keys: {', '.join(known)}"
                self.problem((*at, key), vi, en)

    def position(self, at: TomlPath) -> tuple[int, int]:
        """Line and column of the item at a path, or of the nearest one around it."""
        path = (*self.root, *at)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def place(self, at: TomlPath) -> str:
        """``FILE:LINE:COLUMN`` of the item at a path."""
        line, column = self.position(at)
        return f"{self.shown}:{line}:{column}"

    def problem(self, at: TomlPath, vi: str, en: str) -> None:
        name = ".".join(str(step) for step in (*self.root, *at))
        where = f"{self.place(at)}: {name}: " if name else f"{self.place(at)}: "
        self.problems.append((self.position(at), Text(f"{where}cần {vi}.", f"{where}expected {en}.")))


def is_date(text: str) -> bool:
    """Whether a text is an ISO date, whole or in part, of a day that exists."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
