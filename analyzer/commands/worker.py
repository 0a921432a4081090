"""rasoat worker."""

from __future__ import annotations

from pathlib import Path

import click

from analyzer.commands.options import LANG
from analyzer.commands.queue_options import with_queue


@click.command()
@with_queue
@click.option("--once", is_flag=True, help="Work until nothing waits, then end.")
@click.option(
    "--timeout", type=click.FloatRange(0, min_open=True), default=120.0, show_default=True, help="Seconds for one file."
)
@click.option(
    "--grace", type=click.FloatRange(0), default=30.0, show_default=True,
    help="Seconds that a check may go on once told to stop; then its job is given back.",
)  # fmt: skip
@LANG
def worker(
    data: Path | None, database_url: str | None, config: Path | None, once: bool, timeout: float, grace: float,
    lang: str,
) -> None:  # fmt: skip
    """Check what is handed in, until Ctrl-C or SIGTERM. Several may run, on one machine or on many."""
    from analyzer.commands.working import work_on
    from analyzer.review.opening import queue_settings

    work_on(queue_settings(data, database_url, config=config), once=once, timeout=timeout, grace=grace, lang=lang)
