"""rasoat extract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.commands.options import FILES, LANG, OUTPUT, with_overrides

if TYPE_CHECKING:
    from analyzer.report.model import Extract


@click.command()
@FILES
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@LANG
@OUTPUT
@with_overrides
@click.option("--with-text", is_flag=True, help="JSON: include the normalised text that spans point into.")
@click.pass_context
def extract(
    ctx: click.Context, /, files: tuple[Path, ...], format_: str, lang: str, output: Path | None, with_text: bool,
    **overrides: Any,
) -> None:  # fmt: skip
    """List the figures, deadlines and assignments of FILES, no rule asked."""
    from analyzer.commands.run import Output, run_files

    def make(path: Path) -> Extract:
        from analyzer.pipeline import extract as extract_file

        return extract_file(path, with_text=with_text, **overrides)

    target = Output(format_, lang, output, several=len(files) > 1, color=False, tables=True)
    ctx.exit(run_files(files, make, target, lambda _: False, overrides))
