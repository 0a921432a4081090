"""Files that are only to be checked: nothing of them stays unless the user says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from analyzer.report.codec import from_json
from analyzer.report.model import Report
from analyzer.report.parts import ErrorInfo
from analyzer.review import jobs
from analyzer.review.desk import Desk
from analyzer.review.errors import NotFound
from analyzer.review.model import Draft, Job
from analyzer.review.people import Actor
from analyzer.review.submissions import plain_name

DRAFT_JOB = "draft"
LIFE = timedelta(hours=1)
"""How long a draft's bytes stay when nobody fetches the result."""


def add_draft(desk: Desk, actor: Actor, filename: str, data: bytes, options: Mapping[str, Any] | None = None) -> str:
    """Puts a file in line to be checked; its name. It is gone once its result was fetched, or after ``LIFE``."""
    sweep(desk)
    now = desk.now()
    name = uuid4().hex
    desk.drafts.mkdir(parents=True, exist_ok=True)
    (desk.drafts / name).write_bytes(data)
    with desk.database.write() as session:
        session.add(Draft(
            id=name, owner=actor.key, filename=plain_name(filename), options=dict(options or {}),
            expires_at=now + LIFE, report=None, error=None,
        ))  # fmt: skip
        jobs.enqueue(session, DRAFT_JOB, name, now)
    return name


def fetch_draft(desk: Desk, actor: Actor, name: str) -> Report | ErrorInfo | None:
    """The result, which erases the draft and its bytes; None while it is not there yet.

    Raises ``NotFound`` for a draft of somebody else, one fetched already, or one whose time is over.
    """
    sweep(desk)
    with desk.database.write() as session:
        draft = session.get(Draft, name, with_for_update=True)
        if draft is None or draft.owner != actor.key:
            raise gone()
        if draft.report is None and draft.error is None:
            return None
        report, error = draft.report, draft.error
        _erase(desk, session, [draft])
    if report is not None:
        return from_json(report)
    return msgspec.convert(error, ErrorInfo)


def sweep(desk: Desk) -> int:
    """Erases drafts whose time is over; how many. The worker does it all the time, and so does every call for a
    draft, so that none stays for want of a worker."""
    now = desk.now()
    with desk.database.read() as session:
        query = select(Draft.id).where(Draft.expires_at <= now).limit(1)
        some = session.execute(query).scalar() is not None
    found: list[Draft] = []
    if some:
        with desk.database.write() as session:
            found = list(session.execute(select(Draft).where(Draft.expires_at <= now).with_for_update()).scalars())
            _erase(desk, session, found)
    return len(found) + _sweep_files(desk, now)


def _sweep_files(desk: Desk, now: datetime) -> int:
    """Erases files older than any draft: of a program that ended between writing one and saying so."""
    count = 0
    for path in desk.drafts.iterdir() if desk.drafts.is_dir() else ():
        try:
            if now.timestamp() - path.stat().st_mtime > LIFE.total_seconds():
                path.unlink()
                count += 1
        except FileNotFoundError:
            continue
    return count


def _erase(desk: Desk, session: Session, drafts: list[Draft]) -> None:
    for draft in drafts:
        session.delete(draft)
        session.execute(delete(Job).where(Job.kind == DRAFT_JOB, Job.subject == draft.id))
        draft_path(desk, draft).unlink(missing_ok=True)


def draft_path(desk: Desk, draft: Draft) -> Path:
    """Where the bytes of a draft are: apart from the files that are kept, so that erasing one touches no other."""
    return desk.drafts / draft.id


def gone() -> NotFound:
    """What is said of a draft that is not there any more."""
    return NotFound("Bản nháp không còn; hãy tải tệp lên lại.", "The draft is gone; upload the file again.")
