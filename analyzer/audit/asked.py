"""What is asked of each file of an archive: its settings, found as ``rasoat check`` finds them, as plain data."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from analyzer.audit.program import fingerprint, program_digest
from analyzer.audit.sources import Source
from analyzer.pathnames import absolute
from analyzer.settings import Settings, settings_for


class Terms(msgspec.Struct, frozen=True):
    """The settings that bear on one row, small enough to travel with each task. ``pack`` is a name or a folder's whole
    path, ``waivers`` a file's; ``at`` is the document's path as waivers are held against it, ``today`` an ISO date."""

    pack: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    kind: str | None = None
    scope: str | None = None
    level: str | None = None
    date: str | None = None
    profile: str | None = None
    waivers: str | None = None
    at: str = ""
    today: str = ""

    def settings(self) -> Settings:
        """As the pipeline takes them."""
        return Settings(
            profile=self.profile, pack=self.pack, select=self.select, ignore=self.ignore, kind=self.kind,
            scope=self.scope, level=self.level, date=self.date,
        )  # fmt: skip


@dataclass
class Asking:
    """The settings of a run. ``given`` is what the command line says in place of theirs, by the names of ``Settings``;
    ``no_waivers``: whatever was accepted."""

    config: Path | None = None
    profile: str | None = None
    isolated: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    no_waivers: bool = False
    today: datetime.date = field(default_factory=datetime.date.today)
    _checked: set[Terms] = field(default_factory=set)

    def settings(self, path: Path) -> Settings:
        """The settings of a document. Raises ``SettingsError``."""
        found = settings_for(path, config=self.config, profile=self.profile, isolated=self.isolated)
        for name, value in self.given.items():
            found = found.with_given(f"--{name}", **{name: value})
        return replace(found, waivers=None) if self.no_waivers else found

    def terms(self, source: Source, path: str) -> Terms:
        """What is asked of a file (``path`` as ``Row.path``).

        Raises ``RasoatError`` where its settings, or what they name, have a mistake.
        """
        at = _place(source, path)
        found = self.settings(at)
        plain = Terms(
            pack=_pack(found.pack), select=found.select, ignore=found.ignore, kind=found.kind, scope=found.scope,
            level=found.level, date=found.date, profile=found.profile,
            waivers=str(absolute(found.waivers)) if found.waivers else None,
        )  # fmt: skip
        if plain not in self._checked:
            _check(found, plain)
            self._checked.add(plain)
        if plain.waivers is None:
            return plain
        return msgspec.structs.replace(plain, at=str(at), today=self.today.isoformat())

    def key(self, sha256: str, source: Source, path: str) -> bytes:
        """What tells rows apart: equal keys make equal rows, but for their paths (16 bytes)."""
        terms = self.terms(source, path)
        suffix = Path(path).suffix.lower()  # decides between text formats
        text = f"{_mark(msgspec.structs.replace(terms, at='', today=''))} {sha256} {suffix} {_accepted(terms)}"
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def fingerprint(self) -> str:
        """Of what the command line asks, for runs that go on with an earlier one."""
        given = {name: str(value) for name, value in self.given.items()}
        return fingerprint([program_digest(), str(self.config), str(self.profile), str(self.isolated), repr(given),
                            str(self.no_waivers)])  # fmt: skip


def _check(settings: Settings, terms: Terms) -> None:
    """Finds mistakes before any file is given out. What the program brings along needs no loading."""
    if terms.pack or terms.select or terms.ignore or terms.waivers:
        from analyzer.pipeline import Asked

        Asked.of(replace(settings, baseline=None))
    if terms.kind or terms.scope or terms.level or terms.date:
        from analyzer.pipeline import check_options

        check_options(kind=terms.kind, scope=terms.scope, level=terms.level, date=terms.date)


def _place(source: Source, path: str) -> Path:
    """Where a document stands, or would stand: a zip is like a folder; what is behind a URL, like the working one."""
    if source.kind == "file":
        return absolute(source.where)
    if source.kind == "zip":
        return absolute(f"{source.where}!/{path.partition('!/')[2]}")
    return absolute(path)


def _pack(given: str | Path | None) -> str | None:
    if given is None:
        return None
    from analyzer.checks.loader import DEFAULT_PACK, own_packs, pack_folder

    if given == DEFAULT_PACK:
        return None
    return str(given) if str(given) in own_packs() else str(absolute(pack_folder(given)))


@lru_cache(maxsize=64)
def _mark(terms: Terms) -> str:
    """Fingerprint of the settings, with the files of the user's own pack."""
    folder = Path(terms.pack) if terms.pack else None
    texts = [program_digest(), msgspec.json.encode(msgspec.structs.replace(terms, waivers=None)).decode()]
    return fingerprint(texts, folder if folder is not None and folder.is_dir() else None)


def _accepted(terms: Terms) -> str:
    """What of the waivers bears on a row: their words, which have expired, and the path where they name one."""
    if terms.waivers is None:
        return ""
    from analyzer.report.waiverfile import load_waivers

    entries = load_waivers(terms.waivers).entries
    text = repr([(entry, entry.expires is not None and entry.expires < terms.today) for entry in entries])
    named = terms.at if any(entry.documents for entry in entries) else ""
    return f"{hashlib.sha256(text.encode()).hexdigest()} {named}"
