"""Numbers as Vietnamese texts write them: 1.234.567 · 53,1 · 1 234 · 1,2 triệu · 2 tỷ 300 triệu · 1/3 · hai mươi lăm.

A point between groups of three digits divides thousands, a comma is the decimal sign. Where the form leaves a
doubt ("12,345", "1.234") the other reading is kept in ``Number.other``, for the caller who knows the unit.
Usable alone: ``parse_number`` for one text, ``scan_numbers`` for all numbers of a text, ``words_to_number``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from analyzer.extraction.figures.patterns import whole_words
from analyzer.extraction.figures.words import NUMBER_WORDS, words_to_number
from analyzer.resources import load_yaml
from analyzer.structure.model import Span
from analyzer.text import fold

Form = Literal["digits", "words", "ratio"]

# A pattern that begins with a digit, its lookbehinds behind that, is tried nowhere else.
_FIRST = r"\d(?<!\w\d)(?<!\d[.,/]\d)"
_MORE = (
    r"\d{0,2}(?:\.\d{3}){1,5}(?:,\d{1,6})?"  # 1.234.567,8
    r"|\d{0,2}(?:,\d{3}){2,5}(?:\.\d{1,6})?"  # 1,234,567.8
    r"|\d{0,2}(?: \d{3}){1,5}(?:,\d{1,6})?"  # 1 234 567
    r"|\d{0,14}(?:[.,]\d{1,6})?"  # 53,1 · 53.1 · 2025
)
_DIGITS = re.compile(rf"{_FIRST}(?:{_MORE})(?![\w]|[.,]\d)")
_RATIO = re.compile(rf"({_FIRST}(?:{_MORE})) ?/ ?(\d(?:{_MORE}))(?![\w]|[.,]\d| ?/ ?\d)")
# What OCR makes of digits, where a per cent sign or a group of thousands says that a number is meant.
_SMUDGED = re.compile(
    r"(?<![\w.,])(?:(?=[iolIOL]{0,3}[0-9])[0-9iolIOL]{2,4}(?:,[0-9iolIOL]{1,2})?(?= ?%)"
    r"|[iIlL][oO]{2}(?= ?%)"
    r"|[0-9iIlL]{1,3}(?:\.[0-9oOlI]{3}){1,3}(?![\w.]))"
)
_MAYBE_SMUDGED = re.compile(r"\d(?:[.,]?[iol]|(?<=[iol]\d)|(?<=[iol][.,]\d))")
"""A letter at a digit, a point or a comma at most between them; those without a digit hold "oo", ".o" or ".l"."""
_CLEAN = str.maketrans("iIlLoO", "111100")
_SCALE = re.compile(
    r" ?(nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục|trăm)(?!\w)(?! (?:lệ|trọng|suất|giá|phú)\b)(?: (rưỡi|rưởi)(?!\w))?"
)
_SCALES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "vạn": 10**4,
    "chục": 10,
    "trăm": 100,
}
# Number words that are not one before these: "tỷ lệ", "tư vấn", "ba lô"…
_OTHER_WORD = (
    r"(?:tỷ|tỉ) (?:lệ|trọng|suất|giá|phú)|tư (?:vấn|pháp|nhân|tưởng|duy|liệu|cách|thế|thục)|ba lô"
    r"|năm (?:học|nay|trước|sau|tới|qua)|phần (?:lớn|mềm|nào|đông|việc)|không (?:những|chỉ|phải|để|có)"
)
_WORDS = sorted(NUMBER_WORDS - {"âm", "trừ"}, key=len, reverse=True)
_RUN_START = whole_words(_WORDS)
_DIGITS_AS_LETTERS = re.compile(r"[il](?<!\w[il])(?:oo|\.[ol])")
_RUN = re.compile(
    rf"(?<!\w)(?!{_OTHER_WORD})(?:{'|'.join(_WORDS)})(?: (?!(?:{_OTHER_WORD})\b)(?:{'|'.join(_WORDS)})(?!\w))*(?!\w)"
)
_MAX_RUN = 16
_DIGIT = re.compile(r"\d")
_SOME_DIGITS = re.compile(r"\d+")
_LITERALS = (
    "năm", "ba", "một", "hai", "bốn", "mười", "mươi", "trăm", "triệu", "sáu", "bảy", "bẩy", "tám", "chín", "nửa",
)  # fmt: skip
_SMUDGED_ONE = re.compile(r"[il]oo ?%")


class Number(NamedTuple):
    """A number in a text. ``start``, ``end``: half-open offsets of its characters (with its scale word, without
    sign and unit). ``other`` is the value of the other reading of an ambiguous form, else None. ``over`` is the
    denominator of a ratio "12/15", whose ``value`` is then the numerator. ``single`` marks one lone number word
    ("hai"), which is more often no number at all. ``scaled``: a scale word ("triệu") was multiplied in."""

    start: int
    end: int
    value: float
    form: Form = "digits"
    other: float | None = None
    over: float | None = None
    single: bool = False
    scaled: bool = False


def has_number(text: str) -> bool:
    """Whether ``text`` (lower case) may hold a number at all: the cheap test before any other."""
    if _DIGIT.search(text) is not None:
        return True
    for word in _LITERALS:
        if word in text:
            return True
    return "oo" in text and _SMUDGED_ONE.search(text) is not None


def digit_starts(low: str) -> list[int]:
    """Where in a text (lower case) there may be numbers in digits, in order: each begins there or digits of it do."""
    found = [match.start() for match in _SOME_DIGITS.finditer(low)]
    letters = _DIGITS_AS_LETTERS.finditer(low) if "oo" in low or ".o" in low or ".l" in low else ()
    return sorted([*found, *(match.start() for match in letters)])


def word_starts(low: str) -> list[int]:
    """Where in a text (lower case) there are number words, in order."""
    return [match.start() for match in _RUN_START.finditer(low)]


def _tidy(value: float) -> float:
    """An int where the value is whole, else rounded to what was written."""
    rounded = round(value, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def _value(digits: str) -> tuple[float, float | None]:
    """Value of a digit group and its other reading."""
    plain = digits.replace(" ", "")
    points, commas = plain.count("."), plain.count(",")
    if points and commas:
        if plain.rindex(",") > plain.rindex("."):
            return _tidy(float(plain.replace(".", "").replace(",", "."))), None
        return _tidy(float(plain.replace(",", ""))), None
    if points > 1 or commas > 1:
        return int(plain.replace(".", "").replace(",", "")), None
    if points == 1:
        whole, behind = plain.split(".")
        decimal = _tidy(float(plain))
        if len(behind) == 3 and len(whole) <= 3 and not whole.startswith("0"):
            return int(whole + behind), decimal
        return decimal, None
    if commas == 1:
        whole, behind = plain.split(",")
        other = int(whole + behind) if len(behind) == 3 and len(whole) <= 3 and not whole.startswith("0") else None
        return _tidy(float(plain.replace(",", "."))), other
    return int(plain), None


def _scaled(low: str, start: int, end: int) -> tuple[float, float | None, int, bool]:
    """Value, other reading, end and whether scale words follow: "2 tỷ 300 triệu", "1,2 triệu", "3 triệu rưỡi"."""
    value, other = _value(low[start:end])
    scale = _SCALE.match(low, end)
    if scale is None:
        return value, other, end, False
    total, last = 0.0, float("inf")
    while scale is not None and _SCALES[scale[1]] < last:
        last = _SCALES[scale[1]]
        total += value * last + (last / 2 if scale[2] else 0)
        end = scale.end()
        following = _DIGITS.match(low, end + 1) if low[end : end + 1] == " " else None
        scale = _SCALE.match(low, following.end()) if following else None
        if following and scale:
            value = _value(following[0])[0]
    return _tidy(total), None, end, True


def _in_digits(low: str) -> Iterator[Number]:
    place = 0
    ratios = {m.start(): m for m in _RATIO.finditer(low)} if "/" in low else {}
    for match in _DIGITS.finditer(low):
        if match.start() < place:
            continue
        ratio = ratios.get(match.start())
        if ratio is not None:
            place = ratio.end()
            above, below = _value(ratio[1])[0], _value(ratio[2])[0]
            yield Number(ratio.start(), place, above, "ratio", over=below)
            continue
        value, other, place, scaled = _scaled(low, match.start(), match.end())
        yield Number(match.start(), place, value, "digits", other, scaled=scaled)


def _smudged(low: str) -> Iterator[Number]:
    if not _MAYBE_SMUDGED.search(low) and ".o" not in low and ".l" not in low and "oo" not in low:
        return
    for match in _SMUDGED.finditer(low):
        clean = match[0].translate(_CLEAN)
        if clean != match[0]:
            yield Number(match.start(), match.end(), _value(clean)[0])


def _runs(low: str) -> Iterator[list[Span]]:
    """Runs of words that numbers are made of: the spans of their words."""
    reach = 0
    for begin in _RUN_START.finditer(low):
        run = _RUN.match(low, begin.start()) if begin.start() >= reach else None
        if run is None:
            continue
        reach = run.end()
        words: list[Span] = []
        start = run.start()
        for word in run[0].split(" "):
            words.append((start, start + len(word)))
            start += len(word) + 1
        if len(words) <= _MAX_RUN:
            yield words


def _in_words(text: str, low: str) -> Iterator[Number]:
    for words in _runs(low):
        first = 0
        while first < len(words):
            found = _longest(low, words, first)
            if found is None or (found[0] == first and _year_follows(low, words, first)):
                first += 1
                continue
            last, value = found
            start, end = words[first][0], words[last][1]
            named = any(text[s].isupper() for s, _ in words[first + 1 : last + 1]) or (
                text[start].isupper() and text[:start].rstrip()[-1:] not in ("", ".", ":", ";", "-", "+", "(")
            )
            # "năm hai nghìn không trăm hai mươi" is a year, "Ba Vì" a place, "không" a negation.
            if not named and low[start:end] != "không" and not _is_year(low, start, value):
                yield Number(start, end, value, "words", single=last == first)
            first = last + 1


_spelt = lru_cache(maxsize=1024)(words_to_number)


def _longest(low: str, words: list[Span], first: int) -> tuple[int, float] | None:
    for last in range(len(words) - 1, first - 1, -1):
        value = _spelt(low[words[first][0] : words[last][1]])
        if value is not None:
            return last, value
    return None


def _year_follows(low: str, words: list[Span], first: int) -> bool:
    """Whether this word is the "năm" of a year in words."""
    if low[slice(*words[first])] != "năm" or first + 1 >= len(words):
        return False
    following = _longest(low, words, first + 1)
    return following is not None and _is_year(low, words[first + 1][0], following[1])


def _is_year(low: str, start: int, value: float) -> bool:
    return 1900 <= value <= 2100 and low[max(0, start - 4) : start] == "năm "


def scan_numbers(text: str) -> list[Number]:
    """All numbers of a text, in order, in digits and in words; dates and document numbers are not told apart
    from other numbers here. Linear in the length of the text."""
    low = fold.lower(text)
    return numbers_in(text, low) if has_number(low) else []


def numbers_in(text: str, low: str, *, digits: bool = True, words: bool = True) -> list[Number]:
    """As ``scan_numbers``, of a text that is given in lower case as well; only those in ``digits``, only those in
    ``words``."""
    found = list(_in_words(text, low)) if words else []
    if digits:
        found += _in_digits(low)
        found += _smudged(low)
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


@cache
def _before_number() -> re.Pattern[str]:
    """What may stand before a number that ``parse_number`` reads: words of comparison, a sign."""
    entries = load_yaml("registers/figures.yml")["operators"].values()
    words = sorted({word for words in entries for word in words}, key=len, reverse=True)
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, words))}|có|là|đạt|từ) ?){{0,3}}")


def parse_number(text: str) -> int | float | None:
    """The one number that ``text`` states, None where it states none or several.

    Words of comparison before it and a unit behind it may stand: "hơn 500", "53,1%", "2,5 tỷ đồng", "âm năm".

    >>> parse_number("1.234.567"), parse_number("71,6 %"), parse_number("hai mươi lăm"), parse_number("15-20%")
    (1234567, 71.6, 25, None)
    """
    text = unicodedata.normalize("NFC", text).strip()
    low = fold.lower(text)
    whole = words_to_number(text) if len(text) <= 200 else None
    if whole is not None:
        return whole
    numbers = scan_numbers(text)
    if len(numbers) != 1:
        return None
    number = numbers[0]
    before, behind = low[: number.start].rstrip(), low[number.end :]
    negative = bool(re.search(r"(?:^|\s)(?:-|âm|trừ)$", before))
    before = re.sub(r"(?:-|âm|trừ)$", "", before).rstrip() if negative else before
    following = re.match(r"\s?([^\W\d_]{1,8})", behind)
    if number.form == "words" and following and following[1] in NUMBER_WORDS - {"năm", "phần"}:
        return None
    if not _before_number().fullmatch(before) or re.match(r"/?-? ?\w{0,8}-", behind) or re.search(r"\d", behind):
        return None
    value = number.value / number.over if number.over else number.value
    if behind.lstrip().startswith("%") and number.other is not None and number.value > 1000:
        value = number.other
    return _tidy(-value if negative else value)


__all__ = ["Number", "has_number", "parse_number", "scan_numbers", "words_to_number"]
