"""The rules across documents, answered from the rows of a comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from analyzer.checks.fingerprint import fingerprint
from analyzer.checks.model import Pack, Rule, Status
from analyzer.checks.texts import fill
from analyzer.comparison.rows import Row
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.report.comparison import Pair, PairFinding, PairRule, Side, SideEvidence
from analyzer.report.model import Bilingual
from analyzer.report.phrases import figure_words, number_words, when_words
from analyzer.report.places import Places
from analyzer.report.words import Lang

NAME = "across"
"""The kind of check whose rules are asked here, and the pack that holds them."""

_JUDGED = ("reached", "exceeded", "short", "not_reported", "equal", "higher", "lower", "absent", "in_doubt")
_UNDATED = Text("không ghi thời hạn", "no time given")


class Verdicts:
    """Asks the rules of a pack of one comparison. ``rows`` and ``pairs`` run side by side."""

    def __init__(self, first: Analysis, second: Analysis, rows: Sequence[Row], pairs: Sequence[Pair]) -> None:
        self._first, self._second = first, second
        self._places: Mapping[Side, Places] = {"first": Places(first.outline), "second": Places(second.outline)}
        self._rows, self._pairs = rows, pairs

    def of(self, pack: Pack, relation: str) -> list[PairRule]:
        """The answer of each rule that is asked of this relation, in the order of the pack."""
        return [
            self._rule(rule) for rule in pack.rules if rule.check == NAME and rule.params["relation"] == relation
        ]  # fmt: skip

    def _rule(self, rule: Rule) -> PairRule:
        seen: Counter[str] = Counter()
        findings = []
        for row, pair in zip(self._rows, self._pairs, strict=True):
            if row.outcome in rule.params["outcomes"]:
                findings.append(self._finding(rule, row, pair, seen))
        judged = [row for row in self._rows if row.outcome in _JUDGED]
        doubts = any(row.outcome == "in_doubt" for row in judged)
        status: Status = "missing" if findings else "needs_review" if doubts else "met"
        fields = {"count": len(findings), "checked": len(judged)}
        message = fill(rule.messages[status], fields) if status in rule.messages else _in_doubt(judged)
        if not judged:
            status, message = "not_applicable", _NOTHING
        return PairRule(
            code=rule.code,
            name=Bilingual.of(rule.name),
            severity=rule.severity,
            status=status,
            message=Bilingual.of(message),
            suggestion=Bilingual.of(rule.suggestion),
            checked=len(judged),
            findings=findings,
        )

    def _finding(self, rule: Rule, row: Row, pair: Pair, seen: Counter[str]) -> PairFinding:
        first = [row.promised.sentence] if row.promised is not None else []
        second = [row.found.sentence] if row.found is not None else []
        mark = fingerprint(rule.code, fingerprint(rule.code, "fault", first, self._first), second, self._second)
        seen[mark] += 1
        if seen[mark] > 1:
            mark = f"{mark}:{seen[mark]}"
        key = "finding" if row.found is not None or "finding_absent" not in rule.messages else "finding_absent"
        sides: list[tuple[Side, tuple[int, int]]] = [("first", span) for span in first]
        sides += [("second", span) for span in second]
        if row.found is None and row.nearest is not None:
            sides.append(("second", row.nearest))
        return PairFinding(
            message=Bilingual.of(fill(rule.messages[key], _fields(pair))),
            pair=pair.id,
            evidence=[SideEvidence(side=side, evidence=self._places[side].evidence(span)) for side, span in sides],
            calculation=row.calculation,
            fingerprint=mark,
        )


_NOTHING = Text("Không có chỉ tiêu nào để đối chiếu.", "There is no target to compare.")


def _in_doubt(judged: Sequence[Row]) -> Text:
    count = sum(row.outcome == "in_doubt" for row in judged)
    return Text(f"Có {count} chỉ tiêu máy chưa đối chiếu được, cần người xem.",
                f"Targets that a person must compare: {count}.")  # fmt: skip


def _fields(pair: Pair) -> dict[str, Text | str]:
    def both(one: str, other: str) -> Text:
        return Text(one, other)

    promised = pair.promised
    sign = "%" if promised is not None and promised.unit == "%" else ""
    value = [number_words(pair.value, lang) + sign for lang in _LANGS] if pair.value is not None else ["", ""]
    words = [figure_words(promised, lang) for lang in _LANGS] if promised is not None else ["", ""]
    due = pair.due
    when = [when_words(due.start, due.end, None, lang) for lang in _LANGS] if due is not None else list(_UNDATED)
    return {
        "what": Text(pair.name.vi, pair.name.en), "promised": both(*words), "reached": both(*value),
        "when": both(*when), "calculation": pair.calculation or "",
    }  # fmt: skip


_LANGS: tuple[Lang, Lang] = ("vi", "en")
