"""Writes the summary: a pass to add up, a pass to write the tables."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from analyzer.audit.changes import Changes, compare, read_baseline
from analyzer.audit.expected import Expected, hold_against
from analyzer.audit.model import Row
from analyzer.audit.reports import report_name
from analyzer.audit.summary.collect import collect
from analyzer.audit.summary.columnar import CsvSink, ParquetSink, Sink
from analyzer.audit.summary.heat import Heat
from analyzer.audit.summary.meta import FORMATS, SummaryMeta, SummaryResult
from analyzer.audit.summary.model import Totals
from analyzer.audit.summary.tables import TABLES, Tables
from analyzer.audit.summary.workbook import WorkbookSink
from analyzer.errors import UsageError
from analyzer.report.words import Lang


def write_summary(
    out: Path,
    rows: Callable[[], Iterable[Row]],
    *,
    meta: SummaryMeta,
    formats: Collection[str],
    expected: Path | None = None,
    baseline: Path | None = None,
    lang: str = "vi",
    report_path: Callable[[Row], str | None] | None = None,
) -> SummaryResult:
    """Writes the files of ``formats`` under ``out``; see the package for what they are.

    Equal rows give equal bytes. A file is replaced only when it is whole.

    Raises ``UsageError`` for an unknown format or language, a list or a baseline that cannot be read, a library that is
    not installed, and where a file cannot be written.
    """
    _check(formats, lang)
    said = cast(Lang, lang)
    changes = compare(read_baseline(baseline), rows) if baseline is not None else None
    submissions = hold_against(expected, rows(), meta.date) if expected is not None else None
    totals = collect(rows())
    tables = Tables(meta.rules, said, changes.states_of if changes else None)
    heat = Heat(meta.rules, tables, totals.weakest.ordinals(), report_path or _existing_page(out))
    made: list[Path] = []
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out, prefix=".summary-") as name:
        room = Path(name)
        sinks = _sinks(room, formats, tables, totals, meta, said, changes, submissions)
        for ordinal, row in enumerate(rows()):
            if "html" in formats:
                heat.add(ordinal, row)
            if sinks:
                for table, record in tables.records(row):
                    for sink in sinks:
                        sink.write(table, record)
        for sink in sinks:
            made.extend(sink.close())
        if "html" in formats:
            made.extend(_pages(room, totals, heat, meta, said, changes, submissions))
        made.extend(_data(room, changes, submissions))
        files = [_move(path, out / path.relative_to(room)) for path in made]
    return SummaryResult(
        files=tuple(files), documents=totals.rows, unreadable=totals.unreadable, duplicates=totals.duplicates,
        verdicts=dict(totals.overall.verdicts), changes=changes.counts() if changes else None,
        submissions=submissions.counts() if submissions else None,
        problems=tuple(submissions.problems) if submissions else (),
    )  # fmt: skip


def _check(formats: Collection[str], lang: str) -> None:
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        names = ", ".join(unknown)
        raise UsageError(
            f"Không có định dạng {names}; chọn trong: {', '.join(FORMATS)}.",
            f"No such format: {names}; choose from {', '.join(FORMATS)}.",
        )
    if lang not in ("vi", "en"):
        raise UsageError(f"Không có ngôn ngữ {lang}; chọn vi hoặc en.", f"No such language: {lang}; choose vi or en.")


def _existing_page(out: Path) -> Callable[[Row], str | None]:
    def find(row: Row) -> str | None:
        name = report_name(row.path, "html")
        return name if (out / name).is_file() else None

    return find


def _sinks(
    room: Path, formats: Collection[str], tables: Tables, totals: Totals, meta: SummaryMeta, lang: Lang,
    changes: Changes | None, expected: Expected | None,
) -> list[Sink]:  # fmt: skip
    sinks: list[Sink] = []
    if "parquet" in formats:
        sinks.append(ParquetSink(room / "tables", tables, TABLES))
    if "csv" in formats:
        sinks.append(CsvSink(room / "tables", tables, TABLES))
    if "xlsx" in formats:
        sinks.append(WorkbookSink(room / "summary.xlsx", tables, totals, meta, lang, changes, expected))
    return sinks


def _pages(
    room: Path, totals: Totals, heat: Heat, meta: SummaryMeta, lang: Lang,
    changes: Changes | None, expected: Expected | None,
) -> list[Path]:  # fmt: skip
    from analyzer.audit.summary.page import render_page

    heat.finish()
    second: Lang = "en" if lang == "vi" else "vi"
    names: dict[Lang, str] = {lang: "summary.html", second: f"summary.{second}.html"}
    for one, other in ((lang, second), (second, lang)):
        page = render_page(totals, heat, meta, one, names[other], changes, expected)
        (room / names[one]).write_text(page, encoding="utf-8", newline="\n")
    return [room / name for name in names.values()]


def _data(room: Path, changes: Changes | None, expected: Expected | None) -> list[Path]:
    made = []
    for name, data in (("changes.json", changes), ("submissions.json", expected)):
        if data is not None:
            text = json.dumps(data.to_dict(), ensure_ascii=False, indent=1) + "\n"
            (room / name).write_text(text, encoding="utf-8", newline="\n")
            made.append(room / name)
    return made


def _move(path: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.replace(path, target)
    except OSError as error:
        raise UsageError(
            f"{target}: không ghi được; nếu tệp đang mở trong chương trình khác, hãy đóng lại ({error.strerror}).",
            f"{target}: cannot be written; close it if another program has it open ({error.strerror}).",
        ) from None
    return target
