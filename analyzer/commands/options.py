"""Options that several commands share, and the exit codes of all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from analyzer.settings import Settings

OK, FAULTS, USAGE, UNREADABLE = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on · something is · wrong usage or configuration · a file was not read."""

CHECK_FORMATS = ("text", "json", "html", "md", "docx", "pdf", "xlsx", "letter", "sarif", "ics")
"""What ``rasoat check`` writes; each is a module of ``analyzer.report``."""

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
LANG = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    envvar="RASOAT_LANG",
    show_default=True,
    help="Language of the texts.",
)
OUTPUT = click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file, or into this folder for several files."
)
PACK = click.option(
    "--pack", metavar="PACK", help="The rule pack: the name of one that comes along, or a folder with pack.yml."
)
NO_COLOR = click.option("--no-color", is_flag=True, help="No colours (also: the environment variable NO_COLOR).")
OVERRIDES = (
    click.option("--kind", help="Take the document for a plan, report, decision, letter or other."),
    click.option("--scope", help="Take its scope to be 1676, bhxh or other."),
    click.option("--level", help="Take its issuer's level to be central, province, district or commune."),
    click.option("--date", help="Judge validity at this date: YYYY, YYYY-MM or YYYY-MM-DD."),
)


SETTINGS = (
    click.option(
        "--config", type=click.Path(path_type=Path), help="Take settings from this file, not from the nearest one."
    ),
    click.option("--no-config", "--isolated", "no_config", is_flag=True, help="Look for no settings and no waivers."),
    click.option("--profile", metavar="NAME", help="Take this profile of the settings."),
)


def with_settings(command: Any) -> Any:
    """A command with the options that say which settings hold."""
    for option in reversed(SETTINGS):
        command = option(command)
    return command


def settings_given(ctx: click.Context, path: Path) -> Settings:
    """The settings of a document, with what the command line gives in place of theirs.

    Raises ``SettingsError`` as ``settings_for``.
    """
    from analyzer.settings import settings_for

    asked = ctx.params
    settings = settings_for(path, config=asked["config"], profile=asked["profile"], isolated=asked["no_config"])
    for name in settings.names():
        if name in asked and ctx.get_parameter_source(name) is not ParameterSource.DEFAULT:
            settings = settings.with_given(f"--{name.replace('_', '-')}", **{name: asked[name]})
    return settings


def with_overrides(command: Any) -> Any:
    """A command with the options that fix what a document is."""
    for option in reversed(OVERRIDES):
        command = option(command)
    return command


def color(no_color: bool) -> bool:
    """Whether standard output is a terminal that wants colours."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty()
