"""What bears on a row besides the content of its file and the settings: the program and its rules."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from analyzer.audit.model import ROW_SCHEMA_VERSION
from analyzer.resources import rules_dir
from analyzer.version import __version__

_PACKAGE = Path(__file__).resolve().parents[1]
_APART = (
    "review/", "pages/", "comparison/", "evaluation/", "audit/summary/", "audit/templates/", "commands/", "_data/",
)  # fmt: skip
"""Folders of the package that no row depends on, and the rules, which stand elsewhere in a checkout."""


@cache
def program_digest() -> str:
    """Fingerprint of the program with its rules and registers: its version and the bytes of its files. A version alone
    would hold the rows of yesterday for right where somebody edits a rule, or installs text recognition."""
    files = [(name, path) for name, path in _files(_PACKAGE) if not name.startswith(_APART)]
    rules = [(f"rules/{name}", path) for name, path in _files(rules_dir())]
    recognises = find_spec("tesserocr") is not None or shutil.which("tesseract") is not None
    return _digest([__version__, ROW_SCHEMA_VERSION, f"recognises text: {recognises}"], files + rules)


@cache
def package_digest() -> str:
    """Fingerprint of the whole package, for what is made of rows."""
    return _digest([program_digest()], _files(_PACKAGE / "audit"))


def fingerprint(texts: Iterable[str], folder: Path | None = None) -> str:
    """Fingerprint of texts, and of the files in a folder."""
    return _digest(texts, _files(folder) if folder is not None else [])


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Files below a folder by their path there, sorted; compiled modules and hidden files aside."""
    found = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if "__pycache__" not in name and not name.startswith(".") and "/." not in name and path.is_file():
            found.append((name, path))
    return sorted(found)


def _digest(texts: Iterable[str], files: Iterable[tuple[str, Path]]) -> str:
    hasher = hashlib.sha256()
    for text in texts:
        hasher.update(f"{len(text)}:{text}".encode("utf-8", "surrogateescape"))
    for name, path in files:
        content = hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        hasher.update(f"{name} {content}\n".encode("utf-8", "surrogateescape"))
    return hasher.hexdigest()
