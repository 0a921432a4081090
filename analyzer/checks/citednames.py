"""The words of a text that are the name of another document."""

from __future__ import annotations

import re

from analyzer.extraction.model import Analysis
from analyzer.structure.model import Span

_NAME = re.compile(
    r"[^\w;.]{0,6}(?:\(?(?:ngày|của|số|khóa|năm|ban hành|hội nghị)\b[^;.:()]{0,160}?)?"
    r"\b(?:về việc|v/v|về|phê duyệt|ban hành|kèm theo)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[;)\n]|\.(?=\s|$)|, (?=(?:Ủy|Uỷ|UBND|Sở|Phòng|Ban|Bảo hiểm|BHXH|UB)\b)|[“\"](?=\s*[,.;]?\s)")
_REACH = 260


def cited_names(analysis: Analysis) -> list[Span]:
    """Spans of the mentions of cited documents, each run on over the name that follows ("… về việc …", "phê duyệt …"),
    to the end of the sentence or to where the issuing body takes the word again."""
    text = analysis.text
    spans: list[Span] = []
    for reference in analysis.references:
        for start, end in reference.mentions or (reference.span,):
            last = text.find("\n", end)
            stop = min(end + _REACH, len(text) if last < 0 else last)
            follows = _NAME.match(text, end, stop)
            if follows is not None:
                closing = _END.search(text, follows.end(), stop)
                end = closing.start() if closing else stop
            spans.append((start, end))
    return spans
