"""What each sees of the queue, and how it is found, sorted and counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from analyzer.errors import ReadingError
from analyzer.report.codec import error_line
from analyzer.review import decisions
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied, NotFound, NotPossible
from analyzer.review.listing import Filter, submissions
from analyzer.review.logview import log_entries, whole_log
from analyzer.review.people import Actor, Role
from analyzer.review.states import DecisionKind, State
from analyzer.review.statistics import choices, statistics
from analyzer.review.submissions import submit
from analyzer.review.view import original, revision_report, submission_view
from tests.review.desks import (
    AUDITOR,
    LEAD,
    OFFICER,
    OTHER,
    REVIEWER,
    Clock,
    check_all,
    findings,
    hand_in,
    person,
    report_with,
    version_of,
    wanting_codes,
)

ANYBODY = person("officer", Role.OFFICER)
ERROR, WARNING = wanting_codes("error")[0], wanting_codes("warning")[0]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Five submissions: 1 An Thịnh 2026, 2 Hòa Bình 2026, 3 An Thịnh report, 4 An Thịnh Đông 2025, 5 Sa Lộc, broken."""
    assert isinstance(desk.now, Clock)
    given: list[dict[str, Any]] = [
        {"place": "Đông Lâm/An Thịnh", "kind": "plan", "period": "2026", "due": date(2026, 3, 1)},
        {"place": "Đông Lâm/Hòa Bình", "kind": "plan", "period": "2026", "due": date(2026, 4, 1)},
        {"place": "Đông Lâm/An Thịnh", "kind": "report", "period": "Quý I/2026"},
        {"place": "Đông Lâm/An Thịnh Đông", "kind": "plan", "period": "2025"},
        {"place": "Tây Lâm/Sa Lộc", "kind": "plan", "period": "2026"},
    ]
    for number, item in enumerate(given):
        submit(desk, ANYBODY, filename=f"van-ban-{number}.txt", data=f"{number}".encode(), **item)
        desk.now.on(minutes=1)
    answers = {
        b"0": report_with((ERROR,), title="Kế hoạch truyền thông", quote="Tổ chức 12 hội nghị tại các thôn"),
        b"1": report_with((WARNING,), title="Kế hoạch 100% người lao động"), b"2": report_with(()),
        b"3": report_with((ERROR, WARNING)), b"4": error_line("x.pdf", ReadingError("Hỏng.", "Broken.")),
    }  # fmt: skip
    check_all(desk, lambda _, data: answers[data])
    return desk


def _ids(desk: Desk, actor: Actor, **wanted: Any) -> list[int]:
    return [row.id for row in submissions(desk, actor, Filter(sort="id", descending=False, **wanted))]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"place": "Đông Lâm"}, [1, 2, 3, 4]),
        ({"place": "Đông Lâm/An Thịnh"}, [1, 3]),
        ({"place": "đông lâm"}, []),
        ({"place": "Đông"}, []),
        ({"place": " / "}, [1, 2, 3, 4, 5]),
        ({"kind": "report"}, [3]),
        ({"period": "2026"}, [1, 2, 5]),
        ({"year": 2026}, [1, 2, 3, 5]),
        ({"overdue": True}, [1]),
        ({"verdict": "error"}, [5]),
        ({"verdict": "not_compliant"}, [1, 4]),
        ({"severity": "error"}, [1, 4]),
        ({"severity": "warning", "place": "Đông Lâm/Hòa Bình"}, [2]),
        ({"severity": "advice"}, []),
        ({"assignee": "none"}, [1, 2, 3, 4, 5]),
        ({"assignee": "me"}, []),
        ({"states": (State.WAITING,)}, [1, 2, 3, 4, 5]),
        ({"states": (State.APPROVED, State.RETURNED)}, []),
        ({"text": '"an thinh dong"'}, [4]),
        ({"text": "thinh an"}, [1, 3, 4]),
        ({"text": '"thinh an"'}, []),
        ({"text": '"'}, [1, 2, 3, 4, 5]),
        ({"text": "AN  THỊNH"}, [1, 3, 4]),
        ({"text": "hội nghị thôn"}, [1]),
        ({"text": "van-ban-4"}, [5]),
        ({"text": "100%"}, [2]),
        ({"text": "%"}, [2]),
        ({"text": "_"}, []),
        ({"text": "12/kh-ubnd"}, [1, 2, 3, 4]),
        ({"text": "quy i/2026"}, []),
        ({"text": "khong co"}, []),
        ({"text": "' OR 1=1 --"}, []),
    ],
    ids=str,
)
def test_filters(filled: Desk, wanted: dict[str, Any], ids: list[int]) -> None:
    assert _ids(filled, REVIEWER, **wanted) == ids
    assert submissions(filled, REVIEWER, Filter(limit=1, **wanted)).total == len(ids)
    assert statistics(filled, REVIEWER, Filter(**wanted)).total == len(ids)


