"""The period of the title, of the opening and of the targets, which must be one."""

from __future__ import annotations

import re

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.measures import folded, found, sentence_at
from analyzer.checks.model import Finding, Rule
from analyzer.extraction.model import Analysis, Time, When
from analyzer.structure.model import Span, Unit

_OWN = re.compile(
    r"(?:xay dung|ban hanh|trien khai|thuc hien)(?: va)?(?: \w+){0,3} ke hoach|"
    r"ke hoach (?:tuyen truyen|truyen thong|nay|thuc hien|trien khai)|"
    r"bao cao (?:ket qua|tinh hinh|so ket|tong ket)|nhu sau"
)
_OUTLOOK = re.compile(
    r"tam nhin|dinh huong|huong (?:toi|den)|sau nam|gop phan|nghi quyet|de an|chien luoc|"
    r"giai doan sau|muc tieu (?:cua )?(?:tinh|quoc gia|toan quoc)"
)
_REACH = 220


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each other period stated as the document's own, and for each target year outside of it."""
    analysis = context.analysis
    period, at = analysis.profile.period, analysis.profile.period_span
    if period is None or period.end is None or at is None or analysis.outline.kind.value not in ("plan", "report"):
        return Outcome("met", checked=0, confidence=0.7)
    findings: dict[str, Finding] = {}
    checked = 0
    for time in _restated(analysis, at):
        checked += 1
        if _years(time) != _years(period):
            spans = (_around(time, analysis), _around_title(at, analysis))
            findings.setdefault(
                f"p{time.start}{time.end}",
                found(rule, spans, found=analysis.quote(time.span), own=analysis.quote(at)),
            )
    for year, span, words in _targets(analysis, period):
        checked += 1
        if year is not None:
            spans = (span, _around_title(at, analysis))
            findings.setdefault(f"t{year}", found(rule, spans, found=words, own=analysis.quote(at)))
    faults = tuple(sorted(findings.values(), key=lambda f: f.evidence[0]))
    evidence = tuple(span for fault in faults for span in fault.evidence)
    return Outcome("missing" if faults else "met", evidence, checked=checked, findings=faults, confidence=0.82)


def _years(time: Time | When) -> tuple[str | None, str | None]:
    return (time.start[:4] if time.start else None), (time.end[:4] if time.end else None)


def _restated(analysis: Analysis, at: Span) -> list[Time]:
    """Periods of years that title or opening give as the document's own."""
    outline = analysis.outline
    title = outline.letterhead.title_span
    first = outline.sections[0].span[0] if outline.sections else outline.body[0] + 1200
    found: list[Time] = []
    period = analysis.profile.period
    for time in analysis.times:
        if (
            time.kind != "period"
            or time.status != "ok"
            or time.span == at
            or time.use not in ("deadline", "heading_only")
        ):
            continue
        if not time.start or not time.end or time.precision != "year" or time.start[:4] == time.end[:4]:
            continue
        if title is not None and title[0] <= time.span[0] < title[1]:
            continue
        if not outline.body[0] <= time.span[0] < first or period is None or period.start is None:
            continue
        sentence = sentence_at(time.span[0], analysis)
        before = analysis.outline.bare_text[max(sentence[0], time.span[0] - _REACH) : time.span[0]]
        cited = max(
            (before.rfind(word) for word in (" so ", "quyet dinh", "nghi quyet", "de an", "chuong trinh")), default=-1
        )
        own = max((m.start() for m in _OWN.finditer(before)), default=-1)
        if own >= 0 and own > cited:
            found.append(time)
    return found


def _targets(analysis: Analysis, period: When) -> list[tuple[int | None, Span, str]]:
    """Years of targets; None for those inside the period. Asked of plans of several years only."""
    if analysis.outline.kind.value != "plan" or period.start is None or period.end is None:
        return []
    first, last = int(period.start[:4]), int(period.end[:4])
    if last - first < 1:
        return []
    found: list[tuple[int | None, Span, str]] = []
    for figure in analysis.figures:
        if figure.kind != "target" or figure.when is None or figure.when.end is None or figure.when.every:
            continue
        year = int(figure.when.end[:4])
        sentence = sentence_at(figure.value_span[0], analysis)
        unit = analysis.outline.unit_at(figure.value_span[0])
        roles = set(analysis.outline.roles_above(unit)) if unit is not None else set()
        place = next((span for span in (sentence, *_leads(unit, analysis)) if str(year) in analysis.quote(span)), None)
        words = folded(place, analysis) if place is not None else ""
        inside = first <= year <= last or "context" in roles or place is None or _OUTLOOK.search(words) is not None
        written = re.search(rf"(?:\S+ ){{0,2}}{year}", analysis.quote(place or sentence))
        at = figure.quote if place in (None, sentence) else place
        found.append((None if inside else year, at, written[0] if written else str(year)))
    return found


def _leads(unit: Unit | None, analysis: Analysis) -> list[Span]:
    """What introduces the list that a unit stands in ("Đến năm 2030:"), headings left out."""
    units = [analysis.outline.units[index] for index in unit.leads] if unit is not None else []
    return [(lead.start, lead.end) for lead in units if lead.kind in ("paragraph", "item")]


def _around(time: Time, analysis: Analysis) -> Span:
    sentence = sentence_at(time.span[0], analysis)
    return sentence if sentence[1] - sentence[0] <= 320 else (max(sentence[0], time.span[0] - 120), time.span[1])


def _around_title(at: Span, analysis: Analysis) -> Span:
    title = analysis.outline.letterhead.title_span
    return title if title is not None and title[0] <= at[0] < title[1] else at


KIND = CheckKind("periods", (), run, messages=("met", "missing", "finding"), fields=("found", "own"))
