"""rasoat rules."""

from __future__ import annotations

from pathlib import Path

import click

from analyzer.commands.console import put
from analyzer.commands.options import FAULTS, LANG, OK, PACK

_FORMAT = click.option(
    "--format", "-f", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group()
def rules() -> None:
    """The rules: list, explain, test, write, and what of the decision they cover."""


@rules.command("list")
@PACK
@_FORMAT
@LANG
def rules_list(pack: str | None, format_: str, lang: str) -> None:
    """All rules of the pack."""
    from analyzer.commands.rule_listings import list_rules

    put(list_rules(pack, format_, lang))


@rules.command("show")
@click.argument("code")
@PACK
@LANG
def rules_show(code: str, pack: str | None, lang: str) -> None:
    """What rule CODE asks, why, and how to meet it."""
    from analyzer.commands.rule_listings import show_rule

    put(show_rule(code, pack, lang))


@rules.command("test")
@click.argument("codes", nargs=-1)
@PACK
@click.option("--strict", is_flag=True, help="Also list the rules that lack cases, and fail on them.")
@LANG
@click.pass_context
def rules_test(ctx: click.Context, codes: tuple[str, ...], pack: str | None, strict: bool, lang: str) -> None:
    """Run the rules' own cases (of CODES only, if given)."""
    from analyzer.commands.rule_tests import run_rule_tests

    text, passed = run_rule_tests(codes, pack, lang, strict=strict)
    put(text)
    ctx.exit(OK if passed else FAULTS)


@rules.command("coverage")
@PACK
@_FORMAT
@LANG
def rules_coverage(pack: str | None, format_: str, lang: str) -> None:
    """The decision clause by clause: covered by which rules, how far, and why not further."""
    from analyzer.commands.rule_listings import coverage

    put(coverage(pack, format_, lang))


@rules.command("new-pack")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="The name of the pack, in Vietnamese.")
@click.option("--name-en", help="Its name in English (else the Vietnamese one, to be translated).")
@click.option("--about", metavar="PHRASE", help="What the title of every document of its field holds.")
@LANG
def rules_new_pack(folder: Path, name: str, name_en: str | None, about: str | None, lang: str) -> None:
    """Start a rule pack of your own in FOLDER; nothing is overwritten."""
    from analyzer.commands.rule_tests import new_pack

    put(new_pack(folder, name, name_en, about, lang))


@rules.command("new")
@click.argument("code")
@click.option("--pack", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Its pack.")
@click.option("--check", default="concepts", show_default=True, metavar="KIND", help="The kind of check.")
@LANG
def rules_new(code: str, folder: Path, check: str, lang: str) -> None:
    """Write a rule CODE to be filled in, with its cases, at the end of the pack's file for its family."""
    from analyzer.commands.rule_tests import new_rule

    put(new_rule(code, folder, check, lang))
