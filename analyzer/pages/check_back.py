"""What takes a document into the hands once more, to write a copy of it or to hold it against another: done in a
process beside the page, when somebody asks for it, that is stopped when it takes too long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as TookTooLong
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import streamlit as st

from analyzer.errors import RasoatError, Text
from analyzer.pages.check_texts import TEXTS
from analyzer.report.words import Lang

if TYPE_CHECKING:
    from pebble import ProcessPool

    from analyzer.pages.documents import Held
    from analyzer.report.comparison import Comparison
    from analyzer.report.export import Document

_SECONDS = 120
FORMATS = ("docx", "pdf", "letter", "xlsx", "html", "ics", "json")
_ONLY_OF = {"docx": "docx", "pdf": "pdf"}
"""Formats that only fit a document of that format."""
_MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "letter": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "html": "text/html",
    "ics": "text/calendar", "json": "application/json",
}  # fmt: skip


class Failed(Exception):
    """What was asked for could not be made; ``message`` says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class Download:
    """A file that is made when somebody presses its button. The button calls it in a thread of its own; ``trouble``
    waits for that and says what went wrong."""

    def __init__(self, document: Held, format_: str, lang: Lang) -> None:
        self._document, self._format, self._lang = document, format_, lang
        self._done = threading.Event()
        self._trouble: Text | None = None

    @property
    def name(self) -> str:
        """What the file is called."""
        from pathlib import PurePath

        from analyzer.commands.exports import file_name

        return file_name(PurePath(self._document.name), self._format)  # type: ignore[arg-type]

    @property
    def mime(self) -> str:
        """Its type on the web."""
        return _MIMES[self._format]

    def __call__(self) -> bytes:
        """The bytes. Raises ``Failed``."""
        self._done.clear()
        self._trouble = None
        try:
            return self._bytes()
        except Failed as failure:
            self._trouble = failure.message
            raise
        finally:
            self._done.set()

    def _bytes(self) -> bytes:
        from analyzer.report.codec import to_json

        report = self._document.report
        if report is None:
            raise Failed(TEXTS["broken"])
        if self._format == "json":
            return to_json(report)
        made = beside(
            _exported, self._document.name, self._document.data, to_json(report), self._format, self._lang, date.today()
        )
        return bytes(made)

    def trouble(self) -> Text | None:
        """What went wrong, once the file is made or not; None: nothing."""
        self._done.wait(_SECONDS + 5)
        return self._trouble


def formats_of(document: Held) -> list[str]:
    """The formats that fit a document."""
    known = document.report.document.format if document.report is not None else ""
    return [format_ for format_ in FORMATS if _ONLY_OF.get(format_, known) == known]


@st.cache_resource(show_spinner=False, on_release=lambda pool: pool.stop())
def _pool() -> ProcessPool:
    from pebble import ProcessPool

    return ProcessPool(max_workers=1, max_tasks=20, context=get_context("spawn"))


def beside(do: Callable[..., Any], *values: Any) -> Any:
    """What ``do(*values)`` gives in the process beside the page. Raises ``Failed``."""
    from pebble import ProcessExpired

    try:
        result = _pool().schedule(do, args=values, timeout=_SECONDS).result()
    except TookTooLong:
        text = TEXTS["too_long"]
        raise Failed(Text(text.vi.format(n=_SECONDS), text.en.format(n=_SECONDS))) from None
    except ProcessExpired:
        raise Failed(TEXTS["broken"]) from None
    if isinstance(result, Text):
        raise Failed(result)
    return result


def compared(plan: Held, report: Held) -> Comparison:
    """A plan held against a report. Raises ``Failed``."""
    import msgspec

    from analyzer.report.comparison import Comparison

    made = beside(_compared, *((one.name, one.data, one.given) for one in (plan, report)))
    return msgspec.json.decode(made, type=Comparison)


def _exported(name: str, data: bytes, report: bytes, format_: str, lang: Lang, today: date) -> bytes | Text:
    """In the process beside the page: one document in one format, or why it cannot be made."""
    from analyzer.reading import read
    from analyzer.report.codec import from_json
    from analyzer.report.export import Document
    from analyzer.text.normalise import normalise

    try:
        return _written(Document(from_json(report), normalise(read(name, data=data)), data), format_, lang, today)
    except RasoatError as error:
        return error.message


def _written(source: Document, format_: str, lang: Lang, today: date) -> bytes:
    if format_ == "docx":
        from analyzer.report.docx_comments import docx_with_comments

        return docx_with_comments(source, today, lang=lang)
    if format_ == "pdf":
        from analyzer.report.pdf_annotations import pdf_with_notes

        return pdf_with_notes(source, today, lang=lang)
    if format_ == "letter":
        from analyzer.report.letter import letter

        return letter(source, today)
    if format_ == "xlsx":
        from analyzer.report.xlsx import workbook_of

        return workbook_of(source.report, today, lang)
    if format_ == "ics":
        from analyzer.report.ics import calendar

        return calendar([source], today, lang=lang).encode("utf-8")
    from analyzer.report.html import render_html

    page = render_html(source.report, lang=lang, text=source.clean.text, lines=source.clean.lines)
    return page.encode("utf-8")


def _compared(plan: tuple[str, bytes, Mapping[str, str]], report: tuple[str, bytes, Mapping[str, str]]) -> bytes | Text:
    """In the process beside the page: the comparison as JSON, or why there is none."""
    import msgspec

    from analyzer.comparison.build import compare_analyses
    from analyzer.pipeline import analyze_source
    from analyzer.reading import read

    try:
        first, second = (analyze_source(read(name, data=data), **given) for name, data, given in (plan, report))
        return msgspec.json.encode(compare_analyses(first, second, "plan-report"))
    except RasoatError as error:
        return error.message
