"""How far people agree with each rule, and what they decided otherwise as cases for the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from analyzer.pages.archive_charts import in_line, rule_names
from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import lang, words
from analyzer.report.view import percent
from analyzer.review.cases import cases_yaml, learnt_cases
from analyzer.review.desk import Desk
from analyzer.review.people import Actor
from analyzer.review.precision import RuleRecord, rule_records
from analyzer.review.statistics import choices
from analyzer.review.tables import csv_text

if TYPE_CHECKING:
    import altair as alt

_ROW, _AROUND = 26, 90
"""Of a rule in the chart, and of its axis; pixels."""
_CASES = "p-cases"


def draw(desk: Desk, actor: Actor) -> None:
    """The record of each rule, worst first, and the export of cases."""
    t = words(TEXTS)
    st.caption(t("precision_lead"))
    year = st.selectbox(t("year"), choices(desk, actor)["years"], index=None, placeholder=t("all"), key="p-year",
                        width=200)  # fmt: skip
    records = [record for record in rule_records(desk, actor, year=year) if record.decided]
    if not records:
        st.info(t("precision_none"))
    else:
        records.sort(key=lambda record: (record.precision or 0.0, -record.decided, record.code))
        st.altair_chart(chart(records), key="p-chart")
        table = [_row(record) for record in records]
        st.dataframe(table, hide_index=True, key="p-table")
        data = csv_text(list(table[0]), (list(row.values()) for row in table)).encode("utf-8-sig")
        st.download_button(t("csv"), data, "do-chinh-xac.csv", "text/csv", key="p-csv", on_click="ignore")
    _cases(desk, actor)


def chart(records: list[RuleRecord]) -> alt.LayerChart:
    """A point for each rule with its interval."""
    import altair as alt

    t = words(TEXTS)
    data = [
        {"rule": f"{record.code} ({record.decided})", "name": _name(record.code), "precision": record.precision,
         "low": record.low, "high": record.high, "decided": record.decided}
        for record in records
    ]  # fmt: skip
    base = alt.Chart(in_line(data)).encode(
        y=alt.Y("rule:N", title=f"{t('rule')} ({t('decided').lower()})", sort=[str(item["rule"]) for item in data]),
        tooltip=[alt.Tooltip("rule:N", title=t("rule")), alt.Tooltip("name:N", title=" "),
                 alt.Tooltip("precision:Q", title=t("precision"), format=".0%"),
                 alt.Tooltip("low:Q", title="–", format=".0%"), alt.Tooltip("high:Q", title="+", format=".0%"),
                 alt.Tooltip("decided:Q", title=t("decided"))],
    )  # fmt: skip
    lines = base.mark_rule(strokeWidth=3, opacity=0.45).encode(
        x=alt.X("low:Q", title=t("precision"), axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=80).encode(x="precision:Q")
    return alt.LayerChart(layer=(lines, points), height=_ROW * len(records) + _AROUND)


def _row(record: RuleRecord) -> dict[str, object]:
    t, code = words(TEXTS), lang()
    return {
        t("rule"): f"{record.code} {_name(record.code)}", t("precision"): percent(record.precision, code),
        t("interval"): f"{percent(record.low, code)} – {percent(record.high, code)}", t("decided"): record.decided,
        t("confirmed"): record.confirmed, t("waived"): record.waived, t("corrected"): record.corrected,
        t("dismissed"): record.dismissed, t("dismissed_rate"): percent(record.dismissed_rate, code),
        t("undecided"): record.open,
    }  # fmt: skip


def _name(code: str) -> str:
    name = rule_names().get(code)
    return str(name.in_language(lang())) if name is not None else ""


def _cases(desk: Desk, actor: Actor) -> None:
    t = words(TEXTS)
    st.subheader(t("cases"), anchor=False)
    st.caption(t("cases_lead"))
    if st.button(t("cases_make"), key="p-make"):
        st.session_state[_CASES] = list(learnt_cases(desk, actor))
    cases = st.session_state.get(_CASES)
    if cases is None:
        return
    if not cases:
        st.info(t("cases_none"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(t("cases_count", n=len(cases)), width="content")
        st.download_button(t("cases_yaml"), cases_yaml(iter(cases)).encode("utf-8"), "ca-mau.yml", "application/yaml",
                           key="p-yaml", on_click="ignore")  # fmt: skip
        lines = "".join(json.dumps(case.to_dict(), ensure_ascii=False) + "\n" for case in cases)
        st.download_button(t("cases_jsonl"), lines.encode("utf-8"), "ca-mau.jsonl", "application/jsonl", key="p-jsonl",
                           on_click="ignore")  # fmt: skip
