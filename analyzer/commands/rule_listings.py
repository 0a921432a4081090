"""The rules as the command line shows them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import Any

from analyzer.checks.coverage import coverage as coverage_rows
from analyzer.checks.loader import DEFAULT_PACK, default_pack, find_pack
from analyzer.checks.model import Pack, Rule
from analyzer.errors import Text, UsageError
from analyzer.report.build import rule_info
from analyzer.report.codec import to_json
from analyzer.report.words import FAMILIES, KINDS, PHASES, SCOPES, SEVERITIES, say

_AUTOMATION = {
    "automated": Text("tự động", "automated"),
    "partly": Text("một phần", "partly"),
    "manual": Text("người đọc", "manual"),
    "none": Text("không", "none"),
}
_NONE = Text("", "")
_ICONS = {"automated": "●", "partly": "◐", "manual": "○", "none": "·"}


def chosen_pack(name: str | None) -> Pack:
    """The pack of ``--pack``, by default the one of QĐ 1676; errors as ``find_pack``."""
    return default_pack() if name is None else find_pack(name)


def list_rules(name: str | None, format_: str, lang: str) -> str:
    """Every rule of the pack, by family; as JSON one array."""
    pack = chosen_pack(name)
    if format_ == "json":
        infos = [rule_info(rule) for rule in pack.rules]
        cases = {rule.code: len(rule.cases) for rule in find_pack(name or DEFAULT_PACK, with_cases=True).rules}
        for info in infos:
            info.cases = cases.get(info.code, 0)
        return to_json(infos).decode("utf-8") + "\n"
    lines: list[str] = []
    family = ""
    for rule in pack.rules:
        if rule.family != family:
            family = rule.family
            lines += ["", f"{family}  {_family(rule, pack, lang)}"]
        flag = "⚑" if rule.finds_faults else " "
        severity = say(SEVERITIES, rule.severity, lang)  # type: ignore[arg-type]
        lines.append(f"  {rule.code} {flag} {severity:<12} {rule.clause:<14} {rule.name.in_language(lang)}")
    lines += ["", *problems(pack, lang)]
    return "\n".join(lines).strip("\n") + "\n"


def show_rule(code: str, name: str | None, lang: str) -> str:
    """One rule in full. Raises ``UsageError`` for a code that the pack does not hold."""
    rule = _find(code, chosen_pack(name))
    labels = {
        "vi": (
            "Điều khoản",
            "Mức độ",
            "Áp dụng",
            "Vì sao",
            "Cách hoàn thiện",
            "Ví dụ đạt",
            "Ví dụ chưa đạt",
            "Gợi ý",
            "Nguồn",
        ),
        "en": ("Clause", "Severity", "Asked of", "Why", "How to fix", "Passes", "Fails", "Suggestion", "Source"),
    }[lang]
    explanation = [rule.explanation[key].in_language(lang) for key in ("why", "fix", "passes", "fails")]
    severity = say(SEVERITIES, rule.severity, lang)  # type: ignore[arg-type]
    values = (
        rule.clause,
        severity,
        _asked_of(rule, lang),
        *explanation,
        rule.suggestion.in_language(lang),
        rule.source,
    )
    lines = [f"{rule.code}{' ⚑' if rule.finds_faults else ''}  {rule.name.in_language(lang)}", ""]
    for label, value in zip(labels, values, strict=True):
        lines += [f"{label}:", *(f"  {line}" for line in value.strip().splitlines()), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def coverage(name: str | None, format_: str, lang: str) -> str:
    """The pack's text clause by clause, with the rules that stand for each and why no more."""
    pack = chosen_pack(name)
    rows = coverage_rows(pack)
    if format_ == "json":
        listed: list[dict[str, Any]] = [
            {
                "clause": row.clause.id,
                "title": row.clause.title._asdict(),
                "automation": row.clause.automation,
                "rules": [rule.code for rule in row.rules],
                "note": row.clause.note._asdict(),
            }
            for row in rows
        ]
        return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    lines = []
    for row in rows:
        clause = row.clause
        word = _AUTOMATION[clause.automation].in_language(lang)
        codes = " ".join(rule.code for rule in row.rules) or "—"
        lines.append(f"{_ICONS[clause.automation]} {clause.id:<6} {word:<10} {clause.title.in_language(lang)}")
        lines.append(f"         {codes}  {clause.note.in_language(lang)}")
    counts = Counter[str](row.clause.automation for row in rows)
    total = ", ".join(f"{counts[key]} {word.in_language(lang)}" for key, word in _AUTOMATION.items())
    head = Text(f"{len(rows)} điểm của {pack.name.vi}", f"{len(rows)} parts of {pack.name.en}").in_language(lang)
    return "\n".join([*lines, "", f"{head}: {total}"]) + "\n"


def _find(code: str, pack: Pack) -> Rule:
    for rule in pack.rules:
        if rule.code == code.upper():
            return rule
    raise unknown(code)


def unknown(code: str) -> UsageError:
    return UsageError(
        f"Không có quy tắc {code}; xem “rasoat rules list”.", f"There is no rule {code}; see “rasoat rules list”."
    )


def _asked_of(rule: Rule, lang: str) -> str:
    """Kinds, scopes and phases in words; a kind for which the rule is also asked of policy at large is said so."""
    applies = rule.applies
    every = Text("mọi văn bản", "every document").in_language(lang)
    kinds = ", ".join(_words(KINDS, applies.kinds, lang)) or every
    lines = [" · ".join([kinds, *_words(SCOPES, applies.scopes, lang), *_words(PHASES, applies.phases, lang)])]
    if applies.wide_kinds:
        wide = ", ".join(_words(KINDS, applies.wide_kinds, lang))
        lines.append(f"{wide} · {say(SCOPES, 'bhxh', lang)}")  # type: ignore[arg-type]
    return "\n".join(lines)


def _words(table: dict[str, Text], keys: Collection[str], lang: str) -> list[str]:
    return [say(table, key, lang) for key in keys]  # type: ignore[arg-type]


def _family(rule: Rule, pack: Pack, lang: str) -> str:
    """What a family is called: by the program, for the letters that it knows; else by the text it comes from."""
    named = say(FAMILIES, rule.family, lang)  # type: ignore[arg-type]
    return named if named != rule.family else (rule.source or pack.name.in_language(lang))


def problems(pack: Pack, lang: str) -> list[str]:
    return [f"! {problem.in_language(lang)}" for problem in pack.problems]
