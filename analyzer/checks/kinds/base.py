"""What a kind of check is: its parameters, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from analyzer.checks.context import Context
from analyzer.checks.lexicon import Lexicon
from analyzer.checks.model import Finding, Rule, Status
from analyzer.checks.offices import OFFICE_FIELDS
from analyzer.checks.wording import MODES
from analyzer.errors import Text
from analyzer.structure.model import Role, Span

Fields = Mapping[str, Any]
"""``Text``, ``str`` or ``int`` by the name of the field."""


@dataclass(slots=True)
class Outcome:
    """What a check found. ``variant`` picks a message of its own ("partial_no_month" before "partial"); ``fields``
    fill the message and the suggestion; the rest is as in ``Verdict``."""

    status: Status
    evidence: tuple[Span, ...] = ()
    variant: str = ""
    fields: Fields = field(default_factory=dict)
    reason: Text | None = None
    confidence: float = 1.0
    looked_in: tuple[str, ...] = ()
    nearest: Span | None = None
    checked: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a kind of check.

    ``type``: ``text`` · ``texts`` · ``number`` · ``flag`` · ``concept`` · ``concepts`` · ``roles`` · ``mode`` ·
    ``names`` ({vi, en}) · ``items`` (a list of mappings with ``fields``); ``choices`` bounds a text, ``form`` (a regex,
    with an ``example``) each text.
    """

    name: str
    type: str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    fields: tuple[Param, ...] = ()
    form: str = ""
    example: str = ""

    def complain(self, value: Any, lexicon: Lexicon) -> tuple[tuple[str | int, ...], Text] | None:
        """What is wrong with a value: the path inside it and what was expected; None where it fits."""
        if self.type == "items":
            return self._complain_items(value, lexicon)
        wanted = _WANTED[self.type]
        if not _fits(self.type, value):
            return (), wanted
        names = value if isinstance(value, list) else [value]
        if self.choices and value not in self.choices:
            listed = ", ".join(self.choices)
            return (), Text(f"một trong: {listed}", f"one of: {listed}")
        if self.form and not all(re.fullmatch(self.form, name) for name in names):
            return (), Text(f"dạng như “{self.example}”", f"the form of “{self.example}”")
        if self.type in ("concept", "concepts"):
            unknown = [name for name in names if name not in lexicon]
            if unknown:
                return (), Text(
                    f"khái niệm đã khai báo (không có {unknown[0]!r})", f"a known concept (no {unknown[0]!r})"
                )
        return None

    def _complain_items(self, value: Any, lexicon: Lexicon) -> tuple[tuple[str | int, ...], Text] | None:
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            return (), Text("danh sách các mục có khóa", "a list of mappings")
        for index, item in enumerate(value):
            wrong = complain(self.fields, item, lexicon)
            if wrong is not None:
                return (index, *wrong[0]), wrong[1]
        return None


def complain(
    params: tuple[Param, ...], values: Mapping[str, Any], lexicon: Lexicon
) -> tuple[tuple[str | int, ...], Text] | None:
    """The first thing wrong with a mapping of parameters: its path and what was expected."""
    known = {param.name: param for param in params}
    for name, value in values.items():
        if name not in known:
            listed = ", ".join(known)
            return (name,), Text(f"một trong các tham số: {listed}", f"one of the parameters: {listed}")
        wrong = known[name].complain(value, lexicon)
        if wrong is not None:
            return (name, *wrong[0]), wrong[1]
    for param in params:
        if param.required and param.name not in values:
            return (), Text(f"phải có tham số {param.name!r}", f"the parameter {param.name!r} is required")
    return None


def completed(params: tuple[Param, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the defaults of what is not given, down to the items of lists."""
    out: dict[str, Any] = {}
    for param in params:
        value = values.get(param.name, param.default)
        if param.type == "items" and value:
            value = [completed(param.fields, item) for item in value]
        out[param.name] = value
    return out


_ROLES = frozenset(get_args(Role))
_WANTED = {
    "text": Text("một chuỗi chữ", "a text"),
    "texts": Text("danh sách chuỗi chữ", "a list of texts"),
    "number": Text("một số không âm", "a number, not negative"),
    "flag": Text("true hoặc false", "true or false"),
    "concept": Text("tên một khái niệm", "the name of a concept"),
    "concepts": Text("danh sách tên khái niệm", "a list of names of concepts"),
    "roles": Text("danh sách vai trò của mục", "a list of section roles"),
    "mode": Text("một trong: plan, done, stated, words", "one of: plan, done, stated, words"),
    "names": Text("tên ở hai khóa 'vi' và 'en'", "a name under both 'vi' and 'en'"),
}


def _fits(kind: str, value: Any) -> bool:
    if kind in ("text", "concept"):
        return isinstance(value, str) and bool(value)
    if kind in ("texts", "concepts"):
        return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "roles":
        return isinstance(value, list) and bool(value) and all(item in _ROLES for item in value)
    if kind == "mode":
        return value in MODES
    return isinstance(value, dict) and set(value) == {"vi", "en"} and all(isinstance(v, str) for v in value.values())


@dataclass(frozen=True, slots=True)
class CheckKind:
    """A kind of check. ``messages`` are the outcomes for which a rule must have a message, ``extra`` further keys it
    may have, ``fields`` what they may hold in braces; ``run`` answers for one rule and one document, with parameters
    completed by their defaults."""

    name: str
    params: tuple[Param, ...]
    run: Callable[[Rule, Context], Outcome]
    messages: tuple[str, ...] = ("met", "partial", "missing")
    extra: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # Every text may name the document's own bodies.
        own = (*OFFICE_FIELDS, *(name.capitalize() for name in OFFICE_FIELDS))
        object.__setattr__(self, "fields", (*self.fields, *own))


def name_of(item: Mapping[str, Any]) -> Text:
    """The ``name`` of an item of parameters."""
    return Text(item["name"]["vi"], item["name"]["en"])


def join_names(names: list[Text]) -> Text:
    """Names as one enumeration."""
    return Text(", ".join(name.vi for name in names), ", ".join(name.en for name in names))


def combined(confidences: list[float]) -> float:
    """Confidence of what stands in several independent places: the chance that not all of them are wrong."""
    doubt = 1.0
    for value in confidences[:3]:
        doubt *= 1.0 - min(value, 0.99)
    return round(min(0.99, 1.0 - doubt), 3) if confidences else 0.0
