"""Results claimed in words alone."""

from __future__ import annotations

import re

from analyzer.checks.context import QUOTE_CHARS, Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import found, has_number
from analyzer.checks.model import Finding, Rule
from analyzer.checks.passages import Passage
from analyzer.checks.phrases import plain
from analyzer.structure.model import Role, Span
from analyzer.text.fold import bare

_WHERE: frozenset[Role] = frozenset({"results", "implementation", "advantages_difficulties"})
_NOT: frozenset[Role] = frozenset({"solutions", "recommendations", "limitations", "context"})
_CLAIM = re.compile(
    r"\b(?:(?:duoc|da|dan|tung buoc) nang (?:cao|len)|nang len (?:ro|dang ke|mot buoc)|"
    r"(?:tang|giam) (?:len|xuong|deu|dan|nhanh|manh|cao|ro|dang ke|nhieu|so voi|qua cac nam|hon|hang nam|ro ret)|"
    r"tang truong|(?:tang|giam)(?=\s*[.;,]?\s*$)|(?:duoc )?cai thien|chuyen bien|duoc cung co|"
    r"ngay (?:cang|mot) (?:nhieu|tang|cao|dong|tot)|"
    r"duy tri (?:o )?muc (?:cao|kha|tot)|"
    r"(?:chi tieu|muc tieu) (?:\w{1,12} ){0,4}(?:dat|hoan thanh|vuot)(?: va vuot)?"
    r"(?= so voi| ke hoach| muc|\s*[.;,]|\s*$)|"
    r"hoan thanh (?:tot |vuot )?(?:cac |muc )?(?:chi tieu|muc tieu|ke hoach)|vuot (?:muc )?(?:chi tieu|ke hoach)|"
    r"dat (?:va vuot )?(?:chi tieu|muc tieu|ke hoach|ket qua (?:cao|tot|tich cuc|kha)|hieu qua (?:cao|tot|ro))|"
    r"dong dao|(?:phan lon|da so|hau het) (?:nguoi dan|nhan dan|nguoi lao dong|can bo|doanh nghiep))\b"
)
_SHORTCOMING = re.compile(r"\b(?:chua|con (?:han che|cham|thap|kho khan|thieu|mot bo phan)|khong (?:dat|tang|cao))\b")
_AIM = re.compile(r"\b(?:nhằm|để|phấn đấu|góp phần|tiếp tục|sẽ|cần|đề nghị)\b(?:\W+\w+){0,6}\W*$")
_STRENGTHENED = re.compile(r"^\W*(?:tang cuong|nang cao|cung co|cai thien)\b")
_MIN_WORDS = 5


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each sentence, or part of a sentence between semicolons."""
    findings: list[Finding] = []
    checked = 0
    for passage in context.passages.items:
        if passage.zone not in ("paragraph", "item") or set(passage.roles) & _NOT or not set(passage.roles) & _WHERE:
            continue
        checked += 1
        span = _claimed(passage, context)
        if span is not None:
            findings.append(found(rule, (span,)))
    evidence = tuple(finding.evidence[0] for finding in findings)
    return Outcome(
        "missing" if findings else "met", evidence, checked=checked, findings=tuple(findings), confidence=0.75
    )


def _claimed(passage: Passage, context: Context) -> Span | None:
    """The part of a sentence that claims a result and holds no figure; None where there is none."""
    text = context.analysis.quote(passage.span)
    if has_number(passage.span, context.analysis) or context.stand_under(passage):
        return None
    for part in re.finditer(r"[^;]+", text):
        words = bare(part[0])
        if len(words.split()) < _MIN_WORDS or _SHORTCOMING.search(words):
            continue
        hit = _CLAIM.search(words)
        own = _under_evaluation(passage) and _STRENGTHENED.match(words)
        if own or (hit is not None and not _AIM.search(plain(part[0])[: hit.start()])):
            start = passage.span[0] + part.start() + len(part[0]) - len(part[0].lstrip())
            return start, min(passage.span[0] + part.end(), start + QUOTE_CHARS)
    return None


def _under_evaluation(passage: Passage) -> bool:
    return bool(passage.roles) and passage.roles[0] == "results"


KIND = CheckKind("claim", (), run, messages=("met", "missing", "finding"))
