"""The patterns of figures, built from ``registers/units.yml`` and ``registers/figures.yml``.

All of them run on text folded by ``fold.lower`` (same offsets), but for those of document numbers, which need the
capitals. Every repetition is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.resources import load_yaml

_NOT_EACH = r"(?<!mỗi )(?<!một )(?<!hằng )(?<!hàng )"
UNIT_CLASSES = ("people", "dossiers", "training", "events", "media", "bodies", "documents")


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """An alternation of words, the longest first, with single spaces for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _bounded(words: list[str]) -> str:
    """As ``any_of``, each only as whole words ("đ" not in "đạt"; signs stand free)."""
    return rf"(?:{any_of(words)})(?!\w)"


@dataclass(frozen=True)
class Patterns:
    """The compiled patterns. ``unit_class`` maps a counted noun to its class (see units.yml)."""

    unit_class: dict[str, str]
    unit: re.Pattern[str]
    percent: re.Pattern[str]
    money: re.Pattern[str]
    op_before: re.Pattern[str]
    op_names: dict[str, str]
    op_afar: re.Pattern[str]
    op_behind: re.Pattern[str]
    op_behind_names: dict[str, str]
    change: re.Pattern[str]
    change_yardstick: re.Pattern[str]
    yardstick: re.Pattern[str]
    reached: re.Pattern[str]
    per_behind: re.Pattern[str]
    per_before: re.Pattern[str]
    per_names: dict[str, str]
    entity_behind: re.Pattern[str]
    each_behind: re.Pattern[str]
    entity_before: re.Pattern[str]
    hard_name: re.Pattern[str]
    soft_name: re.Pattern[str]
    where: re.Pattern[str]
    whereto: re.Pattern[str]
    inspected: re.Pattern[str]
    predicate: re.Pattern[str]
    doing: re.Pattern[str]
    places: frozenset[str]
    stop_words: frozenset[str]


