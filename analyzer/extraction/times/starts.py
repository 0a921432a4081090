"""Where a time can begin: the few places of a text that are worth a closer look, told by one or two words.

A place that is left out begins no time, whatever stands there; one that is kept may begin none either.
"""

from __future__ import annotations

import re

from analyzer.extraction.times import patterns as p

_REL = "nay|này|sau|tới|trước|ngoái"
_UNIT = rf"{p.NAM}|{p.THANG}|{p.QUY}|tuần|{p.NGAY}|nửa"
_COUNT = "|".join(p.COUNT_WORDS)
_WORDS = (
    rf"\d[\dlio]?\s{{0,4}}(?:[/.,\-]|đến|tới|và|{_UNIT}|lần)",
    r"(?:19|20)\d\d",
    rf"{p.NGAY}\s{{0,4}}(?:[\dlio]|mùng|mồng|thứ|chủ|mai|kia)",
    rf"{p.THANG}\s{{0,4}}(?:\d|{p.MONTH_WORD}|{_REL})",
    rf"{p.NAM}(?:(?:\s{{1,2}}học)?\s{{0,12}}\(?\d|\s{{1,3}}(?:hai|{_REL}))",
    rf"(?:{_COUNT})\s{{1,3}}(?:{_UNIT}|lần)",
    rf"{p.HANG}\s{{1,3}}(?:\d|{_COUNT}|{_UNIT})",
    rf"(?:đầu|giữa|cuối)\s{{1,2}}{p.NAM}",
    rf"các\s{{1,2}}(?:{p.THANG}|{p.NAM})",
    rf"báo\s{{1,2}}cáo\s{{1,2}}(?:kết quả|định kỳ|sơ kết|tổng hợp|\d|{_COUNT}|{_UNIT})",
    r"t\s?\d|thứ\s{1,2}(?:hai|ba|tư|năm|sáu|bảy|[2-7])",
    rf"(?:{p.QUY}|tuần)\s{{1,2}}(?:{_REL})",
    rf"(?:{p.QUY}\s{{0,3}}|q)[ivl\d]",
    r"(?:tổng|sơ)\s{1,2}kết|đ[ịi]nh\s{1,2}kỳ|m[ùồ]ng\s{1,2}[\dlio]",
    r"hôm (?:nay|qua)|chủ nhật|nửa\s{1,2}(?:đầu|cuối|sau)",
    r"[lio][\dlio]?\s{0,2}[/.\-]",
)
_NEXT = re.compile(rf"\W(?=[\dntqhmđsbcglio])(?={'|'.join(_WORDS)})")
_RATE = re.compile(r"/(?=\s{0,2}[01qtmn\d])")
_REACH = 60
"""Characters that tell whether a time can begin at the very start of a text."""


def starts_of(folded: str, start: int, end: int) -> list[int]:
    """The places in ``folded[start:end]`` (as ``fold.lower`` gives it) at which a time can begin, in order."""
    found = [0] if start == 0 and _NEXT.match("\n" + folded[: min(end, _REACH)]) else []
    found += [hit.end() for hit in _NEXT.finditer(folded, max(0, start - 1), end)]
    rates = [hit.start() for hit in _RATE.finditer(folded, start, end)]
    return sorted({*found, *rates}) if rates else found
