"""The report put in order for people: what comes first, and how places, statuses and numbers are said.

The terminal, the page and the exports all show what stands here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET

from analyzer.report.model import Evidence, Report, RuleResult, SectionItem, Waiver
from analyzer.report.safe import one_line
from analyzer.report.verdict import RANK, findings_of, is_waived
from analyzer.report.words import STATUS_ICONS, STATUSES, VERDICT_NOTES, Lang, label, say
from analyzer.text.markers import parse_marker
from analyzer.text.written import date_words

_STATUS_ORDER = {"missing": 0, "partial": 1, "needs_review": 2, "met": 3, "not_applicable": 4}
_PART = re.compile(r"(?:PL\.\d|[IVX]{1,5}\b)")
_NO_CLAUSE = frozenset({"", "-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Groups:
    """The rules by what is to be done about them; each list with the gravest first."""

    to_fix: list[RuleResult]
    in_doubt: list[RuleResult]
    met: list[RuleResult]
    clear: list[RuleResult]
    """Rules that look for faults and found none."""
    waived: list[RuleResult]
    not_applicable: list[RuleResult]


def group(rules: Sequence[RuleResult]) -> Groups:
    """Every rule in exactly one group."""
    groups = Groups([], [], [], [], [], [])
    for rule in rules:
        if rule.status == "not_applicable":
            groups.not_applicable.append(rule)
        elif rule.status == "met":
            (groups.clear if rule.finds_faults else groups.met).append(rule)
        elif is_waived(rule):
            groups.waived.append(rule)
        elif rule.status == "needs_review":
            groups.in_doubt.append(rule)
        else:
            groups.to_fix.append(rule)
    for some in (groups.to_fix, groups.in_doubt, groups.waived):
        some.sort(key=lambda rule: (-RANK[rule.severity], _STATUS_ORDER[rule.status]))
    return groups


def status_key(rule: RuleResult) -> str:
    """The key of ``STATUSES``: rules that look for faults have words of their own."""
    if rule.finds_faults and rule.status in ("missing", "met"):
        return "fault" if rule.status == "missing" else "no_fault"
    return rule.status


def status_words(rule: RuleResult, lang: Lang) -> tuple[str, str]:
    """Icon and word of a rule's status."""
    key = status_key(rule)
    return STATUS_ICONS[key], say(STATUSES, key, lang)


def clause_words(rule: RuleResult, lang: Lang) -> str:
    """The clause with its label; empty where the rule rests on none. A clause that is a mere number ("III.4") is
    followed by the text that it stands in, without its date."""
    if rule.clause in _NO_CLAUSE:
        return ""
    clause = one_line(rule.clause)
    if rule.source and _PART.match(clause):
        clause = f"{clause}, {one_line(rule.source.partition(' ngày ')[0])}"
    return label("clause", lang, clause=clause)


def verdict_note(report: Report, lang: Lang) -> str:
    """One sentence on the verdict, with how many required points are missing or wrong, or in doubt."""
    verdict = report.summary.verdict
    status = "needs_review" if verdict == "needs_review" else "missing"
    required = [r for r in report.rules if r.severity == "error" and r.status == status and not is_waived(r)]
    asked = [r for r in report.rules if not r.finds_faults and r.severity != "advice" and r.status != "not_applicable"]
    if verdict == "needs_review" and any(notice.code == "out_of_scope" for notice in report.warnings):
        return label("partly_read", lang)
    if verdict == "compliant" and report.summary.waived:
        return label("nothing_wrong_waived", lang, n=report.summary.waived)
    if verdict == "compliant" and (not asked or report.tool.options.get("select") or report.tool.options.get("ignore")):
        return label("nothing_wrong", lang)  # not every requirement was asked
    return say(VERDICT_NOTES, verdict, lang, n=len(required))


