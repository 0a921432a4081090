"""The page as somebody at the keyboard uses it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.server import ROOT, wait_for

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

PICTURES = ROOT / "docs" / "pictures"
_BUSY = "[data-testid='stStatusWidget'], .stApp[data-test-script-state='running']"


class Page:
    """A tab on one server."""

    def __init__(self, driver: Chrome, url: str) -> None:
        self.driver, self.url = driver, url

    def open(self, path: str = "/") -> None:
        """Loads a page and waits until it is drawn."""
        self.driver.get(self.url + path)
        wait_for(
            lambda: self.has("[data-testid='stSidebar'], [data-testid='stAppViewContainer'] h1"), why="no page came up"
        )
        self.settle()

    def settle(self) -> None:
        """Waits until the server has nothing more to say."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            state = self.driver.execute_script(
                "const a = document.querySelector('.stApp'); return a ? a.getAttribute('data-test-script-state') : ''"
            )
            quiet = quiet + 1 if state == "notRunning" else 0
            return quiet >= 4

        wait_for(is_quiet, why="the page does not come to rest")

    def all(self, css: str) -> list[WebElement]:
        """What fits a selector now."""
        return self.driver.find_elements("css selector", css)

    def has(self, css: str) -> bool:
        """Whether anything does."""
        return bool(self.all(css))

    def one(self, css: str, seconds: float = 45.0) -> WebElement:
        """The first that fits, once it is there."""
        wait_for(lambda: self.has(css), seconds, f"nothing fits {css} in: {self.text[:600]}")
        return self.all(css)[0]

    def click(self, css: str) -> None:
        """Clicks what fits, when it can be."""
        element = self.one(css)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def press(self, key: str) -> None:
        """Presses the button that the page knows by a key, and waits for what comes of it."""
        self.click(f".st-key-{key} button")
        self.settle()

    def write(self, key: str, words: str) -> None:
        """Types into the field that the page knows by a key."""
        field = self.one(f".st-key-{key} input, .st-key-{key} textarea")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.click()
        field.send_keys(words)

    def upload(self, css: str, *paths: Path) -> None:
        """Drops files."""
        self.one(css)
        self.all(css)[0].send_keys("\n".join(str(path) for path in paths))

    @property
    def text(self) -> str:
        """All that is written on the page."""
        return str(self.driver.execute_script("return document.body ? document.body.innerText : ''"))

    def wait_for_text(self, words: str, seconds: float = 45.0) -> None:
        """Waits until the page says something."""
        wait_for(lambda: words.lower() in self.text.lower(), seconds, f"“{words}” is not said in: {self.text[:1500]}")

    def console(self) -> list[str]:
        """Errors that the browser has noted since it was asked last."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def refused(self) -> list[str]:
        """What the browser did not load or run because the server forbids it."""
        return [line for line in self.console() if "Content Security Policy" in line or "Refused to" in line]

    def picture(self, name: str, width: int = 1360, height: int = 900) -> None:
        """Takes a picture for the docs, where RASOAT_PICTURES=1 asks for it."""
        if os.environ.get("RASOAT_PICTURES") != "1":
            return
        from PIL import Image

        self.driver.set_window_size(width, height)
        self.settle()
        time.sleep(0.5)
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        self.driver.save_screenshot(str(path))
        with Image.open(path) as image:
            small = image.convert("RGB").quantize(96, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        self.driver.set_window_size(1360, 900)
