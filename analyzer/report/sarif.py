"""Reports as SARIF 2.1.0 (OASIS): one log, one run, all documents. Plain data, no library.

Results are what is to be done: faults, and rules missing, partly met or in doubt. What was accepted as an exception
stands among them with its suppression. Text files have regions with line and column; other formats, which have no
lines of their own, the page and the characters of the normalised text among the properties of the location.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import UNSET, UnsetType

from analyzer.report.export import Document
from analyzer.report.model import BaselineState, ErrorLine, Evidence, FindingItem, RuleResult, Waiver
from analyzer.report.provenance import Provenance
from analyzer.report.safe import harmless, one_line, shorten
from analyzer.report.textlines import TextLines
from analyzer.report.verdict import findings_of
from analyzer.report.view import SectionNames, clause_words, place_words, status_words
from analyzer.report.words import Lang, label
from analyzer.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_BASELINE = {"new": "new", "same": "unchanged", "gone": "absent"}
_WORDS = 1200
_QUOTE = 600


@dataclass(slots=True)
class _Log:
    lang: Lang
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    notices: dict[str, dict[str, Any]] = field(default_factory=dict)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    notifications: list[dict[str, Any]] = field(default_factory=list)


def sarif_log(items: Sequence[Document | ErrorLine], made_on: date, *, lang: Lang = "vi") -> str:
    """The log as JSON ending in a line feed. A file that could not be read is a notification of the run."""
    log = _Log(lang)
    packs: dict[str, None] = {}
    for item in items:
        if isinstance(item, ErrorLine):
            _error(log, item)
            continue
        provenance = Provenance.of(item.report, made_on)
        packs[f"{provenance.pack} {provenance.pack_version}"] = None
        _document(log, item)
    driver: dict[str, Any] = {
        "name": "rasoat", "version": __version__, "semanticVersion": __version__, "rules": list(log.rules.values()),
        "notifications": list(log.notices.values()),
    }  # fmt: skip
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not any(isinstance(item, ErrorLine) for item in items),
                "toolExecutionNotifications": log.notifications,
            }
        ],
        "artifacts": log.artifacts,
        "results": log.results,
        "properties": {
            "rulePacks": list(packs), "madeOn": made_on.isoformat(), "disclaimer": label("disclaimer", lang),
        },
    }  # fmt: skip
    data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _document(log: _Log, item: Document) -> None:
    report = item.report
    document, index = report.document, len(log.artifacts)
    log.artifacts.append(
        {
            "location": {"uri": _uri(document.path)},
            "length": len(item.original),
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": document.sha256},
            "properties": {
                "format": document.format, "kind": document.kind, "scope": document.scope,
                "verdict": report.summary.verdict, "coverage": report.summary.coverage,
            },
        }
    )  # fmt: skip
    text_file = document.format in ("txt", "md")
    lines = TextLines(item.original, document.path, item.clean.source.blocks) if text_file else None
    names = SectionNames(report.sections)
    places = _Places(_uri(document.path), index, names, lines, log.lang)
    for rule in report.rules:
        if rule.status in ("met", "not_applicable"):
            continue
        _descriptor(log, rule)
        found = findings_of(rule)
        if not found:
            log.results.append(_result(log, rule, None, places))
        for finding in found:
            log.results.append(_result(log, rule, finding, places))
    for notice in report.warnings:
        where = {"physicalLocation": {"artifactLocation": {"uri": places.uri, "index": index}}}
        _notify(log, notice.code, notice.message.in_language(log.lang), "warning", where)


@dataclass(frozen=True, slots=True)
class _Places:
    uri: str
    index: int
    names: SectionNames
    lines: TextLines | None
    lang: Lang

    def location(self, evidence: Evidence | None) -> dict[str, Any]:
        """Of some words; without any, of the document."""
        physical: dict[str, Any] = {"artifactLocation": {"uri": self.uri, "index": self.index}}
        if evidence is None:
            return {"physicalLocation": physical}
        region = None if self.lines is None else self.lines.region(evidence.source)
        if region is not None:
            physical["region"] = {**region, "snippet": {"text": harmless(evidence.quote)[:_QUOTE]}}
        start, end = evidence.span
        found: dict[str, Any] = {
            "physicalLocation": physical,
            "message": {"text": shorten(evidence.quote, _QUOTE) or "–"},
            "properties": {
                "place": place_words(evidence, self.names, self.lang), "page": evidence.page,
                "paragraph": evidence.line, "charOffset": start, "charLength": end - start,
            },
        }  # fmt: skip
        section = self.names.at(start)
        if section is not None:
            logical = {"name": one_line(section.heading), "kind": "section", "properties": {"role": section.role}}
            if section.label:
                logical["fullyQualifiedName"] = one_line(section.label)
            found["logicalLocations"] = [logical]
        return found


def _result(log: _Log, rule: RuleResult, finding: FindingItem | None, places: _Places) -> dict[str, Any]:
    lang = log.lang
    source = rule if finding is None else finding
    evidence = list(source.evidence)
    if not evidence and rule.nearest is not UNSET and rule.nearest is not None:
        evidence = [rule.nearest]
    suggestion = shorten(rule.suggestion.in_language(lang), _WORDS)
    texts = [shorten(source.message.in_language(lang), _WORDS) or rule.code]
    if rule.reason is not None:
        texts.append(f"{label('reason', lang)}: {shorten(rule.reason.in_language(lang), _WORDS)}")
    if finding is not None and finding.calculation:
        texts.append(f"{label('calculation', lang)}: {shorten(finding.calculation, _WORDS)}")
    if suggestion:
        texts.append(f"→ {suggestion}")
    review = rule.status == "needs_review"
    level = "warning" if rule.status == "partial" and rule.severity == "error" else _LEVELS[rule.severity]
    result: dict[str, Any] = {
        "ruleId": rule.code,
        "ruleIndex": list(log.rules).index(rule.code),
        "kind": "review" if review else "fail",
        "level": "none" if review else level,
        "message": {"text": "\n".join(texts)},
        "locations": [places.location(evidence[0] if evidence else None)],
        "partialFingerprints": {"rasoat/v1": source.fingerprint},
        "properties": {
            "status": rule.status, "severity": rule.severity, "statusText": status_words(rule, lang)[1],
            "clause": clause_words(rule, lang), "confidence": rule.confidence,
        },
    }  # fmt: skip
    if evidence[1:]:
        others = [places.location(item) for item in evidence[1:]]
        result["relatedLocations"] = [{"id": number, **other} for number, other in enumerate(others, 1)]
    waiver = rule.waiver if rule.waiver is not UNSET or finding is None else finding.waiver
    baseline: BaselineState | UnsetType = source.baseline
    if waiver is not UNSET:
        result["suppressions"] = [_suppression(waiver)]
    if baseline is not UNSET:
        result["baselineState"] = _BASELINE[baseline]
    return result


def _suppression(waiver: Waiver) -> dict[str, Any]:
    return {
        "kind": "external", "status": "accepted", "justification": one_line(waiver.reason),
        "properties": {"by": one_line(waiver.by), "expires": waiver.expires},
    }  # fmt: skip


def _descriptor(log: _Log, rule: RuleResult) -> None:
    if rule.code in log.rules:
        return
    lang = log.lang
    name, clause = one_line(rule.name.in_language(lang)), clause_words(rule, lang)
    suggestion = shorten(rule.suggestion.in_language(lang), _WORDS)
    log.rules[rule.code] = {
        "id": rule.code,
        "shortDescription": {"text": name or rule.code},
        "fullDescription": {"text": f"{name}. {clause}".strip(" .") or rule.code},
        "help": {"text": suggestion or name or rule.code},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "clause": one_line(rule.clause), "source": one_line(rule.source)},
    }


def _error(log: _Log, line: ErrorLine) -> None:
    where = {"physicalLocation": {"artifactLocation": {"uri": _uri(line.document.path)}}}
    _notify(log, line.error.code, line.error.message.in_language(log.lang), "error", where)


def _notify(log: _Log, code: str, message: str, level: str, where: dict[str, Any]) -> None:
    log.notices.setdefault(code, {"id": code})
    log.notifications.append(
        {
            "descriptor": {"id": code, "index": list(log.notices).index(code)},
            "level": level,
            "message": {"text": shorten(message, _WORDS) or code},
            "locations": [where],
        }
    )


def _uri(path: str) -> str:
    """A path as a URI: relative as given, absolute with its scheme."""
    native = Path(path)
    if native.is_absolute():
        return "file://" + ("" if native.as_posix().startswith("/") else "/") + quote(native.as_posix(), safe="/:")
    relative = quote(native.as_posix(), safe="/")
    return relative or "."
