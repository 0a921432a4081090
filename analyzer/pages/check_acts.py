"""What one can do with a document on the page: correct what it was taken for, take the result along, hand it in, put it
aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from analyzer.errors import RasoatError, Text
from analyzer.pages import documents
from analyzer.pages.check_back import Download, formats_of
from analyzer.pages.check_texts import TEXTS
from analyzer.pages.common import actor, desk, lang, markdown, words
from analyzer.pages.documents import Held
from analyzer.report.model import Report
from analyzer.report.words import KINDS, LEVELS, SCOPES, say

_HANDED_IN = ("plan", "report")


def show(document: Held) -> None:
    """The row of buttons under the verdict."""
    t = words(TEXTS)
    with st.container(horizontal=True, key="acts"):
        if document.report is not None:
            with st.popover(t("download"), icon=":material/download:"):
                _downloads(document)
        with st.popover(t("overrides"), icon=":material/edit_document:", disabled=document.draft is not None):
            _overrides(document)
        with st.popover(t("submit"), icon=":material/outbox:"):
            _submit(document)
        st.button(
            t("put_aside"), key=f"aside-{document.id}", icon=":material/close:", type="tertiary",
            on_click=documents.put_aside, args=(document,),
        )  # fmt: skip


@st.fragment
def _downloads(document: Held) -> None:
    t = words(TEXTS)
    st.caption(t("download_help"))
    for format_ in formats_of(document):
        make = partial(Download, document, format_, lang())
        download = documents.kept(document, ("download", format_, lang()), make)
        pressed = st.download_button(
            t(format_), download, file_name=download.name, mime=download.mime, width="stretch",
            key=f"download-{format_}-{document.id}",
        )  # fmt: skip
        trouble = download.trouble() if pressed else None
        if trouble is not None:
            st.error(markdown(trouble.in_language(lang())), icon=":material/error:")


def _overrides(document: Held) -> None:
    t = words(TEXTS)
    st.caption(t("overrides_help"))
    with st.form(f"overrides-{document.id}", border=False):
        given = {
            "kind": _choice(document, "kind", KINDS),
            "scope": _choice(document, "scope", SCOPES),
            "level": _choice(document, "level", LEVELS),
        }
        day = st.date_input(
            t("date"), value=_day(document.given.get("date")), format="DD/MM/YYYY",
            key=f"date-{documents.shown_as(document)}",
            min_value=date(2000, 1, 1), max_value=date(2100, 12, 31),
        )  # fmt: skip
        if st.form_submit_button(t("recheck"), type="primary", icon=":material/refresh:"):
            chosen = {key: value for key, value in given.items() if value}
            if isinstance(day, date):
                chosen["date"] = day.isoformat()
            documents.check(document, chosen)
            st.rerun()


def _choice(document: Held, field: str, table: Mapping[str, Text]) -> str:
    t = words(TEXTS)
    found = _found(document.report, field, table)

    def name(key: str) -> str:
        return say(dict(table), key, lang()) if key else t("found", value=found)

    options = ["", *table]
    return st.selectbox(
        t(field),
        options,
        index=options.index(document.given.get(field, "")),
        format_func=name,
        key=f"{field}-{documents.shown_as(document)}",
    )


def _found(report: Report | None, field: str, table: Mapping[str, Text]) -> str:
    if report is None or field in report.document.overrides:
        return "…"
    document = report.document
    value = {"kind": document.kind, "scope": document.scope, "level": document.issuer.level}[field]
    return say(dict(table), value, lang()) if value else "–"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _submit(document: Held) -> None:
    t = words(TEXTS)
    if document.sent is not None:
        st.success(document.sent.in_language(lang()), icon=":material/check_circle:")
        return
    st.caption(t("submit_help"))
    found = document.report.document if document.report is not None else None
    of = documents.shown_as(document)
    with st.form(f"submit-{document.id}", border=False):
        place = st.text_input(t("place"), help=t("place_help"), key=f"place-{of}", max_chars=200)
        kind = st.selectbox(
            t("kind"), _HANDED_IN, index=1 if found is not None and found.kind == "report" else 0,
            format_func=lambda key: say(KINDS, key, lang()), key=f"as-{of}",
        )  # fmt: skip
        period = st.text_input(
            t("period"), value=_years(document.report), help=t("period_help"), key=f"period-{of}", max_chars=80
        )
        if st.form_submit_button(t("send"), type="primary", icon=":material/send:"):
            _send(document, place, kind, period)


def _years(report: Report | None) -> str:
    """The years that a document is for, as an office names its period: "2026", "2026-2030"."""
    if report is None:
        return ""
    period = report.document.period
    years = [text[:4] for text in (period.start, period.end or report.document.issued_on) if text]
    return "-".join(dict.fromkeys(years))


def _send(document: Held, place: str, kind: str, period: str) -> None:
    from analyzer.review.submissions import submit

    try:
        done = submit(
            desk(), actor(), place=place, kind=kind, period=period, filename=document.name, data=document.data
        )
    except RasoatError as error:
        st.error(markdown(error.message.in_language(lang())), icon=":material/error:")
        return
    values: dict[str, int | str] = {"n": done.submission, "number": done.number}
    said = [TEXTS["sent"]]
    if done.elsewhere:
        values["list"] = ", ".join(map(str, done.elsewhere))
        said.append(TEXTS["elsewhere"])
    document.sent = Text(*(" ".join(text[index].format(**values) for text in said) for index in range(2)))
    st.rerun()
