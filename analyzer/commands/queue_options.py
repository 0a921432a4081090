"""Options of the commands that work on the review queue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from analyzer.review.desk import Desk
    from analyzer.review.people import Actor

_PATH = click.Path(path_type=Path)
_OPTIONS = (
    click.option(
        "--data", type=_PATH, metavar="DIR", help="Folder of the queue (also RASOAT_DATA; else the user's data folder)."
    ),
    click.option("--database-url", metavar="URL", help="Its database (also RASOAT_DATABASE_URL; else SQLite in DIR)."),
    click.option("--config", type=_PATH, help="Take [queue] from this file, not from the nearest rasoat.toml."),
)


def with_queue(command: Any) -> Any:
    """A command with the options that say which queue it works on."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def opened(where: dict[str, Any]) -> tuple[Desk, Actor]:
    """The queue of the options, and who works on it from this machine. Raises ``UsageError``."""
    import getpass

    from analyzer.review.opening import desk_from_settings

    desk = desk_from_settings(where["data"], where["database_url"], config=where["config"])
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "?"
    return desk, desk.console_actor(user)
