"""Waivers held against a report: what was accepted counts no longer, what has expired or fits nothing is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import UNSET

from analyzer.checks.fingerprint import plain_words
from analyzer.errors import Text
from analyzer.pathnames import absolute, fits, relative
from analyzer.report.model import Bilingual, DocumentInfo, Evidence, FindingItem, Report, RuleResult, Waiver, WaiverItem
from analyzer.report.verdict import findings_of, summarise
from analyzer.report.waiverfile import Entry, Waivers
from analyzer.text.written import date_words

EXPIRED, STALE = "W901", "W902"

_LAPSED = Text("Ngoại lệ cho {what} đã hết hạn từ ngày {day}; các điểm này lại được tính.",
               "The waiver of {what} expired on {day}; what it covered counts again.")  # fmt: skip
_RENEW = Text("Khắc phục các điểm này; nếu người có thẩm quyền vẫn chấp nhận thì gia hạn tại {place}.",
              "Mend it; or, where the person in charge still accepts it, renew it at {place}.")  # fmt: skip
_STALE = Text("Ngoại lệ cho {what} không ứng với điểm nào cần sửa trong văn bản này.",
              "The waiver of {what} fits nothing that is to be fixed in this document.")  # fmt: skip
_UNKNOWN = Text("Ngoại lệ nêu {what}, nhưng bộ quy tắc không có mã này.",
                "The waiver names {what}, which is no rule of the rule pack.")  # fmt: skip
_NOWHERE = Text("Ngoại lệ cho {what} không ứng với điểm nào trong {n} văn bản mà nó nêu.",
                "The waiver of {what} fits nothing in the {n} documents that it names.")  # fmt: skip
_REMOVE = Text("Xóa mục này tại {place}, hoặc sửa lại cho khớp với văn bản.",
               "Remove the entry at {place}, or make it fit the document.")  # fmt: skip


def apply_waivers(report: Report, waivers: Waivers, today: date) -> None:
    """Sets ``waiver`` of the rules and faults that are accepted, ``report.waivers``, and the summary anew.

    ``today`` decides which entries have expired: the last day of an entry is one on which it still holds.
    """
    items: list[WaiverItem] = []
    for entry in waivers.entries:
        if not _names(entry, report.document, waivers.folder):
            continue
        targets = list(_targets(entry, report))
        expired = entry.expires is not None and entry.expires < today.isoformat()
        waiver = Waiver(reason=entry.reason, by=entry.by, expires=entry.expires)
        if not expired:
            for target in targets:
                target.waiver = waiver if target.waiver is UNSET else target.waiver
        items.append(_item(entry, waiver, report, fits_some=bool(targets), expired=expired))
    report.waivers = items
    report.summary = summarise(report.rules, report.warnings)


def unused_in(reports: Sequence[Sequence[WaiverItem]]) -> list[WaiverItem]:
    """Entries that name several of the documents checked and fit nothing in any, as findings (``W902``).

    ``reports`` holds the ``waivers`` of each report. An entry that names but one of them may fit another document,
    and is left alone.
    """
    counts: dict[str, int] = {}
    first: dict[str, WaiverItem] = {}
    used: set[str] = set()
    for items in reports:
        for item in items:
            first.setdefault(item.place, item)
            counts[item.place] = counts.get(item.place, 0) + 1
            if item.state != "unused":
                used.add(item.place)
    return [
        _with_finding(item, STALE, _NOWHERE, _REMOVE, n=counts[place])
        for place, item in first.items()
        if place not in used and counts[place] > 1
    ]


def _names(entry: Entry, document: DocumentInfo, folder: Path) -> bool:
    if entry.issuer and plain_words(entry.issuer) not in plain_words(document.issuer.name or ""):
        return False
    if not entry.documents:
        return True
    path = relative(absolute(document.path), folder)
    number = "".join((document.number or "").split()).casefold()
    return any(
        name.casefold() == document.sha256
        or (number and "".join(name.split()).casefold() == number)
        or fits(path, name)
        for name in entry.documents
    )


def _targets(entry: Entry, report: Report) -> Iterator[RuleResult | FindingItem]:
    """The open rules and faults that an entry covers: a rule as a whole, unless the entry names a place or a fault."""
    for rule in report.rules:
        if rule.status in ("met", "not_applicable") or entry.rule not in (None, rule.code):
            continue
        if _covers(entry, rule.fingerprint) and not entry.sections and not entry.quote:
            yield rule
            continue
        findings = findings_of(rule)
        for finding in findings:
            if _covers(entry, finding.fingerprint) and _is_there(entry, finding.evidence, report):
                yield finding
        if not findings and _covers(entry, rule.fingerprint) and _is_there(entry, _evidence(rule), report):
            yield rule


def _covers(entry: Entry, fingerprint: str) -> bool:
    return entry.fingerprint in (None, fingerprint)


def _evidence(rule: RuleResult) -> list[Evidence]:
    """The evidence of a requirement; of one that is missing the passage that comes closest."""
    if rule.evidence or rule.nearest is UNSET or rule.nearest is None:
        return rule.evidence
    return [rule.nearest]


def _is_there(entry: Entry, evidence: Sequence[Evidence], report: Report) -> bool:
    """Whether some item of evidence holds the words and stands in the section that an entry names."""
    words = plain_words(entry.quote)
    wanted = {name.casefold() for name in entry.sections}
    for item in evidence:
        around = [s for s in report.sections if s.span[0] <= item.span[0] < s.span[1]]
        names = {name.casefold() for section in around for name in (section.label, section.role)}
        if (not words or f" {words} " in f" {plain_words(item.quote)} ") and (not wanted or wanted & names):
            return True
    return False


def _item(entry: Entry, waiver: Waiver, report: Report, *, fits_some: bool, expired: bool) -> WaiverItem:
    item = WaiverItem(
        code=None, state="used" if fits_some else "unused", place=entry.place, rule=entry.rule,
        fingerprint=entry.fingerprint, waiver=waiver, message=None, suggestion=None,
    )  # fmt: skip
    if fits_some:
        return _with_finding(item, EXPIRED, _LAPSED, _RENEW) if expired else item
    judged = _judged(entry, report)
    if judged == "unknown":
        return _with_finding(item, STALE, _UNKNOWN, _REMOVE)
    return _with_finding(item, STALE, _STALE, _REMOVE) if judged == "asked" and entry.names_one else item


def _judged(entry: Entry, report: Report) -> str:
    """Whether the report can tell that an entry fits nothing: "asked", "unknown" (no such rule), or "" where its rule
    was left out or is in doubt."""
    some_left_out = bool(report.tool.options.get("select") or report.tool.options.get("ignore"))
    rules = [rule for rule in report.rules if entry.rule in (None, rule.code)]
    if not rules or entry.rule is None:
        return "" if some_left_out else "asked" if rules else "unknown"
    return "" if any(rule.status == "needs_review" for rule in rules) else "asked"


def _with_finding(item: WaiverItem, code: str, message: Text, suggestion: Text, **values: object) -> WaiverItem:
    what = Text(item.rule or "dấu nhận dạng " + (item.fingerprint or ""), item.rule or item.fingerprint or "")
    day = date_words(item.waiver.expires) if item.waiver.expires else ""

    def said(text: Text) -> Bilingual:
        vi, en = (
            text.in_language(lang).format(what=what.in_language(lang), day=day, place=item.place, **values)
            for lang in ("vi", "en")
        )
        return Bilingual(vi, en)

    return WaiverItem(
        code=code, state="expired" if code == EXPIRED else "stale", place=item.place, rule=item.rule,
        fingerprint=item.fingerprint, waiver=item.waiver, message=said(message), suggestion=said(suggestion),
    )  # fmt: skip
