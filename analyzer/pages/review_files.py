"""What can be taken away of a submission: the original, the report, the copy with comments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import PurePath

import streamlit as st

from analyzer.errors import RasoatError
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.documents import text_of
from analyzer.pages.review_letter import DOCX
from analyzer.pages.review_texts import TEXTS
from analyzer.report.export import Document
from analyzer.review.desk import Desk
from analyzer.review.errors import NotPossible
from analyzer.review.letters import as_reviewed
from analyzer.review.model import Finding
from analyzer.review.people import Actor
from analyzer.review.view import FindingView, SubmissionView, original, revision_report

_MADE = "review-file"


def draw(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    """A button for each file; it is made when it is asked for, and then can be saved."""
    t, row = words(TEXTS), view.row
    number = row.revision_id
    kinds: list[tuple[str, Callable[[], tuple[str, bytes, str]]]] = [
        ("file_original", lambda: (*original(desk, actor, number), "application/octet-stream"))
    ]
    if row.verdict is not None:
        kinds.append(("file_report", lambda: report_page(desk, actor, view, lang())))
        if row.filename.lower().endswith(".docx"):
            kinds.append(("file_comments", lambda: commented(desk, actor, view, desk.today())))
    with st.expander(t("files"), icon=":material/download:", key="files"):
        with st.container(horizontal=True):
            for name, make in kinds:
                if st.button(t(name), key=name):
                    _make(name, number, make)
        made = st.session_state.get(_MADE)
        if made is not None and made[0] == number:
            st.download_button(
                t("save", name=markdown(made[2])), made[3], made[2], made[4], key=f"save-{made[1]}", type="primary",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _make(name: str, number: int, make: Callable[[], tuple[str, bytes, str]]) -> None:
    st.session_state.pop(_MADE, None)
    try:
        st.session_state[_MADE] = (number, name, *make())
    except RasoatError as error:
        st.error(markdown(error.message.in_language(lang())), icon=":material/error:")


def report_page(desk: Desk, actor: Actor, view: SubmissionView, language: str) -> tuple[str, bytes, str]:
    """The report as the check made it: a page by itself. Name, bytes, type."""
    from analyzer.report.html import render_html

    source = _document(desk, actor, view)
    page = render_html(source.report, lang=language, text=source.clean.text, lines=source.clean.lines)  # type: ignore[arg-type]
    return f"{_stem(view)}-ket-qua.html", page.encode("utf-8"), "text/html"


def commented(desk: Desk, actor: Actor, view: SubmissionView, made_on: date) -> tuple[str, bytes, str]:
    """A copy of the Word document with comments, as the reviewer left the findings. Name, bytes, type."""
    from analyzer.report.docx_comments import docx_with_comments

    source = _document(desk, actor, view)
    decided = {finding.fingerprint: _decided(finding) for finding in view.findings}
    reviewed = Document(as_reviewed(source.report, decided), source.clean, source.original)
    return f"{_stem(view)}-nhan-xet.docx", docx_with_comments(reviewed, made_on), DOCX


def _decided(finding: FindingView) -> Finding:
    decision = finding.decision
    return Finding(
        decision=decision.kind, reason=decision.reason, correction=decision.correction, decided_by=decision.by
    )


def _document(desk: Desk, actor: Actor, view: SubmissionView) -> Document:
    """The document read anew. Raises ``NotPossible`` where it does not read as it did when it was checked."""
    from analyzer.reading import read
    from analyzer.text.normalise import normalise

    name, data = original(desk, actor, view.row.revision_id)
    report = revision_report(desk, actor, view.row.revision_id)
    clean = normalise(read(name, data=data))
    if clean.text != text_of(report):
        said = TEXTS["reread"]
        raise NotPossible(said.vi, said.en)
    return Document(report, clean, data)


def _stem(view: SubmissionView) -> str:
    return PurePath(view.row.filename).stem or "van-ban"
