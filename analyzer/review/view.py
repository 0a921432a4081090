"""One submission with all that a reviewer looks at, and the report and the file of each of its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.report.codec import from_json
from analyzer.report.model import Bilingual, Report
from analyzer.report.open_items import OpenItem
from analyzer.review.access import submission_of
from analyzer.review.desk import Desk
from analyzer.review.errors import NotFound, NotPossible
from analyzer.review.listing import SubmissionRow, names_of, rows_of
from analyzer.review.logview import LogView, entries_about
from analyzer.review.model import Comment, Finding, Revision, Submission
from analyzer.review.people import Actor
from analyzer.review.states import Action, DecisionKind, State, actions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One revision. ``error`` says why it could not be checked."""

    id: int
    number: int
    filename: str
    sha256: str
    submitted_by: str
    submitted_by_name: str
    submitted_at: datetime
    checked_at: datetime | None
    verdict: str | None
    coverage: float | None
    title: str | None
    error: Bilingual | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person made of a finding. ``by`` None: it was waived by the file of waivers, or nobody decided yet."""

    kind: DecisionKind
    reason: str | None
    correction: str | None
    by: str | None
    by_name: str | None
    at: datetime | None
    revision: int
    """Number of the revision it was made on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What the program says, and beside it what people say: neither takes the place of the other."""

    id: int
    code: str
    name: Bilingual
    """The rule's."""
    item: OpenItem
    """What the program says: message, suggestion, clause, evidence, nearest passage, calculation, reason of doubt."""
    severity: str
    status: str
    fingerprint: str
    change: str | None
    """Against the revision before: new, same; None for a first revision."""
    decision: Decision
    earlier: Decision | None
    """The last one on the same finding in an earlier revision."""
    version: int
    """To be given back with a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A remark; ``finding``: id of the finding it is about, None for the submission."""

    id: int
    finding: int | None
    author: str
    author_name: str
    at: datetime
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionView:
    """``revisions``: the latest first; ``findings``, ``fixed``: in the order of the rules; ``log``, ``comments``: the
    oldest first."""

    row: SubmissionRow
    revisions: list[RevisionView]
    findings: list[FindingView]
    """Of the latest revision."""
    fixed: list[FindingView]
    """Of the revision checked before it, and not there any more."""
    comments: list[CommentView]
    log: list[LogView]
    actions: list[Action]
    """What this actor may do now, in the order of the table of transitions."""


def submission_view(desk: Desk, actor: Actor, id_: int) -> SubmissionView:
    """All about one submission. Raises ``NotFound`` where there is none that the actor may see."""
    with desk.database.read() as session:
        submission = submission_of(session, actor, id_)
        wanted = select(Revision).where(Revision.submission_id == id_).order_by(Revision.number.desc())
        revisions = list(session.execute(wanted).scalars())
        said = list(session.execute(
            select(Comment).where(Comment.submission_id == id_).order_by(Comment.id)).scalars())  # fmt: skip
        findings = _findings(session, revisions)
        keys = [*(r.submitted_by for r in revisions), *(c.author for c in said),
                *(f.decided_by for some in findings.values() for f in some)]  # fmt: skip
        names = names_of(session, keys)
        (row,) = rows_of(desk, session, [(submission, revisions[0])])
        now, before = _latest_two(revisions, findings)
        there = {finding.fingerprint for finding in now}
        about = [f"submission:{id_}", *(f"finding:{f.id}" for some in findings.values() for f in some)]
        maker = _Views(names, {r.id: r.number for r in revisions}, findings)
        return SubmissionView(
            row=row,
            revisions=[_revision(revision, names) for revision in revisions],
            findings=[maker.finding(finding) for finding in now],
            fixed=[maker.finding(finding) for finding in before if finding.fingerprint not in there],
            comments=[
                CommentView(id=c.id, finding=c.finding_id, author=c.author, author_name=names.get(c.author, c.author),
                            at=c.at, body=c.body)
                for c in said
            ],
            log=entries_about(session, about),
            actions=allowed_actions(desk, actor, submission, {revision.submitted_by for revision in revisions}),
        )  # fmt: skip


def _findings(session: Session, revisions: list[Revision]) -> dict[int, list[Finding]]:
    """Id of a revision → its findings in the order of the report, by one query."""
    found: dict[int, list[Finding]] = {revision.id: [] for revision in revisions}
    query = select(Finding).where(Finding.revision_id.in_(list(found))).order_by(Finding.id)
    for finding in session.execute(query).scalars():
        found[finding.revision_id].append(finding)
    return found


