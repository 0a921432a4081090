"""Documents with their reports for the tests of the exports, and what of a report every export must say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import UNSET

from analyzer.checks.model import Finding, Pack, Verdict
from analyzer.errors import Text
from analyzer.pipeline import analyze, report_on
from analyzer.report.build import build_report
from analyzer.report.export import Document
from analyzer.report.model import Report
from tests.report.samples import rule

DOCUMENTS = Path(__file__).parents[2] / "corpora" / "documents"
DAY = date(2026, 11, 20)
PACK = Pack("qd1676", "1.0", Text("Quyết định 1676/QĐ-TTg", "Decision 1676/QĐ-TTg"), [])
HOSTILE = '<script>alert(1)</script> =HYPERLINK("x") \x1b[31m \u202e\u200f \x00\x08 ]]> &amp; \ufffe ' + "ô" * 10_000
"""Words that some reader of an export would take for something else than words."""


@cache
def checked(name: str) -> Document:
    """A document of the corpora with its report."""
    path = DOCUMENTS / name
    analysis = analyze(path)._.analysis
    return Document(report_on(analysis), analysis.outline.clean, path.read_bytes())


def all_of(suffix: str) -> list[str]:
    """Names of the documents of the corpora in one format."""
    return sorted(path.name for path in DOCUMENTS.glob(f"*{suffix}"))


def marked(path: Path, words: Sequence[str], *, message: str = "Lỗi.") -> Document:
    """A document with a fault at each of ``words`` (as in its normalised text), and a rule that is missing."""
    analysis = analyze(path)._.analysis
    text: str = analysis.text
    faults = []
    for piece in words:
        start = text.index(piece)
        faults.append(Finding(Text(message, "Fault."), ((start, start + len(piece)),), None))
    missing = Verdict(rule("F801", "advice"), "missing", Text(message, "Missing."), Text("Thêm.", "Add."), ())
    texts = Text(message, "Faults."), Text("Sửa.", "Mend.")
    found = Verdict(rule("K901", "error", True), "missing", *texts, (), findings=tuple(faults))
    report = build_report(analysis, [missing, found], pack=PACK, version="1.0.0")
    return Document(report, analysis.outline.clean, path.read_bytes())


def expected(report: Report) -> Counter[tuple[str, str]]:
    """Code and message of each thing to do, read off the JSON of a report."""
    rules: Iterable[Any] = report.to_dict()["rules"]  # type: ignore[assignment]
    found: Counter[tuple[str, str]] = Counter()
    for item in rules:
        if item["status"] in ("met", "not_applicable") or "waiver" in item:
            continue
        for part in item.get("findings") or [item]:
            if "waiver" not in part:
                found[item["code"], part["message"]["vi"]] += 1
    return found


def raw_words(document: Document) -> list[str]:
    """The words of the file that each fault of a report rests on, block after block."""
    texts = {block.id: block.text for block in document.clean.source.blocks}
    return [
        "".join(texts[piece.block][piece.start : piece.end] for piece in finding.evidence[0].source)
        for item in document.report.rules
        if item.findings is not UNSET
        for finding in item.findings
    ]
