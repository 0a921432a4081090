"""What recognition of scans costs, measured: ``python -m benchmarks.ocr [--looks scan photo ...] [--only NAME ...]``.

Documents of the corpora that can be a PDF are made into scans (``tests.support.scans``) and read again:

``errors``    edit distance of the characters of all blocks over their number, in percent; a block of the PDF is held
              against the block of the scan's page that is nearest to it, whatever their order; what has none counts
              whole
``order``     share of the body's blocks that stand in the order of the PDF's (longest run in order)
``figures``   F1 against the annotation, and that of the text PDF
``verdicts``  rules with another status than on the text PDF; those that are merely left to a person apart
``seconds``   per page, checking included

Exit code 1: on the look ``scan`` a document has more than 1.5% errors, or figures fall below 0.93 of those of the text.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from analyzer.evaluation.scoring import score
from analyzer.evaluation.tallies import item_counts
from analyzer.pipeline import check
from analyzer.reading import read
from analyzer.reading.model import Block, SourceText
from corpora.build import render
from corpora.model import DOCUMENTS, SOURCES, load
from tests.support.scans import LOOKS, as_pdf, scan

_WORST, _SHARE = 0.015, 0.93


@dataclass(slots=True)
class Measured:
    """One document, scanned."""

    name: str
    pages: int
    seconds: float
    characters: int
    wrong: int
    in_order: int
    blocks: int
    figures: tuple[int, int, int]
    """Found · annotated · given."""
    figures_text: tuple[int, int, int]
    confidence: float
    changed: dict[str, str] = field(default_factory=dict)
    """Rule → its status on the text and on the scan, where they differ."""

    @property
    def error_rate(self) -> float:
        """Wrong characters over characters."""
        return self.wrong / max(1, self.characters)


def compare(text: SourceText, scanned: SourceText) -> tuple[int, int, int, int]:
    """Characters, wrong ones, body blocks in order, body blocks."""
    characters = wrong = 0
    order: list[int] = []
    for page in range(1, (text.pages or 0) + 1):
        wanted, got = _on(text, page), _on(scanned, page)
        characters += sum(len(_plain(block)) for block in wanted)
        wrong += sum(len(_plain(block)) for block in got) if not wanted else 0
        if not wanted:
            continue
        costs = np.array([[Levenshtein.distance(_plain(one), _plain(other)) for other in got] for one in wanted])
        lengths = np.array([len(_plain(block)) for block in wanted])
        if not got:
            wrong += int(lengths.sum())
            continue
        rows, columns = linear_sum_assignment(np.minimum(costs, lengths[:, None]) - lengths[:, None])
        pairs = {int(row): int(column) for row, column in zip(rows, columns, strict=True)
                 if costs[row, column] < lengths[row]}  # fmt: skip
        wrong += sum(int(costs[pair]) for pair in pairs.items())
        wrong += sum(int(lengths[row]) for row in range(len(wanted)) if row not in pairs)
        wrong += sum(len(_plain(got[column])) for column in range(len(got)) if column not in pairs.values())
        order += [10_000 * page + pairs[row] for row in range(len(wanted))
                  if row in pairs and wanted[row].kind in ("line", "cell")]  # fmt: skip
    return characters, wrong, _longest_run(order), len(order)


def _on(source: SourceText, page: int) -> list[Block]:
    return [block for block in source.blocks if block.page == page]


def _plain(block: Block) -> str:
    return " ".join(block.text.split())


def _longest_run(order: list[int]) -> int:
    ends: list[int] = []
    for place in order:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends)


def measure(names: list[str], look: str) -> Iterator[Measured]:
    """Each document as a scan that looks so."""
    for name in names:
        data = render(load(SOURCES / f"{name}.yml"), "pdf")
        gold = json.loads((DOCUMENTS / f"{name}.gold.json").read_text(encoding="utf-8"))
        picture = as_pdf(scan(data, LOOKS[look]), LOOKS[look].dpi)
        began = time.perf_counter()
        report = _report(name, picture)
        seconds = time.perf_counter() - began
        plain = _report(name, data)
        text, scanned = read(f"{name}.pdf", data=data), read(f"{name}.pdf", data=picture)
        before, after = _statuses(plain), _statuses(report)
        changed = {code: f"{before.get(code)} → {after.get(code)}" for code in sorted({*before, *after})
                   if before.get(code) != after.get(code)}  # fmt: skip
        mean = list(scanned.ocr_confidence.values())
        characters, wrong, in_order, blocks = compare(text, scanned)
        yield Measured(
            name, text.pages or 0, seconds, characters, wrong, in_order, blocks,
            item_counts(score(gold, report).kinds["figures"]), item_counts(score(gold, plain).kinds["figures"]),
            sum(mean) / len(mean) if mean else 0.0, changed,
        )  # fmt: skip


def _report(name: str, data: bytes) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.pdf"
        path.write_bytes(data)
        return check(path).to_dict()


def _statuses(report: dict[str, Any]) -> dict[str, str]:
    return {rule["code"]: rule["status"] for rule in report["rules"]}


def f1(counts: tuple[int, int, int]) -> float:
    """Of found, annotated and given items; 1 where there are none."""
    found, annotated, given = counts
    return 2 * found / (annotated + given) if annotated + given else 1.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--looks", nargs="+", choices=sorted(LOOKS), default=["scan"])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these documents; else those kept as PDF")
    parser.add_argument("--verdicts", action="store_true", help="name every rule whose status differs")
    asked = parser.parse_args(arguments)
    names = asked.only or sorted(path.stem for path in DOCUMENTS.glob("*.pdf"))
    kept = True
    for look in asked.looks:
        print(f"{look}\n{'':<42} {'pages':>5} {'s/page':>6} {'conf.':>6} {'errors':>7} {'order':>6} {'figures':>8} "
              f"{'of text':>8} {'other':>6} {'review':>6}")  # fmt: skip
        found = []
        for one in measure(names, look):
            found.append(one)
            print(_row(one.name, [one]), flush=True)
            if asked.verdicts:
                for code, change in one.changed.items():
                    print(f"    {code} {change}")
            share = f1(one.figures) / max(f1(one.figures_text), 1e-9)
            kept = kept and (look != "scan" or (one.error_rate <= _WORST and share >= _SHARE))
        print(_row("all", found), flush=True)
    return 0 if kept else 1


def _row(name: str, found: list[Measured]) -> str:
    def total(values: Iterator[tuple[int, int, int]]) -> tuple[int, int, int]:
        a, b, c = (sum(column) for column in zip(*values, strict=True))
        return a, b, c

    pages = sum(one.pages for one in found)
    review = sum(change.endswith("needs_review") for one in found for change in one.changed.values())
    other = sum(len(one.changed) for one in found) - review
    wrong, characters = sum(one.wrong for one in found), max(1, sum(one.characters for one in found))
    order = sum(one.in_order for one in found) / max(1, sum(one.blocks for one in found))
    confidence = sum(one.confidence * one.pages for one in found) / max(1, pages)
    return (
        f"{name:<42} {pages:>5} {sum(one.seconds for one in found) / max(1, pages):>6.2f} {confidence:>6.1f} "
        f"{100 * wrong / characters:>6.2f}% {order:>6.3f} {f1(total(one.figures for one in found)):>8.3f} "
        f"{f1(total(one.figures_text for one in found)):>8.3f} {other:>6} {review:>6}"
    )


if __name__ == "__main__":
    sys.exit(main())
