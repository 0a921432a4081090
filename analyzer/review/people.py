"""Who acts: identities, roles, and the places that each may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from analyzer.errors import Text

LOCAL_KEY = "local"
"""The one user of a machine without log-in."""


class Role(StrEnum):
    """What somebody may do."""

    OFFICER = "officer"
    REVIEWER = "reviewer"
    LEAD = "lead"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLES: dict[Role, Text] = {
    Role.OFFICER: Text("Cán bộ soạn thảo", "Officer"),
    Role.REVIEWER: Text("Người xem xét", "Reviewer"),
    Role.LEAD: Text("Phụ trách", "Lead"),
    Role.AUDITOR: Text("Thanh tra", "Auditor"),
    Role.ADMINISTRATOR: Text("Quản trị", "Administrator"),
}


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role in a place and below it; ``place`` None: everywhere."""

    role: Role
    place: str | None = None

    def covers(self, place: str | None) -> bool:
        """Whether the role holds at ``place``; None stands for what belongs to no place."""
        return self.place is None or (place is not None and (place == self.place or place.startswith(f"{self.place}/")))


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with the roles that they have now."""

    key: str
    name: str
    email: str | None
    roles: tuple[RoleAt, ...]

    def roles_at(self, place: str | None) -> frozenset[Role]:
        """The roles that hold at a place."""
        return frozenset(grant.role for grant in self.roles if grant.covers(place))

    def places(self) -> list[str] | None:
        """The places, with all below each, that the actor may see; None: all of them."""
        if any(grant.place is None for grant in self.roles):
            return None
        return sorted({grant.place for grant in self.roles if grant.place is not None})


def is_reviewer(roles: Iterable[RoleAt], place: str) -> bool:
    """Whether somebody with these roles reviews what a place hands in."""
    return any(at.role in (Role.REVIEWER, Role.LEAD) and at.covers(place) for at in roles)


def place_path(place: str) -> str:
    """A path of a place in one writing: NFC, single blanks, no blanks round "/". Raises ``ValueError`` for an empty
    one."""
    parts = [" ".join(unicodedata.normalize("NFC", part).split()) for part in place.split("/")]
    path = "/".join(part for part in parts if part)
    if not path:
        raise ValueError("a place needs a name")
    return path
