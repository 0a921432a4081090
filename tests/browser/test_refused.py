"""What is not served: the page open to a network with nobody to log people in, however it is started."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.page import Page
from tests.browser.server import ROOT, Served, free_port, wait_for

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


def serve(*arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and words of ``rasoat serve``, which is to end by itself."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RASOAT_")}
    done = subprocess.run(
        [sys.executable, "-m", "analyzer.cli", "serve", "--no-browser", *arguments],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_rasoat_serve_does_not_start(host: str, tmp_path: Path) -> None:
    code, words = serve("--host", host, "--lang", "en", "--data", str(tmp_path / "data"))
    assert code == 2
    assert "RASOAT_OIDC_ISSUER" in words
    assert "docs/serving.md" in words
    assert len(words.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_a_part_of_a_provider_is_none(tmp_path: Path) -> None:
    code, words = serve(
        "--data", str(tmp_path), RASOAT_OIDC_ISSUER="https://id.example.vn", RASOAT_OIDC_CLIENT_SECRET="s3same"
    )
    assert code == 2
    assert "RASOAT_OIDC_CLIENT_ID" in words
    assert "s3same" not in words


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        code, words = serve("--port", str(taken.getsockname()[1]), "--data", str(tmp_path))
    assert code == 2
    assert len(words.splitlines()) == 1
    assert "--port" in words


@pytest.fixture
def bare_page(tmp_path: Path) -> Iterator[str]:
    """The page by itself, at every address of the machine."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RASOAT_", "STREAMLIT_"))}
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(ROOT / "app.py"),
            "--server.port",
            str(port),
            "--server.address",
            "0.0.0.0",
            "--server.headless",
            "true",
            "--browser.gatherUsageStats",
            "false",
            "--server.fileWatcherType",
            "none",
            "--browser.serverAddress",
            "localhost",
        ],
        env={**environment, "RASOAT_DATA": str(tmp_path)},
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: _listens(port))
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_page_by_itself_serves_nobody_at_every_address(driver: Chrome, bare_page: str) -> None:
    page = Page(driver, bare_page)
    for path in ("/", "/rules", "/queue"):
        page.open(path)
        page.wait_for_text("chưa cấu hình đăng nhập nên không phục vụ")
        assert not page.has("[data-testid='stFileUploader']")
        assert not page.has(".st-key-log_in")


def test_a_proxy_before_a_local_page_lets_nobody_in(driver: Chrome, served: Served) -> None:
    page = Page(driver, served.url)
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {"X-Forwarded-For": "192.0.2.7"}})
    try:
        page.open()
        page.wait_for_text("Yêu cầu đến qua máy khác")
        assert not page.has("[data-testid='stFileUploader']")
    finally:
        driver.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": {}})
        driver.execute_cdp_cmd("Network.disable", {})
