"""``rasoat audit``, free of click: options in, the audit and what is said of it out."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from analyzer.audit.asked import Asking
from analyzer.audit.audit import Audit, Options, audit
from analyzer.audit.plan import Archive, read_list
from analyzer.audit.selection import Patterns
from analyzer.audit.summing import Wanted, sum_up
from analyzer.commands.console import put
from analyzer.errors import Text, UsageError
from analyzer.report.verdict import FailOn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analyzer.audit.engine import Start
    from analyzer.audit.summary.meta import SummaryResult
    from analyzer.audit.tasks import Checking, Reports

_SKIPPED = {
    "not_documents": Text("không phải văn bản", "no documents"),
    "temporary": Text("tệp tạm của Word", "temporary files of Word"),
    "hidden": Text("tệp ẩn", "hidden"),
    "system": Text("tệp của hệ thống", "files of the system"),
    "patterns": Text("theo --include, --exclude", "by --include, --exclude"),
    "output": Text("thư mục kết quả", "the folder of the audit"),
    "links": Text("liên kết đến chỗ đã kiểm tra", "links to what is audited anyway"),
    "special": Text("không phải tệp thường", "no regular files"),
}
"""Reasons of ``Skipped``, in the order in which they are said."""


_RESULTS = ("summary.html", "summary.xlsx", "tables", "reports", "rows.jsonl")


def audit_archive(
    archive: str | None, out: Path, lang: Literal["vi", "en"], *, list_: str | None, include: Sequence[str],
    exclude: Sequence[str], resume: bool, restart: bool, jobs: int | None, timeout: float, memory: int,
    formats: Sequence[str], title: str | None, expected: Path | None, baseline: Path | None, reports: Reports | None,
    cache: Path | None, no_cache: bool, engine: str, scheduler: str | None, send_bytes: bool,
    config: Path | None, no_config: bool, profile: str | None, no_waivers: bool, fail_on: FailOn, **settings: Any,
) -> Audit:  # fmt: skip
    """Audits an archive and says on the console what came of it. ``settings``: as the command line gives them.

    Raises ``RasoatError`` as ``analyzer.audit.audit.audit``, ``UsageError`` for options that do not fit.
    """
    if archive is None and list_ is None:
        raise UsageError("Thiếu DIR: thư mục hoặc tệp .zip cần kiểm tra.", "DIR is missing: a folder or a .zip.")
    if engine == "dask" and scheduler is None:
        raise UsageError(
            "--engine dask cần --scheduler tcp://MÁY:8786.", "--engine dask needs --scheduler tcp://HOST:8786."
        )
    if resume and restart:
        raise UsageError("Chỉ chọn một: --resume hoặc --restart.", "Choose one: --resume or --restart.")
    asking = Asking(
        config=config, profile=profile, isolated=no_config, no_waivers=no_waivers,
        given={name: value for name, value in settings.items() if value not in (None, ())},
    )  # fmt: skip
    files = Archive(
        archive or ".", Patterns.of(include, exclude), out, _listed(list_) if list_ is not None else None
    )  # fmt: skip
    options = Options(
        reports=reports, lang=lang, cache=None if no_cache else cache or _default_cache(), resume=resume,
        restart=restart, fail_on=fail_on, send_bytes=send_bytes,
    )  # fmt: skip
    wanted = Wanted(
        formats=[name for name in formats if name != "none"], title=title or _title(archive, list_), lang=lang,
        expected=expected, baseline=baseline,
    )  # fmt: skip
    wanted.check()
    start = _engine(engine, scheduler, jobs, timeout, memory)
    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends a run as Ctrl-C does
    result = audit(files, out, asking, options, start)
    written = None if result.tally.stopped else sum_up(result, asking, wanted)
    put("".join(f"{line.in_language(lang)}\n" for line in _said(result, written)), sys.stderr)
    return result


def _engine(
    name: str, scheduler: str | None, jobs: int | None, timeout: float, memory: int
) -> Callable[[Checking], Start]:
    most = memory * 1024 * 1024
    if name == "dask":
        from analyzer.audit.cluster import Cluster

        return lambda checking: lambda: Cluster(checking, scheduler or "", timeout, most)
    from analyzer.audit.pool import Pool, cores

    return lambda checking: lambda: Pool(checking, jobs or cores(), timeout, most)


def _listed(name: str) -> list[str]:
    if name == "-":
        return read_list(sys.stdin)
    try:
        with open(name, encoding="utf-8-sig", errors="surrogateescape") as stream:
            return read_list(stream)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            f"Không đọc được danh sách {name} ({why}).", f"Cannot read the list {name} ({why})."
        ) from error


def _title(archive: str | None, list_: str | None) -> str:
    """The archive's own name: "Tỉnh A", "nam-2026.zip"."""
    return (Path(archive).absolute().name if archive else Path(list_ or "").stem) or "-"


def _default_cache() -> Path:
    from analyzer.audit.cache import default_folder

    return default_folder()


def _said(result: Audit, written: SummaryResult | None) -> list[Text]:
    state, tally = result.state, result.tally
    lines: list[Text] = []
    if tally.stopped:
        lines.append(
            Text(
                f"Đã dừng sau {state.files} tệp; kết quả được giữ. Làm tiếp: thêm --resume vào lệnh vừa chạy.",
                f"Stopped after {state.files} files; they are kept. To go on, add --resume to the same command.",
            )
        )
        return lines
    vi = f"{state.files} tệp: {state.files - state.errors} đã kiểm tra, {state.errors} không đọc được."
    en = f"{state.files} files: {state.files - state.errors} checked, {state.errors} not read."
    if tally.cached or tally.same:
        vi += f" Không phải kiểm tra lại: {tally.cached} không đổi, {tally.same} trùng nội dung."
        en += f" No new check was needed for {tally.cached} unchanged, {tally.same} of the same content."
    lines.append(Text(vi, en))
    if state.skipped:
        lines.append(_skipped(state.skipped, state.skipped_suffixes))
    if not result.changed:
        lines.append(Text("Không có gì thay đổi so với lần trước.", "Nothing has changed since the last time."))
    lines += [Text(f"! {problem.vi}", f"! {problem.en}") for problem in (written.problems if written else ())]
    out = result.folder.out
    there = ", ".join(name for name in _RESULTS if (out / name).exists())
    lines.append(Text(f"Kết quả trong {out}: {there}", f"Results in {out}: {there}"))
    return lines


def _skipped(reasons: dict[str, int], suffixes: dict[str, int]) -> Text:
    def listed(lang: str) -> str:
        parts = []
        for reason, words in _SKIPPED.items():
            if reason in reasons:
                kinds = f" ({', '.join(f'.{s} {n}' for s, n in suffixes.items())})" if reason == "not_documents" else ""
                parts.append(f"{reasons[reason]} {words.in_language(lang)}{kinds}")
        return ", ".join(parts)

    return Text(f"Bỏ qua: {listed('vi')}.", f"Left aside: {listed('en')}.")
