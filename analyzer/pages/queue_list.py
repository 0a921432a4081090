"""The list of submissions, and taking one up from it."""

from __future__ import annotations

import streamlit as st

from analyzer.pages import queue_filters
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.queue_texts import TEXTS
from analyzer.pages.review_common import act, badge, day, hurry, moment, open_submission, state_badge, verdict_badge
from analyzer.report.view import percent
from analyzer.review.decisions import claim
from analyzer.review.desk import Desk
from analyzer.review.listing import SubmissionRow, submissions
from analyzer.review.people import Actor
from analyzer.review.states import Action, JobState, State, actions_in
from analyzer.review.statistics import statistics
from analyzer.review.submissions import KINDS


def draw(desk: Desk, actor: Actor) -> None:
    """The form of what is asked for, the counts, one page of rows."""
    t = words(TEXTS)
    wanted = queue_filters.ask(desk, actor)
    found = submissions(desk, actor, wanted)
    hurry(desk, found)
    counts = statistics(desk, actor, wanted)
    said = [t("count", n=found.total)]
    said += [t(f"count_{name}", n=n) for name in ("overdue", "mine", "unassigned") if (n := getattr(counts, name))]
    waiting = counts.jobs.get(JobState.QUEUED, 0) + counts.jobs.get(JobState.RUNNING, 0)
    said += [t("in_line", n=waiting)] if waiting else []
    st.markdown(" · ".join(said))
    if not found:
        st.info(t("none" if statistics(desk, actor).total else "empty"))
    for row in found:
        draw_row(desk, actor, row)
    pages = -(-found.total // queue_filters.ROWS)
    if pages > 1:
        st.pagination(pages, key="q-page", persist_state="session")


def draw_row(desk: Desk, actor: Actor, row: SubmissionRow) -> None:
    """One submission, to be opened or taken up."""
    t = words(TEXTS)
    with st.container(border=True, key=f"row-{row.id}", gap="xsmall"):
        facts, who = st.columns([8, 2], vertical_alignment="top")
        with facts:
            draw_facts(row)
        with who:
            st.caption(t("held_by", who=markdown(holder(row, actor))) if row.assignee else t("nobody"))
            with st.container(horizontal=True):
                st.button(t("open"), key=f"open-{row.id}", on_click=open_submission, args=(row.id,))
                if _claimable(actor, row):
                    st.button(
                        t("claim"), key=f"claim-{row.id}", type="primary", on_click=_claim, args=(desk, actor, row.id)
                    )


def draw_facts(row: SubmissionRow) -> None:
    """What a list shows of a submission."""
    t = words(TEXTS)
    what, where = st.columns([5, 3], vertical_alignment="top")
    with what, st.container(gap="xxsmall"):
        kind = KINDS[row.kind].in_language(lang())
        st.markdown(f"**{markdown(row.place)}** · {kind} · {markdown(row.period)}")
        number = f"{markdown(row.number)} · " if row.number else ""
        title = markdown(row.title) if row.title else t("untitled")
        st.markdown(f"{number}{title}")
        st.caption(" · ".join([
            t("revision", n=row.revision).capitalize(), t("submitted", at=moment(row.submitted_at)),
            t("by", who=markdown(name(row.submitted_by, row.submitted_by_name))),
        ]))  # fmt: skip
    with where, st.container(gap="xxsmall"):
        st.markdown(" ".join(_badges(row)))
        due = t("due", day=day(row.due)) if row.due else t("no_due")
        st.caption(" · ".join(filter(None, [_findings(row), due])))


def name(key: str, shown: str) -> str:
    """How somebody is called: the one user of a machine without log-in has no name."""
    return words(TEXTS)("me") if key == "local" else shown


def holder(row: SubmissionRow, actor: Actor) -> str:
    """Who reviews a submission, in words."""
    if row.assignee == actor.key:
        return words(TEXTS)("me")
    return row.assignee_name or row.assignee or ""


def _badges(row: SubmissionRow) -> list[str]:
    t = words(TEXTS)
    found = [state_badge(row.state)]
    if row.failed:
        found.append(badge(t("failed"), "red"))
    elif row.verdict:
        found.append(verdict_badge(row.verdict))
    if row.overdue:
        found.append(badge(t("is_overdue"), "red"))
    elif row.late:
        found.append(badge(t("late"), "orange"))
    return found


def _findings(row: SubmissionRow) -> str:
    t = words(TEXTS)
    if row.verdict is None:
        return ""
    open_ = sum(row.undecided.values())
    found = t("undecided", n=open_, total=row.findings) if row.findings else t("no_findings")
    return f"{found} · {t('coverage', share=percent(row.coverage, lang()))}" if row.coverage is not None else found


def _claimable(actor: Actor, row: SubmissionRow) -> bool:
    """Whether claiming is offered: the table of transitions says who may, the row that nobody has it."""
    return (
        row.state == State.WAITING
        and Action.CLAIM in actions_in(row.state, actor.roles_at(row.place))
        and row.assignee in (None, actor.key)
    )


def _claim(desk: Desk, actor: Actor, id_: int) -> None:
    if act(lambda: claim(desk, actor, id_), words(TEXTS)("claimed", id=id_)):
        open_submission(id_)
