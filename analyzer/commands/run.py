"""Runs one function over files and writes each result as it comes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.commands.console import put
from analyzer.errors import RasoatError, UsageError

if TYPE_CHECKING:
    from analyzer.commands.render import Checked
    from analyzer.report.model import ErrorLine, Extract

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
    _check_options(files, overrides, codes, output)
    writer = _Writer(output, files)
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
        writer.write(result, path)
    return 3 if unreadable else 1 if failed else 0


def _check_options(
    files: Sequence[Path], overrides: Mapping[str, str | None], codes: Sequence[str], output: Output
) -> None:
    from analyzer.pipeline import check_options

    check_options(**overrides, codes=codes)
    target = output.target
    if target is not None and output.several and (target.is_file() or _names_a_file(target)):
        raise UsageError(
            f"{target} là tên một tệp; với nhiều văn bản, hãy chỉ định một thư mục.",
            f"{target} is the name of a file; name a folder when there are several documents.",
        )
    if target is not None and any(_same(target, path) for path in files):
        raise UsageError(
            f"{target} là văn bản được kiểm tra; hãy ghi kết quả vào tệp khác.",
            f"{target} is the document that is checked; write the result to another file.",
        )
    if output.format == "html" and output.several and output.target is None:
        raise UsageError(
            "Nhiều báo cáo HTML cần một thư mục: thêm --output THƯ_MỤC.",
            "Several HTML reports need a folder: add --output FOLDER.",
        )


def _names_a_file(target: Path) -> bool:
    return not target.is_dir() and target.suffix.lower() in (*_SUFFIX.values(), ".jsonl")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


class _Writer:
    """Puts results where they are wanted: standard output, a file, or one file each in a folder."""

    def __init__(self, output: Output, files: Sequence[Path]) -> None:
        self._output, self._files = output, files
        self._printed = False
        self._names: dict[str, Path] = {}
        """Names given to results, whatever their case, and the documents that have them."""

    def write(self, result: Checked | Extract | ErrorLine, path: Path) -> None:
        """Writes one result; what could not be read is said on the console even when results go to files."""
        from analyzer.report.model import ErrorLine

        output, target = self._output, self._output.target
        if isinstance(result, ErrorLine):
            text = output.render(result, first=True)
            put(text, sys.stdout if output.format == "json" and target is None else sys.stderr)
        elif target is None:
            put(output.render(result, first=not self._printed), sys.stdout)
            self._printed = True
        else:
            folder = target if output.several or target.is_dir() else target.parent
            folder.mkdir(parents=True, exist_ok=True)
            file = target if folder != target else self._free(folder, path)
            file.write_text(output.render(result, first=True), encoding="utf-8", newline="\n")

    def _free(self, folder: Path, path: Path) -> Path:
        """A name in ``folder`` for the result of ``path``: never that of a document of this call, and with a number
        where another document's result has it."""
        suffix, number = _SUFFIX[self._output.format], 1
        while True:
            name = f"{path.name}{f'-{number}' if number > 1 else ''}{suffix}"
            mine = self._names.get(name.casefold(), path) == path
            if mine and not any(_same(folder / name, document) for document in self._files):
                self._names[name.casefold()] = path
                return folder / name
            number += 1


def _progress(number: int, total: int, path: Path) -> None:
    if total > 1 and sys.stderr.isatty():
        width = shutil.get_terminal_size((100, 20)).columns
        sys.stderr.write(f"\r\x1b[K{f'{number + 1}/{total} {path.name}'[: width - 1]}")
        sys.stderr.flush()


def _progress_end() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
