"""Typed errors: each names the file, the place and what to do, in Vietnamese and in English."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One text for people, in both languages."""

    vi: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in ``"vi"`` or ``"en"``."""
        return self.en if lang == "en" else self.vi


class RasoatError(Exception):
    """Base of every error that a user may see.

    ``code`` is stable and machine-readable; ``message`` is one clear sentence per language.
    ``exit_code`` is what the command line returns for it (2: usage or configuration, 3: unreadable file).
    """

    code = "error"
    exit_code = 2

    def __init__(self, vi: str, en: str, *, code: str | None = None) -> None:
        super().__init__(en)
        self.message = Text(vi, en)
        if code is not None:
            self.code = code


class ReadingError(RasoatError):
    """A file that cannot be read. ``code`` is one of the ids listed in ``docs/errors.md``."""

    code = "unreadable"
    exit_code = 3


class RuleError(RasoatError):
    """A mistake in a rule pack; the message names file, line, column and what was expected."""

    code = "rule_invalid"


class UsageError(RasoatError):
    """An option or setting that does not fit."""

    code = "usage"
