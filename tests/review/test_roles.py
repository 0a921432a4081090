"""Roles given and taken back; who owes what."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from analyzer.errors import UsageError
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied, NotFound, NotPossible
from analyzer.review.expected import Owed, expected, load_expected, missing, standings
from analyzer.review.grants import grant, grants, people, reviewers_at, revoke
from analyzer.review.listing import submissions
from analyzer.review.people import Role
from analyzer.review.states import State
from tests.review.desks import ADMIN, AUDITOR, LEAD, OFFICER, PLACE, REVIEWER, Clock, hand_in, in_state, person


def test_roles_are_given_by_administrators_before_the_first_log_in(desk: Desk) -> None:
    number = grant(desk, ADMIN, " Lan@Example.VN ", "reviewer", " Đông  Lâm / An Thịnh/")
    assert grant(desk, ADMIN, "lan@example.vn", Role.REVIEWER, PLACE) == number
    actor = desk.actor("iss|7", "Lan", "LAN@example.vn")
    assert actor.roles_at(PLACE) == {Role.REVIEWER}
    assert actor.roles_at("Đông Lâm") == frozenset()
    assert desk.actor("iss|8", "Lan", None).roles == ()
    assert [held.name for held in grants(desk, ADMIN)] == ["Lan"]
    assert {p.key: len(p.roles) for p in people(desk, ADMIN)} == {"iss|7": 1, "iss|8": 0}
    assert [p.key for p in reviewers_at(desk, LEAD, PLACE)] == ["iss|7"]
    revoke(desk, ADMIN, number)
    assert desk.actor("iss|7", "Lan", "lan@example.vn").roles == ()
    with pytest.raises(NotFound):
        revoke(desk, ADMIN, number)


@pytest.mark.parametrize("actor", [OFFICER, REVIEWER, LEAD, AUDITOR, person("x", Role.ADMINISTRATOR, place="Đông Lâm")],
                         ids=lambda actor: actor.key)  # fmt: skip
def test_nobody_else_gives_roles(desk: Desk, actor: object) -> None:
    number = grant(desk, ADMIN, "a@example.vn", Role.OFFICER)
    with pytest.raises(Denied):
        grant(desk, actor, "b@example.vn", Role.ADMINISTRATOR)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        revoke(desk, actor, number)  # type: ignore[arg-type]
    if actor is not AUDITOR:
        with pytest.raises(Denied):
            people(desk, actor)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "role", "place"),
    [("", "officer", None), ("a@b.vn", "king", None), ("a@b.vn", "administrator", PLACE), ("x" * 401, "officer", None)],
)
def test_what_is_no_grant(desk: Desk, who: str, role: str, place: str | None) -> None:
    with pytest.raises(UsageError):
        grant(desk, ADMIN, who, role, place)


def test_the_last_administrator_stays(desk: Desk) -> None:
    first = grant(desk, ADMIN, "a@example.vn", Role.ADMINISTRATOR)
    with pytest.raises(NotPossible):
        revoke(desk, ADMIN, first)
    second = grant(desk, ADMIN, "b@example.vn", Role.ADMINISTRATOR)
    revoke(desk, ADMIN, first)
    with pytest.raises(NotPossible):
        revoke(desk, ADMIN, second)
    settled = dataclasses.replace(desk, administrators=frozenset({"c@example.vn"}))
    revoke(settled, ADMIN, second)
    assert Role.ADMINISTRATOR in settled.actor("iss|9", "C", "C@example.vn").roles_at(None)


def test_who_was_there_is_not_written_at_each_look(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    desk.actor("iss|1", "A", None)
    first = people(desk, ADMIN)[0].seen_at
    desk.now.on(minutes=5)
    desk.actor("iss|1", "A", None)
    assert people(desk, ADMIN)[0].seen_at == first
    desk.actor("iss|1", "A mới", None)
    assert (people(desk, ADMIN)[0].name, people(desk, ADMIN)[0].seen_at) == ("A mới", desk.now())


_LIST = [
    Owed("Đông Lâm/An Thịnh", "plan", "2026", date(2026, 3, 1)),
    Owed("Đông Lâm/Hòa Bình", "plan", "năm 2026", date(2026, 3, 1)),
    Owed("Đông Lâm/Sa Lộc", "plan", "2026", date(2026, 3, 10)),
    Owed("Đông Lâm/Hà Lộc", "plan", "2026", date(2026, 6, 1)),
    Owed("Tây Lâm/Ba Lộc", "plan", "2026"),
]


def test_who_owes_what_and_where_it_stands(desk: Desk) -> None:
    done = load_expected(desk, LEAD, _LIST)
    assert (done.added, done.changed, done.same, done.removed) == (5, 0, 0, 0)
    number = hand_in(desk).submission
    assert submissions(desk, LEAD)[0].due == date(2026, 3, 1)
    rows = {row.place: row for row in expected(desk, LEAD)}
    assert {place: row.standing for place, row in rows.items()} == {
        "Đông Lâm/Hòa Bình": "overdue", "Đông Lâm/Sa Lộc": "due_soon", "Đông Lâm/Hà Lộc": "pending",
        "Tây Lâm/Ba Lộc": "pending", "Đông Lâm/An Thịnh": "late",
    }  # fmt: skip
    assert rows["Đông Lâm/Hòa Bình"].days == -1
    assert rows["Đông Lâm/An Thịnh"].submission == number
    assert [row.standing for row in missing(desk, LEAD, place="Đông Lâm")] == ["overdue", "due_soon", "pending", "late"]
    assert [row.place for row in missing(desk, OFFICER)] == [PLACE]
    assert missing(desk, person("x")) == []
    assert standings(expected(desk, LEAD, date(2026, 7, 1)))["overdue"] == 3
    # On a day before it came, it was still to come.
    assert {r.place: r.standing for r in expected(desk, LEAD, date(2026, 2, 1))}[PLACE] == "pending"


def test_returned_and_in_time(desk: Desk) -> None:
    load_expected(desk, LEAD, [Owed(PLACE, "plan", "2026", date(2026, 3, 2))])
    in_state(desk, State.RETURNED)
    assert [row.standing for row in missing(desk, LEAD)] == ["returned"]
    hand_in(desk, b"lai")
    assert missing(desk, LEAD) == []
    assert [row.standing for row in expected(desk, LEAD)] == ["submitted"]


def test_a_list_is_taken_again(desk: Desk) -> None:
    load_expected(desk, LEAD, _LIST)
    hand_in(desk)
    later = [Owed(PLACE, "plan", "2026", date(2026, 4, 1)), _LIST[1]]
    done = load_expected(desk, ADMIN, later)
    assert (done.added, done.changed, done.same, done.removed) == (0, 1, 1, 0)
    assert submissions(desk, LEAD)[0].due == date(2026, 4, 1)
    done = load_expected(desk, LEAD, later, replace=True)
    assert (done.same, done.removed) == (2, 3)
    assert len(expected(desk, LEAD)) == 2


@pytest.mark.parametrize("items", [[], [Owed("", "plan", "2026")], [Owed("A", "x", "2026")], [Owed("A", "plan", " ")]])
def test_what_is_no_list(desk: Desk, items: list[Owed]) -> None:
    with pytest.raises(UsageError):
        load_expected(desk, LEAD, items)


def test_lists_are_taken_by_leads_of_the_places(desk: Desk) -> None:
    there = person("x", Role.LEAD, place="Đông Lâm")
    load_expected(desk, there, _LIST[:4])
    with pytest.raises(Denied):
        load_expected(desk, there, _LIST)
    load_expected(desk, LEAD, _LIST)
    with pytest.raises(Denied):  # what is in another place is not taken off
        load_expected(desk, there, _LIST[:1], replace=True)
    assert len(expected(desk, LEAD)) == 5
    for actor in (OFFICER, REVIEWER, AUDITOR):
        with pytest.raises(Denied):
            load_expected(desk, actor, _LIST[:1])
