"""rasoat settings."""

from __future__ import annotations

from pathlib import Path

import click

from analyzer.commands.console import put
from analyzer.commands.options import FILES, LANG, OK, PACK, settings_given, with_overrides, with_settings


@click.command()
@FILES
@LANG
@with_settings
@PACK
@with_overrides
@click.pass_context
def settings(ctx: click.Context, /, files: tuple[Path, ...], **_given: object) -> None:
    """Which settings hold for FILES, and where each was set."""
    from analyzer.settings.text import render

    for number, path in enumerate(files):
        found = settings_given(ctx, path)
        put(("\n" if number else "") + render(path, found))
    ctx.exit(OK)
