"""Who may decide what: four eyes, versions, reasons, claims that run out."""

from __future__ import annotations

import dataclasses

import pytest

from analyzer.errors import UsageError
from analyzer.review import decisions
from analyzer.review.desk import Desk
from analyzer.review.errors import Conflict, Denied, NotPossible
from analyzer.review.grants import grant
from analyzer.review.people import Role
from analyzer.review.states import DecisionKind, State
from analyzer.review.view import submission_view
from tests.review.desks import (
    ADMIN,
    LEAD,
    OTHER,
    REVIEWER,
    Clock,
    check_all,
    decide_all,
    findings,
    hand_in,
    in_state,
    person,
    report_with,
    submission,
    version_of,
    wanting_codes,
)


def test_who_submits_does_not_approve(desk: Desk) -> None:
    both = person("both", Role.OFFICER, Role.REVIEWER, Role.LEAD)
    number = hand_in(desk, actor=both).submission
    check_all(desk, report_with(0))
    decisions.claim(desk, both, number)
    with pytest.raises(Denied, match="approve"):
        decisions.approve(desk, both, number, version=version_of(desk, number))
    decisions.release(desk, both, number)
    decisions.claim(desk, REVIEWER, number)
    decisions.approve(desk, REVIEWER, number, version=version_of(desk, number))
    assert submission(desk, number).state == State.APPROVED


def test_who_handed_in_an_earlier_revision_does_not_approve_either(desk: Desk) -> None:
    both = person("both", Role.OFFICER, Role.REVIEWER)
    number = hand_in(desk, b"1", actor=both).submission
    hand_in(desk, b"2")
    check_all(desk, report_with(0))
    decisions.claim(desk, both, number)
    with pytest.raises(Denied):
        decisions.approve(desk, both, number, version=version_of(desk, number))


def test_who_reviews_or_submits_does_not_waive(desk: Desk) -> None:
    lead = person("reviewer", Role.LEAD, Role.REVIEWER)
    officer = person("officer", Role.LEAD, Role.OFFICER)
    in_state(desk, State.IN_REVIEW, holder=lead)
    finding = findings(desk)[0]
    for actor in (lead, officer):
        with pytest.raises(Denied):
            decisions.decide(desk, actor, finding.id, DecisionKind.WAIVED, version=finding.version, reason="Có lý do.")
    decisions.decide(desk, LEAD, finding.id, DecisionKind.WAIVED, version=finding.version, reason="Đã có quy định.")
    assert findings(desk)[0].decided_by == LEAD.key
    with pytest.raises(Denied):  # what a lead waived, the reviewer does not undo
        decisions.decide(desk, lead, finding.id, DecisionKind.OPEN, version=findings(desk)[0].version)


def test_one_local_user_does_all_and_the_log_says_so(desk: Desk) -> None:
    local = dataclasses.replace(desk, several_users=False)
    actor = local.local_actor()
    number = hand_in(local, actor=actor).submission
    check_all(local)
    decisions.claim(local, actor, number)
    decide_all(local, actor, number, DecisionKind.WAIVED)
    decisions.approve(local, actor, number, version=version_of(local, number))
    log = submission_view(local, actor, number).log
    assert [entry.action for entry in log] == ["submit", "checked", "claim", "waive", "waive", "waive", "approve"]
    assert all(entry.data["four_eyes"] is False for entry in log)
    with pytest.raises(Denied):
        desk.local_actor()


def test_a_finding_is_decided_on_what_was_seen(desk: Desk) -> None:
    in_state(desk, State.IN_REVIEW)
    finding = findings(desk)[0]
    version = decisions.decide(desk, REVIEWER, finding.id, DecisionKind.CONFIRMED, version=finding.version)
    with pytest.raises(Conflict, match="reviewer"):
        decisions.decide(desk, REVIEWER, finding.id, DecisionKind.OPEN, version=finding.version)
    assert decisions.decide(desk, REVIEWER, finding.id, DecisionKind.OPEN, version=version) == version + 1


def test_a_submission_is_ended_on_what_was_seen(desk: Desk) -> None:
    number = in_state(desk, State.IN_REVIEW)
    assert isinstance(desk.now, Clock)
    desk.now.on(minutes=5)
    decide_all(desk, REVIEWER, number, DecisionKind.DISMISSED)
    seen = version_of(desk, number)
    finding = findings(desk)[0]
    decisions.decide(desk, LEAD, finding.id, DecisionKind.WAIVED, version=finding.version, reason="Đã có văn bản.")
    with pytest.raises(Conflict):
        decisions.approve(desk, REVIEWER, number, version=seen)
    assert submission(desk, number).state == State.IN_REVIEW


