"""What people say of a submission and of its findings."""

from __future__ import annotations

import streamlit as st

from analyzer.pages.common import markdown, words
from analyzer.pages.review_common import act, moment
from analyzer.pages.review_finding import paragraphs, person
from analyzer.pages.review_texts import TEXTS
from analyzer.report.safe import shorten
from analyzer.review.decisions import comment
from analyzer.review.desk import Desk
from analyzer.review.people import Actor
from analyzer.review.view import SubmissionView

_BODY, _ABOUT = "comment-body", "comment-about"
_NAME = 80


def draw(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    """All remarks, and the form for one more."""
    t = words(TEXTS)
    codes = {finding.id: finding.code for finding in [*view.findings, *view.fixed]}
    names = {finding.id: f"{finding.code} {finding.name.in_language('vi')}" for finding in view.findings}
    with st.expander(t("comments", n=len(view.comments)), expanded=bool(view.comments), key="comments"):
        if not view.comments:
            st.caption(t("no_comments"))
        for said in view.comments:
            about = f" · {t('on_finding', code=codes[said.finding])}" if said.finding in codes else ""
            st.caption(f"**{markdown(person(said.author, said.author_name))}** · {moment(said.at)}{about}")
            st.markdown(paragraphs(said.body))
        st.text_area(t("comment"), key=_BODY, height=80)
        st.selectbox(
            t("findings"), list(names), index=None, key=_ABOUT, placeholder=t("document"),
            format_func=lambda id_: shorten(names.get(id_, ""), _NAME),
        )  # fmt: skip
        st.button(t("comment_do"), key="comment-do", on_click=_comment, args=(desk, actor, view.row.id))


def _comment(desk: Desk, actor: Actor, id_: int) -> None:
    body, about = st.session_state.get(_BODY) or "", st.session_state.get(_ABOUT)
    if act(lambda: comment(desk, actor, id_, body, finding=about), words(TEXTS)("commented")):
        st.session_state[_BODY], st.session_state[_ABOUT] = "", None
