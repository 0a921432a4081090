"""Runs one function over files and writes each result as it comes."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.errors import RasoatError, UsageError

if TYPE_CHECKING:
    from analyzer.commands.render import Checked
    from analyzer.report.model import ErrorLine, Extract

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_RULE = re.compile(r"[A-Z]\d{0,3}")
_SUFFIX = {"text": ".txt", "json": ".json", "html": ".html", "csv": ".csv"}


@dataclass(frozen=True, slots=True)
class Output:
    """Where results go and in which form. ``target`` is a file, a folder for several results, or None: standard
    output."""

    format: str
    lang: str
    target: Path | None
    several: bool
    color: bool = False
    tables: bool = False

    def render(self, result: Checked | Extract | ErrorLine, first: bool) -> str:
        """The text of one result."""
        from analyzer.commands.render import render

        return render(result, self, first=first)


def run_files(
    files: Sequence[Path],
    make: Callable[[Path], Any],
    output: Output,
    fails: Callable[[Any], bool],
    overrides: Mapping[str, str | None],
    codes: Sequence[str] = (),
) -> int:
    """Makes and writes a result for each file, in order; a bad file becomes an error of its own and stops no other.

    Returns the exit code: 3 when a file could not be read, else 1 when ``fails`` says so of a result, else 0.
    Raises ``UsageError`` for options that do not fit.
    """
    _check_options(overrides, codes, output)
    unreadable = failed = False
    for number, path in enumerate(files):
        _progress(number, len(files), path)
        try:
            result = make(path)
            failed = fails(result) or failed
        except UsageError:
            raise
        except Exception as error:
            if os.environ.get("RASOAT_DEBUG") and not isinstance(error, RasoatError):
                raise
            from analyzer.report.codec import error_line

            result = error_line(str(path), error)
            unreadable = True
        _progress_end()
        _write(output.render(result, first=number == 0), path, result, output)
    return 3 if unreadable else 1 if failed else 0


def _check_options(overrides: Mapping[str, str | None], codes: Sequence[str], output: Output) -> None:
    date = overrides.get("date")
    if date is not None and not _DATE.fullmatch(date):
        raise UsageError(
            f"Ngày “{date}” không đúng dạng; viết YYYY, YYYY-MM hoặc YYYY-MM-DD.",
            f"“{date}” is no date; write YYYY, YYYY-MM or YYYY-MM-DD.",
        )
    for code in codes:
        if not _RULE.fullmatch(code):
            raise UsageError(
                f"“{code}” không phải mã quy tắc; viết một nhóm (S) hoặc một mã (C201).",
                f"“{code}” is no rule code; write a family (S) or a code (C201).",
            )
    if output.target is not None and output.several and output.target.is_file():
        raise UsageError(
            f"{output.target} là một tệp; với nhiều văn bản, hãy chỉ định một thư mục.",
            f"{output.target} is a file; name a folder when there are several documents.",
        )
    if output.format == "html" and output.several and output.target is None:
        raise UsageError(
            "Nhiều báo cáo HTML cần một thư mục: thêm --output THƯ_MỤC.",
            "Several HTML reports need a folder: add --output FOLDER.",
        )


def _write(text: str, path: Path, result: object, output: Output) -> None:
    from analyzer.report.model import ErrorLine

    if output.target is None or isinstance(result, ErrorLine):
        # What could not be read is said on the console even when results go to files; JSON keeps one stream.
        stream = (
            sys.stderr if isinstance(result, ErrorLine) and (output.format != "json" or output.target) else sys.stdout
        )
        stream.write(text)
        stream.flush()
        return
    target = output.target
    if output.several or target.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        target = _free(target, path, _SUFFIX[output.format])
    elif target.parent != Path():
        target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def _free(folder: Path, path: Path, suffix: str) -> Path:
    """A name in ``folder`` for the result of ``path``; a second file of the same name gets a number."""
    candidate, number = folder / (path.name + suffix), 2
    written = _WRITTEN.setdefault(str(folder), {})
    while written.get(candidate.name, str(path)) != str(path):
        candidate, number = folder / f"{path.name}-{number}{suffix}", number + 1
    written[candidate.name] = str(path)
    return candidate


_WRITTEN: dict[str, dict[str, str]] = {}


def _progress(number: int, total: int, path: Path) -> None:
    if total > 1 and sys.stderr.isatty():
        width = shutil.get_terminal_size((100, 20)).columns
        sys.stderr.write(f"\r\x1b[K{f'{number + 1}/{total} {path.name}'[: width - 1]}")
        sys.stderr.flush()


def _progress_end() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
