"""The page *Bộ quy tắc*: what is asked of a document, why, with examples, and how much of the decision that covers."""

from __future__ import annotations

import streamlit as st

from analyzer.errors import Text
from analyzer.pages import rules_view
from analyzer.pages.check_view import environment, style
from analyzer.pages.common import lang, words
from analyzer.pages.rules_texts import TEXTS
from analyzer.report.words import KINDS, SEVERITIES, say


def page() -> None:
    """Draws the page."""
    t = words(TEXTS)
    st.html(f"<style>{style()}</style>")
    st.title(t("title"), anchor=False)
    st.caption(t("intro", pack=rules_view.name(lang())))
    _listing()


@st.fragment
def _listing() -> None:
    t = words(TEXTS)
    mode = st.segmented_control(
        t("mode"), ["family", "clause", "coverage"], default="family", key=f"rules-mode-{lang()}", format_func=t,
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    if mode == "coverage":
        counts, rows = rules_view.coverage_rows(lang())
        head = [t(key) for key in ("of_clause", "title_of", "state", "rules", "note")]
        _show("coverage", counts, rows, head)
        return
    query, kind, severity = _filters()
    groups = rules_view.groups(mode or "family", query, kind, severity, lang())
    total = len({rule["code"] for group in groups for rule in group["rules"]})
    st.caption(t("shown", n=total, total=rules_view.count()))
    if groups:
        _show("groups", groups)
    else:
        st.info(t("nothing"))


def _filters() -> tuple[str, str, str]:
    t = words(TEXTS)
    one, two, three = st.columns([3, 1.5, 1.5])
    query = one.text_input(t("search"), placeholder=t("search_help"), key="rules-search", max_chars=100)
    kind = two.selectbox(t("kind"), ["", "plan", "report"], key=f"rules-kind-{lang()}",
                         format_func=lambda key: _name(KINDS, key))  # fmt: skip
    severity = three.selectbox(t("severity"), ["", *SEVERITIES], key=f"rules-severity-{lang()}",
                               format_func=lambda key: _name(SEVERITIES, key))  # fmt: skip
    return query, kind, severity


def _name(table: dict[str, Text], key: str) -> str:
    return say(table, key, lang()) if key else words(TEXTS)("all")


def _show(macro: str, *values: object) -> None:
    made = getattr(environment().get_template("rules.html.j2").module, macro)
    st.html(str(made(*values, words(TEXTS))))
