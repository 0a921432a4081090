"""The cases of a rule as its file holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from analyzer.checks.model import Case, Status
from analyzer.checks.rulefile import RuleFile, unknown_keys
from analyzer.errors import Text
from analyzer.structure.model import Kind, Level, Scope

CASE_KEYS = ("text", "status", "note", "kind", "scope", "level", "date", "findings", "other", "known_miss")
PASSING: tuple[Status, ...] = ("met",)
FAILING: tuple[Status, ...] = ("missing", "partial")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def _one_of(values: tuple[str, ...]) -> tuple[Callable[[Any], bool], Text]:
    listed = ", ".join(f'"{value}"' if value.isdigit() else value for value in values)
    return lambda value: value in values, Text(f"một trong: {listed}", f"one of: {listed}")


_HELD: Mapping[str, tuple[Callable[[Any], bool], Text]] = {
    "text": (
        lambda value: isinstance(value, str) and bool(value.strip()),
        Text("văn bản của ví dụ", "the text of the case"),
    ),
    "status": _one_of(get_args(Status)),
    "other": (
        lambda value: isinstance(value, str) and bool(value.strip()),
        Text("văn bản thứ hai của ví dụ", "the second text of the case"),
    ),
    "note": (lambda value: isinstance(value, str), Text("một chuỗi chữ", "a text")),
    "kind": _one_of(get_args(Kind)),
    "scope": _one_of(get_args(Scope)),
    "level": _one_of(get_args(Level)),
    "date": (
        lambda value: isinstance(value, str) and bool(_DATE.fullmatch(value)),
        Text('ngày trong dấu nháy, dạng "2027-03-15"', 'a quoted day such as "2027-03-15"'),
    ),
    "findings": (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        Text("số lỗi phải tìm thấy", "how many faults are to be found"),
    ),
    "known_miss": (lambda value: isinstance(value, bool), Text("true hoặc false", "true or false")),
}
"""What the value of each key must be."""


def read_cases(file: RuleFile, code: str, given: Mapping[str, Any]) -> tuple[Case, ...]:
    """The cases of a rule. What is wrong with them, and that none passes or none fails, is noted in the file."""
    items = given.get(code) or []
    if not isinstance(items, list):
        file.problem((code,), "danh sách ví dụ", "a list of cases", in_cases=True)
        return ()
    before = len(file.problems)
    found = [case for index, item in enumerate(items) if (case := _case(file, (code, index), item)) is not None]
    if len(file.problems) == before:
        statuses = {case.status for case in found}
        if not statuses & set(PASSING) or not statuses & set(FAILING):
            file.problem((code,), f"ít nhất một ví dụ đạt và một không đạt cho {code}",
                         f"a passing and a failing case at least for {code}", in_cases=True)  # fmt: skip
    return tuple(found)


def _case(file: RuleFile, at: tuple[str | int, ...], item: Any) -> Case | None:
    if not isinstance(item, dict) or "text" not in item or "status" not in item:
        file.problem(at, "ví dụ có 'text' và 'status'", "a case with 'text' and 'status'", in_cases=True)
        return None
    for key in unknown_keys(item, CASE_KEYS):
        listed = ", ".join(CASE_KEYS)
        file.problem((*at, key), f"một trong: {listed}", f"one of: {listed}", in_cases=True)
        return None
    for key, value in item.items():
        fits, wanted = _HELD[key]
        if not fits(value):
            file.problem((*at, key), wanted.vi, wanted.en, in_cases=True)
            return None
    return Case(**item)
