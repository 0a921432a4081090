"""rasoat compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from analyzer.commands.options import LANG, NO_COLOR, OUTPUT
from analyzer.commands.options import color as colored

if TYPE_CHECKING:
    from analyzer.report.comparison import Comparison

RELATIONS = ("plan-report", "superior", "revision")


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("others", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--as", "relation", type=click.Choice(RELATIONS), help="How the documents belong together, if not found.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@LANG
@OUTPUT
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "advice", "never"]),
    default="error",
    show_default=True,
    help="Severity from which the exit code is 1.",
)
@NO_COLOR
@click.pass_context
def compare(
    ctx: click.Context, /, first: Path, others: tuple[Path, ...], relation: str | None, format_: str, lang: str,
    output: Path | None, fail_on: str, no_color: bool,
) -> None:  # fmt: skip
    """Hold FIRST against OTHERS: a plan against its reports, a superior's plan against those below, a revision against
    the one before."""
    from analyzer.commands.compared import ComparedOutput, refuse_target
    from analyzer.commands.run import run_files
    from analyzer.comparison.failing import counts_against
    from analyzer.errors import RasoatError, UsageError
    from analyzer.pipeline import analyze_file

    refuse_target(output, first)
    target = ComparedOutput(format_, lang, output, several=len(others) > 1, color=colored(no_color))
    try:
        base = analyze_file(first)
    except UsageError:
        raise
    except (RasoatError, OSError) as error:
        ctx.exit(run_files([first], _raising(error), target, bool, {}))

    def make(path: Path) -> Comparison:
        from analyzer.comparison.build import compare_analyses

        return compare_analyses(base, analyze_file(path), relation)  # type: ignore[arg-type]

    def fails(made: Comparison) -> bool:
        return counts_against(made, fail_on)  # type: ignore[arg-type]

    ctx.exit(run_files(others, make, target, fails, {}))


def _raising(error: Exception) -> Callable[[Path], Any]:
    def make(path: Path) -> NoReturn:  # noqa: ARG001 (called as the function that makes results)
        raise error

    return make
