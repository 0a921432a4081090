"""Every act in every state by every role: what the table of transitions allows happens, nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from analyzer.review import decisions
from analyzer.review.desk import Desk
from analyzer.review.errors import Conflict, Denied, NotFound, NotPossible
from analyzer.review.log import verify
from analyzer.review.people import Actor, Role
from analyzer.review.states import TRANSITIONS, Action, DecisionKind, State, transition
from analyzer.review.view import submission_view
from tests.review.desks import (
    ADMIN,
    AUDITOR,
    LEAD,
    OFFICER,
    OTHER,
    PLACE,
    REVIEWER,
    decide_all,
    hand_in,
    in_state,
    person,
    submission,
    version_of,
)

OFFICER_THERE = person("officer", Role.OFFICER, place=PLACE)
ACTS: dict[Action, Callable[[Desk, Actor, int], object]] = {
    Action.SUBMIT: lambda desk, actor, id_: hand_in(
        desk, b"khac", actor=actor, period=submission(desk, id_).period),
    Action.CLAIM: decisions.claim,
    Action.RELEASE: decisions.release,
    Action.ASSIGN: lambda desk, actor, id_: decisions.assign(desk, actor, id_, None),
    Action.DECIDE: lambda desk, actor, id_: _decide(desk, actor, id_, DecisionKind.CONFIRMED),
    Action.WAIVE: lambda desk, actor, id_: _decide(desk, actor, id_, DecisionKind.WAIVED),
    Action.RETURN: lambda desk, actor, id_: decisions.return_(
        desk, actor, id_, version=version_of(desk, id_), note="Bổ sung."),
    Action.APPROVE: lambda desk, actor, id_: decisions.approve(
        desk, actor, id_, version=version_of(desk, id_), note="Đã xem."),
    Action.REOPEN: lambda desk, actor, id_: decisions.reopen(
        desk, actor, id_, version=version_of(desk, id_), note="Xem lại."),
}  # fmt: skip


def _decide(desk: Desk, actor: Actor, id_: int, kind: DecisionKind) -> None:
    found = submission_view(desk, LEAD, id_).findings if actor.roles_at(PLACE) else []
    number, version = (found[0].id, found[0].version) if found else (10_000, 1)
    decisions.decide(desk, actor, number, kind, version=version, reason="Đã có văn bản.")


def _allowed(state: State, action: Action, actor: Actor) -> bool:
    """By the table; the two that hold a claim are ``REVIEWER`` and, for acts of holders, nobody else."""
    found = transition(state, action)
    if found is None or not actor.roles_at(PLACE) & found.roles:
        return False
    if found.holder_only:
        return actor is REVIEWER
    return not (action == Action.CLAIM and state == State.IN_REVIEW and actor is not REVIEWER)


@pytest.mark.parametrize(("state", "action"), list(product(State, ACTS)), ids=str)
def test_every_act(desk: Desk, state: State, action: Action) -> None:
    for number, actor in enumerate((OFFICER_THERE, REVIEWER, LEAD, AUDITOR, ADMIN)):
        _hold(desk, in_state(desk, state, period=str(2000 + number)), state, action, actor)
    with desk.database.read() as session:
        assert list(verify(session)) == []


def _hold(desk: Desk, id_: int, state: State, action: Action, actor: Actor) -> None:
    if action == Action.APPROVE and state == State.IN_REVIEW:
        decide_all(desk, REVIEWER, id_, DecisionKind.DISMISSED)
    before = submission(desk, id_)
    entries = submission_view(desk, LEAD, id_).log
    found = transition(state, action)
    if _allowed(state, action, actor):
        assert found is not None
        ACTS[action](desk, actor, id_)
        assert submission(desk, id_).state == found.target
        assert submission_view(desk, LEAD, id_).log[len(entries) :] or action == Action.CLAIM
        return
    with pytest.raises((Denied, NotPossible, NotFound, Conflict)):
        ACTS[action](desk, actor, id_)
    after = submission(desk, id_)
    assert (after.state, after.version, after.assignee) == (before.state, before.version, before.assignee)
    assert submission_view(desk, LEAD, id_).log == entries


def test_what_is_offered_is_what_is_allowed(desk: Desk) -> None:
    id_ = in_state(desk, State.IN_REVIEW)
    assert submission_view(desk, REVIEWER, id_).actions == [
        Action.CLAIM, Action.RELEASE, Action.DECIDE, Action.RETURN, Action.APPROVE]  # fmt: skip
    assert submission_view(desk, OTHER, id_).actions == []
    assert submission_view(desk, LEAD, id_).actions == [Action.ASSIGN, Action.WAIVE]
    assert submission_view(desk, AUDITOR, id_).actions == []


@pytest.mark.parametrize("action", [action for action in ACTS if action != Action.SUBMIT], ids=str)
def test_roles_elsewhere_do_not_count(desk: Desk, action: Action) -> None:
    id_ = in_state(desk, State.IN_REVIEW)
    stranger = person("reviewer", *Role, place="Đông Lâm/Hòa Bình")
    with pytest.raises(NotFound):
        ACTS[action](desk, stranger, id_)


def test_nobody_hands_in_for_another_place(desk: Desk) -> None:
    with pytest.raises(Denied):
        hand_in(desk, place="Đông Lâm/Hòa Bình")
    assert not list(desk.files.folder.rglob("*"))


def test_the_table_names_each_pair_once() -> None:
    pairs = [(t.source, t.action) for t in TRANSITIONS]
    assert len(pairs) == len(set(pairs))
    assert {t.target for t in TRANSITIONS} == set(State)
    assert OFFICER.roles_at(PLACE) == {Role.OFFICER}
