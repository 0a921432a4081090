"""The log: what was done, by whom, when; each entry holds the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.errors import Text
from analyzer.review.model import LogEntry, LogHead

START = "0" * 64
"""What stands before the first entry."""


def append(session: Session, at: datetime, actor: str, action: str, object_: str, data: Mapping[str, Any]) -> LogEntry:
    """Writes an entry behind the last one, in the transaction of what it tells of.

    ``object_``: "submission:12", "finding:40". ``data``: what was done, as JSON.
    """
    head = session.execute(select(LogHead).with_for_update()).scalar_one()
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    number = head.number + 1
    entry = LogEntry(
        number=number, at=at, actor=actor, action=action, object=object_, data=text, previous=head.hash,
        hash=_hash(number, at, actor, action, object_, text, head.hash),
    )  # fmt: skip
    session.add(entry)
    head.number, head.hash = entry.number, entry.hash
    return entry


def verify(session: Session) -> Iterator[Text]:
    """What is wrong with the log: an entry changed, missing, or added behind the program's back. None: it is whole."""
    number, previous = 0, START
    for entry in session.execute(select(LogEntry).order_by(LogEntry.number)).scalars().yield_per(500):
        if entry.number != number + 1:
            yield Text(f"Nhật ký thiếu mục {number + 1}.", f"Entry {number + 1} of the log is missing.")
        if entry.previous != previous:
            yield Text(f"Mục {entry.number} không nối với mục trước.", f"Entry {entry.number} does not follow.")
        told = (entry.number, entry.at, entry.actor, entry.action, entry.object, entry.data, entry.previous)
        if _hash(*told) != entry.hash:
            yield Text(f"Mục {entry.number} đã bị sửa.", f"Entry {entry.number} was changed.")
        number, previous = entry.number, entry.hash
    head = session.execute(select(LogHead)).scalar_one()
    if (head.number, head.hash) != (number, previous):
        yield Text(f"Nhật ký bị cắt sau mục {number}.", f"The log is cut off behind entry {number}.")


def _hash(number: int, at: datetime, actor: str, action: str, object_: str, data: str, previous: str) -> str:
    parts = [str(number), at.isoformat(timespec="microseconds"), actor, action, object_, data, previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()
