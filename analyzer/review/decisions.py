"""What people decide: who takes a submission up, what each finding comes to, how it ends."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from analyzer.errors import UsageError
from analyzer.review.access import allow, finding_of, latest, name_of, submission_of, unchanged
from analyzer.review.desk import Desk
from analyzer.review.errors import Conflict, Denied, NotPossible
from analyzer.review.mail import tell_submitter
from analyzer.review.model import Comment, Finding, Grant, Person, Revision, Submission
from analyzer.review.people import LOCAL_KEY, Actor, Role, RoleAt, is_reviewer
from analyzer.review.states import Action, DecisionKind, State

_WITH_REASON = (DecisionKind.DISMISSED, DecisionKind.CORRECTED, DecisionKind.WAIVED)


def claim(desk: Desk, actor: Actor, id_: int) -> None:
    """Takes a submission up for a while (``desk.lease``); who holds it already holds it longer.

    Raises ``Conflict`` where somebody else holds it, ``Denied`` where it is assigned to somebody else.
    """
    now = desk.now()
    with desk.database.write() as session:
        submission = submission_of(session, actor, id_, lock=True)
        target = allow(actor, submission, Action.CLAIM).target
        other = submission.assignee not in (None, actor.key)
        holder = name_of(session, submission.assignee or "")
        if other and submission.state == State.IN_REVIEW and (submission.lease_until or now) > now:
            raise Conflict(f"Hồ sơ đang do {holder} xem xét.", f"{holder} is reviewing this submission.")
        if other and submission.state == State.WAITING:
            raise Denied(f"Hồ sơ đã được phân công cho {holder}.", f"This submission is assigned to {holder}.")
        if submission.assignee != actor.key or submission.state != target:
            desk.note(session, actor, Action.CLAIM, f"submission:{id_}", {"before": submission.assignee})
        submission.state, submission.assignee, submission.lease_until = target, actor.key, now + desk.lease


def release(desk: Desk, actor: Actor, id_: int) -> None:
    """Puts a submission back into the queue."""
    with desk.database.write() as session:
        submission = submission_of(session, actor, id_, lock=True)
        submission.state = allow(actor, submission, Action.RELEASE).target
        submission.assignee = submission.lease_until = None
        desk.note(session, actor, Action.RELEASE, f"submission:{id_}", {})


def assign(desk: Desk, actor: Actor, id_: int, who: str | None) -> None:
    """Gives a submission to somebody (a person's key), or to nobody in particular.

    Raises ``UsageError`` where nobody of that key reviews what the place hands in.
    """
    with desk.database.write() as session:
        submission = submission_of(session, actor, id_, lock=True)
        target = allow(actor, submission, Action.ASSIGN).target
        if who is not None and not _reviews(desk, session, who, submission.place):
            raise UsageError(
                f"{who} không có vai trò xem xét hồ sơ của {submission.place}.",
                f"{who} does not review what {submission.place} hands in.",
            )
        submission.state = target
        submission.assignee, submission.lease_until = who, None
        desk.note(session, actor, Action.ASSIGN, f"submission:{id_}", {"to": who})


def decide(
    desk: Desk, actor: Actor, id_: int, decision: DecisionKind, *, version: int, reason: str = "", correction: str = ""
) -> int:
    """Decides one finding; the new version of it. What the program said stays as it is.

    ``version``: that of the finding as the actor saw it. Dismissing, correcting and waiving need a ``reason``,
    correcting also what is right instead.

    Raises:
        Conflict: somebody else decided it meanwhile.
        Denied: the actor may not, or waives what they review themselves.
        NotPossible: it belongs to an earlier revision, or the submission is not in review.
    """
    reason, correction = reason.strip(), correction.strip()
    if decision in _WITH_REASON and not reason:
        raise UsageError("Cần ghi lý do.", "A reason is needed.")
    if decision == DecisionKind.CORRECTED and not correction:
        raise UsageError("Cần ghi nội dung đúng.", "What is right instead is needed.")
    with desk.database.write() as session:
        finding, submission, revision = finding_of(session, actor, id_)
        unchanged(session, finding, version, finding.decided_by)
        waives = DecisionKind.WAIVED in (decision, finding.decision)
        allow(actor, submission, Action.WAIVE if waives else Action.DECIDE)
        if waives and desk.several_users and actor.key in {submission.assignee, *_submitters(session, submission)}:
            raise Denied(
                "Người gửi hoặc đang xem xét hồ sơ không tự miễn phát hiện; hãy đề nghị người phụ trách khác.",
                "Who submits or reviews a submission does not waive its findings; ask another lead.",
            )
        if revision.id != latest(session, submission).id:
            raise NotPossible(
                "Phát hiện này thuộc bản cũ; hãy xem bản mới nhất.",
                "This finding is of an earlier revision; see the latest.",
            )
        before = finding.decision
        finding.decision, finding.reason = decision, reason or None
        finding.correction = correction or None
        finding.decided_by, finding.decided_at = actor.key, desk.now()
        if submission.assignee == actor.key:
            # Not by the object: holding it longer makes no other submission of what the reviewer sees.
            renewed = update(Submission).where(Submission.id == submission.id)
            session.execute(renewed.values(lease_until=desk.now() + desk.lease))
        else:
            flag_modified(submission, "lease_until")  # its holder is to see it anew before ending it
        desk.note(session, actor, Action.WAIVE if waives else Action.DECIDE, f"finding:{id_}", {
            "submission": submission.id, "code": finding.code, "fingerprint": finding.fingerprint, "before": before,
            "decision": decision, "reason": reason, "correction": correction,
        })  # fmt: skip
        session.flush()
        return finding.version


def return_(desk: Desk, actor: Actor, id_: int, *, version: int, note: str = "") -> None:
    """Sends a submission back with what is to be completed. Raises ``NotPossible`` where there is nothing to say."""
    with desk.database.write() as session:
        submission = _ending(session, actor, id_, version, Action.RETURN)
        to_complete = _count(session, submission, (DecisionKind.OPEN, DecisionKind.CONFIRMED, DecisionKind.CORRECTED))
        if not to_complete and not note.strip():
            raise NotPossible(
                "Không còn phát hiện nào để trả lại; hãy ghi lý do.", "Nothing is left to return it for: say why."
            )
        _end(desk, session, actor, submission, Action.RETURN, note)


def approve(desk: Desk, actor: Actor, id_: int, *, version: int, note: str = "") -> None:
    """Passes a submission.

    Raises:
        Denied: the actor handed in one of its revisions (four eyes).
        NotPossible: a finding is not decided, or a required one stands confirmed; or the document could not be
            checked, and there is no ``note`` that says why it is passed all the same.
    """
    with desk.database.write() as session:
        submission = _ending(session, actor, id_, version, Action.APPROVE)
        if desk.several_users and actor.key in _submitters(session, submission):
            raise Denied("Người gửi hồ sơ không tự thông qua.", "Who submits does not approve.")
        if latest(session, submission).verdict is None and not note.strip():
            raise NotPossible(
                "Văn bản chưa được kiểm tra tự động; hãy ghi căn cứ thông qua.",
                "The document could not be checked by the program: say on what grounds it is passed.",
            )
        undecided = _count(session, submission, (DecisionKind.OPEN,))
        standing = _count(session, submission, (DecisionKind.CONFIRMED, DecisionKind.CORRECTED), severity="error")
        if undecided:
            raise NotPossible(f"Còn {undecided} phát hiện chưa xử lý.", f"{undecided} findings are not decided.")
        if standing:
            raise NotPossible(
                f"Còn {standing} yêu cầu bắt buộc chưa đạt; hãy trả lại, hoặc đề nghị người phụ trách miễn.",
                f"{standing} required findings stand; return it, or ask a lead to waive them.",
            )
        _end(desk, session, actor, submission, Action.APPROVE, note)


def reopen(desk: Desk, actor: Actor, id_: int, *, version: int, note: str) -> None:
    """Takes a decision on a submission back. Raises ``UsageError`` without a ``note`` that says why."""
    if not note.strip():
        raise UsageError("Cần ghi lý do.", "A reason is needed.")
    with desk.database.write() as session:
        submission = submission_of(session, actor, id_, lock=True)
        unchanged(session, submission, version, submission.decided_by)
        submission.state = allow(actor, submission, Action.REOPEN).target
        submission.assignee = submission.lease_until = None
        desk.note(session, actor, Action.REOPEN, f"submission:{id_}", {"note": note.strip()})


def comment(desk: Desk, actor: Actor, id_: int, body: str, *, finding: int | None = None) -> int:
    """Adds a remark to a submission, or to a finding of it; its number. Everybody who sees it may."""
    if not body.strip():
        raise UsageError("Ghi chú trống.", "The comment is empty.")
    with desk.database.write() as session:
        submission = submission_of(session, actor, id_)
        if finding is not None and finding_of(session, actor, finding)[1].id != submission.id:
            raise NotPossible("Phát hiện không thuộc hồ sơ này.", "The finding is not of this submission.")
        said = Comment(submission_id=id_, finding_id=finding, author=actor.key, at=desk.now(), body=body.strip())
        session.add(said)
        session.flush()
        desk.note(session, actor, "comment", f"submission:{id_}", {"comment": said.id, "finding": finding})
        return said.id


def _ending(session: Session, actor: Actor, id_: int, version: int, action: Action) -> Submission:
    submission = submission_of(session, actor, id_, lock=True)
    unchanged(session, submission, version, submission.assignee)
    allow(actor, submission, action)
    return submission


def _end(desk: Desk, session: Session, actor: Actor, submission: Submission, action: Action, note: str) -> None:
    submission.state = allow(actor, submission, action).target
    submission.lease_until = None
    submission.decided_by, submission.decided_at = actor.key, desk.now()
    submission.decision_note = note.strip() or None
    revision = latest(session, submission)
    desk.note(session, actor, action, f"submission:{submission.id}", {
        "revision": revision.number, "sha256": revision.sha256, "note": note.strip(),
    })  # fmt: skip
    tell_submitter(desk, session, submission, action)


def _count(
    session: Session, submission: Submission, decisions: tuple[DecisionKind, ...], severity: str | None = None
) -> int:
    wanted = [Finding.revision_id == latest(session, submission).id, Finding.decision.in_(decisions)]
    if severity is not None:
        wanted.append(Finding.severity == severity)
    return session.execute(select(func.count()).select_from(Finding).where(*wanted)).scalar_one()


def _reviews(desk: Desk, session: Session, who: str, place: str) -> bool:
    if not desk.several_users:
        return who == LOCAL_KEY
    person = session.get(Person, who)
    if person is None:
        return False
    held = session.execute(select(Grant.role, Grant.place).where(Grant.who.in_({person.key, person.email})))
    return is_reviewer([RoleAt(Role(role), at) for role, at in held], place)


def _submitters(session: Session, submission: Submission) -> set[str]:
    return set(session.execute(
        select(Revision.submitted_by).where(Revision.submission_id == submission.id)).scalars())  # fmt: skip
