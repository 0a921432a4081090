"""A browser, and servers to look at with it. Where a machine lacks what is needed, the tests are skipped and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.server import Served, free_port
from tests.browser.signing_in import ADMINISTRATOR, USERS

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

    from tests.browser.provider import Provider

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Chromium without a window."""
    if find_spec("selenium") is None:
        pytest.skip("selenium is not installed: pip install '.[browser]'")
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    chromedriver = shutil.which("chromedriver")
    if browser is None or chromedriver is None:
        pytest.skip("Chromium and its driver are not installed: apt-get install chromium chromium-driver")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = browser
    profile = tmp_path_factory.mktemp("browser")
    arguments = [
        "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1360,900", "--lang=vi",
        "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}", "--force-device-scale-factor=1",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    for argument in arguments:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = Chrome(options=options, service=Service(chromedriver))
    started.set_page_load_timeout(30)
    yield started
    started.quit()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of one local user, freshly installed."""
    server = Served(tmp_path_factory.mktemp("data"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    pytest.importorskip("joserfc", reason="log-in is not installed: pip install '.[login]'")
    from tests.browser.provider import Provider

    started = Provider(USERS)
    yield started
    started.close()


@pytest.fixture(scope="module")
def several(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of several users, which listens at every address of the machine."""
    pytest.importorskip("authlib", reason="log-in is not installed: pip install '.[login]'")
    from tests.browser.provider import CLIENT_ID

    port = free_port()
    url = f"http://localhost:{port}"
    provider.redirect_uris = {f"{url}/oauth2callback"}
    server = Served(tmp_path_factory.mktemp("several"), "--host", "0.0.0.0", port=port, env={
        "RASOAT_OIDC_ISSUER": provider.issuer, "RASOAT_OIDC_CLIENT_ID": CLIENT_ID,
        "RASOAT_OIDC_CLIENT_SECRET": provider.client_secret, "RASOAT_OIDC_NAME": "Sở Nội vụ",
        "RASOAT_PUBLIC_URL": url, "RASOAT_ADMINISTRATORS": ADMINISTRATOR,
    })  # fmt: skip
    yield server
    assert server.stop() == 0
    assert not list(server.data.glob("run/*/secrets.toml"))


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of sample documents."""
    return Path(__file__).resolve().parent.parent.parent / "corpora" / "documents"
