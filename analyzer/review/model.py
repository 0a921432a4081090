"""The tables of the queue. Times are UTC; texts are kept as they came, and escaped where they are shown."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Date, Enum, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from analyzer.review.columns import Data, Packed, PlaceWords, UtcTime, Words
from analyzer.review.states import DecisionKind, JobState, State

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
_NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only columns of its own type INTEGER."""


def _words(kind: type[StrEnum]) -> Enum:
    """A column of one of the words of ``kind``, kept as plain text, so that a new word needs no migration."""
    return Enum(kind, native_enum=False, length=20, values_callable=lambda words: [word.value for word in words])


class Base(DeclarativeBase):
    """What every table is made from."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: UtcTime(), date: Date(), str: Words(), dict[str, Any]: Data()}  # noqa: RUF012


class Person(Base):
    """Who has ever logged in. ``key``: "local", or issuer and subject of the identity provider."""

    __tablename__ = "person"
    key: Mapped[str] = mapped_column(Words(400), primary_key=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(Words(320), index=True)
    seen_at: Mapped[datetime]


class Grant(Base):
    """A role that somebody has, everywhere or in one place and below it."""

    __tablename__ = "grant_"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    who: Mapped[str] = mapped_column(Words(400), index=True)
    """Key of a person, or an e-mail address in lower case: so that roles can be given before the first log-in."""
    role: Mapped[str] = mapped_column(Words(20))
    place: Mapped[str | None]
    """Path of a place ("Đông Lâm/An Thịnh"); None: everywhere."""
    given_by: Mapped[str] = mapped_column(Words(400))
    given_at: Mapped[datetime]


class Content(Base):
    """The bytes of a file, kept once however often they were handed in."""

    __tablename__ = "content"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    stored_at: Mapped[datetime]


class Submission(Base):
    """What one place owes for one kind of document and one period; its revisions are what it handed in."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("place", "kind", "period"),)
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    place: Mapped[str] = mapped_column(PlaceWords(400))
    place_key: Mapped[str] = mapped_column(PlaceWords(400), index=True)
    """The place without diacritics and in lower case, to sort and search by."""
    kind: Mapped[str] = mapped_column(Words(20))
    period: Mapped[str] = mapped_column(Words(80))
    year: Mapped[int] = mapped_column(index=True)
    """The first year that the period names, else that of the first revision."""
    revisions: Mapped[int]
    """How many there are: the number of the latest."""
    state: Mapped[State] = mapped_column(_words(State), index=True)
    due: Mapped[date | None] = mapped_column(index=True)
    assignee: Mapped[str | None] = mapped_column(Words(400), index=True)
    lease_until: Mapped[datetime | None]
    """Until when the assignee holds it; None: assigned, not claimed."""
    submitted_by: Mapped[str] = mapped_column(Words(400))
    submitted_at: Mapped[datetime] = mapped_column(index=True)
    """When the first revision came."""
    decided_by: Mapped[str | None] = mapped_column(Words(400))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Revision(Base):
    """One file handed in. ``report`` is the report's JSON line once it is checked; ``error`` why it could not be."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("submission_id", "number", name="uq_revision_number"),
        UniqueConstraint("submission_id", "sha256", name="uq_revision_content"),
    )
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"), index=True)
    filename: Mapped[str]
    submitted_by: Mapped[str] = mapped_column(Words(400))
    submitted_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    verdict: Mapped[str | None] = mapped_column(Words(20))
    coverage: Mapped[float | None]
    title: Mapped[str | None]
    document_number: Mapped[str | None]
    error: Mapped[dict[str, Any] | None]
    words: Mapped[str | None] = mapped_column(deferred=True)
    """What a search looks in: title, number, file name and quotes, without diacritics and in lower case."""
    report: Mapped[bytes | None] = mapped_column(Packed(), deferred=True)


class Finding(Base):
    """One requirement not fully met, or one fault, of a revision; what a person made of it stands beside what the
    program said, and never in its place."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("revision_id", "fingerprint"),
        Index("ix_finding_code_decision", "code", "decision"),
        Index("ix_finding_counted", "revision_id", "severity", "decision", "code"),
    )
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    code: Mapped[str] = mapped_column(Words(8))
    fingerprint: Mapped[str] = mapped_column(Words(40))
    status: Mapped[str] = mapped_column(Words(20))
    severity: Mapped[str] = mapped_column(Words(10))
    change: Mapped[str | None] = mapped_column(Words(5))
    """Against the revision before: new, same; None for a first revision."""
    detail: Mapped[dict[str, Any]]
    """An ``OpenItem`` of the report as JSON."""
    decision: Mapped[DecisionKind] = mapped_column(_words(DecisionKind))
    reason: Mapped[str | None]
    correction: Mapped[str | None]
    """What a person says is right instead."""
    decided_by: Mapped[str | None] = mapped_column(Words(400))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Comment(Base):
    """A remark on a submission, or on one finding of it."""

    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"))
    author: Mapped[str] = mapped_column(Words(400))
    at: Mapped[datetime]
    body: Mapped[str]


class Draft(Base):
    """A file that somebody only wants checked: its bytes go when the result was shown, or at ``expires_at``."""

    __tablename__ = "draft"
    id: Mapped[str] = mapped_column(Words(32), primary_key=True)
    owner: Mapped[str] = mapped_column(Words(400), index=True)
    filename: Mapped[str]
    options: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    error: Mapped[dict[str, Any] | None]
    report: Mapped[bytes | None] = mapped_column(Packed(), deferred=True)


class Job(Base):
    """Work for a worker. A job is held for a while only: who dies gives it back."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("kind", "subject"), Index("ix_job_state_run_after", "state", "run_after"))
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    kind: Mapped[str] = mapped_column(Words(20))
    subject: Mapped[str] = mapped_column(Words(40))
    state: Mapped[JobState] = mapped_column(_words(JobState))
    attempt: Mapped[int]
    """How often it was begun; who finishes it must name the attempt that it still holds."""
    run_after: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    worker: Mapped[str | None] = mapped_column(Words(200))
    error: Mapped[str | None]


class Expected(Base):
    """A document that a place owes, and by when."""

    __tablename__ = "expected"
    __table_args__ = (UniqueConstraint("place", "kind", "period"),)
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    place: Mapped[str] = mapped_column(PlaceWords(400))
    kind: Mapped[str] = mapped_column(Words(20))
    period: Mapped[str] = mapped_column(Words(80))
    due: Mapped[date | None]


class Mail(Base):
    """A message to be sent, kept until it is."""

    __tablename__ = "mail"
    id: Mapped[int] = mapped_column(_NUMBER, primary_key=True)
    to: Mapped[str] = mapped_column(Words(320))
    subject: Mapped[str]
    body: Mapped[str]
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int]
    run_after: Mapped[datetime]
    error: Mapped[str | None]


class LogEntry(Base):
    """One act, chained to the one before by its hash. The database refuses to change or delete a row."""

    __tablename__ = "log"
    number: Mapped[int] = mapped_column(_NUMBER, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(Words(400))
    action: Mapped[str] = mapped_column(Words(40), index=True)
    object: Mapped[str] = mapped_column(Words(80), index=True)
    data: Mapped[str]
    """JSON with sorted keys: the very text that was hashed."""
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class LogHead(Base):
    """The last entry of the log: one row, locked by who appends."""

    __tablename__ = "log_head"
    id: Mapped[int] = mapped_column(primary_key=True, server_default=text("1"))
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
