"""From what is known of a document and what the rules said of it to the report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import UNSET, UnsetType

from analyzer.checks.fingerprint import fingerprint
from analyzer.checks.model import Pack, Rule, Verdict
from analyzer.checks.subject import outside
from analyzer.errors import Text
from analyzer.extraction.model import Analysis, Assignment, Figure, Time, When
from analyzer.report.document import document_info, unit_share
from analyzer.report.model import (
    SCHEMA_VERSION,
    AssignmentItem,
    Bilingual,
    DeadlineItem,
    Extract,
    FigureItem,
    FindingItem,
    LookedIn,
    Report,
    RuleInfo,
    RuleResult,
    SectionItem,
    Tool,
    Waiver,
    WhenItem,
)
from analyzer.report.notices import notices
from analyzer.report.places import Places
from analyzer.report.verdict import summarise
from analyzer.structure.model import Outline

Options = Mapping[str, str | int | float | bool | None]


def build_report(
    analysis: Analysis,
    verdicts: Sequence[Verdict],
    *,
    pack: Pack,
    version: str,
    options: Options | None = None,
    waivers: Mapping[str, Waiver] | None = None,
    with_text: bool = False,
) -> Report:
    """The report of one document.

    ``verdicts`` in the order of the pack; ``options`` those that bear on the result; ``waivers`` by the code of a
    rule or the fingerprint of a rule or finding; ``version`` the tool's own.
    """
    outline = analysis.outline
    places = Places(outline)
    waived = waivers or {}
    rules = [_rule(verdict, analysis, places, waived) for verdict in verdicts]
    document = document_info(analysis, places, with_text=with_text)
    warnings = notices(analysis, document, pack.problems, outside(analysis, pack))
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=_tool(version, options, pack),
        document=document,
        sections=_sections(outline, places),
        figures=[_figure(figure, places) for figure in analysis.figures],
        deadlines=[_deadline(time, places) for time in analysis.deadlines],
        assignments=[_assignment(assignment, places) for assignment in analysis.assignments],
        rules=rules,
        summary=summarise(rules, warnings),
        warnings=warnings,
    )


def build_extract(
    analysis: Analysis, *, version: str, options: Options | None = None, with_text: bool = False
) -> Extract:
    """What the document promises or reports, no rule asked."""
    places = Places(analysis.outline)
    document = document_info(analysis, places, with_text=with_text)
    return Extract(
        schema_version=SCHEMA_VERSION,
        tool=_tool(version, options, None),
        document=document,
        sections=_sections(analysis.outline, places),
        figures=[_figure(figure, places) for figure in analysis.figures],
        deadlines=[_deadline(time, places) for time in analysis.deadlines],
        assignments=[_assignment(assignment, places) for assignment in analysis.assignments],
        warnings=notices(analysis, document, (), None),
    )


def rule_info(rule: Rule) -> RuleInfo:
    """One rule of a pack, for listings."""
    applies = rule.applies
    return RuleInfo(
        code=rule.code,
        family=rule.family,
        name=Bilingual.of(rule.name),
        severity=rule.severity,
        clause=rule.clause,
        source=rule.source,
        kinds=list(applies.kinds),
        wide_kinds=list(applies.wide_kinds),
        scopes=list(applies.scopes),
        phases=list(applies.phases),
        check=rule.check,
        finds_faults=rule.finds_faults,
        suggestion=Bilingual.of(rule.suggestion),
        explanation={key: Bilingual.of(text) for key, text in rule.explanation.items()},
        cases=len(rule.cases),
    )


def _tool(version: str, options: Options | None, pack: Pack | None) -> Tool:
    return Tool(
        name="rasoat",
        version=version,
        rule_pack=pack.id if pack else None,
        rule_pack_version=pack.version if pack else None,
        options=dict(sorted((options or {}).items())),
    )


def _sections(outline: Outline, places: Places) -> list[SectionItem]:
    return [
        SectionItem(
            id=section.id,
            role=section.role.value or "other",
            label=section.label,
            heading=section.heading,
            level=section.level,
            span=section.span,
            page=outline.clean.source.own_page(section.page),
            line=places.line(section.span[0]),
            parent=None if section.parent is None else outline.sections[section.parent].id,
        )
        for section in outline.sections
    ]


def _figure(figure: Figure, places: Places) -> FigureItem:
    return FigureItem(
        kind=figure.kind,
        indicator=figure.indicator,
        indicator_text=figure.indicator_text,
        op=figure.op,
        min=plain_number(figure.min),
        max=plain_number(figure.max),
        unit=figure.unit,
        per=figure.per,
        per_entity=figure.per_entity,
        population=figure.population,
        place=figure.place,
        basis=figure.basis,
        when=_when(figure.when),
        quote=places.quote(figure.quote),
        span=figure.quote,
        page=places.page(figure.quote[0]),
        line=places.line(figure.quote[0]),
        source=places.source(figure.quote),
        section=places.section(figure.value_span[0]),
        value_span=figure.value_span,
    )


def _when(when: When | None) -> WhenItem | None:
    return None if when is None else WhenItem(start=when.start, end=when.end, every=when.every)


def _deadline(time: Time, places: Places) -> DeadlineItem:
    impossible = time.status == "impossible"
    return DeadlineItem(
        kind=time.kind,
        start=None if impossible else time.start,
        end=None if impossible else time.end,
        every=time.every,
        month=time.month,
        day=time.day,
        precision=time.precision,
        inclusive=time.inclusive,
        status=time.status,
        quote=places.quote(time.quote),
        span=time.quote,
        page=places.page(time.quote[0]),
        line=places.line(time.quote[0]),
        source=places.source(time.quote),
        section=places.section(time.span[0]),
        value_span=time.span,
    )


def _assignment(assignment: Assignment, places: Places) -> AssignmentItem:
    return AssignmentItem(
        body=assignment.body.id,
        body_text=assignment.body.text,
        role=assignment.role,
        task=places.quote(assignment.task),
        product=assignment.product,
        deadlines=list(assignment.deadlines),
        quote=places.quote(assignment.quote),
        span=assignment.quote,
        page=places.page(assignment.quote[0]),
        line=places.line(assignment.quote[0]),
        source=places.source(assignment.quote),
        section=places.section(assignment.task[0]),
    )


def _rule(verdict: Verdict, analysis: Analysis, places: Places, waivers: Mapping[str, Waiver]) -> RuleResult:
    rule = verdict.rule
    own = verdict.fingerprint or fingerprint(rule.code, verdict.status, verdict.evidence, analysis)
    result = RuleResult(
        code=rule.code,
        status=verdict.status,
        severity=rule.severity,
        message=Bilingual.of(verdict.message),
        clause=rule.clause,
        suggestion=Bilingual.of(verdict.suggestion),
        reason=_bilingual(verdict.reason),
        confidence=unit_share(verdict.confidence),
        evidence=[places.evidence(span) for span in verdict.evidence],
        fingerprint=own,
        waiver=waivers.get(own) or waivers.get(rule.code) or UNSET,
        name=Bilingual.of(rule.name),
        family=rule.family,
        source=rule.source,
        finds_faults=rule.finds_faults,
    )
    if rule.finds_faults:
        result.checked = verdict.checked
        result.findings = _findings(verdict, analysis, places, waivers)
        return result
    if verdict.status == "missing" or verdict.looked_in:
        result.looked_in = _looked_in(verdict, analysis.outline, places)
    if verdict.status == "missing":
        result.nearest = None if verdict.nearest is None else places.evidence(verdict.nearest)
    return result


def _findings(verdict: Verdict, analysis: Analysis, places: Places, waivers: Mapping[str, Waiver]) -> list[FindingItem]:
    """The faults, each with a fingerprint of its own: equal words at several places are numbered."""
    seen: Counter[str] = Counter()
    items = []
    for finding in verdict.findings:
        mark = fingerprint(verdict.rule.code, "fault", finding.evidence, analysis)
        seen[mark] += 1
        if seen[mark] > 1:
            mark = f"{mark}:{seen[mark]}"
        waiver: Waiver | UnsetType = waivers.get(mark, UNSET)
        items.append(
            FindingItem(
                message=Bilingual.of(finding.message),
                evidence=[places.evidence(span) for span in finding.evidence],
                calculation=finding.calculation,
                fingerprint=mark,
                waiver=waiver,
            )
        )
    return items


def _looked_in(verdict: Verdict, outline: Outline, places: Places) -> LookedIn:
    """Sections and pages that were searched; without sections, the pages of the whole document."""
    wanted = set(verdict.looked_in)
    spans = [section.span for section in outline.sections if section.id in wanted]
    return LookedIn(sections=list(verdict.looked_in), pages=places.pages(spans or [(0, len(outline.text))]))


def plain_number(value: float | None) -> int | float | None:
    """A number as JSON is to hold it: 1369.0 → 1369, 53.1 → 53.1; what is no number → None."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else value


def _bilingual(text: Text | None) -> Bilingual | None:
    return None if text is None else Bilingual.of(text)
