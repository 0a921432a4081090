"""The command line: which commands there are. Each is a module of ``analyzer.commands``, loaded when it is called."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module

import click

from analyzer.commands.console import ReaderGone
from analyzer.commands.options import OK, USAGE
from analyzer.version import __version__

COMMANDS = {
    "check": ("check:check", "Check FILES and print a report for each."),
    "extract": ("extract:extract", "List the figures, deadlines and assignments of FILES, no rule asked."),
    "compare": ("compare:compare", "Hold a plan against its report, a superior's plan, or another revision."),
    "rules": ("rules:rules", "The rules: list, explain, test, and what of the decision they cover."),
    "settings": ("settings:settings", "Which settings hold for FILES, and where each was set."),
    "audit": ("audit:audit", "Check a whole archive: a row for each file, and a summary."),
    "serve": ("serve:serve", "Serve the page: check, hand in, review, in a browser."),
    "queue": ("queue:queue", "The review queue: hand in, list, show, export, roles, who is missing, backup."),
    "worker": ("worker:worker", "Check what is handed in to the review queue, until stopped."),
    "eval": ("evaluate:evaluate", "Measure accuracy on the annotated documents of FOLDER."),
    "schema": ("schema:schema", "The JSON Schema of an output."),
    "doctor": ("doctor:doctor", "What is installed, what is missing, and what that disables."),
}
"""Name → where the command is (module of ``analyzer.commands``, attribute), and its line in the list."""


class _Lazy(click.Group):
    """A group that loads a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(f"analyzer.commands.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="rasoat")
def cli() -> None:
    """Reads Vietnamese plans and reports on social-insurance communication and checks them against
    Quyết định 1676/QĐ-TTg: what is there, what is missing, where, under which clause.

    Exit codes: 0 no finding at or above --fail-on, 1 there are, 2 wrong usage, 3 a file could not be read.
    """


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
