"""What else is said of a value: its kind, of whom, where, and on which basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from analyzer.extraction.figures.patterns import by_first, whole_words
from analyzer.extraction.figures.values import Value
from analyzer.extraction.model import FigureKind, Time, When
from analyzer.resources import load_yaml
from analyzer.structure.model import Span


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: the document's kind, the roles of its sections (innermost first), and the day
    from which times lie ahead ("2026-05-13", None where not known). ``scanned``: diacritics cannot be trusted."""

    document: str | None = None
    roles: tuple[str, ...] = ()
    today: str | None = None
    scanned: bool = False


_BUDGET = 50_000_000
"""Đồng; what a rule lays down for one person is less, what a document sets aside is more."""
_NEAR = 500
"""Characters on either side of a value that may tell its kind."""


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    data = load_yaml("registers/figures.yml")
    cues = {name: whole_words(data["kind"][name]) for name in ("norm", "target", "result", "ahead")}
    return (
        cues
        | {f"basis:{name}": whole_words(words) for name, words in data["basis"].items()}
        | {"population": whole_words(data["populations"])}
    )


@cache
def _roles() -> tuple[frozenset[str], frozenset[str]]:
    kind = load_yaml("registers/figures.yml")["kind"]
    return frozenset(kind["target_roles"]), frozenset(kind["result_roles"])


def planned_in(setting: Setting) -> bool:
    """Whether the sentence stands in the part of a report that plans ahead."""
    return any(role in ("solutions", "recommendations") for role in setting.roles)


def kind_of(low: str, value: Value, piece: Span, indicator: str, when: When | None, setting: Setting) -> FigureKind:
    """Target, result or norm. ``low``: the sentence, lower case; ``piece``: the value's own part of it."""
    cues = _cues()
    near = max(0, value.start - _NEAR)
    own, before = low[max(piece[0], near) : min(piece[1], value.end + _NEAR)], low[near : value.start]
    if indicator == "support_rate" or (value.cls in ("duration", "age") and not _AIR_TIME.search(before)):
        return "norm"
    if (
        indicator == "other"
        and value.op != "delta"
        and (value.cls == "percent" or (value.cls == "money" and (value.min or value.max or 0) < _BUDGET))
        and cues["norm"].search(low, max(near, piece[0] - 80), min(piece[1], value.end + _NEAR))
    ):
        return "norm"
    ahead = cues["ahead"].search(low, max(piece[0], near), value.start) is not None or "phấn đấu" in before
    if ahead and setting.document == "report" and not planned_in(setting):
        # "duy trì 09 tổ" tells of the past where a report tells its results
        ahead = any(m[0] != "duy trì" for m in cues["ahead"].finditer(low, max(piece[0], near), value.start)) or (
            "phấn đấu" in before
        )
    if setting.document is not None and yardstick(low, value, piece) is not None:
        return "target"
    if ahead:
        return "target"
    told = cues["result"].search(own) is not None or cues["result"].search(before) is not None
    if setting.document == "report":
        future = bool(
            when
            and when.end
            and setting.today
            and when.end > setting.today
            and (when.start is None or when.start > setting.today)
        )
        planned = planned_in(setting)
        return (
            "target"
            if (planned and not (told and _DONE.search(before + own))) or (future and not told and "đến năm" in before)
            else "result"
        )
    if setting.document in ("plan", "decision", "letter", "other"):
        target_roles, result_roles = _roles()
        role = next((r for r in setting.roles if r in target_roles or r in result_roles), None)
        past = bool(when and when.end and setting.today and when.end < setting.today)
        if role is None and _DONE.search(before):
            return "result"
        if (role is None or role in result_roles) and _STATE.match(low):
            return "result"
        if not (told or past or role in result_roles):
            return "target"
        return "result" if role in result_roles or past or _DONE.search(before + own) else "target"
    if cues["target"].search(low, max(piece[0], near), value.start) or (value.op in ("ge", "le") and not told):
        return "target"
    if told:
        return "result"
    return (
        "target"
        if cues["target"].search(before)
        or value.per
        or value.min == value.max == 100
        or re.search(r"đến (?:hết |cuối )?năm", before + own)
        else "result"
    )


