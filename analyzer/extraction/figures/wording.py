"""The words of the text for a value: what it measures, and the clause that is quoted for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from analyzer.extraction.figures.values import Value
from analyzer.structure.model import Span

_WORDS = re.compile(r"(\S+)")
_QUOTE_WORDS = 28
_NEAR = 400
"""Characters on either side of a value that a quote may take."""
_DENOMINATOR = re.compile(
    r"(?:(?:so với|của|trên|tổng|tổng số|số)\s){0,2}(?:lực lượng lao động|lllđ|dân số|kế hoạch|chỉ tiêu|kh"
    r"|dự toán|cùng kỳ|năm)(?!\w)"
    r"(?:\s(?:trong độ tuổi|lao động|giao|được giao|năm|đề ra|cả năm|toàn|xã|phường|tỉnh|huyện|thành phố"
    r"|\d{4})){0,4}[\s).]{0,3}|so với\s.{0,80}|trở (?:lên|xuống)"
)
_FRONT = re.compile(
    r"^(?:(?:và|trong đó|sau đó|đồng thời|phấn đấu|đã|có|với|đạt|tăng|giảm|chiếm|còn|nhưng|cụ thể|cho|là)(?:\s"
    r"|$)|[\s,;:.()+-])+",
    re.IGNORECASE,
)
_LINKS = frozenset("là đạt có được bằng gồm ước còn chiếm thêm tăng giảm mới khoảng từ lên xuống".split())
_MARKS = " ,;:.()"
_SIGNS = re.compile(r"^(?:%|phần trăm|trở lên|trở xuống|\s)+")
_CLOSED = re.compile(r"\s?[,;:)]")


def words_for(text: str, value: Value, piece: Span) -> str:
    """The words of the text for what the value measures: behind it, or before it where nothing stands behind;
    empty where its piece holds none ("…, đạt 95% kế hoạch")."""
    unit = value.unit if value.cls not in ("percent", "money", "none") else ""
    behind = ""
    if not _CLOSED.match(text, value.number[1] + len(unit) + 1):
        behind = " ".join(text[max(value.number[1], value.start) : min(piece[1], value.end + _NEAR)].split())
        behind = _SIGNS.sub("", behind.strip(" ,;:.()/"))
    rest = behind[len(unit) :] if unit and behind.lower().startswith(unit) else behind
    rest = rest.strip(" ,;:.()")
    if len(rest.split()) >= 2 and not rest.startswith("/") and not _DENOMINATOR.fullmatch(rest.lower()):
        return " ".join(behind.split()[:18])
    front = " ".join(text[max(piece[0], value.low - 200) : value.low].split())
    opening = _FRONT.match(front)
    front = _without_links(front[opening.end() :] if opening else front)
    return " ".join(front.split()[-18:])


def _without_links(front: str) -> str:
    """``front`` (with single blanks) without the words that link it to the value behind."""
    front = front.rstrip(_MARKS)
    while front:
        head, _, last = front.rpartition(" ")
        last = last.lower()
        if last == "lệ" and f" {head}".lower().endswith((" tỷ", " tỉ")):
            head = head[:-2]
        elif last not in _LINKS:
            break
        front = head.rstrip(_MARKS)
    return front


class Quoter:
    """Quotes the values of one sentence, which begins at ``offset``."""

    def __init__(self, sentence: str, offset: int) -> None:
        # what is no word, a word, what is no word, …
        edges = list(accumulate(map(len, _WORDS.split(sentence))))
        self._starts, self._ends = edges[:-1:2], edges[1::2]
        self._offset = offset

    def quote(self, value: Value, piece: Span) -> Span:
        """The clause around the value: its own piece where that is long enough to read, at most ``_QUOTE_WORDS`` words
        and ``_NEAR`` characters to each side."""
        floor, ceiling = max(0, value.low - _NEAR), value.end + _NEAR
        lowest, highest = bisect_right(self._ends, floor), bisect_left(self._starts, ceiling) - 1
        first, last = bisect_right(self._ends, value.start), bisect_left(self._starts, value.end) - 1
        room = max(0, _QUOTE_WORDS - (last - first + 1))
        front = min(first - lowest, max(room // 2, room - (highest - last)))
        low, high = first - front, last + min(highest - last, room - front)
        while low < first and max(self._starts[low], floor) < piece[0] and first - low > 8:
            low += 1
        return max(self._starts[low], floor) + self._offset, min(self._ends[high], ceiling) + self._offset
