"""The log, for those who inspect: what was done, and whether the log is whole."""

from __future__ import annotations

import json
from itertools import islice

import streamlit as st

from analyzer.pages.archive_texts import TEXTS
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.review_common import moment
from analyzer.pages.review_history import action_words, what_words
from analyzer.pages.review_texts import TEXTS as REVIEW
from analyzer.report.safe import one_line
from analyzer.review.desk import Desk
from analyzer.review.grants import people
from analyzer.review.log import verify
from analyzer.review.logview import log_entries, whole_log
from analyzer.review.people import Actor
from analyzer.review.states import Action
from analyzer.review.tables import csv_text

_ROWS, _FAULTS = 100, 20
_ACTIONS = (*Action, "comment", "expected", "grant", "revoke", "backup", "restore")
_CSV = "l-file"


def draw(desk: Desk, actor: Actor) -> None:
    """The check of the chain, the form, one page of entries, the export."""
    t = words(TEXTS)
    st.caption(t("log_lead"))
    if st.button(t("verify"), key="l-verify", icon=":material/verified:"):
        _verify(desk, actor)
    number, who, action = _form()
    page = int(st.session_state.get("l-page", 1))
    found = log_entries(
        desk, actor, object_=f"submission:{number}" if number else "", who=who, action=action or "",
        offset=_ROWS * (page - 1), limit=_ROWS,
    )  # fmt: skip
    if not found:
        st.info(t("log_none"))
        return
    names = {person.key: person.name for person in people(desk, actor)}
    st.markdown(t("entries", n=found.total))
    st.dataframe(
        [
            {
                t("log_number"): entry.number, t("log_at"): moment(entry.at), t("log_who"): _who(entry.actor, names),
                t("log_action"): action_words(entry.action), t("log_about"): _about(entry.object),
                t("log_data"): what_words(entry), t("log_hash"): entry.hash,
            }
            for entry in found
        ],
        hide_index=True, key="l-table",
        column_config={t("log_data"): st.column_config.TextColumn(width="large"),
                       t("log_hash"): st.column_config.TextColumn(width="small")},
    )  # fmt: skip
    pages = -(-found.total // _ROWS)
    if pages > 1:
        st.pagination(pages, key="l-page")
    _export(desk, actor)


def _who(key: str, names: dict[str, str]) -> str:
    return REVIEW["worker"].in_language(lang()) if key == "worker" else one_line(names.get(key, key))


def _about(object_: str) -> str:
    kind, _, id_ = object_.partition(":")
    text = REVIEW.get(f"about_{kind}")
    return text.in_language(lang()).format(id=id_) if text and id_ else "–"


def _verify(desk: Desk, actor: Actor) -> None:
    t = words(TEXTS)
    total = log_entries(desk, actor, limit=1).total
    with desk.database.read() as session:
        faults = list(islice(verify(session), _FAULTS + 1))
    if not faults:
        st.success(t("verified", n=total), icon=":material/verified:")
        return
    lines = [f"- {markdown(fault.in_language(lang()))}" for fault in faults[:_FAULTS]]
    more = ["- …"] if len(faults) > _FAULTS else []
    st.error("\n".join([t("broken"), *lines, *more]), icon=":material/gpp_bad:")


def _form() -> tuple[int | None, str, str | None]:
    t = words(TEXTS)
    one, two, three = st.columns(3)
    with one:
        number = st.number_input(
            t("log_object"), min_value=1, value=None, step=1, key="l-object", on_change=_first_page
        )
    with two:
        who = st.text_input(t("log_who"), key="l-who", on_change=_first_page)
    with three:
        action = st.selectbox(t("log_action"), _ACTIONS, index=None, placeholder=t("all"), format_func=action_words,
                              key="l-action", on_change=_first_page)  # fmt: skip
    return number, who.strip(), action


def _export(desk: Desk, actor: Actor) -> None:
    t = words(TEXTS)
    if st.button(t("log_csv"), key="l-make"):
        heads = ("number", "at", "actor", "action", "object", "data", "hash")
        rows = [
            (e.number, e.at.isoformat(), e.actor, e.action, e.object, json.dumps(e.data, ensure_ascii=False), e.hash)
            for e in whole_log(desk, actor)
        ]
        st.session_state[_CSV] = csv_text(heads, rows).encode("utf-8-sig")
    if _CSV in st.session_state:
        st.download_button(t("log_save"), st.session_state[_CSV], "nhat-ky.csv", "text/csv", key="l-save",
                           on_click="ignore")  # fmt: skip


def _first_page() -> None:
    st.session_state["l-page"] = 1
