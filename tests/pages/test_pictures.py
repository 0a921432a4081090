"""Tables and pictures of a report, and the text that they point into."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from analyzer import check
from analyzer.pages.documents import lines_of
from analyzer.pages.pictures import bars_of, day, deadlines_table, figures_table, matrix_of, matrix_table, timeline
from analyzer.report.model import Report

SAMPLES = Path(__file__).resolve().parents[2] / "corpora" / "documents"


@pytest.fixture(scope="module")
def report() -> Report:
    return check(SAMPLES / "ke-hoach-huyen-sa-loc.txt", with_text=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
        (None, None, None),
        ("", None, None),
        ("2026-02-30", None, None),
        ("2026-13", None, None),
        ("sớm", None, None),
    ],
)
def test_days_of_whole_and_partial_dates(text: str | None, first: date | None, last: date | None) -> None:
    assert day(text, last=False) == first
    assert day(text, last=True) == last


def test_the_line_of_time_holds_each_time_once_in_order(report: Report) -> None:
    bars = bars_of(report.deadlines, "vi")
    assert bars
    assert [bar.end for bar in bars] == sorted(bar.end for bar in bars)
    assert len({(bar.words, bar.start, bar.end) for bar in bars}) == len(bars)
    assert all(bar.start <= bar.end for bar in bars)
    assert {bar.kind for bar in bars} == {"date", "period"}
    assert not bars_of([item for item in report.deadlines if item.end is None], "vi")


def test_the_chart_has_a_row_for_each_time_even_where_words_are_the_same(report: Report) -> None:
    bars = bars_of(report.deadlines, "vi")
    chart = timeline([*bars, *bars], "vi").to_dict()
    rows = next(iter(chart["datasets"].values())) if "datasets" in chart else chart["layer"][0]["data"]["values"]
    assert len({row["label"] for row in rows}) == len(rows) == 2 * len(bars)


def test_tables_have_a_row_for_each_thing_and_lead_to_its_line(report: Report) -> None:
    for made, items in (
        (figures_table(report, "vi"), report.figures),
        (deadlines_table(report, "en"), report.deadlines),
    ):
        rows = html.fromstring(made).findall(".//tbody/tr")
        assert [row.find(".//a").get("href") for row in rows] == [f"#L{item.line}" for item in items]


def test_the_matrix_holds_every_assignment(report: Report) -> None:
    matrix = matrix_of(report, "vi")
    assert len(matrix.bodies) == len({item.body for item in report.assignments})
    held = sum(len(cell) for row in matrix.rows for cell in row["cells"])
    assert held == len({(item.task, item.line, item.body, item.role) for item in report.assignments})
    assert all(len(row["cells"]) == len(matrix.bodies) for row in matrix.rows)
    cells = html.fromstring(matrix_table(report, "vi")).xpath(".//td[abbr]")
    assert len(cells) == sum(bool(cell) for row in matrix.rows for cell in row["cells"])


@given(st.text(st.sampled_from("ab \t\n–\u2028"), max_size=60))
def test_lines_cover_the_text_as_it_is(text: str) -> None:
    lines = lines_of(text)
    assert "\n".join(text[line.start : line.end] for line in lines) == text
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for line in lines:
        if line.cells:
            assert "\t".join(text[cell.start : cell.end] for cell in line.cells) == text[line.start : line.end]


def test_lines_are_those_of_the_report(report: Report) -> None:
    text = report.document.text
    assert isinstance(text, str)
    lines = {line.number: line for line in lines_of(text)}
    for item in [*report.figures, *report.deadlines, *report.assignments]:
        assert lines[item.line].start <= item.span[0] <= lines[item.line].end
