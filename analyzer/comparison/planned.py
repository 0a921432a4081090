"""A plan's targets against the results of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date

from analyzer.checks.measures import shown
from analyzer.comparison.carried import is_carried
from analyzer.comparison.claims import Claim, Window, claims, issued_on, window_of
from analyzer.comparison.due import Due, due
from analyzer.comparison.fitting import Fit, fit
from analyzer.comparison.judging import judge, wanted
from analyzer.comparison.likeness import says_what
from analyzer.comparison.nearest import is_poorly_read, nearest_sentence
from analyzer.comparison.rows import Row, clash_words, clashes, in_words, merged
from analyzer.errors import Text
from analyzer.extraction.model import Analysis, Per

_CLEARLY = 12.0
"""By how much words must be more alike for one of two candidates to be the one."""

_FEW_WORDS = 2
_SHOWN = 4
"""How many candidates are shown."""

_UNITS: dict[Per, tuple[str, str]] = {
    "year": ("năm", "years"), "half_year": ("nửa năm", "half-years"), "quarter": ("quý", "quarters"),
    "month": ("tháng", "months"), "week": ("tuần", "weeks"), "day": ("ngày", "days"),
}  # fmt: skip

SEVERAL = Text(
    "Báo cáo có nhiều số liệu cùng khớp với chỉ tiêu này.", "The report has several figures that fit this target."
)
SHARED = Text(
    "Một kết quả khớp với nhiều chỉ tiêu khác nhau của kế hoạch.", "One result fits several targets of the plan."
)
OPEN = Text(
    "Kết quả ghi dưới dạng giới hạn nên không kết luận được đạt hay chưa.",
    "The result is stated as a bound, so that it cannot be told whether the target was met.",
)
MORE_TIME = Text(
    "Kết quả của cả kỳ báo cáo, chỉ tiêu chỉ cho một phần của kỳ.",
    "The result is of the whole period, the target for a part of it.",
)
SPOKEN_OF = Text(
    "Báo cáo có nhắc đến nội dung này kèm số nhưng không xác định được kết quả.",
    "The report speaks of this with a number, but the result cannot be told.",
)
POOR = Text(
    "Không thấy kết quả, nhưng báo cáo đọc được kém hoặc không đọc hết nên chưa thể kết luận là thiếu.",
    "No result was found, but the report was read poorly or in part, so that it cannot be called missing.",
)
VAGUE = Text(
    "Chỗ này của kế hoạch không nói rõ số liệu là của nội dung gì nên không đối chiếu được.",
    "The plan does not say clearly what the figure is of, so that it cannot be compared.",
)
LATER = Text("Chưa đến hạn trong kỳ báo cáo.", "Not yet due in the report's period.")
EARLIER = Text("Chỉ tiêu của thời gian trước kỳ báo cáo.", "A target for a time before the report's period.")
NOT_OVER = Text(
    "Kỳ báo cáo chưa hết thời gian của chỉ tiêu; chưa tính là thiếu.",
    "The report ends before the time of the target does; nothing is short yet.",
)


@dataclass(frozen=True, slots=True)
class _Target:
    claim: Claim
    due: Due
    derived: str = ""
    """How the value was derived from a path ("60 + 2 × 10")."""


def compare_results(plan: Analysis, report: Analysis, *, from_above: bool = False) -> list[Row]:
    """A row for each target of the plan, in its order, then one for each result that was not promised.

    ``from_above``: the plan is a superior's, of which only what each place below must carry is asked.
    """
    window = window_of(report)
    promised = claims(plan, "target")
    if from_above:
        level = report.outline.level.value or "commune"
        promised = [claim for claim in promised if is_carried(claim, level)]
    clash = clashes(promised)
    several = {c.index for group in clash.values() for c in group[1:]}
    single = [claim for claim in merged(promised) if claim.index not in several]
    targets = [_Target(claim, due(claim, window, issued_on(report))) for claim in single]
    targets = _with_paths(targets, window)
    results = merged(claims(report, "result"))
    fits = {id(t): _fits(t, results, window) for t in targets}
    now = [t for t in targets if t.due.state in ("due", "running")]
    chosen, fought_over = _chosen(now, fits)
    taken = {f.claim.index for f in chosen.values()}
    rows = []
    for target in targets:
        if target.due.state in ("later", "earlier"):
            rows.append(_not_due(target, fits[id(target)], clash))
        elif target.claim.index in clash:
            found = tuple(f.claim for f in fits[id(target)][:_SHOWN])
            rows.append(_row("in_doubt", target, candidates=found, reason=clash_words(clash[target.claim.index])))
        elif id(target) in fought_over:
            rows.append(_row("in_doubt", target, candidates=(fought_over[id(target)].claim,), reason=SHARED))
        elif id(target) in chosen:
            rows.append(_judged(target, chosen[id(target)].claim))
        else:
            rows.append(_unsettled(target, [f for f in fits[id(target)] if f.claim.index not in taken], report))
    used = taken | {c.index for row in rows for c in (*row.candidates, *filter(None, [row.found]))}
    rows += [Row("unplanned", found=result) for result in results if result.index not in used]
    return rows


def _with_paths(targets: list[_Target], window: Window | None) -> list[_Target]:
    """The targets, with those of the report's year derived from a path ("60% in 2026, then 10% more a year"); the
    steps of paths are no targets of their own."""
    steps = [t for t in targets if t.claim.figure.op == "delta" and t.claim.is_rate and t.claim.per == "year"]
    kept: list[_Target] = []
    for target in targets:
        if target not in steps:
            kept.append(target)
            continue
        derived = _on_path(target, targets, window)
        if derived is not None:
            kept.append(derived)
    return kept


def _on_path(step: _Target, targets: list[_Target], window: Window | None) -> _Target | None:
    figure = step.claim.figure
    siblings = [
        t for t in targets
        if t.claim.sentence == step.claim.sentence and t.claim.figure.indicator == figure.indicator
        and t.claim.figure.op != "delta" and t.claim.end is not None and t.claim.is_rate
    ]  # fmt: skip
    if window is None or figure.min is None or not siblings:
        return None
    year = window.end.year
    if any(t.claim.end is not None and t.claim.end.year == year for t in siblings):
        return None
    bases = [t for t in siblings if t.claim.end is not None and t.claim.end.year < year and t.claim.figure.min]
    lasts = [t for t in siblings if t.claim.end is not None and t.claim.end.year > year]
    if not bases or (not lasts and (step.claim.end is None or step.claim.end.year < year)):
        return None
    base = max(bases, key=lambda t: t.claim.end or date.min)
    start = base.claim.figure.min or 0.0
    years = year - (base.claim.end.year if base.claim.end else year)
    value = start + years * figure.min
    derived = replace(base.claim.figure, min=value, max=value, op="eq", when=None)
    whole = Window(date(year, 1, 1), date(year, 12, 31))
    state = Due("due" if window.end >= whole.end else "running", whole)
    how = f"{shown(start)} + {years} × {shown(figure.min)} = {shown(value)}"
    return _Target(Claim(derived, step.claim.index, step.claim.analysis), state, how)


def _fits(target: _Target, results: list[Claim], window: Window | None) -> list[Fit]:
    found = [fit(target.claim, result, window, target.due.window) for result in results]
    return sorted((f for f in found if f is not None), key=lambda f: (not f.full, -f.score))


def _chosen(targets: list[_Target], fits: dict[int, list[Fit]]) -> tuple[dict[int, Fit], dict[int, Fit]]:
    """By ``id`` of the target: the result that is its own, and the result that other targets claim too."""
    chosen: dict[int, Fit] = {}
    for target in targets:
        best = _best([f for f in fits.get(id(target), ()) if f.full])
        if best is not None:
            chosen[id(target)] = best
    claimed = Counter(f.claim.index for f in chosen.values())
    fought: dict[int, Fit] = {}
    for target in targets:
        best = chosen.get(id(target))
        if best is None or claimed[best.claim.index] == 1:
            continue
        rivals = [t for t in targets if id(t) in chosen and chosen[id(t)].claim.index == best.claim.index]
        if len({_asked(t) for t in rivals}) == 1:
            continue
        others = [chosen[id(t)].score for t in rivals if t is not target]
        if best.score < max(others) + _CLEARLY:
            fought[id(target)] = best
    for key in fought:
        del chosen[key]
    return chosen, fought


def _asked(target: _Target) -> tuple[object, ...]:
    figure = target.claim.figure
    return figure.min, figure.max, target.due.times


def _best(full: list[Fit]) -> Fit | None:
    """The one candidate: the only one, the one said of the latest moment, or the one whose words are clearly nearer."""
    if len(full) < 2:
        return full[0] if full else None
    if len({(f.claim.figure.min, f.claim.figure.max, f.claim.figure.op) for f in full}) == 1:
        return full[0]
    if full[0].score >= full[1].score + _CLEARLY:
        return full[0]
    near = [f for f in full if f.score > full[0].score - _CLEARLY]
    if not near[0].claim.is_flow:
        ends = sorted({f.claim.end for f in near if f.claim.end is not None}, reverse=True)
        latest = [f for f in near if ends and f.claim.end == ends[0]]
        if len(ends) > 1 and len(latest) == 1 and all(f.claim.end is not None for f in near):
            return latest[0]
    return None


def _not_due(target: _Target, fits: list[Fit], clash: Container[int]) -> Row:
    """A target of another time; of a later one with how far it is, where the report says so."""
    if target.due.state == "earlier":
        return _row("not_due", target, reason=EARLIER)
    best = _best([f for f in fits if f.full])
    if best is None or target.claim.index in clash or best.claim.is_flow:
        return _row("not_due", target, reason=LATER)
    return replace(_judged(target, best.claim), outcome="not_due", reason=LATER)


def _judged(target: _Target, result: Claim) -> Row:
    claim, state = target.claim, target.due
    per_period = result.per is not None and result.per == claim.per
    times = 1 if per_period else state.times
    asked = wanted(claim.figure, times, smaller_is_better=claim.smaller_is_better)
    how = target.derived
    reason = None
    if times > 1 and claim.figure.min is not None and claim.per is not None:
        how = f"{times} × {shown(claim.figure.min)} = {shown(times * claim.figure.min)}"
        vi, en = _UNITS[claim.per]
        reason = Text(f"Tính {times} {vi} trong kỳ.", f"{times} {en} of the period were counted.")
    judged = judge(asked, result.figure, claim.figure.unit, how)
    common = {
        "found": result, "wanted": asked.value, "value": judged.value, "ratio": judged.ratio, "gap": judged.gap,
        "calculation": judged.calculation,
    }  # fmt: skip
    if judged.outcome == "open":
        return _row("in_doubt", target, reason=OPEN, **common)
    if judged.outcome != "short" and _is_of_more_time(target, result):
        return _row("in_doubt", target, reason=MORE_TIME, **common)
    if state.state == "running" and judged.outcome == "short":
        return _row("under_way", target, reason=_so_far(target, result), **common)
    return _row(judged.outcome, target, reason=reason, **common)


def _is_of_more_time(target: _Target, result: Claim) -> bool:
    """Whether those who joined in a whole period are held against a target for a part of it."""
    own = target.due.window
    period = window_of(result.analysis)
    if not result.is_change or result.is_rate or own is None or period is None or result.start is not None:
        return False
    return target.claim.end is not None and period.holds(own) and own.days * 2 < period.days


def _so_far(target: _Target, result: Claim) -> Text:
    share, claim = target.due.share, target.claim
    if not result.is_flow or share is None or claim.figure.min is None:
        return NOT_OVER
    percent, amount = shown(share * 100, 0), shown(claim.figure.min * share, 1)
    return Text(
        f"{NOT_OVER.vi[:-1]} (đã qua {percent}% thời gian, tính đều là {amount}).",
        f"{NOT_OVER.en[:-1]} ({percent}% of the time is over, evenly spread {amount}).",
    )


def _unsettled(target: _Target, partly: list[Fit], report: Analysis) -> Row:
    """A target with no result that is surely its own."""
    full = [f for f in partly if f.full]
    if full:
        return _row("in_doubt", target, candidates=tuple(f.claim for f in full[:_SHOWN]), reason=SEVERAL)
    if partly:
        settled = _short_of_a_sum(target, partly)
        if settled is not None:
            return settled
        found = tuple(f.claim for f in partly[:_SHOWN])
        return _row("in_doubt", target, candidates=found, reason=in_words(partly[0].doubts))
    if target.due.state == "running":
        return _row("under_way", target, reason=NOT_OVER)
    nearest, numbered = nearest_sentence(target.claim, report)
    if numbered:
        return _row("in_doubt", target, nearest=nearest, reason=SPOKEN_OF)
    if is_poorly_read(report):
        return _row("in_doubt", target, nearest=nearest, reason=POOR)
    if _is_vague(target.claim):
        return _row("in_doubt", target, nearest=nearest, reason=VAGUE)
    return _row("not_reported", target, nearest=nearest)


def _is_vague(claim: Claim) -> bool:
    """Whether a target does not say what is counted: no indicator, hardly a word, a unit that says nothing."""
    return claim.figure.indicator == "other" and not says_what(claim.figure.unit) and len(claim.words) < _FEW_WORDS


def _short_of_a_sum(target: _Target, partly: list[Fit]) -> Row | None:
    """What was reached in a part of the period is enough where it alone reaches the target."""
    from analyzer.comparison.fitting import TIME

    claim = target.claim
    for candidate in partly:
        if candidate.doubts != (TIME,) or not candidate.claim.is_flow or claim.smaller_is_better:
            continue
        row = _judged(target, candidate.claim)
        if row.outcome in ("reached", "exceeded"):
            return row
    return None


def _row(outcome: str, target: _Target, **values: object) -> Row:
    return Row(outcome, promised=target.claim, due=target.due.window, **values)  # type: ignore[arg-type]
