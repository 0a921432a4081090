"""A superior's targets against those of a plan below it.

Only what each place must carry is asked for: shares of people or files, which hold in a commune as in its province, and
norms laid on each entity below. How many meetings the province itself holds cannot be asked of one commune.
"""

from __future__ import annotations

from datetime import date

from analyzer.comparison.claims import Claim, Window, claims, window_of
from analyzer.comparison.fitting import ENTITY, PER, Fit, fit
from analyzer.comparison.judging import Judged, judge, wanted
from analyzer.comparison.likeness import phrases, sameness, unit_id
from analyzer.comparison.nearest import is_poorly_read
from analyzer.comparison.rows import Row, clash_words, clashes, in_words, merged
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.report.comparison import PairOutcome
from analyzer.text.fold import bare

SEVERAL = Text(
    "Kế hoạch này có nhiều chỉ tiêu cùng khớp với chỉ tiêu của cấp trên.", "This plan has several targets that fit."
)
POOR = Text(
    "Không thấy chỉ tiêu, nhưng kế hoạch đọc được kém hoặc không đọc hết nên chưa thể kết luận là thiếu.",
    "The target was not found, but the plan was read poorly or in part, so that it cannot be called missing.",
)
OTHER_TIME = Text(
    "Chỉ tiêu của cấp trên thuộc thời gian ngoài kế hoạch này.",
    "The superior's target is for a time outside this plan.",
)
NO_MILESTONE = Text(
    "Kế hoạch này có chỉ tiêu cùng nội dung nhưng không chia mốc cho thời điểm này.",
    "This plan has the target, but no milestone for this time.",
)
_SHOWN = 4
"""How many candidates are shown."""
_OUTCOMES: dict[str, PairOutcome] = {
    "reached": "equal", "exceeded": "higher", "short": "lower", "open": "in_doubt",
}  # fmt: skip
_GENERAL = ("moi don vi", "tung dia phuong", "moi dia phuong")


def compare_targets(superior: Analysis, subordinate: Analysis) -> list[Row]:
    """A row for each target of the superior that the plan below must carry, in the superior's order."""
    own = merged(claims(subordinate, "target"))
    asked = claims(superior, "target")
    clash = clashes(asked)
    level = subordinate.outline.level.value or "commune"
    asked = [claim for claim in merged(asked) if is_carried(claim, level)]
    several = {c.index for group in clash.values() for c in group[1:]}
    return [
        _row(claim, asked, own, subordinate, clash.get(claim.index))
        for claim in asked
        if claim.index not in several
    ]  # fmt: skip


def is_carried(claim: Claim, level: str) -> bool:
    """Whether a superior's target must be met by each place of a level below."""
    figure = claim.figure
    if claim.place or figure.op == "delta" or figure.indicator in sameness()["superiors_own"]:
        return False
    if figure.per_entity:
        return bare(figure.per_entity).strip() in phrases(f"entities.{level}")
    return claim.is_rate and figure.indicator != "other"


def _row(claim: Claim, asked: list[Claim], own: list[Claim], subordinate: Analysis, clash: list[Claim] | None) -> Row:
    due, window = _due(claim), window_of(subordinate)
    if clash is not None:
        return Row("in_doubt", promised=claim, due=due, reason=clash_words(clash))
    if due is not None and window is not None and (due.end > window.end or due.end < window.start):
        later = [other for other in asked if other is not claim and _same_thing(other, claim)]
        if due.end > window.end or any(_between(claim, other, window) for other in later):
            return Row("not_due", promised=claim, due=due, reason=OTHER_TIME)
    fits = [found for found in (_fits(claim, other) for other in own) if found is not None]
    full = [found for found in fits if found.full]
    if not full:
        if fits:
            found = tuple(f.claim for f in sorted(fits, key=lambda f: -f.score)[:_SHOWN])
            return Row("in_doubt", promised=claim, candidates=found, due=due, reason=in_words(fits[0].doubts))
        if is_poorly_read(subordinate):
            return Row("in_doubt", promised=claim, due=due, reason=POOR)
        return Row("absent", promised=claim, due=due)
    held = [found for found in full if _is_held_against(claim, found.claim, asked, window)]
    if not held:
        return Row("not_due", promised=claim, candidates=(full[0].claim,), due=due, reason=NO_MILESTONE)
    best = max(f.score for f in held)
    held = [f for f in held if f.score >= best - 12]
    judged = [(f.claim, _judged(claim, f.claim)) for f in held]
    if len({j.outcome for _, j in judged}) > 1 and len({_due(c) for c, _ in judged}) == 1:
        return Row("in_doubt", promised=claim, candidates=tuple(c for c, _ in judged)[:_SHOWN], due=due, reason=SEVERAL)
    target, result = min(judged, key=lambda pair: pair[1].gap if not claim.smaller_is_better else -pair[1].gap)
    return _settled(claim, target, result, due)


