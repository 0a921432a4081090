"""How two documents belong together: plan and report, superior's and subordinate's plan, two revisions of one."""

from __future__ import annotations

from dataclasses import dataclass, field

from analyzer.comparison.claims import window_of
from analyzer.errors import Text, UsageError
from analyzer.extraction.model import Analysis
from analyzer.report.comparison import Relation
from analyzer.text.fold import bare

RANKS = {"central": 0, "province": 1, "district": 2, "commune": 3}
_SAME_TITLE = 88.0
_SAME_LINES = 0.35
_SHORT_LINE = 25

UNRELATED = Text(
    "Không thấy hai văn bản này thuộc cùng một địa phương hoặc cơ quan; hãy kiểm tra lại trước khi dùng kết quả.",
    "The two documents do not seem to be of one place or body; make sure before you rely on the result.",
)
OTHER_YEARS = Text(
    "Kỳ của báo cáo nằm ngoài thời gian của kế hoạch.", "The report's period lies outside the time of the plan."
)
NO_PERIOD = Text(
    "Không xác định được kỳ của báo cáo; mọi chỉ tiêu được coi là đến hạn.",
    "The period of the report cannot be told; every target is taken to be due.",
)
ABOVE = Text(
    "Kế hoạch là của cấp trên so với báo cáo: chỉ đối chiếu tỷ lệ và định mức mà cấp dưới phải thực hiện.",
    "The plan is a superior's: only rates and norms that those below must meet are compared.",
)


@dataclass(frozen=True, slots=True)
class Related:
    """``swapped``: the second document given is the first of the relation. ``doubts``: what a reader must know."""

    relation: Relation
    confidence: float
    why: tuple[Text, ...]
    swapped: bool = False
    given: bool = False
    doubts: tuple[Text, ...] = field(default=())


def relate(one: Analysis, other: Analysis, given: Relation | None = None) -> Related:
    """The relation of two documents, in the order that it needs (plan, superior, earlier revision first).

    Raises ``UsageError`` where it cannot be told.
    """
    if given == "plan-report":
        return _plan_report(one, other, given=True)
    if given == "superior":
        return _superior(one, other, given=True)
    if given == "revision":
        return _revision(one, other, given=True)
    kinds = (one.outline.kind.value, other.outline.kind.value)
    if set(kinds) == {"plan", "report"}:
        return _plan_report(one, other)
    if kinds[0] != kinds[1]:
        raise _cannot_tell()
    if _one_document(one, other):
        return _revision(one, other)
    ranks = _rank(one), _rank(other)
    if kinds[0] == "plan" and ranks[0] != ranks[1] and None not in ranks:
        return _superior(one, other)
    raise _cannot_tell()


def _cannot_tell() -> UsageError:
    return UsageError(
        "Không xác định được quan hệ giữa hai văn bản; hãy chỉ rõ bằng --as plan-report, --as superior hoặc "
        "--as revision.",
        "How the two documents belong together cannot be told; say so with --as plan-report, --as superior or "
        "--as revision.",
    )


def _plan_report(one: Analysis, other: Analysis, *, given: bool = False) -> Related:
    swapped = one.outline.kind.value == "report" and other.outline.kind.value != "report"
    plan, report = (other, one) if swapped else (one, other)
    doubts = []
    if is_above(plan, report):
        doubts.append(ABOVE)
        same = _belongs_to(plan, report)
    else:
        same = _same_issuer(plan, report) or _belongs_to(plan, report)
    if not same:
        doubts.append(UNRELATED)
    time, period = window_of(plan), window_of(report)
    if period is None:
        doubts.append(NO_PERIOD)
    elif time is not None and not time.meets(period):
        doubts.append(OTHER_YEARS)
    why = (Text("Một văn bản là kế hoạch, một văn bản là báo cáo.", "One document is a plan, the other a report."),)
    confidence = min(plan.outline.kind.confidence, report.outline.kind.confidence) * (1.0 if same else 0.6)
    return Related("plan-report", _sure(confidence, given), why, swapped, given, tuple(doubts))