def test_ones_own_decisions_are_seen(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    number = in_state(desk, State.IN_REVIEW)
    seen = version_of(desk, number)
    desk.now.on(minutes=5)
    decide_all(desk, REVIEWER, number, DecisionKind.DISMISSED)
    decisions.approve(desk, REVIEWER, number, version=seen)
    assert submission(desk, number).state == State.APPROVED


@pytest.mark.parametrize(
    ("kind", "reason", "correction"),
    [
        (DecisionKind.DISMISSED, "", ""), (DecisionKind.DISMISSED, "  ", ""), (DecisionKind.CORRECTED, "", "Đúng"),
        (DecisionKind.CORRECTED, "Vì", " "), (DecisionKind.WAIVED, "", ""),
    ],
)  # fmt: skip
def test_reasons_are_asked_for(desk: Desk, kind: DecisionKind, reason: str, correction: str) -> None:
    in_state(desk, State.IN_REVIEW)
    finding = findings(desk)[0]
    with pytest.raises(UsageError):
        decisions.decide(
            desk, REVIEWER, finding.id, kind, version=finding.version, reason=reason, correction=correction
        )
    assert findings(desk)[0].decision == DecisionKind.OPEN


def test_what_the_program_said_stays(desk: Desk) -> None:
    in_state(desk, State.IN_REVIEW)
    before = findings(desk)[0]
    decisions.decide(desk, REVIEWER, before.id, DecisionKind.CORRECTED, version=before.version, reason="Vì mục II.",
                     correction="Đã nêu một phần.")  # fmt: skip
    after = findings(desk)[0]
    assert (after.status, after.severity, after.detail) == (before.status, before.severity, before.detail)
    assert (after.decision, after.correction, after.reason) == ("corrected", "Đã nêu một phần.", "Vì mục II.")


def test_approval_wants_all_decided_and_nothing_required_standing(desk: Desk) -> None:
    code = wanting_codes("error")[0]
    number = in_state(desk, State.IN_REVIEW, answer=report_with((code, wanting_codes("warning")[0])))
    with pytest.raises(NotPossible, match="2 findings"):
        decisions.approve(desk, REVIEWER, number, version=version_of(desk, number))
    decide_all(desk, REVIEWER, number, DecisionKind.CONFIRMED)
    with pytest.raises(NotPossible, match="1 required"):
        decisions.approve(desk, REVIEWER, number, version=version_of(desk, number))
    required = next(finding for finding in findings(desk) if finding.code == code)
    decisions.decide(desk, LEAD, required.id, DecisionKind.WAIVED, version=required.version, reason="Đã có văn bản.")
    decisions.approve(desk, REVIEWER, number, version=version_of(desk, number))
    assert submission(desk, number).state == State.APPROVED


def test_what_could_not_be_checked_is_passed_with_grounds_only(desk: Desk) -> None:
    from analyzer.errors import ReadingError
    from analyzer.report.codec import error_line

    number = in_state(desk, State.IN_REVIEW, answer=error_line("a.pdf", ReadingError("Hỏng.", "Broken.")))
    with pytest.raises(NotPossible):
        decisions.approve(desk, REVIEWER, number, version=version_of(desk, number), note="  ")
    decisions.approve(desk, REVIEWER, number, version=version_of(desk, number), note="Đã đọc bản giấy.")


def test_a_claim_runs_out(desk: Desk) -> None:
    assert isinstance(desk.now, Clock)
    number = in_state(desk, State.IN_REVIEW)
    with pytest.raises(Conflict, match="reviewer"):
        decisions.claim(desk, OTHER, number)
    desk.now.on(hours=1, minutes=59)
    finding = findings(desk)[0]
    decisions.decide(desk, REVIEWER, finding.id, DecisionKind.CONFIRMED, version=finding.version)
    desk.now.on(minutes=30)  # deciding held it longer
    with pytest.raises(Conflict):
        decisions.claim(desk, OTHER, number)
    desk.now.on(hours=2)
    decisions.claim(desk, OTHER, number)
    assert submission(desk, number).assignee == OTHER.key
    with pytest.raises(Denied):
        decisions.decide(desk, REVIEWER, finding.id, DecisionKind.OPEN, version=finding.version + 1)


def test_what_is_assigned_is_for_one(desk: Desk) -> None:
    number = in_state(desk, State.WAITING)
    with pytest.raises(UsageError, match="other"):
        decisions.assign(desk, LEAD, number, OTHER.key)  # nobody knows them
    desk.actor(OTHER.key, "Người khác", "other@example.vn")
    grant(desk, ADMIN, "Other@Example.vn", Role.REVIEWER, "Đông Lâm")
    decisions.assign(desk, LEAD, number, OTHER.key)
    with pytest.raises(Denied, match="assigned"):
        decisions.claim(desk, REVIEWER, number)
    decisions.claim(desk, OTHER, number)
    decisions.assign(desk, LEAD, number, None)
    assert (submission(desk, number).state, submission(desk, number).assignee) == (State.WAITING, None)


def test_findings_of_an_earlier_revision_are_over(desk: Desk) -> None:
    number = in_state(desk, State.RETURNED)
    old = findings(desk)[0]
    hand_in(desk, b"hai")
    check_all(desk)
    decisions.claim(desk, REVIEWER, number)
    with pytest.raises(NotPossible, match="earlier revision"):
        decisions.decide(desk, REVIEWER, old.id, DecisionKind.CONFIRMED, version=old.version)


def test_nothing_is_returned_for_nothing(desk: Desk) -> None:
    number = in_state(desk, State.IN_REVIEW, answer=report_with(0))
    with pytest.raises(NotPossible):
        decisions.return_(desk, REVIEWER, number, version=version_of(desk, number))
    decisions.return_(desk, REVIEWER, number, version=version_of(desk, number), note="Thiếu phụ lục.")
    assert submission(desk, number).state == State.RETURNED


def test_comments(desk: Desk) -> None:
    number = in_state(desk, State.IN_REVIEW)
    finding = findings(desk)[0]
    decisions.comment(desk, OTHER, number, " Xem lại mục II. ", finding=finding.id)
    (said,) = submission_view(desk, REVIEWER, number).comments
    assert (said.body, said.finding, said.author) == ("Xem lại mục II.", finding.id, OTHER.key)
    with pytest.raises(UsageError):
        decisions.comment(desk, OTHER, number, "\n")
    another = hand_in(desk, b"khac", period="2027").submission
    with pytest.raises(NotPossible):
        decisions.comment(desk, OTHER, another, "Nhầm", finding=finding.id)
