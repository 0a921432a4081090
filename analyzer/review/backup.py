"""A whole queue in one .zip: the rows of its tables as JSON lines and its files by their hash, of one moment; and a
queue made of it, in whichever database.

Drafts are not in it: they are to leave nothing behind.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from sqlalchemy import Column, Date, Enum, LargeBinary, Table, func, insert, select, text, update
from sqlalchemy.orm import Session

from analyzer.errors import UsageError
from analyzer.review.columns import Packed, UtcTime
from analyzer.review.database import Database
from analyzer.review.desk import Desk
from analyzer.review.log import head, verify
from analyzer.review.model import Base, Content, Draft, Job, LogEntry, LogHead
from analyzer.review.people import Actor
from analyzer.review.states import JobState
from analyzer.review.submissions import CHECK_JOB

FORMAT = 1
"""Version of the form of a backup."""
_MANIFEST = "queue.json"
_ROWS = 500


@dataclass(frozen=True, slots=True)
class BackupResult:
    """What a backup holds: rows of its tables, files, the last entry of the log."""

    rows: dict[str, int]
    files: int
    log_number: int
    log_hash: str


def backup(desk: Desk, actor: Actor, path: Path) -> BackupResult:
    """Writes the queue to a .zip as it is at one moment, while others go on working; it is there whole or not at all.

    Raises ``NotFound`` where a file that a row names is gone from the disk, ``OSError`` where the .zip cannot be
    written.
    """
    with desk.database.write() as session:
        desk.note(session, actor, "backup", "queue", {})
    aside = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            with desk.database.snapshot() as session:
                rows = {table.name: _write_table(session, archive, table) for table in _tables()}
                contents = list(session.execute(select(Content.sha256).order_by(Content.sha256)).scalars())
                number, hash_ = head(session)
            for sha256 in contents:
                archive.writestr(f"files/{sha256}", desk.files.get(sha256))
            result = BackupResult(rows, len(contents), number, hash_)
            archive.writestr(_MANIFEST, json.dumps(
                {"format": FORMAT, "made_at": desk.now().isoformat(), "rows": rows, "files": len(contents),
                 "log": {"number": number, "hash": hash_}}))  # fmt: skip
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return result


def restore(desk: Desk, actor: Actor, path: Path) -> BackupResult:
    """Fills an empty queue from a backup; nothing is changed where anything about it is wrong.

    Raises ``UsageError`` where the queue is not empty, the file is no backup, is broken, or its log is not whole.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            # Files first, and each held to its name: rows without their files would do harm, the reverse does not.
            for sha256 in _contents(archive):
                _restore_file(desk, archive, sha256)
            with desk.database.write() as session:
                _refuse_unless_empty(session)
                rows = {table.name: _read_table(session, archive, table) for table in _tables()}
                _restore_log_head(session, manifest)
                if wrong := next(verify(session), None):
                    raise UsageError(wrong.vi, wrong.en)
                _count_on(session, desk.database)
                desk.note(session, actor, "restore", "queue", {"made_at": manifest["made_at"]})
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"Không đọc được {path} ({why}).", f"Cannot read {path} ({why}).") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise UsageError(
            f"{path} không phải bản sao lưu, hoặc đã hỏng ({error}).", f"{path} is no backup, or is broken ({error})."
        ) from error
    return BackupResult(rows, manifest["files"], manifest["log"]["number"], manifest["log"]["hash"])


def _tables() -> list[Table]:
    """All tables that are kept, each behind those that it points to; the head of the log is in the manifest."""
    left_out = {Draft.__tablename__, LogHead.__tablename__}
    return [table for table in Base.metadata.sorted_tables if table.name not in left_out]


def _write_table(session: Session, archive: zipfile.ZipFile, table: Table) -> int:
    query = select(table).order_by(*table.primary_key.columns)
    if table.name == Job.__tablename__:
        query = query.where(table.c.kind == CHECK_JOB)
    count = 0
    with archive.open(_member(table), "w", force_zip64=True) as file:
        for row in session.execute(query.execution_options(yield_per=_ROWS)).mappings():
            line = json.dumps({key: _as_json(value) for key, value in row.items()}, ensure_ascii=False)
            file.write(line.encode("utf-8") + b"\n")
            count += 1
    return count


def _member(table: Table) -> str:
    return f"tables/{table.name.rstrip('_')}.jsonl"


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value.value if isinstance(value, StrEnum) else value


def _read_table(session: Session, archive: zipfile.ZipFile, table: Table) -> int:
    count, some = 0, []
    with archive.open(_member(table)) as file:
        for row in _lines(file, table):
            some.append(row)
            count += 1
            if len(some) == _ROWS:
                session.execute(insert(table), some)
                some = []
    if some:
        session.execute(insert(table), some)
    return count


def _lines(file: IO[bytes], table: Table) -> Iterator[dict[str, Any]]:
    for line in file:
        row = json.loads(line)
        found = {column.name: _from_json(column, row[column.name]) for column in table.columns}
        if table.name == Job.__tablename__ and found["state"] == JobState.RUNNING:
            # Its worker works on the queue that the backup was made of.
            found |= {"state": JobState.QUEUED, "attempt": 0, "lease_until": None, "worker": None}
        yield found


def _from_json(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, Packed | LargeBinary):
        return value.encode("utf-8")
    if isinstance(column.type, Enum):
        kind: Any = column.type.enum_class
        return kind(value)
    return value


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    if manifest["format"] != FORMAT:
        raise UsageError(
            "Bản sao lưu do phiên bản khác của chương trình tạo ra.", "The backup was made by another version."
        )
    return manifest


def _contents(archive: zipfile.ZipFile) -> list[str]:
    return [json.loads(line)["sha256"] for line in archive.read("tables/content.jsonl").splitlines()]


def _restore_file(desk: Desk, archive: zipfile.ZipFile, sha256: str) -> None:
    if desk.files.put(archive.read(f"files/{sha256}")) != sha256:
        raise ValueError(f"files/{sha256}")


def _refuse_unless_empty(session: Session) -> None:
    filled = any(session.execute(select(table).limit(1)).first() is not None for table in _tables())
    if filled or head(session)[0]:
        raise UsageError(
            "Chỉ phục hồi được vào kho trống; hãy chọn thư mục dữ liệu hoặc cơ sở dữ liệu khác.",
            "Only an empty queue can be filled; choose another data folder or database.",
        )


def _restore_log_head(session: Session, manifest: dict[str, Any]) -> None:
    session.execute(update(LogHead).values(number=manifest["log"]["number"], hash=manifest["log"]["hash"]))
    session.flush()


def _count_on(session: Session, database: Database) -> None:
    """PostgreSQL counts its ids apart from the rows: it goes on behind those that were put in."""
    if database.is_sqlite:
        return
    for table in _tables():
        if "id" in table.c and table.name != LogEntry.__tablename__:
            last = session.execute(select(func.max(table.c.id))).scalar()
            if last is not None:
                sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
                session.execute(sequence, {"name": table.name, "last": last})
