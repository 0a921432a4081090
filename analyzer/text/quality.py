"""How well a page was read, from its text alone (and from the recogniser's confidence, where there is one)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analyzer.errors import Text
from analyzer.text.model import CleanText
from analyzer.text.syllables import is_syllable

Grade = Literal["good", "fair", "poor"]

_WORD = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
# Foreign words, names of programs and abbreviations are no sign of bad reading.
_FOREIGN = re.compile(
    r"(?:facebook|zalo|you|tube|youtube|tiktok|email|gmail|internet|web|website|wifi|fanpage|"
    r"video|clip|poster|banner|pano|panô|online|smartphone|app|"
    r"livestream|infographic|podcast|sms|vssid|vneid|covid|corona|http|https|www|com|vn|gov|org|"
    r"file|logo|slogan|radio|karaoke|marketing|inter)",
    re.I,
)
GOOD, FAIR = 0.965, 0.90
_FEW_WORDS = 12
_FEW_WRONG = 5
"""Fewer wrong words than this are names and slips, on a page however short."""
MENDED = 0.0008
"""Share of words put right ("T1ÊU", "NỘIDUNG") above which the text was recognised from an image: typing has none."""


@dataclass(frozen=True, slots=True)
class PageQuality:
    """``share``: the share of words that can be Vietnamese syllables, 0 to 1. ``page`` is None where the format has
    no pages."""

    page: int | None
    grade: Grade
    share: float
    reasons: tuple[Text, ...] = ()


def grade_pages(clean: CleanText) -> list[PageQuality]:
    """A grade for each page that holds text, in order; one entry with page None where there are no pages."""
    words: dict[int | None, list[str]] = {}
    noise: dict[int | None, int] = {}
    for line in clean.lines:
        text = clean.text[line.start : line.end]
        words.setdefault(line.page, []).extend(_WORD.findall(text))
        noise[line.page] = noise.get(line.page, 0) + len(_NOISE.findall(text))
    confidence = clean.source.ocr_confidence
    pages = [
        _grade(page, words[page], noise[page], confidence.get(page) if page is not None else None)
        for page in sorted(words, key=lambda p: p or 0)
    ]
    mended = clean.repairs.get("misread_words", 0)
    if mended >= 2 and mended > MENDED * sum(map(len, words.values())):
        pages = [_lowered(page, mended) for page in pages]
    return pages


def _lowered(page: PageQuality, mended: int) -> PageQuality:
    reason = Text(
        f"{mended} chữ bị nhận dạng sai đã được sửa trong toàn văn bản",
        f"{mended} misread words of the document were mended",
    )
    grade: Grade = "fair" if page.grade == "good" else page.grade
    return PageQuality(page.page, grade, page.share, (*page.reasons, reason))


def document_grade(pages: list[PageQuality]) -> Grade:
    """The grade of the whole: poor when a third of the pages is, fair when any page is not good."""
    if not pages:
        return "poor"
    poor = sum(p.grade == "poor" for p in pages)
    if poor * 3 >= len(pages):
        return "poor"
    return "good" if all(p.grade == "good" for p in pages) else "fair"


def _grade(page: int | None, words: list[str], noise: int, confidence: float | None) -> PageQuality:
    judged = [w for w in words if not w.isupper() and not _FOREIGN.fullmatch(w) and len(w) < 30]
    possible = sum(is_syllable(w) for w in judged)
    share = possible / len(judged) if len(judged) >= _FEW_WORDS else 1.0
    reasons: list[Text] = []
    grade: Grade = "good"
    if share < GOOD and len(judged) - possible >= _FEW_WRONG:
        grade = "fair" if share >= FAIR else "poor"
        wrong = round(100 * (1 - share))
        reasons.append(
            Text(
                f"{wrong}% số chữ không thể là âm tiết tiếng Việt",
                f"{wrong}% of the words cannot be Vietnamese syllables",
            )
        )
    if noise:
        grade = "poor" if noise > 0.02 * max(1, len(words)) else "fair" if grade == "good" else grade
        reasons.append(Text(f"{noise} ký tự không đọc được", f"{noise} characters that could not be read"))
    if confidence is not None and confidence < 85:
        grade = "poor" if confidence < 70 else "fair" if grade == "good" else grade
        reasons.append(Text(f"độ tin cậy nhận dạng {confidence:.0f}%", f"recognition confidence {confidence:.0f}%"))
    if len(judged) < _FEW_WORDS and not reasons:
        reasons.append(Text("quá ít chữ để đánh giá", "too few words to judge"))
    return PageQuality(page, grade, round(share, 4), tuple(reasons))
