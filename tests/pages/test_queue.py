"""The page *Hàng chờ*: list, filters, claiming, handing in, and who has not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from analyzer.errors import UsageError
from analyzer.pages import queue, queue_expected
from analyzer.pages.queue_filters import ROWS, parents
from analyzer.review.decisions import claim, return_
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied
from analyzer.review.expected import Owed, load_expected
from analyzer.review.model import Submission
from analyzer.review.people import Actor
from analyzer.review.states import State
from analyzer.review.submissions import MAY_SUBMIT, submit
from tests.pages.queued import (
    ADMIN,
    AUDITOR,
    DOCUMENTS,
    HAI_GIANG,
    HOSTILE,
    LEAD,
    OFFICER,
    OTHER,
    PLACE,
    PLAN,
    PLAN_AN_THINH,
    REVIEWER,
    SA_LOC,
    SENDER,
    STRANGER,
    Browser,
    Open,
    view_of,
)

LIST, MINE, EXPECTED, HAND_IN = "Danh sách", "Tôi đã gửi", "Theo dõi nộp", "Gửi văn bản"


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Open:
    """The page, opened by somebody."""

    def page() -> None:
        from analyzer.pages import queue

        queue.page()

    return lambda actor, tab=LIST: Browser(monkeypatch, page, queue, desk, actor).open(tab=f"queue-tabs={tab}")


def rows(browser: Browser) -> list[int]:
    """Numbers of the submissions in the list, as they stand there."""
    return [int(str(button.key)[5:]) for button in browser.app.button if str(button.key).startswith("open-")]


def test_the_list_shows_what_was_handed_in(at: Open) -> None:
    page = at(REVIEWER)
    assert rows(page) == [4, 3, 2, 1]
    said = page.said()
    assert "4 hồ sơ" in said
    assert "4 chưa ai nhận" in said
    assert "Về tuyên truyền chính sách BHXH, BHYT" in said
    assert "quá hạn" in said
    assert "Chờ xem xét" in said


def test_places_that_one_may_not_see_are_not_there(at: Open) -> None:
    page = at(OFFICER)
    assert rows(page) == [SA_LOC]
    assert "Hải Giang" not in page.said()
    offered = next(box for box in page.app.selectbox if box.key == "q-place").options
    assert offered == ["Đông Lâm", PLACE]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("q-text", "sa loc", [SA_LOC]),
        ("q-text", "khong co tu nay", []),
        ("q-place", "Đông Lâm", [3, 2, 1]),
        ("q-place", "Đông Lâm/An Thịnh", [3, 2]),
        ("q-kind", "report", [4, 3]),
        ("q-period", "2022", [1]),
        ("q-who", "me", []),
        ("q-who", "none", [4, 3, 2, 1]),
        ("q-verdict", "error", []),
        ("q-sort", "sort_oldest", [1, 2, 3, 4]),
        ("q-sort", "sort_due", [1, 2, 3, 4]),
        ("q-sort", "sort_place", [2, 3, 1, 4]),
    ],
)
def test_filters(at: Open, key: str, value: str, expected: list[int]) -> None:
    page = at(REVIEWER)
    page.app.session_state[key] = value
    page.run()
    assert rows(page) == expected
    if not expected:
        assert "Không có hồ sơ nào khớp" in page.said()


def test_filters_by_state_and_day(at: Open, desk: Desk) -> None:
    claim(desk, REVIEWER, HAI_GIANG)
    page = at(REVIEWER)
    page.app.session_state["q-states"] = [State.IN_REVIEW]
    assert rows(page.run()) == [HAI_GIANG]
    page.app.session_state["q-states"] = []
    page.app.session_state["q-overdue"] = True
    assert rows(page.run()) == [SA_LOC]


def test_a_long_list_has_pages(at: Open, desk: Desk) -> None:
    for number in range(ROWS + 2):
        submit(desk, SENDER, place=f"Trà Bắc/Xã {number:02}", kind="plan", period="2026", filename="a.txt",
               data=b"KE HOACH %d" % number)  # fmt: skip
    page = at(REVIEWER)
    assert len(rows(page)) == ROWS
    page.app.session_state["q-page"] = 2
    assert len(rows(page.run())) == 6
    # A filter that is changed begins at its first page.
    next(field for field in page.app.text_input if field.key == "q-text").set_value("Sa Lộc")
    assert rows(page.run()) == [SA_LOC]


def test_claiming_from_the_list_opens_the_submission(at: Open, desk: Desk) -> None:
    page = at(REVIEWER).press(f"claim-{SA_LOC}")
    row = view_of(desk).row
    assert (row.state, row.assignee) == (State.IN_REVIEW, REVIEWER.key)
    assert page.app.query_params["ho-so"] in (str(SA_LOC), [str(SA_LOC)])
    assert page.has("renew")


def test_claiming_what_somebody_took_meanwhile_is_said(at: Open, desk: Desk) -> None:
    page = at(REVIEWER)
    claim(desk, OTHER, SA_LOC)
    page.press(f"claim-{SA_LOC}")
    assert "đang do" in page.errors()
    assert view_of(desk).row.assignee == OTHER.key


@pytest.mark.parametrize("actor", [OFFICER, AUDITOR, ADMIN])
def test_who_does_not_review_is_not_offered_to_claim(at: Open, desk: Desk, actor: Actor) -> None:
    page = at(actor)
    assert rows(page)
    assert not any(str(button.key).startswith("claim-") for button in page.app.button)
    with pytest.raises(Denied):
        claim(desk, actor, SA_LOC)


def test_without_a_role_there_is_nothing(at: Open) -> None:
    page = at(STRANGER)
    assert "chưa được giao vai trò" in page.said()
    assert not rows(page)


def test_titles_and_names_are_shown_as_text(at: Open, desk: Desk) -> None:
    with desk.database.write() as session:
        session.get_one(Submission, SA_LOC).place = HOSTILE
    page = at(REVIEWER)
    assert HOSTILE in page.said()
    assert HOSTILE not in page.raw()
    assert r"\<img" in page.raw()
    assert "<img" not in page.markup()


def test_what_was_asked_for_stays_while_a_submission_is_open(at: Open) -> None:
    page = at(REVIEWER)
    next(field for field in page.app.text_input if field.key == "q-text").set_value("Sa Lộc")
    page.run().press(f"open-{SA_LOC}").press("back")
    assert rows(page) == [SA_LOC]


# handing in


def test_only_who_hands_in_is_offered_to(at: Open, desk: Desk) -> None:
    assert "Gửi văn bản" in [tab.label for tab in at(OFFICER).app.tabs]
    assert "Gửi văn bản" not in [tab.label for tab in at(AUDITOR).app.tabs]
    with pytest.raises(Denied):
        submit(desk, AUDITOR, place=PLACE, kind="plan", period="2027", filename="a.txt", data=b"A")


def _send(page: Browser, name: str, data: bytes, place: str, period: str) -> Browser:
    next(box for box in page.app.selectbox if box.key == "submit-place").set_value(place)
    next(field for field in page.app.text_input if field.key == "submit-period").set_value(period)
    page.upload("submit-file-0", name, data)
    return page.press("submit-do")


def test_handing_in(at: Open, desk: Desk) -> None:
    page = _send(at(OFFICER, HAND_IN), "moi.txt", b"KE HOACH", PLACE, "2027")
    assert "hồ sơ số 5" in page.said()
    assert view_of(desk, 5).row.state == State.CHECKING


def test_what_waits_for_its_check_calls_for_a_worker(at: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(desk, OFFICER, place=PLACE, kind="plan", period="2027", filename="moi.txt", data=b"KE HOACH")
    page = at(REVIEWER)
    assert page.workers == 0
    later = replace(desk, now=lambda: datetime.now(UTC) + timedelta(seconds=30))
    monkeypatch.setattr(queue, "desk", lambda: later)
    assert page.run().workers == 1


def test_a_new_revision_is_recognised(at: Open, desk: Desk) -> None:
    page = _send(at(OFFICER, HAND_IN), "moi.txt", b"KE HOACH", PLACE, "2022")
    assert "bản số 2 của hồ sơ số 1" in page.said()
    assert view_of(desk).row.revision == 2


def test_the_same_file_twice_is_refused(at: Open, desk: Desk) -> None:
    page = _send(at(OFFICER, HAND_IN), PLAN, (DOCUMENTS / PLAN).read_bytes(), PLACE, "2022")
    assert "trùng hoàn toàn với bản số 1" in page.errors()
    assert view_of(desk).row.revision == 1


def test_the_same_file_elsewhere_is_said(at: Open) -> None:
    page = _send(at(OFFICER, HAND_IN), PLAN, (DOCUMENTS / PLAN).read_bytes(), PLACE, "2023")
    assert "hồ sơ số 5" in page.said()
    assert "trùng với tệp đã gửi trong hồ sơ số 1" in page.said()


def test_nothing_chosen(at: Open) -> None:
    page = at(OFFICER, HAND_IN).press("submit-do")
    assert "Hãy chọn tệp" in page.errors()


def test_handing_in_for_another_place_is_refused(desk: Desk, at: Open) -> None:
    page = _send(at(OFFICER, HAND_IN), "moi.txt", b"KE HOACH", PLACE, "")
    assert "Cần kỳ" in page.errors()
    with pytest.raises(Denied):
        submit(desk, OFFICER, place="Hải Giang", kind="plan", period="2026", filename="a.txt", data=b"A")


def test_what_one_handed_in_with_what_came_back_first(at: Open, desk: Desk) -> None:
    claim(desk, REVIEWER, SA_LOC)
    version = view_of(desk).row.version
    return_(desk, REVIEWER, SA_LOC, version=version, note="Bổ sung mục tiêu.")
    page = at(SENDER, MINE)
    mine = [str(button.key) for button in page.app.button if str(button.key).startswith("mine-open-")]
    assert mine[0] == f"mine-open-{SA_LOC}"
    assert len(mine) == 4
    assert "1 hồ sơ bị trả lại" in page.said()
    assert "Bổ sung mục tiêu." in page.said()


def test_the_form_takes_a_day(at: Open, desk: Desk) -> None:
    page = at(OFFICER, HAND_IN)
    day = desk.today() + timedelta(days=9)
    next(box for box in page.app.date_input if box.key == "submit-due").set_value(day)
    _send(page, "moi.txt", b"KE HOACH", PLACE, "2027")
    assert view_of(desk, 5).row.due == day


# who has not handed in


def _owed(desk: Desk) -> None:
    load_expected(desk, LEAD, [
        Owed(PLACE, "plan", "2022"), Owed("Đông Lâm/Bình Khê", "plan", "2026", desk.today() - timedelta(days=3)),
    ])  # fmt: skip


def test_who_has_not_handed_in(at: Open, desk: Desk) -> None:
    _owed(desk)
    page = at(LEAD, EXPECTED)
    table = next(frame.value for frame in page.app.dataframe)
    assert list(table["Địa phương"]) == ["Đông Lâm/Bình Khê"]
    assert list(table["Tình trạng"]) == ["Quá hạn, chưa nộp"]
    assert list(table["Số ngày đến hạn"]) == [-3]
    next(box for box in page.app.checkbox if box.key == "expected-missing").uncheck()
    page.run()
    assert len(next(frame.value for frame in page.app.dataframe)) == 2


def test_a_list_is_taken_from_a_file(at: Open) -> None:
    page = at(LEAD, EXPECTED)
    data = "place,kind,period,due\nĐông Lâm/Bình Khê,plan,2026,2026-03-01\nHải Giang,report,2025,\n".encode("utf-8-sig")
    page.upload("expected-file", "ds.csv", data)
    page.press("expected-do")
    assert "2 mục mới" in page.said()
    assert "Bình Khê" in str(next(frame.value for frame in page.app.dataframe))


@pytest.mark.parametrize("actor", [OFFICER, REVIEWER, AUDITOR])
def test_who_may_not_load_a_list_is_not_offered_to(at: Open, desk: Desk, actor: Actor) -> None:
    assert not at(actor, EXPECTED).has("expected-do")
    with pytest.raises(Denied):
        load_expected(desk, actor, [Owed(PLACE, "plan", "2026")])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"place,kind\nA,plan\n", "cột place"),
        (b"place,kind,period,due\nA,plan,2026,01/03/2026\n", "Dòng 2"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'place,kind,period,due\n"A,plan', "CSV"),
        (b"place,kind,period,due\n" + b"A" * 200_000 + b",plan,2026,\n", "CSV"),
    ],
)
def test_files_that_are_no_list(data: bytes, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        queue_expected.owed_in(data)
    assert words in caught.value.message.vi


def test_blank_lines_of_a_list_are_passed_over() -> None:
    data = "place,kind,period,due\r\n Đông Lâm , plan ,2026,2026-03-01\r\n,,,\r\n".encode()
    (owed,) = queue_expected.owed_in(data)
    assert (owed.place, owed.kind, owed.period, str(owed.due)) == ("Đông Lâm", "plan", "2026", "2026-03-01")


def test_places_above_are_offered() -> None:
    assert parents(["A/B/C", "A/D", "E"]) == ["A", "A/B", "A/B/C", "A/D", "E"]


def test_english(at: Open) -> None:
    page = at(REVIEWER)
    page.app.session_state["lang"] = "en"
    assert "4 submissions" in page.run().said()


def test_a_place_is_named_from_the_top(at: Open, desk: Desk) -> None:
    page = at(SENDER, HAND_IN)
    offered = next(box for box in page.app.selectbox if box.key == "submit-place").options
    assert "Đông Lâm/An Thịnh" in offered
    assert MAY_SUBMIT & OFFICER.roles_at(PLACE)
    assert view_of(desk, PLAN_AN_THINH).row.place == "Đông Lâm/An Thịnh"
