"""Who may do what where: roles given and taken back by administrators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.errors import UsageError
from analyzer.review.access import need
from analyzer.review.columns import clean_text
from analyzer.review.desk import Desk
from analyzer.review.errors import NotFound, NotPossible
from analyzer.review.model import Grant, Person
from analyzer.review.people import ROLES, Actor, Role, RoleAt, is_reviewer
from analyzer.review.submissions import checked_place

_LONGEST = 400
_ADDRESS = re.compile(r"[^@\s|/]{1,64}@[^@\s|/]{1,255}")


@dataclass(frozen=True, slots=True)
class GrantView:
    """A role given to ``who`` (a person's key or an e-mail address); ``name`` where they have logged in."""

    id: int
    who: str
    name: str | None
    role: Role
    place: str | None
    """None: everywhere."""
    given_by: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who has logged in, with the roles that they have now."""

    key: str
    name: str
    email: str | None
    seen_at: datetime
    roles: tuple[RoleAt, ...]


def grant(desk: Desk, actor: Actor, who: str, role: Role | str, place: str | None = None) -> int:
    """Gives a role at a place and below it (None: everywhere); the number of the grant. One that is there already is
    not given twice.

    ``who``: a person's key, or an e-mail address, so that roles can be given before the first log-in.

    Raises:
        Denied: the actor is no administrator.
        UsageError: nobody is named, there is no such role, or an administrator is to be one of a place only.
    """
    need(actor, None, {Role.ADMINISTRATOR})
    known, person = role_named(role), _who(who)
    where = checked_place(place) if place and place.strip(" /") else None
    if known == Role.ADMINISTRATOR and where is not None:
        raise UsageError("Vai trò Quản trị có ở mọi nơi, không theo địa phương.", "An administrator is one everywhere.")
    with desk.database.write() as session:
        _locked_administrators(session)
        same = (Grant.who == person, Grant.role == known.value, Grant.place == where)
        there = session.execute(select(Grant.id).where(*same)).scalars().first()
        if there is not None:
            return there
        given = Grant(who=person, role=known.value, place=where, given_by=actor.key, given_at=desk.now())
        session.add(given)
        session.flush()
        desk.note(session, actor, "grant", f"grant:{given.id}", {"who": person, "role": known.value, "place": where})
        return given.id


def revoke(desk: Desk, actor: Actor, id_: int) -> None:
    """Takes a role back.

    Raises:
        Denied: the actor is no administrator.
        NotFound: there is no such grant.
        NotPossible: nobody would be left who can give roles.
    """
    need(actor, None, {Role.ADMINISTRATOR})
    with desk.database.write() as session:
        administrators = _locked_administrators(session)
        given = session.get(Grant, id_)
        if given is None:
            raise NotFound(f"Không có phân quyền số {id_}.", f"There is no grant {id_}.")
        if administrators == [id_] and not desk.administrators:
            raise NotPossible(
                "Đây là người quản trị cuối cùng; hãy giao quyền cho người khác trước.",
                "This is the last administrator; name another one first.",
            )
        session.delete(given)
        desk.note(session, actor, "revoke", f"grant:{id_}", {
            "who": given.who, "role": given.role, "place": given.place,
        })  # fmt: skip


def grants(desk: Desk, actor: Actor) -> list[GrantView]:
    """All roles given, by whom they are held. Raises ``Denied`` for who is neither administrator nor auditor."""
    need(actor, None, {Role.ADMINISTRATOR, Role.AUDITOR})
    with desk.database.read() as session:
        rows = list(session.execute(select(Grant).order_by(Grant.who, Grant.role, Grant.id)).scalars())
        names = {name: person.name for person in session.execute(select(Person)).scalars() for name in _names(person)}
    return [
        GrantView(g.id, g.who, names.get(g.who), Role(g.role), g.place, g.given_by, g.given_at) for g in rows
    ]  # fmt: skip


def people(desk: Desk, actor: Actor) -> list[PersonView]:
    """All who have ever logged in, by name. Raises ``Denied`` for who is neither administrator nor auditor."""
    need(actor, None, {Role.ADMINISTRATOR, Role.AUDITOR})
    return _people(desk)


def reviewers_at(desk: Desk, actor: Actor, place: str) -> list[PersonView]:
    """Those to whom a submission of a place can be assigned. Raises ``Denied`` for who is no lead there."""
    need(actor, place, {Role.LEAD})
    return [person for person in _people(desk) if is_reviewer(person.roles, place)]


def _people(desk: Desk) -> list[PersonView]:
    with desk.database.read() as session:
        persons = list(session.execute(select(Person).order_by(Person.name, Person.key)).scalars())
        held: dict[str, list[RoleAt]] = {}
        for given in session.execute(select(Grant).order_by(Grant.id)).scalars():
            held.setdefault(given.who, []).append(RoleAt(Role(given.role), given.place))
    found = []
    for person in persons:
        roles = [role for name in _names(person) for role in held.get(name, [])]
        if desk.administrators & set(_names(person)):
            roles.append(RoleAt(Role.ADMINISTRATOR))
        found.append(PersonView(person.key, person.name, person.email, person.seen_at, tuple(roles)))
    return found


def _names(person: Person) -> list[str]:
    return [person.key, *([person.email] if person.email else [])]


def _locked_administrators(session: Session) -> list[int]:
    """The grants of administrators, which nobody else changes until the end of the transaction."""
    query = select(Grant.id).where(Grant.role == Role.ADMINISTRATOR.value).order_by(Grant.id).with_for_update()
    return list(session.execute(query).scalars())


def role_named(role: Role | str) -> Role:
    """The role of a name. Raises ``UsageError`` with all the names there are."""
    try:
        return Role(role)
    except ValueError:
        listed = ", ".join(ROLES)
        raise UsageError(f"Vai trò là một trong: {listed}.", f"A role is one of: {listed}.") from None


def _who(who: str) -> str:
    name = " ".join(clean_text(who).split())
    if not name or len(name) > _LONGEST:
        raise UsageError("Cần địa chỉ thư điện tử hoặc mã người dùng.", "An e-mail address, or a key, is needed.")
    return name.lower() if _ADDRESS.fullmatch(name) else name
