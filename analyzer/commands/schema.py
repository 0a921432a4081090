"""rasoat schema."""

from __future__ import annotations

import click

from analyzer.commands.console import put


@click.command()
@click.argument("name", type=click.Choice(["report", "extract", "error"]), default="report")
def schema(name: str) -> None:
    """The JSON Schema of an output."""
    import json

    from analyzer.report.schema import schema as schema_of

    put(json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n")  # type: ignore[arg-type]