@pytest.mark.parametrize(
    ("sort", "descending", "ids"),
    [
        ("submitted", True, [5, 4, 3, 2, 1]), ("due", False, [1, 2, 3, 4, 5]), ("due", True, [2, 1, 5, 4, 3]),
        ("place", False, [1, 3, 4, 2, 5]), ("id", True, [5, 4, 3, 2, 1]),
    ],
)  # fmt: skip
def test_order_and_pages(filled: Desk, sort: Any, descending: bool, ids: list[int]) -> None:
    pages = [
        submissions(filled, REVIEWER, Filter(sort=sort, descending=descending, offset=at, limit=2)) for at in (0, 2, 4)
    ]
    assert [row.id for page in pages for row in page] == ids
    assert {page.total for page in pages} == {5}


@pytest.mark.parametrize(
    ("actor", "ids"),
    [
        (OFFICER, [1, 3]),
        (person("x", Role.REVIEWER, place="Đông Lâm"), [1, 2, 3, 4]),
        (person("x", Role.LEAD, place="Tây Lâm/Sa Lộc"), [5]),
        (person("x", Role.OFFICER, place="Đông Lâm/An"), []),
        (person("x", Role.OFFICER, place="ĐÔNG LÂM"), []),
        (person("x", Role.OFFICER, place="%"), []),
        (person("x"), []),
        (AUDITOR, [1, 2, 3, 4, 5]),
    ],
    ids=lambda value: str(value),
)
def test_nothing_is_seen_outside_ones_places(filled: Desk, actor: Actor, ids: list[int]) -> None:
    assert _ids(filled, actor) == ids
    places = {submission_view(filled, LEAD, number).row.place for number in ids}
    assert set(choices(filled, actor)["places"]) == places
    assert statistics(filled, actor).total == len(ids)
    for number in range(1, 6):
        if number in ids:
            assert submission_view(filled, actor, number).row.id == number
            assert original(filled, actor, number) == (f"van-ban-{number - 1}.txt", f"{number - 1}".encode())
            continue
        for look in (submission_view, original, revision_report):
            with pytest.raises(NotFound):
                look(filled, actor, number)
        with pytest.raises(NotFound):
            decisions.comment(filled, actor, number, "Xem")


def test_the_whole_log_is_for_auditors_and_administrators(filled: Desk) -> None:
    page = log_entries(filled, AUDITOR, limit=3)
    assert (page.total, [entry.number for entry in page]) == (10, [10, 9, 8])
    assert [entry.number for entry in whole_log(filled, AUDITOR)] == list(range(1, 11))
    assert log_entries(filled, AUDITOR, action="submit").total == 5
    for actor in (OFFICER, REVIEWER, LEAD, person("x", Role.AUDITOR, place="Đông Lâm")):
        with pytest.raises(Denied):
            log_entries(filled, actor)


def test_the_same_file_elsewhere_is_told_to_those_who_may_see_it(filled: Desk) -> None:
    assert hand_in(filled, b"1", actor=ANYBODY, place="Tây Lâm/Hòa Lộc").elsewhere == (2,)
    assert hand_in(filled, b"1", actor=OFFICER, period="2030").elsewhere == ()


