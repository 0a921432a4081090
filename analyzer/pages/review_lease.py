"""Who holds a submission, until when; taking it up and holding it longer."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from analyzer.pages.common import markdown, words
from analyzer.pages.review_common import act, clock
from analyzer.pages.review_texts import TEXTS
from analyzer.review.decisions import claim
from analyzer.review.desk import Desk
from analyzer.review.people import Actor
from analyzer.review.states import Action, State
from analyzer.review.view import SubmissionView

_SHORT = timedelta(minutes=15)


def draw(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    """One line: who holds it, and what can be done about that."""
    t, row = words(TEXTS), view.row
    mine = row.assignee == actor.key
    offered = Action.CLAIM in view.actions
    with st.container(horizontal=True, vertical_alignment="center", key="lease"):
        if row.state == State.IN_REVIEW and mine and row.lease_until is not None:
            _countdown(desk, row.lease_until)
            if offered:
                st.button(t("renew"), key="renew", on_click=_claim, args=(desk, actor, row.id, "renewed"))
            return
        if row.state == State.IN_REVIEW and row.assignee and row.lease_until is not None:
            st.info(t("held_by", who=markdown(row.assignee_name or row.assignee), at=clock(row.lease_until)))
        elif row.state == State.WAITING and row.assignee:
            who = markdown(row.assignee_name or row.assignee)
            st.info(t("assigned_to_me") if mine else t("assigned_to", who=who))
        if offered:
            st.button(t("claim"), type="primary", key="claim", on_click=_claim, args=(desk, actor, row.id, "claimed"))


@st.fragment(run_every=60)
def _countdown(desk: Desk, until: datetime) -> None:
    """Until when one holds it, drawn anew every minute."""
    t, left = words(TEXTS), until - desk.now()
    if left <= timedelta(0):
        st.error(t("lease_over"), icon=":material/timer_off:")
    elif left <= _SHORT:
        st.warning(t("lease_short", n=max(1, round(left.total_seconds() / 60))), icon=":material/timer:")
    else:
        st.caption(t("held_by_me", at=clock(until)))


def _claim(desk: Desk, actor: Actor, id_: int, done: str) -> None:
    act(lambda: claim(desk, actor, id_), words(TEXTS)(done))
