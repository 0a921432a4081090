"""The report for the terminal: the verdict first, then what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence

import click
import msgspec
from msgspec import UNSET

from analyzer.report.model import ErrorLine, Evidence, FindingItem, Report, RuleResult, WaiverItem
from analyzer.report.safe import clip, columns, one_line, shorten, wrap
from analyzer.report.tables import tables
from analyzer.report.verdict import findings_of, waivers_to_mend
from analyzer.report.view import (
    SectionNames,
    clause_words,
    counts_words,
    families_of,
    group,
    looked_in_words,
    percent,
    place_words,
    status_key,
    status_words,
    verdict_note,
    waiver_words,
)
from analyzer.report.words import (
    BASELINE,
    FAMILIES,
    GRADES,
    KINDS,
    LEVELS,
    PHASES,
    SEVERITIES,
    VERDICT_ICONS,
    VERDICTS,
    Lang,
    label,
    say,
)
from analyzer.text.written import date_words

_COLOURS = {
    "met": "green", "no_fault": "green", "compliant": "green", "partial": "yellow", "to_complete": "yellow",
    "missing": "red", "fault": "red", "not_compliant": "red", "needs_review": "magenta", "out_of_scope": "cyan",
}  # fmt: skip
_NARROWEST = 60
_INDENT = "    "
_QUOTE = 240
_WORDS = 1200
_PLACES = 3
_FAULTS = 12


def render_text(
    report: Report, *, lang: Lang = "vi", color: bool = False, width: int = 100, with_tables: bool = False
) -> str:
    """The report as lines of at most ``width`` columns (but never less than 60), ending in a line feed.

    ``color`` adds ANSI colours, which say nothing that a word does not say too; ``with_tables`` adds the figures,
    the deadlines, the assignments and the documents cited.
    """
    return _Writer(report, lang, color, max(_NARROWEST, width)).write(with_tables)


def render_error(line: ErrorLine, *, lang: Lang = "vi", color: bool = False, width: int = 100) -> str:
    """A file that could not be read: its path, and why."""
    lead, path = label("cannot_read", lang), one_line(line.document.path)
    reason = one_line(line.error.message.in_language(lang)).removeprefix(f"{path}: ")
    words = f"{path}: {reason} [{line.error.code}]"
    lines = wrap(words, max(_NARROWEST, width), f"✗ {lead}  ", _INDENT)
    if color:
        lines[0] = click.style(f"✗ {lead}", fg="red", bold=True) + lines[0][len(lead) + 2 :]
    return "\n".join(lines) + "\n"


def render_waiver(item: WaiverItem, *, lang: Lang = "vi", width: int = 100) -> str:
    """A waiver that has expired or fits nothing: where it stands, what is wrong, and what to do."""
    message, advice = (
        one_line(text.in_language(lang)) if text is not None else "" for text in (item.message, item.suggestion)
    )
    lines = wrap(f"{item.code} {one_line(item.place)}: {message}", width, "  ! ", _INDENT)
    return "\n".join([*lines, *wrap(advice, width, f"{_INDENT}→ ")]) + "\n"


class _Writer:
    def __init__(self, report: Report, lang: Lang, color: bool, width: int) -> None:
        self.report, self.lang, self.color, self.width = report, lang, color, width
        self.names = SectionNames(report.sections)
        self.lines: list[str] = []

    def write(self, with_tables: bool) -> str:
        groups = group(self.report.rules)
        self._head()
        self._coverage()
        self._warnings()
        self._title("to_fix", len(groups.to_fix))
        for rule in groups.to_fix:
            self._rule(rule)
        if not groups.to_fix:
            self._wrapped(label("nothing_to_fix", self.lang), "  ")
        if groups.in_doubt:
            self._title("in_doubt", len(groups.in_doubt))
            for rule in groups.in_doubt:
                self._rule(rule)
        if groups.waived:
            self._title("waived_list", len(groups.waived))
            self._compact(groups.waived)
        mend = waivers_to_mend(self.report)
        if mend:
            self._title("waivers_to_mend", len(mend))
            for item in mend:
                self.lines.extend(render_waiver(item, lang=self.lang, width=self.width).splitlines())
        if groups.met:
            self._title("met_list", len(groups.met))
            self._compact(groups.met)
        if groups.clear:
            self._title("clear_list", len(groups.clear))
            self._compact(groups.clear)
        if groups.not_applicable:
            codes = ", ".join(rule.code for rule in groups.not_applicable)
            self.lines.append("")
            self._wrapped(codes, f"{label('not_applicable_list', self.lang)}: ", "  ", dim=True)
        if with_tables:
            self.lines.extend(tables(self.report, self.lang, self.width))
        self.lines.append("")
        self._wrapped(label("disclaimer", self.lang), "", dim=True)
        return "\n".join(line.rstrip() for line in self.lines) + "\n"

    def _head(self) -> None:
        summary, document, lang = self.report.summary, self.report.document, self.lang
        verdict = f"{VERDICT_ICONS[summary.verdict]} {say(VERDICTS, summary.verdict, lang).upper()}"
        path = one_line(document.path)
        room = self.width - columns(verdict) - 3
        if columns(path) > room > 20:
            path = "…" + path[-(room - 1) :]
        self.lines.append(f"{self._paint(verdict, summary.verdict, bold=True)}   {path}")
        self._wrapped(verdict_note(self.report, lang), "  ")
        facts = [
            say(KINDS, document.kind, lang),
            one_line(document.number or ""),
            one_line(document.issuer.name or ""),
            say(LEVELS, document.issuer.level, lang) if document.issuer.level else "",
            say(PHASES, document.phase, lang) if document.phase else "",
            date_words(document.issued_on) if document.issued_on else "",
            label("ocr", lang) if document.ocr else "",
            f"{label('quality', lang)}: {say(GRADES, document.quality.grade, lang)}"
            if document.quality.grade != "good"
            else "",
        ]
        self._wrapped(" · ".join(fact for fact in facts if fact), "  ", dim=True)
        if document.title:
            self._wrapped(shorten(document.title, _QUOTE), "  ", dim=True)

    def _coverage(self) -> None:
        summary, lang = self.report.summary, self.lang
        families = families_of(self.report)
        tallies = {tally.family: tally for tally in summary.families}
        if not families:
            return
        head = f"{label('coverage', lang)}: {percent(summary.coverage, lang)}"
        self.lines.append("")
        rules = [rule for _, some in families for rule in some]
        self._wrapped(f"{head} · {counts_words(rules, lang)}", "  ")
        if summary.baseline is not UNSET:
            self._wrapped(label("baseline", lang, **msgspec.structs.asdict(summary.baseline)), "  ")
        if summary.waived:
            self._wrapped(label("waived_n", lang, n=summary.waived), "  ")
        names = [f"{family} {say(FAMILIES, family, lang)}" for family, _ in families]
        bar = 16 if self.width >= 80 else 8
        room = min(max(map(columns, names)), self.width - bar - 38)
        for (family, some), name in zip(families, names, strict=True):
            coverage = tallies[family].coverage
            cut = clip(name, room)
            row = f"  {cut}{' ' * (room - columns(cut))}  {_bar(coverage, bar)}  {percent(coverage, lang):>6}  "
            self._wrapped(counts_words(some, lang), row)

    def _warnings(self) -> None:
        if not self.report.warnings:
            return
        self._title("warnings", len(self.report.warnings))
        for notice in self.report.warnings:
            where = f"{label('page', self.lang, page=notice.page)}: ".capitalize() if notice.page else ""
            self._wrapped(where + one_line(notice.message.in_language(self.lang)), "  ! ", "    ")

    def _rule(self, rule: RuleResult) -> None:
        lang = self.lang
        icon, status = status_words(rule, lang)
        self.lines.append("")
        lead = f"{icon} {status.upper()}"
        asides = [say(SEVERITIES, rule.severity, lang), clause_words(rule, lang), self._baseline(rule.baseline)]
        aside = " · ".join(filter(None, asides))
        title = wrap(f"{rule.code} {one_line(rule.name.in_language(lang))} ({aside})", self.width, f"{lead}  ", _INDENT)
        title[0] = self._paint(lead, status_key(rule), bold=True) + title[0][len(lead) :]
        self.lines.extend(title)
        findings = findings_of(rule)
        if len(findings) != 1:
            self._wrapped(shorten(rule.message.in_language(lang), _WORDS), _INDENT)
        if rule.reason is not None:
            self._field("reason", rule.reason.in_language(lang))
        for number, finding in enumerate(findings[:_FAULTS], 1):
            self._finding(finding, number if len(findings) > 1 else 0)
        if len(findings) > _FAULTS:
            self._wrapped(label("more_faults", lang, n=len(findings) - _FAULTS), _INDENT)
        if not findings:
            self._places(rule.evidence)
        looked = looked_in_words(rule, self.names, lang)
        if looked:
            self._field("looked_in", looked)
        if rule.nearest is not UNSET and rule.nearest is not None:
            self._field("nearest", f"“{shorten(rule.nearest.quote, _QUOTE)}” [{self._place(rule.nearest)}]")
        suggestion = shorten(rule.suggestion.in_language(lang), _WORDS)
        if suggestion:
            self._wrapped(suggestion, f"{_INDENT}→ ")

    def _finding(self, finding: FindingItem, number: int) -> None:
        lead = f"{_INDENT}{number}. " if number else _INDENT
        indent = " " * columns(lead)
        message = shorten(finding.message.in_language(self.lang), _WORDS)
        mark = self._baseline(finding.baseline) if number else ""  # else that of the rule says it
        self._wrapped(f"{message} ({mark})" if mark else message, lead)
        self._places(finding.evidence, indent)
        if finding.calculation:
            self._field("calculation", finding.calculation, indent)
        if finding.waiver is not UNSET:
            self._wrapped(waiver_words(finding.waiver, self.lang), indent)

    def _places(self, evidence: Sequence[Evidence], indent: str = _INDENT) -> None:
        for item in evidence[:_PLACES]:
            self._wrapped(f"“{shorten(item.quote, _QUOTE)}” [{self._place(item)}]", indent + "│ ", indent + "│ ")
        if len(evidence) > _PLACES:
            self._wrapped(label("more_places", self.lang, n=len(evidence) - _PLACES), indent + "│ ")

    def _compact(self, rules: Sequence[RuleResult]) -> None:
        for rule in rules:
            icon, status = status_words(rule, self.lang)
            line = f"{rule.code} {one_line(rule.name.in_language(self.lang))}"
            if rule.evidence:
                first = rule.evidence[0]
                page = f"{label('page', self.lang, page=first.page)}, " if first.page is not None else ""
                line += f" ({page}{label('line', self.lang, line=first.line)})"
            elif rule.finds_faults and rule.checked is not UNSET and rule.checked is not None:
                checked = label("checked" if rule.checked else "nothing_checked", self.lang, n=rule.checked)
                line += f" ({checked})"
            lead = f"  {self._paint(icon, status_key(rule))} "
            waivers = [rule.waiver, *(finding.waiver for finding in findings_of(rule))]
            given = [waiver_words(waiver, self.lang) for waiver in waivers if waiver is not UNSET]
            if given:
                line += f" – {status}. {'; '.join(dict.fromkeys(given))}"
            wrapped = wrap(line, self.width, "    ", "      ")
            self.lines.append(lead + wrapped[0][4:])
            self.lines.extend(wrapped[1:])

    def _field(self, key: str, words: str, indent: str = _INDENT) -> None:
        self._wrapped(shorten(words, _WORDS), f"{indent}{label(key, self.lang)}: ", indent + "  ")

    def _title(self, key: str, count: int) -> None:
        words = f"{label(key, self.lang).upper()} ({count})"
        rule = "─" * min(self.width, columns(words))
        self.lines += ["", click.style(words, bold=True) if self.color else words, rule]

    def _wrapped(self, text: str, first: str, rest: str | None = None, *, dim: bool = False) -> None:
        lines = wrap(text, self.width, first, rest)
        self.lines.extend([click.style(line, dim=True) for line in lines] if dim and self.color else lines)

    def _paint(self, words: str, key: str, *, bold: bool = False) -> str:
        return click.style(words, fg=_COLOURS.get(key), bold=bold) if self.color else words

    def _place(self, evidence: Evidence) -> str:
        return place_words(evidence, self.names, self.lang)

    def _baseline(self, state: object) -> str:
        return say(BASELINE, state, self.lang) if isinstance(state, str) else ""


def _bar(share: float | None, size: int) -> str:
    full = round((share or 0) * size)
    return " " * size if share is None else "█" * full + "░" * (size - full)
