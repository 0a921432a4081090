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

_EACH = ("mỗi ", "một ", "hằng ", "hàng ")
UNIT_CLASSES = ("people", "dossiers", "training", "events", "media", "bodies", "documents")


def any_of(words: list[str] | tuple[str, ...]) -> str:
    """An alternation of words, the longest first, with single spaces for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(set(words), key=lambda w: (-len(w), w)))


def by_first(words: list[str] | tuple[str, ...], *, whole: bool = False, unless_behind: tuple[str, ...] = ()) -> str:
    """As ``any_of``, the words gathered by their first characters. A pattern that opens with this (or with a digit:
    see ``numbers``) is only tried where one of those stands, so a lookbehind goes behind the first character.
    ``whole``: nothing of a word stands before, and none of ``unless_behind``."""
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s"))
    bars = (r"\w", *unless_behind) if whole else ()
    return "|".join(
        re.escape(first) + "".join(rf"(?<!{bar}{re.escape(first)})" for bar in bars) + f"(?:{'|'.join(rest)})"
        for first, rest in rests.items()
    )


def whole_words(words: list[str] | tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds one of the words as a whole word."""
    return re.compile(rf"(?:{by_first(words, whole=True)})(?!\w)")


def _bounded(words: list[str]) -> str:
    """As ``any_of``, each only as whole words ("đ" not in "đạt"; signs stand free)."""
    return rf"(?:{by_first(words)})(?!\w)"


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
    time, before = by_first(list(per_names)), by_first(words["per_before"])
    entity, fillers = by_first(words["entities"]), by_first(words["change_fillers"])
    change = rf"(?:{by_first(words['change'], whole=True)})"
    hard, soft = words["identifiers"]["hard"], words["identifiers"]["soft"]
    return Patterns(
        unit_class=classes,
        unit=re.compile(rf"\s?({by_first(list(classes))})(?!\w)"),
        percent=re.compile(rf"\s?(?:%|{_bounded(units['percent'])})"),
        money=re.compile(rf"\s?{_bounded(units['money'])}"),
        op_before=re.compile(
            rf"({by_first(list(op_names), whole=True)})(?:\s(?:có|được|đạt|là|từ|mức|với|bằng|ở mức|phải)){{0,2}}\s?$"
        ),
        op_names=op_names,
        op_afar=re.compile(rf"({by_first(words['from_afar'], whole=True)})(?:[\s,][^\s\d,;:.()]{{1,15}}){{1,6}}[\s,]$"),
        op_behind=re.compile(rf"[\s,]{{0,2}}(?:\w{{1,12}}\s){{0,6}}?({by_first(list(behind_names))})(?!\w)"),
        op_behind_names=behind_names,
        change=re.compile(rf"{change}(?:\s(?:{fillers})){{0,4}}[\s:]?$"),
        change_yardstick=re.compile(rf"{change}[^.;:()]{{0,30}}\sso với\s[^.;,()]{{0,45}}$"),
        yardstick=re.compile(rf"[^.;,()]{{0,25}}?(?<!\w){_bounded(words['yardstick'])}"),
        reached=re.compile(rf"(?:{by_first(words['reached'], whole=True)})(?:\s(?:đạt|là|mức|khoảng)){{0,2}}\s?$"),
        per_behind=re.compile(rf"\s?/\s?(?:01\s|1\s|một\s)?({time})(?!\w)|\s(?:{before})\s({time})(?!\w)"),
        per_before=re.compile(rf"(?:{by_first(words['per_before'], whole=True)})\s({time})(?!\w)(?!\s?\d)"),
        per_names=per_names,
        entity_behind=re.compile(
            rf"\s?/\s?(?:01\s|1\s|một\s)?({entity})(?!\w)|\s(?:mỗi|cho mỗi|trên một|trên mỗi)\s({entity})(?!\w)"
        ),
        each_behind=re.compile(rf"\s[^.;,()\d/:]{{1,40}}?\smỗi\s({entity})(?!\w)"),
        entity_before=re.compile(rf"(?:{by_first(('mỗi', 'từng'), whole=True)})\s(?:một\s|1\s)?({entity})(?!\w)"),
        hard_name=re.compile(rf"(?:{by_first(hard, whole=True, unless_behind=_EACH)})\s?$"),
        soft_name=re.compile(rf"(?:{by_first(soft, whole=True)})(?:\ssố)?\s?$"),
        where=re.compile(rf"(?:{by_first(words['where'], whole=True)})(?:\s(?:cả|tổng số|hết))?\s?$"),
        whereto=re.compile(rf"(?:{by_first(words['whereto'], whole=True)})\s?$"),
        inspected=re.compile(rf"(?:{by_first(words['inspected'], whole=True)})(?!\w)[^;.]{{0,60}}$"),
        predicate=whole_words(words["predicates"]),
        doing=whole_words(words["doing"]),
        places=frozenset(words["places"]),
        stop_words=frozenset(words["stop_words"]),
    )


_NO_NAME = "truyền thông |chuyển đổi |công nghệ |kỹ thuật |nền tảng ".split("|")
NUMBER_SIGN = re.compile(rf"s(?<!\ws){''.join(f'(?<!{words}s)' for words in _NO_NAME)}ố:\s?$")
"""Before the number of a document ("Số: 12"), not behind "chuyển đổi số:"."""
NUMBERED = re.compile(r"s(?<!dân s)(?<!tổng s)(?<!\ws)ố\s?$")
IN_WORDS_AGAIN = re.compile(r"\s?\(\s?[a-zà-ỹ]{2,6}(?:\s[a-zà-ỹ]{2,6}){0,8}\s?\)")
_IN_TURN = whole_words(("lần lượt", "tương ứng"))


def in_turn(low: str) -> re.Match[str] | None:
    """Where a text (lower case) gives several values for several things named before, each to its own."""
    return _IN_TURN.search(low) if "ứng" in low or ("lần" in low and "lượt" in low) else None
