"""The words of a comparison for people, in both languages; what a report says too is in ``analyzer.report.words``."""

from __future__ import annotations

from analyzer.errors import Text
from analyzer.report.comparison import Change, DocumentRole, Pair, PairOutcome, Relation
from analyzer.report.phrases import number_words
from analyzer.report.words import Lang

TITLES: dict[Relation, Text] = {
    "plan-report": Text("Đối chiếu kế hoạch và kết quả", "Plan against results"),
    "superior": Text("Đối chiếu kế hoạch cấp trên và cấp dưới", "Superior's plan against the plan below"),
    "revision": Text("Đối chiếu hai bản của một văn bản", "Two revisions of one document"),
}
ROLES: dict[DocumentRole, Text] = {
    "plan": Text("Kế hoạch", "Plan"),
    "report": Text("Báo cáo", "Report"),
    "superior": Text("Cấp trên", "Superior"),
    "subordinate": Text("Cấp dưới", "Below"),
    "earlier": Text("Bản trước", "Earlier"),
    "later": Text("Bản sau", "Later"),
}
OUTCOMES: dict[PairOutcome, Text] = {
    "not_reported": Text("Không có kết quả", "No result"),
    "short": Text("Chưa đạt", "Short"),
    "absent": Text("Không có chỉ tiêu", "Absent"),
    "lower": Text("Thấp hơn", "Lower"),
    "in_doubt": Text("Cần người xem", "In doubt"),
    "under_way": Text("Đang thực hiện", "Under way"),
    "reached": Text("Đạt", "Reached"),
    "exceeded": Text("Vượt", "Exceeded"),
    "equal": Text("Tương đương", "On a par"),
    "higher": Text("Cao hơn", "Higher"),
    "not_due": Text("Ngoài kỳ", "Another time"),
    "unplanned": Text("Ngoài chỉ tiêu", "Not promised"),
}
"""In the order in which people are to look at them."""
ICONS: dict[PairOutcome, str] = {
    "not_reported": "✗", "short": "▼", "absent": "✗", "lower": "▼", "in_doubt": "?", "under_way": "◐", "reached": "✓",
    "exceeded": "▲", "equal": "✓", "higher": "▲", "not_due": "–", "unplanned": "+",
}  # fmt: skip
LOOKS: dict[PairOutcome, str] = {
    "not_reported": "missing", "short": "missing", "absent": "missing", "lower": "missing", "in_doubt": "needs_review",
    "under_way": "partial", "reached": "met", "exceeded": "met", "equal": "met", "higher": "met", "not_due": "idle",
    "unplanned": "idle",
}  # fmt: skip
"""Which look of the reports' pages an outcome has."""
CHANGES: dict[Change, Text] = {
    "changed": Text("Sửa", "Changed"),
    "added": Text("Thêm", "Added"),
    "removed": Text("Bỏ", "Removed"),
}
STATES: dict[str, Text] = {
    "new": Text("Mới phát sinh", "New"),
    "gone": Text("Đã khắc phục", "Fixed"),
    "same": Text("Còn lại", "Still there"),
}
LABELS: dict[str, Text] = {
    "what": Text("Nội dung", "What"),
    "promised": Text("Chỉ tiêu", "Target"),
    "found": Text("Kết quả", "Result"),
    "asked": Text("Cấp trên giao", "Superior asks"),
    "set": Text("Cấp dưới đặt", "Set below"),
    "ratio": Text("Tỷ lệ", "Ratio"),
    "outcome": Text("Kết luận", "Outcome"),
    "where": Text("Dòng", "Lines"),
    "due": Text("Thời gian", "Due"),
    "targets": Text("Chỉ tiêu", "Targets"),
    "old": Text("Bản trước", "Earlier"),
    "new": Text("Bản sau", "Later"),
    "counted": Text("{n} chỉ tiêu được đối chiếu", "{n} targets compared"),
    "counted_1": Text("1 chỉ tiêu được đối chiếu", "1 target compared"),
    "faults": Text("Cần xử lý", "To be dealt with"),
    "doubts": Text("Cần người xem", "For a person to decide"),
    "candidates": Text("Có thể là", "Might be"),
    "unplanned": Text("Kết quả không gắn với chỉ tiêu nào", "Results that no target asked for"),
    "nothing": Text("Không có chỉ tiêu nào để đối chiếu.", "There is no target to compare."),
    "no_faults": Text("Không có điểm nào cần xử lý.", "Nothing to be dealt with."),
    "points": Text("Kết quả kiểm tra", "Points of the check"),
    "figures": Text("Số liệu, chỉ tiêu thay đổi", "Figures that changed"),
    "deadlines": Text("Thời hạn thay đổi", "Times that changed"),
    "assignments": Text("Phân công thay đổi", "Assignments that changed"),
    "unchanged": Text("Không thay đổi.", "Nothing changed."),
    "relation": Text("Cách đối chiếu", "Compared as"),
    "given": Text("do người dùng chỉ định", "as told"),
    "times": Text("nhiều chỗ", "several"),
    "filter_outcome": Text("Kết luận", "Outcome"),
    "filter_words": Text("Tìm", "Find"),
    "shown": Text("Đang hiện {n} trên {total}", "{n} of {total} shown"),
    "bars": Text("Thanh đậm là mức đạt so với chỉ tiêu; vạch đứng là chỉ tiêu.",
                 "The dark bar is what was reached; the upright line is the target."),
    "documents": Text("Hai văn bản", "The two documents"),
    "summary": Text("Tổng hợp", "Summary"),
}  # fmt: skip
FAULTS: tuple[PairOutcome, ...] = ("not_reported", "short", "absent", "lower")


def word(key: str, lang: Lang, **values: object) -> str:
    """A label of a comparison."""
    words = LABELS[key].in_language(lang)
    return words.format(**values) if values else words


def ordered(pairs: list[Pair]) -> list[Pair]:
    """The pairs in the order in which people are to look at them."""
    rank = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    return sorted(pairs, key=lambda pair: rank[pair.outcome])


def ratio_words(pair: Pair, lang: Lang) -> str:
    """``85,4%``; "" where there is no ratio."""
    if pair.ratio is None:
        return ""
    return f"{number_words(round(pair.ratio * 100, 1), lang)}%"


def head_keys(relation: Relation) -> tuple[str, str]:
    """The labels for what was asked for and what was held against it."""
    return ("asked", "set") if relation == "superior" else ("promised", "found")
