"""What of the queue is asked for: the form above the list."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analyzer.pages.common import lang, words
from analyzer.pages.queue_texts import TEXTS
from analyzer.report.safe import one_line
from analyzer.report.words import SEVERITIES, VERDICTS, say
from analyzer.review.desk import Desk
from analyzer.review.listing import Filter, Sort
from analyzer.review.people import Actor
from analyzer.review.states import STATES, State
from analyzer.review.statistics import choices, statistics
from analyzer.review.submissions import KINDS

ROWS = 20
"""Rows of one page of the list."""
_SORTS: dict[str, tuple[Sort, bool]] = {
    "sort_submitted": ("submitted", True), "sort_oldest": ("submitted", False), "sort_due": ("due", False),
    "sort_place": ("place", False), "sort_coverage": ("coverage", False),
}  # fmt: skip


def parents(places: list[str]) -> list[str]:
    """All places and those above them, each once, sorted."""
    parts = [place.split("/") for place in places]
    return sorted({"/".join(names[:count]) for names in parts for count in range(1, len(names) + 1)})


def ask(desk: Desk, actor: Actor) -> Filter:
    """The form; what it asks for, with the page of the list that is looked at. It stays as it is while a submission or
    another tab is open."""
    t = words(TEXTS)
    offered = choices(desk, actor)
    counts = statistics(desk, actor).by_state
    states = st.pills(
        t("states"), list(State), selection_mode="multi", key="q-states", on_change=_first_page,
        persist_state="session", format_func=lambda state: f"{STATES[state].in_language(lang())} ({counts[state]})",
    )  # fmt: skip
    left, middle, right = st.columns([2, 1, 1])
    with left:
        text = st.text_input(t("text"), key="q-text", on_change=_first_page, persist_state="session")
    with middle:
        place = _choose("place", parents(offered["places"]))
    with right:
        sort = st.selectbox(
            t("sort"), list(_SORTS), format_func=t, key="q-sort", on_change=_first_page, persist_state="session"
        )
    with st.expander(t("more_filters"), key="q-more"):
        one, two, three = st.columns(3)
        with one:
            kind = _choose("kind", list(KINDS), lambda key: KINDS[key].in_language(lang()))
            period = _choose("period", offered["periods"])
        with two:
            who = _choose("who", ["me", "none"], lambda key: t("mine" if key == "me" else "unassigned"))
            overdue = st.checkbox(t("overdue"), key="q-overdue", on_change=_first_page, persist_state="session")
        with three:
            verdict = _choose("verdict", [*VERDICTS, "error"], lambda key: (
                t("failed") if key == "error" else say(VERDICTS, key, lang())))  # fmt: skip
            severity = _choose("severity", list(SEVERITIES), lambda key: say(SEVERITIES, key, lang()))
    column, descending = _SORTS[sort]
    return Filter(
        states=tuple(states), place=place, kind=kind, period=period, assignee=who, overdue=overdue, verdict=verdict,
        severity=severity, text=text, sort=column, descending=descending, limit=ROWS,
        offset=ROWS * (int(st.session_state.get("q-page", 1)) - 1),
    )  # fmt: skip


def _choose(name: str, options: list[str], show: Callable[[str], str] = one_line) -> str | None:
    t = words(TEXTS)
    return st.selectbox(
        t(name), options, index=None, placeholder=t("all"), format_func=show, key=f"q-{name}", on_change=_first_page,
        persist_state="session",
    )  # fmt: skip


def _first_page() -> None:
    st.session_state["q-page"] = 1
