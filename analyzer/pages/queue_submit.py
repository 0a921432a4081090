"""Handing in a document, and what one has handed in."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analyzer.pages import queue_list
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.queue_filters import ROWS
from analyzer.pages.queue_texts import TEXTS
from analyzer.pages.review_common import MEGABYTES, act, notify, open_submission
from analyzer.report.safe import one_line
from analyzer.review.desk import Desk
from analyzer.review.listing import Filter, SubmissionRow, submissions
from analyzer.review.people import Actor
from analyzer.review.states import State
from analyzer.review.statistics import choices
from analyzer.review.submissions import KINDS, MAY_SUBMIT, submit

_MOST = 1000
_SENT = "submit-sent"


def draw(desk: Desk, actor: Actor) -> None:
    """The form."""
    t = words(TEXTS)
    st.caption(t("submit_lead"))
    offered = choices(desk, actor)
    own = {at.place for at in actor.roles if at.role in MAY_SUBMIT and at.place}
    known = [place for place in offered["places"] if actor.roles_at(place) & MAY_SUBMIT]
    with st.form("submit", border=False):
        left, right = st.columns(2)
        with left:
            place = st.selectbox(
                t("submit_place"), sorted({*own, *known}), index=0 if len(own) == 1 else None,
                accept_new_options=True, format_func=one_line, help=t("submit_place_help"), placeholder="",
                key="submit-place",
            )  # fmt: skip
            kind = st.selectbox(
                t("kind"), list(KINDS), format_func=lambda key: KINDS[key].in_language(lang()), key="submit-kind"
            )
        with right:
            period = st.text_input(t("period"), help=t("submit_period_help"), key="submit-period")
            due = st.date_input(t("submit_due"), value=None, format="DD/MM/YYYY", key="submit-due")
        file = st.file_uploader(
            t("submit_file"), key=f"submit-file-{st.session_state.get(_SENT, 0)}", max_upload_size=MEGABYTES
        )
        sent = st.form_submit_button(t("submit_do"), type="primary", key="submit-do")
    if sent and file is None:
        st.error(t("no_file"))
    elif sent and file is not None:
        if hand_in(desk, actor, place or "", kind, period, file.name, file.getvalue(), due):
            st.session_state[_SENT] = st.session_state.get(_SENT, 0) + 1  # another field: the server keeps no upload
        st.rerun()


def hand_in(
    desk: Desk, actor: Actor, place: str, kind: str, period: str, filename: str, data: bytes, due: date | None = None
) -> bool:
    """Hands in a file and says what it was taken for, or why it was not taken; whether it was."""
    t = words(TEXTS)

    def send() -> None:
        done = submit(desk, actor, place=place, kind=kind, period=period, filename=filename, data=data, due=due)
        key = "sent_first" if done.number == 1 else "sent_again"
        notify("success", t(key, id=done.submission, n=done.number))
        if done.elsewhere:
            notify("warning", t("elsewhere", ids=", ".join(map(str, done.elsewhere))))

    return act(send)


def draw_mine(desk: Desk, actor: Actor) -> None:
    """What the actor has handed in, what came back to them first."""
    t = words(TEXTS)
    rows = [row for row in submissions(desk, actor, Filter(limit=_MOST)) if row.submitted_by == actor.key]
    if not rows:
        st.info(t("mine_none"))
        return
    back = [row for row in rows if row.state == State.RETURNED]
    if back:
        st.warning(t("mine_to_do", n=len(back)), icon=":material/assignment_return:")
    ordered = [*back, *(row for row in rows if row.state != State.RETURNED)]
    pages = -(-len(ordered) // ROWS)
    start = ROWS * (min(int(st.session_state.get("mine-page", 1)), pages) - 1)
    for row in ordered[start : start + ROWS]:
        _mine(row)
    if pages > 1:
        st.pagination(pages, key="mine-page")


def _mine(row: SubmissionRow) -> None:
    t = words(TEXTS)
    with st.container(border=True, key=f"mine-{row.id}"):
        queue_list.draw_facts(row)
        if row.state == State.RETURNED and row.decision_note:
            st.markdown(t("mine_note", note=markdown(row.decision_note)))
        st.button(t("open"), key=f"mine-open-{row.id}", on_click=open_submission, args=(row.id,))
