"""A document that leans on a text which is no longer in force, without citing the one that took over from it."""

from __future__ import annotations

from collections.abc import Iterator

from analyzer.checks.context import Context
from analyzer.checks.kinds.base import CheckKind, Outcome
from analyzer.checks.model import Finding, Rule
from analyzer.checks.texts import fill
from analyzer.errors import Text
from analyzer.extraction.references.register import Entry, find, lookup, validity
from analyzer.text.written import REFERENCE_TYPES, date_words


def run(rule: Rule, context: Context) -> Outcome:
    """One finding for each cited text that the register says had ended by the document's own reference date, where none
    of those that followed it is cited."""
    analysis = context.analysis
    day = analysis.profile.reference_date.value
    cited = [(reference, entry) for reference in analysis.references if (entry := lookup(reference)) is not None]
    ids = {entry.id for _, entry in cited}
    findings: list[Finding] = []
    checked = 0
    for reference, entry in cited:
        heirs = list(_heirs(entry))
        if not heirs or entry.confidence not in "HM":
            continue
        checked += 1
        if validity(reference, day) != "expired" or any(heir.id in ids for heir in heirs):
            continue
        fields = {
            "found": " ".join(analysis.quote(reference.span).split()), "end": date_words(entry.valid_to or ""),
            "heir": _named(heirs[-1]),
        }  # fmt: skip
        findings.append(Finding(fill(rule.messages["finding"], fields), (reference.span,)))
    if not findings:
        return Outcome("met", checked=checked, confidence=0.9)
    evidence = tuple(span for finding in findings for span in finding.evidence)
    names = [_named(list(_heirs(entry))[-1]) for reference, entry in cited if reference.span in evidence]
    names = list(dict.fromkeys(names))
    heirs_named = Text("; ".join(name.vi for name in names), "; ".join(name.en for name in names))
    fields = {"heir": heirs_named}
    return Outcome("missing", evidence, fields=fields, checked=checked, findings=tuple(findings), confidence=0.8)


def _heirs(entry: Entry) -> Iterator[Entry]:
    """The texts that followed, in order."""
    seen = {entry.id}
    following = find(entry.replaced_by) if entry.replaced_by else None
    while following is not None and following.id not in seen:
        yield following
        seen.add(following.id)
        following = find(following.replaced_by) if following.replaced_by else None


def _named(entry: Entry) -> Text:
    """Kind, number and title of a text: "Luật số 41/2024/QH15 (Luật Bảo hiểm xã hội)"."""
    kind = REFERENCE_TYPES.get(entry.type, REFERENCE_TYPES["document"])
    return Text(
        f"{kind.vi[:1].upper()}{kind.vi[1:]} số {entry.number} ({entry.title.vi})",
        f"{kind.en} {entry.number} ({entry.title.en})",
    )


KIND = CheckKind(
    "superseded", (), run, messages=("met", "missing", "finding"), fields=("found", "end", "heir")
)  # fmt: skip
