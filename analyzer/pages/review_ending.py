"""What a submission comes to: returned, approved, reopened, given back, given to somebody."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analyzer.errors import RasoatError
from analyzer.pages import review_letter
from analyzer.pages.common import lang, words
from analyzer.pages.review_common import moment, notify
from analyzer.pages.review_finding import paragraphs
from analyzer.pages.review_texts import TEXTS
from analyzer.report.safe import shorten
from analyzer.review.decisions import approve, assign, release, reopen, return_
from analyzer.review.desk import Desk
from analyzer.review.errors import Conflict
from analyzer.review.grants import reviewers_at
from analyzer.review.people import Actor
from analyzer.review.states import STATES, Action, State
from analyzer.review.view import SubmissionView, submission_view

_ENDS = (State.RETURNED, State.APPROVED)
_NAME = 100


def draw(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    """The decision that stands, and those that this actor may take."""
    t, row, may = words(TEXTS), view.row, set(view.actions)
    if row.state in _ENDS:
        said = [t("decision", state=STATES[row.state].in_language(lang()), at=moment(row.decided_at))]
        said += [t("said", note=paragraphs(row.decision_note))] if row.decision_note else []
        show = st.success if row.state == State.APPROVED else st.warning
        show("  \n".join(said))
    if row.state == State.RETURNED:
        review_letter.draw(desk, actor, view)
    if not may & {Action.RETURN, Action.APPROVE, Action.REOPEN, Action.RELEASE, Action.ASSIGN}:
        return
    st.subheader(t("decide"), anchor=False)
    if may & {Action.RETURN, Action.APPROVE, Action.REOPEN}:
        label = "note_reopen" if Action.REOPEN in may else "note"
        st.text_area(t(label), key=_field(row.id), height=80, persist_state="session")
    with st.container(horizontal=True, key="endings"):
        for action, name, do, done in (
            (Action.APPROVE, "approve", approve, "approved"), (Action.RETURN, "return", return_, "returned"),
            (Action.REOPEN, "reopen", reopen, "reopened"),
        ):  # fmt: skip
            if action in may:
                st.button(t(name), key=f"do-{name}", type="primary" if name == "approve" else "secondary",
                          on_click=_end, args=(desk, actor, view, do, done))  # fmt: skip
        if Action.RELEASE in may:
            st.button(t("release"), key="do-release", on_click=_do,
                      args=(desk, actor, view, lambda: release(desk, actor, row.id), "released"))  # fmt: skip
    if Action.ASSIGN in may:
        _assign(desk, actor, view)
    if Action.RETURN in may:
        review_letter.draw(desk, actor, view)


def _assign(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    t = words(TEXTS)
    try:
        people = reviewers_at(desk, actor, view.row.place)
    except RasoatError:
        return
    names = {person.key: f"{person.name} ({person.email})" if person.email else person.name for person in people}
    with st.container(horizontal=True, vertical_alignment="bottom", key="assigning"):
        key = f"assignee-{view.row.id}"
        st.selectbox(
            t("assign_to"), list(names), index=None, placeholder=t("assign_nobody"), key=key, width=360,
            format_func=lambda who: shorten(names.get(who) or "", _NAME),
        )  # fmt: skip
        st.button(t("assign"), key="do-assign", on_click=_do, args=(
            desk, actor, view, lambda: assign(desk, actor, view.row.id, st.session_state.get(key)), "assigned",
        ))  # fmt: skip


def _field(id_: int) -> str:
    return f"ending-note-{id_}"


def _end(desk: Desk, actor: Actor, view: SubmissionView, do: Callable[..., None], done: str) -> None:
    note = st.session_state.get(_field(view.row.id)) or ""

    def end() -> None:
        do(desk, actor, view.row.id, version=view.row.version, note=note)

    if _act(desk, actor, view, end, done) and _field(view.row.id) in st.session_state:
        st.session_state[_field(view.row.id)] = ""


def _do(desk: Desk, actor: Actor, view: SubmissionView, do: Callable[[], None], done: str) -> None:
    _act(desk, actor, view, do, done)


def _act(desk: Desk, actor: Actor, view: SubmissionView, do: Callable[[], None], done: str) -> bool:
    t = words(TEXTS)
    try:
        do()
    except Conflict:
        state = submission_view(desk, actor, view.row.id).row.state
        notify("error", t("conflict_submission", state=STATES[state].in_language(lang())))
        return False
    except RasoatError as error:
        notify("error", error.message.in_language(lang()))
        return False
    notify("success", t(done))
    return True
