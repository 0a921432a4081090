"""Log-in through a real identity provider: who comes in, as whom, and who does not."""

from __future__ import annotations

import http.client
import os
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING

import psutil
import pytest

from analyzer.review.decisions import claim
from analyzer.review.desk import Desk
from analyzer.review.errors import Denied, NotFound
from analyzer.review.grants import grant
from analyzer.review.people import Role
from analyzer.review.submissions import submit
from tests.browser.page import Page
from tests.browser.server import Served, wait_for
from tests.browser.signing_in import ADMINISTRATOR, log_in

if TYPE_CHECKING:
    from pathlib import Path

    from selenium.webdriver import Chrome

    from tests.browser.provider import Provider


@pytest.fixture(scope="module")
def desk(several: Served, documents: Path) -> Iterator[Desk]:
    """The queue of the server, with one submission of each of two places."""
    opened = Desk.open(several.data, several_users=True, administrators=frozenset({ADMINISTRATOR}))
    console = opened.console_actor("tests")
    grant(opened, console, "an.le@xa.example.vn", Role.OFFICER, "Đông Lâm/An Thịnh")
    grant(opened, console, "binh.tran@so.example.vn", Role.REVIEWER, "Đông Lâm")
    for place, name in (("Đông Lâm/An Thịnh", "ke-hoach-xa-an-thinh.docx"), ("Sa Lộc", "ke-hoach-huyen-sa-loc.txt")):
        data = (documents / name).read_bytes()
        submit(opened, console, place=place, kind="plan", period="2026", filename=name, data=data)
    yield opened
    opened.database.close()


@pytest.fixture
def page(driver: Chrome, several: Served, desk: Desk) -> Page:  # noqa: ARG001 (what the queue holds)
    """The page with nobody logged in."""
    driver.get(several.url + "/_stcore/health")
    driver.delete_all_cookies()
    return Page(driver, several.url)


def test_nobody_comes_in_without_log_in(page: Page) -> None:
    for path in ("/", "/queue", "/rules", "/queue?ho-so=1"):
        page.open(path)
        page.wait_for_text("Đăng nhập bằng Sở Nội vụ")
        assert "An Thịnh" not in page.text
        assert not page.has("[data-testid='stFileUploader']")
    page.picture("log-in")


def test_nobody_loads_files_onto_the_server_without_log_in(page: Page, several: Served) -> None:
    page.open()
    token = page.driver.get_cookie("_streamlit_xsrf")
    assert token is not None
    connection = http.client.HTTPConnection("127.0.0.1", several.port, timeout=5)
    headers = {"X-Xsrftoken": token["value"], "Cookie": f"_streamlit_xsrf={token['value']}; _streamlit_user=forged"}
    connection.request("PUT", "/_stcore/upload_file/session/file", b"words", headers)
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (403, b"")
    connection.close()


def test_in_with_ones_roles_and_out_again(page: Page, provider: Provider) -> None:
    log_in(page, "an")
    page.wait_for_text("Lê Thị An")
    page.wait_for_text("Cán bộ soạn thảo")
    assert page.has("[data-testid='stFileUploader']")
    cookie = page.driver.get_cookie("_streamlit_user")
    assert cookie is not None
    assert cookie["httpOnly"]
    page.press("log_out")
    page.one(".st-key-log_in button")
    assert page.driver.get_cookie("_streamlit_user") is None
    assert not provider.refused


def test_a_document_is_checked_for_who_has_logged_in(page: Page, documents: Path) -> None:
    log_in(page, "an")
    page.upload("[data-testid='stFileUploader'] input[type='file']", documents / "ke-hoach-xa-an-thinh.docx")
    page.one(".rs .verdict", 60)


def test_no_role_says_who_to_ask(page: Page) -> None:
    log_in(page, "khach")
    page.wait_for_text("chưa được giao vai trò")
    page.wait_for_text("khach@ngoai.example")
    page.wait_for_text(ADMINISTRATOR)
    assert "<b>Khách</b>" in page.text
    assert not page.has("[data-testid='stFileUploader']")
    page.picture("no-role")


