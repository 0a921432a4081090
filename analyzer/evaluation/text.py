"""A run as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyzer.evaluation.bootstrap import losses
from analyzer.evaluation.gains import Comparison, harm
from analyzer.evaluation.listing import changes_of, misses_of
from analyzer.evaluation.model import ATTRIBUTES, FAULTS, KINDS, Interval, Record
from analyzer.evaluation.tallies import confusion, item_counts, measures
from analyzer.evaluation.verdicts import FAMILIES
from analyzer.evaluation.words import ATTRIBUTE_WORDS, COLUMNS, HEADINGS, MEASURES, decimal, interval
from analyzer.report.safe import one_line
from analyzer.report.words import FAMILIES as FAMILY_WORDS
from analyzer.report.words import STATUSES, Lang, say

SHOWN_UNDER_NOISE = (*(f"{kind}.f1" for kind in KINDS), "figures.indicator", "document", "rules", "faults.f1", "mean")


def render(record: Record, lang: Lang, *, misses: bool = False, comparison: Comparison | None = None) -> str:
    """The whole run; ``misses`` adds what was missed, what was extra and what noise changed, ``comparison`` the
    gains and losses."""
    parts = [
        _overall(record, lang),
        _attributes(record, lang),
        _fields(record, lang),
        _confusion(record, lang),
        _by_document(record, lang),
    ]
    if record.noise:
        parts.append(_noise(record, lang))
    if misses:
        parts.append(misses_of(record, lang))
        for noisy in record.noise[1:]:
            rate = f"{decimal(noisy.rate * 100, lang, 1)}%"
            parts.append(changes_of(harm(record, noisy), lang, say(HEADINGS, "harm", lang, rate=rate)))
    if comparison is not None:
        parts.append(changes_of(comparison, lang, say(HEADINGS, "comparison", lang)))
    failures = list(_failures(record, lang))
    if failures:
        parts.append([say(HEADINGS, "failures", lang), *failures])
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _failures(record: Record, lang: Lang) -> Iterator[str]:
    runs = [("", record.documents), *((f" ({run.rate:.1%})", run.documents) for run in record.noise)]
    for suffix, documents in runs:
        for name, score in documents.items():
            if score.failure:
                yield f"  {name}{suffix}: {one_line(getattr(score.failure, lang))}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns padded to their widest cell; the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _overall(record: Record, lang: Lang) -> list[str]:
    summary, documents = record.summary, list(record.documents.values())
    rows = [["", *(say(COLUMNS, name, lang) for name in ("precision", "recall", "f1", "interval", "counts"))]]
    for kind in (*KINDS, FAULTS):
        if f"{kind}.f1" not in summary:
            continue
        values = [summary[f"{kind}.{rate}"] for rate in ("precision", "recall", "f1")]
        counts = [item_counts(score.kinds[kind]) for score in documents if kind in score.kinds]
        sums = "/".join(str(sum(column)) for column in zip(*counts, strict=True))
        numbers = [decimal(value.value, lang) for value in values]
        rows.append([say(MEASURES, kind, lang), *numbers, interval(values[2], lang), sums])
    for name in ("document", "rules", "rules.abstained", "mean"):
        if name in summary:
            share = summary[name]
            rows.append([say(MEASURES, name, lang), "", "", decimal(share.value, lang), interval(share, lang), ""])
    return [say(HEADINGS, "title", lang, n=len(documents)), "", *_table(rows)]


def _attributes(record: Record, lang: Lang) -> list[str]:
    names = [f"{kind}.{attribute}" for kind, attributes in ATTRIBUTES.items() for attribute in attributes]
    return [say(HEADINGS, "attributes", lang), *_shares(record.summary, names, lang)]


def _fields(record: Record, lang: Lang) -> list[str]:
    names = [f"document.{name}" for name in next(iter(record.documents.values())).fields]
    return [say(HEADINGS, "fields", lang), *_shares(record.summary, names, lang, short=True)]


def _shares(summary: dict[str, Interval], names: Sequence[str], lang: Lang, *, short: bool = False) -> list[str]:
    """A line per measure that has a value; ``short``: without what the heading says already."""
    return _table(
        [
            [
                f"  {part_words(name, lang) if short else measure_words(name, lang)}",
                decimal(summary[name].value, lang),
                interval(summary[name], lang),
            ]
            for name in names
            if name in summary and summary[name].value is not None
        ]
    )


def _confusion(record: Record, lang: Lang) -> list[str]:
    counts = confusion(list(record.documents.values()))
    if not counts:
        return []
    order = [status for status in STATUSES if any(status in pair for pair in counts)]
    rows = [[f"  {say(COLUMNS, 'gold_got', lang)}", *(say(STATUSES, status, lang) for status in order)]]
    for gold in order:
        cells = [str(counts[gold, got]) if counts[gold, got] else "·" for got in order]
        rows.append([f"  {say(STATUSES, gold, lang)}", *cells])
    families = _shares(record.summary, [f"rules.{family}" for family in FAMILIES], lang, short=True)
    return [say(HEADINGS, "confusion", lang), *_table(rows), "", say(HEADINGS, "families", lang), *families]


def _by_document(record: Record, lang: Lang) -> list[str]:
    columns = [*(f"{kind}.f1" for kind in KINDS), "document", "rules", "faults.f1", "mean"]
    rows = [["", *(say(MEASURES, name.removesuffix(".f1"), lang) for name in columns)]]
    for name, score in record.documents.items():
        values = measures([score])
        numbers = [float(values[column][0]) if column in values else None for column in columns]
        rows.append([f"  {name}", *(decimal(number, lang) for number in numbers)])
    return [say(HEADINGS, "documents", lang), *_table(rows)]


def _noise(record: Record, lang: Lang) -> list[str]:
    clean = record.noise[0]
    heads = [say(COLUMNS, "clean", lang), say(COLUMNS, "plain", lang)]
    rows = [["", *heads, *(f"{decimal(run.rate * 100, lang, 1)}%" for run in record.noise[1:])]]
    lost = [losses(list(clean.documents.values()), list(run.documents.values()), record.seed) for run in record.noise]
    for name in SHOWN_UNDER_NOISE:
        if name not in record.summary:
            continue
        cells = [decimal(record.summary[name].value, lang), decimal(clean.summary[name].value, lang)]
        for run, loss in zip(record.noise[1:], lost[1:], strict=True):
            cells.append(f"{decimal(run.summary[name].value, lang)} ({decimal(loss[name].value, lang)})")
        rows.append([f"  {measure_words(name, lang)}", *cells])
    return [say(HEADINGS, "noise", lang), *_table(rows)]


def measure_words(name: str, lang: Lang) -> str:
    """The name of a measure: "Số liệu", "Số liệu: chỉ tiêu"."""
    name = name.removesuffix(".f1")
    if name in MEASURES:
        return say(MEASURES, name, lang)
    return f"{say(MEASURES, name.partition('.')[0], lang)}: {part_words(name, lang)}"


def part_words(name: str, lang: Lang) -> str:
    """The name of a measure of a part of something, without that something: "chỉ tiêu"."""
    whole, _, part = name.partition(".")
    return say(FAMILY_WORDS if whole == "rules" else ATTRIBUTE_WORDS, part, lang)
