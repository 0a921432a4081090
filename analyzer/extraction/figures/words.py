"""Vietnamese numbers in words: "hai mươi lăm" is 25, "một triệu rưỡi" 1,500,000, "ba phẩy năm" 3.5.

The grammar is that of the written language with the usual spoken short forms ("hai mốt", "một trăm hai" for
120, "nghìn rưỡi"). What it does not accept is no number: ``words_to_number`` gives None rather than a guess, so
"mười năm" (ten years) is not 15, which is written "mười lăm".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from analyzer.text import fold

_DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_AFTER_TEN = {**_DIGITS, "mốt": 1, "lăm": 5, "nhăm": 5}
# "một" and "năm" change behind "mươi": hai mươi mốt, hai mươi lăm. "hai mươi năm" is twenty years.
del _AFTER_TEN["không"], _AFTER_TEN["năm"]
_SHORT_UNITS = {"mốt": 1, "lăm": 5, "nhăm": 5, "tư": 4}
"""Units that say by their form that tens stand before them: "hai mốt" is 21."""
_TENS = ("mươi", "chục")
_LINKS = ("linh", "lẻ")
_POINTS = ("phẩy", "phảy", "chấm")
_SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("vạn", 10**4), ("nghìn", 10**3))
_SAME = {"tỉ": "tỷ", "ngàn": "nghìn", "rưởi": "rưỡi", "mười": "mười"}

NUMBER_WORDS = frozenset(
    {*_AFTER_TEN, "không", "năm", "mười", *_TENS, *_LINKS, *_POINTS, "trăm", "rưỡi", "rưởi", "nửa", "âm", "trừ", "phần"}
    | {name for name, _ in _SCALES}
    | set(_SAME)
)

MAX_WORDS = 40
"""Longer runs of number words are no number that anyone writes."""


class _NotANumber(Exception):
    pass


def _below_hundred(words: Sequence[str]) -> int:
    """ "hai mươi mốt", "mười lăm", "hai chục", "hai mốt", "bảy"."""
    count = len(words)
    if count == 1 and words[0] in _DIGITS and words[0] != "tư":
        return _DIGITS[words[0]]
    if words[0] == "mười":
        if count == 1:
            return 10
        if count == 2 and words[1] in _AFTER_TEN and words[1] not in ("mốt", "tư"):
            return 10 + _AFTER_TEN[words[1]]
    elif words[0] in _DIGITS and _DIGITS[words[0]] > 0 and count > 1:
        tens = 10 * _DIGITS[words[0]]
        if words[1] in _TENS:
            if count == 2:
                return tens
            if count == 3 and words[2] in _AFTER_TEN:
                return tens + _AFTER_TEN[words[2]]
        elif count == 2 and tens > 10 and words[1] in _SHORT_UNITS:
            return tens + _SHORT_UNITS[words[1]]
    raise _NotANumber


def _below_thousand(words: Sequence[str]) -> Fraction:
    if not words:
        raise _NotANumber
    if "trăm" not in words:
        if words[0] in _LINKS:
            if len(words) != 2 or words[1] not in _DIGITS:
                raise _NotANumber
            return Fraction(_DIGITS[words[1]])
        return Fraction(_below_hundred(words))
    place = words.index("trăm")
    if words == ["trăm", "rưỡi"]:
        return Fraction(150)
    if place != 1 or words[0] not in _DIGITS:
        raise _NotANumber
    hundreds, rest = 100 * _DIGITS[words[0]], words[2:]
    if not rest:
        return Fraction(hundreds)
    if rest[0] in _LINKS:
        if len(rest) != 2 or rest[1] not in _DIGITS:
            raise _NotANumber
        return Fraction(hundreds + _DIGITS[rest[1]])
    if rest == ["rưỡi"]:
        return Fraction(hundreds + 50)
    if len(rest) == 1 and rest[0] in _AFTER_TEN:  # "một trăm hai" is 120; "một trăm năm" is a hundred years
        return Fraction(hundreds + 10 * _AFTER_TEN[rest[0]])
    if len(rest) == 1 and rest[0] != "mười":
        raise _NotANumber
    return Fraction(hundreds + _below_hundred(rest))


def _whole(words: Sequence[str], scales: Sequence[tuple[str, int]] = _SCALES) -> Fraction:
    """A number of any size; the scales come in falling order."""
    for index, (name, value) in enumerate(scales):
        if name not in words:
            continue
        place = len(words) - 1 - list(reversed(words)).index(name)
        left, rest = list(words[:place]), list(words[place + 1 :])
        # "nghìn tỷ", "triệu tỷ": only what stands before the last "tỷ" may itself hold scales.
        head = _whole(left, scales if name == "tỷ" else ()) if left else None
        if rest == ["rưỡi"]:
            return (head if head is not None else 1) * value + Fraction(value, 2)
        if head is None:
            raise _NotANumber
        total = head * value
        if not rest:
            return total
        if len(rest) == 1 and rest[0] in _AFTER_TEN and name != "vạn":  # "một triệu hai" is 1,200,000
            return total + Fraction(value, 10) * _AFTER_TEN[rest[0]]
        tail = _whole(rest, scales[index + 1 :])
        if tail >= value:
            raise _NotANumber
        return total + tail
    return _below_thousand(words)


def _number(words: list[str]) -> Fraction:
    if not words or len(words) > MAX_WORDS or words[0] in _LINKS:
        raise _NotANumber
    if words[0] in ("âm", "trừ") and len(words) > 1:
        return -_number_unsigned(words[1:])
    return _number_unsigned(words)


def _number_unsigned(words: list[str]) -> Fraction:
    if words in (["nửa"], ["một", "nửa"]):
        return Fraction(1, 2)
    if "phần" in words:
        place = words.index("phần")
        below = _whole(words[place + 1 :])
        if below == 0:
            raise _NotANumber
        return _whole(words[:place]) / below
    for point in _POINTS:
        if point in words:
            place = words.index(point)
            return _decimal(words[:place], words[place + 1 :])
    if len(words) == 2 and words[1] == "rưỡi" and words[0] in _DIGITS:
        return _DIGITS[words[0]] + Fraction(1, 2)
    return _whole(words)


def _decimal(whole: list[str], behind: list[str]) -> Fraction:
    """ "ba phẩy năm", "mười hai phẩy bảy mươi lăm triệu"."""
    factor = Fraction(1)
    scale_names = dict(_SCALES)
    while behind and behind[-1] in scale_names:
        factor *= scale_names[behind.pop()]
    if not behind:
        raise _NotANumber
    if all(word in _DIGITS for word in behind):
        digits = "".join(str(_DIGITS[word]) for word in behind)
    else:
        value = _whole(behind)
        if value.denominator != 1:
            raise _NotANumber
        digits = str(int(value))
    return (_whole(whole) + Fraction(int(digits), 10 ** len(digits))) * factor


def words_to_number(text: str) -> int | float | None:
    """The number that ``text`` writes in words, None where it is none; an int wherever it is whole.

    >>> words_to_number("năm trăm lẻ bốn"), words_to_number("một triệu rưỡi"), words_to_number("ba phẩy năm")
    (504, 1500000, 3.5)
    """
    plain = fold.lower(unicodedata.normalize("NFC", text)).replace("-", " ")
    words = [_SAME.get(word, word) for word in re.findall(r"[^\W\d_]+", plain)]
    if re.search(r"[\d_]", plain) or not words:
        return None
    try:
        value = _number(words)
    except _NotANumber:
        return None
    return int(value) if value.denominator == 1 else float(value)
