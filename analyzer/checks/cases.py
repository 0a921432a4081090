"""Running the cases of the rules: the examples that each rule carries with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from analyzer.checks.engine import check
from analyzer.checks.kinds.across import KIND as ACROSS
from analyzer.checks.model import FILL_IN, Case, Pack, Rule, Verdict
from analyzer.errors import Text
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
    rule is asked of. The pack must have been loaded with its cases. Those of rules across documents are run by
    ``analyzer.comparison.cases``.
    """
    from analyzer.pipeline import analyze_text

    analysed: dict[tuple[str, Kind, Scope, str | None, str | None], Analysis] = {}
    for rule in pack.rules:
        if rule.check == ACROSS.name or (codes and not any(rule.code.startswith(prefix) for prefix in codes)):
            continue
        for number, case in enumerate(rule.cases, 1):
            kind = case.kind or (rule.applies.kinds[0] if rule.applies.kinds else "plan")
            scope = case.scope or (rule.applies.scopes or pack.scopes)[0]
            key = (case.text, kind, scope, case.level, case.date)
            if key not in analysed:
                analysed[key] = analyze_text(case.text, kind=kind, scope=scope, level=case.level, date=case.date)
            yield CaseResult(rule, number, case, check(analysed[key], pack, select=(rule.code,), any_subject=True)[0])


ENOUGH = 2
"""Cases that a rule should have that pass, and as many that fail."""


def gaps(rule: Rule) -> list[Text]:
    """What a rule loaded with its cases still lacks: two that pass, two that fail, one in part and one to which it does
    not apply, where it can come to that; and texts to be filled in."""
    statuses = Counter(case.status for case in rule.cases if not case.known_miss)
    failing = statuses["missing"] + statuses["partial"]
    lacking: list[Text] = []
    if statuses["met"] < ENOUGH:
        more = ENOUGH - statuses["met"]
        lacking.append(Text(f"thêm {more} ví dụ đạt (met)", f"{more} more that pass (met)"))
    if failing < ENOUGH:
        more = ENOUGH - failing
        lacking.append(Text(f"thêm {more} ví dụ không đạt (missing)", f"{more} more that fail (missing)"))
    if any(key == "partial" or key.startswith("partial_") for key in rule.messages) and not statuses["partial"]:
        lacking.append(Text("thêm 1 ví dụ đạt một phần (partial)", "1 more in part (partial)"))
    applies = rule.applies
    if (applies.kinds or applies.scopes or applies.phases) and not statuses["not_applicable"]:
        lacking.append(Text("thêm 1 ví dụ không áp dụng (not_applicable)", "1 more not asked (not_applicable)"))
    texts = (rule.name, rule.suggestion, *rule.messages.values(), *rule.explanation.values())
    if any(FILL_IN in (*text.vi.split(":"), *text.en.split(":")) for text in texts) or rule.clause == FILL_IN:
        lacking.append(Text(f"còn chỗ ghi “{FILL_IN}”", f"places marked “{FILL_IN}”"))
    return lacking
