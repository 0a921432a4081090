"""The tables of the terminal report: figures, deadlines, assignments, documents cited."""

from __future__ import annotations

from collections.abc import Sequence

from analyzer.report.model import Extract, Report
from analyzer.report.phrases import deadline_words, figure_words, indicator_words, when_words
from analyzer.report.safe import columns, one_line, shorten, wrap
from analyzer.report.words import ASSIGNMENT_ROLES, FIGURE_KINDS, Lang, label, say
from analyzer.text.written import REFERENCE_TYPES, date_words

_GAP = "  "


def tables(report: Report | Extract, lang: Lang, width: int) -> list[str]:
    """Lines of the four tables, each under its title; a table without rows says so."""
    document = report.document
    figures = [
        [
            say(FIGURE_KINDS, figure.kind, lang),
            figure_words(figure, lang),
            indicator_words(figure, lang),
            when_words(figure.when.start, figure.when.end, figure.when.every, lang) if figure.when else "",
            _place(figure.page, figure.line),
        ]
        for figure in report.figures
    ]
    deadlines = [
        [deadline_words(deadline, lang), shorten(deadline.quote, 200), _place(deadline.page, deadline.line)]
        for deadline in report.deadlines
    ]
    assignments = [
        [
            one_line(item.body_text),
            say(ASSIGNMENT_ROLES, item.role, lang),
            shorten(item.task, 200),
            "; ".join(deadline_words(report.deadlines[i], lang) for i in item.deadlines if i < len(report.deadlines)),
            _place(item.page, item.line),
        ]
        for item in report.assignments
    ]
    references = [
        [
            one_line(reference.number or reference.name or ""),
            one_line(
                " ".join(
                    filter(
                        None, [say(REFERENCE_TYPES, reference.type, lang), reference.name if reference.number else ""]
                    )
                )
            ),
            date_words(reference.issued_on) if reference.issued_on else "",
            _place(reference.page, reference.line),
        ]
        for reference in document.references
    ]
    where = label("where", lang)
    return [
        *_table("figures", ["type", "value", "of_what", "when"], where, figures, lang, width),
        *_table("deadlines", ["when", "quote"], where, deadlines, lang, width),
        *_table("assignments", ["body", "role", "task", "when"], where, assignments, lang, width),
        *_table("references", ["number", "type", "issued_on"], where, references, lang, width),
    ]


def _place(page: int | None, line: int) -> str:
    return f"{page}:{line}" if page is not None else str(line)


def _table(
    title: str, heads: Sequence[str], where: str, rows: Sequence[Sequence[str]], lang: Lang, width: int
) -> list[str]:
    words = f"{label(title, lang).upper()} ({len(rows)})"
    lines = ["", words, "─" * min(width, columns(words))]
    if not rows:
        return [*lines, _GAP + label("none", lang)]
    head = [label(key, lang) for key in heads] + [where]
    sizes = _sizes([head, *rows], width - len(_GAP))
    for row in [head, ["─" * size for size in sizes], *rows]:
        cells = [wrap(cell, size) if cell else [""] for cell, size in zip(row, sizes, strict=True)]
        for depth in range(max(map(len, cells))):
            parts = [(cell[depth] if depth < len(cell) else "") for cell in cells]
            lines.append(
                _GAP + _GAP.join(part + " " * (size - columns(part)) for part, size in zip(parts, sizes, strict=True))
            )
    return lines


def _sizes(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of the columns: narrow ones as wide as they need, the rest share what is left."""
    need = [max(columns(row[i]) for row in rows) for i in range(len(rows[0]))]
    room = max(len(need) * 8, width - len(_GAP) * (len(need) - 1))
    sizes = [0] * len(need)
    open_columns = set(range(len(need)))
    while open_columns:
        share = max(8, (room - sum(sizes)) // len(open_columns))
        fitting = {i for i in open_columns if need[i] <= share}
        if not fitting:
            for i in open_columns:
                sizes[i] = share
            break
        for i in fitting:
            sizes[i] = need[i]
        open_columns -= fitting
    return sizes
