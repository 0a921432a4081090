"""The page *Kiểm tra*: files are dropped, each is checked beside the page, and what came of it is shown."""

from __future__ import annotations

import time

import streamlit as st

from analyzer.errors import Text
from analyzer.pages import check_acts, check_compare, check_parts, documents
from analyzer.pages.check_texts import TEXTS
from analyzer.pages.check_view import part, style
from analyzer.pages.common import lang, markdown, need_worker, warm_up, words
from analyzer.pages.documents import Held
from analyzer.reading.limits import DEFAULT_LIMITS
from analyzer.report.safe import one_line
from analyzer.report.view import percent
from analyzer.report.words import VERDICT_ICONS, VERDICTS, say

_LOOK_AGAIN = 0.4
_LONG = 15
_WORKER_AFTER = 3.0
"""Seconds after which a file that nobody has taken up calls for a worker."""


def page() -> None:
    """Draws the page."""
    t = words(TEXTS)
    limit = DEFAULT_LIMITS.file_size >> 20
    st.html(
        f"<style>{style()}\n:root {{ --rs-choose: '{t('choose_file')}'; --rs-limit: '{t('limit', n=limit)}'; }}</style>"
    )
    st.title(t("title"), anchor=False)
    st.caption(t("kept"))
    warm_up()
    _upload(limit)
    # Each part has its place from the beginning: what comes later moves nothing that somebody is reading.
    progress, listed, body = (st.container(key=key) for key in ("progress", "listed", "body"))
    with progress:
        _progress()
    held = list(documents.held().values())
    if not held:
        return
    with listed:
        document = None if _list(held) else _chosen(held)
    with body:
        if document is None:
            check_compare.show()
        else:
            _result(document)


def _list(held: list[Held]) -> bool:
    """What came of each file, where there are several. Whether a plan is to be held against a report."""
    t = words(TEXTS)
    if len(held) > 1:
        head = [t("file"), t("result"), t("coverage")]
        st.html(part("tables.html.j2", "files", lang(), [_row(document) for document in held], head))
    return check_compare.is_possible() and _mode() == "compare"


def _result(document: Held) -> None:
    with st.container():
        if document.error is not None:
            said = _said(document)
            named = said if document.name in said else f"{document.name}: {said}"
            st.error(markdown(named), icon=":material/error:")
    if document.report is not None:
        check_parts.verdict(document, document.report)
    check_acts.show(document)
    if document.report is not None:
        check_parts.result(document, document.report)


def _upload(limit: int) -> None:
    t = words(TEXTS)
    number = st.session_state.setdefault("uploads", 0)
    files = st.file_uploader(
        t("upload"), accept_multiple_files=True, key=f"upload-{number}", help=t("upload_help"), max_upload_size=limit
    )
    if files:
        st.session_state["refused"] = documents.take(files)
        st.session_state["uploads"] = number + 1
        st.rerun()
    refused: list[Text] = st.session_state.pop("refused", [])
    for text in refused:
        st.warning(markdown(text.in_language(lang())), icon=":material/warning:")


def _progress() -> None:
    """Looks for results while there is something to wait for, and only then."""
    if documents.waiting():
        st.fragment(_wait, run_every=_LOOK_AGAIN)()


def _wait() -> None:
    waiting = documents.waiting()
    if [document for document in waiting if documents.fetch(document)]:
        st.rerun()
    t = words(TEXTS)
    total = len(documents.held())
    if total > 1:
        st.progress((total - len(waiting)) / total, t("progress", done=total - len(waiting), all=total))
    now = time.monotonic()
    for document in waiting:
        seconds = int(now - document.since)
        if total == 1 or seconds >= _LONG:
            key = "waiting_long" if seconds >= _LONG else "waiting"
            st.caption(f":material/hourglass_top: {t(key, name=markdown(document.name), n=seconds)}")
    if waiting and now - min(document.since for document in waiting) > _WORKER_AFTER:
        need_worker()


def _row(document: Held) -> dict[str, str]:
    t, row = words(TEXTS), {"name": one_line(document.name), "words": "", "coverage": ""}
    if document.draft is not None:
        return row | {"look": "waiting", "icon": "…", "state": t("checking")}
    if document.report is None:
        return row | {"look": "error", "icon": "✗", "state": t("unreadable"), "words": one_line(_said(document))}
    summary = document.report.summary
    return row | {
        "look": summary.verdict, "icon": VERDICT_ICONS[summary.verdict],
        "state": say(VERDICTS, summary.verdict, lang()), "coverage": percent(summary.coverage, lang()),
    }  # fmt: skip


def _said(document: Held) -> str:
    """Why there is no result, without the name of the file in front, which stands beside it."""
    said = document.error.in_language(lang()) if document.error is not None else ""
    return said.removeprefix(f"{document.name}: ")


def _mode() -> str | None:
    t = words(TEXTS)
    return st.segmented_control(
        t("mode"), ["one", "compare"], default="one", key=f"mode-{lang()}", format_func=t, required=True,
        label_visibility="collapsed",
    )  # fmt: skip


def _chosen(held: list[Held]) -> Held:
    """The document that is looked at: the one chosen, else the first."""
    if len(held) == 1:
        return held[0]
    by_id = {document.id: document for document in held}
    names = {document.id: f"{number}. {one_line(document.name)}" for number, document in enumerate(held, 1)}
    chosen = st.selectbox(words(TEXTS)("show"), list(names), key="chosen", format_func=lambda id_: names[id_])
    return by_id.get(chosen, held[0])
