"""OUT, the folder of an audit: whose it is, how far it came, and that one run at a time writes to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec

from analyzer.audit.reports import write_atomically
from analyzer.errors import UsageError

ROWS, PREVIOUS, STATE, LOCK = "rows.jsonl", "rows.previous.jsonl", "audit.json", ".lock"
OUT_SCHEMA_VERSION = "1.0"


class State(msgspec.Struct, kw_only=True):
    """OUT/audit.json: which archive, checked how, how far, what was left aside."""

    schema_version: str = OUT_SCHEMA_VERSION
    archive: str
    """The folder, zip or URL, whole."""
    fingerprint: str
    """Of all that bears on which rows there are, and what they say."""
    state: Literal["running", "finished"] = "running"
    version: str
    files: int = 0
    errors: int = 0
    duplicates: int = 0
    skipped: dict[str, int] = {}
    skipped_suffixes: dict[str, int] = {}
    rows_sha256: str | None = None
    summary: str | None = None
    """Fingerprint of what the summary was made of."""


class Folder:
    """``begin`` decides what becomes of what is there; then rows go to ``rows``."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.rows, self.previous = out / ROWS, out / PREVIOUS

    def load(self) -> State | None:
        """The state of the last run; None where there was none."""
        try:
            return msgspec.json.decode((self.out / STATE).read_bytes(), type=State)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, msgspec.DecodeError) as error:
            raise self._foreign() from error

    def save(self, state: State) -> None:
        """Writes the state, whole or not at all."""
        data = msgspec.json.format(msgspec.json.encode(state, order="deterministic"), indent=2) + b"\n"
        write_atomically(self.out / STATE, data)

    def begin(self, state: State, *, resume: bool, restart: bool) -> None:
        """Makes the folder ready for a run that is to end in ``state``. The rows of a run that was finished stay as
        ``previous``; those of one that was not are taken up with ``resume`` and given up with ``restart``.

        Raises ``UsageError`` where the folder holds something else, or one of the two has to be said.
        """
        last = self.load()
        if last is None:
            if self.out.exists() and (not self.out.is_dir() or any(p.name != LOCK for p in self.out.iterdir())):
                raise self._foreign()
        elif last.archive != state.archive:
            raise UsageError(
                f"{self.out} là kết quả của kho văn bản khác ({last.archive}); hãy chọn thư mục --out khác.",
                f"{self.out} holds the audit of another archive ({last.archive}); choose another --out.",
            )
        elif last.state == "running":
            self._unfinished(last, state, resume=resume, restart=restart)
        elif self.rows.exists():
            os.replace(self.rows, self.previous)
        if last is not None:
            state.summary = last.summary
        self.save(state)

    def _unfinished(self, last: State, state: State, *, resume: bool, restart: bool) -> None:
        if restart:
            self.rows.unlink(missing_ok=True)
        elif not resume:
            raise UsageError(
                f"{self.out} có một lần kiểm tra chưa xong; thêm --resume để làm tiếp, hoặc --restart để làm lại.",
                f"{self.out} holds an audit that was not finished; add --resume to go on, or --restart to begin anew.",
            )
        elif last.fingerprint != state.fingerprint:
            raise UsageError(
                f"{self.out}: tùy chọn, quy tắc hoặc chương trình đã khác so với lần chưa xong; "
                "dùng --restart để làm lại.",
                f"{self.out}: options, rules or the program differ from those of the unfinished audit; "
                "use --restart to begin anew.",
            )

    def _foreign(self) -> UsageError:
        return UsageError(
            f"{self.out} đã có nội dung khác, không phải kết quả của lệnh audit; hãy chọn một thư mục mới.",
            f"{self.out} holds something else than an audit; choose a new folder.",
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other runs out of the folder; a run that was killed keeps nobody out. Raises ``UsageError``."""
        try:
            self.out.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            raise self._foreign() from error
        with (self.out / LOCK).open("a+b") as stream:
            try:
                _lock(stream.fileno())
            except OSError as error:
                raise UsageError(
                    f"Một lần kiểm tra khác đang ghi vào {self.out}; hãy chờ hoặc chọn thư mục khác.",
                    f"Another audit is writing to {self.out}; wait for it, or choose another folder.",
                ) from error
            yield


def _lock(descriptor: int) -> None:
    """Locks a file until it is closed. Raises ``OSError`` where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