def _superior(one: Analysis, other: Analysis, *, given: bool = False) -> Related:
    ranks = _rank(one), _rank(other)
    swapped = ranks[0] is not None and ranks[1] is not None and ranks[0] > ranks[1]
    upper, lower = (other, one) if swapped else (one, other)
    same = _belongs_to(upper, lower)
    why = (Text("Một kế hoạch là của cấp trên so với kế hoạch kia.", "One plan is of a level above the other's."),)
    doubts = () if same else (UNRELATED,)
    return Related("superior", _sure(0.95 if same else 0.5, given), why, swapped, given, doubts)


def _revision(one: Analysis, other: Analysis, *, given: bool = False) -> Related:
    dates = one.profile.issued_on or "", other.profile.issued_on or ""
    swapped = bool(dates[0] and dates[1]) and dates[1] < dates[0] and len(dates[0]) == len(dates[1])
    why = (
        Text("Hai văn bản cùng loại, cùng cơ quan, cùng nội dung.", "Both are of one kind, one body and one subject."),
    )
    doubts = () if one.outline.kind.value == other.outline.kind.value and _one_document(one, other) else (UNRELATED,)
    return Related("revision", _sure(0.9 if not doubts else 0.5, given), why, swapped, given, doubts)


def _sure(confidence: float, given: bool) -> float:
    return 1.0 if given else round(max(0.0, min(1.0, confidence)), 3)


def is_above(one: Analysis, other: Analysis) -> bool:
    """Whether ``one`` was issued by a level above that of ``other``."""
    ranks = _rank(one), _rank(other)
    return ranks[0] is not None and ranks[1] is not None and ranks[0] < ranks[1]


def _rank(analysis: Analysis) -> int | None:
    return RANKS.get(analysis.outline.level.value or "")


def _issuer(analysis: Analysis) -> str:
    issuer = analysis.outline.issuer.value
    return " ".join(bare(issuer.name).split()) if issuer else ""


def _same_issuer(one: Analysis, other: Analysis) -> bool:
    """Whether two documents are of one body, or of bodies of one place and one level."""
    names = _issuer(one), _issuer(other)
    if names[0] and names[0] == names[1]:
        return True
    places = {" ".join(bare(a.outline.letterhead.place or "").split()) for a in (one, other)}
    return len(places) == 1 and places != {""} and _rank(one) == _rank(other)


def _belongs_to(upper: Analysis, lower: Analysis) -> bool:
    """Whether the lower document speaks of the upper one: of its number, or of its issuer or place by name."""
    number = upper.outline.letterhead.number
    if number and any(reference.number == number for reference in lower.references):
        return True
    place = " ".join(bare(upper.outline.letterhead.place or "").split())
    text = bare(lower.text)
    levels = {0: ("",), 1: ("tinh ", "thanh pho ", "tp ", "tp. "), 2: ("huyen ", "quan ", "thi xa ", "thanh pho ")}
    words = levels.get(_rank(upper) or 0, ("xa ", "phuong "))
    if place and any(f"{word}{place}" in text for word in words if word):
        return True
    issuer = _issuer(upper)
    return bool(issuer) and issuer in " ".join(text.split())


def _one_document(one: Analysis, other: Analysis) -> bool:
    """Whether two documents are versions of one: of one body, one period and one subject."""
    from rapidfuzz import fuzz

    if not _same_issuer(one, other) and _issuer(one) and _issuer(other):
        return False
    periods = window_of(one), window_of(other)
    if periods[0] is not None and periods[1] is not None and periods[0].end.year != periods[1].end.year:
        return False
    titles = [bare(a.outline.letterhead.title or "") for a in (one, other)]
    if all(titles) and fuzz.token_sort_ratio(titles[0], titles[1]) >= _SAME_TITLE:
        return True
    return _lines_in_common(one, other) >= _SAME_LINES


def _lines_in_common(one: Analysis, other: Analysis) -> float:
    """The share of the shorter document's lines, letterhead and short ones left out, that the other has too."""
    lines = [
        {line for line in bare(a.text).splitlines() if len(line) > _SHORT_LINE} for a in (one, other)
    ]  # fmt: skip
    fewer = min(len(lines[0]), len(lines[1]))
    return len(lines[0] & lines[1]) / fewer if fewer else 0.0
