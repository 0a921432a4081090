"""Work to be done in the background: in the same database as what it is about, so that a job is there exactly when
what it is for is, and is done exactly when its result is written.

No queue library serves SQLite and PostgreSQL in this way: huey hands a task out by deleting it, so that one whose
worker is killed is lost, and keeps its own tables apart from our transactions; procrastinate needs PostgreSQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from analyzer.review.model import Job
from analyzer.review.states import JobState

LEASE = timedelta(seconds=90)
"""How long a worker holds a job without saying that it still lives."""
MAX_ATTEMPTS = 3
_RETRY_AFTER = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Held:
    """A job in a worker's hands; ``attempt`` is what it must show to finish it."""

    id: int
    kind: str
    subject: str
    attempt: int


def enqueue(session: Session, kind: str, subject: str, now: datetime) -> None:
    """Adds a job; one that is there already for the same thing is begun anew unless it waits or runs."""
    job = session.execute(select(Job).where(Job.kind == kind, Job.subject == subject).with_for_update()).scalar()
    if job is None:
        session.add(Job(kind=kind, subject=subject, state=JobState.QUEUED, attempt=0, run_after=now,
                        lease_until=None, worker=None, error=None))  # fmt: skip
    elif job.state in (JobState.DONE, JobState.FAILED):
        job.state, job.attempt, job.run_after, job.error = JobState.QUEUED, 0, now, None


def take(session: Session, worker: str, now: datetime) -> Held | None:
    """The next job: one that waits, or one whose worker has not been heard of since its lease ran out."""
    due = or_(
        (Job.state == JobState.QUEUED) & (Job.run_after <= now),
        (Job.state == JobState.RUNNING) & (Job.lease_until < now),
    )
    found = session.execute(
        select(Job).where(due).order_by(Job.run_after, Job.id).limit(1).with_for_update(skip_locked=True)
    ).scalar()
    if found is None:
        return None
    if found.state == JobState.RUNNING and found.attempt >= MAX_ATTEMPTS:
        # It took three workers with it: the next one is not to follow them. It is handed out once more to be buried.
        return _begin(found, worker, now, buried=True)
    return _begin(found, worker, now)


def _begin(job: Job, worker: str, now: datetime, *, buried: bool = False) -> Held:
    job.state, job.worker, job.lease_until = JobState.RUNNING, worker, now + LEASE
    job.attempt += 1
    return Held(job.id, job.kind, job.subject, job.attempt if not buried else -job.attempt)


def is_hopeless(held: Held) -> bool:
    """Whether the job is handed out only to be given up, because its workers died of it."""
    return held.attempt < 0


def renew(session: Session, held: Held, now: datetime) -> bool:
    """Says that the worker lives; False where the job was given to another meanwhile."""
    return _touch(session, held, lease_until=now + LEASE)


def finish(session: Session, held: Held) -> bool:
    """Marks the job done, in the transaction that writes its result; False, and then the result must not be written,
    where the job was given to another meanwhile."""
    return _touch(session, held, state=JobState.DONE, lease_until=None, worker=None, error=None)


def give_up(session: Session, held: Held, error: str, now: datetime) -> bool | None:
    """Notes that the attempt failed. True: it has failed for good, which is to be written in the same transaction;
    False: it is tried again later; None: it was given to another meanwhile, and nothing must be written."""
    last = is_hopeless(held) or held.attempt >= MAX_ATTEMPTS
    state = JobState.FAILED if last else JobState.QUEUED
    later = now + _RETRY_AFTER * max(held.attempt, 1)
    mine = _touch(session, held, state=state, run_after=later, lease_until=None, worker=None, error=error)
    return last if mine else None


def give_back(session: Session, held: Held, now: datetime) -> bool:
    """Puts a job back that its worker was told to leave: the attempt does not count."""
    attempt = abs(held.attempt) - 1
    return _touch(session, held, state=JobState.QUEUED, attempt=attempt, run_after=now, lease_until=None, worker=None)


def counts(session: Session) -> dict[JobState, int]:
    """How many jobs stand where."""
    rows = session.execute(select(Job.state, func.count()).group_by(Job.state)).all()
    return {JobState(state): count for state, count in rows}


def _touch(session: Session, held: Held, **values: object) -> bool:
    mine = (Job.id == held.id, Job.state == JobState.RUNNING, Job.attempt == abs(held.attempt))
    done = session.execute(update(Job).where(*mine).values(**values).execution_options(synchronize_session=False))
    return bool(done.rowcount)  # type: ignore[attr-defined]
