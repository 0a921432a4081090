"""rasoat eval."""

from __future__ import annotations

from pathlib import Path

import click

from analyzer.commands.console import put
from analyzer.commands.options import LANG, OK, UNREADABLE
from analyzer.errors import UsageError


@click.command("eval")
@click.argument("folder", type=click.Path(path_type=Path))
@LANG
@click.option("--seeded", is_flag=True, help="FOLDER holds faults to plant, one at a time, in documents without any.")
@click.option("--only", metavar="NAME", help="Only documents (or planted faults) whose name contains this.")
@click.option(
    "--split", type=click.Choice(["train", "test"]), help="Only this part of the documents (split.yml beside FOLDER)."
)
@click.option("--families", default="", metavar="LETTERS", help="Judge only rules of these families, such as SCLF.")
@click.option(
    "--noise",
    multiple=True,
    type=float,
    metavar="SHARE",
    help="Also under misreadings of this share of the characters (0.02); may be repeated.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of the misreadings.")
@click.option("--misses", is_flag=True, help="List what was missed and what was given beyond.")
@click.option(
    "--compare",
    "old",
    type=click.Path(path_type=Path),
    help="List gains and losses against an earlier run (its --json file).",
)
@click.option("--json", "json_out", type=click.Path(path_type=Path), help="Keep this run in a file.")
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    help="Write the table of figures into this Markdown page, between its marks.",
)
@click.pass_context
def evaluate(
    ctx: click.Context, /, folder: Path, lang: str, seeded: bool, only: str | None, split: str | None, families: str,
    noise: tuple[float, ...], seed: int, misses: bool, old: Path | None, json_out: Path | None, table: Path | None,
) -> None:  # fmt: skip
    """Measure accuracy on the annotated documents of FOLDER (NAME.gold.json beside NAME.*)."""
    if seeded:
        if split or families or noise or old:
            raise UsageError(
                "--seeded chỉ đi với --only, --misses, --json và --table.",
                "--seeded goes with --only, --misses, --json and --table alone.",
            )
        from analyzer.evaluation.seeded.measure import measure

        put(measure(folder, lang, only=only, misses=misses, json_out=json_out, table=table))  # type: ignore[arg-type]
        return
    from analyzer.commands.evaluation import evaluate as run

    text, complete = run(
        folder, lang, only=only, split=split, families=families, noise=noise, seed=seed, misses=misses, old=old,  # type: ignore[arg-type]
        json_out=json_out, table=table,
    )  # fmt: skip
    put(text)
    ctx.exit(OK if complete else UNREADABLE)
