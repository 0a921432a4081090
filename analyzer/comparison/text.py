"""A comparison for the terminal: first what is to be dealt with, each with its two quotes, then all as a table."""

from __future__ import annotations

from collections.abc import Sequence

import click

from analyzer.comparison.words import (
    CHANGES,
    FAULTS,
    ICONS,
    LOOKS,
    OUTCOMES,
    ROLES,
    STATES,
    TITLES,
    head_keys,
    ordered,
    ratio_words,
    word,
)
from analyzer.report.comparison import (
    AssignmentChange,
    Changes,
    Comparison,
    DeadlineChange,
    FigureChange,
    Pair,
    PairFinding,
    PairOutcome,
    SideEvidence,
)
from analyzer.report.items import AssignmentItem, DeadlineItem, FigureItem
from analyzer.report.model import DocumentInfo
from analyzer.report.phrases import deadline_words, figure_words, when_words
from analyzer.report.safe import columns, one_line, shorten, wrap
from analyzer.report.words import ASSIGNMENT_ROLES, SEVERITIES, Lang, label, say
from analyzer.text.written import date_words

_COLOURS = {"missing": "red", "needs_review": "magenta", "partial": "yellow", "met": "green", "idle": "cyan"}
_NARROWEST = 60
_QUOTE = 240
_WORDS = 1200
_GAP = "  "
_ALL_COLUMNS = 80
"""Width from which the table of targets shows ratios and lines too."""


def render_text(comparison: Comparison, *, lang: Lang = "vi", color: bool = False, width: int = 100) -> str:
    """The comparison as lines of at most ``width`` columns (never less than 60), ending in a line feed. ``color`` adds
    ANSI colours, which say nothing that a word does not say too."""
    return _Writer(comparison, lang, color, max(_NARROWEST, width)).write()


