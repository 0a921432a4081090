"""rasoat queue: roles, who owes what, backup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.commands.options import LANG
from analyzer.commands.queue_options import opened, with_queue

if TYPE_CHECKING:
    from analyzer.report.words import Lang

_PATH = click.Path(path_type=Path)
_DATE = click.DateTime(["%Y-%m-%d"])
_FORMAT = click.option(
    "--format", "-f", "format_", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)
_ROLES = ("officer", "reviewer", "lead", "auditor", "administrator")


@click.command()
@click.argument("who")
@click.argument("role", type=click.Choice(_ROLES))
@click.option("--place", metavar="PATH", help="Only in this place and below it.")
@LANG
@with_queue
def grant(who: str, role: str, place: str | None, lang: Lang, **where: Any) -> None:
    """Give WHO (an e-mail address, or a person's key) a ROLE."""
    from analyzer.commands.console import put
    from analyzer.errors import Text
    from analyzer.review.grants import grant as give

    desk, actor = opened(where)
    number = give(desk, actor, who, role, place)
    put(Text(f"Phân quyền số {number}.", f"Grant {number}.").in_language(lang) + "\n")


@click.command()
@click.argument("number", type=int)
@with_queue
def revoke(number: int, **where: Any) -> None:
    """Take the grant NUMBER back (they are in the list of people)."""
    from analyzer.review.grants import revoke as take

    take(*opened(where), number)


@click.command()
@_FORMAT
@LANG
@with_queue
def people(format_: str, lang: Lang, **where: Any) -> None:
    """Who has which role, and who has logged in."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import persons

    desk, actor = opened(where)
    put(persons(desk, actor, format_, lang))


@click.group()
def expected() -> None:
    """Which documents are owed, and who has not handed in."""


@expected.command()
@click.argument("file", type=_PATH)
@click.option("--replace", is_flag=True, help="What is owed for the same periods and not in FILE is owed no more.")
@LANG
@with_queue
@click.pass_context
def load(ctx: click.Context, /, file: Path, replace: bool, lang: Lang, **where: Any) -> None:
    """Take the list FILE (CSV: place; kind; period; due)."""
    from analyzer.commands.console import put
    from analyzer.commands.options import USAGE
    from analyzer.commands.queueing import load_list

    desk, actor = opened(where)
    lines, whole = load_list(desk, actor, file, replace=replace)
    put("".join(f"{line.in_language(lang)}\n" for line in lines))
    if not whole:
        ctx.exit(USAGE)


@expected.command()
@click.option("--at", type=_DATE, metavar="YYYY-MM-DD", help="On this day. [default: today]")
@click.option("--place", metavar="PATH", help="Of this place and all below it.")
@click.option("--kind", type=click.Choice(["plan", "report"]))
@click.option("--period", metavar="TEXT")
@click.option("--soon", type=click.IntRange(0), default=14, show_default=True, help="Days that are soon.")
@_FORMAT
@LANG
@with_queue
def missing(
    at: datetime | None, place: str | None, kind: str | None, period: str | None, soon: int, format_: str, lang: Lang,
    **where: Any,
) -> None:  # fmt: skip
    """Who has not handed in, who was late, what is due soon."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import owed
    from analyzer.review.expected import missing as find

    desk, actor = opened(where)
    rows = find(desk, actor, at.date() if at else None, place=place, kind=kind, period=period, soon=soon)
    put(owed(rows, format_, lang))


@click.command()
@click.argument("file", type=_PATH)
@LANG
@with_queue
def backup(file: Path, lang: Lang, **where: Any) -> None:
    """Write the whole queue, as it is at one moment, to FILE (.zip)."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import backed_up
    from analyzer.review.backup import backup as save

    put(backed_up(save(*opened(where), file)).in_language(lang) + "\n")


@click.command()
@click.argument("file", type=_PATH)
@LANG
@with_queue
def restore(file: Path, lang: Lang, **where: Any) -> None:
    """Fill an empty queue, in whichever database, from a backup."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import backed_up
    from analyzer.review.backup import restore as fill

    put(backed_up(fill(*opened(where), file)).in_language(lang) + "\n")


ADMIN: tuple[click.Command, ...] = (grant, revoke, people, expected, backup, restore)
"""Commands of ``rasoat queue`` for who runs it."""
