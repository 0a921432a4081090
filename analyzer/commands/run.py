"""Runs one function over files and writes each result as it comes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.commands.console import ReaderGone, put
from analyzer.commands.exports import BINARY, SUFFIX, TOGETHER, file_name
from analyzer.errors import RasoatError, UsageError
from analyzer.reading.progress import Listener, listening

if TYPE_CHECKING:
    from analyzer.commands.render import Checked
    from analyzer.report.export import Document
    from analyzer.report.model import ErrorLine, Extract


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

    def export(self, checked: Checked, path: Path) -> bytes:
        """One result in a binary format; raises ``RasoatError`` where it does not fit the document."""
        from analyzer.commands.exports import as_bytes
        from analyzer.commands.letter_options import parties_given

        parties = parties_given() if self.format == "letter" else None
        return as_bytes(checked, path, self.format, self.lang, parties)  # type: ignore[arg-type]


def run_files(
    files: Sequence[Path],
    make: Callable[[Path], Any],
    output: Output,
    fails: Callable[[Any], bool],
    overrides: Mapping[str, str | None],
) -> int:
    """Makes and writes a result for each file, in order; a bad file becomes an error of its own and stops no other.

    Returns the exit code: 3 when a file could not be read, else 1 when ``fails`` says so of a result, else 0.
    Raises ``UsageError`` for options that do not fit.
    """
    _check_options(files, overrides, output)
    writer = _Writer(output, files)
    unreadable = failed = False
    for number, path in enumerate(files):
        _progress(number, len(files), path)
        try:
            with listening(_page_progress(path, output.lang)):
                result = make(path)
            content = output.export(result, path) if output.format in BINARY else None
            failed = fails(result) or failed
        except UsageError:
            raise
        except Exception as error:
            if os.environ.get("RASOAT_DEBUG") and not isinstance(error, RasoatError):
                raise
            from analyzer.report.codec import error_line

            result, content = error_line(str(path), error), None
            unreadable = True
        _progress_end()
        writer.write(result, path, content)
    writer.finish()
    return 3 if unreadable else 1 if failed else 0


def _check_options(files: Sequence[Path], overrides: Mapping[str, str | None], output: Output) -> None:
    from analyzer.pipeline import check_options

    check_options(**overrides)
    target = output.target
    one_file = output.format in TOGETHER
    if target is not None and output.several and not one_file and (target.is_file() or _names_a_file(target)):
        raise UsageError(
            f"{target} là tên một tệp; với nhiều văn bản, hãy chỉ định một thư mục.",
            f"{target} is the name of a file; name a folder when there are several documents.",
        )
    if target is not None and any(_same(target, path) for path in files):
        raise UsageError(
            f"{target} là văn bản được kiểm tra; hãy ghi kết quả vào tệp khác.",
            f"{target} is the document that is checked; write the result to another file.",
        )
    if (output.format == "html" or output.format in BINARY) and output.several and target is None:
        name = output.format.upper()
        raise UsageError(
            f"Nhiều kết quả {name} cần một thư mục: thêm --output THƯ_MỤC.",
            f"Several {name} results need a folder: add --output FOLDER.",
        )
    if output.format in BINARY and target is None and sys.stdout.isatty():
        raise UsageError(
            f"Kết quả {output.format.upper()} không hiện trên màn hình được: thêm --output TỆP.",
            f"A {output.format.upper()} result cannot be shown on a terminal: add --output FILE.",
        )


def _names_a_file(target: Path) -> bool:
    return not target.is_dir() and target.suffix.lower() in (*SUFFIX.values(), ".jsonl", ".docx", ".pdf")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


class _Writer:
    """Puts results where they are wanted: standard output, a file, one file each in a folder, or all in one file."""

    def __init__(self, output: Output, files: Sequence[Path]) -> None:
        self._output, self._files = output, files
        self._printed = False
        self._names: dict[str, Path] = {}
        """Names given to results, whatever their case, and the documents that have them."""
        self._held: list[Document | ErrorLine] = []
        """Results of a format that holds all of them in one file."""

    def write(self, result: Checked | Extract | ErrorLine, path: Path, content: bytes | None = None) -> None:
        """Writes one result, ``content`` where it is binary; what could not be read is said on the console even when
        results go to files."""
        from analyzer.report.model import ErrorLine

        output, target = self._output, self._output.target
        if isinstance(result, ErrorLine):
            text = output.render(result, first=True)
            put(text, sys.stdout if output.format == "json" and target is None else sys.stderr)
        if output.format in TOGETHER:
            self._hold(result, path)
        elif isinstance(result, ErrorLine):
            return
        elif target is not None:
            folder = target if output.several or target.is_dir() else target.parent
            folder.mkdir(parents=True, exist_ok=True)
            file = target if folder != target else self._free(folder, path)
            _save(file, output.render(result, first=True) if content is None else content)
        elif content is not None:
            _put_bytes(content)
        else:
            put(output.render(result, first=not self._printed), sys.stdout)
            self._printed = True

    def finish(self) -> None:
        """Writes what was held back for one file."""
        output, target = self._output, self._output.target
        if output.format not in TOGETHER:
            return
        from analyzer.commands.exports import together

        text = together(self._held, output.format, output.lang)  # type: ignore[arg-type]
        if target is None:
            _put_bytes(text.encode("utf-8"))  # a calendar has line ends of its own, on every system
            return
        if target.is_dir():
            single = self._files[0] if len(self._files) == 1 else Path("rasoat")
            target = self._free(target, single)
        target.parent.mkdir(parents=True, exist_ok=True)
        _save(target, text)

    def _hold(self, result: Checked | Extract | ErrorLine, path: Path) -> None:
        from analyzer.commands.exports import document_of
        from analyzer.commands.render import Checked

        self._held.append(document_of(result, path) if isinstance(result, Checked) else result)  # type: ignore[arg-type]

    def _free(self, folder: Path, path: Path) -> Path:
        """A name in ``folder`` for the result of ``path``: never that of a document of this call, and with a number
        where another document's result has it."""
        number = 1
        while True:
            name = file_name(path, self._output.format, number)
            mine = self._names.get(name.casefold(), path) == path
            if mine and not any(_same(folder / name, document) for document in self._files):
                self._names[name.casefold()] = path
                return folder / name
            number += 1


def _save(file: Path, content: str | bytes) -> None:
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        file.write_text(content, encoding="utf-8", newline="")


def _put_bytes(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderGone from None


def _progress(number: int, total: int, path: Path) -> None:
    if total > 1 and sys.stderr.isatty():
        width = shutil.get_terminal_size((100, 20)).columns
        sys.stderr.write(f"\r\x1b[K{f'{number + 1}/{total} {path.name}'[: width - 1]}")
        sys.stderr.flush()


def _page_progress(path: Path, lang: str) -> Listener:
    """Shows how many pages of a scan are recognised, which takes a second or so each."""

    def show(done: int, count: int) -> None:
        if sys.stderr.isatty():
            width = shutil.get_terminal_size((100, 20)).columns
            page = f"{'trang' if lang == 'vi' else 'page'} {done}/{count}"
            sys.stderr.write(f"\r\x1b[K{path.name[: max(8, width - len(page) - 3)]}: {page}")
            sys.stderr.flush()

    return show


def _progress_end() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
