"""Numbers that are none: dates, numbers of documents, telephones, addresses of the net, list markers."""

from __future__ import annotations

import re

from analyzer.structure.model import Span

_NOT_EACH = r"(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:\s?[/.-]\s?\d{1,4}){0,2}"
_NEXT_DAY = (
    r"(?<!/\d{4}, )(?<!/\d{4} và )\d{1,2}(?:\s?[/.-]\s?\d{1,4}){0,2}"
    r"(?![\d%]|\s%|[.,/]\d|\s(?!hằng|hàng|tháng|năm|và|mỗi|âm)\w)"
)
# Times: the times component knows them better, but a text read without it must not take a date for a figure.
_DATE = re.compile(
    rf"(?<![\d.,])\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{2,4}}(?!\d)"
    rf"|(?<!\w)(?:từ |đến )?(?:các )?(?:năm|năm học|giai đoạn|nhiệm kỳ|thời kỳ|niên hạn)(?: từ| đến)?(?: năm)? {_YEAR}"
    rf"(?:\s?(?:,|-|/|và|đến|tới|đến năm|và năm|tới năm)\s?{_YEAR}(?![.,]?\d)){{0,12}}"
    # "ngày 05/6 và 12/6/2024", "các ngày 5, 10 hằng tháng"; in "ngày 31/8/2025, 100% …" the second number is no day
    rf"|(?<!\w){_NOT_EACH}(?:các )?(?:ngày|mùng) {_DAY}(?:\s?(?:-|,|và|đến|đến ngày|và ngày)\s?{_NEXT_DAY}){{0,4}}"
    rf"(?: tháng \d{{1,2}})?(?: năm {_YEAR})?"
    rf"|(?<!\w){_NOT_EACH}(?:các )?tháng \d{{1,2}}(?:\s?/\s?\d{{4}})?(?:\s?(?:-|và|đến|đến tháng|và tháng"
    rf"|tới)\s?\d{{1,2}}(?=\s?/|\snăm|[.,;:)]|$|\shằng|\shàng)(?:\s?/\s?\d{{4}})?)?(?:(?: năm|/) ?{_YEAR})?"
    rf"|(?<!\w){_NOT_EACH}quý\s(?:[1-4]|iv|i{{1,3}})(?!\w)(?:\s?(?:/|năm)\s?{_YEAR})?"
    rf"|(?<![\w/])\d{{1,2}}/{_YEAR}(?!\d)"
    rf"|(?<![\d.,]){_YEAR}\s?-\s?{_YEAR}(?!\d)"
    r"|(?<!\w)\d{1,2}\s?(?:giờ|h)\s?\d{0,2}(?!\w)"
)
# Where one may begin: at the first of some digits, or at one of its words.
_DATE_START = re.compile(
    r"[\dcđgmnqt](?:(?<=\d)(?<!\d\d)|(?<!\w\D)(?:(?<=t)(?:ừ |hời kỳ|háng )|(?<=n)(?:ăm|gày |hiệm kỳ|iên hạn)"
    r"|(?<=c)ác |(?<=đ)ến |(?<=g)iai đoạn|(?<=m)ùng |(?<=q)uý))"
)
# "1676/QĐ-TTg", "28-NQ/TW", "05/2019/NQ-HĐTP", "41/2024/QH15"; on the text with its capitals.
_DOCUMENT_NUMBER = re.compile(
    rf"\d(?<!\w\d)\d{{0,5}}(?:\s?/\s?{_YEAR})?\s?[/-]\s?(?:[A-ZĐ]{{2,8}}|QyĐ)\d{{0,3}}"
    r"(?:\s?[-/]\s?[A-ZĐ][A-Za-zĐđ0-9.]{0,10}){0,4}"
)
# Telephones, addresses of the net, "24/7", "4.0", list markers and footnote marks, "02 (hai)" without its words.
_OTHER_MARK = re.compile(
    r"(?:điện thoại|đt|sđt|hotline|tổng đài|fax|liên hệ|đường dây nóng)[^\d\n]{0,15}\d[\d .()-]{5,20}\d"
    r"|(?<!\d)0\d{2,3}[ .]\d{3}[ .]\d{3,4}(?!\d)|(?<!\d)1[89]00[ .]\d{4}(?!\d)"
    r"|https?://\S{1,300}|www\.\S{1,300}|[\w.]{1,60}@[\w.]{1,60}|[\w.-]{1,60}\.(?:vn|com|net|org)(?:/\S{0,200})?"
    r"|(?<!\d)24\s?/\s?(?:7|24)(?!\d)|(?<![\d.])[2-6]\.0(?![\d%])(?!\s%)"
    r"|(?<=\()\d{1,2}(?=\))|\[\d{1,3}\]"
    r"|[a-zà-ỹđ]-\d{1,3}(?!\d)"
)
# Something without which there is none of them.
_MARK_SIGN = re.compile(
    r"đ(?:iện thoại|t|ường dây nóng)|hotline|tổng đài|fax|liên hệ|@|://|www\.|\.(?:vn|com|net|org)|\(\d{1,2}\)|\[\d"
    r"|-(?<=[a-zà-ỹđ]-)\d|0\d{2,3}[ .]\d{3}|1[89]00[ .]\d|2(?:4\s?/|\.0)|3\.0|4\.0|5\.0|6\.0"
)
_START_MARK = re.compile(r"\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\)|\d{1,2}(?:\.\d{1,2}){0,3}\.(?!\d))\s")
_QUOTED = re.compile(r"[“\"]([^“”\"\n]{1,80})[”\"]")
"""Names of models and slogans ("Chi hội 100% hội viên có sổ BHXH")."""


def hidden_spans(text: str, low: str, stop: int) -> list[Span]:
    """Where numbers are names, dates, telephones or markers. ``low``: the text in lower case. Dates that begin at
    ``stop`` or behind it are not looked for."""
    spans: list[Span] = []
    reach = 0
    for begin in _DATE_START.finditer(low, 0, stop):
        date = _DATE.match(low, begin.start()) if begin.start() >= reach else None
        if date is not None:
            spans.append(date.span())
            reach = date.end()
    if "/" in text or "-" in text:
        spans += [m.span() for m in _DOCUMENT_NUMBER.finditer(text)]
    if _MARK_SIGN.search(low) is not None:
        spans += [m.span() for m in _OTHER_MARK.finditer(low)]
    if '"' in low or "“" in low:
        spans += [m.span() for m in _QUOTED.finditer(low)]
    mark = _START_MARK.match(low)
    return [*spans, mark.span()] if mark else spans
