"""rasoat audit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analyzer.commands.options import FAULTS, LANG, OK, PACK, UNREADABLE, with_overrides, with_settings

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""
_PATH = click.Path(path_type=Path)


@click.command(context_settings={"max_content_width": 110})
@click.argument("archive", required=False, metavar="[DIR]")
@click.option("--out", "-o", required=True, type=_PATH, metavar="OUT", help="Folder for the rows and the summary.")
@click.option("--from", "list_", metavar="FILE", help="Only the files named in FILE, one a line; - for standard input.")
@click.option("--include", multiple=True, metavar="PATTERN", help='Only files like this ("*.docx"); may be repeated.')
@click.option("--exclude", multiple=True, metavar="PATTERN", help="No files or folders like this; may be repeated.")
@click.option("--resume", is_flag=True, help="Go on with an audit that was not finished.")
@click.option("--restart", is_flag=True, help="Begin an audit anew that was not finished.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes that check. [default: one per core]")
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=120.0, show_default=True, help="Seconds for one file."
)
@click.option(
    "--memory", type=click.IntRange(256), default=2048, show_default=True,
    help="MB of memory that one file may take (Linux only)."
)  # fmt: skip
@click.option(
    "--format", "-f", "formats", multiple=True, type=click.Choice(["html", "xlsx", "parquet", "csv", "none"]),
    default=("html", "xlsx"), show_default=True, help="Forms of the summary; may be repeated.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", help="Name of the archive in the summary, else that of the folder.")
@click.option("--expected", type=_PATH, metavar="FILE", help="Who must submit: the summary says who has not, or late.")
@click.option("--baseline", type=_PATH, metavar="OUT", help="An earlier audit: the summary says what has changed.")
@click.option("--reports", type=click.Choice(["json", "html"]), help="Also write the full report on each document.")
@click.option("--cache", type=_PATH, metavar="DIR", help="Where rows are kept between runs, else in the user's cache.")
@click.option("--no-cache", is_flag=True, help="Check every file, whatever is known.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help="Who checks.")
@click.option("--scheduler", metavar="URL", help="Dask: the scheduler, tcp://HOST:8786.")
@click.option("--send-bytes", is_flag=True, help="Dask: send the files to workers that cannot reach them.")
@LANG
@with_settings
@PACK
@with_overrides
@click.option("--select", "-s", multiple=True, metavar="CODE", help="Ask only these rules or families (S, C201).")
@click.option("--ignore", "-i", multiple=True, metavar="CODE", help="Leave out these rules or families.")
@click.option("--waivers", type=_PATH, help="What was accepted (else the nearest waivers.yml).")
@click.option("--no-waivers", is_flag=True, help="Count everything, whatever was accepted.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "advice", "never"]), default="never", show_default=True,
    help="Severity from which the exit code is 1.",
)  # fmt: skip
@click.pass_context
def audit(ctx: click.Context, /, archive: str | None, out: Path, lang: str, fail_on: str, **given: Any) -> None:
    """Check a whole archive: all documents in DIR (a folder, a .zip, a URL), with a row for each and a summary."""
    from analyzer.commands.auditing import audit_archive

    result = audit_archive(archive, out, lang, fail_on=fail_on, **given)  # type: ignore[arg-type]
    if result.tally.stopped:
        ctx.exit(STOPPED)
    ctx.exit(UNREADABLE if result.state.errors else FAULTS if result.failing else OK)
