"""How documents develop over the years, and where which findings stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from analyzer.pages.archive_search import narrow
from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import lang, words
from analyzer.report.safe import one_line
from analyzer.report.view import percent
from analyzer.report.words import FAMILIES, VERDICTS, Lang, say
from analyzer.review.archive import HeatMap, TrendRow, heat_map, trends
from analyzer.review.desk import Desk
from analyzer.review.people import Actor
from analyzer.review.tables import csv_text

if TYPE_CHECKING:
    import altair as alt

_DEPTHS = (0, 1, 2, 3)
_COLORS = {"compliant": "#2e7d4f", "to_complete": "#c98a1b", "needs_review": "#7a5fc0", "not_compliant": "#b3363d",
           "out_of_scope": "#7c8796"}  # fmt: skip
_ROW, _AROUND, _HEIGHT = 28, 150, 400
"""Of a row of the heat map, of its axis and legend, of the other charts with theirs; pixels."""


def draw_trends(desk: Desk, actor: Actor) -> None:
    """Coverage and verdicts by place and year, and their figures."""
    t = words(TEXTS)
    wanted, depth = narrow(desk, actor, "t"), _depth("t")
    rows = [row for row in trends(desk, actor, wanted, depth=depth) if row.checked]
    if not rows:
        st.info(t("no_data"))
        return
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{t('coverage_chart')}**")
        st.altair_chart(coverage_chart(rows), key="t-coverage")
    with right:
        st.markdown(f"**{t('verdict_chart')}**")
        st.altair_chart(verdict_chart(rows), key="t-verdicts")
    table = [
        {
            t("col_place"): _place(row.place), t("year"): str(row.year), t("col_documents"): row.documents,
            t("col_checked"): row.checked, t("col_coverage"): percent(row.coverage, lang()),
            **{say(VERDICTS, key, lang()): row.verdicts.get(key, 0) for key in VERDICTS},
        }
        for row in rows
    ]  # fmt: skip
    st.markdown(f"**{t('trends_table')}**")
    st.dataframe(table, hide_index=True, key="t-table")
    data = csv_text(list(table[0]), (list(row.values()) for row in table)).encode("utf-8-sig")
    st.download_button(t("csv"), data, "xu-huong.csv", "text/csv", key="t-csv", on_click="ignore")


def draw_heat(desk: Desk, actor: Actor) -> None:
    """The heat map and its figures."""
    t = words(TEXTS)
    st.caption(t("heat_lead"))
    wanted, depth = narrow(desk, actor, "h"), _depth("h")
    by = st.segmented_control(t("by"), ["family", "rule"], default="family", key="h-by", required=True,
                              persist_state="session", format_func=lambda key: t(f"by_{key}"))  # fmt: skip
    found = heat_map(desk, actor, wanted, depth=depth, by="rule" if by == "rule" else "family")
    if not found.places or not found.columns:
        st.info(t("no_data"))
        return
    st.altair_chart(heat_chart(found, lang()), key="h-chart")
    heads = [t("col_place"), t("col_checked"), *found.columns]
    rows = [[_place(place), count, *cells]
            for place, count, cells in zip(found.places, found.documents, found.cells, strict=True)]  # fmt: skip
    st.download_button(t("csv"), csv_text(heads, rows).encode("utf-8-sig"), "ban-do-nhiet.csv", "text/csv",
                       key="h-csv", on_click="ignore")  # fmt: skip


def coverage_chart(rows: Sequence[TrendRow]) -> alt.Chart:
    """A line for each place: mean coverage by year."""
    import altair as alt

    t = words(TEXTS)
    data = [
        {"place": _place(row.place), "year": str(row.year), "coverage": row.coverage, "documents": row.checked}
        for row in rows if row.coverage is not None
    ]  # fmt: skip
    chart: alt.Chart = alt.Chart(in_line(data)).mark_line(point=alt.OverlayMarkDef(size=70)).encode(
        x=alt.X("year:O", title=t("year"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("coverage:Q", title=t("col_coverage"), axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
        color=alt.Color("place:N", title=t("col_place"), legend=alt.Legend(orient="bottom", columns=2)),
        tooltip=[alt.Tooltip("place:N", title=t("col_place")), alt.Tooltip("year:O", title=t("year")),
                 alt.Tooltip("coverage:Q", title=t("col_coverage"), format=".0%"),
                 alt.Tooltip("documents:Q", title=t("col_checked"))],
    ).properties(height=_HEIGHT)  # fmt: skip
    return chart


def verdict_chart(rows: Sequence[TrendRow]) -> alt.Chart:
    """A bar for each year: how many documents came to which verdict."""
    import altair as alt

    t, code = words(TEXTS), lang()
    names = [say(VERDICTS, key, code) for key in _COLORS]
    data = [
        {"year": str(row.year), "verdict": say(VERDICTS, key, code), "count": count, "order": list(_COLORS).index(key)}
        for row in rows for key, count in row.verdicts.items() if key in _COLORS
    ]  # fmt: skip
    chart: alt.Chart = alt.Chart(in_line(data)).mark_bar().encode(
        x=alt.X("year:O", title=t("year"), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("sum(count):Q", title=t("documents"), axis=alt.Axis(tickMinStep=1, format="d")),
        color=alt.Color("verdict:N", title=t("verdict"), scale=alt.Scale(domain=names, range=list(_COLORS.values())),
                        legend=alt.Legend(orient="bottom", columns=2)),
        order=alt.Order("order:Q"),
        tooltip=[alt.Tooltip("year:O", title=t("year")), alt.Tooltip("verdict:N", title=t("verdict")),
                 alt.Tooltip("sum(count):Q", title=t("documents"))],
    ).properties(height=_HEIGHT)  # fmt: skip
    return chart


def heat_chart(found: HeatMap, code: Lang) -> alt.LayerChart:
    """Places down, families or rules across; each cell says its share in figures too, for who does not see colours."""
    import altair as alt

    t = words(TEXTS)
    names = rule_names()
    data: list[dict[str, Any]] = []
    for place, count, cells in zip(found.places, found.documents, found.cells, strict=True):
        for column, share in zip(found.columns, cells, strict=True):
            name = FAMILIES.get(column) or names.get(column)
            data.append({
                "place": _place(place), "rule": column, "name": name.in_language(code) if name else column,
                "share": share, "documents": count,
            })  # fmt: skip
    base = alt.Chart(in_line(data)).encode(
        x=alt.X("rule:N", title=t("rule"), sort=found.columns, axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("place:N", title=None, sort=[_place(place) for place in found.places],
                axis=alt.Axis(labelLimit=260)),
        tooltip=[alt.Tooltip("place:N", title=t("col_place")), alt.Tooltip("rule:N", title=t("rule")),
                 alt.Tooltip("name:N", title=" "), alt.Tooltip("share:Q", title=t("share"), format=".0%"),
                 alt.Tooltip("documents:Q", title=t("col_checked"))],
    )  # fmt: skip
    cells_ = base.mark_rect(stroke="white").encode(
        color=alt.Color("share:Q", title=t("share"), scale=alt.Scale(scheme="oranges", domain=[0, 1]),
                        legend=alt.Legend(format="%", orient="bottom")),
    )  # fmt: skip
    figures = base.mark_text(fontSize=11).encode(
        text=alt.Text("share:Q", format=".0%"),
        color=alt.condition("datum.share > 0.6", alt.value("white"), alt.value("#333")),
    )
    few = len(found.columns) <= 24
    layers = (cells_, figures) if few else (cells_,)
    return alt.LayerChart(layer=layers, height=_ROW * len(found.places) + _AROUND)


def in_line(values: list[dict[str, Any]]) -> alt.Data:
    """Rows as the data of a chart."""
    import altair as alt

    return alt.Data(values=values)  # type: ignore[no-untyped-call]


@cache
def rule_names() -> dict[str, Any]:
    """Code → the rule's name in both languages."""
    from analyzer.checks.loader import default_pack

    return {rule.code: rule.name for rule in default_pack().rules}


def _depth(prefix: str) -> int:
    t = words(TEXTS)
    depth = st.segmented_control(t("depth"), _DEPTHS, default=1, key=f"{prefix}-depth", required=True,
                                 persist_state="session", format_func=lambda number: t(f"depth_{number}"))  # fmt: skip
    return 1 if depth is None else depth


def _place(place: str) -> str:
    return one_line(place) if place else words(TEXTS)("everywhere")