class _Writer:
    def __init__(self, comparison: Comparison, lang: Lang, color: bool, width: int) -> None:
        self.made, self.lang, self.color, self.width = comparison, lang, color, width
        self.lines: list[str] = []
        self.asked, self.held = head_keys(comparison.relation.value)

    def write(self) -> str:
        self._head()
        self._warnings()
        if self.made.changes is not None:
            self._changes(self.made.changes)
        else:
            self._counts()
            self._faults()
            self._doubts()
            self._table()
            self._unplanned()
        self.lines.append("")
        self._wrapped(label("disclaimer", self.lang), "")
        return "\n".join(line.rstrip() for line in self.lines) + "\n"

    def _head(self) -> None:
        title = TITLES[self.made.relation.value].in_language(self.lang).upper()
        self.lines.append(click.style(title, bold=True) if self.color else title)
        for entry in self.made.documents:
            self._wrapped(document_words(entry.document, self.lang), f"  {self._role(entry.role)}: ", "      ")

    def _role(self, role: str) -> str:
        return ROLES[role].in_language(self.lang)  # type: ignore[index]

    def _warnings(self) -> None:
        if not self.made.warnings:
            return
        self._title(label("warnings", self.lang), len(self.made.warnings))
        for notice in self.made.warnings:
            where = f" ({label('page', self.lang, page=notice.page)})" if notice.page else ""
            self._wrapped(one_line(notice.message.in_language(self.lang)) + where, "  ! ", "    ")

    def _counts(self) -> None:
        counts = self.made.counts
        total = sum(n for outcome, n in counts.items() if outcome != "unplanned")
        said = word("counted_1" if total == 1 else "counted", self.lang, n=total)
        parts = [
            f"{n} {OUTCOMES[key].in_language(self.lang).lower()}"
            for key in OUTCOMES
            if key != "unplanned" and (n := counts.get(key, 0))
        ]
        self.lines.append("")
        self._wrapped(": ".join(filter(None, [said, " · ".join(parts)])), "  ")

    def _faults(self) -> None:
        findings = [(rule, finding) for rule in self.made.rules for finding in rule.findings]
        self._title(word("faults", self.lang), len(findings))
        if not findings:
            self._wrapped(word("no_faults" if self.made.pairs else "nothing", self.lang), "  ")
        outcomes = {pair.id: pair.outcome for pair in self.made.pairs}
        for rule in self.made.rules:
            if not rule.findings:
                continue
            self.lines.append("")
            name = one_line(rule.name.in_language(self.lang))
            self._wrapped(f"{name} ({say(SEVERITIES, rule.severity, self.lang)})", f"{rule.code}  ", "      ")
            for finding in rule.findings:
                self._finding(finding, outcomes[finding.pair])
            self._wrapped(shorten(rule.suggestion.in_language(self.lang), _WORDS), "    → ")

    def _finding(self, finding: PairFinding, outcome: PairOutcome) -> None:
        icon = ICONS[outcome]
        lines = wrap(shorten(finding.message.in_language(self.lang), _WORDS), self.width, f"  {icon} ", "    ")
        lines[0] = f"  {self._paint(icon, outcome)} " + lines[0][4:]
        self.lines.extend(lines)
        for item in finding.evidence:
            self._quote(item)

    def _quote(self, item: SideEvidence) -> None:
        entry = self.made.documents[0 if item.side == "first" else 1]
        evidence = item.evidence
        where = place(evidence.page, evidence.line, self.lang)
        self._wrapped(
            f"{self._role(entry.role)}: “{shorten(evidence.quote, _QUOTE)}” [{where}]", "    │ ", "    │ "
        )  # fmt: skip

    def _doubts(self) -> None:
        doubts = [pair for pair in self.made.pairs if pair.outcome == "in_doubt"]
        if not doubts:
            return
        self._title(word("doubts", self.lang), len(doubts))
        for pair in doubts:
            reason = pair.reason.in_language(self.lang) if pair.reason else ""
            target = figure_words(pair.promised, self.lang) if pair.promised else ""
            name = shorten(pair.name.in_language(self.lang), _QUOTE)
            lines = wrap(f"{name}: {target}. {reason}", self.width, "  ? ", "    ")
            lines[0] = f"  {self._paint('?', pair.outcome)} " + lines[0][4:]
            self.lines.extend(lines)
            self._figure(0, pair.promised)
            for figure in (pair.found, *pair.candidates):
                self._figure(1, figure)

    def _figure(self, index: int, figure: FigureItem | None) -> None:
        """The words of a figure of the first (0) or the second (1) document."""
        if figure is not None:
            role = self._role(self.made.documents[index].role)
            where = place(figure.page, figure.line, self.lang)
            self._wrapped(f"{role}: “{shorten(figure.quote, _QUOTE)}” [{where}]", "    │ ", "    │ ")

    def _table(self) -> None:
        pairs = ordered([pair for pair in self.made.pairs if pair.outcome != "unplanned"])
        if not pairs:
            return
        self._title(word("targets", self.lang), len(pairs))
        head = [word(key, self.lang) for key in ("outcome", "what", self.asked, self.held, "ratio", "where")]
        shown = len(head) if self.width >= _ALL_COLUMNS else 4
        rows = [self._row(pair)[:shown] for pair in pairs]
        self.lines.extend(grid([head[:shown], *rows], self.width - len(_GAP), (1, 2, 3)))

    def _row(self, pair: Pair) -> list[str]:
        due = when_words(pair.due.start, pair.due.end, None, self.lang) if pair.due else ""
        target = ""
        if pair.promised is not None:
            target = ", ".join(filter(None, [figure_words(pair.promised, self.lang), due]))
        found = figure_words(pair.found, self.lang) if pair.found else ""
        lines = " → ".join(short_place(f.page, f.line) for f in (pair.promised, pair.found) if f is not None)
        name = shorten(pair.name.in_language(self.lang), 90)
        outcome = f"{ICONS[pair.outcome]} {OUTCOMES[pair.outcome].in_language(self.lang)}"
        return [outcome, name, target, found, ratio_words(pair, self.lang), lines]

    def _unplanned(self) -> None:
        extra = [pair.found for pair in self.made.pairs if pair.outcome == "unplanned" and pair.found is not None]
        if not extra:
            return
        self._title(word("unplanned", self.lang), len(extra))
        for figure in extra:
            where = place(figure.page, figure.line, self.lang)
            words = shorten(figure.indicator_text or figure.quote, 120)
            self._wrapped(f"{figure_words(figure, self.lang)}: {words} [{where}]", "  + ", "    ")

    def _changes(self, changes: Changes) -> None:
        counts = changes.counts
        self._title(word("points", self.lang), len(changes.points))
        self._wrapped(label("baseline", self.lang, new=counts.new, same=counts.same, gone=counts.gone), "  ")
        for state in STATES:
            some = [point for point in changes.points if point.state == state]
            if some:
                self.lines += ["", f"  {STATES[state].in_language(self.lang)} ({len(some)})"]
            for point in some:
                icon = {"new": "✗", "same": "=", "gone": "✓"}[state]
                message = shorten(point.message.in_language(self.lang), _WORDS)
                name = one_line(point.name.in_language(self.lang))
                self._wrapped(f"{point.code} {name}: {message}", f"  {icon} ", "    ")
                for item in point.evidence[:2] if state != "same" else []:
                    self._quote(item)
        for key, some_changes in (
            ("figures", changes.figures), ("deadlines", changes.deadlines), ("assignments", changes.assignments),
        ):  # fmt: skip
            self._title(word(key, self.lang), len(some_changes))
            if not some_changes:
                self._wrapped(word("unchanged", self.lang), "  ")
            for change in some_changes:
                self._change(change)

    def _change(self, change: FigureChange | DeadlineChange | AssignmentChange) -> None:
        said = [item_words(item, self.lang) for item in (change.old, change.new) if item is not None]
        self._wrapped(" → ".join(said), f"  {CHANGES[change.change].in_language(self.lang)}: ", "    ")
        for index, item in enumerate((change.old, change.new)):
            if item is not None:
                role = self._role(self.made.documents[index].role)
                where = place(item.page, item.line, self.lang)
                self._wrapped(f"{role}: “{shorten(item.quote, _QUOTE)}” [{where}]", "    │ ", "    │ ")

    def _title(self, title: str, count: int) -> None:
        words = f"{title.upper()} ({count})"
        rule = "─" * min(self.width, columns(words))
        self.lines += ["", click.style(words, bold=True) if self.color else words, rule]

    def _wrapped(self, text: str, first: str, rest: str | None = None) -> None:
        self.lines.extend(wrap(text, self.width, first, rest))

    def _paint(self, words: str, outcome: PairOutcome) -> str:
        bold = outcome in FAULTS
        return click.style(words, fg=_COLOURS[LOOKS[outcome]], bold=bold) if self.color else words


