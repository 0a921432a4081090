"""Figures and times in words."""

from __future__ import annotations

from typing import Any

import pytest

from analyzer.report.model import DeadlineItem, FigureItem
from analyzer.report.phrases import deadline_words, figure_words, indicator_words, number_words, when_words
from analyzer.report.view import percent
from analyzer.report.words import (
    ASSIGNMENT_ROLES,
    FAMILIES,
    LABELS,
    OPERATORS,
    SEVERITIES,
    STATUS_ICONS,
    STATUSES,
    VERDICT_ICONS,
    VERDICT_NOTES,
    VERDICTS,
    Lang,
    say,
)
from analyzer.text.written import date_words

PLACE: dict[str, Any] = {
    "quote": "",
    "span": (0, 0),
    "page": None,
    "line": 1,
    "source": [],
    "section": None,
    "value_span": (0, 0),
}


def figure(op: str, low: float | None, high: float | None, unit: str, **rest: Any) -> FigureItem:
    fields: dict[str, Any] = {
        "kind": "target", "indicator": "other", "indicator_text": "", "op": op, "min": low, "max": high, "unit": unit,
        "per": None, "per_entity": None, "population": None, "place": None, "basis": None, "when": None,
        **PLACE, **rest,
    }  # fmt: skip
    return FigureItem(**fields)


FIGURES: list[tuple[FigureItem, str, str]] = [
    (figure("eq", 100, 100, "%"), "100%", "100%"),
    (figure("ge", 70, None, "%"), "từ 70% trở lên", "at least 70%"),
    (figure("gt", 53.1, None, "%"), "trên 53,1%", "more than 53.1%"),
    (figure("le", None, 5, "%"), "không quá 5%", "at most 5%"),
    (figure("lt", None, 30, "ngày"), "dưới 30 ngày", "less than 30 ngày"),
    (figure("range", 3, 4, "hội nghị", per="year"), "3 – 4 hội nghị mỗi năm", "3 – 4 hội nghị a year"),
    (figure("approx", 1369, 1369, "hồ sơ"), "khoảng 1.369 hồ sơ", "about 1,369 hồ sơ"),
    (figure("approx", 10, 20, "%"), "khoảng 10 – 20%", "about 10 – 20%"),
    (figure("delta", 5, 5, "%", per="year"), "tăng, giảm 5% mỗi năm", "change by 5% a year"),
    (figure("eq", 1, 1, "hội nghị", per_entity="tổ dân phố"), "1 hội nghị / tổ dân phố", "1 hội nghị / tổ dân phố"),
    (figure("eq", 2444500, 2444500, "người"), "2.444.500 người", "2,444,500 người"),
]


@pytest.mark.parametrize(("item", "vi", "en"), FIGURES)
def test_figure(item: FigureItem, vi: str, en: str) -> None:
    assert figure_words(item, "vi") == vi
    assert figure_words(item, "en") == en


WHEN: list[tuple[str | None, str | None, str | None, str, str]] = [
    (None, None, None, "", ""),
    ("2026-01-01", "2026-12-31", None, "năm 2026", "2026"),
    ("2026-01-01", "2030-12-31", None, "2026–2030", "2026–2030"),
    (None, "2030-12-31", None, "đến hết năm 2030", "by the end of 2030"),
    (None, "2026-06-30", None, "đến 30/6/2026", "by 30/6/2026"),
    ("2025-07-01", None, None, "từ 01/7/2025", "from 01/7/2025"),
    ("2026-01-01", None, None, "từ năm 2026", "from 2026"),
    ("2026-05-13", "2026-05-13", None, "13/5/2026", "13/5/2026"),
    ("2026-04-01", "2026-06-30", None, "01/4/2026 – 30/6/2026", "01/4/2026 – 30/6/2026"),
    (None, None, "P1Y", "hằng năm", "yearly"),
    (None, None, "P2W", "P2W", "P2W"),
    ("2026", "2026", None, "năm 2026", "2026"),
]


@pytest.mark.parametrize(("start", "end", "every", "vi", "en"), WHEN)
def test_when(start: str | None, end: str | None, every: str | None, vi: str, en: str) -> None:
    assert when_words(start, end, every, "vi") == vi
    assert when_words(start, end, every, "en") == en


def test_indicator() -> None:
    known = figure("eq", 42, 42, "%", indicator="satisfaction_rate", indicator_text="hài lòng")
    assert indicator_words(known, "vi") not in ("", "hài lòng", "satisfaction_rate")
    assert indicator_words(known, "vi") != indicator_words(known, "en")
    other = figure("eq", 42, 42, "%", indicator_text="số thôn có\ttủ sách")
    assert indicator_words(other, "vi") == "số thôn có | tủ sách"


def deadline(**given: Any) -> DeadlineItem:
    fields: dict[str, Any] = {
        "kind": "period", "start": None, "end": None, "every": None, "month": None, "day": None, "precision": "day",
        "inclusive": True, "status": "ok", **PLACE, **given,
    }  # fmt: skip
    return DeadlineItem(**fields)


DEADLINES: list[tuple[DeadlineItem, str, str]] = [
    (deadline(end="2025-04-20", inclusive=False), "trước 20/4/2025", "before 20/4/2025"),
    (deadline(end="2025-12-31"), "đến hết năm 2025", "by the end of 2025"),
    (deadline(every="P1Y", month=5), "tháng 5 hằng năm", "month 5, yearly"),
    (deadline(every="P1Y", month=12, day=15, inclusive=False), "trước ngày 15/12 hằng năm", "before 15/12, yearly"),
    (deadline(every="P3M"), "hằng quý", "quarterly"),
    (deadline(status="impossible"), "không có trong lịch", "not in the calendar"),
]


@pytest.mark.parametrize(("item", "vi", "en"), DEADLINES)
def test_deadline(item: DeadlineItem, vi: str, en: str) -> None:
    assert deadline_words(item, "vi") == vi
    assert deadline_words(item, "en") == en


@pytest.mark.parametrize(
    ("value", "lang", "words"),
    [
        (1369, "vi", "1.369"),
        (53.1, "vi", "53,1"),
        (1234.56, "vi", "1.234,56"),
        (1234.56, "en", "1,234.56"),
        (None, "vi", ""),
    ],
)
def test_number(value: float | None, lang: Lang, words: str) -> None:
    assert number_words(value, lang) == words


@pytest.mark.parametrize(
    ("date", "words"), [("2026", "2026"), ("2026-02", "02/2026"), ("2026-12", "12/2026"), ("2026-06-03", "03/6/2026")]
)
def test_date(date: str, words: str) -> None:
    assert date_words(date) == words


@pytest.mark.parametrize(("share", "vi"), [(0.65, "65%"), (0.6667, "66,7%"), (1.0, "100%"), (0.0, "0%"), (None, "–")])
def test_percent(share: float | None, vi: str) -> None:
    assert percent(share, "vi") == vi


def test_every_word_has_both_languages() -> None:
    for table in (VERDICTS, VERDICT_NOTES, STATUSES, SEVERITIES, FAMILIES, ASSIGNMENT_ROLES, OPERATORS, LABELS):
        for key, text in table.items():
            assert text.vi, key
            assert text.en, key
            fields = [part.split("}")[0] for part in text.vi.split("{")[1:]]
            assert sorted(fields) == sorted(part.split("}")[0] for part in text.en.split("{")[1:]), key
    assert set(VERDICTS) == set(VERDICT_ICONS) == set(VERDICT_NOTES)
    assert set(STATUSES) == set(STATUS_ICONS)
    assert say(VERDICTS, "unheard of", "vi") == "unheard of"
