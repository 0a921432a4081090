"""Where the keys of a TOML text stand: ``tomllib`` gives the values without their places."""

from __future__ import annotations

import re
from bisect import bisect_right

TomlPath = tuple["str | int", ...]

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_VALUE = re.compile(r"[^,\]}\n#]*+")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*+'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*+"'),
    re.compile(r"'[^'\n]*+'"),
)


def key_places(text: str) -> dict[TomlPath, tuple[int, int]]:
    """Line and column, from 1, of every key, table and array element of a text that ``tomllib`` could read.

    A key stands under its path of names; elements of arrays, and tables of an array of tables, by their number.
    """
    return _Scanner(text).places()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[TomlPath, tuple[int, int]] = {}
        self.counts: dict[TomlPath, int] = {}
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def places(self) -> dict[TomlPath, tuple[int, int]]:
        table: TomlPath = ()
        while self.skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.found

    def header(self) -> TomlPath:
        """``[a.b]`` or ``[[a.b]]``; tables of an array are numbered as they come."""
        start = self.at
        several = self.text.startswith("[[", self.at)
        self.at += 2 if several else 1
        names = self.key()
        self.at += 2 if several else 1
        path: TomlPath = ()
        for index, name in enumerate(names):
            path = (*path, name)
            last = index == len(names) - 1
            if last and several:
                self.counts[path] = self.counts.get(path, -1) + 1
            self.note(path, start)
            if path in self.counts:
                path = (*path, self.counts[path])
        self.note(path, start)
        return path

    def pair(self, table: TomlPath) -> None:
        """``key = value``; a dotted key stands for every part of its path."""
        start = self.at
        path = table
        for name in self.key():
            path = (*path, name)
            self.note(path, start)
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        self.value(path)

    def key(self) -> list[str]:
        names: list[str] = []
        while True:
            self.skip(_SPACE)
            bare = _BARE_KEY.match(self.text, self.at)
            if bare:
                names.append(bare[0])
                self.at = bare.end()
            else:
                names.append(self.string()[1:-1])
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def value(self, path: TomlPath) -> None:
        first = self.text[self.at : self.at + 1]
        if first in ("'", '"'):
            self.string()
        elif first == "[":
            self.elements(path)
        elif first == "{":
            self.inline(path)
        else:
            self.skip(_PLAIN_VALUE)

    def elements(self, path: TomlPath) -> None:
        self.at += 1
        number = 0
        while self.skip(_BLANK) < len(self.text) and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self.note((*path, number), self.at)
            self.value((*path, number))
            number += 1
        self.at += 1

    def inline(self, path: TomlPath) -> None:
        self.at += 1
        while self.skip(_BLANK) < len(self.text) and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self.at += 1
            else:
                self.pair(path)
        self.at += 1

    def string(self) -> str:
        for pattern in _STRINGS:
            match = pattern.match(self.text, self.at)
            if match:
                self.at = match.end()
                return match[0]
        raise ValueError(f"no TOML string at character {self.at}")

    def skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return self.at

    def note(self, path: TomlPath, offset: int) -> None:
        line = bisect_right(self.lines, offset)
        self.found.setdefault(path, (line, offset - self.lines[line - 1] + 1))
