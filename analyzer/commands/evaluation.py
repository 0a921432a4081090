"""Measures the checker on annotated documents, as the command line shows it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.evaluation import accuracy, corpus, record
from analyzer.evaluation.gains import compare
from analyzer.evaluation.run import run
from analyzer.evaluation.text import render
from analyzer.evaluation.verdicts import FAMILIES
from analyzer.report.words import Lang


def evaluate(
    folder: Path,
    lang: Lang = "vi",
    *,
    only: str | None = None,
    split: str | None = None,
    families: str = "",
    noise: Sequence[float] = (),
    seed: int = 1,
    misses: bool = False,
    old: Path | None = None,
    json_out: Path | None = None,
    table: Path | None = None,
) -> tuple[str, bool]:
    """The text of a run over ``folder``, and whether every document could be checked.

    ``old``: an earlier run (``--compare``); ``json_out``: where this run is kept (``--json``); ``table``: a Markdown
    page whose table of figures is written anew (``--table``). ``noise`` are shares of the characters, ``families``
    letters of rule families.

    Raises:
        UsageError: no annotated documents, or an option that does not fit.
    """
    families = families.upper().replace(",", "")
    unknown = sorted(set(families) - set(FAMILIES))
    if unknown:
        raise UsageError(
            f"Không có nhóm quy tắc {', '.join(unknown)}; chọn trong {FAMILIES}.",
            f"There is no rule family {', '.join(unknown)}; choose from {FAMILIES}.",
        )
    earlier = record.load(old) if old else None
    documents = corpus.load(folder, only=only, split=split)
    result = run(documents, families=families, noise=noise, seed=seed)
    if json_out:
        record.save(result, json_out)
    if table:
        accuracy.update(table, result, corpus.splits(folder).get("test", ()))
    text = render(result, lang, misses=misses, comparison=compare(earlier, result) if earlier else None)
    return text, not any(score.failure for score in result.documents.values())
