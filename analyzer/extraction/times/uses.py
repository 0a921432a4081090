"""What a time is for: a term of the document, or the date of something else."""

from __future__ import annotations

import re

from analyzer.extraction.model import Precision, TimeKind, TimeUse
from analyzer.extraction.times import patterns as p
from analyzer.structure.model import Span

_TELLING = re.compile(
    "so|cùng kỳ|thay|hơn|lần|hiệu lực|ký|thông qua|công bố|kỷ niệm|ngày truyền thống|ngày thành lập|đại hội"
)
"""Without one of these before it a time is neither compared with nor that of a law or of another event."""
_CITED = (p.SIGNED, p.ADOPTED, p.ANNIVERSARY)
_IN_BRACKETS = re.compile(r"\((?:đầu|giữa|cuối)?\s?$")
_PLACE_REACH = 20
"""Characters between the comma behind a place and the date."""


def use_of(folded: str, span: Span, left: str, kind: TimeKind, precision: Precision, *, narrated: bool) -> TimeUse:
    """The use of the time at ``span``; ``left`` are the words of its sentence before it, ``narrated`` says that the
    document tells what was done."""
    telling = _TELLING.search(left) is not None
    if telling and p.COMPARISON.search(left):
        return "comparison"
    if telling and p.LAW_EFFECT.search(left):
        return "law_effect"
    if precision == "year" and p.BLANK_DATE.search(left[-40:]):
        return "issue_date"
    if kind == "date" and p.ISSUES.match(folded, span[1]):
        return "cited"
    if narrated and precision == "year" and _is_basis(folded, span, left):
        return "comparison"
    if telling and any(pattern.search(left) for pattern in _CITED):
        return "cited"
    if kind in ("date", "period") and precision in ("day", "month") and _behind_place(folded, span):
        return "issue_date"
    return "deadline"


def _is_basis(folded: str, span: Span, left: str) -> bool:
    """ "(năm 2020: 1.200 người)" behind a number: the value of an earlier year."""
    return (
        _IN_BRACKETS.search(left) is not None
        and any(c.isdigit() for c in left[-40:])
        and p.BASIS.match(folded, span[1]) is not None
    )


def _behind_place(folded: str, span: Span) -> bool:
    """ "Hà Nội, ngày 12 tháng 5 năm 2025" on a line of its own."""
    start, end = span
    if "," not in folded[max(0, start - _PLACE_REACH) : start] or not folded.startswith(("ngày", "tháng"), start, end):
        return False
    if folded[end : end + 3].split("\n")[0].strip(" .") or "tháng" not in folded[start:end]:
        return False
    return p.PLACE_LINE.search(folded[max(0, start - 60) : start]) is not None
