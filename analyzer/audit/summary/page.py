"""The summary as one HTML page that needs nothing else: no network, no fonts, no server."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analyzer.audit.summary.charts import HEIGHT, WIDTH
from analyzer.audit.summary.heat import Heat, heat_data, letters, rule_head, static_rows
from analyzer.audit.summary.meta import SummaryMeta
from analyzer.audit.summary.model import Group, Totals
from analyzer.audit.summary.sections import LIST, bodies, change_list, charts, count, submission_list
from analyzer.audit.summary.words import words
from analyzer.errors import Text
from analyzer.report import html as report_page
from analyzer.report.safe import one_line, shorten
from analyzer.report.verdict import RANK
from analyzer.report.view import percent
from analyzer.report.words import (
    ASSIGNMENT_ROLES,
    FAMILIES,
    KINDS,
    LEVELS,
    SEVERITIES,
    VERDICT_ICONS,
    VERDICTS,
    Lang,
    label,
    say,
)
from analyzer.text.written import date_words

if TYPE_CHECKING:
    from analyzer.audit.changes import Changes
    from analyzer.audit.expected import Expected

_TEMPLATES = Path(__file__).parent.parent / "templates"
_BARS, _FAULTS = 24, 15


def render_page(
    totals: Totals, heat: Heat, meta: SummaryMeta, lang: Lang, other: str,
    changes: Changes | None, expected: Expected | None,
) -> str:  # fmt: skip
    """The page in ``lang``; ``other`` is the file name of the same page in the other language.

    Everything that comes from documents is escaped, its control characters made visible; the page forbids itself every
    load and every script but its own.
    """
    style, script = _style(), report_page.asset("summary.js", _TEMPLATES)
    return _environment().get_template("summary.html.j2").render(
        lang=lang, t=lambda key, **values: words(key, lang, **values), label=lambda key: label(key, lang),
        policy=report_page.policy(style, script), style=style, script=script, other=other,
        title=shorten(meta.title, 200), date=date_words(meta.date) if meta.date else "",
        tiles=_tiles(totals, expected, lang), verdicts=_verdicts(totals.overall, lang),
        families=_families(heat, lang), rules=[rule_head(rule, lang) for rule in heat.rules],
        heads=("document", "place", "year", "kind", "verdict", "coverage"),
        letters=letters(lang), rows=[_static(d, lang) for d in static_rows(heat)], heat=heat, totals=totals,
        data=heat_data(heat, lang), groups=_groups(totals, lang), faults=_faults(totals, heat, lang),
        charts=charts(totals, lang), width=WIDTH, height=HEIGHT, bodies=bodies(totals, lang),
        roles=[(key, say(ASSIGNMENT_ROLES, key, lang)) for key in ASSIGNMENT_ROLES],
        unread=[(shorten(u.path, 200), shorten(u.message.in_language(lang), 300)) for u in totals.unread[:LIST]],
        poor=[shorten(path, 200) for path in totals.poor[:LIST]],
        copies=[(shorten(first, 200), [shorten(path, 200) for path in some[:20]], len(some))
                for first, some in list(totals.copies.items())[:LIST]],
        changes=change_list(changes, lang), expected=submission_list(expected, lang), limit=LIST, tool=meta.tool,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


@cache
def _style() -> str:
    return report_page.asset("report.css") + "\n" + report_page.asset("summary.css", _TEMPLATES)


def _tiles(totals: Totals, expected: Expected | None, lang: Lang) -> list[tuple[str, str, str, str]]:
    """Number, what it is, aside, look."""
    overall = totals.overall
    middle = median(overall.coverages) if overall.coverages else None
    tiles = [
        (count(totals.rows - totals.duplicates, lang), words("documents_n", lang),
         words("read_n", lang, n=count(totals.read, lang)), ""),
        (percent(overall.mean, lang), words("coverage_n", lang),
         words("median_n", lang, share=percent(middle, lang)), ""),
        (count(overall.faults, lang), words("faults_n", lang),
         words("required_n", lang, n=count(totals.required, lang)), "bad" if totals.required else ""),
    ]  # fmt: skip
    if expected is not None:
        counts = expected.counts()
        late = words("late_n", lang, n=count(counts["late"], lang))
        tiles.append(
            (count(counts["missing"], lang), words("missing_n", lang), late, "bad" if counts["missing"] else "")
        )
    poor = words("poor_n", lang, n=count(len(totals.poor), lang)) if totals.poor else ""
    tiles.append(
        (count(totals.unreadable, lang), words("unreadable_n", lang), poor, "warn" if totals.unreadable else "")
    )
    if totals.duplicates:
        tiles.append(
            (count(totals.duplicates, lang), words("duplicates_n", lang), words("duplicates_n_note", lang), "")
        )
    return tiles


def _verdicts(group: Group, lang: Lang) -> list[dict[str, Any]]:
    """The parts of the bar of verdicts: where each begins and how wide it is, of 1000."""
    order = ("compliant", "to_complete", "needs_review", "not_compliant", "out_of_scope")
    total, place, parts = sum(group.verdicts.values()), 0.0, []
    for key in order:
        number = group.verdicts[key]
        if not number:
            continue
        width = 1000 * number / total
        parts.append({
            "key": key, "name": say(VERDICTS, key, lang), "icon": VERDICT_ICONS[key], "count": count(number, lang),
            "share": percent(number / total, lang), "x": round(place, 1), "width": round(max(0.0, width - 3), 1),
        })  # fmt: skip
        place += width
    return parts


def _families(heat: Heat, lang: Lang) -> list[tuple[str, str, int]]:
    """Runs of rules of one family: letter, name, how many columns."""
    runs: list[tuple[str, str, int]] = []
    for rule in heat.rules:
        if runs and runs[-1][0] == rule.family:
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((rule.family, say(FAMILIES, rule.family, lang), 1))
    return runs


def _static(document: Any, lang: Lang) -> dict[str, Any]:
    return {
        "title": document.title, "path": document.path, "link": document.link, "cells": document.cells,
        "place": document.place, "year": document.year or "", "kind": say(KINDS, document.kind, lang),
        "verdict": f"{VERDICT_ICONS.get(document.verdict, '')} {say(VERDICTS, document.verdict, lang)}",
        "verdict_key": document.verdict,
        "coverage": percent(document.coverage / 1000 if document.coverage >= 0 else None, lang),
    }  # fmt: skip


def _groups(totals: Totals, lang: Lang) -> list[dict[str, Any]]:
    """The bars of coverage, by dimension; one with a single group says nothing and is left out."""
    tables = {"level": LEVELS, "kind": KINDS}
    found = []
    for dimension in ("kind", "level", "year", "folder", "place"):
        groups = [group for group in totals.groups[dimension].values() if group.documents]
        if len(groups) < 2:
            continue
        if dimension in ("place", "folder"):
            groups.sort(key=lambda g: (2 if g.mean is None else g.mean, -g.faults, g.key))
        else:
            order = list(tables.get(dimension, ()))
            groups.sort(key=lambda g: (order.index(g.key) if g.key in order else 99, g.key or "~"))
        shown = groups[:_BARS]
        table = tables.get(dimension)
        found.append({
            "title": words(f"by_{dimension}", lang),
            "note": words("weakest", lang, n=_BARS, total=count(len(groups), lang)) if len(groups) > _BARS else "",
            "bars": [
                {
                    "name": _group_name(table, g.key, lang),
                    "share": g.mean, "words": percent(g.mean, lang), "documents": count(g.documents, lang),
                    "faults": count(g.faults, lang),
                }
                for g in shown
            ],
        })  # fmt: skip
    return found


def _group_name(table: dict[str, Text] | None, key: str, lang: Lang) -> str:
    if not key:
        return words("unknown", lang)
    return say(table, key, lang).capitalize() if table else key


def _faults(totals: Totals, heat: Heat, lang: Lang) -> list[dict[str, Any]]:
    rules = {rule.code: rule for rule in heat.rules}
    failed = [f for f in totals.faults.values() if f.failed and f.code in rules]
    failed.sort(key=lambda f: (-f.failed, -RANK[rules[f.code].severity], f.code))
    return [
        {
            "code": f.code, "name": one_line(rules[f.code].name.in_language(lang)),
            "severity": rules[f.code].severity, "severity_name": say(SEVERITIES, rules[f.code].severity, lang),
            "share": f.failed / f.asked,
            "words": words("in_documents", lang, n=count(f.failed, lang), total=count(f.asked, lang)),
            "percent": percent(f.failed / f.asked, lang),
            "examples": [
                {"path": shorten(e.path, 160), "quote": e.quote, "message": e.message.in_language(lang)}
                for e in f.examples
            ],
        }
        for f in failed[:_FAULTS]
    ]  # fmt: skip
