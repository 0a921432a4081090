"""The page *Hàng chờ*: what was handed in, who has not, handing in; and the screen of one submission."""

from __future__ import annotations

import streamlit as st

from analyzer.pages import queue_expected, queue_list, queue_submit, review
from analyzer.pages.common import actor, desk, words
from analyzer.pages.queue_texts import TEXTS
from analyzer.pages.review_common import opened, page_style, show_notices
from analyzer.review.submissions import MAY_SUBMIT


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
    submits = any(at.role in MAY_SUBMIT for at in who.roles)
    shown = {"tab_list": queue_list.draw}
    if submits:
        shown["tab_mine"] = queue_submit.draw_mine
    shown["tab_expected"] = queue_expected.draw
    if submits:
        shown["tab_submit"] = queue_submit.draw
    tabs = st.tabs([t(name) for name in shown], key="queue-tabs", on_change="rerun")
    for tab, draw in zip(tabs, shown.values(), strict=True):
        with tab:
            if tab.open:
                draw(queue, who)
