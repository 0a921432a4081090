"""Options of ``--format letter``: who writes to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from analyzer.report.letter_form import Parties

_OPTIONS = (
    click.option("--sender", default="", help="Letter: the body that returns the document."),
    click.option("--superior", default="", help="Letter: the body above the sender."),
    click.option("--receiver", default="", help="Letter: to whom (else the issuer of the document)."),
    click.option("--unit", default="", help="Letter: the unit that drafts it, in its last line."),
    click.option("--place", default="", help="Letter: the place in its date line."),
    click.option("--symbol", default="", help="Letter: the symbol behind its number, SNV-LĐVL."),
    click.option("--authority", default="", help='Letter: the capacity of the signer, "KT. GIÁM ĐỐC".'),
    click.option("--position", default="", help="Letter: the post of the signer."),
    click.option("--signer", default="", help="Letter: the name of the signer."),
    click.option("--reply-by", default="", metavar="YYYY-MM-DD", help="Letter: the day by which it is to come back."),
)


def with_parties(command: Any) -> Any:
    """A command with the options of a letter."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def parties_given() -> Parties:
    """What the command that runs was given; blank where it has no such options.

    Raises ``UsageError`` for a day to reply by that is no date.
    """
    from dataclasses import fields
    from datetime import date

    from analyzer.errors import UsageError
    from analyzer.report.letter_form import Parties

    context = click.get_current_context(silent=True)
    params = {} if context is None else context.params
    parties = Parties(**{item.name: params.get(item.name) or "" for item in fields(Parties)})
    if parties.reply_by:
        try:
            date.fromisoformat(parties.reply_by)
        except ValueError:
            raise UsageError(
                f"Ngày “{parties.reply_by}” không đúng dạng YYYY-MM-DD.", f"“{parties.reply_by}” is no YYYY-MM-DD date."
            ) from None
    return parties
