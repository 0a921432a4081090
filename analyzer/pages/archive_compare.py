"""Two documents of the archive held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analyzer.errors import RasoatError
from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import lang, markdown, words
from analyzer.report.safe import one_line, shorten
from analyzer.review.desk import Desk
from analyzer.review.listing import Filter, SubmissionRow, submissions
from analyzer.review.people import Actor
from analyzer.review.submissions import KINDS
from analyzer.review.view import original, submission_view

if TYPE_CHECKING:
    from analyzer.report.comparison import Comparison, Relation

_RELATIONS: dict[str, Relation | None] = {
    "auto": None, "plan-report": "plan-report", "superior": "superior", "revision": "revision",
}  # fmt: skip
_MOST, _TITLE, _HEIGHT = 1000, 90, 900
_MADE = "c-made"


def draw(desk: Desk, actor: Actor) -> None:
    """The two, and what came of it."""
    t = words(TEXTS)
    st.caption(t("compare_lead"))
    found = submissions(desk, actor, Filter(sort="place", descending=False, limit=_MOST))
    rows = {row.revision_id: row for row in found}
    latest = {id_: _words(row, row.revision) for id_, row in rows.items()}
    left, right = st.columns(2)
    with left:
        first = _choose("first", latest)
    earlier = _earlier(desk, actor, rows[first]) if first is not None else {}
    with right:
        second = _choose("second", {**earlier, **latest})
    named = st.segmented_control(t("relation"), list(_RELATIONS), default="auto", key="c-relation", required=True,
                                 format_func=lambda key: t(f"relation_{key}"))  # fmt: skip
    relation = _RELATIONS[named or "auto"]
    if st.button(t("compare_do"), type="primary", key="c-do"):
        _make(desk, actor, first, second, relation)
    made = st.session_state.get(_MADE)
    if made is None or made[0] != (first, second, relation):
        return
    from analyzer.comparison.html import render_html

    page = render_html(made[1], lang=lang())
    st.download_button(t("compare_page"), page.encode("utf-8"), "so-sanh.html", "text/html", key="c-page",
                       on_click="ignore", icon=":material/download:")  # fmt: skip
    st.iframe(page, height=_HEIGHT)


def _make(desk: Desk, actor: Actor, first: int | None, second: int | None, relation: Relation | None) -> None:
    t = words(TEXTS)
    st.session_state.pop(_MADE, None)
    if first is None or second is None:
        st.error(t("compare_two"))
    elif first == second:
        st.error(t("compare_same"))
    else:
        try:
            with st.spinner(t("comparing")):
                st.session_state[_MADE] = ((first, second, relation), compared(desk, actor, first, second, relation))
        except RasoatError as error:
            st.error(markdown(error.message.in_language(lang())), icon=":material/error:")


def compared(desk: Desk, actor: Actor, first: int, second: int, relation: Relation | None = None) -> Comparison:
    """The comparison of two revisions, by their ids. Raises ``NotFound`` for one that the actor may not see."""
    from analyzer.comparison.build import compare_analyses
    from analyzer.pipeline import analyze_source
    from analyzer.reading import read

    one, other = (
        analyze_source(read(name, data=data))
        for name, data in (original(desk, actor, number) for number in (first, second))
    )
    return compare_analyses(one, other, relation)


def _choose(name: str, offered: dict[int, str]) -> int | None:
    return st.selectbox(
        words(TEXTS)(name), list(offered), index=None, placeholder="", key=f"c-{name}",
        format_func=lambda id_: offered.get(id_, ""),
    )  # fmt: skip


def _earlier(desk: Desk, actor: Actor, row: SubmissionRow) -> dict[int, str]:
    """Id → words, of the revisions before the latest one of a submission."""
    if row.revision == 1:
        return {}
    revisions = submission_view(desk, actor, row.id).revisions
    return {revision.id: _words(row, revision.number) for revision in revisions[1:]}


def _words(row: SubmissionRow, number: int) -> str:
    kind = KINDS[row.kind].in_language(lang())
    title = shorten(row.title or row.filename, _TITLE)
    return one_line(words(TEXTS)(
        "document", place=row.place, kind=kind, period=row.period, title=title, id=row.id, n=number
    ))  # fmt: skip
