"""A yearly campaign with its month: named, in the right month, every year, with a body that answers for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from analyzer.checks.context import Context, Where
from analyzer.checks.kinds.base import CheckKind, Outcome, Param, combined
from analyzer.checks.kinds.concepts import trust
from analyzer.checks.kinds.sectiontext import content_span
from analyzer.checks.model import Finding, Rule
from analyzer.checks.passages import BODY_ZONES, Match, Passage
from analyzer.checks.texts import fill
from analyzer.checks.wording import Mode
from analyzer.errors import Text
from analyzer.extraction.model import Time
from analyzer.structure.model import Span
from analyzer.text.fold import bare

PARAMS = (
    Param("aspect", "text", required=True, choices=("month", "recurrence", "owner", "wrong_month", "result")),
    Param("campaign", "concept", required=True),
    Param("activity", "concept", required=True),
    Param("event", "concept", required=True),
    Param("act", "concept", required=True),
    Param("month_words", "concept", required=True),
    Param("wrong_month", "concept", required=True),
    Param("yearly", "concept", required=True),
    Param("month", "number", required=True),
    Param("nearest", "texts", default=()),
)
"""``campaign``: its name. ``activity``: an activity in its month that is not named as it; ``event``: one that is, where
its table row gives the month; ``act``: something done, which a heading alone is not. ``month_words``: the month;
``month``: its number, for dates. ``wrong_month``: the campaign together with another month. ``yearly``: recurrence."""

_ZONES = BODY_ZONES | {"title"}
_REASON = re.compile(r"\b(?:do|vi|boi|thay cho|thay vi|tranh|trung)\b[^,;:]{0,30}$")
_REASON_REACH = 40
_FIRST_DAYS, _LAST_DAYS = "05", "25"
"""Dates that begin by the one and end after the other are of the month as a whole."""
_ABSENT = Text(
    "Văn bản không nêu tháng vận động nên quy tắc này không xét.",
    "The document does not name the campaign month, so this rule is not asked.",
)


@dataclass(slots=True)
class Campaign:
    """What a document says of the campaign: its mentions, those with the right month, with another, and activities
    of the month that are not named as the campaign."""

    named: list[Match]
    in_month: list[Match]
    wrong: list[Match]
    activities: list[Match]

    @property
    def places(self) -> list[Match]:
        """Where the campaign, or else an activity of its month, is spoken of."""
        return self.named or self.activities


def campaign_of(rule: Rule, context: Context, mode: Mode) -> Campaign:
    """The campaign as a document tells of it; worked out once per mode."""
    params = rule.params
    key = f"campaign {params['campaign']} {mode}"
    if key not in context.memo:
        named = context.hits(params["campaign"], mode, Where(zones=_ZONES))
        wrong = [
            hit
            for hit in context.hits(params["wrong_month"], "stated")
            if not _has_own_month(hit.passage, params["month_words"], context)
        ]
        stated = context.hits(params["campaign"], "stated")
        wrong += [
            hit
            for hit in stated
            if hit not in wrong and (_spans_another_month(hit, rule, context) or _opened_later(hit, rule, context))
        ]
        elsewhere = {hit.passage.index for hit in wrong}
        in_month = [hit for hit in named if hit.passage.index not in elsewhere and _speaks_of_month(hit, rule, context)]
        activities = context.hits(params["activity"], mode)
        if not activities:
            rows = (hit for hit in context.hits(params["event"], mode) if context.row_of(hit.passage))
            activities = [hit for hit in rows if _speaks_of_month(hit, rule, context)]
        context.memo[key] = Campaign(named, in_month, wrong, activities)
    found: Campaign = context.memo[key]
    return found


def _has_own_month(passage: Passage, month_words: str, context: Context) -> bool:
    """Whether a sentence names the month as its own, and not as the reason for another ("tháng 4 …, do tháng 5 …")."""
    for match in context.found(month_words).by_passage.get(passage.index, ()):
        before = passage.text[max(0, match.start - passage.span[0] - _REASON_REACH) : match.start - passage.span[0]]
        if not _REASON.search(bare(before)):
            return True
    return False


def run(rule: Rule, context: Context) -> Outcome:
    """One aspect of the campaign."""
    return _ASPECTS[rule.params["aspect"]](rule, context)


def _month(rule: Rule, context: Context) -> Outcome:
    campaign = campaign_of(rule, context, "plan")
    sure = combined([trust(hit) for hit in campaign.places])
    if campaign.in_month:
        return Outcome("met", context.quotes(campaign.in_month), confidence=sure)
    if campaign.named:
        variant = "other_month" if campaign.wrong else "no_month"
        return Outcome("partial", context.quotes(campaign.named), variant, confidence=sure)
    if campaign.activities:
        return Outcome("partial", context.quotes(campaign.activities), "unnamed", confidence=sure)
    ids = tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    mentions = context.matches(rule.params["campaign"])
    nearest = context.quote(mentions[0]) if mentions else context.nearest(rule.params["nearest"])
    return Outcome("missing", looked_in=ids, nearest=nearest, confidence=0.9)


def _recurrence(rule: Rule, context: Context) -> Outcome:
    campaign = campaign_of(rule, context, "plan")
    if not campaign.places:
        return Outcome("not_applicable", reason=_ABSENT)
    yearly = [hit for hit in campaign.places if _is_yearly(hit, rule, context)]
    if yearly:
        sure = combined([trust(hit) for hit in yearly])
        return Outcome("met", context.quotes(yearly), confidence=sure)
    return Outcome("partial", context.quotes(campaign.places), confidence=0.8)


def _owner(rule: Rule, context: Context) -> Outcome:
    campaign = campaign_of(rule, context, "plan")
    if not campaign.places:
        return Outcome("not_applicable", reason=_ABSENT)
    for hit in campaign.places:
        owner = _owner_of(hit, context)
        if owner is not None:
            body, span = owner
            evidence = tuple(dict.fromkeys((context.quote(hit), span)))
            return Outcome("met", evidence, fields={"body": body}, confidence=trust(hit))
    return Outcome("partial", context.quotes(campaign.places), confidence=0.75)


def _wrong_month(rule: Rule, context: Context) -> Outcome:
    campaign = campaign_of(rule, context, "stated")
    checked = len({hit.passage.index for hit in (*campaign.in_month, *campaign.wrong)})
    seen: dict[str, Finding] = {}
    said = [hit for hit in campaign.wrong if hit.passage.zone != "heading"] or campaign.wrong
    for hit in sorted(said, key=lambda hit: (hit.passage.index, hit.start - hit.end)):
        # One for a sentence, by its longest wording, and one however often the sentence is repeated.
        message = fill(rule.messages["finding"], {"found": " ".join(context.analysis.quote(hit.span).split())})
        seen.setdefault(bare(hit.passage.text).strip(" .;,-+"), Finding(message, (context.quote(hit),)))
    if not seen:
        return Outcome("met", checked=checked, confidence=0.9)
    findings = tuple(seen.values())
    evidence = tuple(span for finding in findings for span in finding.evidence)
    return Outcome("missing", evidence, checked=checked, findings=findings, confidence=0.9)


def _result(rule: Rule, context: Context) -> Outcome:
    campaign = campaign_of(rule, context, "done")
    places = [hit for hit in (*campaign.named, *campaign.activities) if hit.passage.zone in BODY_ZONES]
    for hit in places:
        figures = _figures_of(hit, context)
        if figures:
            found = ", ".join(context.analysis.quote(span) for span in figures[:3])
            evidence = tuple(dict.fromkeys((context.quote(hit), *figures[:3])))
            return Outcome("met", evidence, fields={"found": found}, confidence=trust(hit))
    told = [hit for hit in places if hit.passage.zone != "heading" or _acts_under(hit, rule, context)]
    if told:
        return Outcome("partial", context.quotes(told), confidence=0.8)
    ids = tuple(s.id for s in context.analysis.outline.sections if s.parent is None)
    mentions = context.matches(rule.params["campaign"])
    nearest = context.quote(mentions[0]) if mentions else context.nearest(rule.params["nearest"])
    return Outcome("missing", looked_in=ids, nearest=nearest, confidence=0.9)


def _acts_under(hit: Match, rule: Rule, context: Context) -> bool:
    index = hit.passage.unit.section
    if index is None:
        return False
    section = context.analysis.outline.sections[index]
    return bool(context.hits(rule.params["act"], "done", Where(within=content_span(section))))


_ASPECTS = {
    "month": _month, "recurrence": _recurrence, "owner": _owner, "wrong_month": _wrong_month, "result": _result,
}  # fmt: skip


def _speaks_of_month(hit: Match, rule: Rule, context: Context) -> bool:
    if hit.passage.zone == "title":
        # A document on the campaign itself: any time in it is the campaign's.
        times, month_words = context.analysis.times, context.found(rule.params["month_words"])
        month = f"{int(rule.params['month']):02d}"
        return bool(month_words.matches) or any(_within_month(time, month) for time in times)
    if context.is_near(hit.passage, rule.params["month_words"]):
        return True
    month = f"{int(rule.params['month']):02d}"
    around = [*context.stand_under(hit.passage), *context.row_of(hit.passage)]
    if any(context.says(passage.span, rule.params["month_words"]) for passage in around):
        return True
    return any(time.month == int(month) or _within_month(time, month) for time in _times(hit.passage, around, context))


def _spans_another_month(hit: Match, rule: Rule, context: Context) -> bool:
    """Whether the dates given for it run through one whole month that is another ("từ 01/6 đến 30/6")."""
    if _speaks_of_month(hit, rule, context):
        return False
    times = _times(hit.passage, context.stand_under(hit.passage), context)
    whole = [t for t in times if t.start and t.end and t.start[8:] <= _FIRST_DAYS and t.end[8:] >= _LAST_DAYS]
    return any(_within_month(time, time.start[5:7]) for time in whole if time.start)


_OPENED = re.compile(r"\b(?:mo|phat dong|ra quan|khai mac|to chuc|huong ung)\b(?: [^\s,;.]{1,12}){0,8}[\s“\"]*$")
_CLOSED = re.compile(r"\b(?:tong ket|so ket|danh gia|ket thuc|be mac|sau|ket qua)\b")


def _opened_later(hit: Match, rule: Rule, context: Context) -> bool:
    """Whether the sentence opens it on a day behind its month ("Ngày 18/6 … phát động Tháng vận động")."""
    if _speaks_of_month(hit, rule, context):
        return False
    before = bare(hit.passage.text[: hit.start - hit.passage.span[0]])
    opened = _OPENED.search(before)
    if opened is None or _CLOSED.search(before[max(0, opened.start() - 40) :]):
        return False
    days = [t for t in _times(hit.passage, (), context) if t.start and t.start == t.end and t.use == "deadline"]
    days = [t for t in days if t.span[0] < hit.start]
    return bool(days) and all(t.start is not None and int(t.start[5:7]) > int(rule.params["month"]) for t in days)


def _within_month(time: Time, month: str) -> bool:
    if time.start is None or time.end is None:
        return False
    return time.start[:7] == time.end[:7] and time.start[5:7] == month


def _is_yearly(hit: Match, rule: Rule, context: Context) -> bool:
    if context.is_near(hit.passage, rule.params["yearly"]):
        return True
    around = [*context.stand_under(hit.passage), *context.row_of(hit.passage)]
    return any(context.says(passage.span, rule.params["yearly"]) for passage in around)


def _times(passage: Passage, around: Iterable[Passage], context: Context) -> list[Time]:
    spans = [passage.span, *(other.span for other in around)]
    return [t for t in context.analysis.times if any(start <= t.span[0] < end for start, end in spans)]


def _owner_of(hit: Match, context: Context) -> tuple[str, Span] | None:
    """The body tasked with the campaign: in the sentence, under what introduces it, or in the part it heads."""
    analysis, outline = context.analysis, context.analysis.outline
    if hit.passage.zone == "title":
        lead = next((a for a in analysis.assignments if a.role == "lead" and not a.body.open), None)
        return (lead.body.text, lead.body.span) if lead is not None else None
    spans = [(hit.passage.unit.start, hit.passage.unit.end)]
    if hit.passage.zone == "heading" and hit.passage.unit.section is not None:
        spans.append(outline.sections[hit.passage.unit.section].span)
    spans += [passage.span for passage in (*context.stand_under(hit.passage), *context.row_of(hit.passage))]
    for assignment in analysis.assignments:
        own = any(start <= assignment.task[0] < end or start <= assignment.body.span[0] < end for start, end in spans)
        covers = assignment.task[0] <= hit.start < assignment.task[1]
        if (own or covers) and assignment.role != "coordinate" and not assignment.body.open:
            return assignment.body.text, assignment.body.span
    return None


def _figures_of(hit: Match, context: Context) -> list[Span]:
    """Results in the passage that tells of the campaign: its paragraph, what it introduces, the part that it heads."""
    outline = context.analysis.outline
    spans = [(hit.passage.unit.start, hit.passage.unit.end)]
    spans += [passage.span for passage in context.stand_under(hit.passage)]
    for section in outline.ancestors(hit.passage.unit.section):
        if section.heading_span[0] <= hit.start < section.heading_span[1]:
            spans.append(section.span)
    figures = [figure for figure in context.analysis.figures if figure.kind == "result"]
    return [f.quote for f in figures if any(start <= f.value_span[0] < end for start, end in spans)]


KIND = CheckKind(
    "campaign", PARAMS, run, messages=("met",),
    extra=("partial", "missing", "finding", "partial_no_month", "partial_other_month", "partial_unnamed"),
    fields=("found", "body"),
)  # fmt: skip
