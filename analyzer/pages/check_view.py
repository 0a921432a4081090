"""A report as the page shows it: made once for each report and language, and kept in the session with the document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from analyzer.errors import Text
from analyzer.pages.check_texts import TEXTS
from analyzer.pages.documents import Held, kept, lines_of, text_of
from analyzer.report.model import Notice, Report
from analyzer.report.page import Card, all_cards, document_chunks
from analyzer.report.phrases import when_words
from analyzer.report.safe import one_line, shorten
from analyzer.report.view import counts_words, families_of, group, percent, verdict_note
from analyzer.report.words import (
    FAMILIES,
    GRADES,
    KINDS,
    LEVELS,
    PHASES,
    STATUS_ICONS,
    VERDICT_ICONS,
    VERDICTS,
    Lang,
    label,
    say,
)
from analyzer.text.model import INNER_BREAK
from analyzer.text.written import date_words

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said first of a document."""

    verdict: str
    icon: str
    name: str
    note: str
    title: str
    notices: list[tuple[int | None, str]]
    coverage: str
    counts: str
    baseline: str
    waived: str
    families: list[tuple[str, str, float | None, str, str]]
    """Letter, name, coverage, coverage in words, counts in words."""
    facts: list[tuple[str, str]]


@cache
def environment() -> Environment:
    """The templates of the pages: whatever is put into them is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def part(template: str, macro: str, lang: Lang, *values: Any) -> str:
    """A part of a page: the macro of a template, given ``values`` and the labels of reports in ``lang``."""
    made = getattr(environment().get_template(template).module, macro)
    return str(made(*values, lambda key, **fields: label(key, lang, **fields)))


@cache
def style() -> str:
    """The style sheet of the pages."""
    return (_TEMPLATES / "page.css").read_text("utf-8")


def verdict_of(report: Report, name: str, lang: Lang) -> Verdict:
    """The verdict and what it rests on, in words."""
    summary = report.summary
    tallies = {tally.family: tally for tally in summary.families}
    families = families_of(report)
    return Verdict(
        verdict=summary.verdict,
        icon=VERDICT_ICONS[summary.verdict],
        name=say(VERDICTS, summary.verdict, lang),
        note=verdict_note(report, lang),
        title=shorten(report.document.title or name, 400),
        notices=[(notice.page, one_line(_notice(notice).in_language(lang))) for notice in report.warnings],
        coverage=percent(summary.coverage, lang),
        counts=counts_words([rule for _, some in families for rule in some], lang),
        baseline="" if summary.baseline is UNSET
        else label("baseline", lang, **msgspec.structs.asdict(summary.baseline)),
        waived=label("waived_n", lang, n=summary.waived) if summary.waived else "",
        families=[
            (family, say(FAMILIES, family, lang), tallies[family].coverage, percent(tallies[family].coverage, lang),
             counts_words(some, lang))
            for family, some in families
        ],
        facts=_facts(report, name, lang),
    )  # fmt: skip


def _notice(notice: Notice) -> Text:
    """What a notice says; where the shell names an option, the page names the place where one sets it."""
    said = Text(notice.message.vi, notice.message.en)
    return TEXTS.get(notice.code, said) if notice.code.startswith("doubtful_") else said


def _facts(report: Report, name: str, lang: Lang) -> list[tuple[str, str]]:
    document = report.document
    blank = label("blank", lang)
    level = say(LEVELS, document.issuer.level, lang) if document.issuer.level else ""
    numbered = [document.number or blank, date_words(document.issued_on) if document.issued_on else ""]
    period = [when_words(document.period.start, document.period.end, None, lang),
              say(PHASES, document.phase, lang) if document.phase else ""]  # fmt: skip
    read = say(GRADES, document.quality.grade, lang) + (f", {label('ocr', lang)}" if document.ocr else "")
    facts = [
        ("kind", "; ".join(filter(None, [say(KINDS, document.kind, lang), level]))),
        ("number", ", ".join(filter(None, numbered))),
        ("issuer", document.issuer.name or blank),
        ("period", "; ".join(dict.fromkeys(filter(None, period))) or blank),
        ("quality", read),
        ("file", name),
    ]
    return [(label(key, lang), shorten(words, 200)) for key, words in facts]


@dataclass(frozen=True, slots=True)
class Findings:
    """The cards of a report, gravest first, each with the status that the filter knows it by; and the document with
    their highlights as markup."""

    cards: list[tuple[str, Card]]
    document: str


def findings_of(document: Held, report: Report, lang: Lang) -> Findings:
    """All cards of a report, and its text with the places that they point to."""

    def make() -> Findings:
        text = text_of(report)
        groups, marks = all_cards(report, group(report.rules), text, lang)
        cards = [
            (name if name in ("waived", "no_fault") else card.look, card)
            for name in ("to_fix", "in_doubt", "waived", "met", "no_fault", "not_applicable")
            for card in groups[name]
        ]
        if not text:
            return Findings(cards, "")
        chunks = document_chunks(report, text, lines_of(text), marks)
        names = {rule.code: one_line(rule.name.in_language(lang)) for rule in report.rules}
        icons = {**STATUS_ICONS, "waived": "–"}
        return Findings(cards, part("check.html.j2", "document", lang, list(chunks), names, icons, INNER_BREAK))

    return kept(document, ("findings", lang), make)


def chosen(
    cards: Sequence[tuple[str, Card]], looks: Collection[str], severities: Collection[str], families: Collection[str]
) -> list[Card]:
    """The cards that fit; an empty choice leaves all."""
    return [
        card
        for look, card in cards
        if (not looks or look in looks)
        and (not severities or card.severity in severities)
        and (not families or card.family in families)
    ]
