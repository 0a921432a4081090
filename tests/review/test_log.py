"""The log is append-only, and what is done to it behind the program's back is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from analyzer.review.desk import Desk
from analyzer.review.log import head, verify
from analyzer.review.model import LogEntry
from tests.review.desks import State, hand_in, in_state


@pytest.fixture
def written(desk: Desk) -> Desk:
    in_state(desk, State.APPROVED)
    return desk


def _run(desk: Desk, *statements: str) -> None:
    with desk.database.write() as session:
        for statement in statements:
            session.execute(text(statement))


def _found(desk: Desk, anchor: tuple[int, str] | None = None) -> list[str]:
    with desk.database.read() as session:
        return [said.en for said in verify(session, anchor)]


def _unguarded(desk: Desk) -> None:
    names = ("log_no_update", "log_no_delete", "log_no_replace") if desk.database.is_sqlite else ("log_append_only",)
    on = "" if desk.database.is_sqlite else " ON log"
    _run(desk, *(f"DROP TRIGGER {name}{on}" for name in names))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET actor = 'x' WHERE number = 2", "UPDATE log SET number = 99 WHERE number = 2",
        "DELETE FROM log WHERE number = 2", "DELETE FROM log",
    ],
)  # fmt: skip
def test_the_database_refuses(written: Desk, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        _run(written, statement)
    assert _found(written) == []


def test_sqlite_does_not_replace_either(new_url: Callable[[str], str]) -> None:
    from analyzer.review.database import Database

    database = Database(new_url("sqlite"))
    database.upgrade()
    row = "(1, '2026-01-01', 'a', 'b', 'c', '{}', '0', '0')"
    with database.write() as session:
        session.execute(text(f"INSERT INTO log VALUES {row}"))
    with pytest.raises(DBAPIError), database.write() as session:
        session.execute(text(f"INSERT OR REPLACE INTO log VALUES {row}"))
    database.close()


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE log SET actor = 'x' WHERE number = 3"], "Entry 3 was changed"),
        (["UPDATE log SET data = '{}' WHERE number = 4"], "Entry 4 was changed"),
        (["UPDATE log SET at = '2020-01-01 00:00:00' WHERE number = 1"], "Entry 1 was changed"),
        (["DELETE FROM log WHERE number = 3"], "Entry 3 of the log is missing"),
        (["DELETE FROM log WHERE number = 1"], "Entry 1 of the log is missing"),
        (["DELETE FROM log WHERE number = (SELECT MAX(number) FROM log)"], "cut off"),
        (["DELETE FROM log"], "cut off"),
        (["INSERT INTO log SELECT number + 1, at, actor, action, object, data, hash, hash FROM log "
          "WHERE number = (SELECT MAX(number) FROM log)"], "was added from outside"),
        (["UPDATE log SET number = -3 WHERE number = 3", "UPDATE log SET number = 3 WHERE number = 4",
          "UPDATE log SET number = 4 WHERE number = -3"], "Entry 3 does not follow"),
        (["UPDATE log_head SET number = number - 1"], "was added from outside"),
        (["UPDATE log_head SET hash = 'x'"], "is not the one written"),
    ],
)  # fmt: skip
def test_tampering_is_found(written: Desk, statements: list[str], said: str) -> None:
    assert _found(written) == []
    _unguarded(written)
    _run(written, *statements)
    assert any(said in words for words in _found(written)), _found(written)


def test_an_entry_made_up_with_its_own_hash_is_found(written: Desk) -> None:
    from analyzer.review.log import _hash

    _unguarded(written)
    with written.database.write() as session:
        entry = session.get_one(LogEntry, 3)
        entry.actor = "x"
        told = (entry.number, entry.at, "x", entry.action, entry.object, entry.data, entry.previous)
        entry.hash = _hash(*told)
    assert any("Entry 4 does not follow" in words for words in _found(written))


def test_a_log_rewritten_as_a_whole_is_found_by_what_was_noted(written: Desk) -> None:
    from analyzer.review.log import _hash

    with written.database.read() as session:
        noted = head(session)
    _unguarded(written)
    with written.database.write() as session:
        _rewrite(session, _hash)
    assert _found(written) == []
    assert any("rewritten" in words for words in _found(written, noted))


def _rewrite(session: Session, hash_: Callable[..., str]) -> None:
    from sqlalchemy import select

    from analyzer.review.log import START
    from analyzer.review.model import LogHead

    previous = START
    for entry in session.execute(select(LogEntry).order_by(LogEntry.number)).scalars():
        entry.actor, entry.previous = "x", previous
        entry.hash = previous = hash_(
            entry.number, entry.at, entry.actor, entry.action, entry.object, entry.data, entry.previous
        )
    session.execute(select(LogHead)).scalar_one().hash = previous


def test_what_was_noted_stays_true(written: Desk) -> None:
    with written.database.read() as session:
        noted = head(session)
    hand_in(written, b"them", period="2031")
    assert _found(written, noted) == []
    assert _found(written, (noted[0], "0" * 64)) != []


def test_an_act_that_fails_leaves_no_entry(desk: Desk) -> None:
    class Stop(Exception):
        pass

    def act() -> None:
        with desk.database.write() as session:
            desk.note(session, None, "x", "y", {})
            raise Stop

    with pytest.raises(Stop):
        act()
    with desk.database.read() as session:
        assert head(session)[0] == 0
