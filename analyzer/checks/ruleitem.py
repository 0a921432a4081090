"""One rule of a rule file: held to what rules may be, and turned into a ``Rule``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, get_args

from analyzer.checks.caseitem import read_cases
from analyzer.checks.kinds import KINDS
from analyzer.checks.kinds.base import CheckKind, complain, completed
from analyzer.checks.lexicon import Lexicon
from analyzer.checks.model import Applicability, Rule, Severity
from analyzer.checks.rulefile import RuleFile, bilingual, unknown_keys
from analyzer.checks.texts import COMMON_FIELDS, fields_in
from analyzer.errors import Text
from analyzer.structure.model import Kind, Scope

Path = tuple["str | int", ...]

CODE = re.compile(r"[A-Z]\d{3}")
RULE_KEYS = (
    "code", "name", "clause", "source", "severity", "kinds", "scopes", "phases", "wide_kinds", "finds_faults",
    "check", "params", "messages", "suggestion", "explanation",
)  # fmt: skip
EXPLANATION = ("why", "fix", "passes", "fails")
COMMON_MESSAGES = ("needs_review", "not_applicable")
_TEXTS = ("văn bản ở 'vi' và 'en'", "a text under 'vi' and 'en'")


@dataclass(slots=True)
class RuleReader:
    """Reads the rules of one file. ``codes``: the codes in use and where; ``subject``: the concept that names the
    field of the pack ("" for none); ``cases``: the cases by code, or None where they are not wanted."""

    file: RuleFile
    data: dict[str, Any]
    lexicon: Lexicon
    codes: dict[str, str]
    subject: str = ""
    cases: dict[str, Any] | None = None

    def read(self, at: Path, item: Any) -> Rule | None:
        """The rule at a path of the file; None where something is wrong with it, which is noted in the file."""
        file, before = self.file, len(self.file.problems)
        code = item.get("code") if isinstance(item, dict) else None
        if not isinstance(code, str) or not CODE.fullmatch(code):
            file.problem((*at, "code"), "mã quy tắc gồm một chữ hoa và ba chữ số, như S101",
                         "a code such as S101: a capital letter and three digits")  # fmt: skip
            return None
        for key in unknown_keys(item, RULE_KEYS):
            file.problem((*at, key), f"một trong: {', '.join(RULE_KEYS)}", f"one of: {', '.join(RULE_KEYS)}")
        if code in self.codes:
            first = self.codes[code]
            file.problem(
                (*at, "code"), f"mã chưa dùng ({code} đã có ở {first})", f"a code not in use ({code} is at {first})"
            )
        name, suggestion = bilingual(item.get("name")), bilingual(item.get("suggestion"))
        for key, value in (("name", name), ("suggestion", suggestion)):
            if value is None:
                file.problem((*at, key), *_TEXTS)
        if item.get("severity") not in get_args(Severity):
            file.problem((*at, "severity"), "một trong: error, warning, advice", "one of: error, warning, advice")
        self._plain(at, item)
        applies = self._applies(at, item)
        explanation = self._explanation(at, item)
        params, messages = self._check(at, item)
        if suggestion is not None:
            self._fields((*at, "suggestion"), suggestion, item)
        cases = () if self.cases is None else read_cases(file, code, self.cases)
        if len(file.problems) > before or name is None or suggestion is None:
            return None
        place = file.shown if self.cases is None and file.trusted else f"{file.shown}:{file.line_of(at)[0]}"
        self.codes[code] = place
        return Rule(
            code=code, family=code[0], name=name, clause=item["clause"],
            source=item.get("source", self.data.get("source", "")),
            severity=item["severity"], applies=applies, check=item["check"], params=params, messages=messages,
            suggestion=suggestion, explanation=explanation, finds_faults=bool(item.get("finds_faults", False)),
            cases=cases, place=place,
        )  # fmt: skip

    def _plain(self, at: Path, item: dict[str, Any]) -> None:
        """The clause, the source and the flag."""
        if not isinstance(item.get("clause"), str):
            self.file.problem(
                (*at, "clause"), 'điều khoản, dạng chữ (như "3" hoặc II.2)', 'the clause as text ("3", II.2)'
            )
        for place, value in (((*at, "source"), item.get("source", "")), (("source",), self.data.get("source", ""))):
            if not isinstance(value, str):
                self.file.problem(place, "tên văn bản, dạng chữ", "the name of a text")
        if not isinstance(item.get("finds_faults", False), bool):
            self.file.problem((*at, "finds_faults"), "true hoặc false", "true or false")

    def _applies(self, at: Path, item: dict[str, Any]) -> Applicability:
        allowed = {
            "kinds": get_args(Kind), "wide_kinds": get_args(Kind), "scopes": get_args(Scope), "phases": ("P1", "P2"),
        }  # fmt: skip
        given: dict[str, tuple[Any, ...]] = {}
        for key, values in allowed.items():
            value = item.get(key, [])
            if not isinstance(value, list) or any(entry not in values for entry in value):
                listed = ", ".join(f'"{entry}"' if entry.isdigit() else entry for entry in values)
                self.file.problem((*at, key), f"danh sách gồm: {listed}", f"a list of: {listed}")
                value = []
            given[key] = tuple(value)
        return Applicability(given["kinds"], given["scopes"], given["phases"], given["wide_kinds"], self.subject)

    def _explanation(self, at: Path, item: dict[str, Any]) -> dict[str, Text]:
        body = item.get("explanation")
        texts = {key: bilingual(body.get(key)) if isinstance(body, dict) else None for key in EXPLANATION}
        for key, text in texts.items():
            if text is None:
                self.file.problem((*at, "explanation", key), *_TEXTS)
        for key in unknown_keys(body, EXPLANATION) if isinstance(body, dict) else ():
            self.file.problem(
                (*at, "explanation", key), f"một trong: {', '.join(EXPLANATION)}", f"one of: {', '.join(EXPLANATION)}"
            )
        return {key: text for key, text in texts.items() if text is not None}

    def _check(self, at: Path, item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Text]]:
        kind = _kind(item)
        if kind is None:
            self.file.problem((*at, "check"), f"một trong: {', '.join(KINDS)}", f"one of: {', '.join(KINDS)}")
            return {}, {}
        values, given = item.get("params") or {}, item.get("messages") or {}
        for key, value in (("params", values), ("messages", given)):
            if not isinstance(value, dict):
                self.file.problem((*at, key), "một bảng khóa: giá trị", "a mapping")
                return {}, {}
        wrong = complain(kind.params, values, self.lexicon)
        if wrong is not None:
            self.file.problem((*at, "params", *wrong[0]), *wrong[1])
            return {}, {}
        messages: dict[str, Text] = {}
        allowed = (*kind.messages, *kind.extra, *COMMON_MESSAGES)
        for key in (*kind.messages, *(k for k in given if k not in kind.messages)):
            text = bilingual(given.get(key))
            if key not in allowed:
                listed = ", ".join(allowed)
                self.file.problem(
                    (*at, "messages", str(key)),
                    f"kết quả mà loại kiểm tra này có: {listed}",
                    f"an outcome of this kind of check: {listed}",
                )
            elif text is None:
                self.file.problem((*at, "messages", key), *_TEXTS)
            else:
                messages[key] = text
                self._fields((*at, "messages", key), text, item)
        return completed(kind.params, values), messages

    def _fields(self, at: Path, text: Text, item: dict[str, Any]) -> None:
        kind = _kind(item)
        known = {*COMMON_FIELDS, *(kind.fields if kind else ())}
        for name in sorted(fields_in(text) - known):
            listed = ", ".join(sorted(known))
            self.file.problem(
                at, f"trường {{{name}}} là một trong: {listed}", f"the field {{{name}}} to be one of: {listed}"
            )


def _kind(item: dict[str, Any]) -> CheckKind | None:
    name = item.get("check")
    return KINDS.get(name) if isinstance(name, str) else None
