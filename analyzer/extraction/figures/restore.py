"""Words of a scanned page as they were meant: OCR loses diacritics far more often than letters.

"tôi thiêu 70%" is read as "tối thiểu 70%", "luợt" as "lượt": a phrase of the registers that differs from the text in
diacritics alone takes its place, character by character, so every offset stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from analyzer.resources import load_yaml
from analyzer.text import fold

# Single syllables whose bare form is hardly ever another word beside a number.
_SINGLES = (
    "người",
    "lượt",
    "cuộc",
    "lớp",
    "buổi",
    "trên",
    "dưới",
    "khoảng",
    "tuần",
    "tháng",
    "phường",
    "thôn",
    "tăng",
    "giảm",
    "hưởng",
    "tuổi",
)
_KEPT = frozenset(
    "tặng tầng tang giám giam thường thuồng thượng tươi tuân tuấn thông thống phượng cước lợp lóp bưởi lướt trấn thang"
    " thẳng".split()
)  # fmt: skip
"""Words of their own that a single syllable must not be taken for."""
_WORD = re.compile(r"[^\W_]+")
_NOISE = 3
"""Wrong phrases by which a text is taken for a scan."""


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        data = list(data.values())
    return [s for entry in data for s in _strings(entry)] if isinstance(data, list) else []


@cache
def _phrases() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """By their first word: the phrases without diacritics, the longest first, and how each may be written."""
    indicators = load_yaml("registers/indicators.yml")
    groups = [
        phrase
        for entry in indicators["indicators"]
        for key in ("all", "none")
        for phrase in _strings(entry.get(key, []))
    ]
    sources = [load_yaml("registers/units.yml"), load_yaml("registers/figures.yml"), indicators["words"], groups]
    known: dict[str, list[str]] = {}
    for phrase in [*_SINGLES, *(s for source in sources for s in _strings(source) if " " in s)]:
        low = fold.lower(phrase)
        if low != fold.bare(phrase) and "{" not in low:
            known.setdefault(fold.bare(phrase), []).append(low)
    by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for bare in sorted(known, key=lambda w: (-len(w), w)):
        by_word.setdefault(bare.split()[0].strip(",.()"), []).append((bare, tuple(known[bare])))
    return by_word


def _differences(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a phrase of the registers is written with other diacritics, and how it is written there."""
    phrases = _phrases()
    low, bare = fold.lower(text), fold.bare(text)
    reach = 0
    for word in _WORD.finditer(bare):
        start = word.start()
        if start < reach:
            continue
        for phrase, forms in phrases.get(word[0], ()):
            end = start + len(phrase)
            if bare.startswith(phrase, start) and not bare[end : end + 1].isalnum():
                reach = end
                if low[start:end] not in forms and low[start:end] not in _KEPT:
                    yield start, end, forms[0]
                break


def restored(text: str) -> str:
    """``text`` with the registers' phrases in their own diacritics; as long as ``text``, offset by offset."""
    out = list(text)
    for start, end, form in _differences(text):
        out[start:end] = [c.upper() if text[start + i].isupper() else c for i, c in enumerate(form)]
    return "".join(out)


def noisy(text: str) -> bool:
    """Whether a text was written by OCR, whatever its file says: several phrases differ from the registers' in more
    than where a tone stands ("uỷ ban" is a spelling of its own, "tối thiếu" is none)."""
    low = fold.lower(text)
    wrong = 0
    for start, end, form in _differences(text):
        wrong += _marks(low[start:end]) != _marks(form)
        if wrong >= _NOISE:
            return True
    return False


def _marks(text: str) -> list[str]:
    return sorted(unicodedata.normalize("NFD", text))
