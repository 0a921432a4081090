"""Numbers of a workbook as the sheet shows them: dates, percents, thousands, decimals, units in the format.

Written as Vietnamese writes them, whatever the language of the program that shows the sheet: 1.234,5. The codes of
formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "dd/mm/yy", 16: "dd/mm",
    17: "mm/yyyy", 18: "hh:mm", 19: "hh:mm:ss", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "hh:mm:ss", 47: "mm:ss",
}  # fmt: skip
_MOST = 500
"""Characters of a format that are looked at."""
_TOKEN = re.compile(r'"([^"]{0,200})"|\\(.)|_.|\*.|\[[^\]]{0,40}\]|(AM/PM|General)|(.)', re.I | re.S)
_DIGITS = frozenset("0#?.,%")
_DATES = frozenset("dmyhs")


@dataclass(frozen=True, slots=True)
class Format:
    """A format in parts. ``number``: its placeholders (``#,##0.0%``), empty for General; ``date``: its letters
    ("dmy", "my", "hm"), empty for none; ``before``, ``after``: words around the number."""

    number: str = ""
    date: str = ""
    before: str = ""
    after: str = ""


def built_in(number: int) -> str:
    """The code of a format that is known by its number; "" for General and for text."""
    return _BUILT_IN.get(number, "")


@lru_cache(maxsize=512)
def parse_format(code: str) -> Format:
    """The parts of a format's code: its first section, which is for positive numbers."""
    words: list[str] = ["", ""]
    number = date = ""
    fraction = False
    for match in _TOKEN.finditer(code[:_MOST]):
        quoted, escaped, named, char = match.groups()
        if char == ";":
            break
        literal = quoted if quoted is not None else escaped
        if char is not None and char in _DIGITS:
            number += char
        elif char is not None and char.lower() in _DATES:
            date += char.lower() if not date.endswith(char.lower()) else ""
        elif literal is not None or (char is not None and char in " -()$€₫"):
            words[bool(number)] += literal if literal is not None else char or ""
        elif char == "/":
            fraction = True
        elif named is None and char is not None and char not in ":@":
            return Format()  # exponents: as the number itself
    if date:
        return Format(date=date)
    if fraction or ("0" not in number and "#" not in number):
        return Format()
    return Format(number, "", words[0].lstrip(" ("), words[1].rstrip(" )"))


def shown(value: float, form: Format, *, since_1904: bool = False) -> str:
    """A number as its cell shows it, a date as dd/mm/yyyy as far as the format has day, month and year."""
    if not math.isfinite(value):
        return ""
    if form.date:
        return _date(value, form.date, since_1904) or _general(value)
    if not form.number:
        return _general(value)
    return f"{form.before}{_number(value, form.number)}{form.after}"


def _general(value: float) -> str:
    """As a cell without a format shows it, at eleven digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if not 1e-9 < abs(value) < 1e15:
        return f"{value:.5E}".replace(".", ",")
    text = f"{Decimal(repr(value)):.10f}" if abs(value) < 1 else f"{value:.11g}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


def _number(value: float, code: str) -> str:
    whole, _, rest = code.partition(".")
    places = min(sum(char in "0#?" for char in rest), 15)
    fixed = min(sum(char == "0" for char in rest), 15)
    scale = len(whole) - len(whole.rstrip(",")) if not rest else len(rest) - len(rest.rstrip(","))
    exact = Decimal(repr(value)) * 100 ** code.count("%") / 1000 ** min(scale, 5)
    if exact.adjusted() > 25:
        return _general(value)
    exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits, _, decimals = f"{abs(exact):f}".partition(".")
    decimals = decimals[:fixed] + decimals[fixed:].rstrip("0")
    digits = digits.zfill(min(whole.count("0"), 20))
    if "," in whole.rstrip(","):
        digits = f"{int(digits):,}".replace(",", ".")
    sign = "-" if exact < 0 else ""
    return f"{sign}{digits}{',' + decimals if decimals else ''}{'%' if '%' in code else ''}"


def _date(value: float, letters: str, since_1904: bool) -> str:
    """Empty for a number that is no day of the calendar."""
    start = datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)
    if not 0 <= value < 2_958_466:
        return ""
    if not since_1904 and value < 60:
        value += 1  # the sheet counts a 29 February 1900
    try:
        moment = start + datetime.timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return ""
    clock = f"{moment:%H:%M}"
    if "y" not in letters and "d" not in letters:
        return clock if "h" in letters or "s" in letters else f"{moment:%m}"
    day = "/".join(f"{part:02d}" for letter, part in (("d", moment.day), ("m", moment.month)) if letter in letters)
    if "y" in letters:
        day = f"{day}/{moment.year}" if day else str(moment.year)
    return f"{day} {clock}" if "h" in letters else day
