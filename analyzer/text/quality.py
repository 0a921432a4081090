"""How well a page was read, from its text alone (and from the recogniser's confidence, where there is one)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

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
    """A grade for each page that holds text, in order; one entry with page None where there are no pages.

    A text is graded once: the rules and the report both go by it.
    """
    if clean.page_grades is None:
        clean.page_grades = _grades(clean)
    return clean.page_grades


def _grades(clean: CleanText) -> list[PageQuality]:
    texts: dict[int | None, list[str]] = {}
    for line in clean.lines:
        texts.setdefault(line.page, []).append(clean.text[line.start : line.end])
    shown = {page: " ".join(lines) for page, lines in texts.items()}
    words = {page: _counted(text) for page, text in shown.items()}
    confidence = clean.source.ocr_confidence
    pages = [
        _grade(page, words[page], _noise(shown[page]), confidence.get(page) if page is not None else None)
        for page in sorted(words, key=lambda p: p or 0)
    ]
    mended = clean.repairs.get("misread_words", 0)
    if mended >= 2 and mended > MENDED * sum(page.words for page in words.values()):
        pages = [_lowered(page, mended) for page in pages]
    return pages


class _Words(NamedTuple):
    """How many words there are; how many of them are judged; and how many of these can be syllables."""

    words: int
    judged: int
    possible: int


def _noise(text: str) -> int:
    if text.isprintable() and "(cid:" not in text and "\ufffd" not in text:
        return 0
    return len(_NOISE.findall(text))


def _counted(text: str) -> _Words:
    words = judged = possible = 0
    for token, times in Counter(text.split()).items():
        found = _judged(token)
        words += found.words * times
        judged += found.judged * times
        possible += found.possible * times
    return _Words(words, judged, possible)


@lru_cache(maxsize=20_000)
def _judged(token: str) -> _Words:
    """The words of what stands between two spaces; capitals and foreign words are not judged."""
    words = _WORD.findall(token)
    judged = [w for w in words if not w.isupper() and not _FOREIGN.fullmatch(w) and len(w) < 30]
    return _Words(len(words), len(judged), sum(map(is_syllable, judged)))


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


def _grade(page: int | None, found: _Words, noise: int, confidence: float | None) -> PageQuality:
    words, judged, possible = found
    share = possible / judged if judged >= _FEW_WORDS else 1.0
    reasons: list[Text] = []
    grade: Grade = "good"
    if share < GOOD and judged - possible >= _FEW_WRONG:
        grade = "fair" if share >= FAIR else "poor"
        wrong = round(100 * (1 - share))
        reasons.append(
            Text(
                f"{wrong}% số chữ không thể là âm tiết tiếng Việt",
                f"{wrong}% of the words cannot be Vietnamese syllables",
            )
        )
    if noise:
        grade = "poor" if noise > 0.02 * max(1, words) else "fair" if grade == "good" else grade
        reasons.append(Text(f"{noise} ký tự không đọc được", f"{noise} characters that could not be read"))
    if confidence is not None and confidence < 85:
        grade = "poor" if confidence < 70 else "fair" if grade == "good" else grade
        reasons.append(Text(f"độ tin cậy nhận dạng {confidence:.0f}%", f"recognition confidence {confidence:.0f}%"))
    if judged < _FEW_WORDS and not reasons:
        reasons.append(Text("quá ít chữ để đánh giá", "too few words to judge"))
    return PageQuality(page, grade, round(share, 4), tuple(reasons))