def _fits(claim: Claim, other: Claim) -> Fit | None:
    """How a target of the plan below fits. A norm for each commune is met by the commune's own total."""
    found = fit(claim, other)
    if found is None:
        return None
    doubts = tuple(d for d in found.doubts if not (d is ENTITY and _is_own_entity(claim, other)))
    doubts = tuple(d for d in doubts if d is not PER or claim.per is None)
    return Fit(found.claim, found.score, doubts)


def _is_own_entity(claim: Claim, other: Claim) -> bool:
    """Whether the norm is for each place such as the one that the plan below is of, and its target is for all of it."""
    issuer = other.analysis.outline.issuer.value
    own = bare(f"{issuer.name if issuer else ''}")
    entity = bare(claim.figure.per_entity or "")
    if not entity or other.figure.per_entity:
        return False
    whole = {"xa", "phuong", "dac khu", "thi tran"} if other.analysis.outline.level.value == "commune" else set()
    if other.analysis.outline.level.value == "district":
        whole = {"huyen", "quan", "thi xa", "thanh pho"}
    members = {entity, *(e for e in whole if unit_id(e) == claim.entity)}
    return entity in _GENERAL or bool(members & whole) or any(f" {m} " in f" {own} " for m in members)


def _due(claim: Claim) -> Window | None:
    """The time that a target is for; of a yearly or unlimited one that of its plan."""
    if claim.end is not None:
        return Window(claim.start or date(claim.end.year, 1, 1), claim.end)
    return window_of(claim.analysis)


def _same_thing(one: Claim, other: Claim) -> bool:
    found = fit(one, other)
    return found is not None and found.full


def _between(claim: Claim, other: Claim, window: Window) -> bool:
    """Whether another target for the same thing is nearer to the time of the plan below, and not behind it."""
    one, two = _due(claim), _due(other)
    return one is not None and two is not None and one.end < two.end <= window.end


def _is_held_against(claim: Claim, target: Claim, asked: list[Claim], window: Window | None) -> bool:
    """Whether a target of the plan below is for the superior's time, or for a time behind it and before the superior's
    next target: between two of them the earlier one counts."""
    theirs, ours = _due(claim), _due(target)
    if theirs is None or ours is None or claim.per is not None:
        return True
    if target.per is not None and window is not None and window.start <= theirs.end <= window.end:
        return True
    if ours.end < theirs.end:
        return False
    ends = [_due(other) for other in asked if other is not claim and _same_thing(claim, other)]
    following = [end.end for end in ends if end is not None and end.end > theirs.end]
    return not following or ours.end < min(following)


def _judged(claim: Claim, target: Claim) -> Judged:
    asked = wanted(claim.figure, smaller_is_better=claim.smaller_is_better)
    return judge(asked, target.figure, claim.figure.unit, promise=True)


def _settled(claim: Claim, target: Claim, result: Judged, due: Window | None) -> Row:
    return Row(
        _OUTCOMES[result.outcome], promised=claim, found=target, due=due, wanted=wanted(claim.figure).value,
        value=result.value, ratio=result.ratio, gap=result.gap, calculation=result.calculation,
    )  # fmt: skip
