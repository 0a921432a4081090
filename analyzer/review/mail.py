"""Telling people by e-mail: messages wait in the database until a mail server took them."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.review.access import latest
from analyzer.review.desk import Desk
from analyzer.review.model import Mail, Person, Submission
from analyzer.review.states import Action
from analyzer.review.submissions import KINDS

_LOG = logging.getLogger(__name__)
_MAX_ATTEMPTS = 8
_TOLD = {
    Action.RETURN: ("được trả lại để hoàn thiện", "returned to be completed"),
    Action.APPROVE: ("được thông qua", "approved"),
}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes. ``security``: starttls, tls or none (for a server on the same machine)."""

    host: str
    sender: str
    port: int = 587
    user: str | None = None
    password: str | None = None
    security: str = "starttls"


def tell_submitter(desk: Desk, session: Session, submission: Submission, action: Action) -> None:
    """Writes the message on a decision to who handed in last, where an address is known; in the decision's own
    transaction."""
    person = session.get(Person, latest(session, submission).submitted_by)
    if person is None or person.email is None:
        return
    vi, en = _TOLD[action]
    name = f"{KINDS[submission.kind].vi} {submission.period} – {submission.place}"
    note = f"\n\n{submission.decision_note}" if submission.decision_note else ""
    now = desk.now()
    session.add(Mail(
        to=person.email, subject=" ".join(f"[rasoat] {name}: {vi}".split()),
        body=f"Hồ sơ số {submission.id} ({name}) đã {vi}. / Submission {submission.id} was {en}.{note}\n",
        written_at=now, sent_at=None, attempts=0, run_after=now, error=None,
    ))  # fmt: skip


def send_waiting(desk: Desk, server: MailServer, send: Callable[[MailServer, EmailMessage], None] | None = None) -> int:
    """Sends what waits; how many were sent. One that fails is tried again later, and stops no other."""
    deliver = send or _deliver
    sent = 0
    with desk.database.read() as session:
        due = (Mail.sent_at.is_(None), Mail.run_after <= desk.now(), Mail.attempts < _MAX_ATTEMPTS)
        waiting = list(session.execute(select(Mail.id).where(*due).order_by(Mail.id)).scalars())
    for id_ in waiting:
        mail = _take(desk, id_)
        if mail is None:
            continue
        # Outside any transaction: a slow server must not keep reviewers from writing.
        error: str | None = None
        try:
            deliver(server, _message(server, mail))
        except Exception as failure:
            # Also what the server or an impossible address makes of a message: the next one is to go out all the same.
            _LOG.warning("mail %d: %s", id_, failure)
            error = type(failure).__name__
        with desk.database.write() as session:
            mail = session.get_one(Mail, id_)
            mail.error = error
            if error is None:
                mail.sent_at = desk.now()
                sent += 1
    return sent


def _take(desk: Desk, id_: int) -> Mail | None:
    """The message, put off so that no other worker sends it now; None where one was quicker."""
    with desk.database.write() as session:
        due = (Mail.id == id_, Mail.sent_at.is_(None), Mail.run_after <= desk.now())
        mail = session.execute(select(Mail).where(*due).with_for_update(skip_locked=True)).scalar()
        if mail is not None:
            mail.attempts += 1
            mail.run_after = desk.now() + timedelta(minutes=2**mail.attempts)
        return mail


def _message(server: MailServer, mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, mail.to, mail.subject
    message.set_content(mail.body)
    return message


def _deliver(server: MailServer, message: EmailMessage) -> None:
    with _connected(server) as connection:
        if server.user is not None:
            connection.login(server.user, server.password or "")
        connection.send_message(message)


def _connected(server: MailServer) -> smtplib.SMTP:
    """Encrypted to a server whose certificate is good, unless the settings say that it needs no encryption."""
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=20, context=ssl.create_default_context())
    connection = smtplib.SMTP(server.host, server.port, timeout=20)
    if server.security == "starttls":
        connection.starttls(context=ssl.create_default_context())
    return connection
