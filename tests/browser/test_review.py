"""A document from hand to hand: handed in, claimed, decided finding by finding, returned, revised, approved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from analyzer.review.desk import Desk
from analyzer.review.grants import grant
from analyzer.review.log import verify
from analyzer.review.model import LogEntry
from analyzer.review.people import Role
from analyzer.review.view import submission_view
from tests.browser.page import Page
from tests.browser.server import Served, wait_for
from tests.browser.signing_in import ADMINISTRATOR, log_in, log_out

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PLACE = "Tân Lộc/Phường An Lạc Tây"
FIRST = "ke-hoach-phuong-an-lac-tay-bhxh.txt"


def test_from_hand_to_hand(driver: Chrome, several: Served, documents: Path, tmp_path: Path) -> None:
    desk = Desk.open(several.data, several_users=True, administrators=frozenset({ADMINISTRATOR}))
    console = desk.console_actor("tests")
    grant(desk, console, "an.le@xa.example.vn", Role.OFFICER, PLACE)
    grant(desk, console, "binh.tran@so.example.vn", Role.REVIEWER, "Tân Lộc")
    page = Page(driver, several.url)

    log_in(page, "an")
    number = hand_in(page, desk, documents / FIRST)
    log_out(page)

    log_in(page, "binh")
    page.open("/queue")
    page.press(f"claim-{number}")
    page.one(".st-key-finding")
    page.settle()
    assert not page.refused()
    page.picture("review")
    dismissed = decide_all(page, desk, number)
    page.write(f"ending-note-{number}", "Đề nghị hoàn thiện các nội dung đã nêu.")
    page.driver.switch_to.active_element.send_keys("\t")
    page.settle()
    page.press("do-return")
    page.wait_for_text("Đã trả lại")
    log_out(page)

    log_in(page, "an")
    page.open(f"/queue?ho-so={number}")
    page.wait_for_text("Đề nghị hoàn thiện các nội dung đã nêu.")
    revised = tmp_path / "ban-2.txt"
    revised.write_text(corrected((documents / FIRST).read_text("utf-8")), "utf-8")
    page.upload(".st-key-new-revision input[type='file']", revised)
    page.settle()
    page.press("new-send")
    wait_for(lambda: _state(desk, number) == "waiting", 60)
    log_out(page)

    log_in(page, "binh")
    page.open(f"/queue?ho-so={number}")
    page.picture("revision")
    page.press("claim")
    page.one(".st-key-finding")
    decide_all(page, desk, number)
    page.press("do-approve")
    page.wait_for_text("Đã thông qua")
    assert _state(desk, number) == "approved"

    view = submission_view(desk, console, number)
    assert view.row.revision == 2
    assert {finding.code for finding in view.fixed} == {"F802", "F803", "K907"}
    assert [finding.code for finding in view.findings] == [dismissed]
    assert [finding.earlier.kind for finding in view.findings if finding.earlier] == ["dismissed"]
    with desk.database.read() as session:
        acts = list(session.execute(select(LogEntry.action).where(LogEntry.object == f"submission:{number}")
                                    .order_by(LogEntry.number)).scalars())  # fmt: skip
        assert [act for act in acts if act != "decide"] == [
            "submit", "checked", "claim", "return", "submit", "checked", "claim", "approve",
        ]  # fmt: skip
        assert not list(verify(session))
    desk.database.close()


def corrected(text: str) -> str:
    """The plan with what was wrong put right: its number, its day, and a total that did not add up."""
    right = re.sub(r"Số:\s{1,20}/KH", "Số: 21/KH", text)
    right = re.sub(r"ngày\s{2,20}tháng 02", "ngày 09 tháng 02", right)
    right = re.sub(r"\b96\b", "95", right, count=1)
    assert right != text
    return right


def hand_in(page: Page, desk: Desk, path: Path) -> int:
    """Hands a file in by the form of the queue; its number once it is checked."""
    page.open("/queue")
    tabs = page.all("[role='tab']")
    tabs[[tab.text.strip() for tab in tabs].index("Gửi văn bản")].click()
    page.write("submit-period", "2026")
    page.upload("[class*='st-key-submit-file-'] input[type='file']", path)
    page.settle()
    page.press("submit-do")
    page.wait_for_text("Đã gửi: hồ sơ số")
    with desk.database.read() as session:
        last = session.execute(select(LogEntry.object).where(LogEntry.action == "submit")
                               .order_by(LogEntry.number.desc()).limit(1)).scalar_one()  # fmt: skip
    number = int(last.partition(":")[2])
    wait_for(lambda: _state(desk, number) == "waiting", 60)
    return number


def decide_all(page: Page, desk: Desk, number: int) -> str:
    """Decides every open finding: the first is dismissed with a reason, the others are confirmed; the first's code."""

    def still_open() -> list[str]:
        view = submission_view(desk, desk.console_actor("tests"), number)
        return [finding.code for finding in view.findings if finding.decision.kind == "open"]

    first, left = "", still_open()
    assert left
    while left:
        page.settle()
        if not first:
            first = left[0]
            field = page.one(".st-key-finding textarea")
            field.send_keys("Nội dung này do cấp trên ban hành.")
            field.send_keys("\t")
            page.settle()
            page.press("dismiss")
        else:
            page.press("confirm")
        before = len(left)
        wait_for(lambda before=before: len(still_open()) < before, why=page.text[:1500])
        left = still_open()
        assert len(left) == before - 1
    return first


def _state(desk: Desk, number: int) -> str:
    return str(submission_view(desk, desk.console_actor("tests"), number).row.state)