def item_words(item: FigureItem | DeadlineItem | AssignmentItem, lang: Lang) -> str:
    """What one side of a change says, in short."""
    if isinstance(item, FigureItem):
        when = when_words(item.when.start, item.when.end, item.when.every, lang) if item.when else ""
        return ", ".join(filter(None, [figure_words(item, lang), when]))
    if isinstance(item, DeadlineItem):
        return deadline_words(item, lang)
    return f"{one_line(item.body_text)} ({say(ASSIGNMENT_ROLES, item.role, lang)})"


def document_words(document: DocumentInfo, lang: Lang) -> str:
    """Number, issuer, date, period and file of a document on one line."""
    period = document.period
    facts = [
        one_line(document.number or ""),
        one_line(document.issuer.name or ""),
        date_words(document.issued_on) if document.issued_on else "",
        when_words(period.start, period.end, None, lang),
        one_line(document.path),
    ]
    return " · ".join(fact for fact in facts if fact)


def place(page: int | None, line: int, lang: Lang) -> str:
    """``trang 2, dòng 31``."""
    words = [label("page", lang, page=page)] if page is not None else []
    return ", ".join([*words, label("line", lang, line=line)])


def short_place(page: int | None, line: int) -> str:
    """``2:31``: page and line."""
    return f"{page}:{line}" if page is not None else str(line)


def grid(rows: Sequence[Sequence[str]], width: int, open_columns: Sequence[int]) -> list[str]:
    """Rows as a table under their first as its head; ``open_columns`` share what the others leave, by their need."""
    need = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    room = width - len(_GAP) * (len(need) - 1) - sum(need[i] for i in range(len(need)) if i not in open_columns)
    wanted = sum(need[i] for i in open_columns)
    sizes = list(need)
    if wanted > room:
        for i in open_columns:
            sizes[i] = max(10, min(need[i], room * need[i] // max(1, wanted)))
        widest = max(open_columns, key=lambda i: sizes[i])
        sizes[widest] = max(10, sizes[widest] - max(0, sum(sizes[i] for i in open_columns) - room))
    lines = []
    for number, row in enumerate(rows):
        cells = [wrap(cell, size) if cell else [""] for cell, size in zip(row, sizes, strict=True)]
        for depth in range(max(map(len, cells))):
            parts = [cell[depth] if depth < len(cell) else "" for cell in cells]
            lines.append(
                _GAP + _GAP.join(part + " " * (size - columns(part)) for part, size in zip(parts, sizes, strict=True))
            )
        if number == 0:
            lines.append(_GAP + _GAP.join("─" * size for size in sizes))
    return lines
