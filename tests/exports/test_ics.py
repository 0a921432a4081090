"""The calendar: valid, complete, each time on the day by which it is due."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.report.export import Document
from analyzer.report.ics import _fold, calendar
from analyzer.report.model import DeadlineItem
from analyzer.report.recurrence import first_day, last_day, recurrence_of
from tests.exports.samples import DAY, HOSTILE, checked

_NAMES = ["ke-hoach-huyen-sa-loc.txt", "ke-hoach-xa-an-thinh.docx", "ke-hoach-dac-khu-hon-sam.pdf"]


def _events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def _deadline(**given_: Any) -> DeadlineItem:
    values: dict[str, Any] = {
        "kind": "period", "start": None, "end": None, "every": None, "month": None, "day": None, "precision": "day",
        "inclusive": True, "status": "ok", "quote": "xong trước hạn", "span": (0, 8), "page": None, "line": 1,
        "source": [], "section": None, "value_span": (0, 8),
    }  # fmt: skip
    return DeadlineItem(**{**values, **given_})


def _only(*deadlines: DeadlineItem) -> Document:
    document = checked(_NAMES[0])
    report = deepcopy(document.report)
    report.deadlines, report.assignments = list(deadlines), []
    return Document(report, document.clean, document.original)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_time_of_the_json_is_an_event_or_is_named_as_left_out(lang: str) -> None:
    documents = [checked(name) for name in _NAMES]
    text = calendar(documents, DAY, lang=lang)  # type: ignore[arg-type]
    events = _events(text)
    times = [d for document in documents for d in document.report.deadlines]
    assert len(events) == sum(d.status == "ok" for d in times)
    assert text.count("\r\nX-RASOAT-LEFT-OUT:") == sum(d.status == "impossible" for d in times) > 0
    assert len({event["UID"] for event in events}) == len(events)
    assert text == calendar(documents, DAY, lang=lang)  # type: ignore[arg-type]
    unfolded = text.replace("\r\n ", "")
    for document in documents:
        assert document.report.document.sha256 in unfolded
    assert "qd1676" in unfolded
    assert "20/11/2026" in unfolded
    for event in events:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(1)
        assert type(event["DTSTART"].dt) is date
        assert event["SUMMARY"]


def test_lines_are_short_and_end_as_they_must() -> None:
    text = calendar([checked(name) for name in _NAMES], DAY)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode("utf-8")) <= 75 and "\n" not in line for line in lines)


_DUE = [
    (_deadline(kind="date", start="2026-05-15", end="2026-05-15"), date(2026, 5, 15)),
    (_deadline(end="2026-06-30"), date(2026, 6, 30)),
    (_deadline(end="2026-06-30", inclusive=False), date(2026, 6, 29)),
    (_deadline(end="2026-03-01", inclusive=False), date(2026, 2, 28)),
    (_deadline(start="2026-01-01", end="2026-12-31"), date(2026, 12, 31)),
    (_deadline(end="2028-02"), date(2028, 2, 29)),
    (_deadline(end="2030"), date(2030, 12, 31)),
    (_deadline(start="2025-07-01"), date(2025, 7, 1)),
    (_deadline(start="2026-07"), date(2026, 7, 1)),
]


@pytest.mark.parametrize(("deadline", "day"), _DUE)
def test_a_time_is_on_the_day_by_which_it_is_due(deadline: DeadlineItem, day: date) -> None:
    (event,) = _events(calendar([_only(deadline)], DAY))
    assert event["DTSTART"].dt == day
    assert "RRULE" not in event


@pytest.mark.parametrize("deadline", [_deadline(status="impossible"), _deadline(), _deadline(end="9999-12-31")])
def test_a_time_without_a_day_is_left_out_and_named(deadline: DeadlineItem) -> None:
    text = calendar([_only(deadline)], DAY)
    assert _events(text) == []
    assert "X-RASOAT-LEFT-OUT" in text


_REPEATED = [
    (_deadline(every="P1Y", month=5), [date(2022, 5, 31), date(2023, 5, 31)]),
    (_deadline(every="P1Y", month=2), [date(2022, 2, 28), date(2023, 2, 28), date(2024, 2, 29)]),
    (_deadline(every="P1Y", month=12, day=15, inclusive=False), [date(2022, 12, 14), date(2023, 12, 14)]),
    (_deadline(every="P1Y", month=3, day=1, inclusive=False), [date(2022, 2, 28), date(2023, 2, 28)]),
    (_deadline(every="P1Y", month=1, day=1, inclusive=False), [date(2022, 12, 31), date(2023, 12, 31)]),
    (_deadline(every="P1Y"), [date(2022, 12, 31), date(2023, 12, 31)]),
    (_deadline(every="P6M"), [date(2022, 6, 30), date(2022, 12, 31), date(2023, 6, 30)]),
    (_deadline(every="P3M"), [date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30)]),
    (_deadline(every="P3M", day=20), [date(2022, 3, 20), date(2022, 6, 20)]),
    (_deadline(every="P1M"), [date(2022, 1, 31), date(2022, 2, 28)]),
    (_deadline(every="P1W"), [date(2022, 1, 7), date(2022, 1, 14)]),
    (_deadline(every="P1D"), [date(2022, 1, 1), date(2022, 1, 2)]),
    (_deadline(every="P2Y"), [date(2022, 12, 31), date(2024, 12, 31)]),
]


@pytest.mark.parametrize(("deadline", "days"), _REPEATED)
def test_a_recurring_time_falls_on_its_days(deadline: DeadlineItem, days: list[date]) -> None:
    rule = recurrence_of(deadline, date(2022, 1, 1), date(2024, 12, 31))
    assert rule is not None
    found = [d.date() for d in rrulestr(rule.rule, dtstart=_midnight(rule.first))]
    assert found[: len(days)] == days
    assert found[0] == rule.first
    assert found[-1] <= date(2024, 12, 31)


def _midnight(day: date) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


@settings(max_examples=150, deadline=None)
@given(
    every=st.sampled_from(["P1Y", "P2Y", "P6M", "P3M", "P1M", "P2M", "P5M", "P1W", "P1D", "P0D", "P999Y", "x"]),
    month=st.none() | st.integers(1, 12), day=st.none() | st.integers(1, 31), inclusive=st.booleans(),
    base=st.dates(date(1990, 1, 1), date(2090, 12, 31)), length=st.integers(0, 4000),
)  # fmt: skip
def test_the_first_day_is_an_occurrence(
    every: str, month: int | None, day: int | None, inclusive: bool, base: date, length: int
) -> None:
    until = base + timedelta(length)
    rule = recurrence_of(_deadline(every=every, month=month, day=day, inclusive=inclusive), base, until)
    if rule is None:
        return
    assert base <= rule.first <= until
    assert next(iter(rrulestr(rule.rule, dtstart=_midnight(rule.first)))).date() == rule.first


@given(st.text(max_size=400).filter(lambda text: not set(text) & {"\r", "\n"}))
def test_folding_is_undone_by_unfolding(line: str) -> None:
    line = line.encode("utf-8", "replace").decode()
    folded = _fold(line)
    assert "\r\n".join(folded).replace("\r\n ", "") == line
    assert all(len(part.encode("utf-8")) <= 75 for part in folded)


def test_hostile_words_are_words() -> None:
    text = calendar([_only(_deadline(end="2026-06-30", quote=HOSTILE + "\r\nATTENDEE:mailto:x@x\nEND:VEVENT"))], DAY)
    (event,) = _events(text)
    assert "<script>alert(1)</script>" in event["DESCRIPTION"]
    assert "ATTENDEE" not in event
    assert len(text) < 10_000
    assert not any(char in text for char in "\x00\x08\x1b\u202e\u200f")


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [("2026", date(2026, 1, 1), date(2026, 12, 31)), ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
     ("2026-05-13", date(2026, 5, 13), date(2026, 5, 13)), ("2026-02-30", None, None), ("", None, None),
     ("0000", None, None)],
)  # fmt: skip
def test_dates_known_in_part(iso: str, first: date | None, last: date | None) -> None:
    assert (first_day(iso), last_day(iso)) == (first, last)


def test_a_corrected_document_keeps_the_ids_of_its_times(tmp_path: Path) -> None:
    from analyzer.pipeline import analyze, report_on

    names = []
    head, time = "Số: 5/KH-UBND\nKẾ HOẠCH\n", "- Báo cáo trước ngày 15/12/2026.\n"
    for text in (head + time, head + "- Việc khác.\n" + time):
        path = tmp_path / "ke-hoach.txt"
        path.write_text(text, "utf-8")
        analysis = analyze(path)._.analysis
        document = Document(report_on(analysis), analysis.outline.clean, path.read_bytes())
        names.append([event["UID"] for event in _events(calendar([document], DAY))])
    assert names[0] == names[1] != []
