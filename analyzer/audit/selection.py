"""Which files of an archive are documents, and why others are left aside."""

from __future__ import annotations

import fnmatch
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

NOT_DOCUMENTS = frozenset(
    """
    3gp aac avi flac flv m4a m4v mid mkv mov mp3 mp4 mpeg mpg ogg opus wav webm wma wmv
    bat bin cmd com deb dll dmg exe iso jar lib lnk msi o obj pyc rpm so sys url
    c cpp cs css go h java js json jsonl jsx log map php ps1 py r rb rs sh sql ts tsx vue yaml yml
    cfg conf db dbf ini lock mdb accdb parquet sqlite sqlite3 csv tsv
    eot otf ttf woff woff2
    ai cdr dwg dxf eps ico psd svg
    bak crdownload part partial swp tmp
    eml msg ost pst
    """.split()
)
"""Suffixes of files that are no documents: sound, film, programs, their data, fonts, drawings, leftovers, mail boxes.
Images, spreadsheets and old Word files are not among them: somebody may have handed in a plan as such, and has to be
told that it was not read."""

_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})


@dataclass
class Skipped:
    """How many files and folders were left aside, by reason, and by suffix those that are no documents.

    Reasons: ``temporary`` (of Word: ~$…), ``hidden``, ``system``, ``not_documents``, ``patterns`` (--include,
    --exclude), ``output`` (the folder of the audit itself), ``links`` (to a folder that is audited anyway),
    ``special`` (pipes, devices).
    """

    reasons: Counter[str] = field(default_factory=Counter)
    suffixes: Counter[str] = field(default_factory=Counter)

    def add(self, reason: str, suffix: str = "") -> None:
        self.reasons[reason] += 1
        if suffix:
            self.suffixes[suffix] += 1


@dataclass(frozen=True)
class Patterns:
    """--include and --exclude: shell patterns over the name or the path below the archive, case and the way in which
    accents are stored aside. ``*`` stands for "/" too."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @classmethod
    def of(cls, include: Sequence[str], exclude: Sequence[str]) -> Patterns:
        """The patterns as they are compared."""
        return cls(tuple(map(_plain, include)), tuple(map(_plain, exclude)))

    def excluded(self, path: str) -> bool:
        """Whether --exclude names a file or folder, by its own name or its path."""
        return _matches(path, self.exclude)

    def included(self, path: str) -> bool:
        """Whether --include names a file."""
        return _matches(path, self.include)

    def reason(self, path: str) -> tuple[str, str] | None:
        """Why a file is left aside, with its suffix where that is why; None for a file to be checked."""
        name = PurePosixPath(path).name
        aside = name_reason(name)
        if aside is not None:
            return aside, ""
        if self.excluded(path):
            return "patterns", ""
        if self.include:
            return None if self.included(path) else ("patterns", "")
        suffix = PurePosixPath(name).suffix.lower().lstrip(".")
        return ("not_documents", suffix) if suffix in NOT_DOCUMENTS else None


def name_reason(name: str) -> str | None:
    """Why a file or folder is left aside whatever is asked for."""
    if name.startswith(("~$", ".~lock.")):
        return "temporary"
    if name.casefold() in _SYSTEM or name in ("__MACOSX", "$RECYCLE.BIN", "System Volume Information"):
        return "system"
    return "hidden" if name.startswith(".") else None


def _matches(path: str, patterns: Sequence[str]) -> bool:
    plain = _plain(path)
    name = plain.rsplit("/", 1)[-1]
    return any(fnmatch.fnmatchcase(plain, p) or fnmatch.fnmatchcase(name, p) for p in patterns)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\\", "/").casefold().strip("/")
