"""The summary of an audit that came to its end: written where anything that it rests on is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.audit.asked import Asking
from analyzer.audit.audit import Audit
from analyzer.audit.ledger import file_digest
from analyzer.audit.program import fingerprint, package_digest
from analyzer.errors import UsageError
from analyzer.settings import Settings

if TYPE_CHECKING:
    from analyzer.audit.summary.meta import SummaryMeta, SummaryResult

_FILES = {
    "html": "summary.html", "xlsx": "summary.xlsx", "parquet": "tables/documents.parquet",
    "csv": "tables/documents.csv",
}  # fmt: skip
_LIBRARIES = {"xlsx": "xlsxwriter", "parquet": "pyarrow"}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What summary is asked for. ``title`` names the archive; ``expected`` lists who must submit; ``baseline`` is an
    earlier audit (its folder or rows). No ``formats``: no summary."""

    formats: Sequence[str]
    title: str
    lang: str = "vi"
    expected: Path | None = None
    baseline: Path | None = None

    def check(self) -> None:
        """Raises ``UsageError`` for what could only fail at the end of a long run."""
        for name in self.formats:
            library = _LIBRARIES.get(name)
            if library is not None and find_spec(library) is None:
                raise UsageError(
                    f"Chưa cài {library}, cần cho --format {name}; hãy cài: python -m pip install {library}.",
                    f"--format {name} needs {library}: python -m pip install {library}.",
                )
        for path in (self.expected, self.baseline):
            if path is not None and not path.exists():
                raise UsageError(f"Không tìm thấy {path}.", f"{path} does not exist.")


def sum_up(result: Audit, asking: Asking, wanted: Wanted) -> SummaryResult | None:
    """Writes the summary; None where it stands as it is. Raises ``UsageError`` as ``write_summary``."""
    folder, state = result.folder, result.state
    baseline = wanted.baseline
    if baseline is not None and baseline.is_dir() and baseline.resolve() == folder.out.resolve():
        baseline = folder.previous
    mark = fingerprint([
        package_digest(), str(state.rows_sha256), repr((sorted(wanted.formats), wanted.title, wanted.lang)),
        *(str(file_digest(_rows(path)) if path else None) for path in (wanted.expected, baseline)),
    ])  # fmt: skip
    if not wanted.formats or (
        state.summary == mark and all((folder.out / _FILES[name]).is_file() for name in wanted.formats)
    ):
        return None
    from analyzer.audit.summary import write_summary

    meta = _meta(asking.settings(_root(state.archive)), wanted.title, asking.today.isoformat())
    written = write_summary(
        folder.out, result.rows, meta=meta, formats=wanted.formats, expected=wanted.expected, baseline=baseline,
        lang=wanted.lang, report_path=result.report_path if result.reports else None,
    )  # fmt: skip
    state.summary = mark
    folder.save(state)
    return written


def _rows(path: Path) -> Path:
    return path / "rows.jsonl" if path.is_dir() else path


def _root(archive: str) -> Path:
    """A document in the archive, whose settings are those of most."""
    root = Path(archive)
    return root / "-" if root.is_dir() else root


def _meta(settings: Settings, title: str, date: str) -> SummaryMeta:
    from analyzer.audit.summary.meta import SummaryMeta
    from analyzer.pipeline import Asked
    from analyzer.report.parts import Tool
    from analyzer.version import __version__

    asked = Asked.of(replace(settings, waivers=None, baseline=None))
    options = {
        name: ",".join(getattr(settings, name)) for name in ("select", "ignore") if getattr(settings, name)
    }  # fmt: skip
    rules = [
        rule
        for rule in asked.pack.rules
        if (not settings.select or rule.code.startswith(settings.select))
        and not (settings.ignore and rule.code.startswith(settings.ignore))
    ]
    tool = Tool(
        name="rasoat", version=__version__, rule_pack=asked.pack.id, rule_pack_version=asked.pack.version,
        options=dict(options),
    )  # fmt: skip
    return SummaryMeta(title=title, rules=rules, tool=tool, date=date)
