"""The frame that the pages over the queue share: one opened submission, or a head and tabs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from analyzer.errors import Text
from analyzer.pages import review
from analyzer.pages.common import words
from analyzer.pages.review_common import opened, page_style, show_notices
from analyzer.review.desk import Desk
from analyzer.review.people import Actor

Draw = Callable[[Desk, Actor], None]


def draw(
    queue: Desk, who: Actor, name: str, texts: Mapping[str, Text], tabs: Callable[[Actor], dict[str, Draw]]
) -> None:
    """Draws the submission that is open, or else the page ``name``: its title and, of the ``tabs`` that somebody has
    (a key of ``texts`` → what draws it), the one that is open."""
    number = opened()
    if number is not None:
        review.draw(queue, who, number)
        return
    t = words(texts)
    page_style()
    st.title(t("title"), anchor=False)
    st.caption(t("lead"))
    show_notices()
    if not who.roles:
        st.info(t("no_role"))
        return
    shown = tabs(who)
    drawn = st.tabs([t(tab) for tab in shown], key=f"{name}-tabs", on_change="rerun")
    for tab, draw_tab in zip(drawn, shown.values(), strict=True):
        with tab:
            if tab.open:
                draw_tab(queue, who)
