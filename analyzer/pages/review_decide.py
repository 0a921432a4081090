"""Deciding a finding: the reason, the buttons, and what is said when somebody else was quicker."""

from __future__ import annotations

import streamlit as st

from analyzer.errors import RasoatError
from analyzer.pages import review_findings, review_keys
from analyzer.pages.common import lang, words
from analyzer.pages.review_common import moment, notify
from analyzer.pages.review_texts import TEXTS
from analyzer.review.decisions import decide
from analyzer.review.desk import Desk
from analyzer.review.errors import Conflict
from analyzer.review.people import Actor
from analyzer.review.states import DECISIONS, Action, DecisionKind
from analyzer.review.view import FindingView, SubmissionView, submission_view

_BUTTONS: tuple[tuple[str, DecisionKind, Action], ...] = (
    ("confirm", DecisionKind.CONFIRMED, Action.DECIDE), ("dismiss", DecisionKind.DISMISSED, Action.DECIDE),
    ("waive", DecisionKind.WAIVED, Action.WAIVE),
)  # fmt: skip
_WITH_REASON = (DecisionKind.DISMISSED, DecisionKind.CORRECTED, DecisionKind.WAIVED)


def draw(desk: Desk, actor: Actor, view: SubmissionView, finding: FindingView) -> None:
    """What this actor may do with the finding; nothing where they may do nothing."""
    t = words(TEXTS)
    waived = finding.decision.kind == DecisionKind.WAIVED
    needed = {Action.WAIVE} if waived else {Action.DECIDE, Action.WAIVE}
    if not needed & set(view.actions):
        if waived and Action.DECIDE in view.actions:
            st.caption(t("waive_only"))
        return
    st.text_area(t("reason"), key=_field("reason", finding), help=t("reason_help"), height=80, persist_state="session")
    with st.container(horizontal=True, key="decide-buttons"):
        for name, kind, action in _BUTTONS:
            if (Action.WAIVE if waived else action) in view.actions and kind != finding.decision.kind:
                st.button(t(name), key=name, type="primary" if name == "confirm" else "secondary",
                          on_click=_decide, args=(desk, actor, view.row.id, finding, kind))  # fmt: skip
        if finding.decision.kind != DecisionKind.OPEN:
            st.button(t("undo"), key="undo", type="tertiary", on_click=_decide,
                      args=(desk, actor, view.row.id, finding, DecisionKind.OPEN))  # fmt: skip
    if Action.DECIDE in view.actions and not waived:
        with st.expander(t("correct_open"), key="correcting"):
            st.text_area(
                t("correction"), key=_field("correction", finding), help=t("correction_help"), height=80,
                persist_state="session",
            )  # fmt: skip
            st.button(t("correct"), key="correct", on_click=_decide,
                      args=(desk, actor, view.row.id, finding, DecisionKind.CORRECTED))  # fmt: skip


def _field(name: str, finding: FindingView) -> str:
    return f"{name}-{finding.id}"


def _decide(desk: Desk, actor: Actor, submission: int, finding: FindingView, kind: DecisionKind) -> None:
    reason = st.session_state.get(_field("reason", finding)) or ""
    correction = st.session_state.get(_field("correction", finding)) or ""
    given = {"reason": reason, "correction": correction if kind == DecisionKind.CORRECTED else ""}
    review_findings.choose(finding.id)
    try:
        decide(desk, actor, finding.id, kind, version=finding.version, **given)
    except Conflict as error:
        notify("error", _conflict(desk, actor, submission, finding, error))
    except RasoatError as error:
        notify("error", error.message.in_language(lang()))
        if kind in _WITH_REASON and not (reason.strip() and (correction.strip() or kind != DecisionKind.CORRECTED)):
            review_keys.focus(_field("reason" if not reason.strip() else "correction", finding))
    else:
        t = words(TEXTS)
        notify("success", t("decided", code=finding.code, what=DECISIONS[kind].in_language(lang())))
        for name in ("reason", "correction"):
            if _field(name, finding) in st.session_state:
                st.session_state[_field(name, finding)] = ""
        if kind != DecisionKind.OPEN:
            review_findings.move_on(submission_view(desk, actor, submission), finding.id)


def _conflict(desk: Desk, actor: Actor, submission: int, finding: FindingView, error: Conflict) -> str:
    """Who decided what meanwhile, and when."""
    t = words(TEXTS)
    now = next((f for f in submission_view(desk, actor, submission).findings if f.id == finding.id), None)
    if now is None or now.decision.at is None:
        return error.message.in_language(lang())
    return t(
        "conflict", code=finding.code, who=now.decision.by_name or now.decision.by or t("somebody"),
        what=DECISIONS[now.decision.kind].in_language(lang()), at=moment(now.decision.at),
    )  # fmt: skip
