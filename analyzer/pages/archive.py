"""The page *Kho*: all that was ever handed in, how it develops, and how far the rules are right."""

from __future__ import annotations

import streamlit as st

from analyzer.pages import archive_charts, archive_compare, archive_log, archive_precision, archive_search, review
from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import actor, desk, words
from analyzer.pages.review_common import opened, page_style, show_notices
from analyzer.review.logview import READERS


def page() -> None:
    """Draws it."""
    number = opened()
    if number is not None:
        review.draw(desk(), actor(), number)
        return
    t, who, queue = words(TEXTS), actor(), desk()
    page_style()
    st.title(t("title"), anchor=False)
    st.caption(t("lead"))
    show_notices()
    if not who.roles:
        st.info(t("no_role"))
        return
    shown = {
        "tab_search": archive_search.draw, "tab_trends": archive_charts.draw_trends,
        "tab_heat": archive_charts.draw_heat, "tab_compare": archive_compare.draw,
        "tab_precision": archive_precision.draw,
    }  # fmt: skip
    if who.roles_at(None) & set(READERS):
        shown["tab_log"] = archive_log.draw
    tabs = st.tabs([t(name) for name in shown], key="archive-tabs", on_change="rerun")
    for tab, draw in zip(tabs, shown.values(), strict=True):
        with tab:
            if tab.open:
                draw(queue, who)
