"""The letter that returns a submission: what was confirmed, corrected or left open, in the reviewer's words."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, structs
from sqlalchemy import select

from analyzer.report.codec import from_json
from analyzer.report.export import Document
from analyzer.report.letter import letter
from analyzer.report.letter_form import Parties
from analyzer.report.model import Bilingual, FindingItem, Report, RuleResult, Waiver
from analyzer.report.verdict import findings_of, summarise
from analyzer.review.access import latest, submission_of
from analyzer.review.desk import Desk
from analyzer.review.errors import NotPossible
from analyzer.review.model import Finding
from analyzer.review.people import Actor
from analyzer.review.states import DecisionKind
from analyzer.text.model import CleanText


def return_letter(
    desk: Desk, actor: Actor, id_: int, parties: Parties | None = None, made_on: date | None = None
) -> bytes:
    """The letter (.docx) on the latest revision of a submission; ``made_on``: today where not given.

    Raises ``NotFound`` where there is no such submission that the actor may see, ``NotPossible`` where it is not
    checked.
    """
    with desk.database.read() as session:
        revision = latest(session, submission_of(session, actor, id_))
        data, sha256, filename = revision.report, revision.sha256, revision.filename
        wanted = select(Finding).where(Finding.revision_id == revision.id)
        decided = {finding.fingerprint: finding for finding in session.execute(wanted).scalars()}
    if data is None:
        raise NotPossible("Văn bản chưa được kiểm tra.", "The document is not checked.")
    report = as_reviewed(from_json(data), decided)
    original = desk.files.get(sha256)
    return letter(Document(report, _text(report, filename, original), original), made_on or desk.today(), parties)


def as_reviewed(report: Report, decided: dict[str, Finding]) -> Report:
    """The report as the reviewer left it: without what was dismissed or waived, with the reviewer's words where they
    corrected, and its counts anew. ``decided``: by fingerprint."""
    rules = [_rule(rule, decided) for rule in report.rules]
    summary = summarise(rules, report.warnings)
    return structs.replace(report, rules=rules, summary=summary)


def _rule(rule: RuleResult, decided: dict[str, Finding]) -> RuleResult:
    findings = findings_of(rule)
    if findings:
        seen = [(finding, decided.get(finding.fingerprint)) for finding in findings]
        kept = [_fault(finding, mine) for finding, mine in seen if not _dismissed(mine)]
        if not kept:
            return structs.replace(rule, status="met", findings=[], evidence=[])
        return structs.replace(rule, findings=kept)
    mine = decided.get(rule.fingerprint)
    if mine is None:
        return rule
    if _dismissed(mine):
        return structs.replace(rule, status="met", reason=None)
    if mine.decision == DecisionKind.WAIVED:
        return structs.replace(rule, waiver=_waiver(mine))
    if mine.decision == DecisionKind.CORRECTED:
        words = mine.correction or ""
        return structs.replace(rule, message=Bilingual(words, words), reason=None)
    return rule


def _fault(finding: FindingItem, mine: Finding | None) -> FindingItem:
    if mine is not None and mine.decision == DecisionKind.WAIVED:
        return structs.replace(finding, waiver=_waiver(mine))
    if mine is not None and mine.decision == DecisionKind.CORRECTED:
        words = mine.correction or ""
        return structs.replace(finding, message=Bilingual(words, words), calculation=None)
    return finding


def _dismissed(mine: Finding | None) -> bool:
    return mine is not None and mine.decision == DecisionKind.DISMISSED


def _waiver(mine: Finding) -> Waiver:
    return Waiver(reason=mine.reason or "", by=mine.decided_by or "", expires=None)


def _text(report: Report, filename: str, original: bytes) -> CleanText:
    """The text that the report's spans point into: that of the file, and where another version of the program reads it
    otherwise, the text that was kept with the report."""
    from analyzer.reading import read
    from analyzer.text.normalise import normalise

    clean = normalise(read(filename, data=original))
    kept = "" if report.document.text is UNSET else report.document.text
    if clean.text == kept:
        return clean
    return normalise(read("van-ban.txt", data=kept.encode("utf-8")))
