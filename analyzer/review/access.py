"""Finding things that the actor may see, and holding acts to the table of transitions."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from analyzer.errors import Text
from analyzer.review.errors import Conflict, Denied, NotFound, NotPossible
from analyzer.review.model import Finding, Person, Revision, Submission
from analyzer.review.people import ROLES, Actor, Role
from analyzer.review.states import ACTIONS, STATES, Action, Transition, transition


def visible(actor: Actor) -> ColumnElement[bool] | None:
    """The condition that a submission is in a place that the actor may see; None: they may see all."""
    places = actor.places()
    if places is None:
        return None
    if not places:
        return false()
    return or_(*(below(Submission.place, place) for place in places))


def below(column: InstrumentedAttribute[str], place: str) -> ColumnElement[bool]:
    """The condition that a column holds a place or one below it; a range of an index, as LIKE is not."""
    after = chr(ord("/") + 1)
    return or_(column == place, and_(column >= f"{place}/", column < f"{place}{after}"))


def submission_of(session: Session, actor: Actor, id_: int, *, lock: bool = False) -> Submission:
    """A submission. Raises ``NotFound`` where there is none, and where the actor may not see it: the two look alike."""
    query = select(Submission).where(Submission.id == id_)
    found = session.execute(query.with_for_update() if lock else query).scalar()
    if found is None or not actor.roles_at(found.place):
        raise NotFound(f"Không có hồ sơ số {id_}.", f"There is no submission {id_}.")
    return found


def finding_of(session: Session, actor: Actor, id_: int) -> tuple[Finding, Submission, Revision]:
    """A finding with what it belongs to, both locked. Raises ``NotFound`` as ``submission_of`` does."""
    finding = session.get(Finding, id_)
    revision = session.get(Revision, finding.revision_id) if finding is not None else None
    if revision is None:
        raise NotFound(f"Không có phát hiện số {id_}.", f"There is no finding {id_}.")
    submission = submission_of(session, actor, revision.submission_id, lock=True)
    locked = session.execute(select(Finding).where(Finding.id == id_).with_for_update().execution_options(
        populate_existing=True)).scalar_one()  # fmt: skip
    return locked, submission, revision


def latest(session: Session, submission: Submission) -> Revision:
    """The last revision handed in."""
    wanted = (Revision.submission_id == submission.id, Revision.number == submission.revisions)
    return session.execute(select(Revision).where(*wanted)).scalar_one()


def allow(actor: Actor, submission: Submission | None, action: Action, place: str | None = None) -> Transition:
    """The transition that an act makes.

    Raises:
        NotPossible: the state does not allow it.
        Denied: the actor's roles at the place do not, or somebody else holds the submission.
    """
    source = submission.state if submission is not None else None
    found = transition(source, action)
    if found is None:
        where = STATES[source] if source is not None else Text("chưa gửi", "not submitted")
        raise NotPossible(
            f"Không thể “{ACTIONS[action].vi}” khi hồ sơ ở trạng thái “{where.vi}”.",
            f"“{ACTIONS[action].en}” is not possible while the submission is “{where.en}”.",
        )
    need(actor, submission.place if submission is not None else place, found.roles)
    if found.holder_only and submission is not None and submission.assignee != actor.key:
        raise Denied(
            "Hồ sơ do người khác đang xem xét; hãy nhận xem xét trước.",
            "Somebody else holds this submission; claim it first.",
        )
    return found


def need(actor: Actor, place: str | None, roles: Iterable[Role]) -> None:
    """Raises ``Denied`` unless the actor has one of ``roles`` at ``place``."""
    wanted = frozenset(roles)
    if not actor.roles_at(place) & wanted:
        vi = ", ".join(ROLES[role].vi for role in Role if role in wanted)
        en = ", ".join(ROLES[role].en for role in Role if role in wanted)
        where_vi, where_en = (f" tại {place}", f" at {place}") if place else ("", "")
        raise Denied(f"Việc này cần vai trò {vi}{where_vi}.", f"This needs the role {en}{where_en}.")


def unchanged(session: Session, thing: Submission | Finding, version: int, who: str | None) -> None:
    """Raises ``Conflict`` where ``thing`` is not any more what the actor saw; ``who`` changed it, where known."""
    if thing.version != version:
        by = f" ({name_of(session, who)})" if who else ""
        raise Conflict(
            f"Nội dung đã được người khác thay đổi{by}; hãy tải lại rồi quyết định.",
            f"Somebody else changed this{by}; reload it, then decide.",
        )


def name_of(session: Session, key: str) -> str:
    """What people call a person; the key where they have no name yet."""
    person = session.get(Person, key)
    return person.name if person is not None and person.name else key
