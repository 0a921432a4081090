"""rasoat rules."""

from __future__ import annotations

import click

from analyzer.commands.console import put
from analyzer.commands.options import FAULTS, LANG, OK


@click.group()
def rules() -> None:
    """The rules: list, explain, test, and what of the decision they cover."""


@rules.command("list")
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def rules_list(format_: str, lang: str) -> None:
    """All rules of the pack."""
    from analyzer.commands.rule_listings import list_rules

    put(list_rules(format_, lang))


@rules.command("show")
@click.argument("code")
@LANG
def rules_show(code: str, lang: str) -> None:
    """What rule CODE asks, why, and how to meet it."""
    from analyzer.commands.rule_listings import show_rule

    put(show_rule(code, lang))


@rules.command("test")
@click.argument("codes", nargs=-1)
@LANG
@click.pass_context
def rules_test(ctx: click.Context, codes: tuple[str, ...], lang: str) -> None:
    """Run the rules' own cases (of CODES only, if given)."""
    from analyzer.commands.rule_listings import test_rules

    text, passed = test_rules(codes, lang)
    put(text)
    ctx.exit(OK if passed else FAULTS)


@rules.command("coverage")
@click.option("--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANG
def rules_coverage(format_: str, lang: str) -> None:
    """The decision clause by clause: covered by which rules, how far, and why not further."""
    from analyzer.commands.rule_listings import coverage

    put(coverage(format_, lang))
