"""What the pages of the queue and of the archive share: acts with their outcome in one sentence, moments, badges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Literal

import streamlit as st

from analyzer.errors import RasoatError
from analyzer.pages import common
from analyzer.pages.check_texts import TEXTS as CHECK
from analyzer.pages.check_view import style
from analyzer.pages.common import lang, markdown, words
from analyzer.reading.limits import DEFAULT_LIMITS
from analyzer.report.words import SEVERITIES, VERDICT_ICONS, VERDICTS, say
from analyzer.review.desk import Desk
from analyzer.review.listing import SubmissionRow
from analyzer.review.states import DECISIONS, STATES, DecisionKind, State
from analyzer.review.tables import day_words

Color = Literal["red", "orange", "blue", "green", "violet", "gray"]
SHOWN = "ho-so"
"""Query parameter: the number of the submission that is open."""
MEGABYTES = DEFAULT_LIMITS.file_size >> 20
"""The largest file that is taken."""
_PATIENCE = timedelta(seconds=5)
_NOTICES = "review-notices"
_VIETNAM = timezone(timedelta(hours=7))
_STATE_COLORS: dict[State, Color] = {
    State.CHECKING: "gray", State.WAITING: "orange", State.IN_REVIEW: "blue", State.RETURNED: "red",
    State.APPROVED: "green",
}  # fmt: skip
_VERDICT_COLORS: dict[str, Color] = {
    "compliant": "green", "to_complete": "orange", "not_compliant": "red", "needs_review": "violet",
    "out_of_scope": "blue",
}  # fmt: skip
_DECISION_COLORS: dict[DecisionKind, Color] = {
    DecisionKind.OPEN: "gray", DecisionKind.CONFIRMED: "red", DecisionKind.DISMISSED: "green",
    DecisionKind.CORRECTED: "orange", DecisionKind.WAIVED: "blue",
}  # fmt: skip
_SEVERITY_COLORS: dict[str, Color] = {"error": "red", "warning": "orange", "advice": "gray"}


def act(do: Callable[[], object], done: str = "") -> bool:
    """Carries out one act of a person; whether it was. What came of it, ``done`` or the refusal, is a sentence that
    ``show_notices`` shows when the page is drawn next."""
    try:
        do()
    except RasoatError as error:
        notify("error", error.message.in_language(lang()))
        return False
    if done:
        notify("success", done)
    return True


def notify(kind: Literal["success", "error", "warning"], words: str) -> None:
    """Keeps a sentence until the page is drawn. It may hold text of a document: it is made safe where it is shown."""
    st.session_state.setdefault(_NOTICES, []).append((kind, words))


def show_notices() -> None:
    """Shows what was kept, once. Its place is there without a notice too: else all below it would be drawn anew."""
    shows = {"success": (st.success, ":material/check_circle:"), "error": (st.error, ":material/error:"),
             "warning": (st.warning, ":material/warning:")}  # fmt: skip
    with st.container(key="notices"):
        for kind, said in st.session_state.pop(_NOTICES, []):
            show, icon = shows[kind]
            show(markdown(said), icon=icon)


def open_submission(id_: int | None) -> None:
    """Goes to a submission; None: back to the list."""
    if id_ is None:
        st.query_params.pop(SHOWN, None)
    else:
        st.query_params[SHOWN] = str(id_)


def hurry(desk: Desk, rows: Iterable[SubmissionRow]) -> None:
    """Sees to it that somebody checks, where one of the submissions has waited for that for a while."""
    if any(row.state == State.CHECKING and desk.now() - row.submitted_at > _PATIENCE for row in rows):
        common.need_worker()


def page_style() -> None:
    """The style sheet of the pages, the words of a field for files, and room below the bar at the top."""
    t = words(CHECK)
    st.html(
        f"<style>{style()}\n:root {{ --rs-choose: '{t('choose_file')}'; --rs-limit: '{t('limit', n=MEGABYTES)}'; }}\n"
        ".stMainBlockContainer { padding-top: 4rem; }</style>"
    )


def opened() -> int | None:
    """The number of the submission that the address names."""
    given = st.query_params.get(SHOWN, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None


def moment(at: datetime | None) -> str:
    """``14:05 ngày 20/11/2026``, by the clock of Việt Nam."""
    if at is None:
        return "–"
    local = at.astimezone(_VIETNAM)
    return f"{local:%H:%M} ngày {local:%d/%m/%Y}" if lang() == "vi" else f"{local:%Y-%m-%d %H:%M}"


def clock(at: datetime) -> str:
    """``14:05``, by the clock of Việt Nam."""
    return f"{at.astimezone(_VIETNAM):%H:%M}"


def day(at: date | None) -> str:
    """``20/11/2026``."""
    return day_words(at, lang()) or "–"


def state_badge(state: State) -> str:
    """A coloured word for where a submission stands, as Markdown."""
    return _badge(STATES[state].in_language(lang()), _STATE_COLORS[state])


def verdict_badge(verdict: str) -> str:
    """A coloured word for a verdict, as Markdown."""
    words = f"{VERDICT_ICONS.get(verdict, '')} {say(VERDICTS, verdict, lang())}".strip()
    return _badge(words, _VERDICT_COLORS.get(verdict, "gray"))


def decision_badge(decision: DecisionKind) -> str:
    """A coloured word for what a person made of a finding, as Markdown."""
    return _badge(DECISIONS[decision].in_language(lang()), _DECISION_COLORS[decision])


def severity_badge(severity: str) -> str:
    """A coloured word for how much a rule matters, as Markdown."""
    return _badge(say(SEVERITIES, severity, lang()), _SEVERITY_COLORS.get(severity, "gray"))


def badge(words: str, color: Color = "gray") -> str:
    """A coloured word as Markdown; ``words`` may be text of a document."""
    return _badge(words, color)


def _badge(words: str, color: Color) -> str:
    return f":{color}-badge[{markdown(words)}]"
