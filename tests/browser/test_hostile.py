"""A document, and a file name, made to do harm: shown as text, and nothing of it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.page import Page
from tests.browser.server import Served

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_RUN = "window.harmed = true"
_HARM = (
    f"<script>{_RUN}</script>",
    f'<img src=x onerror="{_RUN}">',
    f"<svg/onload={_RUN}>",
    f"[bấm](javascript:{_RUN})",
    "![x](http://192.0.2.7/x.png)",
    f"</mark></blockquote><script>{_RUN}</script>",
    "${{7*7}}",
    "$\\href{javascript:1}{x}$",
    ":material/delete: :red[đỏ] :smile:",
    '=HYPERLINK("http://192.0.2.7";"x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u202egnurt oàc oáb\u202c",
    "\u0000\u0007\u001b[31mđỏ\u001b[0m\u0008",
    "x" * 10_000,
    "{{ 7*7 }}{% raw %}",
)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A plan whose every line carries something."""
    harm = list(_HARM)
    lines = [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        f"XÃ {harm[0]}\tĐộc lập - Tự do - Hạnh phúc",
        f"Số: 12/KH-UBND\tXã {harm[1]}, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
        f"Tuyên truyền chính sách bảo hiểm xã hội {harm[2]} năm 2026",
        f"I. MỤC ĐÍCH, YÊU CẦU {harm[0]}",
        *(f"- Đến hết năm 2026, {80 + n}% hộ {words} được tuyên truyền về BHXH." for n, words in enumerate(harm)),
        f"II. TỔ CHỨC THỰC HIỆN {harm[5]}",
        *(f"- Công an xã {words} phối hợp thực hiện trong quý {1 + n % 4} năm 2026." for n, words in enumerate(harm)),
    ]
    path = tmp_path / "<img src=x onerror='window.harmed=1'> [x](javascript:1) $a$ :smile:.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_nothing_of_it_runs(driver: Chrome, served: Served, hostile: Path) -> None:
    page = Page(driver, served.url)
    page.open()
    page.console()
    page.upload("[data-testid='stFileUploader'] input[type='file']", hostile)
    page.one(".rs .verdict", 60)
    page.settle()
    for number in range(4):
        tabs = page.all(".st-key-result-pane [role='tab']")
        driver.execute_script("arguments[0].click()", tabs[number])
        page.settle()
        _is_harmless(page)
    assert _RUN in page.text, "what it holds is to be seen as text"
    assert not driver.execute_script("return document.documentElement.scrollWidth > window.innerWidth + 4")


def test_nothing_of_it_runs_in_the_queue(driver: Chrome, served: Served, hostile: Path) -> None:
    from analyzer.review.desk import Desk
    from analyzer.review.submissions import submit

    desk = Desk.open(served.data)
    done = submit(
        desk,
        desk.local_actor(),
        place=f"{_HARM[1]}",
        kind="plan",
        period=_HARM[9][:60],
        filename=hostile.name,
        data=hostile.read_bytes(),
    )
    desk.database.close()
    page = Page(driver, served.url)
    page.open("/queue")
    page.wait_for_text("onerror")
    _is_harmless(page)
    page.open(f"/queue?ho-so={done.submission}")
    page.one(".st-key-review-sides", 60)
    page.settle()
    assert _RUN in page.text
    _is_harmless(page)


def _is_harmless(page: Page) -> None:
    from selenium.common.exceptions import NoAlertPresentException

    with pytest.raises(NoAlertPresentException):
        _ = page.driver.switch_to.alert.text
    assert page.driver.execute_script("return window.harmed") is None
    assert not page.has("[data-testid='stAppViewContainer'] a[href^='javascript']")
    assert not page.has(
        "[data-testid='stAppViewContainer'] img[src*='192.0.2.7'], [data-testid='stAppViewContainer'] img[src='x']"
    )
    assert not page.has("[data-testid='stAppViewContainer'] .katex")
    assert "\u202e" not in page.text
    assert "\u0007" not in page.text
    assert "49" not in [word for word in page.text.split() if word == "49"]
