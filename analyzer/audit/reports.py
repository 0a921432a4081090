"""The full reports of an audit: OUT/reports/<path of the row>.json or .html."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

_MAX_PART = 120
"""Characters of one part of a path; in Vietnamese up to three bytes each, of the 255 that file systems allow."""
_UNSAFE = re.compile(r'[<>:"\\|?*\x00-\x1f]|[. ]+$')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


def report_name(path: str, form: str) -> str:
    """Path of the report below OUT, with forward slashes. A name that some system forbids is changed, and told apart
    by a mark."""
    parts = [_safe(part) for part in path.split("/") if part]
    return "/".join(["reports", *parts]) + f".{form}"


def _safe(part: str) -> str:
    name = _UNSAFE.sub("_", part)
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    if name == part and len(part) <= _MAX_PART:
        return name
    mark = hashlib.sha256(part.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{name[:_MAX_PART]}-{mark}"


def write_atomically(file: Path, data: bytes) -> None:
    """Whole or not at all, whatever happens on the way; folders are made as needed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{os.getpid()}-{hashlib.sha256(file.name.encode()).hexdigest()[:12]}.tmp")
    try:
        draft.write_bytes(data)
        os.replace(draft, file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


class MadeReports:
    """Which reports are in the folder of an audit, and of what: a row of an earlier run stands for its report too only
    where that report is there and of the same content, program and settings.

    OUT/reports/.made holds a line for each: the mark (16 hex digits) and the path of its row. It is appended to, so it
    survives the end of the run at any moment; a torn line is a report that will be made again.
    """

    def __init__(self, out: Path, form: str, lang: str) -> None:
        self._out, self._form, self._lang = out, form, lang
        self._file = out / "reports" / ".made"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._made: dict[str, str] = {}
        if self._file.exists():
            for line in self._file.read_text("utf-8", "surrogateescape").split("\n"):
                mark, _, path = line.partition(" ")
                self._made[path] = mark
        self._stream = self._file.open("a", encoding="utf-8", errors="surrogateescape", newline="\n")
        self._stream.write("\n" if self._made else "")

    def holds(self, path: str, key: bytes) -> bool:
        """Whether the report of a row (``path``) on a content (``Asking.key``) is there."""
        mark = self._mark(key)
        return self._made.get(path) == mark and (self._out / report_name(path, self._form)).is_file()

    def add(self, path: str, key: bytes) -> None:
        """A report was made."""
        mark = self._mark(key)
        self._made[path] = mark
        self._stream.write(f"{mark} {path}\n")
        self._stream.flush()

    def close(self, keep: Callable[[str], bool] | None = None) -> None:
        """Ends the run; with ``keep``, reports on files that are no longer in the archive go."""
        self._stream.close()
        if keep is None:
            return
        gone = [path for path in self._made if path and not keep(path)]
        for path in gone:
            (self._out / report_name(path, self._form)).unlink(missing_ok=True)
            del self._made[path]
        lines = [f"{mark} {path}\n" for path, mark in sorted(self._made.items()) if path]
        write_atomically(self._file, "".join(lines).encode("utf-8", "surrogateescape"))

    def _mark(self, key: bytes) -> str:
        text = f"{self._form} {self._lang} {key.hex()}"
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
