"""What holds for every time: offsets, calendars, and no failure on any text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import pairwise

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.extraction.times import Context, factory, scan_times

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))
WORDS = st.sampled_from(
    [
        "ngày", "tháng", "năm", "quý", "hằng", "mỗi", "từ", "đến", "trước", "sau", "hết", "giai đoạn", "15/5", "2025",
        "6", "2025-2030", "II", "/", ",", ".", "-", "(", ")", "định kỳ", "lần", "cuối", "đầu", "31/9/2025", "1.", "số",
        "\n", "\t",
    ]
)  # fmt: skip


@given(
    DAYS,
    st.sampled_from(
        ["ngày {d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}", "ngày {d} tháng {m} năm {y}", "{d}-{m}-{y}", "{d}.{m}.{y}"]
    ),
)
def test_every_day_is_read_as_written(day: date, shape: str) -> None:
    found = scan_times(f"Họp {shape.format(d=day.day, m=day.month, y=day.year)} tại xã", cited=[])
    assert [(t.kind, t.start, t.end, t.status) for t in found] == [("date", day.isoformat(), day.isoformat(), "ok")]


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2099))
def test_days_that_no_calendar_has_are_impossible(day: int, month: int, year: int) -> None:
    (time,) = scan_times(f"ngày {day}/{month}/{year}", cited=[])
    exists = day <= monthrange(year, month)[1]
    assert time.status == ("ok" if exists else "impossible")
    assert (time.start is None) == (not exists)


@given(st.integers(1, 4), st.integers(2000, 2099), st.booleans())
def test_quarters(quarter: int, year: int, roman: bool) -> None:
    (time,) = scan_times(f"trong quý {ROMAN[quarter] if roman else quarter}/{year}", cited=[])
    assert time.start == f"{year}-{3 * quarter - 2:02}-01"
    assert time.end == f"{year}-{3 * quarter:02}-{monthrange(year, 3 * quarter)[1]}"


@given(st.lists(WORDS, max_size=40), st.none() | DAYS)
@settings(max_examples=300)
def test_any_words_give_ordered_times_inside_the_text(words: list[str], reference: date | None) -> None:
    text = " ".join(words)
    found = scan_times(text, context=Context(reference=reference))
    for time in found:
        assert 0 <= time.quote[0] <= time.span[0] < time.span[1] <= time.quote[1] <= len(text)
        assert time.status == "ok" or time.start is time.end is None
        if time.start and time.end:
            assert time.start <= time.end
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(found))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    scan_times(text)


def test_a_slice_is_read_with_offsets_of_the_whole() -> None:
    text = "Trước ngày 01/02/2026. Họp ngày 03/4/2026. Sau ngày 05/6/2026."
    start, end = text.index("Họp"), text.index(" Sau")
    assert [text[slice(*t.span)] for t in scan_times(text, start, end)] == ["ngày 03/4/2026"]


def test_component_in_a_foreign_pipeline() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("rasoat_times", config={"reference_date": "2026-03-01"})
    doc = nlp("Hoàn thành trước ngày 15/12; sơ kết 6 tháng một lần.")
    group = doc.spans[factory.GROUP]
    assert [(s.text, s.label_, s._.time.end, s._.time.every) for s in group] == [
        ("trước ngày 15/12", "period", "2026-12-15", None),
        ("6 tháng một lần", "recurrence", None, "P6M"),
    ]
