"""The rule pack as the page shows it: rules in words, in groups, and the clauses that they stand for."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from analyzer.checks.coverage import AUTOMATION, coverage
from analyzer.checks.loader import DEFAULT_PACK, find_pack
from analyzer.checks.model import Case, Pack, Rule
from analyzer.checks.offices import general_fields
from analyzer.checks.texts import fill
from analyzer.pages.rules_texts import TEXTS
from analyzer.report.safe import one_line
from analyzer.report.words import FAMILIES, KINDS, LEVELS, PHASES, SEVERITIES, STATUS_ICONS, STATUSES, Lang, say
from analyzer.text.fold import bare

_LOOKS = {"automated": "compliant", "partly": "to_complete", "manual": "needs_review", "none": "out_of_scope"}
_ICONS = {"automated": "●", "partly": "◐", "manual": "○", "none": "·"}
Shown = dict[str, Any]


@lru_cache(maxsize=1)
def _pack() -> Pack:
    return find_pack(DEFAULT_PACK, with_cases=True)


def name(lang: Lang) -> str:
    """The name of the pack."""
    return _pack().name.in_language(lang)


def count() -> int:
    """How many rules there are."""
    return len(_pack().rules)


def groups(mode: str, query: str, kind: str, severity: str, lang: Lang) -> list[Shown]:
    """The rules that fit, in groups: ``family``, or ``clause``, where a rule stands under each of its clauses.

    ``query``: words that all must occur, with or without their marks; ``kind`` of documents
    and ``severity``: "" for any.
    """
    wanted = bare(query).split()
    fitting = {
        rule.code: shown
        for rule in _pack().rules
        if (not severity or rule.severity == severity)
        and (not kind or not rule.applies.kinds or kind in rule.applies.kinds)
        and all(word in haystack(rule.code, lang) for word in wanted)
        for shown in [rule_shown(rule.code, lang)]
    }  # fmt: skip
    found = _by_clause(fitting, lang) if mode == "clause" else _by_family(fitting, lang)
    return [group for group in found if group["rules"]]


def _by_family(fitting: dict[str, Shown], lang: Lang) -> list[Shown]:
    found: dict[str, Shown] = {}
    for rule in _pack().rules:
        group = found.setdefault(
            rule.family, {"name": f"{rule.family} – {say(FAMILIES, rule.family, lang)}", "note": "", "rules": []}
        )
        if rule.code in fitting:
            group["rules"].append(fitting[rule.code])
    return list(found.values())


def _by_clause(fitting: dict[str, Shown], lang: Lang) -> list[Shown]:
    found, placed = [], set()
    for row in coverage(_pack()):
        codes = [rule.code for rule in row.rules]
        placed.update(codes)
        found.append({
            "name": f"{row.clause.id} – {row.clause.title.in_language(lang)}",
            "note": row.clause.note.in_language(lang),
            "rules": [fitting[code] for code in codes if code in fitting],
        })  # fmt: skip
    rest = [shown for code, shown in fitting.items() if code not in placed]
    return [*found, {"name": TEXTS["no_clause"].in_language(lang), "note": "", "rules": rest}]


@lru_cache(maxsize=512)
def haystack(code: str, lang: Lang) -> str:
    """What of a rule is searched: everything that is said of it, without marks."""
    rule = _rules()[code]
    said = [rule.name, rule.suggestion, *rule.explanation.values()]
    family = FAMILIES.get(rule.family)
    parts = [rule.code, rule.clause, rule.source, *(text.in_language(lang) for text in said)]
    return bare(" ".join([*parts, family.in_language(lang) if family else ""]))


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    return {rule.code: rule for rule in _pack().rules}


@lru_cache(maxsize=512)
def rule_shown(code: str, lang: Lang) -> Shown:
    """One rule in words."""
    rule = _rules()[code]
    return {
        "code": code,
        "name": rule.name.in_language(lang),
        "severity": say(SEVERITIES, rule.severity, lang),
        "clause": "" if rule.clause == "—" else rule.clause,
        "facts": _facts(rule, lang),
        "cases": [_case(rule, case, lang) for case in rule.cases],
    }


def _facts(rule: Rule, lang: Lang) -> list[tuple[str, str]]:
    applies = rule.applies
    kinds = ", ".join(say(KINDS, kind, lang).lower() for kind in applies.kinds) or TEXTS["every"].in_language(lang)
    source = rule.source if rule.clause == "—" else f"{rule.clause}, {rule.source}"
    missing = rule.messages.get("missing") or rule.messages.get("partial")
    facts = [
        ("asked_of", kinds),
        ("phase", ", ".join(say(PHASES, phase, lang) for phase in applies.phases)),
        ("why", rule.explanation["why"].in_language(lang)),
        ("asks", fill(missing, general_fields()).in_language(lang) if missing else ""),
        ("fix", rule.explanation["fix"].in_language(lang)),
        ("suggestion", fill(rule.suggestion, general_fields()).in_language(lang)),
        ("passes", rule.explanation["passes"].in_language(lang)),
        ("fails", rule.explanation["fails"].in_language(lang)),
        ("source", source),
    ]
    return [(TEXTS[key].in_language(lang), value.strip()) for key, value in facts if value.strip()]


def _case(rule: Rule, case: Case, lang: Lang) -> Shown:
    key = {"met": "no_fault", "missing": "fault"}.get(case.status, case.status) if rule.finds_faults else case.status
    given = [
        say(KINDS, case.kind, lang).lower() if case.kind else "",
        say(LEVELS, case.level, lang) if case.level else "",
        case.date or "",
        case.note,
        TEXTS["known_miss"].in_language(lang) if case.known_miss else "",
    ]
    return {
        "look": case.status, "icon": STATUS_ICONS[key], "status": say(STATUSES, key, lang),
        "aside": one_line(" · ".join(filter(None, given))), "text": case.text.strip(), "other": case.other.strip(),
    }  # fmt: skip


def coverage_rows(lang: Lang) -> tuple[list[tuple[str, str, str, int]], list[Shown]]:
    """How many clauses are covered how far, and each clause with the rules that stand for it and why no more."""
    rows = coverage(_pack())
    counts = Counter[str](row.clause.automation for row in rows)
    tallies = [(_LOOKS[key], _ICONS[key], text.in_language(lang), counts[key]) for key, text in AUTOMATION.items()]
    return tallies, [
        {
            "id": row.clause.id, "title": row.clause.title.in_language(lang), "look": _LOOKS[row.clause.automation],
            "icon": _ICONS[row.clause.automation], "state": AUTOMATION[row.clause.automation].in_language(lang),
            "rules": [(rule.code, rule.name.in_language(lang)) for rule in row.rules],
            "note": row.clause.note.in_language(lang),
        }
        for row in rows
    ]  # fmt: skip
