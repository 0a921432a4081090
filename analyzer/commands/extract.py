"""rasoat extract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.commands.options import FILES, LANG, OUTPUT, settings_given, with_overrides, with_settings

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
@with_settings
@with_overrides
@click.option("--with-text", is_flag=True, help="JSON: include the normalised text that spans point into.")
@click.pass_context
def extract(
    ctx: click.Context, /, files: tuple[Path, ...], format_: str, output: Path | None, with_text: bool, **given: Any,
) -> None:  # fmt: skip
    """List the figures, deadlines and assignments of FILES, no rule asked."""
    from analyzer.commands.run import Output, run_files

    def make(path: Path) -> Extract:
        from analyzer.pipeline import extract as extract_file

        return extract_file(path, with_text=with_text, settings=settings[path])

    settings = {path: settings_given(ctx, path) for path in files}
    overrides = {name: given[name] for name in ("kind", "scope", "level", "date")}
    target = Output(format_, settings[files[0]].lang, output, several=len(files) > 1, color=False, tables=True)
    ctx.exit(run_files(files, make, target, lambda _: False, overrides))
