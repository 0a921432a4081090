"""The page *Kho*: search, trends, heat map, comparison, precision, cases, log."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from sqlalchemy import text

from analyzer.pages import archive, archive_charts, archive_compare
from analyzer.review.archive import heat_map, trends
from analyzer.review.cases import cases_yaml, learnt_cases
from analyzer.review.decisions import decide
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied, NotFound
from analyzer.review.listing import Filter
from analyzer.review.logview import log_entries
from analyzer.review.model import Submission
from analyzer.review.people import Actor
from analyzer.review.precision import rule_records
from analyzer.review.states import DecisionKind
from analyzer.review.submissions import submit
from tests.pages.queued import (
    ADMIN,
    AUDITOR,
    DOCUMENTS,
    HAI_GIANG,
    HOSTILE,
    LEAD,
    OFFICER,
    PLAN,
    PLAN_AN_THINH,
    REPORT_AN_THINH,
    REVIEWER,
    SA_LOC,
    SENDER,
    STRANGER,
    Browser,
    Open,
    claimed,
    view_of,
    work,
)

SEARCH, TRENDS, HEAT = "Tìm kiếm", "Xu hướng", "Bản đồ nhiệt"
COMPARE, PRECISION, LOG = "So sánh", "Độ chính xác", "Nhật ký"


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Open:
    """A tab of the page, opened by somebody."""

    def page() -> None:
        from analyzer.pages import archive

        archive.page()

    return lambda actor, tab=SEARCH: Browser(monkeypatch, page, archive, desk, actor).open(tab=f"archive-tabs={tab}")


def table(page: Browser, number: int = 0) -> Any:
    """A table of the page."""
    return page.app.dataframe[number].value


def charts(page: Browser) -> list[Any]:
    """The charts of the page."""
    return list(page.app.get("vega_lite_chart"))


def chart(page: Browser, number: int = 0) -> dict[str, Any]:
    """What a chart of the page is made of."""
    found: dict[str, Any] = json.loads(charts(page)[number].proto.spec)
    return found


def judged(desk: Desk) -> None:
    """Three findings of a plan: confirmed, dismissed, corrected."""
    kinds = (DecisionKind.CONFIRMED, DecisionKind.DISMISSED, DecisionKind.CORRECTED)
    for finding, kind in zip(claimed(desk).findings[:3], kinds, strict=True):
        decide(desk, REVIEWER, finding.id, kind, version=finding.version, reason=f"Lý do {kind}.",
               correction="Nêu ở mục II." if kind == DecisionKind.CORRECTED else "")  # fmt: skip


def test_search(at: Open) -> None:
    page = at(AUDITOR)
    assert "4 văn bản" in page.said()
    assert sorted(table(page)["Số"]) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("a-text", "sa loc", [SA_LOC]), ("a-place", "Đông Lâm", [3, 2, 1]), ("a-kind", "report", [4, 3]),
        ("a-year", 2022, [SA_LOC]), ("a-year", 2025, [HAI_GIANG]),
    ],
)  # fmt: skip
def test_search_narrowed(at: Open, key: str, value: object, expected: list[int]) -> None:
    page = at(AUDITOR)
    page.app.session_state[key] = value
    assert list(table(page.run())["Số"]) == expected


def test_nothing_found(at: Open) -> None:
    page = at(AUDITOR)
    next(field for field in page.app.text_input if field.key == "a-text").set_value("khong co tu nay")
    assert "Không có văn bản nào khớp." in page.run().said()


def test_places_that_one_may_not_see_are_in_no_tab(at: Open, desk: Desk) -> None:
    for tab in (SEARCH, TRENDS, HEAT, COMPARE, PRECISION):
        page = at(OFFICER, tab)
        shown = page.said() + "".join(str(frame.value) for frame in page.app.dataframe)
        shown += "".join(str(box.options) for box in page.app.selectbox)
        assert "Hải Giang" not in shown
        assert all("Hải Giang".encode() not in one.proto.SerializeToString() for one in charts(page))
    with pytest.raises(NotFound):
        archive_compare.compared(desk, OFFICER, view_of(desk, SA_LOC).row.revision_id,
                                 view_of(desk, HAI_GIANG).row.revision_id)  # fmt: skip


def test_without_a_role_there_is_nothing(at: Open) -> None:
    page = at(STRANGER)
    assert "chưa được giao vai trò" in page.said()
    assert not page.app.tabs


def test_a_submission_opens_from_its_address(at: Open) -> None:
    page = at(AUDITOR).open(SA_LOC)
    assert "Hồ sơ số 1" in page.said()
    page.press("back")
    assert "4 văn bản" in page.said()


# trends and heat map


def test_trends(at: Open, desk: Desk) -> None:
    page = at(AUDITOR, TRENDS)
    rows = trends(desk, AUDITOR, depth=1)
    frame = table(page)
    assert list(zip(frame["Địa phương"], frame["Năm"], strict=True)) == [(row.place, str(row.year)) for row in rows]
    assert all("Hải Giang".encode() in one.proto.SerializeToString() for one in charts(page)[:1])
    points = archive_charts.coverage_chart(rows).to_dict()["data"]["values"]
    assert {(p["place"], p["year"], p["coverage"]) for p in points} == {
        (row.place, str(row.year), row.coverage) for row in rows if row.coverage is not None
    }


def test_trends_over_all_places(at: Open) -> None:
    page = at(AUDITOR, TRENDS)
    page.app.session_state["t-depth"] = 0
    assert set(table(page.run())["Địa phương"]) == {"Tất cả địa phương"}


def test_verdicts_add_up(desk: Desk) -> None:
    rows = trends(desk, AUDITOR, depth=0)
    data = archive_charts.verdict_chart(rows).to_dict()["data"]["values"]
    assert sum(point["count"] for point in data) == sum(row.checked for row in rows) == 4


def test_heat_map(at: Open, desk: Desk) -> None:
    found = heat_map(desk, AUDITOR, depth=1)
    spec = archive_charts.heat_chart(found, "vi").to_dict()
    assert len(spec["data"]["values"]) == len(found.places) * len(found.columns)
    cell = spec["data"]["values"][0]
    assert (cell["place"], cell["rule"], cell["share"]) == (found.places[0], found.columns[0], found.cells[0][0])
    page = at(AUDITOR, HEAT)
    assert charts(page)
    page.app.session_state["h-by"] = "rule"
    page.run()
    assert "K903" in json.dumps(chart(page))


def test_a_heat_map_of_nothing(at: Open, desk: Desk) -> None:
    with desk.database.write() as session:
        session.execute(text("DELETE FROM finding"))
    page = at(AUDITOR, HEAT)
    assert not charts(page)
    assert "Chưa có văn bản nào được kiểm tra" in page.said()


def test_dismissed_findings_leave_the_heat_map(at: Open, desk: Desk) -> None:
    before = heat_map(desk, AUDITOR, Filter(place="Đông Lâm/Sa Lộc"), by="rule").columns
    finding = next(f for f in claimed(desk).findings if f.code == "K903")
    decide(desk, REVIEWER, finding.id, DecisionKind.DISMISSED, version=finding.version, reason="x")
    page = at(AUDITOR, HEAT)
    page.app.session_state["h-by"], page.app.session_state["h-place"] = "rule", "Đông Lâm/Sa Lộc"
    assert "K903" in before
    assert "K903" not in json.dumps(chart(page.run()))


# comparison


def test_comparing_a_plan_with_its_report(at: Open, desk: Desk) -> None:
    page = at(AUDITOR, COMPARE)
    for key, number in (("c-first", PLAN_AN_THINH), ("c-second", REPORT_AN_THINH)):
        box = next(box for box in page.app.selectbox if box.key == key)
        box.set_value(view_of(desk, number).row.revision_id)
    page.press("c-do")
    made = page.app.session_state["c-made"][1]
    assert made.relation.value == "plan-report"
    assert made.pairs
    frame = page.app.get("iframe")[0].proto
    assert "An Thịnh" in frame.srcdoc
    assert "Content-Security-Policy" in frame.srcdoc


def test_comparing_two_revisions(at: Open, desk: Desk) -> None:
    first = view_of(desk, SA_LOC).row.revision_id
    data = (DOCUMENTS / PLAN).read_text("utf-8").replace("25/3/2018", "23/5/2018").encode()
    submit(desk, SENDER, place="Đông Lâm/Sa Lộc", kind="plan", period="2022", filename="sua.txt", data=data)
    work(desk)
    page = at(AUDITOR, COMPARE)
    next(box for box in page.app.selectbox if box.key == "c-first").set_value(view_of(desk, SA_LOC).row.revision_id)
    page.run()
    next(box for box in page.app.selectbox if box.key == "c-second").set_value(first)
    page.app.session_state["c-relation"] = "revision"
    page.press("c-do")
    made = page.app.session_state["c-made"][1]
    assert made.relation.value == "revision"
    assert "L703" in {point.code for point in made.changes.points}


@pytest.mark.parametrize(("numbers", "words"), [((), "Hãy chọn hai văn bản."), ((1, 1), "hai văn bản khác nhau")])
def test_comparing_needs_two(at: Open, desk: Desk, numbers: tuple[int, ...], words: str) -> None:
    page = at(AUDITOR, COMPARE)
    for key, number in zip(("c-first", "c-second"), numbers, strict=False):
        box = next(box for box in page.app.selectbox if box.key == key)
        box.set_value(view_of(desk, number).row.revision_id)
    assert words in page.press("c-do").errors()


def test_comparing_what_does_not_belong_together_says_why(at: Open, desk: Desk) -> None:
    page = at(AUDITOR, COMPARE)
    for key, number in (("c-first", REPORT_AN_THINH), ("c-second", HAI_GIANG)):
        box = next(box for box in page.app.selectbox if box.key == key)
        box.set_value(view_of(desk, number).row.revision_id)
    page.press("c-do")
    assert page.errors() or page.app.get("iframe")
    assert "Traceback" not in page.errors()


# precision and cases


def test_precision_with_its_interval_and_count(at: Open, desk: Desk) -> None:
    judged(desk)
    page = at(LEAD, PRECISION)
    records = {record.code: record for record in rule_records(desk, LEAD) if record.decided}
    frame = table(page)
    assert [name.split()[0] for name in frame["Yêu cầu"]] == sorted(
        records, key=lambda code: (records[code].precision, -records[code].decided, code)
    )
    assert sum(frame["Đã kết luận"]) == 3
    assert sum(frame["Bác bỏ"]) == 1
    confirmed = frame[frame["Xác nhận"] == 1].iloc[0]
    assert confirmed["Độ chính xác"] == "100%"
    assert confirmed["Khoảng 95%"] == "20,6% – 100%"
    layers = chart(page)["layer"]
    assert len(layers) == 2


def test_nothing_decided_yet(at: Open) -> None:
    page = at(LEAD, PRECISION).press("p-make")
    assert "Chưa có phát hiện nào được người xem xét kết luận." in page.said()
    assert "Chưa có phát hiện nào bị bác bỏ hoặc sửa lại." in page.said()


def test_cases_of_what_was_decided_otherwise(at: Open, desk: Desk) -> None:
    judged(desk)
    page = at(LEAD, PRECISION).press("p-make")
    assert "2 ca" in page.said()
    assert {button.key for button in page.app.get("download_button")} >= {"p-yaml", "p-jsonl"}
    cases = list(learnt_cases(desk, LEAD))
    assert {case.decision for case in cases} == {DecisionKind.DISMISSED, DecisionKind.CORRECTED}
    found = yaml.safe_load(cases_yaml(iter(cases)))
    assert set(found) == {case.code for case in cases}


def test_cases_of_other_places_are_not_given(at: Open, desk: Desk) -> None:
    judged(desk)
    elsewhere = Actor("x", "X", None, tuple(type(at_)(at_.role, "Hải Giang") for at_ in REVIEWER.roles))
    assert not list(learnt_cases(desk, elsewhere))
    assert "Chưa có phát hiện nào bị bác bỏ" in at(elsewhere, PRECISION).press("p-make").said()


# the log


@pytest.mark.parametrize("actor", [OFFICER, REVIEWER, LEAD])
def test_the_log_is_not_for_everybody(at: Open, desk: Desk, actor: Actor) -> None:
    assert LOG not in [tab.label for tab in at(actor).app.tabs]
    with pytest.raises(Denied):
        log_entries(desk, actor)


@pytest.mark.parametrize("actor", [AUDITOR, ADMIN])
def test_the_log_and_its_check(at: Open, desk: Desk, actor: Actor) -> None:
    claimed(desk)
    total = log_entries(desk, actor).total
    page = at(actor, LOG).press("l-verify")
    assert f"Nhật ký nguyên vẹn: {total} mục." in page.said()
    frame = table(page)
    assert next(iter(frame["Việc"])) == "Nhận xem xét"
    assert list(frame["Mục"]) == list(range(total, 0, -1))


def test_a_log_that_was_changed_is_told(at: Open, desk: Desk) -> None:
    with desk.database.write() as session:
        for trigger in session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            session.execute(text(f"DROP TRIGGER {trigger}"))
        session.execute(text("UPDATE log SET actor = 'ai-do' WHERE number = 2"))
        session.execute(text("DELETE FROM log WHERE number = 4"))
    said = at(AUDITOR, LOG).press("l-verify").errors()
    assert "Nhật ký không nguyên vẹn" in said
    assert "Mục 2 đã bị sửa." in said
    assert "Nhật ký thiếu mục 4." in said


def test_the_log_narrowed_and_exported(at: Open, desk: Desk) -> None:
    claimed(desk)
    page = at(AUDITOR, LOG)
    next(field for field in page.app.number_input if field.key == "l-object").set_value(SA_LOC)
    page.run()
    assert set(table(page)["Về"]) == {"Hồ sơ 1"}
    next(box for box in page.app.selectbox if box.key == "l-action").set_value("claim")
    page.run()
    assert list(table(page)["Người thực hiện"]) == [REVIEWER.name]
    page.press("l-make")
    assert any(button.key == "l-save" for button in page.app.get("download_button"))
    assert page.app.session_state["l-file"].decode("utf-8-sig").count("submission:") >= 4


def test_hostile_places_are_shown_as_text(at: Open, desk: Desk) -> None:
    with desk.database.write() as session:
        session.get_one(Submission, SA_LOC).place = HOSTILE
    for tab in (SEARCH, TRENDS, HEAT, COMPARE, PRECISION, LOG):
        page = at(AUDITOR, tab)
        assert "<img" not in page.markup()
        assert HOSTILE not in page.raw()


def test_english(at: Open) -> None:
    page = at(AUDITOR)
    page.app.session_state["lang"] = "en"
    assert "4 documents" in page.run().said()
