"""The screen of one submission: the document on one side, what was found in it on the other."""

from __future__ import annotations

import streamlit as st

from analyzer.pages import (
    review_comments,
    review_document,
    review_ending,
    review_files,
    review_findings,
    review_history,
    review_keys,
    review_lease,
)
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.queue_submit import hand_in
from analyzer.pages.review_common import (
    MEGABYTES,
    badge,
    day,
    hurry,
    open_submission,
    page_style,
    show_notices,
    state_badge,
    verdict_badge,
)
from analyzer.pages.review_texts import TEXTS
from analyzer.report.model import Report
from analyzer.report.view import percent
from analyzer.review.desk import Desk
from analyzer.review.errors import NotFound, NotPossible
from analyzer.review.people import Actor
from analyzer.review.states import Action, State
from analyzer.review.submissions import KINDS
from analyzer.review.view import SubmissionView, revision_report, submission_view

_CSS = """<style>
@media (min-width: 641px) {
  .st-key-review-sides .stColumn:has(.st-key-review-document) { position: sticky; top: 4rem; align-self: flex-start; }
  .st-key-review-document { height: calc(100vh - 6rem) !important; min-height: 26rem; }
}
@media (max-width: 640px) {
  .st-key-review-sides .stHorizontalBlock:has(.st-key-review-document) { flex-direction: column-reverse; }
  .st-key-review-sides .stColumn { width: 100%; }
  .st-key-review-document { height: 26rem !important; }
}
</style>"""
"""Where there is room, the document stays in sight while the findings are scrolled; on a phone they come first."""


def draw(desk: Desk, actor: Actor, number: int) -> None:
    """The screen, or why there is none."""
    t = words(TEXTS)
    st.button(t("back"), icon=":material/arrow_back:", type="tertiary", key="back", on_click=open_submission,
              args=(None,))  # fmt: skip
    show_notices()
    try:
        view = submission_view(desk, actor, number)
    except NotFound as error:
        st.error(markdown(error.message.in_language(lang())), icon=":material/error:")
        return
    st.html(_CSS)
    page_style()
    _head(view)
    review_lease.draw(desk, actor, view)
    report = _report(desk, actor, view)
    if report is not None:
        with st.container(key="review-sides"):
            left, right = st.columns([1, 1], gap="medium")
        with right:
            current = review_findings.draw(desk, actor, view, report)
        with left:
            review_document.draw(report, view.findings, current)
        review_keys.draw(view.row.id, current, review_findings.choose)
    review_ending.draw(desk, actor, view)
    if Action.SUBMIT in view.actions:
        _new_revision(desk, actor, view)
    review_comments.draw(desk, actor, view)
    review_files.draw(desk, actor, view)
    review_history.draw(view)


def _head(view: SubmissionView) -> None:
    t, row = words(TEXTS), view.row
    kind = KINDS[row.kind].in_language(lang())
    st.subheader(f"{markdown(row.place)} · {kind} · {markdown(row.period)}", anchor=False)
    if row.title:
        st.markdown(f"{markdown(row.number)} · {markdown(row.title)}" if row.number else markdown(row.title))
    said = [state_badge(row.state)]
    said += [verdict_badge(row.verdict)] if row.verdict else []
    said += [badge(t("coverage", share=percent(row.coverage, lang())))] if row.coverage is not None else []
    said += [badge(t("due", day=day(row.due)), "red" if row.overdue else "gray")] if row.due else []
    said += [badge(t("overdue"), "red")] if row.overdue else []
    st.markdown(" ".join([*said, t("number", id=row.id), "·", t("revision", n=row.revision)]))


def _report(desk: Desk, actor: Actor, view: SubmissionView) -> Report | None:
    """The report on the latest revision; None where there is none, which is said."""
    t, row = words(TEXTS), view.row
    try:
        return revision_report(desk, actor, row.revision_id)
    except NotPossible as error:
        why = markdown(error.message.in_language(lang()))
    if row.failed:
        st.error(t("failed", why=why))
    elif row.state == State.CHECKING:
        _await(desk, actor, row.id)
    else:
        st.info(why)
    return None


@st.fragment(run_every=3)
def _await(desk: Desk, actor: Actor, number: int) -> None:
    """Says that the check goes on, and draws the whole page anew when it is over."""
    row = submission_view(desk, actor, number).row
    if row.state != State.CHECKING:
        st.rerun()
    hurry(desk, [row])
    st.info(words(TEXTS)("checking"), icon=":material/hourglass_top:")


def _new_revision(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    t, row = words(TEXTS), view.row
    with (
        st.expander(t("new_revision"), expanded=row.state == State.RETURNED, key="new-revision"),
        st.form("revise", border=False),
    ):
        file = st.file_uploader(t("new_file"), key=f"new-file-{row.revision_id}", max_upload_size=MEGABYTES)
        if st.form_submit_button(t("send"), type="primary", key="new-send"):
            if file is None:
                st.error(t("no_file"))
            else:
                hand_in(desk, actor, row.place, row.kind, row.period, file.name, file.getvalue())
                st.rerun()
