"""The settings of a document as the terminal shows them: each value, and where it was set."""

from __future__ import annotations

from pathlib import Path

from analyzer.errors import Text
from analyzer.pathnames import shown
from analyzer.settings.model import Settings

_FILE = Text("Tệp cấu hình: {file}", "Settings file: {file}")
_NO_FILE = Text("Không có tệp cấu hình.", "No settings file.")
_PROFILE = Text("Mẫu cấu hình: {name}", "Profile: {name}")
_DEFAULT = Text("mặc định", "default")


def render(path: Path, settings: Settings) -> str:
    """Lines for one document, in the language of its settings, ending in a line feed. Values that are not set are left
    out, but for those that always have one."""
    lang = settings.lang
    lines = [str(path)]
    file = _FILE.in_language(lang).format(file=shown(settings.file)) if settings.file else _NO_FILE.in_language(lang)
    lines.append(f"  {file}")
    if settings.profile:
        lines.append(f"  {_PROFILE.in_language(lang).format(name=settings.profile)}")
    for name in Settings.names():
        value = getattr(settings, name)
        if value in (None, ()):
            continue
        words = (
            shown(value) if isinstance(value, Path) else ", ".join(value) if isinstance(value, tuple) else str(value)
        )
        source = settings.sources.get(name, _DEFAULT.in_language(lang))
        lines.append(f"  {name.replace('_', '-'):<9} {words}  ({source})")
    return "\n".join(lines) + "\n"
