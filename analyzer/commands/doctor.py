"""rasoat doctor."""

from __future__ import annotations

import click

from analyzer.commands.console import put
from analyzer.commands.options import LANG, OK, USAGE


@click.command()
@LANG
@click.pass_context
def doctor(ctx: click.Context, lang: str) -> None:
    """What is installed, what is missing, and what that disables."""
    from analyzer.doctor import diagnose, render

    findings = diagnose()
    put(render(findings, lang))
    ctx.exit(OK if all(f.present or f.optional for f in findings) else USAGE)
