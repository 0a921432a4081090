"""Asking the rules of a pack of one document."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace

from analyzer.checks.applicability import Asked, asked
from analyzer.checks.context import Context
from analyzer.checks.fingerprint import fingerprint
from analyzer.checks.kinds import KINDS
from analyzer.checks.kinds.across import KIND as ACROSS
from analyzer.checks.kinds.base import Outcome
from analyzer.checks.model import Pack, Rule, Verdict
from analyzer.checks.subject import in_field
from analyzer.checks.texts import fill
from analyzer.checks.unsure import without_unsure_figures
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.reading.model import PARTLY_READ
from analyzer.structure.model import Span

_LOG = logging.getLogger(__name__)

_PART_READ = 0.5
"""What "not found" is worth where part of the file could not be read."""
_POOR_SHARE = 0.34
"""Share of poorly read pages from which "not found" means little."""

_NO_ANSWER = Text("Không kết luận được; cần người xem.", "No conclusion could be reached; a person should look.")
_NOT_ASKED = Text("Không áp dụng.", "Not applicable.")
_ANOTHER_SUBJECT = Asked(
    "no",
    Text("Văn bản không thuộc lĩnh vực của bộ quy tắc này.", "The document is not of the field of the rule pack."),
)
_POOR_EVIDENCE = Text(
    "Căn cứ chỉ nằm trên trang đọc được kém (ảnh quét mờ hoặc chữ lỗi).",
    "The evidence stands on poorly read pages only (a faint scan or broken characters).",
)
_NOT_ALL_READ = Text(
    "Không thấy nội dung này, nhưng có phần của tệp không đọc được nên chưa thể kết luận là thiếu.",
    "It was not found, but part of the file could not be read, so that it cannot be called missing.",
)
_UNSURE = 75.0
"""Confidence, of 100, below which a word may be another."""
_NEARLY = Text(
    "Đoạn gần nhất với nội dung này có chữ nhận dạng không chắc, nên chưa thể kết luận là thiếu.",
    "The passage that comes closest has words that recognition was unsure of, so that it cannot be called missing.",
)
_UNSURE_FIGURES = Text(
    "Kết luận phụ thuộc vào con số nhận dạng không chắc trên ảnh; hãy đối chiếu với bản gốc.",
    "The conclusion depends on figures that recognition was unsure of; compare them with the original.",
)
_POOR_DOCUMENT = Text(
    "Không thấy nội dung này, nhưng nhiều trang đọc được kém nên chưa thể kết luận là thiếu.",
    "It was not found, but so many pages were read poorly that it cannot be called missing.",
)


def check(
    analysis: Analysis,
    pack: Pack,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    any_subject: bool = False,
) -> list[Verdict]:
    """The verdicts of a pack's rules, in the order of the pack.

    ``select`` and ``ignore`` hold codes or beginnings of codes ("S", "C2"); with ``select`` only those are asked. A
    rule that fails stops no other: its verdict is ``needs_review``, with what happened as the reason.
    ``any_subject`` takes a text for one of the pack's field whatever its title says. Rules across documents are not
    asked: a comparison asks them.
    """
    context = Context(analysis, pack.lexicon)
    about = any_subject or in_field(analysis, pack)
    chosen = [rule for rule in pack.rules if rule.check != ACROSS.name and _chosen(rule.code, select, ignore)]
    less = without_unsure_figures(analysis)
    unsure = Context(less, pack.lexicon) if less is not None else None
    return [_verdict(rule, context, about, unsure) for rule in chosen]


def _chosen(code: str, select: Collection[str], ignore: Collection[str]) -> bool:
    if select and not any(code.startswith(prefix) for prefix in select):
        return False
    return not any(code.startswith(prefix) for prefix in ignore)


def _verdict(rule: Rule, context: Context, about: bool, unsure: Context | None) -> Verdict:
    """``unsure``: the document without the figures that may be misread, where it has such."""
    applies = asked(rule, context.analysis) if about or not rule.applies.subject else _ANOTHER_SUBJECT
    if applies.answer == "no":
        outcome = Outcome("not_applicable", reason=applies.reason)
    else:
        outcome = _judged(rule, context)
        if unsure is not None:
            outcome = _held_against(outcome, _judged(rule, unsure))
        outcome = _doubted(outcome, applies, context)
    fields = {**context.common, **outcome.fields}
    evidence = tuple(dict.fromkeys(_trimmed(span, context.analysis.text) for span in outcome.evidence))
    spans = [*evidence, *(span for finding in outcome.findings for span in finding.evidence)]
    return Verdict(
        rule=rule, status=outcome.status, message=fill(_message(rule, outcome), fields),
        suggestion=fill(rule.suggestion, fields), evidence=evidence, reason=outcome.reason,
        confidence=max(0.0, min(1.0, round(outcome.confidence, 3))), looked_in=outcome.looked_in,
        nearest=outcome.nearest if outcome.status == "missing" else None,
        checked=outcome.checked if rule.finds_faults else None, findings=outcome.findings,
        fingerprint=fingerprint(rule.code, outcome.status, spans, context.analysis),
    )  # fmt: skip


def _judged(rule: Rule, context: Context) -> Outcome:
    try:
        return KINDS[rule.check].run(rule, context)
    except Exception as error:  # one rule must not stop the others
        _LOG.exception("rule %s failed", rule.code)
        what = f"{type(error).__name__}: {error}"
        reason = Text(f"Quy tắc gặp lỗi khi chạy ({what}).", f"The rule failed ({what}).")
        return Outcome("needs_review", reason=reason, confidence=0.0)


def _held_against(outcome: Outcome, other: Outcome) -> Outcome:
    """The outcome, in doubt where it is met only with figures that may be misread, or only without them."""
    if "needs_review" in (outcome.status, other.status) or (outcome.status == "met") == (other.status == "met"):
        return outcome
    sure = outcome.confidence * _PART_READ
    return replace(outcome, status="needs_review", reason=_UNSURE_FIGURES, findings=(), confidence=sure)


def _doubted(outcome: Outcome, applies: Asked, context: Context) -> Outcome:
    """The outcome as far as the document's kind and the reading let it stand."""
    if outcome.status == "not_applicable":
        return outcome
    if applies.answer == "doubt":
        evidence = outcome.evidence or _what_it_is(context.analysis)
        sure = outcome.confidence * min(
            context.analysis.outline.kind.confidence, context.analysis.outline.scope.confidence
        )
        return replace(
            outcome, status="needs_review", evidence=evidence, reason=applies.reason, findings=(), confidence=sure
        )
    clean, pages = context.analysis.outline.clean, context.pages
    spans = [*outcome.evidence, *(span for finding in outcome.findings for span in finding.evidence)]
    if spans:
        on = [clean.line_at(span[0]).page for span in spans]
        sure = outcome.confidence * sum(map(pages.trust, on)) / len(on)
        if outcome.status != "needs_review" and all(map(pages.is_poor, on)):
            return replace(outcome, status="needs_review", reason=_POOR_EVIDENCE, findings=(), confidence=sure)
        return replace(outcome, confidence=sure)
    # Nothing found, or no fault: as sure as the share of the text that could be read.
    share = pages.poor_share
    sure = outcome.confidence * (1 - share)
    if outcome.status == "missing":
        if any(warning.code in PARTLY_READ for warning in clean.source.warnings):
            return replace(outcome, status="needs_review", reason=_NOT_ALL_READ, confidence=sure * _PART_READ)
        if share >= _POOR_SHARE:
            return replace(outcome, status="needs_review", reason=_POOR_DOCUMENT, confidence=sure)
        if outcome.nearest is not None and pages.certainty(outcome.nearest) < _UNSURE:
            near = (outcome.nearest,)
            return replace(outcome, status="needs_review", evidence=near, reason=_NEARLY, confidence=sure * _PART_READ)
    return replace(outcome, confidence=sure)


def _what_it_is(analysis: Analysis) -> tuple[Span, ...]:
    """Where the document says what it is: the evidence for a doubt about that."""
    outline = analysis.outline
    spans = [*outline.kind.spans, *outline.scope.spans, outline.letterhead.kind_span, outline.letterhead.title_span]
    return tuple(dict.fromkeys(span for span in spans if span is not None))[:2]


def _message(rule: Rule, outcome: Outcome) -> Text:
    for key in (f"{outcome.status}_{outcome.variant}", outcome.status):
        if key in rule.messages:
            return rule.messages[key]
    if outcome.status == "not_applicable":
        return outcome.reason or _NOT_ASKED
    return _NO_ANSWER


def _trimmed(span: Span, text: str) -> Span:
    start, end = max(0, span[0]), min(span[1], len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
