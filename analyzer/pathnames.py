"""Paths as settings and waivers name them: with ``*``, whatever the system's slashes, case and accents."""

from __future__ import annotations

import os
import unicodedata
from fnmatch import fnmatchcase
from pathlib import Path

_WILD = frozenset("*?[")


def fits(path: str, pattern: str) -> bool:
    """Whether a path with forward slashes fits a pattern. ``*`` stands for any characters, ``?`` for one, ``[ab]`` for
    one of some. A pattern without a slash is held against the last name alone, one that ends in a slash against
    the folders."""
    path, pattern = plain(path), plain(pattern)
    if pattern in (path, path.rpartition("/")[2]):
        return True  # whatever signs a name holds
    if pattern.endswith("/"):
        return fnmatchcase(path, f"{pattern}*") or fnmatchcase(path, f"*/{pattern}*")
    if "/" not in pattern:
        return fnmatchcase(path.rpartition("/")[2], pattern)
    pattern = pattern.removeprefix("./")
    return fnmatchcase(path, pattern) or (pattern.startswith("**/") and fnmatchcase(path, pattern[3:]))


def is_wild(pattern: str) -> bool:
    """Whether a pattern may fit more than one path."""
    return pattern.endswith("/") or bool(_WILD & set(pattern))


def plain(path: str) -> str:
    """A path made comparable: forward slashes, composed letters, case folded."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).casefold()


def absolute(path: str | Path) -> Path:
    """A path in full, without "..": its parents are the folders that it stands in. Links are left as they are."""
    return Path(os.path.abspath(path))


def relative(path: Path, folder: Path) -> str:
    """An absolute path as seen from a folder, with forward slashes; as it is where it is not under the folder."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def shown(path: Path) -> str:
    """A path as messages give it: from the working directory where it is below that."""
    return relative(absolute(path), Path.cwd())
