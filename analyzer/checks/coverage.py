"""Clause by clause: how far the rules of a pack cover the text that it is derived from."""

from __future__ import annotations

from dataclasses import dataclass

from analyzer.checks.model import Clause, Pack, Rule
from analyzer.errors import Text

AUTOMATION: dict[str, Text] = {
    "automated": Text("tự động", "automated"),
    "partly": Text("một phần", "partly"),
    "manual": Text("người đọc xét", "by a person"),
    "none": Text("không xét", "not checked"),
}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A clause with the rules of the pack that stand for it."""

    clause: Clause
    rules: tuple[Rule, ...]


def coverage(pack: Pack) -> list[CoverageRow]:
    """One row per clause, in the order of the text."""
    known = {rule.code: rule for rule in pack.rules}
    return [
        CoverageRow(clause, tuple(known[code] for code in clause.rules if code in known)) for clause in pack.clauses
    ]


def coverage_problems(pack: Pack) -> list[Text]:
    """What the clauses say of rules that is not so: rules that do not exist, coverage without a rule, rules whose own
    clause does not list them."""
    known = {rule.code: rule for rule in pack.rules}
    wrong: list[Text] = []
    for clause in pack.clauses:
        for code in clause.rules:
            if code not in known:
                wrong.append(Text(f"{clause.id}: không có quy tắc {code}", f"{clause.id}: there is no rule {code}"))
        if (clause.automation in ("automated", "partly")) != bool(clause.rules):
            wrong.append(Text(f"{clause.id}: 'automation' không khớp danh sách quy tắc",
                              f"{clause.id}: 'automation' does not fit the list of rules"))  # fmt: skip
    listed = {(clause.id, code) for clause in pack.clauses for code in clause.rules}
    ids = [clause.id for clause in pack.clauses]
    for rule in pack.rules:
        for part in (piece.strip() for piece in rule.clause.split(",")):
            under = [clause for clause in ids if clause == part or clause.startswith(f"{part}.")]
            if under and not any((clause, rule.code) in listed for clause in under):
                wrong.append(Text(f"{rule.code}: điều khoản {part} không liệt kê quy tắc này",
                                  f"{rule.code}: the clause {part} does not list it"))  # fmt: skip
    return wrong
