"""Searching the archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import lang, words
from analyzer.pages.queue_filters import parents
from analyzer.pages.review_common import open_submission
from analyzer.report.safe import one_line
from analyzer.report.view import percent
from analyzer.report.words import VERDICTS, say
from analyzer.review.desk import Desk
from analyzer.review.listing import Filter, submissions
from analyzer.review.people import Actor
from analyzer.review.states import STATES
from analyzer.review.statistics import choices
from analyzer.review.submissions import KINDS
from analyzer.review.tables import list_csv

_ROWS = 50


def draw(desk: Desk, actor: Actor) -> None:
    """The form, one page of what fits, and the way to a submission."""
    t, code = words(TEXTS), lang()
    text = st.text_input(t("text"), key="a-text", on_change=_first_page, persist_state="session")
    wanted = narrow(desk, actor, "a", on_change=_first_page)
    verdict = _verdict()
    page = int(st.session_state.get("a-page", 1))
    asked = Filter(
        text=text, place=wanted.place, kind=wanted.kind, year=wanted.year, verdict=verdict, limit=_ROWS,
        offset=_ROWS * (page - 1),
    )  # fmt: skip
    found = submissions(desk, actor, asked)
    if not found:
        st.info(t("none"))
        return
    st.markdown(t("count", n=found.total))
    rows = [
        {
            t("col_id"): row.id, t("col_place"): row.place, t("kind"): KINDS[row.kind].in_language(code),
            t("col_period"): row.period, t("col_number"): row.number or "", t("col_title"): row.title or "",
            t("col_state"): STATES[row.state].in_language(code),
            t("verdict"): say(VERDICTS, row.verdict, code) if row.verdict else "–",
            t("col_coverage"): percent(row.coverage, code),
        }
        for row in found
    ]  # fmt: skip
    chosen = st.dataframe(
        rows, hide_index=True, on_select="rerun", selection_mode="single-row", key=f"a-table-{page}",
        column_config={t("col_title"): st.column_config.TextColumn(width="medium")},
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        places: Sequence[int] = chosen.selection.rows if chosen else ()
        if places and places[0] < len(found):
            id_ = found[places[0]].id
            st.button(t("open", id=id_), type="primary", key="a-open", on_click=open_submission, args=(id_,))
        else:
            st.caption(t("open_row"))
        st.download_button(t("csv"), list_csv(found).encode("utf-8-sig"), "kho.csv", "text/csv", key="a-csv",
                           on_click="ignore")  # fmt: skip
    pages = -(-found.total // _ROWS)
    if pages > 1:
        st.pagination(pages, key="a-page", persist_state="session")


def narrow(desk: Desk, actor: Actor, prefix: str, on_change: Callable[[], None] | None = None) -> Filter:
    """Place, kind and year: what narrows every view of the archive."""
    t = words(TEXTS)
    offered = choices(desk, actor)
    columns = st.columns(3)

    def choose(index: int, name: str, options: Sequence[Any], show: Callable[[Any], str]) -> Any:
        with columns[index]:
            return st.selectbox(t(name), options, index=None, placeholder=t("all"), format_func=show,
                                key=f"{prefix}-{name}", on_change=on_change, persist_state="session")  # fmt: skip

    place = choose(0, "place", parents(offered["places"]), one_line)
    kind = choose(1, "kind", list(KINDS), lambda key: KINDS[key].in_language(lang()))
    year = choose(2, "year", offered["years"], str)
    return Filter(place=place, kind=kind, year=year)


def _verdict() -> str | None:
    t = words(TEXTS)
    return st.pills(
        t("verdict"), list(VERDICTS), key="a-verdict", format_func=lambda key: say(VERDICTS, key, lang()),
        on_change=_first_page, persist_state="session",
    )  # fmt: skip


def _first_page() -> None:
    st.session_state["a-page"] = 1
