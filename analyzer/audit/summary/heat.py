"""The table of documents against rules: what the page's script draws, sorts and filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import msgspec

from analyzer.audit.model import Row
from analyzer.audit.summary.tables import Tables, who_of
from analyzer.audit.summary.words import LETTER_NAMES, LETTERS, words
from analyzer.checks.model import Rule
from analyzer.report.parts import Bilingual
from analyzer.report.safe import one_line, shorten
from analyzer.report.view import at_words
from analyzer.report.words import FAMILIES, KINDS, LEVELS, SEVERITIES, VERDICT_ICONS, VERDICTS, Lang, say

SIGNS = {
    "met": "m", "no_fault": "m", "partial": "p", "missing": "x", "fault": "f", "needs_review": "q",
    "not_applicable": "n", "waived": "w",
}  # fmt: skip
"""Look → its character in a row's cells and its class on the page; "." where a rule was not asked."""
_LOOK_OF = {"m": "met", "p": "partial", "x": "missing", "f": "fault", "q": "needs_review", "w": "waived",
            "n": "not_applicable"}  # fmt: skip
_BUDGET = 6_000_000
"""Characters of messages and quotes that the page holds; what is beyond is in the workbook."""
_STATIC = 40
"""Documents that the page shows without its script."""


@dataclass(slots=True)
class Note:
    """A finding as the fold-out of its document shows it."""

    rule: int
    message: int
    quote: str
    page: int | None
    line: int | None


@dataclass(slots=True)
class HeatDocument:
    """A row of the table. ``coverage`` in thousandths, -1 for none; ``notes`` is None where there was no room."""

    path: str
    title: str
    place: str
    level: str
    year: int | None
    kind: str
    verdict: str
    coverage: int
    faults: int
    cells: str
    link: str
    notes: list[Note] | None


@dataclass(slots=True)
class Heat:
    """The table, filled in the second pass with the documents whose ordinals were chosen in the first."""

    rules: Sequence[Rule]
    tables: Tables
    chosen: set[int]
    report_path: Callable[[Row], str | None]
    documents: list[HeatDocument] = field(default_factory=list)
    messages: list[Bilingual] = field(default_factory=list)
    complete: bool = True
    """Whether the findings of every document are on the page."""
    _numbers: dict[Bilingual, int] = field(default_factory=dict)
    _left: int = _BUDGET

    def add(self, ordinal: int, row: Row) -> None:
        """Takes a row in, where it was chosen."""
        document = row.document
        if ordinal not in self.chosen or document is None:
            return
        who, summary = who_of(row), row.summary
        looks = self.tables.looks(row)
        link = self.report_path(row)
        coverage = summary.coverage if summary is not None and document.scope != "other" else None
        findings = [finding for finding in row.findings if not finding.waived]
        self.documents.append(
            HeatDocument(
                path=one_line(row.path),
                title=shorten(document.title or document.number or row.path.rsplit("/", 1)[-1], 160),
                place=one_line(str(who.get("place") or "")),
                level=document.issuer.level or "", year=document.year, kind=document.kind,
                verdict=summary.verdict if summary is not None else "",
                coverage=-1 if coverage is None else round(coverage * 1000),
                faults=len(findings),
                cells="".join(SIGNS.get(looks.get(rule.code, ""), ".") for rule in self.rules),
                link=f"./{quote(link, safe='/')}" if link else "",
                notes=self._notes(row),
            )
        )  # fmt: skip

    def _notes(self, row: Row) -> list[Note] | None:
        if self._left <= 0:
            self.complete = False
            return None
        index = {rule.code: number for number, rule in enumerate(self.rules)}
        notes = []
        for finding in row.findings:
            if finding.waived or finding.code not in index:
                continue
            message = Bilingual(shorten(finding.message.vi, 400), shorten(finding.message.en, 400))
            if message not in self._numbers:
                self._numbers[message] = len(self.messages)
                self.messages.append(message)
                self._left -= len(message.vi) + len(message.en)
            words = shorten(finding.quote or "", 220)
            self._left -= len(words) + 20
            notes.append(Note(index[finding.code], self._numbers[message], words, finding.page, finding.line))
        return notes

    def finish(self) -> None:
        """Puts the weakest first; documents without coverage last."""
        self.documents.sort(key=lambda d: (d.coverage if d.coverage >= 0 else 2000, -d.faults, d.path))


def heat_data(heat: Heat, lang: Lang) -> str:
    """The data of the table as JSON that may stand in an element of the page."""
    lists: dict[str, list[str]] = {"place": [], "level": [], "kind": [], "verdict": []}
    numbers: dict[tuple[str, str], int] = {}

    def number(name: str, value: str) -> int:
        if (name, value) not in numbers:
            numbers[name, value] = len(lists[name])
            lists[name].append(value)
        return numbers[name, value]

    documents = [
        [
            d.path, d.title, number("place", d.place), number("level", d.level), d.year or 0, number("kind", d.kind),
            number("verdict", d.verdict), d.coverage, d.faults, d.cells, d.link,
        ]
        for d in heat.documents
    ]  # fmt: skip
    data: dict[str, Any] = {
        "rules": [rule_head(rule, lang) for rule in heat.rules],
        "place": lists["place"],
        "level": [[key, say(LEVELS, key, lang)] for key in lists["level"]],
        "kind": [[key, say(KINDS, key, lang)] for key in lists["kind"]],
        "verdict": [[key, f"{VERDICT_ICONS.get(key, '')} {say(VERDICTS, key, lang)}"] for key in lists["verdict"]],
        "letters": letters(lang),
        "documents": documents,
        "messages": [message.in_language(lang) for message in heat.messages],
        "notes": [None if d.notes is None else [_note(n, lang) for n in d.notes] for d in heat.documents],
        "words": {
            key: words(key, lang, n="#n", total="#t")
            for key in ("shown", "page_of", "no_findings", "details_cut", "open_report", "unknown")
        },
    }
    return in_page(data)


def in_page(data: Mapping[str, Any]) -> str:
    """JSON that closes no element and opens none."""
    text = msgspec.json.encode(data).decode("utf-8")
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _note(note: Note, lang: Lang) -> list[Any]:
    where = at_words(note.page, note.line, "", lang) if note.line is not None else ""
    return [note.rule, note.message, note.quote, where]


def rule_head(rule: Rule, lang: Lang) -> list[str]:
    """Code, name, severity in words, family."""
    severity = say(SEVERITIES, rule.severity, lang)
    return [rule.code, one_line(rule.name.in_language(lang)), severity, say(FAMILIES, rule.family, lang)]


def letters(lang: Lang) -> dict[str, list[str]]:
    """Class of a cell → its letter and what it says."""
    return {sign: [say(LETTERS, look, lang), say(LETTER_NAMES, look, lang)] for sign, look in _LOOK_OF.items()}


def static_rows(heat: Heat) -> list[HeatDocument]:
    """The rows that are on the page without its script."""
    return heat.documents[:_STATIC]
