"""What a reviewer would write in the margin: one remark for each fault and for each rule that is missing, partly met
or in doubt, with the words it is written at. Comments in Word, notes in a PDF and the letter share them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec import UNSET

from analyzer.report.model import Evidence, FindingItem, Report, RuleResult, SectionItem, SourcePiece
from analyzer.report.safe import one_line, shorten
from analyzer.report.verdict import findings_of
from analyzer.report.view import (
    SectionNames,
    clause_words,
    group,
    looked_in_words,
    percent,
    place_words,
    status_key,
    status_words,
    verdict_note,
)
from analyzer.report.words import SEVERITIES, VERDICTS, Lang, label, say
from analyzer.text.model import CleanText

Look = Literal["missing", "fault", "partial", "needs_review"]
_HOMES: dict[str, tuple[str, ...]] = {
    "S": (),
    "C": ("content_forms_methods", "forms", "methods", "content", "results", "implementation"),
    "I": ("specific_objectives", "objectives", "general_objective", "results"),
    "B": ("organisation", "implementation"),
    "T": ("tasks", "solutions", "implementation", "results", "organisation"),
    "D": ("reporting", "timeline", "organisation"),
}
"""Roles of the sections where what a family of rules asks for usually stands, the likeliest first."""
_FEW = 2
"""As many sections name a place; more of them are the whole document."""
_QUOTE = 240
_WORDS = 1200
_PLACES = 5


@dataclass(frozen=True, slots=True)
class Remark:
    """``places``: the words it is about, the first is where it is written; without any, it belongs to the whole
    document and is written at its beginning. ``quoted``: the places are evidence, not merely the heading nearby."""

    rule: RuleResult
    finding: FindingItem | None
    look: Look
    places: tuple[Evidence, ...]
    quoted: bool

    @property
    def fingerprint(self) -> str:
        """That of the fault, or of the rule."""
        return self.rule.fingerprint if self.finding is None else self.finding.fingerprint


def remarks_of(report: Report, clean: CleanText) -> list[Remark]:
    """All remarks, the gravest first; what was accepted as an exception has none. ``clean`` is the report's text."""
    groups = group(report.rules)
    remarks = []
    for rule in groups.to_fix + groups.in_doubt:
        look: Look = status_key(rule)  # type: ignore[assignment]
        findings = findings_of(rule)
        for finding in findings:
            if finding.waiver is UNSET:
                remarks.append(Remark(rule, finding, look, tuple(finding.evidence), True))
        if findings:
            continue
        if rule.evidence and rule.status != "missing":
            remarks.append(Remark(rule, None, look, tuple(rule.evidence), True))
        else:
            home = _home(rule, report.sections, clean)
            remarks.append(Remark(rule, None, look, () if home is None else (home,), False))
    return remarks


def _home(rule: RuleResult, sections: Sequence[SectionItem], clean: CleanText) -> Evidence | None:
    """The heading under which a missing thing belongs: that of the passage that came closest, of the section where it
    was looked for, or of the one where such things stand."""
    if rule.nearest is not UNSET and rule.nearest is not None:
        section = SectionNames(sections).at(rule.nearest.span[0])
        return rule.nearest if section is None else _heading(section, clean)
    looked = [] if rule.looked_in is UNSET else rule.looked_in.sections
    if 0 < len(looked) <= _FEW:
        for section in sections:
            if section.id == looked[0]:
                return _heading(section, clean)
    for role in _HOMES.get(rule.family, ()):
        for section in sections:
            if section.role == role:
                return _heading(section, clean)
    return None


def _heading(section: SectionItem, clean: CleanText) -> Evidence:
    line = clean.line_at(section.span[0])
    start, end = section.span[0], min(line.end, section.span[1])
    pieces = clean.locate(start, end)
    return Evidence(
        quote=clean.text[start:end],
        span=(start, end),
        page=section.page,
        line=line.number,
        source=[SourcePiece(block=p.block, start=p.start, end=p.end, page=p.page, boxes=list(p.boxes)) for p in pieces],
    )


def title_words(remark: Remark, lang: Lang) -> str:
    """``✗ THIẾU · S102 Mục tiêu tổng quát (Bắt buộc)``."""
    icon, status = status_words(remark.rule, lang)
    name = one_line(remark.rule.name.in_language(lang))
    return f"{icon} {status.upper()} · {remark.rule.code} {name} ({say(SEVERITIES, remark.rule.severity, lang)})"


def message_words(remark: Remark, lang: Lang) -> str:
    """What was found, on one line."""
    source = remark.rule if remark.finding is None else remark.finding
    return shorten(source.message.in_language(lang), _WORDS)


def suggestion_words(remark: Remark, lang: Lang) -> str:
    """What to do about it, on one line."""
    return shorten(remark.rule.suggestion.in_language(lang), _WORDS)


def body_lines(remark: Remark, names: SectionNames, lang: Lang) -> list[str]:
    """The remark under its title: message, reason of doubt, arithmetic, where else, where it was looked for, what to
    do, clause. Every line is harmless and bounded."""
    rule, finding = remark.rule, remark.finding
    lines = [message_words(remark, lang)]
    if rule.reason is not None:
        lines.append(_field("reason", rule.reason.in_language(lang), lang))
    if finding is not None and finding.calculation:
        lines.append(_field("calculation", finding.calculation, lang))
    if remark.quoted:
        others = remark.places[1:]
        lines += [f"– “{shorten(e.quote, _QUOTE)}” [{place_words(e, names, lang)}]" for e in others[:_PLACES]]
        if len(others) > _PLACES:
            lines.append(label("more_places", lang, n=len(others) - _PLACES))
    looked = looked_in_words(rule, names, lang)
    if looked:
        lines.append(_field("looked_in", looked, lang))
    if rule.nearest is not UNSET and rule.nearest is not None:
        place = place_words(rule.nearest, names, lang)
        lines.append(_field("nearest", f"“{shorten(rule.nearest.quote, _QUOTE)}” [{place}]", lang))
    suggestion = suggestion_words(remark, lang)
    if suggestion:
        lines.append(f"→ {suggestion}")
    lines.append(clause_words(rule, lang))
    return [line for line in lines if line]


def summary_lines(report: Report, lang: Lang) -> list[str]:
    """The verdict and the sentence on it, the coverage, the warnings."""
    summary = report.summary
    lines = [
        f"{label('verdict', lang)}: {say(VERDICTS, summary.verdict, lang)}. {verdict_note(report, lang)}",
        f"{label('coverage', lang)}: {percent(summary.coverage, lang)}.",
    ]
    for notice in report.warnings:
        page = f" ({label('page', lang, page=notice.page)})" if notice.page else ""
        lines.append(f"! {shorten(notice.message.in_language(lang), _WORDS)}{page}")
    return lines


def _field(key: str, words: str, lang: Lang) -> str:
    return f"{label(key, lang)}: {shorten(words, _WORDS)}"
