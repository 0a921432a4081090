"""What a document promises, as tables and pictures: figures, times on a line, who does what."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from analyzer.errors import Text
from analyzer.extraction.model import AssignmentRole
from analyzer.pages.check_view import part
from analyzer.report.model import AssignmentItem, DeadlineItem, Report
from analyzer.report.phrases import deadline_words, figure_words, indicator_words, when_words
from analyzer.report.safe import shorten
from analyzer.report.view import at_words
from analyzer.report.words import ASSIGNMENT_ROLES, FIGURE_KINDS, Lang, say

if TYPE_CHECKING:
    import altair

_LETTERS: dict[str, Text] = {
    "lead": Text("C", "L"), "execute": Text("T", "E"), "coordinate": Text("P", "C"),
}  # fmt: skip
_MOST_BARS = 60
_COLOURS = {"date": "#a3242b", "period": "#2f6fae"}
_KINDS = {"date": Text("Mốc, hạn", "Deadline"), "period": Text("Thời gian thực hiện", "Period")}


def figures_table(report: Report, lang: Lang) -> str:
    """The figures as markup: target or result, value, of what, when, where, and the words themselves."""
    rows = [
        {
            "kind": say(FIGURE_KINDS, item.kind, lang),
            "value": figure_words(item, lang),
            "what": indicator_words(item, lang),
            "quote": shorten(item.quote, 240),
            "when": when_words(item.when.start, item.when.end, item.when.every, lang) if item.when else "",
            "line": item.line,
            "place": at_words(item.page, item.line, "", lang),
        }
        for item in report.figures
    ]
    return part("tables.html.j2", "figures", lang, rows)


def deadlines_table(report: Report, lang: Lang) -> str:
    """The times as markup, in the order of the document."""
    rows = [
        {
            "when": deadline_words(item, lang),
            "wrong": item.status == "impossible",
            "quote": shorten(item.quote, 300),
            "line": item.line,
            "place": at_words(item.page, item.line, "", lang),
        }
        for item in report.deadlines
    ]
    return part("tables.html.j2", "deadlines", lang, rows)


@dataclass(frozen=True, slots=True)
class Bar:
    """A time on the line: whole days, ``start`` equal to ``end`` for a day by which something is due."""

    words: str
    when: str
    kind: str
    start: date
    end: date


def bars_of(deadlines: Sequence[DeadlineItem], lang: Lang) -> list[Bar]:
    """The times that lie on the calendar, earliest end first, each once; what recurs without an end has no place."""
    found: dict[tuple[str, date, date], Bar] = {}
    for item in deadlines:
        start, end = day(item.start, last=False), day(item.end, last=True)
        if item.status != "ok" or end is None:
            continue
        due = start is None or start == end
        words = shorten(item.quote, 90)
        bar = Bar(words, deadline_words(item, lang), "date" if due else "period", end if start is None else start, end)
        found.setdefault((words, bar.start, bar.end), bar)
    return sorted(found.values(), key=lambda bar: (bar.end, bar.start))


def day(text: str | None, *, last: bool) -> date | None:
    """The first or last day of an ISO date that may lack its day or month ("2026-05" → 31/5/2026); None for none, and
    for one that is no date."""
    if not text:
        return None
    try:
        year, month, number = (int(piece) for piece in f"{text}-0-0".split("-")[:3])
        month = month or (12 if last else 1)
        return date(year, month, number or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError:
        return None


def timeline(bars: Sequence[Bar], lang: Lang) -> altair.LayerChart | altair.FacetChart:
    """The times on a line of time: what is due on a day is a point, what lasts a bar."""
    import altair

    seen: Counter[str] = Counter()
    rows = []
    for bar in bars[:_MOST_BARS]:
        label = shorten(bar.words, 46)
        seen[label] += 1
        rows.append({
            "label": label if seen[label] == 1 else f"{label} ({seen[label]})", "words": bar.words, "when": bar.when,
            "kind": _KINDS[bar.kind].in_language(lang), "start": bar.start.isoformat(), "end": bar.end.isoformat(),
        })  # fmt: skip
    titles = {"when": Text("Thời hạn", "Time"), "words": Text("Nguyên văn", "Quote")}
    kinds = [kind.in_language(lang) for kind in _KINDS.values()]
    colour = altair.Color("kind:N", title=None, legend=altair.Legend(orient="top", direction="vertical"),
                          scale=altair.Scale(domain=kinds, range=list(_COLOURS.values())))  # fmt: skip
    labels = altair.Axis(title=None, labelLimit=200, labelOverlap=False, ticks=False, domain=False)
    base = altair.Chart(altair.InlineData(values=rows)).encode(
        y=altair.Y("label:O", axis=labels, sort=None),
        color=colour,
        tooltip=[altair.Tooltip(f"{key}:N", title=title.in_language(lang)) for key, title in titles.items()],
    )
    axis = altair.Axis(title=None, format="%m/%Y", orient="top", labelOverlap=True, tickCount=8)
    bars_ = (
        base.transform_filter("datum.start != datum.end")
        .mark_bar(height=10, cornerRadius=2)
        .encode(x=altair.X("start:T", axis=axis), x2="end:T")
    )
    points = (
        base.transform_filter("datum.start == datum.end")
        .mark_point(filled=True, size=70, shape="diamond")
        .encode(x=altair.X("end:T", axis=axis))
    )
    return altair.layer(bars_, points).properties(height=altair.Step(22))


@dataclass(frozen=True, slots=True)
class Role:
    """What a body is to a task."""

    role: str
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies across, tasks down."""

    bodies: list[str]
    rows: list[dict[str, Any]]


def matrix_of(report: Report, lang: Lang) -> Matrix:
    """Who has which part in which task. Bodies that occur most come first."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    tasks: dict[tuple[str, int], list[AssignmentItem]] = {}
    for item in report.assignments:
        counts[item.body] = counts.get(item.body, 0) + 1
        names.setdefault(item.body, shorten(item.body_text, 80))
        tasks.setdefault((item.task, item.line), []).append(item)
    bodies = sorted(counts, key=lambda body: -counts[body])
    rows = []
    for (task, line), items in tasks.items():
        times = dict.fromkeys(index for item in items for index in item.deadlines if index < len(report.deadlines))
        rows.append({
            "task": shorten(task, 220),
            "when": "; ".join(deadline_words(report.deadlines[index], lang) for index in times),
            "line": line,
            "place": at_words(items[0].page, line, "", lang),
            "cells": [_roles([item.role for item in items if item.body == body], lang) for body in bodies],
        })  # fmt: skip
    return Matrix([names[body] for body in bodies], rows)


def _roles(roles: Sequence[AssignmentRole], lang: Lang) -> list[Role]:
    return [
        Role(role, _LETTERS[role].in_language(lang), say(ASSIGNMENT_ROLES, role, lang)) for role in dict.fromkeys(roles)
    ]


def matrix_table(report: Report, lang: Lang) -> str:
    """The matrix of tasks and bodies as markup."""
    roles = [(role, _LETTERS[role].in_language(lang), say(ASSIGNMENT_ROLES, role, lang)) for role in _LETTERS]
    return part("tables.html.j2", "matrix", lang, matrix_of(report, lang), roles)
