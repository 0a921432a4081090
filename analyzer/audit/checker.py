"""Checks one file after another: what runs in every process that works for an audit."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.audit import outcomes
from analyzer.audit.program import program_digest
from analyzer.audit.rows import encode, error_row, row_of
from analyzer.audit.sources import load
from analyzer.audit.tasks import Checking, Outcome, Task
from analyzer.errors import ReadingError

if TYPE_CHECKING:
    from analyzer.audit.model import Row
    from analyzer.reading.model import SourceText
    from analyzer.report.model import Report
    from analyzer.text.model import CleanText

_SAMPLE = "KẾ HOẠCH\nTuyên truyền BHXH năm 2026\nI. MỤC TIÊU\n- Đến hết năm 2026, 60% người lao động tham gia.\n"


class Checker:
    """Checks files as ``rasoat check`` does; all that it needs is loaded once per process."""

    def __init__(self, checking: Checking) -> None:
        self._checking = checking

    def warm_up(self) -> None:
        """Loads all that the first document would load, so that no time of a file is spent on it."""
        from analyzer.pipeline import analyze_text, report_on

        report_on(analyze_text(_SAMPLE, kind="plan", scope="1676"))

    def run(self, task: Task) -> Outcome:
        """The row of a file, whatever is in it. Raises ``MemoryError`` and nothing else."""
        return Outcome(number=task.number, line=encode(self._row(task)), program=self._checking.program)

    def _row(self, task: Task) -> Row:
        sha256 = task.sha256
        try:
            source = self._read(task)
            sha256 = source.sha256
            return self._checked(task, source)
        except Exception as error:
            if outcomes.of_memory(error):
                raise MemoryError from error
            known = outcomes.known(task.path, error)
            return error_row(task.path, known.code, known.message, sha256)

    def _read(self, task: Task) -> SourceText:
        from analyzer.reading import read

        data = task.data if task.data is not None else load(task.source, task.path)
        return read(task.path, data=data)

    def _checked(self, task: Task, source: SourceText) -> Row:
        report, clean = _report(source, task)
        row = row_of(report, task.path)
        form = self._checking.reports
        if form is not None:
            from analyzer.audit.reports import report_name, write_atomically
            from analyzer.report.codec import to_json

            if form == "json":
                text = to_json(report) + b"\n"
            else:
                from analyzer.report.html import render_html

                text = render_html(report, lang=self._checking.lang, text=clean.text, lines=clean.lines).encode("utf-8")  # type: ignore[arg-type]
            write_atomically(Path(self._checking.out) / report_name(task.path, form), text)
        return row


def _report(source: SourceText, task: Task) -> tuple[Report, CleanText]:
    """The report, and the text that it speaks of."""
    from analyzer.pipeline import accept, analyze_source, report_on

    settings = task.terms.settings()
    analysis = analyze_source(source, **settings.overrides)
    report = report_on(analysis, settings=settings)
    if task.terms.waivers is not None:
        # Waivers name documents by where they stand, rows by where they are in the archive.
        report.document.path = task.terms.at
        accept(report, task.terms.waivers, today=datetime.date.fromisoformat(task.terms.today))
        report.document.path = task.path
    return report, analysis.outline.clean


def failed(task: Task, error: ReadingError) -> Outcome:
    """The outcome of a file that nobody could check, as the run itself gives it."""
    row = error_row(task.path, error.code, error.message, task.sha256)
    return Outcome(number=task.number, line=encode(row), program=program_digest())
