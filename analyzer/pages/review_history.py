"""What happened to a submission: its revisions, and the acts of the log."""

from __future__ import annotations

import streamlit as st

from analyzer.pages.common import lang, markdown, words
from analyzer.pages.review_common import moment, verdict_badge
from analyzer.pages.review_finding import person
from analyzer.pages.review_texts import TEXTS
from analyzer.report.safe import shorten
from analyzer.review.logview import LogView
from analyzer.review.states import ACTIONS, DECISIONS, Action, DecisionKind
from analyzer.review.view import SubmissionView

_WORDS = 400
_SAID = ("place", "period", "file", "who", "role", "to", "reason", "correction", "note")
"""What of an act is said in its own words."""


def draw(view: SubmissionView) -> None:
    """Both, the latest first."""
    t = words(TEXTS)
    names = _names(view)
    with st.expander(t("history"), icon=":material/history:", key="history"):
        for revision in view.revisions:
            line = t("revision_line", n=revision.number, file=markdown(revision.filename),
                     who=markdown(person(revision.submitted_by, revision.submitted_by_name)),
                     at=moment(revision.submitted_at))  # fmt: skip
            st.markdown(f"{line} {verdict_badge(revision.verdict) if revision.verdict else ''}")
            if revision.error is not None:
                st.caption(markdown(revision.error.in_language(lang())))
        st.divider()
        for entry in reversed(view.log):
            st.markdown(_line(entry, names))


def action_words(action: str) -> str:
    """An act of the log in words."""
    if action in list(Action):
        return ACTIONS[Action(action)].in_language(lang())
    return words(TEXTS)(f"act_{action}") if f"act_{action}" in TEXTS else action


def what_words(entry: LogView) -> str:
    """What an act was about and how it ended, in words; text of people, not yet made safe."""
    t, data = words(TEXTS), entry.data
    said = [action_words(entry.action)]
    if entry.action in (Action.DECIDE, Action.WAIVE):
        said = [f"{data['code']}: {DECISIONS[DecisionKind(data['decision'])].in_language(lang())}"]
    if data.get("revision"):
        said.append(t("revision", n=data["revision"]))
    said += [str(data[key]) for key in _SAID if data.get(key)]
    return shorten(" – ".join(said), _WORDS)


def _line(entry: LogView, names: dict[str, str]) -> str:
    who = words(TEXTS)("worker") if entry.actor == "worker" else person(entry.actor, names.get(entry.actor))
    return f":small[{moment(entry.at)} · **{markdown(who)}**] — {markdown(what_words(entry))}"


def _names(view: SubmissionView) -> dict[str, str]:
    """Key → name, of all who are named on the screen."""
    found: dict[str, str] = {}
    for revision in view.revisions:
        found[revision.submitted_by] = revision.submitted_by_name
    for comment in view.comments:
        found[comment.author] = comment.author_name
    for finding in [*view.findings, *view.fixed]:
        for decision in (finding.decision, finding.earlier):
            if decision is not None and decision.by and decision.by_name:
                found[decision.by] = decision.by_name
    if view.row.assignee and view.row.assignee_name:
        found[view.row.assignee] = view.row.assignee_name
    return found
