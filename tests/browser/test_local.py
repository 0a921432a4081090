"""One local user in front of a fresh installation."""

from __future__ import annotations

import http.client
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.page import Page
from tests.browser.server import Served, wait_for

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_DROP = "[data-testid='stFileUploader'] input[type='file']"


def test_the_first_check_and_its_place_in_the_text(driver: Chrome, served: Served, documents: Path) -> None:
    page = Page(driver, served.url)
    page.open("/queue")
    page.wait_for_text("Chờ xem xét", 60)  # the sample is checked: the worker is at work
    page.open()
    page.console()
    begun = time.monotonic()
    page.upload(_DROP, documents / "ke-hoach-xa-an-thinh.docx")
    page.one(".rs .verdict")
    print(f"first check: {time.monotonic() - begun:.2f} s after the drop")
    page.settle()
    assert "An Thịnh" in page.text
    assert not page.refused()


def test_a_finding_leads_to_its_place(driver: Chrome, served: Served, documents: Path) -> None:
    page = Page(driver, served.url)
    page.open()
    page.upload(_DROP, documents / "ke-hoach-huyen-sa-loc.txt")
    page.one(".rs .verdict")
    page.settle()
    page.picture("check", height=1100)
    link = page.one(".card a.go")
    target = str(link.get_attribute("href")).partition("#")[2]
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    where = page.one(f"[id='{target}']")
    wait_for(lambda: _in_view(driver, where), why="the place in the text was not scrolled to")
    page.picture("place")


def _in_view(driver: Chrome, element: object) -> bool:
    return bool(
        driver.execute_script(
            "const r = arguments[0].getBoundingClientRect(); return r.top >= 0 && r.bottom <= window.innerHeight",
            element,
        )
    )


def test_the_sample_waits_in_the_queue(driver: Chrome, served: Served) -> None:
    page = Page(driver, served.url)
    page.open("/queue")
    page.wait_for_text("VĂN BẢN MẪU")
    page.wait_for_text("Chờ xem xét")
    page.picture("queue", height=700)


def test_what_a_server_is_told_without_the_token_is_refused(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nwords\r\n--x--\r\n'
    for method in ("PUT", "POST", "DELETE"):
        connection.request(
            method, "/_stcore/upload_file/session/file", body, {"Content-Type": "multipart/form-data; boundary=x"}
        )
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (403, 405), (method, answer.status)
        assert method == "POST" or answer.status == 403
    connection.close()


def test_a_name_that_is_not_ours_is_refused(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    connection.request("GET", "/", headers={"Host": "rebound.example"})
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (421, b"")
    connection.request("GET", "/")
    answer = connection.getresponse()
    assert b"<title>" in answer.read()
    assert "frame-ancestors 'none'" in str(answer.getheader("content-security-policy"))
    connection.close()
