"""OUT/rows.jsonl: a row is there whole or not at all, whenever the run ends, and never twice."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType

import msgspec

from analyzer.audit.plan import sort_key
from analyzer.audit.rows import Head, head_of
from analyzer.report.verdict import FailOn

_SYNC_SECONDS = 1.0
"""How often rows are forced to the disk. The end of the process loses none; that of the machine, those of a second."""


def path_key(path: str) -> bytes:
    """A path in a few bytes."""
    return hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=16).digest()


class Ledger:
    """Appends rows to a file. Of each it remembers its path (16 bytes) and, for those that were checked, their key
    (``Asking.key``, 16 bytes) and where the row stands. ``failing``: whether a row has findings at or above
    ``fail_on``."""

    def __init__(self, file: Path, fail_on: FailOn = "never") -> None:
        """Takes up the rows that are there: a torn last line, or what is no row, is cut out."""
        self.file, self._fail_on = file, fail_on
        self._done: set[bytes] = set()
        self._checked: dict[bytes, int] = {}
        self._before: dict[bytes, tuple[str, int]] = {}
        self.errors = self.same = 0
        self.failing = False
        self.in_order = True
        """Whether the rows stand sorted by path, as ``sort_rows`` would put them."""
        self._last: list[str] = []
        self._end = 0
        self._repair()
        self._stream = open(file, "a+b")  # noqa: SIM115 (closed by ``close``)
        self._synced = time.monotonic()

    def __len__(self) -> int:
        return len(self._done)

    def __contains__(self, path: str) -> bool:
        return path_key(path) in self._done

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def append(self, line: bytes, key: bytes | None, head: Head | None = None) -> None:
        """Adds a row: one write, which the system holds even if this process ends right behind it. ``key``: of a row
        for which its content was checked; ``head``: its own, where the caller has it."""
        self._stream.write(line + b"\n")
        self._stream.flush()
        self._note(head or head_of(line))
        if key is not None:
            self._checked.setdefault(key, self._end)
        self._end += len(line) + 1
        if time.monotonic() - self._synced > _SYNC_SECONDS:
            os.fsync(self._stream.fileno())
            self._synced = time.monotonic()

    def before(self, path: str) -> str | None:
        """The content (SHA-256) of a file that an earlier run checked, asked once; None for other rows."""
        return self._before.get(path_key(path), (None, 0))[0]

    def take_up(self, path: str, key: bytes) -> None:
        """The key of a row that an earlier run wrote."""
        _, start = self._before.pop(path_key(path))
        self._checked.setdefault(key, start)

    def line_of(self, key: bytes) -> bytes | None:
        """The row of the first file with this key, None where there is none yet."""
        start = self._checked.get(key)
        if start is None:
            return None
        self._stream.seek(start)
        return self._stream.readline().rstrip(b"\n")

    def close(self) -> None:
        """Forces all rows to the disk."""
        if not self._stream.closed:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()

    def _note(self, head: Head) -> None:
        self._done.add(path_key(head.path))
        place = sort_key(head.path)
        self.in_order, self._last = self.in_order and self._last <= place, place
        self.errors += head.error is not None
        self.same += head.same_as is not None
        self.failing = self.failing or head.fails(self._fail_on)

    def _note_before(self, head: Head) -> None:
        self._note(head)
        if head.sha256 is not None and head.same_as is None:
            self._before[path_key(head.path)] = (head.sha256, self._end)

    def _repair(self) -> None:
        if not self.file.exists():
            return
        damaged = False
        for start, line in _lines(self.file):
            head = _head(line)
            if head is None or path_key(head.path) in self._done:
                damaged = True
                break
            self._note_before(head)
            self._end = start + len(line)
        if damaged:
            self._rewrite()

    def _rewrite(self) -> None:
        """Writes the file anew with its good rows only, each path once."""
        self._done.clear()
        self._before.clear()
        self.errors = self.same = self._end = 0
        self.in_order, self._last = True, []
        draft = self.file.with_suffix(".draft")
        with draft.open("wb") as stream:
            for _, line in _lines(self.file):
                head = _head(line)
                if head is not None and path_key(head.path) not in self._done:
                    stream.write(line)
                    self._note_before(head)
                    self._end += len(line)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, self.file)


def _head(line: bytes) -> Head | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return head_of(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """Where each line begins, and the line with its line feed."""
    start = 0
    with file.open("rb") as stream:
        for line in stream:
            yield start, line
            start += len(line)


def sort_rows(file: Path, keep: set[bytes] | None = None) -> None:
    """Sorts the rows by the parts of their paths: the same bytes, in whatever order they came.

    ``keep``: keys of paths (``path_key``) that are in the archive; other rows go.
    """
    index: list[tuple[list[str], int, int]] = []
    whole = True
    for start, line in _lines(file):
        path = head_of(line).path
        if keep is None or path_key(path) in keep:
            index.append((sort_key(path), start, len(line)))
        else:
            whole = False
    if whole and all(one[0] <= other[0] for one, other in pairwise(index)):
        return
    index.sort()
    draft = file.with_suffix(".draft")
    with file.open("rb") as old, draft.open("wb") as new:
        for _, start, length in index:
            old.seek(start)
            new.write(old.read(length))
        new.flush()
        os.fsync(new.fileno())
    os.replace(draft, file)


def file_digest(file: Path) -> str | None:
    """SHA-256 of a file; None where there is none."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return None
