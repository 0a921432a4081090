"""The settings that hold for one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from analyzer.errors import UsageError

FailOn = Literal["error", "warning", "advice", "never"]
OVERRIDES = ("kind", "scope", "level", "date")
"""What a person may know better than the program."""


class SettingsError(UsageError):
    """A mistake in a settings file; the message names file, line, column and what was expected."""

    code = "settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one document: the command line before an entry of ``paths``, that before the profile, that before
    the top of the file, that before the defaults below."""

    file: Path | None = None
    """The settings file, None where there is none."""
    profile: str | None = None
    pack: str | Path | None = None
    """A rule pack's name, or (``Path``) its folder; None for the pack that comes with the program."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "error"
    lang: Literal["vi", "en"] = "vi"
    kind: str | None = None
    scope: str | None = None
    level: str | None = None
    date: str | None = None
    """The reference date, ISO 8601 as far as known."""
    waivers: Path | None = None
    """The file of waivers, named in the settings or found beside them or above the document."""
    baseline: Path | None = None
    """An earlier result: a file of ``rasoat check --format json``, or a folder of such files."""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Name of a value → where it was set ("rasoat.toml:3:1"); values that are not in it are defaults."""

    @property
    def overrides(self) -> dict[str, str | None]:
        """``kind``, ``scope``, ``level`` and ``date``, as the pipeline takes them."""
        return {name: getattr(self, name) for name in OVERRIDES}

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The values that a file or a command line may give."""
        return tuple(item.name for item in fields(cls) if item.name not in ("file", "profile", "sources"))

    def with_given(self, source: str = "", **values: Any) -> Settings:
        """The same with the values that are given (neither None nor empty) in place of its own.

        ``source`` says where they come from, for people ("--select").
        """
        if strange := sorted(set(values) - set(self.names())):
            raise TypeError(f"no such setting: {', '.join(strange)}")
        given = {name: value for name, value in values.items() if value is not None and value != ()}
        sources = {key: place for key, place in self.sources.items() if key not in given}
        if source:
            sources.update(dict.fromkeys(given, source))
        return replace(self, **given, sources=sources) if given else self