def test_an_address_that_is_not_verified_gives_no_role(page: Page) -> None:
    log_in(page, "gia-danh")
    page.wait_for_text("chưa được giao vai trò")
    page.wait_for_text("chưa được nhà cung cấp xác minh")
    assert "Quản trị\n" not in page.text.partition("chưa được giao vai trò")[0]


def test_the_first_administrator_comes_from_the_settings(page: Page) -> None:
    log_in(page, "cuc")
    page.wait_for_text("Quản trị")


def test_a_session_ends(page: Page, provider: Provider) -> None:
    provider.issued_ago = 9 * 3600
    try:
        log_in(page, "an")
    finally:
        provider.issued_ago = 0
    page.wait_for_text("hết hạn")
    assert not page.has(".st-key-log_out")
    assert not page.has("[data-testid='stFileUploader']")


def test_a_forged_cookie_is_nobody(page: Page) -> None:
    log_in(page, "an")
    cookie = page.driver.get_cookie("_streamlit_user")
    assert cookie is not None
    page.driver.delete_cookie("_streamlit_user")
    page.driver.add_cookie({"name": "_streamlit_user", "value": cookie["value"][:-4] + "AAAA", "path": "/"})
    page.open()
    page.one(".st-key-log_in button")


def test_a_role_taken_back_is_gone_at_once(page: Page, desk: Desk) -> None:
    from analyzer.review.grants import revoke

    given = grant(desk, desk.console_actor("tests"), "khach@ngoai.example", Role.AUDITOR)
    log_in(page, "khach")
    page.wait_for_text("Thanh tra")
    revoke(desk, desk.console_actor("tests"), given)
    page.open()
    page.wait_for_text("chưa được giao vai trò")


def test_the_wrong_role_is_refused_in_the_page_and_in_the_service(page: Page, provider: Provider, desk: Desk) -> None:
    log_in(page, "an")
    page.open("/queue")
    page.wait_for_text("An Thịnh")
    assert "Sa Lộc" not in page.text
    assert not page.has("[class*='st-key-claim-']")
    page.open("/queue?ho-so=2")
    page.wait_for_text("Không có hồ sơ số 2")
    an = desk.actor(f"{provider.issuer}|an", "An", "an.le@xa.example.vn")
    with pytest.raises(Denied):
        claim(desk, an, 1)
    with pytest.raises(NotFound):
        claim(desk, an, 2)


def test_nothing_secret_is_said(several: Served, provider: Provider, page: Page) -> None:
    log_in(page, "binh")
    cookie_secret = (several.data / "cookie-secret").read_text("utf-8").strip()
    secret = [provider.client_secret, cookie_secret, *provider.spoken]
    assert len(secret) > 5
    for word in secret:
        assert word not in several.log
    server = psutil.Process(several.process.pid)
    for process in (server, *server.children(recursive=True)):
        line = " ".join(process.cmdline())
        assert provider.client_secret not in line
        assert cookie_secret not in line
    for child in [*several.children("page"), *several.children("worker")]:
        assert provider.client_secret not in child.environ().values()
    if os.name == "posix":
        for path in [*several.data.glob("run/*/secrets.toml"), several.data / "cookie-secret"]:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_restart_logs_nobody_out(page: Page, several: Served) -> None:
    log_in(page, "binh")
    [before] = several.children("page")
    before.kill()
    wait_for(lambda: [child.pid for child in several.children("page")] not in ([], [before.pid]))
    wait_for(lambda: _answers(page))
    page.open()
    page.wait_for_text("Trần Văn Bình")


def _answers(page: Page) -> bool:
    from selenium.common.exceptions import WebDriverException

    try:
        page.driver.get(page.url + "/_stcore/health")
    except WebDriverException:
        return False
    return "ok" in page.text.lower()
