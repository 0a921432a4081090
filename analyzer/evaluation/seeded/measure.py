"""Seeded faults as the command line measures and shows them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from analyzer.evaluation.seeded import page
from analyzer.evaluation.seeded.load import load
from analyzer.evaluation.seeded.run import run
from analyzer.evaluation.seeded.text import render
from analyzer.report.words import Lang


def measure(
    folder: Path,
    lang: Lang = "vi",
    *,
    only: str | None = None,
    misses: bool = False,
    json_out: Path | None = None,
    table: Path | None = None,
) -> str:
    """The text of a run over the faults of ``folder``.

    ``only``: faults, or documents, whose key contains it; ``misses``: list what was not found; ``json_out``: where the
    run is kept; ``table``: a Markdown page whose figures are written anew.

    Raises:
        UsageError: the faults are not of their form, or an edit does not hit what it names.
        ReadingError: a document cannot be read.
    """
    result = run(load(folder, only=only))
    if json_out:
        json_out.parent.mkdir(parents=True, exist_ok=True)
        json_out.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=1) + b"\n")
    if table:
        page.update(table, result)
    return render(result, lang, misses=misses)
