"""Specific objectives that name no figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzer.checks.context import QUOTE_CHARS, Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found, has_number
from analyzer.checks.model import Finding, Rule
from analyzer.checks.passages import Passage
from analyzer.structure.model import Role, Span

_ROLES: frozenset[Role] = frozenset({"specific_objectives"})
_INNER: frozenset[Role] = frozenset({"audience", "content", "forms", "methods", "content_forms_methods"})
_VERB = re.compile(
    r"\b(?:nang cao|tang cuong|day manh|mo rong|cai thien|doi moi|da dang(?: hoa)?|tao (?:su )?chuyen bien|phat huy|"
    r"chu trong|ket hop|tung buoc|giu vung|bao dam|dam bao|phat trien|nang chat|thu hut|khuyen khich|tang dan|"
    r"tang (?:deu|nhanh|manh|len)|giam dan|phan dau|thay doi|cung co|xay dung|hinh thanh|ung dung|thuc hien)\b"
)
_FIRST_WORDS = 60
_MIN_WORDS = 5


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each sentence, or part of a sentence, that sets an aim without a figure."""
    findings: list[Finding] = []
    checked = 0
    before: Passage | None = None
    for passage in context.passages.items:
        if not _is_aim(passage):
            continue
        checked += 1
        for span in _vague(passage, context):
            if before is None or before.unit is not passage.unit:  # sentences of one item are one aim
                findings.append(found(rule, (span,)))
            before = passage
    evidence = tuple(finding.evidence[0] for finding in findings)
    return Outcome(
        "missing" if findings else "met", evidence, checked=checked, findings=tuple(findings), confidence=0.8
    )


def _is_aim(passage: Passage) -> bool:
    roles = set(passage.roles)
    if passage.zone not in ("paragraph", "item") or not roles & _ROLES:
        return False
    return not passage.text.rstrip().endswith(":")


def _vague(passage: Passage, context: Context) -> Iterator[Span]:
    """The whole sentence where it holds no figure; else those of its parts between semicolons that hold none."""
    analysis = context.analysis
    start, end = passage.span
    text = analysis.quote(passage.span)
    if not has_number(passage.span, analysis):
        if _VERB.search(analysis.outline.bare_text[start : min(end, start + _FIRST_WORDS)]) and not _lead_has_figure(
            passage, context
        ):
            yield start, min(end, start + QUOTE_CHARS)
        return
    parts = [(start + part.start(), start + part.end()) for part in re.finditer(r"[^;]+", text)]
    for low, high in parts if len(parts) > 1 else []:
        words = analysis.outline.bare_text[low:high]
        if not has_number((low, high), analysis) and _VERB.search(words) and len(words.split()) >= _MIN_WORDS:
            yield low + len(words) - len(words.lstrip()), high


def _lead_has_figure(passage: Passage, context: Context) -> bool:
    """Whether what introduces the list gives the figure for it."""
    units = [context.analysis.outline.units[i] for i in passage.unit.leads]
    return any(has_number((u.start, u.end), context.analysis) for u in units if u.kind in ("paragraph", "item"))


KIND = CheckKind("vague_aim", (), run, messages=("met", "missing", "finding"))
