"""Cited documents whose number, symbol or date contradicts what is known of them, or the document itself."""

from __future__ import annotations

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.model import Finding, Rule
from analyzer.checks.texts import fill
from analyzer.errors import Text
from analyzer.extraction.references.register import Conflict, conflict
from analyzer.structure.model import Span
from analyzer.text.written import REFERENCE_TYPES, date_words

_WHAT = {
    "type": Text("theo ký hiệu, tên loại phải", "by its symbol, the kind"),
    "number": Text("số, ký hiệu đúng", "the right number"),
    "symbol": Text("ký hiệu đúng", "the right symbol"),
    "date": Text("ngày ban hành đúng", "the right date"),
    "year": Text("năm theo số, ký hiệu", "the year by its number"),
    "within": Text("chỗ khác trong văn bản ghi", "elsewhere the document says"),
}


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each contradiction, named once however often the citation is repeated."""
    analysis = context.analysis
    findings: dict[tuple[str, str, str], Finding] = {}
    for reference in analysis.references:
        for fault in conflict(reference):
            fields = {
                "found": _shown(fault.found) if fault.kind == "type" else analysis.quote(fault.span),
                "what": _WHAT[fault.kind],
                "expected": _shown(fault.expected),
            }
            key = (fault.kind, fault.found, fault.expected)
            findings.setdefault(key, Finding(fill(rule.messages["finding"], fields), (_around(fault, context),)))
    found = tuple(sorted(findings.values(), key=lambda finding: finding.evidence[0]))
    evidence = tuple(span for finding in found for span in finding.evidence)
    checked = len(analysis.references)
    return Outcome("missing" if found else "met", evidence, checked=checked, findings=found, confidence=0.85)


def _around(fault: Conflict, context: Context) -> Span:
    """The citation that holds the wrong part, so that the quote says which document is meant."""
    for reference in context.analysis.references:
        for start, end in (reference.span, *reference.mentions):
            if start <= fault.span[0] < end:
                return start, max(end, fault.span[1])
            if 0 <= fault.span[0] - end <= 40:
                return start, fault.span[1]
    return fault.span


def _shown(value: str) -> Text:
    """A kind of document by its name, an ISO date as it is written in a text, all else as it is."""
    if value in REFERENCE_TYPES:
        return REFERENCE_TYPES[value]
    parts = value.split("-")
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        return Text(date_words(value), date_words(value))
    return Text(value, value)


KIND = CheckKind(
    "citation_conflict", (), run, messages=("met", "missing", "finding"), fields=("found", "what", "expected")
)  # fmt: skip
