"""Rows kept between runs, by content and by all that bears on them: an unchanged file is not checked again.

SQLite with a write-ahead log: it survives the end of a process at any moment, and several runs may use it at once.
Rows are packed (a quarter of their size). What was not used for half a year goes.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from pathlib import Path

FILE = "audit-1.sqlite"
_BUSY_SECONDS = 30.0
_TRIES = 100
_LOG = "PRAGMA journal_mode=WAL"
_DAY = 86_400
_KEPT_DAYS, _TOUCH_DAYS = 180, 7


def default_folder() -> Path:
    """The folder for such things of the user's system."""
    from platformdirs import user_cache_path

    return user_cache_path("rasoat", appauthor=False)


class Cache:
    """The rows kept in a folder, by key (``Asking.key``)."""

    def __init__(self, folder: Path) -> None:
        """Raises ``OSError`` or ``sqlite3.Error`` where the folder cannot hold it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._today = int(time.time() // _DAY)
        file = folder / FILE
        try:
            self._open(file)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged: what it held is made again
            self._base.close()
            for name in (file, file.with_name(f"{FILE}-wal"), file.with_name(f"{FILE}-shm")):
                name.unlink(missing_ok=True)
            self._open(file)

    def _open(self, file: Path) -> None:
        self._base = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)
        self._keep_a_log()
        self._base.execute("PRAGMA synchronous=NORMAL")
        self._base.execute(
            "CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, used INTEGER NOT NULL, line BLOB NOT NULL)"
        )
        self._base.execute("CREATE INDEX IF NOT EXISTS rows_used ON rows (used)")
        self._base.execute("DELETE FROM rows WHERE used < ?", (self._today - _KEPT_DAYS,))

    def _keep_a_log(self) -> None:
        """SQLite does not wait, as it does elsewhere, where several processes ask for this at the same time."""
        for _ in range(_TRIES):
            try:
                self._base.execute(_LOG)
            except sqlite3.OperationalError:
                time.sleep(0.05)
            else:
                return
        self._base.execute(_LOG)

    def get(self, key: bytes) -> bytes | None:
        """The line of a row, under the path that it then had."""
        try:
            found = self._base.execute("SELECT line, used FROM rows WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            found = None
        if found is None:
            return None
        if found[1] < self._today - _TOUCH_DAYS:
            self._write("UPDATE rows SET used = ? WHERE key = ?", (self._today, key))
        try:
            return zlib.decompress(found[0])
        except zlib.error:
            return None

    def put(self, key: bytes, line: bytes) -> None:
        """Keeps a row, at once: what is written here is there for other runs, and after a sudden end of this one."""
        packed = zlib.compress(line, 1)
        self._write("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", (key, self._today, packed))

    def close(self) -> None:
        """Ends the use of the file."""
        self._base.close()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._base.execute(statement, values)
        except sqlite3.Error:
            pass  # a full disk, or another run that holds the file too long: the row will be made again some time
