"""What the HTML page shows, laid out for its template: cards of rules, rows of tables, lines of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import UNSET

from analyzer.report.marks import Highlighter, Mark, Piece, trimmed
from analyzer.report.model import Evidence, FindingItem, Report, RuleResult, Waiver
from analyzer.report.safe import one_line, shorten
from analyzer.report.verdict import findings_of
from analyzer.report.view import (
    Groups,
    SectionNames,
    at_words,
    clause_words,
    looked_in_words,
    place_words,
    status_key,
    status_words,
    waiver_words,
)
from analyzer.report.words import BASELINE, FAMILIES, SEVERITIES, Lang, say
from analyzer.text.model import Line

_QUOTE = 600
_WORDS = 1200
"""Longest message, reason or suggestion, in characters: they may hold words of the document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quote, where it stands in words, and the link to it ("" where the page does not hold the text)."""

    quote: str
    words: str
    short: str
    href: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a rule."""

    message: str
    places: list[Place]
    calculation: str
    aside: str


@dataclass(frozen=True, slots=True)
class Card:
    """One rule, all of it in words."""

    id: str
    code: str
    family: str
    family_name: str
    severity: str
    severity_name: str
    look: str
    icon: str
    status: str
    name: str
    clause: str
    message: str
    reason: str
    suggestion: str
    looked_in: str
    nearest: Place | None
    places: list[Place]
    faults: list[Fault]
    aside: str
    since: str
    """New, or seen before; "" without an earlier report."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the document; ``cells`` has one entry but for rows of tables. ``level``: of the heading that
    stands here, else 0."""

    number: int
    cells: list[Cell]
    level: int
    align: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph or a cell of a table."""

    pieces: list[Piece]
    columns: int = 1
    rows: int = 1
    header: bool = False


@dataclass(slots=True)
class Chunk:
    """Lines that belong together: paragraphs, or the rows of one table; ``page`` where a page begins with it."""

    kind: str
    rows: list[Row] = field(default_factory=list)
    page: int | None = None
    bare: bool = False


class Cards:
    """Makes the cards, and collects the marks that they set in the document."""

    def __init__(self, report: Report, text: str, lang: Lang) -> None:
        self._names = SectionNames(report.sections)
        self._text, self._lang = text, lang
        self.marks: list[Mark] = []

    def of(self, rules: Sequence[RuleResult], look: str = "") -> list[Card]:
        """Cards of rules; ``look`` overrides that of their status."""
        return [self._card(rule, look) for rule in rules]

    def _card(self, rule: RuleResult, given: str) -> Card:
        lang = self._lang
        icon, status = status_words(rule, lang)
        key = status_key(rule)
        look = given or ("met" if key == "no_fault" else key)
        findings = findings_of(rule)
        waivers = [rule.waiver, *(finding.waiver for finding in findings if look == "waived")]
        asides = [_waiver(waiver, lang) for waiver in waivers]
        return Card(
            id=f"r-{rule.code}",
            code=rule.code,
            family=rule.family,
            family_name=say(FAMILIES, rule.family, lang),
            severity=rule.severity,
            severity_name=say(SEVERITIES, rule.severity, lang),
            look=look,
            icon=icon,
            status=status,
            name=one_line(rule.name.in_language(lang)),
            clause=one_line(clause_words(rule, lang)),
            message=shorten(rule.message.in_language(lang), _WORDS),
            reason=shorten(rule.reason.in_language(lang), _WORDS) if rule.reason is not None else "",
            suggestion=shorten(rule.suggestion.in_language(lang), _WORDS),
            looked_in=looked_in_words(rule, self._names, lang),
            nearest=self._near(rule.nearest) if isinstance(rule.nearest, Evidence) else None,
            places=[] if findings else self._places(rule.evidence, rule.code, look),
            faults=[self._fault(finding, rule.code, look, single=len(findings) == 1) for finding in findings],
            aside="; ".join(dict.fromkeys(filter(None, asides))),
            since=_baseline(rule.baseline, lang),
        )

    def _fault(self, finding: FindingItem, code: str, look: str, *, single: bool) -> Fault:
        since = "" if single else _baseline(finding.baseline, self._lang)  # that of the rule says it
        return Fault(
            message=shorten(finding.message.in_language(self._lang), _WORDS),
            places=self._places(finding.evidence, code, "waived" if finding.waiver is not UNSET else look),
            calculation=shorten(finding.calculation or "", _WORDS),
            aside="; ".join(filter(None, [_waiver(finding.waiver, self._lang), since])),
        )

    def _places(self, evidence: Sequence[Evidence], code: str, look: str) -> list[Place]:
        found = []
        for item in evidence:
            span = trimmed(self._text, item.span)
            href = ""
            if span is not None:
                mark = Mark(f"e{len(self.marks) + 1}", *span, code, look, f"r-{code}")
                self.marks.append(mark)
                href = f"#{mark.id}"
            found.append(self._place(item, href))
        return found

    def _near(self, item: Evidence) -> Place:
        return self._place(item, f"#L{item.line}" if self._text else "")

    def _place(self, item: Evidence, href: str) -> Place:
        return Place(
            shorten(item.quote, _QUOTE),
            place_words(item, self._names, self._lang),
            at_words(item.page, item.line, "", self._lang),
            href,
        )


def all_cards(report: Report, groups: Groups, text: str, lang: Lang) -> tuple[dict[str, list[Card]], list[Mark]]:
    """Cards by group, and the marks that they set."""
    cards = Cards(report, text, lang)
    made = {
        "to_fix": cards.of(groups.to_fix),
        "in_doubt": cards.of(groups.in_doubt),
        "waived": cards.of(groups.waived, "waived"),
        "met": cards.of(groups.met),
        "no_fault": cards.of(groups.clear),
        "not_applicable": cards.of(groups.not_applicable),
    }
    return made, cards.marks


def document_chunks(report: Report, text: str, lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[Chunk]:
    """The whole document, line by line, with its highlights."""
    highlighter = Highlighter(text, marks)
    levels = {section.line: section.level for section in report.sections}
    first_heading = min(levels, default=0)
    page: int | None = None
    chunk: Chunk | None = None
    table: int | None = None
    for line in lines:
        kind = "table" if line.kind == "row" else line.kind
        turned = line.page is not None and line.page != page
        if chunk is None or turned or kind != chunk.kind or line.table != table:
            if chunk is not None:
                yield chunk
            chunk = Chunk(kind, page=line.page if turned else None, bare=line.number < first_heading)
        page, table = line.page, line.table
        cells = [
            Cell(highlighter.pieces(cell.start, cell.end), cell.cell.column_span, cell.cell.row_span, cell.cell.header)
            for cell in line.cells
        ] or [Cell(highlighter.pieces(line.start, line.end))]
        style = line.style
        chunk.rows.append(Row(line.number, cells, levels.get(line.number, 0), style.align or "", bool(style.bold)))
    if chunk is not None:
        yield chunk


def _waiver(waiver: object, lang: Lang) -> str:
    return waiver_words(waiver, lang) if isinstance(waiver, Waiver) else ""


def _baseline(state: object, lang: Lang) -> str:
    return say(BASELINE, state, lang) if isinstance(state, str) else ""
