"""The command line: reads options, calls the rooms, writes what they give. No logic of its own."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.commands.console import ReaderGone, put
from analyzer.version import __version__

if TYPE_CHECKING:
    from analyzer.report.model import Extract

OK, FAULTS, USAGE, UNREADABLE = 0, 1, 2, 3
"""Exit codes: nothing at or above --fail-on · something is · wrong usage or configuration · a file was not read."""

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_LANG = click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    envvar="RASOAT_LANG",
    show_default=True,
    help="Language of the texts.",
)
_OUTPUT = click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file, or into this folder for several files."
)
_NO_COLOR = click.option("--no-color", is_flag=True, help="No colours (also: the environment variable NO_COLOR).")
_OVERRIDES = (
    click.option("--kind", help="Take the document for a plan, report, decision, letter or other."),
    click.option("--scope", help="Take its scope to be 1676, bhxh or other."),
    click.option("--level", help="Take its issuer's level to be central, province, district or commune."),
    click.option("--date", help="Judge validity at this date: YYYY, YYYY-MM or YYYY-MM-DD."),
)


def _with_overrides(command: Any) -> Any:
    for option in reversed(_OVERRIDES):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="rasoat")
def cli() -> None:
    """Reads Vietnamese plans and reports on social-insurance communication and checks them against
    Quyết định 1676/QĐ-TTg: what is there, what is missing, where, under which clause.

    Exit codes: 0 no finding at or above --fail-on, 1 there are, 2 wrong usage, 3 a file could not be read.
    """


@cli.command()
@_FILES
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@_LANG
@_OUTPUT
@_with_overrides
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
@_NO_COLOR
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

    target = Output(format_, lang, output, several=len(files) > 1, color=_color(no_color), tables=tables)
    ctx.exit(run_files(files, make, target, fails, overrides, select + ignore))


@cli.command()
@_FILES
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="What to print.",
)
@_LANG
@_OUTPUT
@_with_overrides
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


@cli.group()
def rules() -> None:
    """The rules: list, explain, test, and what of the decision they cover."""


@rules.command("list")
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_LANG
def rules_list(format_: str, lang: str) -> None:
    """All rules of the pack."""
    from analyzer.commands.rules import list_rules

    put(list_rules(format_, lang))


@rules.command("show")
@click.argument("code")
@_LANG
def rules_show(code: str, lang: str) -> None:
    """What rule CODE asks, why, and how to meet it."""
    from analyzer.commands.rules import show_rule

    put(show_rule(code, lang))


@rules.command("test")
@click.argument("codes", nargs=-1)
@_LANG
@click.pass_context
def rules_test(ctx: click.Context, codes: tuple[str, ...], lang: str) -> None:
    """Run the rules' own cases (of CODES only, if given)."""
    from analyzer.commands.rules import test_rules

    text, passed = test_rules(codes, lang)
    put(text)
    ctx.exit(OK if passed else FAULTS)


@rules.command("coverage")
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_LANG
def rules_coverage(format_: str, lang: str) -> None:
    """The decision clause by clause: covered by which rules, how far, and why not further."""
    from analyzer.commands.rules import coverage

    put(coverage(format_, lang))


@cli.command("eval")
@click.argument("folder", type=click.Path(path_type=Path))
@_LANG
@click.option("--only", metavar="NAME", help="Only documents whose name contains this.")
@click.option(
    "--split", type=click.Choice(["train", "test"]), help="Only this part of the documents (split.yml beside FOLDER)."
)
@click.option("--families", default="", metavar="LETTERS", help="Judge only rules of these families, such as SCLF.")
@click.option(
    "--noise",
    multiple=True,
    type=float,
    metavar="SHARE",
    help="Also under misreadings of this share of the characters (0.02); may be repeated.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of the misreadings.")
@click.option("--misses", is_flag=True, help="List what was missed and what was given beyond.")
@click.option(
    "--compare",
    "old",
    type=click.Path(path_type=Path),
    help="List gains and losses against an earlier run (its --json file).",
)
@click.option("--json", "json_out", type=click.Path(path_type=Path), help="Keep this run in a file.")
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    help="Write the table of figures into this Markdown page, between its marks.",
)
@click.pass_context
def evaluate(
    ctx: click.Context, /, folder: Path, lang: str, only: str | None, split: str | None, families: str,
    noise: tuple[float, ...], seed: int, misses: bool, old: Path | None, json_out: Path | None, table: Path | None,
) -> None:  # fmt: skip
    """Measure accuracy on the annotated documents of FOLDER (NAME.gold.json beside NAME.*)."""
    from analyzer.commands.evaluate import evaluate as run

    text, complete = run(
        folder, lang, only=only, split=split, families=families, noise=noise, seed=seed, misses=misses, old=old,  # type: ignore[arg-type]
        json_out=json_out, table=table,
    )  # fmt: skip
    put(text)
    ctx.exit(OK if complete else UNREADABLE)


@cli.command()
@click.argument("name", type=click.Choice(["report", "extract", "error"]), default="report")
def schema(name: str) -> None:
    """The JSON Schema of an output."""
    import json

    from analyzer.report.schema import schema as schema_of

    put(json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n")  # type: ignore[arg-type]


@cli.command()
@_LANG
@click.pass_context
def doctor(ctx: click.Context, lang: str) -> None:
    """What is installed, what is missing, and what that disables."""
    from analyzer.doctor import diagnose, render

    findings = diagnose()
    put(render(findings, lang))
    ctx.exit(OK if all(f.present or f.optional for f in findings) else USAGE)


def _color(no_color: bool) -> bool:
    if no_color or os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty()


def main() -> None:
    """Entry point: UTF-8 whatever the console's code page; no traceback for a user."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not os.environ.get("RASOAT_DEBUG"):
        # A rule that fails is said in the report; its traceback in the log is for who works on it.
        logging.getLogger("analyzer").addHandler(logging.NullHandler())
    try:
        sys.exit(cli.main(prog_name="rasoat", standalone_mode=False))
    except click.Abort:
        sys.exit(130)
    except ReaderGone:
        sys.exit(OK)
    except Exception as error:
        sys.exit(_failed(error))


def _failed(error: Exception) -> int:
    from analyzer.commands.usage import explain, language
    from analyzer.errors import RasoatError

    lang = language(sys.argv[1:])
    if isinstance(error, RasoatError):
        click.echo(error.message.in_language(lang), err=True)
        return error.exit_code
    if isinstance(error, click.ClickException):
        if not sys.argv[1:]:
            error.show()
            return USAGE
        click.echo(explain(error).in_language(lang), err=True)
        return USAGE
    if os.environ.get("RASOAT_DEBUG"):
        raise error
    if isinstance(error, OSError):
        # Files of the call have errors of their own: this one is about where results go.
        where, what = error.filename or "--output", error.strerror or type(error).__name__
        vi, en = f"Không ghi được {where} ({what}).", f"Cannot write {where} ({what})."
        click.echo(en if lang == "en" else vi, err=True)
        return USAGE
    click.echo(f"rasoat: {type(error).__name__}: {error} (RASOAT_DEBUG=1 shows where)", err=True)
    return USAGE


if __name__ == "__main__":
    main()
