"""Words of a scanned page as they were meant: OCR loses diacritics far more often than letters.

"tôi thiêu 70%" is read as "tối thiểu 70%", "luợt" as "lượt": a phrase of the registers that differs from the text in
diacritics alone takes its place, character by character, so every offset stands.
"""

from __future__ import annotations

import re
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
)


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        data = list(data.values())
    return [s for entry in data for s in _strings(entry)] if isinstance(data, list) else []


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """The pattern of all phrases without diacritics, and how each may be written."""
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
    words = sorted(known, key=lambda w: (-len(w), w))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"), {k: tuple(v) for k, v in known.items()}


def restored(text: str) -> str:
    """``text`` with the registers' phrases in their own diacritics; as long as ``text``, offset by offset."""
    pattern, known = _phrases()
    low, out = fold.lower(text), list(text)
    for match in pattern.finditer(fold.bare(text)):
        start, end = match.span()
        forms = known[match[0]]
        if low[start:end] in forms:
            continue
        out[start:end] = [c.upper() if text[start + i].isupper() else c for i, c in enumerate(forms[0])]
    return "".join(out)
