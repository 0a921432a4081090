"""The report as one HTML page that needs nothing else: no network, no fonts, no script to be read."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import UNSET

from analyzer.report.model import Report
from analyzer.report.page import all_cards, document_chunks
from analyzer.report.phrases import deadline_words, figure_words, indicator_words, when_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.verdict import waivers_to_mend
from analyzer.report.view import counts_words, families_of, group, percent, verdict_note
from analyzer.report.words import (
    ASSIGNMENT_ROLES,
    FAMILIES,
    FIGURE_KINDS,
    GRADES,
    KINDS,
    LEVELS,
    PHASES,
    SCOPES,
    SEVERITIES,
    STATUS_ICONS,
    VERDICT_ICONS,
    VERDICTS,
    Lang,
    label,
    say,
)
from analyzer.text.model import INNER_BREAK, Line
from analyzer.text.written import REFERENCE_TYPES, date_words

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(report: Report, *, lang: Lang = "vi", text: str = "", lines: Sequence[Line] = ()) -> str:
    """The page, in ``lang``. ``text`` and ``lines`` are those of the report's ``CleanText``; without them the page has
    no document to show, and its places are words only.

    Everything that comes from the document is escaped, its control characters made visible; the page forbids itself
    every load and every script but its own.
    """
    text = text if lines else ""
    groups = group(report.rules)
    cards, marks = all_cards(report, groups, text, lang)
    summary, document = report.summary, report.document
    style, script = asset("report.css"), asset("report.js")
    tallies = {tally.family: tally for tally in summary.families}
    families = families_of(report)
    return _environment().get_template("report.html.j2").render(
        lang=lang,
        t=lambda key, **values: label(key, lang, **values),
        policy=policy(style, script),
        style=style,
        script=script,
        inner_break=INNER_BREAK,
        path=one_line(document.path),
        title=shorten(document.title or "", 400),
        verdict=summary.verdict,
        verdict_name=say(VERDICTS, summary.verdict, lang),
        verdict_icon=VERDICT_ICONS[summary.verdict],
        verdict_note=verdict_note(report, lang),
        coverage=summary.coverage,
        coverage_words=percent(summary.coverage, lang),
        in_doubt_words=label("share_in_doubt", lang, share=percent(summary.needs_review_share, lang))
        if summary.needs_review
        else "",
        counts=counts_words([rule for _, some in families for rule in some], lang),
        baseline=""
        if summary.baseline is UNSET
        else label("baseline", lang, **msgspec.structs.asdict(summary.baseline)),
        waived=label("waived_n", lang, n=summary.waived) if summary.waived else "",
        facts=_facts(report, lang),
        families=[
            (family, say(FAMILIES, family, lang), tallies[family].coverage, percent(tallies[family].coverage, lang),
             counts_words(some, lang), any(r.status != "met" for r in some))
            for family, some in families
        ],
        severities=[(key, say(SEVERITIES, key, lang)) for key in SEVERITIES],
        notices=[(notice.page, one_line(notice.message.in_language(lang))) for notice in report.warnings],
        mend=[
            (item.code, one_line(item.place), *(one_line(text.in_language(lang)) for text in words if text is not None))
            for item in waivers_to_mend(report)
            for words in [(item.message, item.suggestion)]
        ],
        cards=cards,
        names={rule.code: one_line(rule.name.in_language(lang)) for rule in report.rules},
        icons={**STATUS_ICONS, "waived": "–"},
        figures=_figures(report, lang),
        deadlines=_deadlines(report, lang),
        assignments=_assignments(report, lang),
        references=_references(report, lang),
        chunks=document_chunks(report, text, lines, marks) if text else (),
        has_text=bool(text),
        tool=report.tool,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def asset(name: str, folder: Path = _TEMPLATES) -> str:
    """The text of a style sheet or script that pages hold in themselves."""
    return (folder / name).read_text("utf-8").replace("\r\n", "\n").strip()


@cache
def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing but this very style sheet and this very script."""

    def digest(content: str) -> str:
        return base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _facts(report: Report, lang: Lang) -> list[tuple[str, str]]:
    document = report.document
    blank = label("blank", lang)
    issuer = document.issuer
    level = say(LEVELS, issuer.level, lang) if issuer.level else ""
    signer = " – ".join(filter(None, [document.signer.authority, document.signer.position, document.signer.name]))
    period = when_words(document.period.start, document.period.end, None, lang)
    phase = say(PHASES, document.phase, lang) if document.phase else ""
    read = say(GRADES, document.quality.grade, lang) + (f", {label('ocr', lang)}" if document.ocr else "")
    facts = [
        ("kind", say(KINDS, document.kind, lang)),
        ("scope", say(SCOPES, document.scope, lang)),
        ("number", document.number or blank),
        ("issued_on", date_words(document.issued_on) if document.issued_on else blank),
        ("issuer", f"{issuer.name or blank}{f' ({level})' if level else ''}"),
        ("period", "; ".join(dict.fromkeys(filter(None, [period, phase]))) or blank),
        ("signer", signer or blank),
        ("quality", read),
        ("file", document.path),
    ]
    return [(label(key, lang), shorten(words, 300)) for key, words in facts]


def _figures(report: Report, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "kind": say(FIGURE_KINDS, item.kind, lang),
            "value": figure_words(item, lang),
            "what": indicator_words(item, lang),
            "quote": shorten(item.quote, 240),
            "when": when_words(item.when.start, item.when.end, item.when.every, lang) if item.when else "",
            "page": item.page,
            "line": item.line,
        }
        for item in report.figures
    ]


def _deadlines(report: Report, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "when": deadline_words(item, lang),
            "wrong": item.status == "impossible",
            "quote": shorten(item.quote, 300),
            "page": item.page,
            "line": item.line,
        }
        for item in report.deadlines
    ]


def _assignments(report: Report, lang: Lang) -> list[dict[str, Any]]:
    times = report.deadlines
    return [
        {
            "body": shorten(item.body_text, 160),
            "role": say(ASSIGNMENT_ROLES, item.role, lang),
            "task": shorten(item.task, 400),
            "when": "; ".join(deadline_words(times[i], lang) for i in item.deadlines if 0 <= i < len(times)),
            "page": item.page,
            "line": item.line,
        }
        for item in report.assignments
    ]


def _references(report: Report, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "number": one_line(item.number or item.name or ""),
            "kind": one_line(
                " – ".join(filter(None, [say(REFERENCE_TYPES, item.type, lang), item.name if item.number else ""]))
            ),
            "date": date_words(item.issued_on) if item.issued_on else "",
            "page": item.page,
            "line": item.line,
        }
        for item in report.document.references
    ]