_AIR_TIME = re.compile(r"thời lượng(?:\s\S{1,8}){0,3}\s?$")
_DONE = re.compile(
    r"(?:đ(?<!\wđ)(?:ã|ến nay|ạt được)|h(?<!\wh)iện (?:có|nay)|t(?<!\wt)(?:ính đến|hực hiện được)|k(?<!\wk)ết quả đạt"
    r"|m(?<!\wm)ới (?:đạt|có|chỉ|\S{1,8} được))(?!\w)"
)
_STATE = re.compile(
    r"\s*(?:toàn\s)?(?:phường|xã|huyện|tỉnh|thành phố|thị trấn|đặc khu|địa bàn|địa phương|kênh|trang)"
    r"(?:\s[^\s,;:.]{1,12}){0,5}?\s(?:hiện\s)?có\s"
)
"""How a plan tells of what is there: "Phường có 12.300 nhân khẩu"."""
_YARDSTICK = re.compile(
    r"(?:(?:c(?<!\wc)hỉ tiêu|m(?<!\wm)ục tiêu)(?:\s[^\s\d,;.(%]{1,10}){0,5}"
    r"|(?:k(?<!\wk)(?:ế hoạch|h)|m(?<!\wm)ức|n(?<!\wn)ghị quyết)(?:\s[^\s\d,;.(%]{1,10}){0,3}"
    r"\s(?:giao|đề ra|đặt ra))(?:\s(?:năm\s)?(?:19|20)\d\d)?\s?(?:là\s|\(|:\s|đạt\s|tối thiểu\s|trên\s)?$"
)
_SET = re.compile(
    r"\s?(?:[^\s\d,;.]{1,8}\s){0,2}(?:tỉnh|huyện|thành phố|xã|cấp trên|trung ương|bhxh \w{1,6}) giao(?!\w)"
)


def yardstick(low: str, value: Value, piece: Span) -> Span | None:
    """ "thấp hơn mục tiêu 60%", "98,5% kế hoạch tỉnh giao (94%)", "vượt chỉ tiêu 45% tỉnh giao": where the words stand
    by which the value is what was set, not what was reached; None where none do."""
    if value.op == "delta" or (value.cls == "percent" and (value.min or 0) > 100):
        return None
    start = max(0, value.low - 90)
    before = low[start : value.low]
    found = _YARDSTICK.search(before)
    if found is not None:
        return start + found.start(), value.end
    if value.cls == "percent" or (before[:-1].endswith(("bằng", "đạt")) and before[-1].isspace()):
        return None
    behind = _SET.match(low, value.end, min(piece[1], value.end + 40))
    return (value.low, behind.end()) if behind is not None else None


def dates_yardstick(span: Span, times: Sequence[Time], offset: int) -> bool:
    """Whether a time stands among the words of a yardstick ("chỉ tiêu giao năm 2025 là 420 người")."""
    return any(span[0] <= t.span[0] - offset and t.span[1] - offset <= span[1] + 16 for t in times)


_POPULATION = re.compile(
    r"\s(?:số\s|tổng số\s|các\s)?((?:[^\W\d]|[ ,-]){3,90}?)"
    r"(?=\s(?:được|tham gia|có|đạt|hài lòng|hiểu|nắm|biết|thuộc|tại|trên địa bàn|đã|hưởng|trở lên)(?!\w)|[;.()/:]|$)"
)


def population_of(text: str, low: str, value: Value, piece: Span) -> str | None:
    """Of whom: the people right behind a percentage, else a group that the piece names."""
    if value.cls == "percent":
        behind = _POPULATION.match(low, value.number[1] + low[value.number[1] : value.end].find("%") + 1, piece[1])
        if behind and _cues()["population"].search(behind[1]):
            return " ".join(text[behind.start(1) : behind.end(1)].split()).strip(" ,-").removeprefix("trở lên ")
    named = _cues()["population"].search(low, piece[0], piece[1])
    return re.sub(r"\s+", " ", text[named.start() : named.end()]) if named else None


_KINDS = "xã,phường,thị trấn,thôn,ấp,khóm,tổ dân phố,khu phố,huyện,tỉnh,thành phố,quận,đặc khu".split(",")
_KIND = by_first([*_KINDS, *(kind[0].upper() + kind[1:] for kind in _KINDS)], whole=True).replace(r"\s", " ")
_PLACE = re.compile(
    rf"(?:{_KIND})"
    r"\s(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,7}(?:\s[A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,7}){0,3}|số \d{1,2}|\d{1,2})(?!\w)"
)


def place_of(text: str, piece: Span, value: Value) -> str | None:
    """Where: a place that the piece names; "tỉnh 1,2%" is none."""
    for found in _PLACE.finditer(text, piece[0], piece[1]):
        if found.end() <= value.start or found.start() >= value.end:
            named = _name_of(found[0])
            if named is not None:
                return named
    return None


def _name_of(found: str) -> str | None:
    """The place as far as its name goes: a number, or words with a capital ("xã đã" is none)."""
    words = found.split()
    head = 2 if words[0].lower() in ("thị", "thành", "khu", "đặc") else 3 if words[0].lower() == "tổ" else 1
    name = words[head:]
    if name and not name[0][0].isupper():
        return " ".join(words) if name[0].isdigit() or name[0] == "số" else None
    last = next((k for k, word in enumerate(name) if not word[0].isupper()), len(name))
    return " ".join(words[: head + last]) if name else None


def basis_of(low: str, piece: Span) -> Literal["cumulative", "in_period"] | None:
    """Whether the value is summed up from a beginning or of the period alone."""
    cues = _cues()
    if cues["basis:cumulative"].search(low, piece[0], piece[1]):
        return "cumulative"
    return "in_period" if cues["basis:in_period"].search(low, piece[0], piece[1]) else None
