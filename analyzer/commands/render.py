"""One result in the form asked for."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.report.codec import to_json
from analyzer.report.export import EXPORT_ERRORS
from analyzer.report.model import ErrorLine, Extract, Report

if TYPE_CHECKING:
    from analyzer.commands.run import Output
    from analyzer.text.model import CleanText


@dataclass(frozen=True, slots=True)
class Checked:
    """A report and the text that it speaks of, which a page shows beside it."""

    report: Report
    clean: CleanText


def render(result: Checked | Extract | ErrorLine, output: Output, *, first: bool) -> str:
    """Text of ``result`` as ``output.format`` asks; an error is JSON in JSON, else one sentence."""
    if output.format == "json":
        return to_json(result.report if isinstance(result, Checked) else result).decode("utf-8") + "\n"
    width = min(shutil.get_terminal_size((100, 20)).columns, 120)
    lang = output.lang
    if isinstance(result, ErrorLine) and result.error.code in EXPORT_ERRORS:
        return _not_exported(result, output, width)
    if isinstance(result, ErrorLine):
        from analyzer.report.text import render_error

        return render_error(result, lang=lang, color=output.color, width=width)  # type: ignore[arg-type]
    if isinstance(result, Extract):
        if output.format == "csv":
            return extract_csv(result, head=first)
        from analyzer.report.tables import tables

        lines = [*([] if first else [""]), result.document.path, *tables(result, lang, width)]  # type: ignore[arg-type]
        return "\n".join(line.rstrip() for line in lines) + "\n"
    if output.format == "html":
        from analyzer.report.html import render_html

        return render_html(result.report, lang=lang, text=result.clean.text, lines=result.clean.lines)  # type: ignore[arg-type]
    if output.format == "md":
        from datetime import date

        from analyzer.report.markdown import render_markdown

        rule = "" if first else "\n---\n\n"
        return rule + render_markdown(result.report, date.today(), lang=lang, with_tables=output.tables)  # type: ignore[arg-type]
    from analyzer.report.text import render_text

    lead = "" if first else "\n"
    return lead + render_text(result.report, lang=lang, color=output.color, width=width, with_tables=output.tables)  # type: ignore[arg-type]


def _not_exported(line: ErrorLine, output: Output, width: int) -> str:
    """A document that was read, but does not fit the format that was asked for."""
    from analyzer.report.safe import one_line, wrap

    lead = "NOT EXPORTED" if output.lang == "en" else "KHÔNG XUẤT ĐƯỢC"
    words = one_line(line.error.message.in_language(output.lang))
    return "\n".join(wrap(words, max(60, width), f"✗ {lead}  ", "    ")) + "\n"


_COLUMNS = (
    "file", "item", "page", "line", "kind", "indicator", "op", "min", "max", "unit", "per", "start", "end", "every",
    "body", "role", "task", "quote",
)  # fmt: skip


def extract_csv(result: Extract, *, head: bool) -> str:
    """Figures, deadlines and assignments as rows of one table. A cell that a spreadsheet would take for a formula
    is led by an apostrophe."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    if head:
        writer.writeheader()
    path = result.document.path
    for f in result.figures:
        when = f.when
        row = {
            "item": "figure", "page": f.page, "line": f.line, "kind": f.kind, "indicator": f.indicator, "op": f.op,
            "min": f.min, "max": f.max, "unit": f.unit, "per": f.per, "start": when.start if when else None,
            "end": when.end if when else None, "every": when.every if when else None, "quote": f.quote,
        }  # fmt: skip
        writer.writerow(_safe({"file": path, **row}))
    for d in result.deadlines:
        row = {
            "item": "deadline", "page": d.page, "line": d.line, "kind": d.kind, "start": d.start, "end": d.end,
            "every": d.every, "quote": d.quote,
        }  # fmt: skip
        writer.writerow(_safe({"file": path, **row}))
    for a in result.assignments:
        row = {
            "item": "assignment", "page": a.page, "line": a.line, "body": a.body_text, "role": a.role, "task": a.task,
            "quote": a.quote,
        }  # fmt: skip
        writer.writerow(_safe({"file": path, **row}))
    return buffer.getvalue()


def _safe(row: dict[str, object]) -> dict[str, object]:
    return {
        k: f"'{v}" if isinstance(v, str) and v[:1] in ("=", "+", "-", "@", "\t", "\r") else v for k, v in row.items()
    }
