"""The figures of a run in a Markdown page: written by the command, never by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analyzer.evaluation.marks import write_between
from analyzer.evaluation.seeded.model import Outcome, Seeded
from analyzer.evaluation.seeded.tally import by_family, by_fault, tally
from analyzer.evaluation.seeded.text import missed, percent
from analyzer.evaluation.words import decimal
from analyzer.report.words import FAMILIES, say

MARK = "rasoat eval --seeded"


def update(path: Path, run: Seeded) -> None:
    """Writes the figures of a run between the marks of the page; all else stays as it is.

    Raises:
        UsageError: the page is not there, or has not both marks once and in order.
    """
    write_between(path, MARK, tables(run))


def tables(run: Seeded) -> str:
    """The run in Markdown: the whole, by family of rules, by kind of fault, and what was not found."""
    total = tally(run.outcomes)
    documents = len({outcome.document for outcome in run.outcomes})
    summary = (
        f"Version {run.version}: {total.planted} faults of {total.kinds} kinds in {documents} documents. "
        f"**Found: {decimal(total.share_found, 'en')}** ({total.found} of {total.planted}). "
        f"**Verdicts changed beyond what was declared: {percent(total.share_beyond, 'en')}** "
        f"({total.beyond} of {total.judged}). Further verdicts that a fault rightly changes and did: "
        f"{total.drawn} of {total.due}."
    )
    families = {say(FAMILIES, letter, "en"): items for letter, items in by_family(run.outcomes).items()}
    faults = {run.names[fault][1]: items for fault, items in by_fault(run.outcomes).items()}
    lines = list(missed(run, "en"))
    parts = [summary, _table("found by rules of", families.items()), _table("fault", faults.items())]
    return "\n\n".join([*parts, "Not found:", "\n".join(lines) if lines else "- none"])


def _table(head: str, groups: Iterable[tuple[str, list[Outcome]]]) -> str:
    rows = [f"| {head} | planted | found | share | changed beyond |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, items in groups:
        counts = tally(items)
        share = decimal(counts.share_found, "en", 2)
        rows.append(f"| {name} | {counts.planted} | {counts.found} | {share} | {counts.beyond} |")
    return "\n".join(rows)