def _inverted(groups: dict[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


def _units(data: dict[str, Any]) -> dict[str, str]:
    classes = {unit: name for name, units in data["classes"].items() for unit in units}
    for name in ("duration", "age", "measure", "naming"):
        classes.update({unit: name for unit in data[name] if unit not in classes})
    return classes


@cache
def patterns() -> Patterns:
    """The patterns, compiled once per process."""
    words, units = load_yaml("registers/figures.yml"), load_yaml("registers/units.yml")
    classes = _units(units)
    op_names, behind_names, per_names = (_inverted(words[k]) for k in ("operators", "operators_behind", "per"))
    time, before = any_of(list(per_names)), any_of(words["per_before"])
    entity, fillers = any_of(words["entities"]), any_of(words["change_fillers"])
    change = rf"(?<!\w)(?:{any_of(words['change'])})"
    return Patterns(
        unit_class=classes,
        unit=re.compile(rf"\s?({any_of(list(classes))})(?!\w)"),
        percent=re.compile(rf"\s?(?:%|{_bounded(units['percent'])})"),
        money=re.compile(rf"\s?{_bounded(units['money'])}"),
        op_before=re.compile(
            rf"(?<!\w)({any_of(list(op_names))})(?:\s(?:có|được|đạt|là|từ|mức|với|bằng|ở mức|phải)){{0,2}}\s?$"
        ),
        op_names=op_names,
        op_afar=re.compile(rf"(?<!\w)({any_of(words['from_afar'])})(?:[\s,][^\s\d,;:.()]{{1,15}}){{1,6}}[\s,]$"),
        op_behind=re.compile(rf"[\s,]{{0,2}}(?:\w{{1,12}}\s){{0,6}}?({any_of(list(behind_names))})(?!\w)"),
        op_behind_names=behind_names,
        change=re.compile(rf"{change}(?:\s(?:{fillers})){{0,4}}[\s:]?$"),
        change_yardstick=re.compile(rf"{change}[^.;:()]{{0,30}}\sso với\s[^.;,()]{{0,45}}$"),
        yardstick=re.compile(rf"[^.;,()]{{0,25}}?(?<!\w){_bounded(words['yardstick'])}"),
        reached=re.compile(rf"(?<!\w)(?:{any_of(words['reached'])})(?:\s(?:đạt|là|mức|khoảng)){{0,2}}\s?$"),
        per_behind=re.compile(rf"\s?/\s?(?:01\s|1\s|một\s)?({time})(?!\w)|\s(?:{before})\s({time})(?!\w)"),
        per_before=re.compile(rf"(?<!\w)(?:{before})\s({time})(?!\w)(?!\s?\d)"),
        per_names=per_names,
        entity_behind=re.compile(
            rf"\s?/\s?(?:01\s|1\s|một\s)?({entity})(?!\w)|\s(?:mỗi|cho mỗi|trên một|trên mỗi)\s({entity})(?!\w)"
        ),
        each_behind=re.compile(rf"\s[^.;,()\d/:]{{1,40}}?\smỗi\s({entity})(?!\w)"),
        entity_before=re.compile(rf"(?<!\w)(?:mỗi|từng)\s(?:một\s|1\s)?({entity})(?!\w)"),
        hard_name=re.compile(
            rf"(?<!\w){_NOT_EACH}(?:{any_of(words['identifiers']['hard'])})\s?$"
            r"|(?<!\w)(?<!truyền thông )(?<!chuyển đổi )(?<!công nghệ )(?<!kỹ thuật )(?<!nền tảng )số:\s?$"
        ),
        soft_name=re.compile(
            rf"(?<!\w)(?:{any_of(words['identifiers']['soft'])})(?:\ssố)?\s?$|(?<!dân )(?<!tổng )(?<!\w)số\s?$"
        ),
        where=re.compile(rf"(?<!\w)(?:{any_of(words['where'])})(?:\s(?:cả|tổng số|hết))?\s?$"),
        whereto=re.compile(rf"(?<!\w)(?:{any_of(words['whereto'])})\s?$"),
        inspected=re.compile(rf"(?<!\w)(?:{any_of(words['inspected'])})(?!\w)[^;.]{{0,60}}$"),
        predicate=re.compile(rf"(?<!\w)(?:{any_of(words['predicates'])})(?!\w)"),
        doing=re.compile(rf"(?<!\w)(?:{any_of(words['doing'])})(?!\w)"),
        places=frozenset(words["places"]),
        stop_words=frozenset(words["stop_words"]),
    )


_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:\s?[/.-]\s?\d{1,4}){0,2}"
_NEXT_DAY = (
    r"(?<!/\d{4}, )(?<!/\d{4} và )\d{1,2}(?:\s?[/.-]\s?\d{1,4}){0,2}"
    r"(?![\d%]|\s%|[.,/]\d|\s(?!hằng|hàng|tháng|năm|và|mỗi|âm)\w)"
)
# Times: the times component knows them better, but a text read without it must not take a date for a figure.
DATES = re.compile(
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
# "1676/QĐ-TTg", "28-NQ/TW", "05/2019/NQ-HĐTP", "41/2024/QH15"; on the text with its capitals.
DOCUMENT_NUMBERS = re.compile(
    rf"(?<!\w)\d{{1,6}}(?:\s?/\s?{_YEAR})?\s?[/-]\s?(?:[A-ZĐ]{{2,8}}|QyĐ)\d{{0,3}}(?:\s?[-/]\s?[A-ZĐ][A-Za-zĐđ0-9.]{{0,10}}){{0,4}}"
)
# Telephones, addresses of the net, "24/7", "4.0", list markers and footnote marks, "02 (hai)" without its words.
OTHER_MARKS = re.compile(
    r"(?:điện thoại|đt|sđt|hotline|tổng đài|fax|liên hệ|đường dây nóng)[^\d\n]{0,15}\d[\d .()-]{5,20}\d"
    r"|(?<!\d)0\d{2,3}[ .]\d{3}[ .]\d{3,4}(?!\d)|(?<!\d)1[89]00[ .]\d{4}(?!\d)"
    r"|https?://\S{1,300}|www\.\S{1,300}|[\w.]{1,60}@[\w.]{1,60}|[\w.-]{1,60}\.(?:vn|com|net|org)(?:/\S{0,200})?"
    r"|(?<!\d)24\s?/\s?(?:7|24)(?!\d)|(?<![\d.])[2-6]\.0(?![\d%])(?!\s%)"
    r"|(?<=\()\d{1,2}(?=\))|\[\d{1,3}\]"
    r"|[a-zà-ỹđ]-\d{1,3}(?!\d)"
)
START_MARK = re.compile(r"\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\)|\d{1,2}(?:\.\d{1,2}){0,3}\.(?!\d))\s")
IN_WORDS_AGAIN = re.compile(r"\s?\(\s?[a-zà-ỹ]{2,6}(?:\s[a-zà-ỹ]{2,6}){0,8}\s?\)")
