"""Where the queue of a machine is, who its administrators are, and that secrets stay out of the settings."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from analyzer.errors import UsageError
from analyzer.review import decisions
from analyzer.review.desk import Desk
from analyzer.review.mail import MailServer, send_waiting
from analyzer.review.model import Mail
from analyzer.review.opening import desk_from_settings, queue_settings
from analyzer.review.people import Role
from tests.review.desks import REVIEWER, Clock, State, check_all, hand_in, in_state, person, version_of

_FULL = """
[queue]
data = "kho"
several-users = true
administrators = ["A@Example.vn", "iss|1"]
lease-hours = 0.5
database-url = "postgresql://rasoat@db/rasoat"

[queue.mail]
host = "mail.example.vn"
sender = "rasoat@example.vn"
user = "rasoat"
password-file = "mat-khau.txt"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "mat-khau.txt").write_text("bi-mat\n", "utf-8")
    path = tmp_path / "rasoat.toml"
    path.write_text(_FULL, "utf-8")
    return path


def test_all_from_the_file(config: Path) -> None:
    found = queue_settings(config=config, environment={})
    assert found.data == config.parent / "kho"
    assert found.database_url == "postgresql://rasoat@db/rasoat"
    assert found.several_users
    assert found.administrators == {"a@example.vn", "iss|1"}
    assert found.lease.total_seconds() == 1800
    assert found.mail == MailServer("mail.example.vn", "rasoat@example.vn", 587, "rasoat", "bi-mat", "starttls")


def test_the_environment_goes_before_and_what_is_given_before_that(config: Path, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("sqlite:///b.sqlite", "utf-8")
    env = {
        "RASOAT_DATA": str(tmp_path / "b"), "RASOAT_DATABASE_URL_FILE": str(tmp_path / "url"),
        "RASOAT_SEVERAL_USERS": "0", "RASOAT_ADMINISTRATORS": "c@example.vn, ", "RASOAT_SMTP_PASSWORD": "khac",
    }  # fmt: skip
    found = queue_settings(config=config, environment=env)
    assert (found.data, found.database_url, found.several_users) == (tmp_path / "b", "sqlite:///b.sqlite", False)
    assert found.administrators == {"c@example.vn"}
    assert found.mail is not None
    assert found.mail.password == "khac"
    given = queue_settings(tmp_path / "c", "sqlite://", several_users=True, config=config, environment=env)
    assert (given.data, given.database_url, given.several_users) == (tmp_path / "c", "sqlite://", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[queue]\nadministrator = []", "administrators"), ("[queue]\ndata = 1", "queue.data"),
        ("[queue]\nlease-hours = 0", "lease-hours"), ("[queue]\nlease-hours = true", "lease-hours"),
        ("queue = 1", "queue"), ("[queue", "TOML"), ("[queue]\nadministrators = [1]", "administrators"),
        ('[queue]\ndatabase-url = "postgresql://a:secret@db/x"', "password"),
        ('[queue.mail]\nhost = "x"\nsender = "a@b"\npassword = "x"', "password-file"),
        ('[queue.mail]\nhost = "x"', "sender"),
        ('[queue.mail]\nhost = "x"\nsender = "a@b"\nsecurity = "ssl"', "starttls"),
        ('[queue.mail]\nhost = "x"\nsender = "a@b"\npassword-file = "not-there"', "not-there"),
    ],
)  # fmt: skip
def test_mistakes_are_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "rasoat.toml").write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said) as error:
        queue_settings(config=tmp_path / "rasoat.toml", environment={})
    assert "secret@" not in str(error.value)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for data, url in ((tmp_path / "file", None), (tmp_path, "postgresql://nobody@127.0.0.1:1/none")):
        with pytest.raises(UsageError):
            desk_from_settings(data, url)


def test_a_queue_with_nothing_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "Kho dữ liệu"))
    desk = desk_from_settings()
    hand_in(desk, actor=desk.local_actor())
    assert desk.console_actor("x") == desk.local_actor()
    assert (tmp_path / "Kho dữ liệu" / "queue.sqlite").is_file()
    desk.database.close()


def test_mail_goes_out_once_and_a_bad_one_stops_no_other(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    for name, address in (("a", "a@example.vn"), ("b", "b\n@example.vn"), ("c", "c@example.vn")):
        officer = person(name, Role.OFFICER)
        desk.actor(name, name.title(), address)
        number = hand_in(desk, name.encode(), actor=officer, period=f"Kỳ {name}\x07").submission
        check_all(desk)
        decisions.claim(desk, REVIEWER, number)
        decisions.return_(desk, REVIEWER, number, version=version_of(desk, number), note="Bổ sung mục II.")
    server, sent, fails = MailServer("x", "r@example.vn"), [], [1]

    def send(_: MailServer, message: EmailMessage) -> None:
        if message["To"].startswith("c") and fails:
            fails.pop()
            raise OSError("no network")
        sent.append(message)

    assert send_waiting(desk, server, send) == 1
    assert "Bổ sung mục II." in sent[0].get_content()
    assert send_waiting(desk, server, send) == 0
    desk.now.on(minutes=3)
    assert send_waiting(desk, server, send) == 1
    for _ in range(10):
        desk.now.on(hours=10)
        assert send_waiting(desk, server, send) == 0
    with desk.database.read() as session:
        mails = list(session.execute(select(Mail).order_by(Mail.id)).scalars())
    assert [mail.sent_at is not None for mail in mails] == [True, False, True]
    assert mails[1].attempts == 8


def test_who_has_no_address_gets_no_mail(desk: Desk) -> None:
    in_state(desk, State.RETURNED)
    with desk.database.read() as session:
        assert session.execute(select(Mail)).first() is None
