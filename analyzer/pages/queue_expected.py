"""What is owed: who has handed in, who has not, and the list itself."""

from __future__ import annotations

import csv
import io
from datetime import date

import streamlit as st

from analyzer.errors import UsageError
from analyzer.pages.common import lang, words
from analyzer.pages.queue_texts import STANDINGS, TEXTS
from analyzer.pages.review_common import MEGABYTES, act, badge, day, notify
from analyzer.report.safe import one_line
from analyzer.review.desk import Desk
from analyzer.review.expected import Owed, OwedRow, expected, load_expected, standings
from analyzer.review.people import Actor, Role
from analyzer.review.states import STATES
from analyzer.review.submissions import KINDS
from analyzer.review.tables import csv_text

_COLUMNS = ("place", "kind", "period", "due")
_LOADERS = (Role.LEAD, Role.ADMINISTRATOR)
_COLORS = {"overdue": "red", "due_soon": "orange", "pending": "gray", "late": "orange", "returned": "red",
           "submitted": "green"}  # fmt: skip


def draw(desk: Desk, actor: Actor) -> None:
    """How it stands; for those who may, the form that takes a list."""
    t = words(TEXTS)
    st.caption(t("expected_lead"))
    rows = expected(desk, actor)
    if rows:
        counts = standings(rows)
        st.markdown(" ".join(
            badge(f"{STANDINGS[standing].in_language(lang())}: {n}", _COLORS[standing])  # type: ignore[arg-type]
            for standing, n in counts.items() if n
        ))  # fmt: skip
        hide = st.checkbox(t("only_missing"), value=True, key="expected-missing")
        shown = [row for row in rows if not hide or row.standing != "submitted"]
        if shown:
            table = _table(shown)
            st.dataframe(table, hide_index=True, key="expected-table")
            data = csv_text(list(table[0]), (list(row.values()) for row in table)).encode("utf-8-sig")
            st.download_button(
                t("download"), data, "theo-doi-nop.csv", "text/csv", key="expected-csv", on_click="ignore"
            )
        else:
            st.success(t("expected_done"))
    else:
        st.info(t("expected_none"))
    if any(at.role in _LOADERS for at in actor.roles):
        _load_form(desk, actor)


def _table(rows: list[OwedRow]) -> list[dict[str, object]]:
    t, code = words(TEXTS), lang()
    return [
        {
            t("col_place"): one_line(row.place), t("kind"): KINDS[row.kind].in_language(code),
            t("period"): one_line(row.period), t("col_standing"): STANDINGS[row.standing].in_language(code),
            t("col_due"): day(row.due), t("col_days"): row.days,
            t("col_state"): f"{row.submission} – {STATES[row.state].in_language(code)}" if row.state else "–",
        }
        for row in rows
    ]  # fmt: skip


def _load_form(desk: Desk, actor: Actor) -> None:
    t = words(TEXTS)
    with st.expander(t("load"), key="expected-load"), st.form("expected", border=False):
        st.caption(t("load_help"))
        file = st.file_uploader(t("load_file"), type="csv", key="expected-file", max_upload_size=MEGABYTES)
        replace = st.checkbox(t("replace"), key="expected-replace")
        if st.form_submit_button(t("load_do"), key="expected-do") and file is not None:
            load(desk, actor, file.getvalue(), replace=replace)
            st.rerun()


def load(desk: Desk, actor: Actor, data: bytes, *, replace: bool) -> None:
    """Takes the list of a file and says what came of it."""

    def take() -> None:
        done = load_expected(desk, actor, owed_in(data), replace=replace)
        notify("success", words(TEXTS)(
            "loaded", added=done.added, changed=done.changed, same=done.same, removed=done.removed
        ))  # fmt: skip

    act(take)


def owed_in(data: bytes) -> list[Owed]:
    """The rows of a CSV file. Raises ``UsageError`` with the line where it is not one."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        if not {"place", "kind", "period"} <= set(reader.fieldnames or ()):
            raise UsageError("Tệp cần các cột place, kind, period, due.", "The file needs place, kind, period, due.")
        return [_owed(reader.line_num, row) for row in reader if any(row.get(name) for name in _COLUMNS)]
    except (UnicodeDecodeError, csv.Error):
        raise UsageError("Tệp không phải CSV mã UTF-8.", "The file is not a CSV in UTF-8.") from None


def _owed(line: int, row: dict[str, str | None]) -> Owed:
    place, kind, period, due = ((row.get(name) or "").strip() for name in _COLUMNS)
    try:
        return Owed(place, kind, period, date.fromisoformat(due) if due else None)
    except ValueError:
        raise UsageError(
            f"Dòng {line}: hạn “{due}” không đúng dạng YYYY-MM-DD.", f"Line {line}: “{due}” is no YYYY-MM-DD date."
        ) from None
