"""From a file or a text to its analysis and its report: the whole way through the house."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.errors import UsageError
from analyzer.extraction.model import Analysis
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import SourceText

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc

    from analyzer.checks.model import Pack
    from analyzer.report.model import Extract, Report


_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def analyze_source(
    source: SourceText,
    *,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
) -> Doc:
    """The annotated ``Doc`` of a source that was read; ``doc._.analysis`` holds all that was found.

    ``kind``, ``scope``, ``level`` and ``date`` (ISO, the reference date) given here win over what the text says.

    Raises:
        UsageError: one of them has no valid value.
    """
    from analyzer.extraction.pipeline import annotate
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise

    outline = build_outline(normalise(source), kind=kind, scope=scope, level=level)
    if date is not None:
        _check_date(date)
        outline.overrides["date"] = date
    return annotate(outline, date=date)


def _check_date(date: str) -> None:
    """Raises ``UsageError`` for what is no ISO date, whole or in part, of a day that exists."""
    if not _DATE.fullmatch(date) or not _exists(date):
        raise UsageError(
            f"Ngày “{date}” không đúng dạng; viết YYYY, YYYY-MM hoặc YYYY-MM-DD.",
            f"“{date}” is no date; write YYYY, YYYY-MM or YYYY-MM-DD.",
        )


def _exists(date: str) -> bool:
    from datetime import date as day

    try:
        day.fromisoformat(date + "-01-01"[len(date) - 4 :])
    except ValueError:
        return False
    return True


def check_options(
    *, kind: str | None = None, scope: str | None = None, level: str | None = None, date: str | None = None,
    codes: Collection[str] = (),
) -> None:  # fmt: skip
    """Holds what ``check`` takes besides the file to what it allows, before any file is read.

    Raises:
        UsageError: an override has no valid value, or no rule of the pack begins with one of ``codes``.
    """
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise

    if date is not None:
        _check_date(date)
    build_outline(normalise(_plain("-")), kind=kind, scope=scope, level=level)
    if codes:
        from analyzer.checks.loader import default_pack

        _rule_codes(codes, default_pack())


def _rule_codes(codes: Collection[str], pack: Pack) -> tuple[str, ...]:
    """Codes and families as the pack writes them. Raises ``UsageError`` for one that no rule begins with."""
    found = tuple(code.upper() for code in codes)
    for code in found:
        if not code or not any(rule.code.startswith(code) for rule in pack.rules):
            raise UsageError(
                f"Không có quy tắc nào có mã bắt đầu bằng “{code}”; xem “rasoat rules list”.",
                f"No rule has a code that begins with “{code}”; see “rasoat rules list”.",
            )
    return found


def _plain(text: str) -> SourceText:
    from analyzer.reading.plaintext import read_plaintext

    data = text.encode("utf-8")
    return read_plaintext(data, "", hashlib.sha256(data).hexdigest(), DEFAULT_LIMITS)


def analyze(
    path: str | Path,
    *,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Doc:
    """The annotated ``Doc`` of a file.

    Raises:
        ReadingError: the file cannot be read; its message says why and what to do.
        UsageError: an override has no valid value.
    """
    from analyzer.reading import read

    return analyze_source(read(path, limits=limits), kind=kind, scope=scope, level=level, date=date)


def analyze_text(
    text: str, *, kind: str | None = None, scope: str | None = None, level: str | None = None, date: str | None = None
) -> Analysis:
    """The analysis of plain text, as if it had been read from a .txt file."""
    analysis: Analysis = analyze_source(_plain(text), kind=kind, scope=scope, level=level, date=date)._.analysis
    return analysis


def check(
    path: str | Path,
    *,
    pack: Pack | None = None,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    with_text: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """The report of a file: what the rules ask, what the document has, in part or lacks, where.

    ``pack`` is a rule pack, by default the one of QĐ 1676; ``select`` and ``ignore`` name rules or families ("F",
    "C201"). ``with_text`` puts the normalised text into the report, so that its spans can be resolved.

    Raises:
        ReadingError: the file cannot be read; its message says why and what to do.
        UsageError: an override or a rule code is not valid.
    """
    analysis: Analysis = analyze(path, kind=kind, scope=scope, level=level, date=date, limits=limits)._.analysis
    return report_on(analysis, pack=pack, select=select, ignore=ignore, with_text=with_text)


def extract(
    path: str | Path,
    *,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
    with_text: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Extract:
    """The figures, deadlines and assignments of a file, no rule asked; parameters and errors as in ``check``."""
    from analyzer.report.build import build_extract
    from analyzer.version import __version__

    analysis: Analysis = analyze(path, kind=kind, scope=scope, level=level, date=date, limits=limits)._.analysis
    return build_extract(analysis, version=__version__, options=dict(analysis.outline.overrides), with_text=with_text)


def report_on(
    analysis: Analysis,
    *,
    pack: Pack | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    with_text: bool = False,
) -> Report:
    """The report of a document that was analysed; parameters and errors as in ``check``."""
    from analyzer.checks.engine import check as run_rules
    from analyzer.checks.loader import default_pack
    from analyzer.report.build import build_report
    from analyzer.version import __version__

    pack = pack or default_pack()
    select, ignore = _rule_codes(select, pack), _rule_codes(ignore, pack)
    verdicts = run_rules(analysis, pack, select=select, ignore=ignore)
    options: dict[str, str] = dict(analysis.outline.overrides)
    if select:
        options["select"] = ",".join(select)
    if ignore:
        options["ignore"] = ",".join(ignore)
    return build_report(analysis, verdicts, pack=pack, version=__version__, options=options, with_text=with_text)
