"""The report as Markdown (CommonMark with tables), for mails, wikis and issue trackers.

Whatever a document says is escaped, so that it shows as it is: no markup, no link, no HTML comes from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import UNSET

from analyzer.errors import Text
from analyzer.report.model import Evidence, FindingItem, Report, RuleResult
from analyzer.report.phrases import deadline_words, figure_words, indicator_words, when_words
from analyzer.report.provenance import Provenance
from analyzer.report.safe import one_line, shorten
from analyzer.report.verdict import findings_of
from analyzer.report.view import (
    SectionNames,
    clause_words,
    counts_words,
    families_of,
    group,
    looked_in_words,
    percent,
    place_words,
    status_words,
    verdict_note,
    waiver_words,
)
from analyzer.report.words import (
    ASSIGNMENT_ROLES,
    BASELINE,
    FAMILIES,
    FIGURE_KINDS,
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

_ALWAYS = frozenset("\\`*_[]<>|~&$^")
_HEADS = {
    "family": Text("Nhóm", "Family"), "coverage": Text("Đáp ứng", "Coverage"), "counts": Text("Kết quả", "Result"),
    "code": Text("Mã", "Code"), "rule": Text("Yêu cầu", "Rule"),
}  # fmt: skip
_QUOTE = 400
_WORDS = 1200
_PLACES = 5


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is, also inside a table, with no link made of it."""
    line = one_line(text)
    line = "".join(f"\\{char}" if char in _ALWAYS else char for char in line)
    line = re.sub(r"^(?:(?=[#+\-=])|(\d{1,9})(?=[.)]))", r"\1\\", line)  # no heading, no list
    # An address, at which many programs make a link of their own, is kept from being one.
    line = re.sub(r"(?i)\b(https?|ftp|mailto|javascript|data|file):", "\\1\u200b:", line)
    return re.sub(r"(?i)\bwww\.", "www\u200b.", line).replace("@", "@\u200b")


def render_markdown(report: Report, made_on: date, *, lang: Lang = "vi", with_tables: bool = False) -> str:
    """The report; ``with_tables`` adds figures, times and tasks. Ends in a line feed."""
    return _Writer(report, lang).write(made_on, with_tables)


