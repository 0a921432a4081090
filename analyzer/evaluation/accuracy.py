"""The table of figures in a Markdown page: written by the command, never by hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from analyzer.evaluation.bootstrap import RESAMPLES, losses, summarise
from analyzer.evaluation.marks import write_between
from analyzer.evaluation.model import ATTRIBUTES, FAULTS, KINDS, DocumentScore, Interval, Record
from analyzer.evaluation.tallies import item_counts
from analyzer.evaluation.text import SHOWN_UNDER_NOISE, measure_words
from analyzer.evaluation.words import decimal, interval

MARK = "rasoat eval --table"


def update(path: Path, record: Record, test: Collection[str]) -> None:
    """Writes the table of a run between the marks of the page; all else stays as it is.

    ``test`` names the documents that nothing was trained on: they get a table of their own.

    Raises:
        UsageError: the page is not there, or has not both marks once and in order.
    """
    write_between(path, MARK, tables(record, test))


def tables(record: Record, test: Collection[str]) -> str:
    """The run in Markdown: the test split, where there is one, and all documents."""
    parts = [f"Version {record.version}; intervals: 95%, {RESAMPLES:,} resamples of documents, seed {record.seed}."]
    names = [name for name in record.documents if name in test]
    if names:
        parts += _part("Test split", record, names)
    parts += _part("All documents", record, list(record.documents))
    return "\n\n".join(parts) + "\n"


def _part(title: str, record: Record, names: Sequence[str]) -> list[str]:
    documents = [record.documents[name] for name in names]
    summary = summarise(documents, record.seed)
    parts = [f"### {title} ({len(documents)} documents)", _items(documents, summary), _shares(summary)]
    if record.noise:
        parts.append(_noise(record, names, summary))
    return parts


def _items(documents: Sequence[DocumentScore], summary: dict[str, Interval]) -> str:
    rows = [["", "annotated", "found", "given", "precision", "recall", "F1"]]
    for kind in (*KINDS, FAULTS):
        if f"{kind}.f1" not in summary:
            continue
        counts = [item_counts(score.kinds[kind]) for score in documents if kind in score.kinds]
        found, gold, given = (sum(column) for column in zip(*counts, strict=True))
        values = [_value(summary[f"{kind}.{rate}"]) for rate in ("precision", "recall", "f1")]
        rows.append([measure_words(kind, "en"), str(gold), str(found), str(given), *values])
    return _markdown(rows)


def _shares(summary: dict[str, Interval]) -> str:
    names = [f"{kind}.{attribute}" for kind, attributes in ATTRIBUTES.items() for attribute in attributes]
    rows = [["", "share right"]]
    for name in (*names, "document", "rules", "rules.abstained", "mean"):
        if name in summary:
            rows.append([measure_words(name, "en"), _value(summary[name])])
    return _markdown(rows)


def _noise(record: Record, names: Sequence[str], summary: dict[str, Interval]) -> str:
    plain, *noisy = record.noise
    rows = [["", "as it is", "as plain text", *(f"{run.rate:.1%} noise (loss)" for run in noisy)]]
    base = [plain.documents[name] for name in names]
    as_text = summarise(base, record.seed)
    runs = [[run.documents[name] for name in names] for run in noisy]
    summaries = [summarise(run, record.seed) for run in runs]
    lost = [losses(base, run, record.seed) for run in runs]
    for name in SHOWN_UNDER_NOISE:
        if name not in summary:
            continue
        cells = [
            f"{decimal(under[name].value, 'en')} ({_value(loss[name])})"
            for under, loss in zip(summaries, lost, strict=True)
        ]
        clean, text = (decimal(each[name].value, "en") for each in (summary, as_text))
        rows.append([measure_words(name, "en"), clean, text, *cells])
    return _markdown(rows)


def _value(measure: Interval) -> str:
    spread = interval(measure, "en")
    return f"{decimal(measure.value, 'en')} [{spread}]" if spread else decimal(measure.value, "en")


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *body))
