"""The findings of a submission, one at a time: which is looked at, what it says, what is decided of it."""

from __future__ import annotations

import streamlit as st

from analyzer.pages import review_decide, review_finding
from analyzer.pages.common import markdown, words
from analyzer.pages.review_common import decision_badge
from analyzer.pages.review_texts import TEXTS
from analyzer.report.model import Report
from analyzer.report.words import STATUS_ICONS
from analyzer.review.desk import Desk
from analyzer.review.people import Actor
from analyzer.review.states import Action, DecisionKind
from analyzer.review.view import FindingView, SubmissionView

_CURRENT = "review-current"
_MANY, _LIST = 10, 340
"""Findings from which their list scrolls by itself; its height then, in pixels."""
_SHOWS = ("show_all", "show_open", "show_new", "show_same")


def draw(desk: Desk, actor: Actor, view: SubmissionView, report: Report) -> int | None:
    """The findings; the id of the one that is looked at, None where there is none."""
    t = words(TEXTS)
    _what_changed(view)
    if not view.findings:
        st.success(t("no_findings"))
        return None
    done = sum(not _is_open(finding) for finding in view.findings)
    st.progress(done / len(view.findings), t("progress", done=done, total=len(view.findings)))
    show = st.segmented_control(t("show"), _offered(view), format_func=t, default="show_all", key="review-show",
                                required=True, label_visibility="collapsed")  # fmt: skip
    shown = [finding for finding in view.findings if _fits(finding, show or "show_all")]
    if not shown:
        st.info(t("none_shown"))
        return None
    current = _current(view, shown)
    _moves(shown, current)
    with st.container(border=True, key="finding", gap="xsmall"):
        review_finding.draw(current, report, view)
        review_decide.draw(desk, actor, view, current)
    if Action.DECIDE in view.actions:
        st.caption(t("keys"))
    _all(shown, current, review_finding.faults_of(report))
    return current.id


def _what_changed(view: SubmissionView) -> None:
    t = words(TEXTS)
    if view.row.revision == 1 or view.row.verdict is None:
        return
    same = sum(finding.change == "same" for finding in view.findings)
    new = sum(finding.change == "new" for finding in view.findings)
    st.markdown(t("since", fixed=len(view.fixed), same=same, new=new))
    if not view.fixed:
        return
    with st.expander(t("fixed", n=len(view.fixed)), icon=":material/check_circle:", key="fixed"):
        for finding in view.fixed:
            st.markdown(f"**{finding.code}** {markdown(review_finding.name_of(finding))} "
                        f"{decision_badge(finding.decision.kind)}")  # fmt: skip
            st.caption(markdown(review_finding.message_of(finding)))


def _offered(view: SubmissionView) -> list[str]:
    return list(_SHOWS) if view.row.revision > 1 else list(_SHOWS[:2])


def _is_open(finding: FindingView) -> bool:
    return finding.decision.kind == DecisionKind.OPEN


def _fits(finding: FindingView, show: str) -> bool:
    if show == "show_open":
        return _is_open(finding)
    return show == "show_all" or finding.change == show.removeprefix("show_")


def _current(view: SubmissionView, shown: list[FindingView]) -> FindingView:
    """The one that was chosen, else the first that is open."""
    chosen = st.session_state.get(_CURRENT)
    for finding in shown:
        if finding.id == chosen:
            return finding
    order = {finding.id: place for place, finding in enumerate(view.findings)}
    behind = [f for f in shown if chosen in order and order[f.id] > order[chosen]]
    return next((f for f in [*behind, *shown] if _is_open(f)), (behind or shown)[0])


def _moves(shown: list[FindingView], current: FindingView) -> None:
    t = words(TEXTS)
    at = next(place for place, finding in enumerate(shown) if finding.id == current.id)
    after = [*shown[at + 1 :], *shown[:at]]
    target = next((finding for finding in after if _is_open(finding)), shown[(at + 1) % len(shown)])
    with st.container(horizontal=True, vertical_alignment="center", key="moves"):
        st.markdown(f"**{t('place_in', n=at + 1, total=len(shown))}**", width="content")
        st.button(t("previous"), key="previous", on_click=choose, args=(shown[at - 1].id,), disabled=len(shown) < 2)
        st.button(t("next"), key="next", on_click=choose, args=(target.id,), disabled=len(shown) < 2)


def choose(finding: int) -> None:
    """Looks at a finding."""
    st.session_state[_CURRENT] = finding


def move_on(view: SubmissionView, finding: int) -> None:
    """Looks at the next finding that is open behind one that was decided; stays where none is."""
    at = next((place for place, one in enumerate(view.findings) if one.id == finding), -1)
    after = [*view.findings[at + 1 :], *view.findings[: at + 1]]
    choose(next((one.id for one in after if _is_open(one)), finding))


def _all(shown: list[FindingView], current: FindingView, faults: frozenset[str]) -> None:
    t = words(TEXTS)
    many = len(shown) > _MANY
    with (
        st.expander(t("list"), key="finding-list"),
        st.container(gap="xxsmall", height=_LIST if many else "content"),
    ):
        for finding in shown:
            kind = finding.decision.kind
            mark = f" {decision_badge(kind)}" if kind != DecisionKind.OPEN else ""
            icon = STATUS_ICONS[review_finding.status_of(finding, faults)]
            words_ = f"{icon} {finding.code} {markdown(review_finding.name_of(finding))}{mark}"
            st.button(f"**{words_}**" if finding.id == current.id else words_, key=f"go-{finding.id}", type="tertiary",
                      on_click=choose, args=(finding.id,))  # fmt: skip
