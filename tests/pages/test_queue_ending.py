"""The screen of one submission: what it comes to, new revisions, comments, letters, files, history."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from analyzer.pages import review_files
from analyzer.review.decisions import claim, decide, release, reopen, return_
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied, NotFound
from analyzer.review.states import DecisionKind, State
from analyzer.review.submissions import submit
from tests.pages.queued import (
    ADMIN,
    AUDITOR,
    DOCUMENTS,
    LEAD,
    OFFICER,
    OTHER,
    PLACE,
    PLAN,
    PLAN_AN_THINH,
    REVIEWER,
    SA_LOC,
    SENDER,
    Open,
    claimed,
    settle,
    view_of,
    work,
)


def second(desk: Desk) -> None:
    """A new revision of the plan in which one fault is mended."""
    text = (DOCUMENTS / PLAN).read_text("utf-8").replace("25/3/2018", "23/5/2018")
    submit(desk, OFFICER, place=PLACE, kind="plan", period="2022", filename="sua.txt", data=text.encode())
    work(desk)


# deciding the submission


def test_returning(at: Open, desk: Desk) -> None:
    claimed(desk)
    page = at(REVIEWER).write(f"ending-note-{SA_LOC}", "Bổ sung mục tiêu.\nGửi lại trước 30/11.").press("do-return")
    row = view_of(desk).row
    assert (row.state, row.decision_note) == (State.RETURNED, "Bổ sung mục tiêu.\nGửi lại trước 30/11.")
    assert "Đã trả lại hồ sơ." in page.said()
    assert "Bổ sung mục tiêu." in page.said()
    assert not page.has("do-return")


def test_approving_says_what_is_left(at: Open, desk: Desk) -> None:
    count = len(claimed(desk).findings)
    page = at(REVIEWER).press("do-approve")
    assert f"Còn {count} phát hiện chưa xử lý." in page.errors()
    settle(desk)
    page.run().press("do-approve")
    assert view_of(desk).row.state == State.APPROVED
    assert "Đã thông qua" in page.said()


def test_the_submission_changed_meanwhile_and_the_note_is_kept(at: Open, desk: Desk) -> None:
    claimed(desk)
    page = at(REVIEWER).write(f"ending-note-{SA_LOC}", "Ý kiến dài.")
    release(desk, REVIEWER, SA_LOC)
    claim(desk, REVIEWER, SA_LOC)
    page.press("do-return")
    assert "Hồ sơ đã thay đổi" in page.errors()
    assert page.field(f"ending-note-{SA_LOC}") == "Ý kiến dài."
    page.press("do-return")
    assert view_of(desk).row.decision_note == "Ý kiến dài."


def test_reopening_is_for_leads_and_needs_a_reason(at: Open, desk: Desk) -> None:
    version = claimed(desk).row.version
    return_(desk, REVIEWER, SA_LOC, version=version, note="x")
    version = view_of(desk).row.version
    assert not at(REVIEWER).has("do-reopen")
    with pytest.raises(Denied):
        reopen(desk, REVIEWER, SA_LOC, version=version, note="x")
    page = at(LEAD).press("do-reopen")
    assert "Cần ghi lý do." in page.errors()
    page.write(f"ending-note-{SA_LOC}", "Trả nhầm.").press("do-reopen")
    assert view_of(desk).row.state == State.WAITING


def test_giving_it_back(at: Open, desk: Desk) -> None:
    claimed(desk)
    at(REVIEWER).press("do-release")
    row = view_of(desk).row
    assert (row.state, row.assignee) == (State.WAITING, None)


def test_assigning_offers_those_who_review_there(at: Open, desk: Desk) -> None:
    from analyzer.review.grants import grant

    admin = replace(desk, administrators=frozenset({"giang@example.vn"})).actor(ADMIN.key, ADMIN.name, ADMIN.email)
    grant(desk, admin, OTHER.key, "reviewer")
    page = at(LEAD)
    box = next(box for box in page.app.selectbox if box.key == f"assignee-{SA_LOC}")
    assert box.options == ["Vũ Châu (chau@example.vn)"]
    box.set_value(OTHER.key)
    page.press("do-assign")
    assert view_of(desk).row.assignee == OTHER.key
    assert "phân công cho bạn" in at(OTHER).said()
    assert "phân công cho Vũ Châu" in at(REVIEWER).said()


# revisions


def test_a_new_revision_shows_what_was_fixed_and_what_was_said(at: Open, desk: Desk) -> None:
    view = claimed(desk)
    kept = next(finding for finding in view.findings if finding.code == "K903")
    decide(desk, REVIEWER, kept.id, DecisionKind.DISMISSED, version=kept.version, reason="Số làm tròn.")
    return_(desk, REVIEWER, SA_LOC, version=view_of(desk).row.version, note="x")
    second(desk)
    view = view_of(desk)
    assert [finding.code for finding in view.fixed] == ["L703"]
    page = at(REVIEWER)
    assert f"1 đã khắc phục, {len(view.findings)} còn lại, 0 mới" in page.said()
    page.press(f"go-{next(f.id for f in view.findings if f.code == 'K903')}")
    assert "Ở bản số 1, Trần Bình đã kết luận “Bác bỏ”" in page.said()
    assert "Số làm tròn." in page.said()


def test_officers_hand_in_a_new_revision_there(at: Open, desk: Desk) -> None:
    version = claimed(desk).row.version
    assert not at(OFFICER).has("new-send")
    return_(desk, REVIEWER, SA_LOC, version=version, note="Bổ sung.")
    page = at(OFFICER)
    assert "Bổ sung." in page.said()
    page.upload(f"new-file-{view_of(desk).row.revision_id}", "sua.txt", b"KE HOACH SUA")
    page.press("new-send")
    assert "bản số 2 của hồ sơ số 1" in page.said()
    assert view_of(desk).row.state == State.CHECKING
    assert not at(AUDITOR).has("new-send")


# comments, files, history


def test_comments(at: Open, desk: Desk) -> None:
    first = view_of(desk).findings[0]
    page = at(OFFICER).press("comment-do")
    assert "trống" in page.errors()
    page.write("comment-body", "Đề nghị xem lại.")
    next(box for box in page.app.selectbox if box.key == "comment-about").set_value(first.id)
    page.press("comment-do")
    (said,) = view_of(desk).comments
    assert (said.author, said.finding, said.body) == (OFFICER.key, first.id, "Đề nghị xem lại.")
    assert page.field("comment-body") == ""
    assert f"về {first.code}" in page.said()


def test_the_letter_leaves_out_what_was_dismissed(at: Open, desk: Desk) -> None:
    view = claimed(desk)
    gone = next(finding for finding in view.findings if finding.code == "S102")
    decide(desk, REVIEWER, gone.id, DecisionKind.DISMISSED, version=gone.version, reason="Đã nêu.")
    page = at(REVIEWER)
    assert "Kính gửi" not in page.markup()
    page.app.session_state["letter"] = True
    page.app.session_state["letter-sender"] = "Sở Thử <b>nghiệm</b>"
    page.run()
    assert "Kính gửi" in page.markup()
    assert "SỞ THỬ &lt;B&gt;NGHIỆM&lt;/B&gt;" in page.markup()
    letter = page.markup().split('class="letter"')[1]
    assert "Mục tiêu tổng quát." not in letter
    assert "Thư trả lại (.docx)" in page.downloads()


def test_files(desk: Desk) -> None:
    word = "ke-hoach-xa-phu-lac-trung.docx"
    number = submit(desk, SENDER, place="Vĩnh Nguyên", kind="plan", period="2026", filename=word,
                    data=(DOCUMENTS / word).read_bytes()).submission  # fmt: skip
    work(desk)
    finding = claimed(desk, number).findings[0]
    decide(desk, REVIEWER, finding.id, DecisionKind.CORRECTED, version=finding.version, reason="x",
           correction="Lời người xem xét.")  # fmt: skip
    view = view_of(desk, number)
    name, data, _ = review_files.commented(desk, REVIEWER, view, date(2026, 11, 20))
    assert name == "ke-hoach-xa-phu-lac-trung-nhan-xet.docx"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "Lời người xem xét." in package.read("word/comments.xml").decode("utf-8")
    name, data, kind = review_files.report_page(desk, REVIEWER, view, "vi")
    assert (name, kind) == ("ke-hoach-xa-phu-lac-trung-ket-qua.html", "text/html")
    assert "Toàn văn" in data.decode("utf-8")
    with pytest.raises(NotFound):
        review_files.report_page(desk, OFFICER, view, "vi")


def test_comments_in_word_are_offered_for_word_alone(at: Open) -> None:
    assert at(REVIEWER, PLAN_AN_THINH).has("file_comments")
    assert not at(REVIEWER, SA_LOC).has("file_comments")


def test_a_file_changed_on_the_disk_is_said(at: Open, desk: Desk) -> None:
    view = view_of(desk)
    desk.files.path(view.revisions[0].sha256).write_bytes(b"KHAC")
    assert "đã bị thay đổi trên đĩa" in at(REVIEWER).press("file_original").errors()


def test_the_history_tells_who_did_what(at: Open, desk: Desk) -> None:
    finding = claimed(desk).findings[0]
    decide(desk, REVIEWER, finding.id, DecisionKind.DISMISSED, version=finding.version, reason="Đã nêu.")
    said = at(REVIEWER).said()
    assert "Bản số 1: ke-hoach-huyen-sa-loc.txt, Mai Lan gửi lúc" in said
    assert f"{finding.code}: Bác bỏ – Đã nêu." in said
    assert "Nhận xem xét" in said
