"""People at the identity provider, and how they come in and go out."""

from __future__ import annotations

from tests.browser.page import Page

ADMINISTRATOR = "cuc.pham@so.example.vn"
USERS = {
    "an": {"name": "Lê Thị An", "email": "An.Le@xa.example.vn", "email_verified": True},
    "binh": {"name": "Trần Văn Bình", "email": "binh.tran@so.example.vn", "email_verified": True},
    "cuc": {"name": "Phạm Thị Cúc", "email": ADMINISTRATOR, "email_verified": True},
    "khach": {"name": "<b>Khách</b>", "email": "khach@ngoai.example", "email_verified": True},
    # Says to be the administrator; the provider has not verified it.
    "gia-danh": {"name": "Giả Danh", "email": ADMINISTRATOR, "email_verified": False},
}


def log_in(page: Page, user: str) -> None:
    """Logs somebody in, from wherever the browser is."""
    page.open()
    page.click(".st-key-log_in button")
    page.click(f"#{user}")
    page.one(".st-key-log_out button, .st-key-log_in button")
    page.settle()


def log_out(page: Page) -> None:
    """Logs out, and waits until nobody is logged in."""
    page.press("log_out")
    page.one(".st-key-log_in button")
