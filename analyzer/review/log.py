"""The log: what was done, by whom, when; each entry holds the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.errors import Text
from analyzer.review.columns import clean_data, clean_text
from analyzer.review.model import LogEntry, LogHead

START = "0" * 64
"""What stands before the first entry."""


def append(session: Session, at: datetime, actor: str, action: str, object_: str, data: Mapping[str, Any]) -> LogEntry:
    """Writes an entry behind the last one, in the transaction of what it tells of.

    ``object_``: "submission:12", "finding:40". ``data``: what was done, as JSON.
    """
    head = session.execute(select(LogHead).with_for_update().execution_options(populate_existing=True)).scalar_one()
    at, actor = at.astimezone(UTC), clean_text(actor)
    text = json.dumps(clean_data(data), ensure_ascii=False, sort_keys=True)
    number = head.number + 1
    entry = LogEntry(
        number=number, at=at, actor=actor, action=action, object=object_, data=text, previous=head.hash,
        hash=_hash(number, at, actor, action, object_, text, head.hash),
    )  # fmt: skip
    session.add(entry)
    head.number, head.hash = entry.number, entry.hash
    return entry


def verify(session: Session, anchor: tuple[int, str] | None = None) -> Iterator[Text]:
    """What is wrong with the log: an entry changed, missing, or added behind the program's back. None: it is whole.

    ``anchor``: number and hash of an entry as they were noted before; without one, who can write to the database can
    also make up a log that is whole.
    """
    number, previous = 0, START
    seen = {(0, START)}
    for entry in session.execute(select(LogEntry).order_by(LogEntry.number)).scalars().yield_per(500):
        if entry.number != number + 1:
            yield Text(f"Nhật ký thiếu mục {number + 1}.", f"Entry {number + 1} of the log is missing.")
        if entry.previous != previous:
            yield Text(f"Mục {entry.number} không nối với mục trước.", f"Entry {entry.number} does not follow.")
        told = (entry.number, entry.at, entry.actor, entry.action, entry.object, entry.data, entry.previous)
        if _hash(*told) != entry.hash:
            yield Text(f"Mục {entry.number} đã bị sửa.", f"Entry {entry.number} was changed.")
        number, previous = entry.number, entry.hash
        if anchor is not None and number == anchor[0]:
            seen.add((number, previous))
    last = session.execute(select(LogHead)).scalar_one()
    if last.number > number:
        yield Text(f"Nhật ký bị cắt sau mục {number}.", f"The log is cut off behind entry {number}.")
    elif last.number < number:
        yield Text(f"Các mục sau mục {last.number} bị thêm từ bên ngoài.",
                   f"What stands behind entry {last.number} was added from outside.")  # fmt: skip
    elif last.hash != previous:
        yield Text(f"Mục cuối {number} không phải mục đã ghi.", f"The last entry, {number}, is not the one written.")
    if anchor is not None and anchor not in seen:
        yield Text(f"Mục {anchor[0]} không còn là mục đã ghi nhận trước đây; nhật ký đã bị viết lại.",
                   f"Entry {anchor[0]} is not the one that was noted before: the log was rewritten.")  # fmt: skip


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the last entry: whoever notes them elsewhere can prove later that nothing before was
    rewritten (``verify`` with them as ``anchor``)."""
    found = session.execute(select(LogHead)).scalar_one()
    return found.number, found.hash


def _hash(number: int, at: datetime, actor: str, action: str, object_: str, data: str, previous: str) -> str:
    parts = [str(number), at.isoformat(timespec="microseconds"), actor, action, object_, data, previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()
