"""rasoat check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analyzer.commands.options import CHECK_FORMATS, FILES, LANG, NO_COLOR, OUTPUT, with_overrides
from analyzer.commands.options import color as colored


@click.command()
@FILES
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(CHECK_FORMATS),
    default="text",
    show_default=True,
    help="What to print.",
)
@LANG
@OUTPUT
@with_overrides
@click.option(
    "--select", "-s", multiple=True, metavar="CODE", help="Ask only these rules or families (S, C201); may be repeated."
)
@click.option("--ignore", "-i", multiple=True, metavar="CODE", help="Leave out these rules or families.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice", "never"]),
    default="error",
    show_default=True,
    help="Severity from which the exit code is 1.",
)
@click.option(
    "--tables", is_flag=True, help="Text report: also list figures, deadlines, assignments and cited documents."
)
@click.option("--with-text", is_flag=True, help="JSON: include the normalised text that spans point into.")
@NO_COLOR
@click.pass_context
def check(
    ctx: click.Context, /, files: tuple[Path, ...], format_: str, lang: str, output: Path | None,
    select: tuple[str, ...], ignore: tuple[str, ...], fail_on: str, tables: bool, with_text: bool, no_color: bool,
    **overrides: Any,
) -> None:  # fmt: skip
    """Check FILES and print a report for each."""
    from analyzer.commands.render import Checked
    from analyzer.commands.run import Output, run_files
    from analyzer.report.verdict import counts_against

    def make(path: Path) -> Checked:
        from analyzer.pipeline import analyze, report_on

        analysis = analyze(path, **overrides)._.analysis
        return Checked(report_on(analysis, select=select, ignore=ignore, with_text=with_text), analysis.outline.clean)

    def fails(checked: Checked) -> bool:
        return counts_against(checked.report, fail_on)  # type: ignore[arg-type]

    target = Output(format_, lang, output, several=len(files) > 1, color=colored(no_color), tables=tables)
    ctx.exit(run_files(files, make, target, fails, overrides, select + ignore))