def _latest_two(revisions: list[Revision], findings: dict[int, list[Finding]]) -> tuple[list[Finding], list[Finding]]:
    """The findings of the latest revision, and of the one checked before it; nothing is fixed while the latest is not
    checked."""
    now = findings[revisions[0].id]
    if revisions[0].verdict is None:
        return now, []
    return now, next((findings[r.id] for r in revisions[1:] if r.verdict is not None), [])


class _Views:
    def __init__(self, names: dict[str, str], numbers: dict[int, int], findings: dict[int, list[Finding]]) -> None:
        self._names, self._numbers = names, numbers
        self._decided: dict[str, list[Finding]] = {}
        for some in findings.values():
            for finding in some:
                if finding.decided_by is not None:
                    self._decided.setdefault(finding.fingerprint, []).append(finding)

    def finding(self, finding: Finding) -> FindingView:
        number = self._numbers[finding.revision_id]
        same = self._decided.get(finding.fingerprint, [])
        earlier = [other for other in same if self._numbers[other.revision_id] < number]
        last = max(earlier, key=lambda other: self._numbers[other.revision_id], default=None)
        name, item = item_of(finding.detail)
        return FindingView(
            id=finding.id, code=finding.code, name=name, item=item, severity=finding.severity, status=finding.status,
            fingerprint=finding.fingerprint, change=finding.change, decision=self._decision(finding),
            earlier=self._decision(last) if last is not None else None, version=finding.version,
        )  # fmt: skip

    def _decision(self, finding: Finding) -> Decision:
        by = finding.decided_by
        return Decision(
            kind=finding.decision, reason=finding.reason, correction=finding.correction, by=by,
            by_name=self._names.get(by, by) if by else None, at=finding.decided_at,
            revision=self._numbers[finding.revision_id],
        )  # fmt: skip


def item_of(detail: dict[str, Any]) -> tuple[Bilingual, OpenItem]:
    """The rule's name, and what the program says of a finding."""
    return msgspec.convert(detail["name"], Bilingual), msgspec.convert(detail, OpenItem)


def _revision(revision: Revision, names: dict[str, str]) -> RevisionView:
    error = None if revision.error is None else msgspec.convert(revision.error["message"], Bilingual)
    return RevisionView(
        id=revision.id, number=revision.number, filename=revision.filename, sha256=revision.sha256,
        submitted_by=revision.submitted_by, submitted_by_name=names.get(revision.submitted_by, revision.submitted_by),
        submitted_at=revision.submitted_at, checked_at=revision.checked_at, verdict=revision.verdict,
        coverage=revision.coverage, title=revision.title, error=error,
    )  # fmt: skip


def allowed_actions(desk: Desk, actor: Actor, submission: Submission, submitters: set[str]) -> list[Action]:
    """What the actor may do with a submission now: by state and role, by who holds it, and by four eyes."""
    found = actions_in(submission.state, actor.roles_at(submission.place))
    mine = submission.assignee == actor.key
    if not mine:
        held = (Action.RELEASE, Action.DECIDE, Action.RETURN, Action.APPROVE)
        found = [action for action in found if action not in held]
        live = submission.lease_until is None or submission.lease_until > desk.now()
        taken = submission.assignee is not None and (submission.state == State.WAITING or live)
        if taken and Action.CLAIM in found:
            found.remove(Action.CLAIM)
    if desk.several_users:
        own = actor.key in submitters
        refused = {Action.APPROVE: own, Action.WAIVE: own or mine}
        found = [action for action in found if not refused.get(action)]
    return found


def revision_report(desk: Desk, actor: Actor, revision_id: int) -> Report:
    """The report on a revision, with the text its spans point into.

    Raises ``NotFound`` where there is no such revision that the actor may see, ``NotPossible`` where it is not checked
    yet, or could not be.
    """
    with desk.database.read() as session:
        revision = revision_of(session, actor, revision_id)
        data, error = revision.report, revision.error
    if data is None:
        if error is not None:
            raise NotPossible(error["message"]["vi"], error["message"]["en"])
        raise NotPossible("Văn bản đang được kiểm tra.", "The document is being checked.")
    return from_json(data)


def original(desk: Desk, actor: Actor, revision_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file that was handed in, as it came.

    Raises ``NotFound`` where there is no such revision that the actor may see, or its file was changed on the disk.
    """
    with desk.database.read() as session:
        revision = revision_of(session, actor, revision_id)
        name, sha256 = revision.filename, revision.sha256
    return name, desk.files.get(sha256)


def revision_of(session: Session, actor: Actor, id_: int) -> Revision:
    """A revision. Raises ``NotFound`` where there is none that the actor may see."""
    revision = session.get(Revision, id_)
    if revision is not None and actor.roles_at(session.get_one(Submission, revision.submission_id).place):
        return revision
    raise NotFound(f"Không có bản gửi số {id_}.", f"There is no revision {id_}.")
