"""What every act on the queue needs: the database, the files, the clock, and what is configured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.review.columns import clean_text
from analyzer.review.database import Database
from analyzer.review.errors import Denied
from analyzer.review.files import FileStore
from analyzer.review.log import append
from analyzer.review.model import Grant, Person
from analyzer.review.people import LOCAL_KEY, Actor, Role, RoleAt

_LONGEST_ADDRESS = 320
_SEEN_EVERY = timedelta(minutes=10)
"""How exactly it is known when somebody was last there: not every page is to write."""
_VIETNAM = timezone(timedelta(hours=7))


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """One queue. ``several_users`` False: one local user who may do everything; then four eyes cannot be asked for,
    and the log says so."""

    database: Database
    files: FileStore
    drafts: Path
    """Folder of the files that are only to be checked."""
    several_users: bool = False
    administrators: frozenset[str] = frozenset()
    """Keys or e-mail addresses of the first administrators, from the settings."""
    lease: timedelta = timedelta(hours=2)
    now: Callable[[], datetime] = field(default=_utc_now)

    @classmethod
    def open(cls, folder: Path, url: str | None = None, **settings: Any) -> Desk:
        """The queue whose files are in ``folder``, with its tables up to date; ``url``: its database, by default
        SQLite in the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        database = Database(url or f"sqlite:///{(folder / 'queue.sqlite').as_posix()}")
        database.upgrade()
        return cls(database, FileStore(folder / "files"), folder / "drafts", **settings)

    def local_actor(self) -> Actor:
        """The one user of a machine without log-in. Raises ``Denied`` where people log in."""
        if self.several_users:
            raise Denied("Cần đăng nhập.", "Please log in.")
        return Actor(LOCAL_KEY, "", None, tuple(RoleAt(role) for role in Role))

    def console_actor(self, user: str) -> Actor:
        """Who works on the machine itself, which is to have the keys anyway: all roles. ``user``: their name there.

        Without log-in it is the one local user."""
        if not self.several_users:
            return self.local_actor()
        return Actor(f"console:{user}"[:400], user, None, tuple(RoleAt(role) for role in Role))

    def actor(self, key: str, name: str, email: str | None = None) -> Actor:
        """Somebody whom the identity provider vouches for, with the roles that they have now.

        ``key``: issuer and subject, at most 400 characters. ``email`` only where the provider has verified it.
        """
        address = email.strip().lower() if email and len(email) <= _LONGEST_ADDRESS else None
        names = {key, *([address] if address else [])}
        with self.database.read() as session:
            person = session.get(Person, key)
            grants = session.execute(select(Grant).where(Grant.who.in_(names))).scalars()
            roles = [RoleAt(Role(grant.role), grant.place) for grant in grants]
        now = self.now()
        known = person is not None and (person.name, person.email) == (clean_text(name), address)
        if person is None or not known or now - person.seen_at > _SEEN_EVERY:
            self.database.retrying(lambda session: session.merge(
                Person(key=key, name=name, email=address, seen_at=now)))  # fmt: skip
        if names & self.administrators:
            roles.append(RoleAt(Role.ADMINISTRATOR))
        return Actor(key, name, address, tuple(roles))

    def today(self) -> date:
        """The day in Việt Nam, by which documents are due."""
        return self.day_of(self.now())

    def day_of(self, moment: datetime) -> date:
        """The day in Việt Nam at a moment."""
        return moment.astimezone(_VIETNAM).date()

    def note(self, session: Session, actor: Actor | None, action: str, object_: str, data: Mapping[str, Any]) -> None:
        """Writes an act into the log; ``actor`` None: the worker."""
        extra = {} if self.several_users else {"four_eyes": False}
        append(session, self.now(), actor.key if actor else "worker", action, object_, {**data, **extra})