class _Writer:
    def __init__(self, report: Report, lang: Lang) -> None:
        self.report, self.lang = report, lang
        self.names = SectionNames(report.sections)
        self.lines: list[str] = []

    def write(self, made_on: date, with_tables: bool) -> str:
        groups = group(self.report.rules)
        self._head()
        self._families()
        self._warnings()
        self._rules("to_fix", groups.to_fix)
        if not groups.to_fix:
            self._title("to_fix", 0)
            self._paragraph(escape(label("nothing_to_fix", self.lang)))
        self._rules("in_doubt", groups.in_doubt)
        self._compact("waived_list", groups.waived)
        self._compact("met_list", groups.met)
        self._compact("clear_list", groups.clear)
        if groups.not_applicable:
            self._title("not_applicable_list", len(groups.not_applicable))
            self._paragraph(", ".join(rule.code for rule in groups.not_applicable))
        if with_tables:
            self._tables()
        self.lines += ["", "---", ""]
        self.lines += [f"- {escape(line)}" for line in Provenance.of(self.report, made_on).lines(self.lang)]
        return re.sub(r"\n{3,20}", "\n\n", "\n".join(self.lines)).strip("\n") + "\n"

    def _head(self) -> None:
        summary, document, lang = self.report.summary, self.report.document, self.lang
        verdict = f"{VERDICT_ICONS[summary.verdict]} {say(VERDICTS, summary.verdict, lang)}"
        self.lines += [f"# {escape(label('title', lang))}: {escape(document.path)}", "", f"**{verdict}.** "
                       f"{escape(verdict_note(self.report, lang))}", ""]  # fmt: skip
        facts = {
            "kind": say(KINDS, document.kind, lang),
            "number": document.number or label("blank", lang),
            "issuer": ", ".join(
                filter(None, [document.issuer.name, say(LEVELS, document.issuer.level, lang)
                              if document.issuer.level else None])
            ),
            "issued_on": date_words(document.issued_on) if document.issued_on else "",
            "period": " ".join(
                filter(None, [when_words(document.period.start, document.period.end, None, lang),
                              f"({say(PHASES, document.phase, lang)})" if document.phase else None])
            ),
            "of_what": shorten(document.title or "", _QUOTE),
        }  # fmt: skip
        self.lines += [f"- {label(key, lang)}: {escape(value)}" for key, value in facts.items() if value]

    def _families(self) -> None:
        families = families_of(self.report)
        if not families:
            return
        lang, summary = self.lang, self.report.summary
        tallies = {tally.family: tally for tally in summary.families}
        self.lines += ["", f"## {label('coverage', lang)}: {percent(summary.coverage, lang)}", ""]
        self._table(
            [_HEADS[key].in_language(lang) for key in ("family", "coverage", "counts")],
            [
                [f"{family} {say(FAMILIES, family, lang)}", percent(tallies[family].coverage, lang),
                 counts_words(rules, lang)]
                for family, rules in families
            ],
        )  # fmt: skip

    def _warnings(self) -> None:
        if self.report.warnings:
            self._title("warnings", len(self.report.warnings))
        for notice in self.report.warnings:
            page = f" ({label('page', self.lang, page=notice.page)})" if notice.page else ""
            self.lines.append(f"- {escape(shorten(notice.message.in_language(self.lang), _WORDS))}{page}")

    def _rules(self, key: str, rules: Sequence[RuleResult]) -> None:
        if rules:
            self._title(key, len(rules))
        for rule in rules:
            self._rule(rule)

    def _rule(self, rule: RuleResult) -> None:
        lang = self.lang
        icon, status = status_words(rule, lang)
        self.lines += ["", f"### {icon} {rule.code} {escape(rule.name.in_language(lang))}", ""]
        state = say(BASELINE, rule.baseline, lang) if isinstance(rule.baseline, str) else ""
        asides = [f"**{status}**", say(SEVERITIES, rule.severity, lang), escape(clause_words(rule, lang)), state]
        self._paragraph(" · ".join(filter(None, asides)))
        findings = findings_of(rule)
        if len(findings) != 1:
            self._paragraph(escape(shorten(rule.message.in_language(lang), _WORDS)))
        if rule.reason is not None:
            self._field("reason", rule.reason.in_language(lang))
        for finding in findings:
            self._finding(finding)
        if not findings:
            self._quotes(rule.evidence, "")
        looked = looked_in_words(rule, self.names, lang)
        if looked:
            self._field("looked_in", looked)
        if rule.nearest is not UNSET and rule.nearest is not None:
            self._paragraph(f"{label('nearest', lang)}: {self._quote(rule.nearest)}")
        suggestion = shorten(rule.suggestion.in_language(lang), _WORDS)
        if suggestion:
            self._paragraph(f"→ {escape(suggestion)}")

    def _finding(self, finding: FindingItem) -> None:
        marks = []
        if isinstance(finding.baseline, str):
            marks.append(say(BASELINE, finding.baseline, self.lang))
        if finding.waiver is not UNSET:
            marks.append(waiver_words(finding.waiver, self.lang))
        aside = f" ({escape('; '.join(marks))})" if marks else ""
        self.lines.append(f"- {escape(shorten(finding.message.in_language(self.lang), _WORDS))}{aside}")
        self._quotes(finding.evidence, "  ")
        if finding.calculation:
            words = escape(shorten(finding.calculation, _WORDS))
            self.lines.append(f"  - {label('calculation', self.lang)}: {words}")

    def _quotes(self, evidence: Sequence[Evidence], indent: str) -> None:
        self.lines += [f"{indent}- {self._quote(item)}" for item in evidence[:_PLACES]]
        if len(evidence) > _PLACES:
            self.lines.append(f"{indent}- {label('more_places', self.lang, n=len(evidence) - _PLACES)}")

    def _quote(self, evidence: Evidence) -> str:
        place = escape(place_words(evidence, self.names, self.lang))
        return f"“{escape(shorten(evidence.quote, _QUOTE))}” ({place})"

    def _compact(self, key: str, rules: Sequence[RuleResult]) -> None:
        if not rules:
            return
        self._title(key, len(rules))
        rows = []
        for rule in rules:
            given = [w for w in (rule.waiver, *(f.waiver for f in findings_of(rule))) if w is not UNSET]
            waivers = dict.fromkeys(waiver_words(waiver, self.lang) for waiver in given)
            where = place_words(rule.evidence[0], self.names, self.lang) if rule.evidence else ""
            rows.append([rule.code, rule.name.in_language(self.lang), "; ".join(waivers) or where])
        heads = [_HEADS[head].in_language(self.lang) for head in ("code", "rule")]
        self._table([*heads, label("where", self.lang)], rows)

    def _tables(self) -> None:
        report, lang = self.report, self.lang
        if report.figures:
            self._title("figures", len(report.figures))
            self._table(
                [label(key, lang) for key in ("kind", "of_what", "value", "when", "where")],
                [
                    [say(FIGURE_KINDS, f.kind, lang), indicator_words(f, lang), figure_words(f, lang),
                     when_words(f.when.start, f.when.end, f.when.every, lang) if f.when else "", self._at(f.span[0])]
                    for f in report.figures
                ],
            )  # fmt: skip
        if report.deadlines:
            self._title("deadlines", len(report.deadlines))
            self._table(
                [label(key, lang) for key in ("when", "quote", "where")],
                [[deadline_words(d, lang), shorten(d.quote, _QUOTE), self._at(d.span[0])] for d in report.deadlines],
            )
        if report.assignments:
            self._title("assignments", len(report.assignments))
            self._table(
                [label(key, lang) for key in ("body", "role", "task", "where")],
                [
                    [a.body_text, say(ASSIGNMENT_ROLES, a.role, lang), shorten(a.task, _QUOTE), self._at(a.span[0])]
                    for a in report.assignments
                ],
            )

    def _at(self, offset: int) -> str:
        return self.names.name(self.names.at(offset), self.lang)

    def _table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        self.lines += [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
        self.lines += [f"| {' | '.join(escape(cell) for cell in row)} |" for row in rows]

    def _title(self, key: str, count: int) -> None:
        self.lines += ["", f"## {label(key, self.lang)} ({count})", ""]

    def _field(self, key: str, words: str) -> None:
        self._paragraph(f"{label(key, self.lang)}: {escape(shorten(words, _WORDS))}")

    def _paragraph(self, words: str) -> None:
        if words:
            self.lines += ["", words, ""]
