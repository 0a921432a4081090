"""The screen of one submission: deciding findings, the submission, letters, files, what each role is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from analyzer.pages import review_document, review_keys
from analyzer.report.marks import GRAVEST
from analyzer.review.decisions import approve, assign, claim, comment, decide, release, return_
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied, ReviewError
from analyzer.review.model import Finding, Revision
from analyzer.review.people import Actor
from analyzer.review.states import DecisionKind
from analyzer.review.submissions import submit
from analyzer.review.view import revision_report
from tests.pages.queued import (
    ADMIN,
    AUDITOR,
    HAI_GIANG,
    HOSTILE,
    LEAD,
    OFFICER,
    OTHER,
    PLACE,
    REVIEWER,
    SA_LOC,
    SENDER,
    Open,
    claimed,
    settle,
    view_of,
    work,
)

DECIDING = ("confirm", "dismiss", "correct", "waive")
ENDING = ("do-approve", "do-return", "do-reopen", "do-release", "do-assign")


# what is shown


def test_what_is_shown(at: Open, desk: Desk) -> None:
    page = at(REVIEWER)
    said, first = page.said(), view_of(desk).findings[0]
    assert PLACE in said
    assert "Hồ sơ số 1" in said
    assert f"{first.code} · {first.name.vi}" in said
    assert first.item.message.vi in said
    assert f"Phát hiện 1/{len(view_of(desk).findings)}" in said
    document = page.markup()
    assert "MỤC TIÊU" in document
    assert '<mark class="fault">' in document
    assert f'id="{review_keys.mark_id(first.id)}"' in document


def test_marks_point_at_the_words(desk: Desk) -> None:
    view = view_of(desk)
    report = revision_report(desk, LEAD, view.row.revision_id)
    text = report.document.text
    assert isinstance(text, str)
    faults = frozenset(rule.code for rule in report.rules if rule.finds_faults)
    marks = review_document.marks_of(text, view.findings, faults)
    quotes = {finding.id: finding.item.evidence[0].quote for finding in view.findings if finding.item.evidence}
    assert quotes
    for mark in marks:
        assert mark.look in GRAVEST
        id_ = int(mark.target.removeprefix("f-"))
        if id_ in quotes and mark.id == review_keys.mark_id(id_):
            assert " ".join(text[mark.start : mark.end].split()) == " ".join(quotes[id_].split())


def test_what_is_dismissed_is_no_fault_any_more(desk: Desk) -> None:
    finding = claimed(desk).findings[0]
    assert review_document.look_of(finding, frozenset({finding.code})) != "waived"
    decide(desk, REVIEWER, finding.id, DecisionKind.DISMISSED, version=finding.version, reason="Không đúng.")
    assert review_document.look_of(view_of(desk).findings[0], frozenset({finding.code})) == "waived"


def test_a_number_that_is_not_there_and_one_that_may_not_be_seen_look_alike(at: Open) -> None:
    for number in (99, HAI_GIANG):
        page = at(OFFICER, number)
        assert page.errors() == f"Không có hồ sơ số {number}."
        assert not page.has("claim")


@pytest.mark.parametrize("given", ["abc", "-1", "1'", "٣", "9" * 30])
def test_addresses_that_name_no_number_show_the_list(at: Open, given: str) -> None:
    page = at(REVIEWER)
    page.app.query_params["ho-so"] = given
    page.run()
    assert "Hàng chờ" in page.said()


def test_a_file_that_cannot_be_checked_says_why(at: Open, desk: Desk) -> None:
    submit(desk, OFFICER, place=PLACE, kind="plan", period="2030", filename="hong.docx", data=b"PK\x03\x04hong")
    work(desk)
    page = at(REVIEWER, 5)
    assert "Không kiểm tra được bản này" in page.errors()
    assert page.has("claim")
    page.press("file_original")
    assert "Tải hong\\.docx" in page.downloads()


def test_while_it_is_checked(at: Open, desk: Desk) -> None:
    submit(desk, OFFICER, place=PLACE, kind="plan", period="2030", filename="a.txt", data=b"KE HOACH")
    assert "Máy đang kiểm tra" in at(REVIEWER, 5).said()


def test_words_of_documents_and_people_are_shown_as_text(at: Open, desk: Desk) -> None:
    finding = claimed(desk).findings[0]
    with desk.database.write() as session:
        row = session.get_one(Finding, finding.id)
        row.detail = {**row.detail, "message": {"vi": HOSTILE, "en": HOSTILE}}
        session.execute(select(Revision)).scalars().first().title = HOSTILE  # type: ignore[union-attr]
    comment(desk, REVIEWER, SA_LOC, HOSTILE)
    decide(desk, REVIEWER, finding.id, DecisionKind.DISMISSED, version=finding.version + 1, reason=HOSTILE)
    page = at(REVIEWER).press("previous").press("next")
    assert page.said().count(HOSTILE) >= 3
    assert HOSTILE not in page.raw()
    assert "<img" not in page.markup()


def test_hostile_documents_are_shown_as_text(at: Open, desk: Desk) -> None:
    text = f"KẾ HOẠCH\n{HOSTILE}\nI. MỤC TIÊU\n<script>alert(1)</script> đến năm 2026 đạt 50% người dân.\n"
    submit(desk, OFFICER, place=PLACE, kind="plan", period="2031", filename="<b>.txt", data=text.encode())
    work(desk)
    page = at(REVIEWER, 5)
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.markup()
    assert "<img" not in page.markup()
    assert "<script" not in page.markup()
    assert HOSTILE not in page.raw()


# deciding findings


def test_confirming_goes_to_the_next_open_one(at: Open, desk: Desk) -> None:
    first, after = claimed(desk).findings[:2]
    page = at(REVIEWER).press("confirm")
    now = view_of(desk).findings[0]
    assert (now.decision.kind, now.decision.by) == (DecisionKind.CONFIRMED, REVIEWER.key)
    assert now.item == first.item
    assert f"{after.code} · {after.name.vi}" in page.said()
    assert f"{first.code}: Xác nhận." in page.said()
    page.press("previous")
    assert first.item.message.vi in page.said()
    assert "Trần Bình" in page.said()


def test_dismissing_needs_a_reason_and_puts_the_cursor_there(at: Open, desk: Desk) -> None:
    first = claimed(desk).findings[0]
    page = at(REVIEWER).press("dismiss")
    assert "Cần ghi lý do." in page.errors()
    assert page.app.session_state["review-focus"][0] == f"reason-{first.id}"
    assert view_of(desk).findings[0].decision.kind == DecisionKind.OPEN
    page.write(f"reason-{first.id}", "Đã nêu ở mục I.").press("dismiss")
    now = view_of(desk).findings[0].decision
    assert (now.kind, now.reason) == (DecisionKind.DISMISSED, "Đã nêu ở mục I.")


def test_correcting_keeps_both_values(at: Open, desk: Desk) -> None:
    first = claimed(desk).findings[0]
    page = at(REVIEWER).write(f"reason-{first.id}", "Máy đọc nhầm.").press("correct")
    assert "Cần ghi nội dung đúng." in page.errors()
    assert page.field(f"reason-{first.id}") == "Máy đọc nhầm."
    page.write(f"correction-{first.id}", "Mục đích nêu ở mục I.").press("correct").press("previous")
    said = page.said()
    assert "Mục đích nêu ở mục I." in said
    assert first.item.message.vi in said
    assert "Sửa lại" in said


def test_taking_a_decision_back(at: Open, desk: Desk) -> None:
    claimed(desk)
    page = at(REVIEWER).press("confirm").press("previous").press("undo")
    assert view_of(desk).findings[0].decision.kind == DecisionKind.OPEN
    assert not page.has("undo")


def test_another_was_quicker_and_the_reason_is_kept(at: Open, desk: Desk) -> None:
    first = claimed(desk).findings[0]
    page = at(REVIEWER).write(f"reason-{first.id}", "Lý do dài đã ghi.")
    version = decide(desk, REVIEWER, first.id, DecisionKind.CONFIRMED, version=first.version)
    with desk.database.write() as session:  # somebody else, at another place
        row = session.get_one(Finding, first.id)
        row.decided_by, row.decided_at = OTHER.key, datetime(2026, 11, 20, 7, 5, tzinfo=UTC)
    page.press("dismiss")
    said = page.errors()
    assert f"{first.code} đã được Vũ Châu kết luận “Xác nhận” lúc 14:05 ngày 20/11/2026" in said
    assert "tải lại" in said
    assert page.field(f"reason-{first.id}") == "Lý do dài đã ghi."
    now = view_of(desk).findings[0]
    assert now.decision.kind == DecisionKind.CONFIRMED
    assert now.version > version
    page.press("dismiss")
    assert view_of(desk).findings[0].decision.reason == "Lý do dài đã ghi."


def test_what_is_typed_stays_when_another_finding_is_looked_at(at: Open, desk: Desk) -> None:
    first = claimed(desk).findings[0]
    page = at(REVIEWER).write(f"reason-{first.id}", "Đang cân nhắc.").press("next").press("previous")
    assert page.field(f"reason-{first.id}") == "Đang cân nhắc."


def test_next_goes_to_what_is_open(at: Open, desk: Desk) -> None:
    findings = claimed(desk).findings
    for finding in findings[1:3]:
        decide(desk, REVIEWER, finding.id, DecisionKind.CONFIRMED, version=finding.version)
    page = at(REVIEWER).press("next")
    assert f"Phát hiện 4/{len(findings)}" in page.said()
    page.press(f"go-{findings[1].id}")
    assert f"Phát hiện 2/{len(findings)}" in page.said()


def test_only_what_is_open_is_shown_when_asked_for(at: Open, desk: Desk) -> None:
    findings = claimed(desk).findings
    decide(desk, REVIEWER, findings[0].id, DecisionKind.CONFIRMED, version=findings[0].version)
    page = at(REVIEWER)
    page.app.session_state["review-show"] = "show_open"
    page.run()
    assert f"Phát hiện 1/{len(findings) - 1}" in page.said()
    assert not page.has(f"go-{findings[0].id}")


# roles


@pytest.mark.parametrize("actor", [OFFICER, AUDITOR, ADMIN, OTHER])
def test_who_does_not_hold_it_decides_nothing(at: Open, desk: Desk, actor: Actor) -> None:
    view = claimed(desk)
    page = at(actor)
    assert not any(page.has(key) for key in (*DECIDING, *ENDING, "renew", "claim"))
    finding, version = view.findings[0], view.row.version
    with pytest.raises(ReviewError):
        decide(desk, actor, finding.id, DecisionKind.CONFIRMED, version=finding.version)
    with pytest.raises(ReviewError):
        return_(desk, actor, SA_LOC, version=version, note="x")
    with pytest.raises(ReviewError):
        approve(desk, actor, SA_LOC, version=version)
    with pytest.raises(ReviewError):
        release(desk, actor, SA_LOC)


def test_the_holder_is_offered_all_but_what_a_lead_does(at: Open, desk: Desk) -> None:
    view = claimed(desk)
    page = at(REVIEWER)
    assert [key for key in DECIDING if page.has(key)] == ["confirm", "dismiss", "correct"]
    assert [key for key in ENDING if page.has(key)] == ["do-approve", "do-return", "do-release"]
    finding = view.findings[0]
    with pytest.raises(Denied):
        decide(desk, REVIEWER, finding.id, DecisionKind.WAIVED, version=finding.version, reason="x")
    with pytest.raises(Denied):
        assign(desk, REVIEWER, SA_LOC, OTHER.key)


def test_a_lead_waives_what_another_reviews(at: Open, desk: Desk) -> None:
    first = claimed(desk).findings[0]
    page = at(LEAD)
    assert [key for key in DECIDING if page.has(key)] == ["waive"]
    page.press("waive")
    assert "Cần ghi lý do." in page.errors()
    page.write(f"reason-{first.id}", "Địa bàn đặc thù.").press("waive")
    now = view_of(desk).findings[0].decision
    assert (now.kind, now.reason, now.by) == (DecisionKind.WAIVED, "Địa bàn đặc thù.", LEAD.key)
    page = at(REVIEWER).press(f"go-{first.id}")
    assert not page.has("confirm")
    assert "chỉ người phụ trách khác" in page.said()
    with pytest.raises(Denied):
        decide(desk, REVIEWER, first.id, DecisionKind.OPEN, version=view_of(desk).findings[0].version)


def test_a_lead_who_reviews_waives_nothing(at: Open, desk: Desk) -> None:
    finding = claimed(desk, actor=LEAD).findings[0]
    page = at(LEAD)
    assert page.has("confirm")
    assert not page.has("waive")
    with pytest.raises(Denied):
        decide(desk, LEAD, finding.id, DecisionKind.WAIVED, version=finding.version, reason="x")


def test_who_submits_is_not_offered_to_approve(at: Open, desk: Desk) -> None:
    both = replace(SENDER, roles=(*SENDER.roles, *LEAD.roles))
    claim(desk, both, SA_LOC)
    page = at(both)
    assert page.has("do-return")
    assert not page.has("do-approve")
    settle(desk, actor=both)
    with pytest.raises(Denied):
        approve(desk, both, SA_LOC, version=view_of(desk).row.version)


def test_one_local_user_may_do_all(desk: Desk, at: Open) -> None:
    alone = replace(desk, several_users=False)
    me = alone.local_actor()
    claim(alone, me, SA_LOC)
    page = at(me, on=alone)
    assert all(page.has(key) for key in DECIDING)
    assert page.has("do-approve")


# lease


def test_claiming_renewing_and_running_out(at: Open, desk: Desk) -> None:
    clock = [datetime(2026, 11, 20, 2, 0, tzinfo=UTC)]
    timed = replace(desk, now=lambda: clock[0])
    page = at(REVIEWER, on=timed).press("claim")
    assert "đến 11:00" in page.said()
    clock[0] += timedelta(minutes=110)
    assert "Còn 10 phút" in page.run().said()
    page.press("renew")
    assert "đến 12:50" in page.said()
    clock[0] += timedelta(hours=3)
    assert "Đã hết thời gian giữ" in page.run().errors()
    other = at(OTHER, on=timed)
    assert other.has("claim")
    other.press("claim")
    assert view_of(desk).row.assignee == OTHER.key


def test_a_decision_renews(at: Open, desk: Desk) -> None:
    clock = [datetime(2026, 11, 20, 2, 0, tzinfo=UTC)]
    timed = replace(desk, now=lambda: clock[0])
    claim(timed, REVIEWER, SA_LOC)
    clock[0] += timedelta(minutes=100)
    assert "đến 12:40" in at(REVIEWER, on=timed).press("confirm").said()


def test_others_are_told_who_holds_it(at: Open, desk: Desk) -> None:
    claimed(desk)
    assert "Trần Bình đang xem xét" in at(OTHER).said()


def test_keys_press_the_buttons_that_are_there(at: Open, desk: Desk) -> None:
    claimed(desk)
    page = at(REVIEWER)
    assert all(page.has(key) for key in review_keys.KEYS.values())
    assert set(review_keys.KEYS) == set("jkcd")
