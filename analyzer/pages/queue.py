"""The page *Hàng chờ*: what was handed in, who has not, handing in; and the screen of one submission."""

from __future__ import annotations

from analyzer.pages import queue_expected, queue_list, queue_submit, tabbed
from analyzer.pages.common import actor, desk
from analyzer.pages.queue_texts import TEXTS
from analyzer.review.people import Actor
from analyzer.review.submissions import MAY_SUBMIT


def page() -> None:
    """Draws it."""
    tabbed.draw(desk(), actor(), "queue", TEXTS, _tabs)


def _tabs(who: Actor) -> dict[str, tabbed.Draw]:
    submits = any(at.role in MAY_SUBMIT for at in who.roles)
    shown: dict[str, tabbed.Draw] = {"tab_list": queue_list.draw}
    if submits:
        shown["tab_mine"] = queue_submit.draw_mine
    shown["tab_expected"] = queue_expected.draw
    if submits:
        shown["tab_submit"] = queue_submit.draw
    return shown
