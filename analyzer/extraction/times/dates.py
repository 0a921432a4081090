"""Builders of calendar atoms: from the match of a pattern to days, months, quarters and years.

Each takes the match (in folded text) and the original text, and gives no atom where the words are no time after all.
"""

from __future__ import annotations

import re

from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.atoms import Atom, AtomUnit, count, digits, month_number, spaces

_NOT_COUNT = re.compile(p.NOT_COUNT)
_FRACTION = re.compile(p.FRACTION)


def _day(hit: re.Match[str], year: str | None) -> Atom | None:
    day, month = digits(hit["d"]), month_number(hit["m"])
    if day < 0 or month < 0:
        return None
    full = digits(year) if year else None
    if full is not None and full < 100:
        full += 2000
    return Atom(hit.start(), hit.end(), "day", full, full, (month, day), (month, day))


def long_date(hit: re.Match[str], _: str) -> list[Atom]:
    text = hit.group()
    if hit["m"] == "năm" and hit["y"] is None and not p.YEARLY_AFTER.match(hit.string, hit.end()):
        return []
    labelled = text[:2] == "ng" or hit["mung"] or hit["y"]
    if not labelled and _NOT_COUNT.match(hit.string, hit.end()) is None:
        return []
    atom = _day(hit, hit["y"])
    if atom and not labelled:
        atom.needs = "connector"
    return [atom] if atom else []


_AFTER_YEAR = re.compile(r"(?:19|20)\d\d\s?-\s?$")


def numeric_date(hit: re.Match[str], _: str) -> list[Atom]:
    before = hit.string[max(0, hit.start() - 2) : hit.start()]
    if _AFTER_YEAR.search(hit.string[max(0, hit.start() - 8) : hit.start()]):
        before = ""  # 15/5/2025-20/5/2025
    if (len(before) == 2 and before[0].isdigit() and before[1] in ".,-/") or before[-1:] == "/":
        return []
    if len(hit["y"]) == 2 and not hit["label"]:
        return []
    atom = _day(hit, hit["y"])
    if atom is None or (not hit["label"] and (atom.first[1] > 31 or atom.first[0] > 31 or 0 in atom.first)):
        return []
    return [atom]


def iso(hit: re.Match[str], _: str) -> list[Atom]:
    atom = _day(hit, hit["y"])
    return [atom] if atom else []


def day_month(hit: re.Match[str], _: str) -> list[Atom]:
    before = hit.string[max(0, hit.start() - 1) : hit.start()]
    if before in ("/", ".", ",", "-") or (not hit["label"] and not hit["d"].isdigit()):
        return []
    if not hit["label"] and _FRACTION.match(hit.string, hit.end()) is None:
        return []
    atom = _day(hit, hit["y"])
    if atom is None or (not hit["label"] and not (1 <= atom.first[0] <= 12 and 1 <= atom.first[1] <= 31)):
        return []
    if not hit["label"] and not hit["y"]:
        atom.needs = "connector"
    return [atom]


def day_range(hit: re.Match[str], _: str) -> list[Atom]:
    labelled = hit.group()[:2] == "ng"
    a, b, month = int(hit["a"]), int(hit["b"]), int(hit["m"])
    year = int(hit["y"]) if hit["y"] else None
    before = hit.string[max(0, hit.start() - 4) : hit.start()]
    if before[-1:] in ("/", ".", "-") or not (labelled or year or before.endswith("từ ")) or not (0 < a <= 31):
        return []
    if hit["join"][0] in "-đt" and not hit["more"]:
        if a >= b:
            return []
        return [Atom(hit.start(), hit.end(), "day", year, year, (month, a), (month, b), ranged=True)]
    if not labelled:
        return []
    found = []
    places = [(hit.start("a"), hit.end("a")), (hit.start("b"), hit.end("b"))]
    places += [m.span() for m in re.compile(r"\d{1,2}").finditer(hit.string, hit.start("more"), hit.end("more"))]
    for first, last in places:
        day = int(hit.string[first:last])
        found.append(Atom(first, last, "day", year, year, (month, day), (month, day), group=hit.start()))
    found[0].start, found[-1].end = hit.start(), hit.end()
    return found


def month_of_date(hit: re.Match[str], _: str) -> list[Atom]:
    return [Atom(hit.start(), hit.end(), "day", bad=True, year=0)]


