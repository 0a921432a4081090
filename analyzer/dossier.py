"""Checking a document that has several files: the plan with its annexes, given one by one, in a folder or in a zip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer.errors import ReadingError, UsageError
from analyzer.reading import failures
from analyzer.reading.dossier import join_files
from analyzer.reading.guard import Pending, begin
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import ReadingWarning, SourceText
from analyzer.settings import Settings

if TYPE_CHECKING:
    from analyzer.extraction.model import Analysis
    from analyzer.report.model import Report

SUFFIXES = frozenset(
    ".docx .docm .doc .rtf .odt .pdf .xlsx .xlsm .txt .md .html .htm .jpg .jpeg .png .tif .tiff .bmp .webp".split()
)
"""Files of a folder or a zip that belong to the document."""
_MOST = 200
_DIGITS = re.compile(r"(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the document: ``path`` as shown; ``member`` is its number in the zip ``archive``."""

    path: str
    archive: Path | None = None
    member: int = 0

    def begin(self, limits: Limits) -> Pending:
        """Starts to read it. Raises ``ReadingError`` for a member that cannot be unpacked."""
        if self.archive is None:
            return begin(self.path, limits=limits)
        from analyzer.audit.zips import read_member

        return begin(self.path, data=read_member(str(self.archive), self.member, self.path, limits), limits=limits)


def parts_of(paths: Sequence[Path | str]) -> list[Part]:
    """The files of a dossier: those given in their order, those of a folder or a zip by their names, 2 before 10.

    Raises:
        UsageError: there is none, or there are more than 200.
        ReadingError: a zip is damaged or unsafe.
    """
    parts = [part for path in paths for part in _expanded(Path(path))]
    if not parts:
        raise UsageError(
            "Hồ sơ không có tệp nào đọc được (.docx, .pdf, .xlsx…).",
            "The dossier holds no file that can be read (.docx, .pdf, .xlsx…).",
        )
    if len(parts) > _MOST:
        raise UsageError(
            f"Hồ sơ có {len(parts)} tệp, nhiều hơn {_MOST}; nếu là nhiều văn bản, hãy dùng lệnh audit.",
            f"The dossier has {len(parts)} files, more than {_MOST}; for many documents, use the audit command.",
        )
    return parts


def holds(paths: Sequence[Path | str], file: Path) -> bool:
    """Whether ``file`` is one of the files of a dossier, or the zip that it is in; errors as of ``parts_of``."""
    if not file.exists():
        return False
    own = [Path(part.archive or part.path) for part in parts_of(paths)]
    return any(path.exists() and file.samefile(path) for path in own)


def read_dossier(paths: Sequence[Path | str], *, limits: Limits = DEFAULT_LIMITS) -> SourceText:
    """The files as one document. The main one comes first: the first file that has a letterhead, else the first.

    A file that cannot be read becomes the warning ``file_not_read`` of the others; where it was to be the main one, or
    none can be read, its ``ReadingError`` is raised.
    """
    read: list[SourceText] = []
    failed: list[tuple[int, ReadingError]] = []
    for place, part in enumerate(parts_of(paths)):
        try:
            read.append(part.begin(limits).result())
        except ReadingError as error:
            failed.append((place, error))
    main = _main(read)
    if failed and (main is None or not read) and failed[0][0] == 0:
        raise failed[0][1]
    order = [read[main or 0], *(source for place, source in enumerate(read) if place != (main or 0))]
    joined = join_files(order)
    joined.warnings[:0] = [ReadingWarning("file_not_read", error.message) for _, error in failed]
    if len(order) > 1:
        names = ", ".join(file.path for file in joined.files)
        joined.warnings.insert(0, failures.warning(
            "dossier", f"Hồ sơ gồm {len(order)} tệp được kiểm tra chung: {names}.",
            f"The dossier has {len(order)} files, checked as one document: {names}.",
        ))  # fmt: skip
    return joined


def analyze_dossier(
    paths: Sequence[Path | str], *, settings: Settings | None = None, limits: Limits = DEFAULT_LIMITS
) -> Analysis:
    """The analysis of a dossier; errors as of ``parts_of`` and ``read_dossier``."""
    from analyzer.pipeline import analyze_source

    return analyze_source(read_dossier(paths, limits=limits), **(settings or Settings()).overrides)


def check_dossier(
    paths: Sequence[Path | str],
    *,
    settings: Settings | None = None,
    with_text: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """The report of a document in several files; every piece of its evidence names its file.

    ``paths``: files, folders and zips. ``settings`` say what is asked, as for ``analyzer.check``; errors as of
    ``read_dossier``.
    """
    from analyzer.pipeline import report_on

    analysis = analyze_dossier(paths, settings=settings, limits=limits)
    return report_on(analysis, settings=settings, with_text=with_text)


def _main(sources: Sequence[SourceText]) -> int | None:
    """Which of several is the main one: the first with a number and the country's name, or with one of them."""
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise

    heads = [build_outline(normalise(source)).letterhead for source in sources]
    signs = [
        sum(mark is not None for mark in (head.number_span, head.national_name, head.place_date)) for head in heads
    ]
    most = max(signs, default=0)
    return signs.index(most) if most else None


def _expanded(path: Path) -> Iterator[Part]:
    if path.is_dir():
        files = [file for file in path.rglob("*") if _belongs(file.relative_to(path).as_posix()) and file.is_file()]
        for file in sorted(files, key=lambda file: _natural(file.as_posix())):
            yield Part(str(file))
        return
    if path.suffix.lower() == ".zip" and path.is_file():
        from analyzer.audit.zips import is_archive, members

        if is_archive(path):
            found = [member for member in members(path, str(path)) if _belongs(member.name)]
            for member in sorted(found, key=lambda member: _natural(member.name)):
                yield Part(f"{path}/{member.name}", path, member.number)
            return
    yield Part(str(path))


def _belongs(name: str) -> bool:
    """Whether a file is none of those that systems and open programs put beside documents."""
    parts = name.split("/")
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return not hidden and Path(name).suffix.lower() in SUFFIXES


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts "phu-luc-2" before "phu-luc-10"."""
    return [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in _DIGITS.split(name)]
