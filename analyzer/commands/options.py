"""Options that several commands share, and the exit codes of all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

OK, FAULTS, USAGE, UNREADABLE = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on · something is · wrong usage or configuration · a file was not read."""

CHECK_FORMATS = ("text", "json", "html")
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
NO_COLOR = click.option("--no-color", is_flag=True, help="No colours (also: the environment variable NO_COLOR).")
OVERRIDES = (
    click.option("--kind", help="Take the document for a plan, report, decision, letter or other."),
    click.option("--scope", help="Take its scope to be 1676, bhxh or other."),
    click.option("--level", help="Take its issuer's level to be central, province, district or commune."),
    click.option("--date", help="Judge validity at this date: YYYY, YYYY-MM or YYYY-MM-DD."),
)


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