class SectionNames:
    """Finds the section of a place and names it."""

    def __init__(self, sections: Sequence[SectionItem]) -> None:
        self._sections = sections
        self._starts = [section.span[0] for section in sections]
        self._by_id = {section.id: section for section in sections}

    def at(self, offset: int) -> SectionItem | None:
        """The innermost section that holds a character."""
        section: SectionItem | None = None
        index = bisect_right(self._starts, offset) - 1
        if index >= 0:
            section = self._sections[index]
        while section is not None and offset >= section.span[1]:
            section = self._by_id.get(section.parent) if section.parent else None
        return section

    def name(self, section: SectionItem | None, lang: Lang, limit: int = 60) -> str:
        """``mục II.2: Mục tiêu cụ thể``; empty for none."""
        if section is None:
            return ""
        title = _without_number(section.heading)
        title = title if len(title) <= limit else title[: limit - 1].rstrip() + "…"
        return f"{label('section', lang, label=section.label)}: {title}" if section.label else title

    def labels(self, ids: Sequence[str], lang: Lang) -> str:
        """Several sections by their labels alone."""
        named = [self._by_id[i].label or one_line(self._by_id[i].heading) for i in ids if i in self._by_id]
        return label("section", lang, label=", ".join(named)) if named else ""


def place_words(evidence: Evidence, names: SectionNames, lang: Lang) -> str:
    """``trang 2, dòng 17, mục II.2: Mục tiêu cụ thể``."""
    place = at_words(evidence.page, evidence.line, names.name(names.at(evidence.span[0]), lang), lang)
    file = evidence.source[0].file if evidence.source else UNSET
    return place if file is UNSET else f"{one_line(file.replace(chr(92), '/').rpartition('/')[2])}, {place}"


def at_words(page: int | None, line: int, section: str, lang: Lang) -> str:
    """Page (where there is one), line and section (where there is one)."""
    parts = [label("page", lang, page=page)] if page is not None else []
    parts.append(label("line", lang, line=line))
    if section:
        parts.append(section)
    return ", ".join(parts)


def looked_in_words(rule: RuleResult, names: SectionNames, lang: Lang) -> str:
    """Where a missing thing was looked for; empty where the report does not say."""
    if rule.looked_in is UNSET:
        return ""
    where = names.labels(rule.looked_in.sections, lang) or label("whole_document", lang)
    pages = rule.looked_in.pages if rule.looked_in.sections else []
    return f"{where}, {label('page' if len(pages) == 1 else 'pages', lang, page=_ranges(pages))}" if pages else where


def _ranges(pages: Sequence[int]) -> str:
    """1, 2, 3, 5 → "1–3, 5"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def percent(share: float | None, lang: Lang) -> str:
    """0.6512 → "65,1%"; "–" for none."""
    if share is None:
        return "–"
    words = f"{share * 100:.1f}".removesuffix(".0") + "%"
    return words.replace(".", ",") if lang == "vi" else words


def faults_words(count: int, lang: Lang) -> str:
    """ "3 lỗi"."""
    return label("faults_1", lang) if count == 1 else label("faults_n", lang, n=count)


def counts_words(rules: Sequence[RuleResult], lang: Lang) -> str:
    """``2 đạt, 1 thiếu, 1 lỗi`` over some rules; statuses that do not occur are left out."""
    asked = [rule.status for rule in rules if not rule.finds_faults]
    parts = [
        f"{asked.count(status)} {say(STATUSES, status, lang).lower()}"
        for status in ("met", "partial", "missing")
        if status in asked
    ]
    doubtful = sum(rule.status == "needs_review" for rule in rules)
    if doubtful:
        parts.append(f"{doubtful} {say(STATUSES, 'needs_review', lang).lower()}")
    faults = sum(len(findings_of(rule)) for rule in rules)
    if faults:
        parts.append(faults_words(faults, lang))
    elif not parts:
        parts.append(label("no_faults", lang))
    return ", ".join(parts)


def waiver_words(waiver: Waiver, lang: Lang) -> str:
    """Who accepted a finding, why, and until when."""
    words = label("waived_by", lang, by=one_line(waiver.by), reason=one_line(waiver.reason))
    until = label("until", lang, date=date_words(waiver.expires)) if waiver.expires else label("no_end", lang)
    return f"{words} ({until})"


def families_of(report: Report) -> list[tuple[str, list[RuleResult]]]:
    """Families with at least one applicable rule, in the order of the pack, with their applicable rules."""
    found: dict[str, list[RuleResult]] = {}
    for rule in report.rules:
        if rule.status != "not_applicable":
            found.setdefault(rule.family, []).append(rule)
    return list(found.items())


def _without_number(heading: str) -> str:
    """A heading's own words; the heading itself where it has no others."""
    marker = parse_marker(heading)
    return one_line(heading[marker.end :] if marker else heading) or one_line(heading)
