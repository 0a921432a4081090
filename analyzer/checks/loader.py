"""Loading a rule pack: strict, and never stopped by one mistake."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

from analyzer.checks.kinds import KINDS
from analyzer.checks.kinds.base import complain, completed
from analyzer.checks.lexicon import Lexicon
from analyzer.checks.model import Applicability, Case, Clause, Pack, Rule, Severity, Status
from analyzer.checks.rulefile import RuleFile, bilingual, unknown_keys
from analyzer.checks.texts import COMMON_FIELDS, fields_in
from analyzer.errors import RuleError, Text
from analyzer.resources import rules_dir
from analyzer.structure.model import Kind, Scope

DEFAULT_PACK = "qd1676"

_CODE = re.compile(r"[A-Z]\d{3}")
_PACK_KEYS = ("id", "version", "name", "includes", "concepts", "rules", "clauses")
_FILE_KEYS = ("family", "source", "rules")
_RULE_KEYS = (
    "code", "name", "clause", "source", "severity", "kinds", "scopes", "phases", "wide_kinds", "finds_faults",
    "check", "params", "messages", "suggestion", "explanation",
)  # fmt: skip
_EXPLANATION = ("why", "fix", "passes", "fails")
_COMMON_MESSAGES = ("needs_review", "not_applicable")
_CASE_KEYS = ("text", "status", "note", "kind", "scope", "level", "date", "findings", "known_miss")
_PASSING: tuple[Status, ...] = ("met",)
_FAILING: tuple[Status, ...] = ("missing", "partial")


def load_pack(name: str = DEFAULT_PACK, *, with_cases: bool = False, root: Path | None = None) -> Pack:
    """The pack in the folder ``name`` under ``rules/`` (or ``root``), with the packs that it includes.

    ``with_cases`` also loads the cases of the rules and holds them to the demand of one that passes and one that
    fails. Phrases are compiled at once where cases are loaded or the pack is not the project's own; those of its own
    packs, which its tests compile, at first use.

    Raises ``RuleError`` only where there is no pack of that name or its ``pack.yml`` cannot be read.
    """
    return _Loading(root or rules_dir(), with_cases, verify=with_cases or root is not None).pack(name)


@cache
def default_pack() -> Pack:
    """The pack that is used unless told otherwise, loaded once per process; it is shared: do not change it."""
    return load_pack()


class _Loading:
    def __init__(self, root: Path, with_cases: bool, *, verify: bool) -> None:
        self.root, self.with_cases, self.verify = root, with_cases, verify
        self.lexicon = Lexicon()
        self.codes: dict[str, str] = {}
        self.problems: list[Text] = []

    def pack(self, name: str) -> Pack:
        path = self.root / name / "pack.yml"
        if not path.is_file():
            raise RuleError(f"không có bộ quy tắc {name!r} trong {self.root}", f"no rule pack {name!r} in {self.root}")
        file = self.file(path)
        data = file.rules()
        title = bilingual(data.get("name"))
        if title is None or not isinstance(data.get("id"), str) or not isinstance(data.get("version"), str):
            file.problem((), "'id', 'version' và 'name' (vi, en)", "'id', 'version' and 'name' (vi, en)")
            raise RuleError(*file.problems[-1])
        for key in unknown_keys(data, _PACK_KEYS):
            file.problem((key,), f"một trong: {', '.join(_PACK_KEYS)}", f"one of: {', '.join(_PACK_KEYS)}")
        for other in data.get("concepts") or []:
            self.concepts((path.parent / other).resolve())
        rules: list[Rule] = []
        for entry in data.get("rules") or []:
            rules += self.rules((path.parent / entry).resolve())
        clauses: list[Clause] = []
        for entry in data.get("clauses") or []:
            clauses += self.clauses((path.parent / entry).resolve())
        for other in data.get("includes") or []:
            included = self.pack(other)
            rules += included.rules
            clauses += included.clauses
        self.problems += file.problems
        return Pack(data["id"], data["version"], title, rules, clauses, self.problems, self.lexicon)

    def file(self, path: Path) -> RuleFile:
        shown = path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.name
        return RuleFile(path, f"rules/{shown}")

    def opened(self, path: Path) -> RuleFile | None:
        try:
            return self.file(path)
        except OSError:
            self.problems.append(Text(f"rules/{path.name}: không đọc được tệp", f"rules/{path.name}: cannot be read"))
            return None

    def concepts(self, path: Path) -> None:
        file = self.opened(path)
        if file is None:
            return
        data = file.rules()
        for place, vi, en in self.lexicon.add(data):
            file.problem(place, vi, en)
        if self.verify:
            names = [name for name in data.get("concepts") or {} if name in self.lexicon]
            for name, source, error in self.lexicon.broken(names):
                where = f"{source!r}, {error.column + 1}"
                file.problem(
                    ("concepts", name), f"cụm từ đúng cú pháp ({where}: {error.vi})", f"a phrase ({where}: {error.en})"
                )
                self.lexicon.concepts.pop(name, None)
        self.problems += file.problems

    def rules(self, path: Path) -> list[Rule]:
        file = self.opened(path)
        if file is None:
            return []
        data = file.rules()
        for key in unknown_keys(data, _FILE_KEYS):
            file.problem((key,), f"một trong: {', '.join(_FILE_KEYS)}", f"one of: {', '.join(_FILE_KEYS)}")
        cases = file.cases() if self.with_cases else {}
        found: list[Rule] = []
        for index, item in enumerate(data.get("rules") or []):
            rule = self.rule(file, ("rules", index), item, data, cases)
            if rule is not None:
                found.append(rule)
        if self.with_cases:
            for code in cases:
                if code not in {rule.code for rule in found} and not file.problems:
                    file.problem(
                        (code,), "mã của một quy tắc trong tệp", "the code of a rule of this file", in_cases=True
                    )
        self.problems += file.problems
        return found

    def rule(
        self, file: RuleFile, at: tuple[str | int, ...], item: Any, data: dict[str, Any], cases: Any
    ) -> Rule | None:
        before = len(file.problems)
        if not isinstance(item, dict) or not _CODE.fullmatch(str(item.get("code", ""))):
            file.problem((*at, "code"), "mã quy tắc như S101", "a code such as S101")
            return None
        code = item["code"]
        for key in unknown_keys(item, _RULE_KEYS):
            file.problem((*at, key), f"một trong: {', '.join(_RULE_KEYS)}", f"one of: {', '.join(_RULE_KEYS)}")
        if code in self.codes:
            file.problem((*at, "code"), f"mã chưa dùng ({code} đã có)", f"a code not in use ({code} is)")
        name, suggestion = bilingual(item.get("name")), bilingual(item.get("suggestion"))
        for key, value in (("name", name), ("suggestion", suggestion)):
            if value is None:
                file.problem((*at, key), "văn bản ở 'vi' và 'en'", "a text under 'vi' and 'en'")
        if item.get("severity") not in get_args(Severity):
            file.problem((*at, "severity"), "một trong: error, warning, advice", "one of: error, warning, advice")
        if not isinstance(item.get("clause"), str):
            file.problem((*at, "clause"), "điều khoản", "the clause")
        applies = self.applies(file, at, item)
        explanation = self.explanation(file, at, item)
        params, messages = self.check(file, at, item)
        if suggestion is not None:
            self.fields(file, (*at, "suggestion"), suggestion, item)
        found_cases = self.cases(file, code, cases) if self.with_cases else ()
        if len(file.problems) > before or name is None or suggestion is None:
            return None
        line, _ = file.line_of(at) if self.with_cases else (0, 0)
        self.codes[code] = file.shown
        return Rule(
            code=code, family=code[0], name=name, clause=item["clause"],
            source=item.get("source", data.get("source", "")),
            severity=item["severity"], applies=applies, check=item["check"], params=params, messages=messages,
            suggestion=suggestion, explanation=explanation, finds_faults=bool(item.get("finds_faults", False)),
            cases=found_cases, place=f"{file.shown}:{line}" if line else file.shown,
        )  # fmt: skip

    def applies(self, file: RuleFile, at: tuple[str | int, ...], item: dict[str, Any]) -> Applicability:
        allowed = {
            "kinds": get_args(Kind), "wide_kinds": get_args(Kind), "scopes": get_args(Scope), "phases": ("P1", "P2"),
        }  # fmt: skip
        given: dict[str, tuple[Any, ...]] = {}
        for key, values in allowed.items():
            value = item.get(key, [])
            if not isinstance(value, list) or any(entry not in values for entry in value):
                listed = ", ".join(values)
                file.problem((*at, key), f"danh sách gồm: {listed}", f"a list of: {listed}")
                value = []
            given[key] = tuple(value)
        return Applicability(given["kinds"], given["scopes"], given["phases"], given["wide_kinds"])

    def explanation(self, file: RuleFile, at: tuple[str | int, ...], item: dict[str, Any]) -> dict[str, Text]:
        body = item.get("explanation")
        texts = {key: bilingual((body or {}).get(key)) if isinstance(body, dict) else None for key in _EXPLANATION}
        for key, text in texts.items():
            if text is None:
                file.problem((*at, "explanation", key), "văn bản ở 'vi' và 'en'", "a text under 'vi' and 'en'")
        return {key: text for key, text in texts.items() if text is not None}

    def check(
        self, file: RuleFile, at: tuple[str | int, ...], item: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Text]]:
        kind = KINDS.get(item.get("check", ""))
        if kind is None:
            file.problem((*at, "check"), f"một trong: {', '.join(KINDS)}", f"one of: {', '.join(KINDS)}")
            return {}, {}
        values = item.get("params") or {}
        wrong = complain(kind.params, values, self.lexicon)
        if wrong is not None:
            file.problem((*at, "params", *wrong[0]), *wrong[1])
            return {}, {}
        messages: dict[str, Text] = {}
        given = item.get("messages") or {}
        for key in (*kind.messages, *(k for k in given if k not in kind.messages)):
            text = bilingual(given.get(key))
            if key not in (*kind.messages, *kind.extra, *_COMMON_MESSAGES):
                file.problem(
                    (*at, "messages", key), "kết quả mà loại kiểm tra này có", "an outcome of this kind of check"
                )
            elif text is None:
                file.problem((*at, "messages", key), "văn bản ở 'vi' và 'en'", "a text under 'vi' and 'en'")
            else:
                messages[key] = text
                self.fields(file, (*at, "messages", key), text, item)
        return completed(kind.params, values), messages

    def fields(self, file: RuleFile, at: tuple[str | int, ...], text: Text, item: dict[str, Any]) -> None:
        kind = KINDS.get(item.get("check", ""))
        known = {*COMMON_FIELDS, *(kind.fields if kind else ())}
        for name in sorted(fields_in(text) - known):
            listed = ", ".join(sorted(known))
            file.problem(
                at, f"trường {{{name}}} là một trong: {listed}", f"the field {{{name}}} to be one of: {listed}"
            )

    def cases(self, file: RuleFile, code: str, given: dict[str, Any]) -> tuple[Case, ...]:
        found: list[Case] = []
        for index, item in enumerate(given.get(code) or []):
            fits = (
                isinstance(item, dict) and isinstance(item.get("text"), str) and item.get("status") in get_args(Status)
            )
            strange = unknown_keys(item, _CASE_KEYS) if isinstance(item, dict) else []
            if not fits or strange:
                at: tuple[str | int, ...] = (code, index, *strange[:1])
                file.problem(
                    at, "'text', 'status' và các khóa của một ví dụ", "a case with text, status", in_cases=True
                )
                continue
            found.append(Case(**item))
        statuses = {case.status for case in found}
        if not statuses & set(_PASSING) or not statuses & set(_FAILING):
            file.problem((code,), f"ít nhất một ví dụ đạt và một không đạt cho {code}",
                         f"a passing and a failing case at least for {code}", in_cases=True)  # fmt: skip
        return tuple(found)

    def clauses(self, path: Path) -> list[Clause]:
        file = self.opened(path)
        if file is None:
            return []
        found: list[Clause] = []
        for index, item in enumerate(file.rules().get("clauses") or []):
            title = bilingual(item.get("title"))
            note = bilingual(item.get("note")) or Text("", "")
            if title is None or item.get("automation") not in ("automated", "partly", "manual", "none"):
                file.problem(("clauses", index), "'id', 'title' và 'automation'", "'id', 'title' and 'automation'")
                continue
            found.append(Clause(str(item["id"]), title, item["automation"], tuple(item.get("rules") or ()), note))
        self.problems += file.problems
        return found
