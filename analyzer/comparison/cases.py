"""Running the cases of the rules across documents: each is two small documents and the answer that they must get."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analyzer.checks.model import Case, Pack, Rule, Status
from analyzer.comparison.build import compare_analyses
from analyzer.comparison.verdicts import NAME
from analyzer.extraction.model import Analysis
from analyzer.report.comparison import Comparison, PairFinding, Relation
from analyzer.structure.model import Kind, Level


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule said; ``not_applicable`` where it was not asked."""

    status: Status
    findings: Sequence[PairFinding] = ()


@dataclass(frozen=True, slots=True)
class PairResult:
    """A case and the answer it got. ``number`` counts from 1 within the rule."""

    rule: Rule
    number: int
    case: Case
    verdict: Answer

    @property
    def ok(self) -> bool:
        """Whether the case went as noted: right, or wrong where that is a known miss."""
        counted = self.case.findings is None or self.case.findings == len(self.verdict.findings)
        return (self.verdict.status == self.case.status and counted) != self.case.known_miss


def run_pair_cases(pack: Pack, codes: Collection[str] = ()) -> Iterator[PairResult]:
    """The result of every case of the pack's rules across documents (of those whose code begins with one of ``codes``,
    where given). The pack must have been loaded with its cases; ``kind`` and ``level`` of a case are those of its first
    document."""
    for rule in pack.rules:
        if rule.check != NAME or (codes and not any(rule.code.startswith(prefix) for prefix in codes)):
            continue
        for number, case in enumerate(rule.cases, 1):
            made = _compared(case, rule.params["relation"], pack)
            verdict = next((answer for answer in made.rules if answer.code == rule.code), None)
            answer = Answer("not_applicable") if verdict is None else Answer(verdict.status, verdict.findings)
            yield PairResult(rule, number, case, answer)


def _compared(case: Case, relation: Relation, pack: Pack) -> Comparison:
    """The documents of a case as the rule's relation needs them; two plans of one level are revisions."""
    from analyzer.pipeline import analyze_text

    first_kind: Kind = case.kind or "plan"
    second: Kind = "report" if relation == "plan-report" else "plan"
    level: Level = case.level or ("commune" if relation == "plan-report" else "province")

    def analysed(text: str, kind: Kind, of_level: Level) -> Analysis:
        return analyze_text(text, kind=kind, scope="1676", level=of_level)

    first, other = analysed(case.text, first_kind, level), analysed(case.other, second, "commune")
    if first_kind == second:
        relation = "revision" if level == "commune" else "superior"
    return compare_analyses(first, other, relation, pack=pack)
