"""rasoat serve."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from analyzer.commands.options import LANG, OK
from analyzer.errors import Text


@click.command()
@LANG
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; another needs log-in.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen at.")
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="Folder of the queue and its files.")
@click.option("--database-url", help="Database of the queue; with a password, use the variable RASOAT_DATABASE_URL.")
@click.option("--workers", type=click.IntRange(0, 64), default=1, show_default=True,
              help="How many documents are checked at once.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open the page in a browser.")
@click.pass_context
def serve(
    ctx: click.Context, lang: str, host: str, port: int, data: Path | None, database_url: str | None, workers: int,
    no_browser: bool,
) -> None:  # fmt: skip
    """Serve the page, with what checks documents in the background, until Ctrl-C."""
    from analyzer.review.opening import queue_settings
    from analyzer.serving.provider import provider_from
    from analyzer.serving.server import Server
    from analyzer.serving.server import serve as run

    def say(text: Text) -> None:
        click.echo(text.in_language(lang))
        sys.stdout.flush()

    def show(address: str) -> None:
        import webbrowser

        if not no_browser and sys.stdout.isatty():
            webbrowser.open(address)

    server = Server(queue_settings(data, database_url), provider_from(os.environ), host, port, workers, lang)
    run(server, say, opened=show)
    ctx.exit(OK)
