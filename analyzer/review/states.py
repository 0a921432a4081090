"""The states of what is submitted, and what may be done in each: one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analyzer.errors import Text
from analyzer.review.people import Role


class State(StrEnum):
    """Where a submission stands."""

    CHECKING = "checking"
    WAITING = "waiting"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"


class Action(StrEnum):
    """What a person, or the worker, does with a submission."""

    SUBMIT = "submit"
    CHECKED = "checked"
    CLAIM = "claim"
    RELEASE = "release"
    ASSIGN = "assign"
    DECIDE = "decide"
    WAIVE = "waive"
    RETURN = "return"
    APPROVE = "approve"
    REOPEN = "reopen"


class DecisionKind(StrEnum):
    """What a person made of a finding."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    CORRECTED = "corrected"
    WAIVED = "waived"


class JobState(StrEnum):
    """Where a piece of work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Transition:
    """An action that is allowed in a state. ``roles``: who may do it, each in their places; empty: the worker."""

    source: State | None
    """None: there is nothing yet."""
    action: Action
    target: State
    roles: frozenset[Role]
    holder_only: bool = False
    """Only who holds the claim."""


_OFFICER, _REVIEWERS, _LEAD = (
    frozenset({Role.OFFICER, Role.REVIEWER, Role.LEAD}),
    frozenset({Role.REVIEWER, Role.LEAD}),
    frozenset({Role.LEAD}),
)
_NOBODY: frozenset[Role] = frozenset()

TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, Action.SUBMIT, State.CHECKING, _OFFICER),
    Transition(State.CHECKING, Action.SUBMIT, State.CHECKING, _OFFICER),
    Transition(State.WAITING, Action.SUBMIT, State.CHECKING, _OFFICER),
    Transition(State.RETURNED, Action.SUBMIT, State.CHECKING, _OFFICER),
    Transition(State.CHECKING, Action.CHECKED, State.WAITING, _NOBODY),
    Transition(State.WAITING, Action.CLAIM, State.IN_REVIEW, _REVIEWERS),
    Transition(State.IN_REVIEW, Action.CLAIM, State.IN_REVIEW, _REVIEWERS),
    Transition(State.WAITING, Action.ASSIGN, State.WAITING, _LEAD),
    Transition(State.IN_REVIEW, Action.ASSIGN, State.WAITING, _LEAD),
    Transition(State.IN_REVIEW, Action.RELEASE, State.WAITING, _REVIEWERS, holder_only=True),
    Transition(State.IN_REVIEW, Action.DECIDE, State.IN_REVIEW, _REVIEWERS, holder_only=True),
    Transition(State.IN_REVIEW, Action.WAIVE, State.IN_REVIEW, _LEAD),
    Transition(State.IN_REVIEW, Action.RETURN, State.RETURNED, _REVIEWERS, holder_only=True),
    Transition(State.IN_REVIEW, Action.APPROVE, State.APPROVED, _REVIEWERS, holder_only=True),
    Transition(State.APPROVED, Action.REOPEN, State.WAITING, _LEAD),
    Transition(State.RETURNED, Action.REOPEN, State.WAITING, _LEAD),
)
"""An approved document takes no new revision: it is reopened first. One in review does not change under the
reviewer's eyes: it is returned, or released, first."""

STATES: dict[State, Text] = {
    State.CHECKING: Text("Đang kiểm tra", "Being checked"),
    State.WAITING: Text("Chờ xem xét", "Waiting"),
    State.IN_REVIEW: Text("Đang xem xét", "In review"),
    State.RETURNED: Text("Đã trả lại", "Returned"),
    State.APPROVED: Text("Đã thông qua", "Approved"),
}

DECISIONS: dict[DecisionKind, Text] = {
    DecisionKind.OPEN: Text("Chưa xử lý", "Open"),
    DecisionKind.CONFIRMED: Text("Xác nhận", "Confirmed"),
    DecisionKind.DISMISSED: Text("Bác bỏ", "Dismissed"),
    DecisionKind.CORRECTED: Text("Sửa lại", "Corrected"),
    DecisionKind.WAIVED: Text("Miễn", "Waived"),
}

ACTIONS: dict[Action, Text] = {
    Action.SUBMIT: Text("Gửi văn bản", "Submit"),
    Action.CHECKED: Text("Kiểm tra xong", "Checked"),
    Action.CLAIM: Text("Nhận xem xét", "Claim"),
    Action.RELEASE: Text("Trả về hàng chờ", "Release"),
    Action.ASSIGN: Text("Phân công", "Assign"),
    Action.DECIDE: Text("Kết luận phát hiện", "Decide a finding"),
    Action.WAIVE: Text("Miễn một phát hiện", "Waive a finding"),
    Action.RETURN: Text("Trả lại nơi gửi", "Return"),
    Action.APPROVE: Text("Thông qua", "Approve"),
    Action.REOPEN: Text("Mở lại", "Reopen"),
}


def transition(source: State | None, action: Action) -> Transition | None:
    """The transition of ``action`` in the state ``source``; None where it is not allowed."""
    return next((t for t in TRANSITIONS if t.source == source and t.action == action), None)


def actions_in(source: State, roles: frozenset[Role]) -> list[Action]:
    """What somebody with these roles may do in a state, in the order of the table."""
    return [t.action for t in TRANSITIONS if t.source == source and t.roles & roles]