_ENDS_LIST = re.compile(rf"\s{{0,3}}(?:$|[.;:)\n]|,?\s?\(?h[ằàẳ]ng\s{{1,2}}{p.NAM}|,\s)")
_LABEL_BEFORE = re.compile(rf"(?:{p.THANG}|{p.QUY})\s{{0,3}}$")
_AFTER_RATE = re.compile(r"(?:mỗi|hằng|hàng|từng|một|\d)\s{1,3}$")


def _enumerated(hit: re.Match[str], unit: AtomUnit, values: list[tuple[int, int, int]], width: int) -> list[Atom]:
    """``values``: (number, start, end) of each; ``width``: months of one."""
    year = int(hit["y"]) if hit["y"] else None
    more = hit["more"]
    if more and year is None and not _ENDS_LIST.match(hit.string, hit.end()):
        values, more = values[:1], ""
    end = hit.end() if year or len(values) > 1 else values[0][2]
    joined = len(values) == 2 and ("-" in more or "đến" in more)
    numbers = [v[0] for v in values]
    limit = 12 // width
    if joined and numbers[0] < numbers[1] <= limit:
        first, last = (numbers[0] - 1) * width + 1, numbers[1] * width
        return [Atom(hit.start(), end, unit, year, year, (first, 1), (last, 0), ranged=True)]
    found = []
    for number, start, stop in values:
        first, last = (number - 1) * width + 1, number * width
        bad = not 1 <= number <= limit
        if label := _LABEL_BEFORE.search(hit.string, max(hit.start(), start - 12), start):
            start = label.start()
        found.append(Atom(start, stop, unit, year, year, (first, 1), (last, 0), bad=bad, group=hit.start()))
    found[0].start, found[-1].end = hit.start(), end
    return found


def months(hit: re.Match[str], original: str) -> list[Atom]:
    text, word = hit.string, hit["m"]
    after = _NOT_COUNT.match(text, hit.end("m"))
    before = text[max(0, hit.start() - 8) : hit.start()]
    if after is None or (_AFTER_RATE.search(before) and not hit["y"]):
        return []
    if not word[0].isdigit():
        if word == "năm":
            written = original[hit.start("m")]
            if not (written == "N" or hit["y"] or p.YEARLY_AFTER.match(text, hit.end("m"))):
                return []
            if hit["y"] is None and re.compile(rf"\s{{0,3}}{p.YEAR}").match(text, hit.end("m")):
                return []  # "tháng    năm 2025": a blank month
        elif not re.compile(rf"\s{{0,3}}(?:$|[,.;:)\n/]|{p.NAM}|và|h[ằà]ng|là|đến|\()").match(text, hit.end("m")):
            return []
    number = re.compile(r"\d{1,2}")
    values = [(month_number(word), hit.start(), hit.end("m"))]
    values += [(int(m.group()), m.start(), m.end()) for m in number.finditer(text, hit.start("more"), hit.end("more"))]
    return _enumerated(hit, "month", values, 1)


def month_year(hit: re.Match[str], _: str) -> list[Atom]:
    before = hit.string[max(0, hit.start() - 4) : hit.start()]
    if before[-1:] in ("/", ".", ",", "-") or before.endswith("số "):
        return []
    month, year = int(hit["m"]), int(hit["y"])
    return [Atom(hit.start(), hit.end(), "month", year, year, (month, 1), (month, 0))]


_QUARTER_NUMBER = re.compile(p.QUARTER_NUMBER)


def quarters(hit: re.Match[str], _: str) -> list[Atom]:
    text = hit.string
    if _NOT_COUNT.match(text, hit.end("q")) is None:
        return []
    if hit["q"].isdigit() and _AFTER_RATE.search(text[max(0, hit.start() - 8) : hit.start()]) and not hit["y"]:
        return []
    values = [(p.QUARTERS.get(hit["q"].lstrip("0"), 9), hit.start(), hit.end("q"))]
    for m in _QUARTER_NUMBER.finditer(text, hit.start("more"), hit.end("more")):
        values.append((p.QUARTERS.get(m.group().lstrip("0"), 9), m.start(), m.end()))
    return _enumerated(hit, "quarter", values, 3)


def span_of_year(hit: re.Match[str], _: str) -> list[Atom]:
    length = count(hit["n"])
    if not 1 <= length <= 12:
        return []
    year = next((int(hit[k]) for k in ("y", "y2", "y3") if hit[k]), None)
    first, last = (13 - length, 12) if hit["side"] == "cuối" else (1, length)
    atom = Atom(hit.start(), hit.end(), "month", year, year, (first, 1), (last, 0), relative=_rel(hit["rel"]))
    return [atom]


