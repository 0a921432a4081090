"""The documents of a session: their bytes, what they were checked with, and what came of it.

They are in the session alone. When it ends, or the user puts a document aside, they are gone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import streamlit as st

from analyzer.errors import RasoatError, Text
from analyzer.pages.common import actor, desk, lang
from analyzer.reading.limits import DEFAULT_LIMITS
from analyzer.report.model import Report
from analyzer.text.model import CELL_BREAK, CellSpan, Line

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_Made = TypeVar("_Made")
MOST_FILES = 50
MOST_BYTES = 3 * DEFAULT_LIMITS.file_size
"""What one session may hold."""


@dataclass(slots=True)
class Held:
    """A document of the session. While ``draft`` is set it is being checked; then it has a report or an error."""

    id: str
    name: str
    data: bytes = field(repr=False)
    given: dict[str, str] = field(default_factory=dict)
    """What the user knows better: kind, scope, level, date."""
    draft: str | None = None
    since: float = 0.0
    """``time.monotonic()`` when it was put in line."""
    report: Report | None = None
    error: Text | None = None
    results: int = 0
    """How many results have come."""
    sent: Text | None = None
    """What was said when it was handed in."""
    made: dict[tuple[str, ...], Any] = field(default_factory=dict, repr=False)
    """What was made of the report, by what it is and its language; see ``kept``."""


def held() -> dict[str, Held]:
    """The documents of this session in the order of their coming; by id."""
    documents: dict[str, Held] = st.session_state.setdefault("documents", {})
    return documents


def take(files: Iterable[UploadedFile]) -> list[Text]:
    """Puts files in line to be checked, and takes them out of the server's own store of uploads. Gives what is to be
    said where some were not taken."""
    documents, refused = held(), []
    for file in files:
        data, name = file.getvalue(), file.name
        _forget_upload(file.file_id)
        if len(documents) >= MOST_FILES or sum(len(d.data) for d in documents.values()) + len(data) > MOST_BYTES:
            refused.append(Text(
                f"Chưa nhận “{name}”: đã đủ {MOST_FILES} tệp hoặc {MOST_BYTES >> 20} MB; hãy bỏ bớt tệp đã xem xong.",
                f"“{name}” was not taken: there are {MOST_FILES} files or {MOST_BYTES >> 20} MB; put some aside first.",
            ))  # fmt: skip
            continue
        document = Held(uuid4().hex[:12], name, data)
        documents[document.id] = document
        check(document)
    return refused


def _forget_upload(file_id: str) -> None:
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file_id)


def check(document: Held, given: Mapping[str, str] | None = None) -> None:
    """Puts a document in line, with what the user knows better; the result before it stays until the new one comes."""
    from analyzer.review.drafts import add_draft

    if given is not None:
        document.given = dict(given)
    document.draft = add_draft(desk(), actor(), document.name, document.data, document.given)
    document.since, document.error = time.monotonic(), None


def waiting() -> list[Held]:
    """The documents that are being checked."""
    return [document for document in held().values() if document.draft is not None]


def fetch(document: Held) -> bool:
    """Takes a result that has come; whether one has."""
    from analyzer.review.drafts import fetch_draft

    if document.draft is None:
        return False
    try:
        result = fetch_draft(desk(), actor(), document.draft)
    except RasoatError as error:
        document.draft, document.error = None, error.message
        return True
    if result is None:
        return False
    document.draft = None
    document.results += 1
    document.made.clear()
    if isinstance(result, Report):
        document.report, document.error = result, None
    else:
        document.report, document.error = None, Text(result.message.vi, result.message.en)
    return True


def put_aside(document: Held) -> None:
    """Forgets a document with all that came of it."""
    held().pop(document.id, None)


def kept(document: Held, key: tuple[str, ...], make: Callable[[], _Made]) -> _Made:
    """What ``make`` gives, made once for the report that the document has now."""
    if key not in document.made:
        document.made[key] = make()
    made: _Made = document.made[key]
    return made


def shown_as(document: Held) -> str:
    """What the choices about a document are known by: another result or another language begins them anew, because the
    words that one chooses from are others."""
    return f"{document.id}-{document.results}-{lang()}"


def text_of(report: Report) -> str:
    """The normalised text of a report that was made with it; "" for any other."""
    return report.document.text if isinstance(report.document.text, str) else ""


def lines_of(text: str) -> list[Line]:
    """The lines of a normalised text, as far as the text alone tells: rows of tables by what parts their cells.
    Pages and typography are not known."""
    from analyzer.reading.model import Cell, Style

    lines: list[Line] = []
    start, table = 0, -1
    for number, words in enumerate(text.split("\n"), 1):
        end = start + len(words)
        cells: list[CellSpan] = []
        if CELL_BREAK in words:
            if not lines or lines[-1].kind != "row":
                table += 1
            at = start
            for column, cell in enumerate(words.split(CELL_BREAK)):
                cells.append(CellSpan(at, at + len(cell), Cell(table, number, column)))
                at += len(cell) + 1
        lines.append(Line(
            number, start, end, "row" if cells else "paragraph", None, "", start, Style(),
            table if cells else None, tuple(cells),
        ))  # fmt: skip
        start = end + 1
    return lines
