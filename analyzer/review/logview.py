"""Reading the log: what happened to one thing, and all of it for those who inspect."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analyzer.review.access import need
from analyzer.review.desk import Desk
from analyzer.review.model import LogEntry
from analyzer.review.people import Actor, Role

READERS = (Role.AUDITOR, Role.ADMINISTRATOR)
"""Who may read the whole log: with the role everywhere, since it tells of all places."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LogView:
    """One act. ``object``: "submission:12", "finding:40", "grant:3"; ``actor``: a person's key, or "worker"."""

    number: int
    at: datetime
    actor: str
    action: str
    object: str
    data: dict[str, Any]
    hash: str


class LogPage(list[LogView]):
    """A page of the log; ``total``: how many entries there are on all pages."""

    def __init__(self, rows: Sequence[LogView], total: int) -> None:
        super().__init__(rows)
        self.total = total


def entries_about(session: Session, objects: Sequence[str]) -> list[LogView]:
    """What happened to some things, the oldest first."""
    found: list[LogView] = []
    for start in range(0, len(objects), _AT_ONCE):
        query = select(LogEntry).where(LogEntry.object.in_(objects[start : start + _AT_ONCE]))
        found += [_view(entry) for entry in session.execute(query).scalars()]
    return sorted(found, key=lambda entry: entry.number)


def log_entries(
    desk: Desk, actor: Actor, *, object_: str = "", who: str = "", action: str = "", offset: int = 0, limit: int = 100
) -> LogPage:
    """A page of the whole log, the newest first. Raises ``Denied`` for who is neither auditor nor administrator."""
    need(actor, None, READERS)
    wanted = [
        column == value
        for column, value in ((LogEntry.object, object_), (LogEntry.actor, who), (LogEntry.action, action))
        if value
    ]
    with desk.database.read() as session:
        total = session.execute(select(func.count()).select_from(LogEntry).where(*wanted)).scalar_one()
        query = select(LogEntry).where(*wanted).order_by(LogEntry.number.desc()).offset(offset).limit(limit)
        return LogPage([_view(entry) for entry in session.execute(query).scalars()], total)


def whole_log(desk: Desk, actor: Actor) -> Iterator[LogView]:
    """All entries, the oldest first, for an export. Raises ``Denied`` as ``log_entries``."""
    need(actor, None, READERS)
    with desk.database.read() as session:
        for entry in session.execute(select(LogEntry).order_by(LogEntry.number)).scalars().yield_per(_AT_ONCE):
            yield _view(entry)


def _view(entry: LogEntry) -> LogView:
    return LogView(entry.number, entry.at, entry.actor, entry.action, entry.object, json.loads(entry.data), entry.hash)
