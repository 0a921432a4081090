"""From a file or a text to its analysis and its report: the whole way through the house."""

from __future__ import annotations

import datetime
import gc
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.errors import RuleError, Text, UsageError
from analyzer.extraction.model import Analysis
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import SourceText
from analyzer.settings import Settings
from analyzer.settings.file import is_date

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Doc

    from analyzer.checks.model import Pack
    from analyzer.reading.guard import Pending
    from analyzer.report.baseline import Baseline
    from analyzer.report.model import Extract, Report
    from analyzer.report.waiverfile import Waivers


@contextmanager
def _uncollected() -> Iterator[None]:
    """The garbage collector waits. What is found in a document stays until its report is made; to walk all of it again
    and again took a fifth of the time on a long text."""
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


@_uncollected()
def analyze_source(
    source: SourceText,
    *,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
) -> Analysis:
    """The analysis of a source that was read: all that was found in it.

    ``kind``, ``scope``, ``level`` and ``date`` (ISO, the reference date) given here win over what the text says.

    Raises:
        UsageError: one of them has no valid value.
    """
    from analyzer.extraction.steps import find_all
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise

    outline = build_outline(normalise(source), kind=kind, scope=scope, level=level)
    if date is not None:
        _check_date(date)
        outline.overrides["date"] = date
    return find_all(outline, date=date)


def _check_date(date: str) -> None:
    """Raises ``UsageError`` for what is no ISO date, whole or in part, of a day that exists."""
    if not is_date(date):
        raise UsageError(
            f"Ngày “{date}” không đúng dạng; viết YYYY, YYYY-MM hoặc YYYY-MM-DD.",
            f"“{date}” is no date; write YYYY, YYYY-MM or YYYY-MM-DD.",
        )


def check_options(
    *, kind: str | None = None, scope: str | None = None, level: str | None = None, date: str | None = None
) -> None:
    """Holds what ``check`` takes besides the file to what it allows, before any file is read.

    Raises ``UsageError``: an override has no valid value.
    """
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise

    if date is not None:
        _check_date(date)
    build_outline(normalise(_plain("-")), kind=kind, scope=scope, level=level)


