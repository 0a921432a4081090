"""Running the cases of the rules: the examples that each rule carries with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from analyzer.checks.engine import check
from analyzer.checks.model import Case, Pack, Rule, Verdict
from analyzer.extraction.model import Analysis
from analyzer.structure.model import Kind, Scope


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and the verdict it got. ``number`` counts from 1 within the rule."""

    rule: Rule
    number: int
    case: Case
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        """Whether the verdict is the one wanted, with as many findings as wanted."""
        case, verdict = self.case, self.verdict
        counted = case.findings is None or case.findings == len(verdict.findings)
        return verdict.status == case.status and counted

    @property
    def ok(self) -> bool:
        """Whether the case went as noted: right, or wrong where that is a known miss."""
        return self.agrees != self.case.known_miss


def run_cases(pack: Pack, codes: Collection[str] = ()) -> Iterator[CaseResult]:
    """The result of every case of the pack's rules (of those whose code begins with one of ``codes``, where given).

    A case's text is a document or a piece of one: its kind and scope are the case's own, else the first that the
    rule is asked of. The pack must have been loaded with its cases.
    """
    from analyzer.pipeline import analyze_text

    analysed: dict[tuple[str, Kind, Scope, str | None, str | None], Analysis] = {}
    for rule in pack.rules:
        if codes and not any(rule.code.startswith(prefix) for prefix in codes):
            continue
        for number, case in enumerate(rule.cases, 1):
            kind = case.kind or (rule.applies.kinds[0] if rule.applies.kinds else "plan")
            scope = case.scope or (rule.applies.scopes[0] if rule.applies.scopes else "1676")
            key = (case.text, kind, scope, case.level, case.date)
            if key not in analysed:
                analysed[key] = analyze_text(case.text, kind=kind, scope=scope, level=case.level, date=case.date)
            yield CaseResult(rule, number, case, check(analysed[key], pack, select=(rule.code,))[0])
