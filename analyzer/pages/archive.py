"""The page *Kho*: all that was ever handed in, how it develops, and how far the rules are right."""

from __future__ import annotations

from analyzer.pages import archive_charts, archive_compare, archive_log, archive_precision, archive_search, tabbed
from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import actor, desk
from analyzer.review.logview import READERS
from analyzer.review.people import Actor


def page() -> None:
    """Draws it."""
    tabbed.draw(desk(), actor(), "archive", TEXTS, _tabs)


def _tabs(who: Actor) -> dict[str, tabbed.Draw]:
    shown: dict[str, tabbed.Draw] = {
        "tab_search": archive_search.draw, "tab_trends": archive_charts.draw_trends,
        "tab_heat": archive_charts.draw_heat, "tab_compare": archive_compare.draw,
        "tab_precision": archive_precision.draw,
    }  # fmt: skip
    if who.roles_at(None) & set(READERS):
        shown["tab_log"] = archive_log.draw
    return shown