def _rule_codes(codes: Collection[str], pack: Pack, place: str = "") -> tuple[str, ...]:
    """Codes and families as the pack writes them. Raises ``UsageError`` for one that no rule begins with; ``place``
    says where it was given."""
    found = tuple(code.upper() for code in codes)
    where = f"{place}: " if place else ""
    for code in found:
        if not code or not any(rule.code.startswith(code) for rule in pack.rules):
            raise UsageError(
                f"{where}Không có quy tắc nào có mã bắt đầu bằng “{code}”; xem “rasoat rules list”.",
                f"{where}No rule has a code that begins with “{code}”; see “rasoat rules list”.",
            )
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a document: the settings, with the files that they name read."""

    settings: Settings
    pack: Pack
    waivers: Waivers | None
    baseline: Baseline | None

    @classmethod
    def of(cls, settings: Settings) -> Asked:
        """Reads what the settings name.

        Raises:
            RasoatError: there is no such rule pack or rule, or a file of waivers or an earlier result does not fit.
        """
        from analyzer.report.baseline import load_baseline
        from analyzer.report.waiverfile import load_waivers

        pack = _pack(settings.pack)
        for name in ("select", "ignore"):
            place = settings.sources.get(name, "")
            _rule_codes(getattr(settings, name), pack, "" if place.startswith("-") else place)
        return cls(
            settings, pack, load_waivers(settings.waivers) if settings.waivers else None,
            load_baseline(settings.baseline) if settings.baseline else None,
        )  # fmt: skip


def _pack(given: Pack | str | Path | None) -> Pack:
    """A rule pack by itself, its name or its folder; the one that comes with the program for none.

    Raises ``RuleError``: there is no such pack, or none of its rules works, so that it would pass everything.
    """
    from analyzer.checks.loader import DEFAULT_PACK, default_pack, pack_folder
    from analyzer.checks.model import Pack

    if isinstance(given, Pack):
        return given
    if given in (None, DEFAULT_PACK):
        return default_pack()
    folder = pack_folder(given)
    files = sorted(folder.rglob("*.yml"))
    return _loaded_pack(folder, tuple((file, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=8)
def _loaded_pack(folder: Path, files: tuple[tuple[Path, int], ...]) -> Pack:  # noqa: ARG001 (changed files: another key)
    from analyzer.checks.loader import find_pack

    pack = find_pack(folder)
    if not pack.rules:
        problems = pack.problems or [Text("không có quy tắc nào.", "there are no rules.")]
        vi, en = ("\n".join(lines) for lines in zip(*problems, strict=True))
        raise RuleError(f"Bộ quy tắc {folder} không dùng được: {vi}", f"The rule pack {folder} cannot be used: {en}")
    return pack


def _plain(text: str) -> SourceText:
    from analyzer.reading.plaintext import read_plaintext

    data = text.encode("utf-8")
    return read_plaintext(data, "", hashlib.sha256(data).hexdigest(), DEFAULT_LIMITS)


def analyze(
    path: str | Path,
    *,
    settings: Settings | None = None,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Doc:
    """The spaCy ``Doc`` of a file, with what was found as span groups; parameters and errors as of ``analyze_file``.

    Its text is the normalised one, and ``doc._.analysis`` the whole analysis.
    """
    from analyzer.extraction.pipeline import as_doc

    return as_doc(analyze_file(path, settings=settings, kind=kind, scope=scope, level=level, date=date, limits=limits))


def analyze_file(
    path: str | Path,
    *,
    settings: Settings | None = None,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    pending: Pending | None = None,
) -> Analysis:
    """The analysis of a file. ``settings`` holds where no other parameter does.

    The file is read in a process that can be killed, while this one loads what it needs; ``pending`` is the reading
    of this file where the caller began it earlier. ``limits`` say how long it may take, and whether it is read here.

    Raises:
        ReadingError: the file cannot be read; its message says why and what to do.
        UsageError: an override has no valid value.
    """
    from analyzer.reading.guard import begin

    reading = pending or begin(path, limits=limits)
    try:
        chosen = (settings or Settings()).with_given(kind=kind, scope=scope, level=level, date=date)
        import analyzer.extraction.steps  # noqa: F401 (what takes longest to load, while the file is read)

        return analyze_source(reading.result(), **chosen.overrides)
    finally:
        reading.cancel()


def analyze_text(
    text: str, *, kind: str | None = None, scope: str | None = None, level: str | None = None, date: str | None = None
) -> Analysis:
    """The analysis of plain text, as if it had been read from a .txt file."""
    return analyze_source(_plain(text), kind=kind, scope=scope, level=level, date=date)


def check(
    path: str | Path,
    *,
    settings: Settings | None = None,
    pack: Pack | str | Path | None = None,
    kind: str | None = None,
    scope: str | None = None,
    level: str | None = None,
    date: str | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    waivers: Waivers | str | Path | None = None,
    baseline: Baseline | str | Path | None = None,
    today: datetime.date | None = None,
    with_text: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """The report of a file: what the rules ask, what the document has, in part or lacks, where.

    ``settings`` (``analyzer.settings.settings_for(path)``) holds where no other parameter does; without it no settings
    file is looked for. ``pack`` is a rule pack, its name or its folder, by default the one of QĐ 1676; ``select`` and
    ``ignore`` name rules or families ("F", "C201"). ``waivers``, ``baseline``: what was accepted, and an earlier
    result, or their files; ``today`` decides which waivers have expired (by default the day of the call).
    ``with_text`` puts the normalised text into the report, so that its spans can be resolved.

    Raises:
        ReadingError: the file cannot be read; its message says why and what to do.
        UsageError, RuleError: an override, a rule code, the pack, the waivers or the baseline is not valid.
    """
    analysis = analyze_file(path, settings=settings, kind=kind, scope=scope, level=level, date=date, limits=limits)
    return report_on(
        analysis, settings=settings, pack=pack, select=select, ignore=ignore, waivers=waivers,
        baseline=baseline, today=today, with_text=with_text,
    )  # fmt: skip


def extract(
    path: str | Path,
    *,
    settings: Settings | None = None,
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

    analysis = analyze_file(path, settings=settings, kind=kind, scope=scope, level=level, date=date, limits=limits)
    return build_extract(analysis, version=__version__, options=dict(analysis.outline.overrides), with_text=with_text)


@_uncollected()
def report_on(
    analysis: Analysis,
    *,
    settings: Settings | None = None,
    pack: Pack | str | Path | None = None,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    waivers: Waivers | str | Path | None = None,
    baseline: Baseline | str | Path | None = None,
    today: datetime.date | None = None,
    with_text: bool = False,
) -> Report:
    """The report of a document that was analysed; parameters and errors as in ``check``."""
    from analyzer.checks.engine import check as run_rules
    from analyzer.report.build import build_report
    from analyzer.version import __version__

    chosen = (settings or Settings()).with_given(select=tuple(select), ignore=tuple(ignore))
    rules = _pack(pack if pack is not None else chosen.pack)
    selected, ignored = (_rule_codes(codes, rules) for codes in (chosen.select, chosen.ignore))
    verdicts = run_rules(analysis, rules, select=selected, ignore=ignored)
    options: dict[str, str] = dict(analysis.outline.overrides)
    for name, value in (("select", ",".join(selected)), ("ignore", ",".join(ignored)), ("profile", chosen.profile)):
        if value:
            options[name] = value
    report = build_report(analysis, verdicts, pack=rules, version=__version__, options=options, with_text=with_text)
    accept(report, waivers or chosen.waivers, baseline or chosen.baseline, today=today)
    return report


def accept(
    report: Report,
    waivers: Waivers | str | Path | None,
    baseline: Baseline | str | Path | None = None,
    *,
    today: datetime.date | None = None,
) -> None:
    """Marks in a report what was waived, and what is new since an earlier one; parameters and errors as in ``check``.

    The rest of the report stays as it is: it may come from a store that knows neither.
    """
    from analyzer.report.baseline import Baseline, apply_baseline, load_baseline
    from analyzer.report.waiverfile import Waivers, load_waivers
    from analyzer.report.waivers import apply_waivers

    if waivers is not None:
        found = waivers if isinstance(waivers, Waivers) else load_waivers(waivers)
        apply_waivers(report, found, today or datetime.date.today())
    if baseline is not None:
        apply_baseline(report, baseline if isinstance(baseline, Baseline) else load_baseline(baseline))
