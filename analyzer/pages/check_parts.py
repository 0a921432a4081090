"""The parts of a document's result on the page: the verdict, the findings beside the text, tables and pictures."""

from __future__ import annotations

import streamlit as st

from analyzer.pages.check_texts import TEXTS
from analyzer.pages.check_view import chosen, findings_of, part, verdict_of
from analyzer.pages.common import lang, words
from analyzer.pages.documents import Held, kept, shown_as
from analyzer.pages.pictures import bars_of, deadlines_table, figures_table, matrix_table, timeline
from analyzer.report.model import Report
from analyzer.report.words import FAMILIES, SEVERITIES, STATUSES, label, say

_OPEN = ("missing", "fault", "partial", "needs_review")
_HEIGHT = 820


def verdict(document: Held, report: Report) -> None:
    """What is said first."""
    shown = kept(document, ("verdict", lang()), lambda: verdict_of(report, document.name, lang()))
    st.html(part("check.html.j2", "verdict", lang(), shown))
    with st.expander(words(TEXTS)("details"), expanded=True, icon=":material/query_stats:"):
        st.html(part("check.html.j2", "overview", lang(), shown))


def result(document: Held, report: Report) -> None:
    """The findings and the tables at the left, the text at the right: every place is a link into the text."""
    t = words(TEXTS)
    left, right = st.columns([11, 10], gap="medium")
    with right, st.container(height=_HEIGHT, key="document-pane", border=True):
        text = findings_of(document, report, lang()).document
        if text:
            st.html(text)
        else:
            st.info(t("no_text"))
    with left, st.container(height=_HEIGHT, key="result-pane", border=False):
        tabs = st.tabs([
            t("findings"), f"{t('figures')} ({len(report.figures)})", f"{t('times')} ({len(report.deadlines)})",
            f"{t('tasks')} ({len(report.assignments)})",
        ])  # fmt: skip
        with tabs[0]:
            _findings(document)
        with tabs[1]:
            _figures(document, report)
        with tabs[2]:
            _times(document, report)
        with tabs[3]:
            _tasks(document, report)


@st.fragment
def _findings(document: Held) -> None:
    t = words(TEXTS)
    if document.report is None:
        return
    cards = findings_of(document, document.report, lang()).cards
    names = {**STATUSES, "waived": TEXTS["waived"]}
    looks = _counted([look for look, _ in cards])
    severities = _counted([card.severity for _, card in cards])
    families = _counted([card.family for _, card in cards])
    of = shown_as(document)
    status = st.pills(
        t("status"), list(looks), selection_mode="multi", key=f"status-{of}",
        default=[look for look in looks if look in _OPEN] or [look for look in looks if look == "met"],
        format_func=lambda look: f"{say(names, look, lang())} ({looks[look]})",
    )  # fmt: skip
    one, other = st.columns(2)
    with one:
        severity = st.multiselect(
            t("severity"), [key for key in SEVERITIES if key in severities], key=f"severity-{of}",
            placeholder=t("all"), format_func=lambda key: f"{say(SEVERITIES, key, lang())} ({severities[key]})",
        )  # fmt: skip
    with other:
        family = st.multiselect(
            t("family"), list(families), key=f"family-{of}", placeholder=t("all"),
            format_func=lambda key: f"{key} – {say(FAMILIES, key, lang())} ({families[key]})",
        )  # fmt: skip
    fitting = chosen(cards, status, severity, family)
    if fitting:
        st.html(
            part("check.html.j2", "cards", lang(), fitting, label("shown", lang(), n=len(fitting), total=len(cards)))
        )
    else:
        st.info(t("none_shown"))


def _counted(keys: list[str]) -> dict[str, int]:
    return {key: keys.count(key) for key in dict.fromkeys(keys)}


def _figures(document: Held, report: Report) -> None:
    if not report.figures:
        st.info(words(TEXTS)("no_figures"))
        return
    st.html(kept(document, ("figures", lang()), lambda: figures_table(report, lang())))


def _times(document: Held, report: Report) -> None:
    t = words(TEXTS)
    if not report.deadlines:
        st.info(t("no_times"))
        return
    bars = kept(document, ("bars", lang()), lambda: bars_of(report.deadlines, lang()))
    if len(bars) > 1:
        st.altair_chart(kept(document, ("timeline", lang()), lambda: timeline(bars, lang())), width="stretch")
        st.caption(t("timeline"))
    st.html(kept(document, ("deadlines", lang()), lambda: deadlines_table(report, lang())))


def _tasks(document: Held, report: Report) -> None:
    if not report.assignments:
        st.info(words(TEXTS)("no_tasks"))
        return
    st.html(kept(document, ("matrix", lang()), lambda: matrix_table(report, lang())))
