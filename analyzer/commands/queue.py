"""rasoat queue."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.commands.options import FAULTS, LANG, OUTPUT
from analyzer.commands.queue_admin import ADMIN
from analyzer.commands.queue_options import opened, with_queue

if TYPE_CHECKING:
    from analyzer.report.words import Lang

_STATES = ("checking", "waiting", "in_review", "returned", "approved")
_VERDICTS = ("out_of_scope", "not_compliant", "needs_review", "to_complete", "compliant", "error")
_DATE = click.DateTime(["%Y-%m-%d"])
_FORMAT = click.option(
    "--format", "-f", "format_", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True
)


@click.group()
def queue() -> None:
    """The review queue: hand in, list, show, export, roles, who is missing, backup."""


@queue.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--place", required=True, metavar="PATH", help="Whose it is: PROVINCE/COMMUNE.")
@click.option("--kind", required=True, type=click.Choice(["plan", "report"]), help="What it is.")
@click.option("--period", required=True, metavar="TEXT", help='For which period: 2026, "Quý II/2026".')
@click.option("--due", type=_DATE, metavar="YYYY-MM-DD", help="The last day to hand it in.")
@LANG
@with_queue
def add(file: Path, place: str, kind: str, period: str, due: datetime | None, lang: Lang, **where: Any) -> None:
    """Hand FILE in: a new submission, or a new revision of the one for this place, kind and period."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import hand_in

    desk, actor = opened(where)
    day = due.date() if due else None
    put(hand_in(desk, actor, file, place=place, kind=kind, period=period, due=day).in_language(lang) + "\n")


@queue.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="In this state; may be repeated.")
@click.option("--place", metavar="PATH", help="Of this place and all below it.")
@click.option("--kind", type=click.Choice(["plan", "report"]))
@click.option("--period", metavar="TEXT")
@click.option("--year", type=int)
@click.option("--assignee", metavar="WHO", help="me, none, or the key of a person.")
@click.option("--overdue", is_flag=True, help="Due before today and not approved.")
@click.option("--verdict", type=click.Choice(_VERDICTS))
@click.option("--severity", type=click.Choice(["error", "warning", "advice"]), help="With undecided findings of it.")
@click.option("--text", "-t", default="", metavar="WORDS", help="With these words in place, title, file or quotes.")
@click.option(
    "--sort", type=click.Choice(["submitted", "due", "place", "state", "coverage", "id"]), default="submitted",
    show_default=True,
)  # fmt: skip
@click.option("--ascending", is_flag=True, help="The smallest first.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many.")
@_FORMAT
@LANG
@with_queue
def list_(
    states: tuple[str, ...], ascending: bool, format_: str, lang: Lang, data: Path | None, database_url: str | None,
    config: Path | None, **wanted: Any,
) -> None:  # fmt: skip
    """List submissions."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import listed

    desk, actor = opened({"data": data, "database_url": database_url, "config": config})
    put(listed(desk, actor, format_, lang, states=states, descending=not ascending, **wanted))


@queue.command()
@click.argument("id_", metavar="ID", type=int)
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
@with_queue
def show(id_: int, format_: str, lang: Lang, **where: Any) -> None:
    """Show a submission: findings, decisions, remarks, log."""
    from analyzer.commands.console import put
    from analyzer.review.tables import as_json, view_text
    from analyzer.review.view import submission_view

    view = submission_view(*opened(where), id_)
    put(as_json(view) + "\n" if format_ == "json" else view_text(view, lang))


@queue.command()
@click.argument("id_", metavar="[ID]", type=int, required=False)
@click.option("--all", "all_", is_flag=True, help="All submissions, a line of JSON each.")
@OUTPUT
@with_queue
def export(id_: int | None, all_: bool, output: Path | None, **where: Any) -> None:
    """Export a submission, or all, with findings, decisions, remarks and acts, as JSON lines."""
    from analyzer.commands.queueing import exported, write_out

    if (id_ is None) != all_:
        raise click.UsageError("Give one ID, or --all.")
    desk, actor = opened(where)
    write_out(exported(desk, actor, id_), output)


@queue.command()
@click.option("--format", "-f", "format_", type=click.Choice(["yaml", "jsonl"]), default="yaml", show_default=True)
@OUTPUT
@with_queue
def cases(format_: str, output: Path | None, **where: Any) -> None:
    """What was dismissed or corrected, as cases for the rules."""
    from analyzer.commands.queueing import learnt, write_out

    desk, actor = opened(where)
    write_out(learnt(desk, actor, format_), output)


@queue.command()
@click.option("--year", type=int, help="Of submissions for this year.")
@_FORMAT
@LANG
@with_queue
def precision(year: int | None, format_: str, lang: Lang, **where: Any) -> None:
    """How often people agreed with each rule."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import records

    desk, actor = opened(where)
    put(records(desk, actor, year, format_, lang))


@queue.command()
@click.argument("id_", metavar="ID", type=int)
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), help="Where the letter (.docx) goes.")
@with_queue
def letter(id_: int, output: Path, **where: Any) -> None:
    """The letter that returns a submission, with what the reviewer left standing."""
    from analyzer.review.letters import return_letter

    output.write_bytes(return_letter(*opened(where), id_))


@queue.command()
@click.option("--since", metavar="NUMBER:HASH", help="An entry as it was noted before: it must still be the same.")
@LANG
@with_queue
@click.pass_context
def verify(ctx: click.Context, /, since: str | None, lang: Lang, **where: Any) -> None:
    """Hold the log against its chain of hashes; exit code 1 where it was tampered with."""
    from analyzer.commands.console import put
    from analyzer.commands.queueing import verified

    desk, _ = opened(where)
    good, text = verified(desk, since)
    put(text.in_language(lang) + "\n")
    if not good:
        ctx.exit(FAULTS)


for _command in ADMIN:
    queue.add_command(_command)
