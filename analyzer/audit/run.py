"""Goes through an archive: each file is known from before, the same as another, in the cache, or to be checked.

Nothing is kept of a document but a few bytes: files are planned one by one, a bounded number is out to be checked, and
rows go to the disk as they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from analyzer.audit import outcomes
from analyzer.audit.asked import Asking
from analyzer.audit.cache import Cache
from analyzer.audit.engine import Engine, Start
from analyzer.audit.ledger import Ledger, path_key
from analyzer.audit.plan import Archive, Item
from analyzer.audit.program import program_digest
from analyzer.audit.progress import Progress
from analyzer.audit.reports import MadeReports
from analyzer.audit.rows import encode, error_row, head_of, moved
from analyzer.audit.sources import digest, load
from analyzer.audit.tasks import Outcome, Task
from analyzer.errors import RasoatError, ReadingError


@dataclass
class Tally:
    """What a run did. ``checked``, ``cached``, ``same`` and ``refused`` are the rows that it added; ``stopped``:
    Ctrl-C."""

    checked: int = 0
    cached: int = 0
    same: int = 0
    refused: int = 0
    stopped: bool = False
    planned: set[bytes] = field(default_factory=set)
    """Keys of the paths of the archive (``path_key``)."""


@dataclass
class _Out:
    """A task whose outcome is awaited, and files with the same content."""

    task: Task
    key: bytes
    same: list[Item] = field(default_factory=list)


class Run:
    """One pass over an archive. ``send_bytes``: tasks carry the content of their files."""

    def __init__(
        self, archive: Archive, asking: Asking, ledger: Ledger, start: Start, *, cache: Cache | None = None,
        made: MadeReports | None = None, send_bytes: bool = False,
    ) -> None:  # fmt: skip
        self._archive, self._asking, self._ledger, self._start = archive, asking, ledger, start
        self._cache, self._made, self._send_bytes = cache, made, send_bytes
        self._engine: Engine | None = None
        self._out: dict[int, _Out] = {}
        self._keys: dict[bytes, int] = {}
        """Key → number of the task that checks it."""
        self._number = 0
        self.tally = Tally()

    def go(self, progress: Progress) -> Tally:
        """Adds to the ledger the rows that it lacks. Ctrl-C ends it early; what was done stays.

        Raises ``RasoatError`` where nobody can check any longer.
        """
        try:
            for item in self._archive.items():
                self.tally.planned.add(path_key(item.path))
                if item.path in self._ledger:
                    self._take_up(item)
                    continue
                self._take(item)
                self._collect(0)
                progress.show(len(self._ledger), self._ledger.errors)
            while self._out:
                self._collect(1.0)
                progress.show(len(self._ledger), self._ledger.errors)
        except KeyboardInterrupt:
            self.tally.stopped = True
        finally:
            if self._engine is not None:
                self._engine.close()
            progress.end()
        return self.tally

    def _take_up(self, item: Item) -> None:
        """A file that has a row: others may have its content."""
        sha256 = self._ledger.before(item.path)
        if sha256 is not None:
            self._ledger.take_up(item.path, self._asking.key(sha256, item.source, item.path))

    def _take(self, item: Item) -> None:
        """A file that has no row yet."""
        try:
            sha256, data = digest(item.source, item.path)
            if self._send_bytes and data is None:
                data = load(item.source, item.path)
        except ReadingError as error:
            self.tally.refused += 1
            self._ledger.append(encode(error_row(item.path, error.code, error.message, None)), None)
            return
        key = self._asking.key(sha256, item.source, item.path)
        if key in self._keys:
            self._out[self._keys[key]].same.append(item)
            return
        first = self._ledger.line_of(key)
        if first is not None:
            self._add_same(item, first)
            return
        if self._add_cached(item.path, key):
            self.tally.cached += 1
            return
        self._number += 1
        task = Task(
            number=self._number, path=item.path, source=item.source, sha256=sha256,
            terms=self._asking.terms(item.source, item.path), data=data if self._send_bytes else None,
        )  # fmt: skip
        self._out[task.number] = _Out(task, key)
        self._keys[key] = task.number
        engine = self._engine = self._engine or self._start()
        engine.submit(task)
        while engine.room <= 0:
            self._collect(1.0)

    def _add_cached(self, path: str, key: bytes) -> bool:
        line = self._cache.get(key) if self._cache is not None else None
        if line is None:
            return False
        head = head_of(line)
        if head.error is None and self._made is not None and not self._made.holds(path, key):
            return False
        if head.path == path:
            self._ledger.append(line, key, head)
        else:
            self._ledger.append(moved(line, path, None), key)
        return True

    def _collect(self, wait: float) -> None:
        if self._engine is not None:
            for outcome in self._engine.collect(wait):
                self._settle(outcome)

    def _settle(self, outcome: Outcome) -> None:
        """Writes down the row of a file that was checked, and those of its equals."""
        if outcome.program != program_digest():
            raise _other_program()
        out = self._out.pop(outcome.number)
        del self._keys[out.key]
        head, key = head_of(outcome.line), out.key
        unchanged = head.sha256 == out.task.sha256
        if not unchanged:
            key = self._asking.key(head.sha256 or "", out.task.source, head.path)
        self.tally.checked += 1
        self._ledger.append(outcome.line, key)
        if head.error is None or head.error.code not in outcomes.TRANSIENT:
            if self._cache is not None:
                self._cache.put(key, outcome.line)
            if self._made is not None and head.error is None:
                self._made.add(head.path, key)
        for item in out.same:
            if unchanged:
                self._add_same(item, outcome.line)
            else:
                self._take(item)  # the first file was changed while it waited

    def _add_same(self, item: Item, first: bytes) -> None:
        self.tally.same += 1
        self._ledger.append(moved(first, item.path, head_of(first).path), None)


def count(items: Iterable[Item]) -> int:
    """How many files there are."""
    return sum(1 for _ in items)


def _other_program() -> RasoatError:
    return RasoatError(
        "Máy kiểm tra có chương trình, bộ quy tắc hoặc phần nhận dạng chữ khác; hãy cài như nhau trên mọi máy.",
        "A machine that checks has another program, other rules or no text recognition; install the same on all.",
    )
