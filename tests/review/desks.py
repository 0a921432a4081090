"""What the tests of the queue do again and again: people, documents, reports, a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Event
from typing import Any

from sqlalchemy import select

from analyzer.report.codec import from_json, to_json
from analyzer.report.model import ErrorLine, Evidence, Report
from analyzer.report.verdict import summarise
from analyzer.review import decisions
from analyzer.review.desk import Desk
from analyzer.review.model import Finding, Submission
from analyzer.review.people import Actor, Role, RoleAt
from analyzer.review.states import DecisionKind, State
from analyzer.review.submissions import Submitted, submit
from analyzer.review.worker import Worker

PLACE = "Đông Lâm/An Thịnh"
TEXT = """ỦY BAN NHÂN DÂN
XÃ AN THỊNH
Số: 12/KH-UBND
KẾ HOẠCH
Tuyên truyền chính sách bảo hiểm xã hội năm 2026

I. MỤC ĐÍCH
Nâng cao nhận thức của người dân về bảo hiểm xã hội.
II. TỔ CHỨC THỰC HIỆN
Giao Phòng Văn hóa - Xã hội chủ trì.
"""


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    at: datetime = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def on(self, **length: float) -> None:
        """Sets it on by a length of time."""
        self.at += timedelta(**length)


def person(key: str, *roles: Role, place: str | None = None) -> Actor:
    """Somebody with some roles at a place."""
    return Actor(key, key.title(), f"{key}@example.vn", tuple(RoleAt(role, place) for role in roles))


OFFICER = person("officer", Role.OFFICER, place=PLACE)
REVIEWER = person("reviewer", Role.REVIEWER)
OTHER = person("other", Role.REVIEWER)
LEAD = person("lead", Role.LEAD)
AUDITOR = person("auditor", Role.AUDITOR)
ADMIN = person("admin", Role.ADMINISTRATOR)
EVERYBODY = (OFFICER, REVIEWER, OTHER, LEAD, AUDITOR, ADMIN)


@cache
def _template() -> bytes:
    from analyzer.pipeline import analyze_text, report_on

    return to_json(report_on(analyze_text(TEXT), with_text=True))


def a_report() -> Report:
    """The report on ``TEXT``, a new one each time."""
    return from_json(_template())


def report_with(codes: int | tuple[str, ...], *, title: str | None = None, quote: str | None = None) -> Report:
    """A report in which only some rules have something to say: so many of them, or those of these codes.

    ``title`` and ``quote`` take the place of those that it has.
    """
    report = a_report()
    wanting = [rule for rule in report.rules if rule.status == "missing" and not rule.finds_faults]
    codes = tuple(rule.code for rule in wanting[:codes]) if isinstance(codes, int) else codes
    for rule in report.rules:
        if rule.code not in codes and rule.status not in ("met", "not_applicable"):
            rule.status = "met"
            rule.findings = [] if rule.finds_faults else rule.findings
    if quote is not None:
        for rule in report.rules:
            if rule.code in codes:
                rule.evidence = [Evidence(quote=quote, span=(0, 1), page=None, line=1, source=[])]
    report.summary = summarise(report.rules, ())
    if title is not None:
        report.document.title = title
    return report


def wanting_codes(severity: str = "error") -> list[str]:
    """Codes of the rules that ``TEXT`` does not meet, of a severity."""
    return [r.code for r in a_report().rules if r.status == "missing" and r.severity == severity and not r.finds_faults]


Answer = Report | ErrorLine | Callable[[str, bytes], Report | ErrorLine]


def check_all(desk: Desk, answer: Answer | None = None) -> int:
    """A worker does all there is; what it makes of a document is ``answer``, by default three requirements missing."""

    def check(filename: str, data: bytes, options: Mapping[str, Any]) -> Report | ErrorLine:  # noqa: ARG001
        if callable(answer):
            return answer(filename, data)
        return report_with(3) if answer is None else answer

    stopped = Event()
    done = Worker(desk, check).run(stopped, lambda: True)
    stopped.set()
    return done


def hand_in(desk: Desk, data: bytes = b"mot", *, actor: Actor = OFFICER, place: str = PLACE, period: str = "2026",
            kind: str = "plan", filename: str = "ke-hoach.txt") -> Submitted:  # fmt: skip
    """Somebody hands a file in."""
    return submit(desk, actor, place=place, kind=kind, period=period, filename=filename, data=data)


def in_state(
    desk: Desk, state: State, *, holder: Actor = REVIEWER, answer: Answer | None = None, period: str = "2026"
) -> int:
    """A submission in a state; its number."""
    number = hand_in(desk, period.encode(), period=period).submission
    if state == State.CHECKING:
        return number
    check_all(desk, answer)
    if state == State.WAITING:
        return number
    decisions.claim(desk, holder, number)
    if state == State.RETURNED:
        decisions.return_(desk, holder, number, version=version_of(desk, number), note="Bổ sung.")
    elif state == State.APPROVED:
        decide_all(desk, holder, number, DecisionKind.DISMISSED)
        decisions.approve(desk, holder, number, version=version_of(desk, number), note="Đã xem.")
    return number


def submission(desk: Desk, number: int) -> Submission:
    """A submission as it stands in the database."""
    with desk.database.read() as session:
        return session.get_one(Submission, number)


def version_of(desk: Desk, number: int) -> int:
    """The version of a submission now."""
    return submission(desk, number).version


def findings(desk: Desk) -> list[Finding]:
    """All findings, the oldest first."""
    with desk.database.read() as session:
        return list(session.execute(select(Finding).order_by(Finding.id)).scalars())


def decide_all(desk: Desk, actor: Actor, number: int, kind: DecisionKind) -> None:
    """Decides all findings of the latest revision alike."""
    from analyzer.review.view import submission_view

    for finding in submission_view(desk, actor, number).findings:
        decisions.decide(desk, actor, finding.id, kind, version=finding.version, reason="Đã đối chiếu.",
                         correction="Nêu ở mục III." if kind == DecisionKind.CORRECTED else "")  # fmt: skip
