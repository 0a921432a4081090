"""Finding the settings of a document: the nearest file above it, its profile, its entries of ``paths``."""

from __future__ import annotations

from functools import lru_cache
from os.path import isfile
from pathlib import Path

from analyzer.pathnames import absolute, fits, relative, shown
from analyzer.settings.file import SettingsFile
from analyzer.settings.model import Settings, SettingsError

NAMES = ("rasoat.toml", "pyproject.toml")
"""Settings files, in the order in which they are looked for in a folder."""
WAIVERS = "waivers.yml"


def settings_for(
    path: str | Path, *, config: str | Path | None = None, profile: str | None = None, isolated: bool = False
) -> Settings:
    """The settings that hold for the document at ``path``, which need not exist.

    ``config`` fixes the settings file; else it is ``rasoat.toml``, or ``pyproject.toml`` with ``[tool.rasoat]``, in the
    folder of the document or the nearest one above it that has one. ``isolated``: no file is looked for. ``profile``
    names one of the profiles of the file. Files are parsed once, and again when they change.

    Raises:
        SettingsError: a file cannot be read, has a mistake, or has no profile of that name.
    """
    document = absolute(path)
    if isolated:
        if profile is not None:
            raise _no_profile(profile)
        return Settings()
    file = _opened(absolute(config)) if config is not None else _nearest(document)
    if file is None:
        if profile is not None:
            raise _no_profile(profile)
        waivers = _waivers(document, None)
        return Settings(waivers=waivers, sources={"waivers": shown(waivers)} if waivers else {})
    values, sources = dict(file.values), dict(file.places)
    if profile is not None:
        if profile not in file.profiles:
            raise _no_profile(profile, file)
        more, places = file.profiles[profile]
        values.update(more)
        sources.update(places)
    name = relative(document, file.path.parent)
    for entry in file.paths:
        if fits(name, entry.pattern):
            values.update(entry.values)
            sources.update(entry.places)
    if "waivers" not in values:
        found = _beside(file.path) if config is not None else _waivers(document, file.path.parent)
        if found is not None:
            values["waivers"], sources["waivers"] = found, shown(found)
    return Settings(file=file.path, profile=profile, sources=sources, **values)


def _nearest(document: Path) -> SettingsFile | None:
    # isfile: folders above that may not be entered are passed over, where Path.is_file would raise.
    for folder in document.parents:
        for name in NAMES:
            path = folder / name
            if isfile(path):
                file = _opened(path)
                if file.is_ours:
                    return file
    return None


def _waivers(document: Path, last: Path | None) -> Path | None:
    """The nearest file of waivers at or above a document's folder; not beyond ``last``, the settings' folder."""
    for folder in document.parents:
        path = folder / WAIVERS
        if isfile(path):
            return path
        if folder == last:
            break
    return None


def _beside(path: Path) -> Path | None:
    found = path.parent / WAIVERS
    return found if isfile(found) else None


def _opened(path: Path) -> SettingsFile:
    try:
        state = path.stat()
    except OSError:
        raise SettingsError(
            f"Không có tệp cấu hình {shown(path)}.", f"There is no settings file {shown(path)}."
        ) from None
    return _parsed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _parsed(path: Path, changed: int, size: int) -> SettingsFile:  # noqa: ARG001 (a file that changed is another key)
    return SettingsFile.load(path)


def _no_profile(name: str, file: SettingsFile | None = None) -> SettingsError:
    if file is None:
        return SettingsError(
            f"Không có tệp cấu hình nào có mẫu “{name}”; thêm [profile.{name}] vào rasoat.toml hoặc dùng --config.",
            f"No settings file holds a profile “{name}”; add [profile.{name}] to rasoat.toml, or use --config.",
        )
    known = ", ".join(file.profiles) or "–"
    return SettingsError(
        f"{shown(file.path)}: không có mẫu “{name}”; các mẫu hiện có: {known}.",
        f"{shown(file.path)}: there is no profile “{name}”; there are: {known}.",
    )
