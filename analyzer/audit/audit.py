"""An audit from beginning to end: the folder made ready, the archive gone through, the rows put in order."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analyzer.audit.asked import Asking
from analyzer.audit.cache import Cache
from analyzer.audit.engine import Start
from analyzer.audit.folder import Folder, State
from analyzer.audit.ledger import Ledger, file_digest, path_key, sort_rows
from analyzer.audit.model import Row
from analyzer.audit.plan import Archive
from analyzer.audit.program import fingerprint, program_digest
from analyzer.audit.progress import Progress, wanted
from analyzer.audit.remote import is_url
from analyzer.audit.reports import MadeReports, report_name
from analyzer.audit.rows import decode
from analyzer.audit.run import Run, Tally, count
from analyzer.audit.tasks import Checking, Reports
from analyzer.report.verdict import FailOn
from analyzer.version import __version__


@dataclass(frozen=True, kw_only=True)
class Options:
    """How an archive is gone through. ``cache``: its folder, None for no cache."""

    reports: Reports | None = None
    lang: str = "vi"
    cache: Path | None = None
    resume: bool = False
    restart: bool = False
    fail_on: FailOn = "never"
    send_bytes: bool = False


@dataclass(kw_only=True)
class Audit:
    """What came of an audit. ``changed``: whether a row is other than in the last finished run, or there was none."""

    folder: Folder
    state: State
    tally: Tally
    failing: bool = False
    changed: bool = True
    reports: Reports | None = None
    skipped: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """The rows in order, one at a time."""
        with self.folder.rows.open("rb") as stream:
            for line in stream:
                yield decode(line)

    def report_path(self, row: Row) -> str | None:
        """The full report on a document, from the folder of the audit; None where there is none."""
        if self.reports is None or row.error is not None:
            return None
        return report_name(row.same_as or row.path, self.reports)


def audit(archive: Archive, out: Path, asking: Asking, options: Options, engine: Callable[[Checking], Start]) -> Audit:
    """Goes through an archive; rows are in OUT/rows.jsonl, sorted by path where the run came to its end.

    Raises:
        UsageError: there is no such archive, OUT holds something else, or an unfinished audit.
        RasoatError: nobody can check (any longer); what was done stays, and can be resumed.
    """
    archive.check()
    folder = Folder(out)
    checking = Checking(program=program_digest(), reports=options.reports, out=os.path.abspath(out), lang=options.lang)
    state = State(archive=_identity(archive), fingerprint=_fingerprint(archive, asking, options), version=__version__)
    with folder.locked():
        folder.begin(state, resume=options.resume, restart=options.restart)
        cache = _cache(options.cache)
        made = MadeReports(out, options.reports, options.lang) if options.reports else None
        progress = Progress(options.lang, count(archive.items()) if wanted() else None)
        finished = False
        try:
            with Ledger(folder.rows, options.fail_on) as ledger:
                resumed = len(ledger)
                run = Run(archive, asking, ledger, engine(checking), cache=cache, made=made,
                          send_bytes=options.send_bytes)  # fmt: skip
                tally = run.go(progress)
                result = Audit(folder=folder, state=state, tally=tally, failing=ledger.failing, reports=options.reports)
                state.files, state.errors, state.duplicates = len(ledger), ledger.errors, ledger.same
                in_order = ledger.in_order
            finished = not tally.stopped
        finally:
            if cache is not None:
                cache.close()
            if made is not None:
                made.close((lambda path: path_key(path) in run.tally.planned) if finished else None)
        state.skipped = dict(sorted(archive.skipped.reasons.items()))
        state.skipped_suffixes = dict(sorted(archive.skipped.suffixes.items()))
        if finished:
            _finish(result, tally.planned if resumed else None, in_order=in_order)
        else:
            folder.save(state)
    return result


def _finish(result: Audit, planned: set[bytes] | None, *, in_order: bool) -> None:
    """Puts the rows in order, where they are not, and says whether any is another than before."""
    folder, state = result.folder, result.state
    if planned is not None and len(planned) != state.files:
        sort_rows(folder.rows, planned)
        with Ledger(folder.rows) as ledger:
            state.files, state.errors, state.duplicates = len(ledger), ledger.errors, ledger.same
    elif not in_order:
        sort_rows(folder.rows)
    state.rows_sha256 = file_digest(folder.rows)
    result.changed = state.rows_sha256 != file_digest(folder.previous)
    state.state = "finished"
    folder.save(state)


def _identity(archive: Archive) -> str:
    return archive.root if is_url(archive.root) else os.path.abspath(archive.root)


def _fingerprint(archive: Archive, asking: Asking, options: Options) -> str:
    """Of what decides which rows there are and what they say, as far as it is known before files are read."""
    listed = [] if archive.listed is None else ["listed", *archive.listed]
    texts = [asking.fingerprint(), repr(archive.patterns), repr((options.reports, options.reports and options.lang))]
    return fingerprint([*texts, *listed])


def _cache(folder: Path | None) -> Cache | None:
    """None where the folder cannot hold one (a full disk, no right to write): the run needs it not."""
    if folder is None:
        return None
    try:
        return Cache(folder)
    except (OSError, sqlite3.Error):
        return None
