"""What an archive holds: its files in a fixed order, and what was left aside.

Files come in the order of the parts of their paths, in which the rows are sorted in the end. Nothing is kept of a file
once it was given.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from analyzer.audit import zips
from analyzer.audit.remote import is_url, walk
from analyzer.audit.selection import Patterns, Skipped, name_reason
from analyzer.audit.sources import Source, folder_unreadable, local, refusal
from analyzer.errors import ReadingError, UsageError
from analyzer.reading import failures
from analyzer.report.codec import printable_path


class Item(NamedTuple):
    """``path`` as ``Row.path``."""

    path: str
    source: Source


def sort_key(path: str) -> list[str]:
    """What rows are sorted by."""
    return path.split("/")


@dataclass
class Archive:
    """``root``: a folder, a zip or a URL; ``listed``: the files of a list (--from) instead of all in ``root``.

    ``out`` is the folder of the audit, which is left aside where it stands inside the archive.
    """

    root: str
    patterns: Patterns
    out: Path | None = None
    listed: list[str] | None = None
    skipped: Skipped = field(default_factory=Skipped)

    def check(self) -> None:
        """Raises ``UsageError`` where there is nothing to begin with."""
        if is_url(self.root):
            return
        root = Path(self.root)
        if not root.exists():
            raise UsageError(f"Không tìm thấy {self.root}.", f"{self.root} does not exist.")
        if not root.is_dir() and not (self.listed is None and root.suffix.lower() == ".zip" and zips.is_archive(root)):
            raise UsageError(
                f"{self.root} không phải là thư mục hoặc tệp .zip; với một văn bản, hãy dùng “rasoat check”.",
                f"{self.root} is neither a folder nor a .zip; for one document use “rasoat check”.",
            )

    def items(self) -> Iterator[Item]:
        """The files, each once, in a fixed order. ``skipped`` is counted anew, and whole at the end.

        What cannot be opened (a folder, a zip) is an item that is refused with the reason.
        """
        self.skipped = Skipped()
        if self.listed is not None:
            yield from self._listed(self.listed)
        elif is_url(self.root):
            for path, url in walk(self.root):
                if self._wanted(path):
                    yield Item(printable_path(path), Source("url", url))
        elif Path(self.root).is_dir():
            yield from self._folder(Path(self.root), "", _Links(Path(self.root)))
        else:
            yield from self._zip(Path(self.root), Path(self.root).name)

    def _wanted(self, path: str) -> bool:
        """By its path alone; a name inside a hidden or excluded folder falls with it (zips, URLs)."""
        *folders, _ = path.split("/")
        for index, folder in enumerate(folders):
            reason = name_reason(folder)
            if reason is None and self.patterns.excluded("/".join(folders[: index + 1])):
                reason = "patterns"
            if reason is not None:
                self.skipped.add(reason)
                return False
        return self._selected(path)

    def _selected(self, path: str) -> bool:
        why = self.patterns.reason(path)
        if why is not None:
            self.skipped.add(*why)
        return why is None

    def _folder(self, folder: Path, path: str, links: _Links) -> Iterator[Item]:
        """The files below ``folder``; ``path`` ends in a slash but for the archive itself."""
        try:
            with os.scandir(folder) as found:
                entries = [(_row_name(entry), entry.name) for entry in found]
        except OSError as problem:
            shown = printable_path(path) or "./"
            error = folder_unreadable(shown, problem)
            yield Item(shown, Source("file", str(folder), refused=refusal(error)))
            return
        for _, name in sorted(entries):
            yield from self._entry(folder / name, path + name, links)

    def _entry(self, file: Path, path: str, links: _Links) -> Iterator[Item]:
        try:
            mode = file.stat().st_mode
        except OSError:
            mode = stat.S_IFREG  # broken link, no permission: whoever reads it says why
        if stat.S_ISDIR(mode):
            reason = name_reason(file.name)
            if reason is None and self.patterns.excluded(path):
                reason = "patterns"
            if reason is None and self.out is not None and _same(file, self.out):
                reason = "output"
            if reason is None and not links.enter(file):
                reason = "links"
            if reason is None:
                yield from self._folder(file, f"{path}/", links)
            else:
                self.skipped.add(reason)
        elif not stat.S_ISREG(mode):
            self.skipped.add("special")
        elif _is_zip(file) and name_reason(file.name) is None and not self.patterns.excluded(path):
            yield from self._zip(file, path)
        elif self._selected(path):
            yield Item(printable_path(path), local(file))

    def _zip(self, file: Path, path: str) -> Iterator[Item]:
        """The files in a zip, by the parts of their names."""
        shown = printable_path(path)
        try:
            found = sorted(zips.members(file, shown), key=lambda member: sort_key(member.name))
        except ReadingError as error:
            yield Item(shown, Source("zip", str(file), refused=refusal(error)))
            return
        for number, name in found:
            inner = f"{shown}!/{printable_path(name)}"
            if not self._wanted(f"{path}!/{name}"):
                continue
            if name.lower().endswith((".zip", ".rar", ".7z")):
                nested = failures.not_supported(
                    inner,
                    "tệp nén nằm trong tệp nén: hãy giải nén rồi kiểm tra lại",
                    "an archive inside an archive: unpack it and audit again",
                )
                yield Item(inner, Source("zip", str(file), number, refused=refusal(nested)))
            else:
                yield Item(inner, Source("zip", str(file), number))

    def _listed(self, names: Iterable[str]) -> Iterator[Item]:
        """The files of a list, relative to ``root``; a folder stands for all that is in it."""
        seen: set[str] = set()
        root, links = Path(self.root), _Links(Path(self.root))
        listed = sorted({_relative(root, name) for name in names}, key=sort_key)
        for path in listed:
            for item in self._entry(root / path, path, links):
                if item.path not in seen:
                    seen.add(item.path)
                    yield item


def read_list(lines: Iterable[str]) -> list[str]:
    """The names of a list: one a line, blank lines aside."""
    return [name for line in lines if (name := line.strip().removeprefix("\ufeff"))]


class _Links:
    """Folders reached over a link: one outside of the archive is entered once, one inside is audited where it is."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._entered: set[Path] = set()

    def enter(self, folder: Path) -> bool:
        """Whether to go into a folder."""
        try:
            target = folder.resolve()
            if target == folder.parent.resolve() / folder.name:
                return True  # no link, and no junction either
        except (OSError, RuntimeError):
            return False  # a link to itself
        areas = (self._root, *self._entered)
        if any(target.is_relative_to(area) or area.is_relative_to(target) for area in areas):
            return False
        self._entered.add(target)
        return True


def _row_name(entry: os.DirEntry[str]) -> str:
    """The name by which an entry is sorted: that of a zip as its members' rows have it."""
    return f"{entry.name}!" if entry.name.lower().endswith(".zip") else entry.name


def _is_zip(file: Path) -> bool:
    return file.suffix.lower() == ".zip" and zips.is_archive(file)


def _relative(root: Path, name: str) -> str:
    """A listed name relative to ``root`` with forward slashes; absolute where it stands elsewhere."""
    file = Path(os.path.normpath(root.absolute() / name))
    try:
        return file.relative_to(os.path.normpath(root.absolute())).as_posix()
    except ValueError:
        return file.as_posix()


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
