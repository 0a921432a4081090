"""Whether a rule is asked of a document at all, and whether that can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from analyzer.checks.model import Rule
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.structure.model import Decision

T = TypeVar("T")

SURE = 0.6
"""Confidence from which the kind or the scope of a document is taken as known."""
_RIVAL = 0.2
"""Confidence from which another value is taken into account where the first is not sure."""

_KINDS = {
    "plan": Text("kế hoạch", "a plan"), "report": Text("báo cáo", "a report"),
    "decision": Text("quyết định", "a decision"), "letter": Text("công văn", "a letter"),
    "other": Text("văn bản loại khác", "a document of another kind"),
}  # fmt: skip
_SCOPES = {
    "1676": Text("tuyên truyền bảo hiểm xã hội", "social-insurance communication"),
    "bhxh": Text("chính sách bảo hiểm xã hội nói chung", "social-insurance policy at large"),
    "other": Text("nội dung ngoài phạm vi", "a subject out of scope"),
}


_NO_PHASE = Text("Không xác định được văn bản thuộc giai đoạn nào.", "The phase of the document cannot be told.")
_OTHER_PHASE = Text("Quy tắc chỉ áp dụng cho giai đoạn khác.", "The rule is only asked of another phase.")


@dataclass(frozen=True, slots=True)
class Asked:
    """``yes``: the rule is asked · ``no`` · ``doubt``: it hangs on a kind, scope or phase that cannot be told."""

    answer: Literal["yes", "no", "doubt"]
    reason: Text | None = None


def asked(rule: Rule, analysis: Analysis) -> Asked:
    """Whether the rule is asked; where the answer differs between what the document may be, that is a doubt."""
    outline = analysis.outline
    answers = {
        _fits(rule, kind, scope)
        for kind in _options(outline.kind, "other")
        for scope in _options(outline.scope, "other")
    }
    kind, scope = outline.kind.value or "other", outline.scope.value or "other"
    if len(answers) > 1:
        reason = Text(
            f"Chưa xác định chắc văn bản là {_KINDS[kind].vi} về {_SCOPES[scope].vi} hay không.",
            f"It is not certain that the document is {_KINDS[kind].en} on {_SCOPES[scope].en}.",
        )
        return Asked("doubt", reason)
    if answers == {False}:
        reason = Text(
            f"Quy tắc không áp dụng cho {_KINDS[kind].vi} về {_SCOPES[scope].vi}.",
            f"The rule is not asked of {_KINDS[kind].en} on {_SCOPES[scope].en}.",
        )
        return Asked("no", reason)
    phases = rule.applies.phases
    phase = analysis.profile.phase
    if not phases or phase in phases:
        return Asked("yes")
    if phase is None and analysis.profile.reference_date.value is None and analysis.profile.period is None:
        return Asked("doubt", _NO_PHASE)
    return Asked("no", _OTHER_PHASE)


def _fits(rule: Rule, kind: str, scope: str) -> bool:
    applies = rule.applies
    if applies.kinds and kind not in applies.kinds:
        return False
    return not applies.scopes or scope in applies.scopes or (scope == "bhxh" and kind in applies.wide_kinds)


def _options(decision: Decision[T], otherwise: str) -> Iterator[str]:
    yield str(decision.value or otherwise)
    if decision.given or decision.confidence >= SURE:
        return
    for value, confidence in decision.candidates:
        if confidence >= _RIVAL and value != decision.value:
            yield str(value)
