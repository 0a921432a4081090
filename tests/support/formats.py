"""The project's documents in every file format: one source, five files with the same words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpora.build import render
from corpora.model import SOURCES, Source, load

FORMS = ("txt", "md", "html", "docx", "pdf")


@cache
def source(name: str) -> Source:
    """The source of a document of ``corpora/documents``, by its name without suffix."""
    return load(SOURCES / f"{name}.yml")


@cache
def names() -> tuple[str, ...]:
    """The names of all documents."""
    return tuple(sorted(path.stem for path in SOURCES.glob("*.yml")))


@cache
def data(name: str, form: str) -> bytes:
    """The file of a document in one of ``FORMS``, whatever form it is kept in."""
    return render(source(name), form)


def write(name: str, form: str, folder: Path) -> Path:
    """Writes the document in ``form`` to ``folder``; gives its path."""
    path = folder / f"{name}.{form}"
    path.write_bytes(data(name, form))
    return path
