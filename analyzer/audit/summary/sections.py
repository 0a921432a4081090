"""The sections of the page that are lists: indicators, bodies, changes, submissions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analyzer.audit.summary.charts import chart_of
from analyzer.audit.summary.model import Body, Series, Totals
from analyzer.audit.summary.words import DOCUMENT_STATES, SUBMISSION_STATES, words
from analyzer.report.phrases import indicator_names, number_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.words import ASSIGNMENT_ROLES, KINDS, PER, Lang, say
from analyzer.text.written import date_words

if TYPE_CHECKING:
    from analyzer.audit.changes import Changes
    from analyzer.audit.expected import Expected, Submission

LIST = 200
"""Entries of a list; the workbook holds all."""
_SERIES, _BODIES = 24, 25
_SEVERAL = 3
"""Values that a series needs to be drawn."""


def count(value: int, lang: Lang) -> str:
    """A number with its groups of three."""
    return number_words(value, lang)


def charts(totals: Totals, lang: Lang) -> list[dict[str, Any]]:
    """The small multiples, those with most values first."""
    series = [s for s in totals.series.values() if s.size >= _SEVERAL]
    series.sort(key=lambda s: (-s.size, s.indicator, s.unit, s.per or ""))
    return [_chart(one, lang) for one in series[:_SERIES]]


def _chart(series: Series, lang: Lang) -> dict[str, Any]:
    chart = chart_of(series)
    unit = series.unit if series.unit == "%" else f" {series.unit}" if series.unit else ""
    per = f" {say(PER, series.per, lang)}" if series.per else ""
    return {
        "name": say(indicator_names(), series.indicator, lang), "unit": f"{unit}{per}".strip(), "chart": chart,
        "points": [
            {
                "kind": words(p.kind, lang), "look": p.kind, "year": p.year, "count": count(p.count, lang), "at": p,
                "middle": _short(p.middle, lang) + ("%" if series.unit == "%" else ""),
                "low": _short(p.low, lang), "high": _short(p.high, lang),
            }
            for p in chart.points
        ],
    }  # fmt: skip


def _short(value: float, lang: Lang) -> str:
    """At most two digits behind the comma; whole numbers without any."""
    return number_words(int(value) if value == int(value) else round(value, 2), lang)


def bodies(totals: Totals, lang: Lang) -> list[dict[str, Any]]:
    """The bodies with most to do, and the parts of their bars."""
    busiest = sorted(totals.bodies.values(), key=lambda b: (-b.tasks, b.id))[:_BODIES]
    most = max((body.tasks for body in busiest), default=1)
    return [
        {
            "name": body_name(body), "tasks": count(body.tasks, lang), "documents": count(body.documents, lang),
            "roles": [(role, count(body.roles[role], lang)) for role in ASSIGNMENT_ROLES],
            "parts": _parts(body, most),
        }
        for body in busiest
    ]  # fmt: skip


def _parts(body: Body, most: int) -> list[tuple[str, float, float]]:
    place, parts = 0.0, []
    for role in ASSIGNMENT_ROLES:
        width = 1000 * body.roles[role] / most
        if width:
            parts.append((role, round(place, 1), round(max(1.0, width - 2), 1)))
        place += width
    return parts


def body_name(body: Body) -> str:
    """The form in which a body is written most often."""
    return min(body.names, key=lambda name: (-body.names[name], name)) if body.names else body.id


def change_list(changes: Changes | None, lang: Lang) -> dict[str, Any] | None:
    """What changed, the documents with most changes first; None without a baseline."""
    if changes is None:
        return None
    places = sorted(changes.places.items(), key=lambda item: (-item[1].new, -item[1].gone, item[0]))
    return {
        "note": words("changes_note", lang, **{k: count(v, lang) for k, v in changes.counts().items()}),
        "places": [(p or words("unknown", lang), tally) for p, tally in places[:LIST] if tally.new or tally.gone],
        "documents": [
            {
                "path": shorten(d.path, 160), "before": shorten(d.before, 160) if d.before else "",
                "state": say(DOCUMENT_STATES, d.state, lang), "look": d.state, "tally": d.tally,
                "new": _codes(d.new), "gone": _codes(d.gone),
            }
            for d in changes.documents[:LIST]
        ],
        "more": max(0, len(changes.documents) - LIST),
    }  # fmt: skip


def _codes(codes: Sequence[str], limit: int = 8) -> str:
    return ", ".join(codes[:limit]) + (f" +{len(codes) - limit}" if len(codes) > limit else "")


def submission_list(expected: Expected | None, lang: Lang) -> dict[str, Any] | None:
    """Who has not submitted, is late, or in doubt; None without a list."""
    if expected is None:
        return None
    counts = expected.counts()
    open_ones = [s for s in expected.submissions if s.state not in ("submitted", "pending")]
    open_ones.sort(key=lambda s: (list(SUBMISSION_STATES).index(s.state), s.entry.line))
    return {
        "note": words("expected_note", lang, n=count(len(expected.submissions), lang)),
        "counts": [
            (key, name.in_language(lang), count(counts[key], lang))
            for key, name in SUBMISSION_STATES.items()
            if counts[key]
        ],
        "entries": [_submission(s, lang) for s in open_ones[:LIST]],
        "more": max(0, len(open_ones) - LIST),
        "others": [(shorten(p.path, 160), shorten(p.issuer, 120)) for p in expected.others[:LIST]],
        "others_n": len(expected.others),
        "problems": [shorten(problem.in_language(lang), 300) for problem in expected.problems[:LIST]],
    }  # fmt: skip


def _submission(submission: Submission, lang: Lang) -> dict[str, Any]:
    entry = submission.entry
    return {
        "state": say(SUBMISSION_STATES, submission.state, lang), "look": submission.state,
        "place": shorten(entry.place, 120), "kind": say(KINDS, entry.kind, lang) if entry.kind else "",
        "period": one_line(entry.period_text), "due": date_words(entry.due.isoformat()) if entry.due else "",
        "papers": [shorten(p.path, 160) for p in [*submission.papers, *submission.doubtful][:5]],
        "notes": [shorten(note.in_language(lang), 300) for note in submission.notes[:5]],
    }  # fmt: skip
