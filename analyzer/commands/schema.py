"""rasoat schema."""

from __future__ import annotations

import click

from analyzer.commands.console import put


@click.command()
@click.argument("name", type=click.Choice(["report", "extract", "compare", "error", "audit"]), default="report")
def schema(name: str) -> None:
    """The JSON Schema of an output."""
    import json

    from analyzer.report.schema import schema as schema_of

    if name == "audit":
        from analyzer.audit.rows import schema as schema_of_rows

        put(json.dumps(schema_of_rows(), ensure_ascii=False, indent=2) + "\n")
        return
    put(json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n")  # type: ignore[arg-type]
