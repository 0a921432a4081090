"""The letter that returns a document: what it names, how it reads, and the file."""

from __future__ import annotations

import html
from datetime import date

import streamlit as st

from analyzer.errors import RasoatError
from analyzer.pages.common import lang, markdown, words
from analyzer.pages.review_texts import TEXTS
from analyzer.report.letter_form import Parties
from analyzer.report.safe import harmless
from analyzer.review.desk import Desk
from analyzer.review.letters import return_letter
from analyzer.review.people import Actor
from analyzer.review.view import SubmissionView
from analyzer.text.model import CELL_BREAK, INNER_BREAK

_FIELDS = ("sender", "superior", "receiver", "unit", "place", "symbol", "position", "signer")
_CSS = """<style>
.letter { font: 1rem/1.5 "Times New Roman", "Liberation Serif", serif; overflow-wrap: anywhere; }
.letter p { margin: 0 0 .5rem; white-space: pre-wrap; }
.letter .cells { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; border-bottom: 1px solid #8884;
  padding: .3rem 0; }
.letter .cells p { flex: 1 1 7rem; margin: 0; }
</style>"""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(desk: Desk, actor: Actor, view: SubmissionView) -> None:
    """Fields, preview, and the file to be saved; made only while it is open."""
    t = words(TEXTS)
    box = st.expander(t("letter"), key="letter", icon=":material/mail:", on_change="rerun")
    with box:
        if not box.open:
            return
        st.caption(t("letter_lead"))
        parties = _parties()
        try:
            made = return_letter(desk, actor, view.row.id, parties)
            preview = _preview(made)
        except RasoatError as error:
            st.error(markdown(error.message.in_language(lang())), icon=":material/error:")
            return
        st.download_button(
            t("file_letter"), made, f"thu-tra-lai-{view.row.id}-ban-{view.row.revision}.docx", DOCX, key="letter-file",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        with st.container(height=480, key="letter-preview"):
            st.html(preview)


def _parties() -> Parties:
    """What the letter names; kept in the session, so that it is typed once for many letters."""
    t = words(TEXTS)
    given: dict[str, str] = {}
    st.caption(t("letter_fields"))
    columns = st.columns(3)
    for number, name in enumerate(_FIELDS):
        with columns[number % 3]:
            given[name] = st.text_input(t(name), key=f"letter-{name}", persist_state="session") or ""
    with columns[len(_FIELDS) % 3]:
        until: date | None = st.date_input(
            t("reply_by"), value=None, format="DD/MM/YYYY", key="letter-reply-by", persist_state="session"
        )
    return Parties(**given, reply_by=until.isoformat() if until else "")


def _preview(made: bytes) -> str:
    """The letter as the program itself reads it, as markup without marks or numbers of lines."""
    from analyzer.reading import read
    from analyzer.text.normalise import normalise

    rows = []
    for line in normalise(read("thu.docx", data=made)).text.split("\n"):
        cells = [html.escape(harmless(cell).replace(INNER_BREAK, "\n")) for cell in line.split(CELL_BREAK)]
        shown = "".join(f"<p>{cell}</p>" for cell in cells)
        rows.append(shown if len(cells) == 1 else f'<div class="cells">{shown}</div>')
    return f'{_CSS}<div class="letter" lang="vi">{"".join(rows)}</div>'