def half_year(hit: re.Match[str], _: str) -> list[Atom]:
    year = int(hit["y"]) if hit["y"] else None
    first, last = (1, 6) if hit["side"] == "đầu" else (7, 12)
    return [Atom(hit.start(), hit.end(), "month", year, year, (first, 1), (last, 0), relative=_rel(hit["rel"]))]


def _rel(word: str | None) -> str:
    return {"nay": "0", "này": "0", "sau": "+1", "tới": "+1", "trước": "-1", "ngoái": "-1"}.get(word or "", "")


def years(hit: re.Match[str], _: str) -> list[Atom]:
    text, year = hit.string, int(hit["y"])
    end = hit.end()
    if "(" in text[hit.start() : hit.start("y")] and text[end : end + 1] == ")":
        end += 1
    if hit["to"]:
        to = int(hit["to"])
        return [Atom(hit.start(), end, "year", year, to, bad=to < year, ranged=True)]
    found = [Atom(hit.start(), hit.end("y"), "year", year, year, group=hit.start())]
    for m in re.compile(p.YEAR).finditer(text, hit.start("more"), hit.end("more")):
        found.append(Atom(m.start(), m.end(), "year", int(m.group()), int(m.group()), group=hit.start()))
    if len(found) == 1:
        found[0].end = end
    return found


_LABEL = re.compile(r"(?:giai đoạn|thời kỳ|nhiệm kỳ|niên khóa)\s{1,3}(?:từ\s{1,2})?\(?$")


def year_range(hit: re.Match[str], _: str) -> list[Atom]:
    before = hit.string[max(0, hit.start() - 20) : hit.start()]
    labelled = _LABEL.search(before) is not None
    if before[-1:] in ("/", ".", ",", "-") or before.endswith("số "):
        return []
    year = int(hit["y"])
    to = int(hit["to"]) if len(hit["to"]) == 4 else year // 100 * 100 + int(hit["to"])
    if not labelled and (len(hit["to"]) == 2 or to <= year or year < 1945):
        return []
    return [Atom(hit.start(), hit.end(), "year", year, to, bad=to < year, ranged=True)]


def bare_year(hit: re.Match[str], _: str) -> list[Atom]:
    before = hit.string[max(0, hit.start() - 4) : hit.start()]
    if before[-1:] in ("/", ".", ",", "-") or before.endswith("số "):
        return []
    year = int(hit["y"])
    return [Atom(hit.start(), hit.end(), "year", year, year, needs="connector")]


def year_in_words(hit: re.Match[str], _: str) -> list[Atom]:
    ones = {**p.COUNT_WORDS, "mốt": 1, "lăm": 5, "nhăm": 5, "tư": 4, "bẩy": 7}
    if hit["tens"]:
        tens, unit = ones.get(hit["tens"]), ones.get(hit["unit"] or "", 0)
        value = None if tens is None else tens * 10 + unit
    elif hit["ten"]:
        value = 10 + ones.get(hit["teen"] or "", 0)
    else:
        value = ones.get(hit["ones"])
    if value is None:
        return []
    return [Atom(hit.start(), hit.end(), "year", 2000 + value, 2000 + value)]


_PLURAL = re.compile(r"(?:các|những|nhiều|mọi|mấy|vài|\d)\s{1,3}$")


def relative(hit: re.Match[str], _: str) -> list[Atom]:
    kind = "day" if hit["day"] else "weekday" if hit["weekday"] else "part" if hit["part"] else hit["unit"][0]
    rel = _rel(hit["rel1"] or hit["rel2"])
    if hit["day"]:
        rel = {"hôm nay": "0", "hôm qua": "-1", "ngày mai": "+1", "ngày kia": "+2"}[spaces(hit["day"])]
    if hit["weekday"]:
        rel = f"{p.WEEKDAYS[hit['weekday']]}{_rel(hit['week']) or '0'}"
    if kind in ("n", "t", "q") and (
        _PLURAL.search(hit.string[max(0, hit.start() - 10) : hit.start()]) or _generic_pair(hit)
    ):
        return []
    unit = {"n": "year", "q": "quarter", "t": "week" if hit["unit"] == "tuần" else "month"}.get(kind, kind)
    return [Atom(hit.start(), hit.end(), "relative", relative=f"{unit}:{rel}")]


def _generic_pair(hit: re.Match[str]) -> bool:
    """ "năm sau cao hơn năm trước": no year in particular."""
    if hit["rel2"] not in ("trước", "sau"):
        return False
    around = hit.string[max(0, hit.start() - 60) : hit.end() + 60]
    word = hit["unit"]
    return f"{word} trước" in around and f"{word} sau" in around