def test_a_file_is_not_handed_in_twice(filled: Desk) -> None:
    with pytest.raises(NotPossible, match="revision 1"):
        hand_in(filled, b"0")
    assert submissions(filled, REVIEWER).total == 5


def test_periods_of_one_writing(filled: Desk) -> None:
    assert hand_in(filled, b"x", period="năm  2026").submission == 1
    assert hand_in(filled, b"y", kind="report", period="quý I/2026").submission == 3


def test_revisions_beside_each_other(filled: Desk) -> None:
    decisions.claim(filled, REVIEWER, 4)
    first = {finding.code: finding for finding in findings(filled) if finding.revision_id == 4}
    decisions.decide(filled, REVIEWER, first[WARNING].id, DecisionKind.DISMISSED, version=1, reason="Có ở mục IV.")
    decisions.return_(filled, REVIEWER, 4, version=version_of(filled, 4))
    submit(filled, ANYBODY, place="Đông Lâm/An Thịnh Đông", kind="plan", period="2025", filename="b.txt", data=b"moi")
    assert submission_view(filled, REVIEWER, 4).fixed == []
    another = wanting_codes("error")[1]
    check_all(filled, report_with((WARNING, another)))
    view = submission_view(filled, OTHER, 4)
    assert [revision.number for revision in view.revisions] == [2, 1]
    assert {finding.code: finding.change for finding in view.findings} == {WARNING: "same", another: "new"}
    assert [finding.code for finding in view.fixed] == [ERROR]
    same = next(finding for finding in view.findings if finding.code == WARNING)
    assert same.decision.kind == DecisionKind.OPEN
    assert same.earlier is not None
    assert (same.earlier.kind, same.earlier.reason, same.earlier.by, same.earlier.revision) == (
        DecisionKind.DISMISSED, "Có ở mục IV.", REVIEWER.key, 1)  # fmt: skip
    assert same.item.message.vi
    assert [entry.action for entry in view.log] == [
        "submit", "checked", "claim", "decide", "return", "submit", "checked"]  # fmt: skip
    assert revision_report(filled, OTHER, view.row.revision_id).summary.baseline
    assert revision_report(filled, OTHER, 4).document.text


def test_a_report_that_is_not_there(filled: Desk) -> None:
    with pytest.raises(NotPossible, match="Broken"):
        revision_report(filled, REVIEWER, 5)
    waiting = hand_in(filled, b"neu").revision
    with pytest.raises(NotPossible):
        revision_report(filled, REVIEWER, waiting)


def test_a_changed_original_is_not_handed_out(filled: Desk) -> None:
    path = next(path for path in filled.files.folder.rglob("*") if path.is_file() and path.read_bytes() == b"0")
    path.write_bytes(b"khac")
    with pytest.raises(NotFound, match="changed"):
        original(filled, REVIEWER, 1)


def test_statistics(filled: Desk) -> None:
    decisions.claim(filled, REVIEWER, 2)
    counts = statistics(filled, REVIEWER)
    assert counts.by_state[State.WAITING] == 4
    assert counts.by_state[State.IN_REVIEW] == 1
    assert (counts.overdue, counts.mine, counts.unassigned) == (1, 1, 4)
    assert counts.undecided == {"error": 2, "warning": 2}
    assert counts.by_verdict["error"] == 1
    assert counts.by_kind == {"plan": 4, "report": 1}


@pytest.mark.parametrize("count", [3, 30])
def test_as_many_queries_for_many_rows_as_for_few(desk: Desk, count: int) -> None:
    for number in range(count):
        hand_in(desk, f"{number}".encode(), period=str(2000 + number))
    check_all(desk)
    asked: list[str] = []
    event.listen(desk.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert len(submissions(desk, REVIEWER)) == count
    assert len([words for words in asked if words.startswith("SELECT")]) == 4
