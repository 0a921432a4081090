"""What every page uses: the queue, who acts, the language, texts, and text of documents made safe to show."""

from __future__ import annotations

import importlib
import re
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analyzer.errors import RasoatError, Text
from analyzer.report.safe import one_line
from analyzer.report.words import Lang, say

if TYPE_CHECKING:
    from analyzer.review.desk import Desk
    from analyzer.review.people import Actor


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page of the app. ``module`` has a function ``page()`` that draws it; it is imported when the page is opened."""

    module: str
    path: str
    """Its place in the address ("check")."""
    title: Text
    icon: str


PAGES: tuple[PageEntry, ...] = (
    PageEntry("analyzer.pages.check", "check", Text("Kiểm tra", "Check"), ":material/fact_check:"),
    PageEntry("analyzer.pages.queue", "queue", Text("Hàng chờ", "Queue"), ":material/inbox:"),
    PageEntry("analyzer.pages.archive", "archive", Text("Kho", "Archive"), ":material/inventory_2:"),
    PageEntry("analyzer.pages.rules", "rules", Text("Bộ quy tắc", "Rules"), ":material/menu_book:"),
)
"""The pages in the order of the menu; the first is the one that opens."""

_TEXTS: dict[str, Text] = {
    "title": Text("Rà soát văn bản tuyên truyền BHXH", "Check of social-insurance communication documents"),
    "language": Text("Ngôn ngữ", "Language"),
}
_LANGS: dict[Lang, str] = {"vi": "Tiếng Việt", "en": "English"}
_ICON = Path(__file__).parent / "templates" / "icon.svg"
"""A picture of our own: any other would be fetched from another server."""
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&^=])")
_EMOJI = re.compile(r":(?=[\w+\-/]{1,80}[:\[])")


def run(entries: Sequence[PageEntry] = PAGES) -> None:
    """The whole app: what frames every page, and the page that is open."""
    st.set_page_config(
        page_title=_TEXTS["title"].in_language(lang()), page_icon=str(_ICON), layout="wide",
        initial_sidebar_state=240,
    )  # fmt: skip
    with st.sidebar:
        st.segmented_control(
            _TEXTS["language"].in_language(lang()), list(_LANGS), key="lang", default="vi",
            format_func=lambda code: _LANGS[code], required=True,
        )  # fmt: skip
    try:
        from analyzer.pages import identity

        identity.gate(desk(), lang())
    except RasoatError as error:
        st.error(markdown(error.message.in_language(lang())), icon=":material/error:")
        return
    pages = [
        st.Page(_runner(entry), title=entry.title.in_language(lang()), icon=entry.icon, url_path=entry.path,
                default=number == 0)
        for number, entry in enumerate(entries)
    ]  # fmt: skip
    st.navigation(pages).run()


def _runner(entry: PageEntry) -> Callable[[], None]:
    def run() -> None:
        try:
            importlib.import_module(entry.module).page()
        except RasoatError as error:
            st.error(markdown(error.message.in_language(lang())), icon=":material/error:")

    return run


def lang() -> Lang:
    """The language of this session."""
    return "en" if st.session_state.get("lang") == "en" else "vi"


def words(table: Mapping[str, Text]) -> Callable[..., str]:
    """``t(key, **values)`` over a page's own table of texts, in the language of the session. What is filled in must be
    made safe by the caller."""
    chosen, texts = lang(), dict(table)
    return lambda key, **values: say(texts, key, chosen, **values)


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The queue: one for all sessions of this server."""
    from analyzer.review.opening import desk_from_settings

    return desk_from_settings()


def actor() -> Actor:
    """Who acts in this session. Raises ``Denied`` where log-in is needed and nobody is logged in."""
    from analyzer.pages import identity

    return identity.actor(desk())


def warm_up() -> None:
    """Starts a worker in this process where the page runs by itself, so that the first document need not wait for it.
    ``rasoat serve`` has workers of its own."""
    if "analyzer.serving.front" not in sys.modules:
        _worker()


def need_worker() -> None:
    """Starts a worker in this process where something waits and nobody works. Not under ``rasoat serve``, which keeps
    workers of its own."""
    if "analyzer.serving.front" in sys.modules:
        return
    from sqlalchemy import func, select

    from analyzer.review.model import Job
    from analyzer.review.states import JobState

    with desk().database.read() as session:
        at_work = select(func.count()).where(Job.state == JobState.RUNNING, Job.lease_until > desk().now())
        if session.execute(at_work).scalar_one():
            return
    _worker()


@st.cache_resource(show_spinner=False, on_release=lambda stop: stop())
def _worker() -> Callable[[], None]:
    """What stops it."""
    from analyzer.review.worker import Checker, Worker

    checker, stopped = Checker(), threading.Event()

    def work() -> None:
        checker("-.txt", b"-", {})  # its process loads what it needs
        Worker(desk(), checker).run(stopped)

    def stop() -> None:
        stopped.set()
        checker.interrupt()
        checker.close()

    threading.Thread(target=work, name="rasoat-worker", daemon=True).start()
    return stop


def markdown(text: str) -> str:
    """Text of a document or a file's name for whatever Streamlit reads as Markdown: labels, captions, messages. It is
    shown as it is: no link, no picture, no formula, no emoji."""
    return _MARKDOWN.sub(r"\\\1", _EMOJI.sub(":\u2060", one_line(text)))
