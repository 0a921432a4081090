"""What people dismissed or corrected, as cases for the rules: so that the same mistake is made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select

from analyzer.report.codec import from_json
from analyzer.report.model import Evidence, Report
from analyzer.report.safe import one_line
from analyzer.review.access import visible
from analyzer.review.desk import Desk
from analyzer.review.model import Finding, Revision, Submission
from analyzer.review.people import Actor
from analyzer.review.precision import last_decided
from analyzer.review.states import DECISIONS, DecisionKind
from analyzer.review.view import item_of

_AROUND = 300
"""Characters of the text kept before and behind the evidence, up to the ends of their lines."""
_LONGEST = 4000
_LEARNT = (DecisionKind.DISMISSED, DecisionKind.CORRECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LearntCase:
    """A finding that a person dismissed or corrected, with the text it rests on.

    ``status``: the one wanted. Of what was dismissed it is ``met``, of what was corrected the one that the program
    gave, since the requirement stays open in other words. ``text`` is an excerpt, and where nothing of it is evidence
    (something is missing) the beginning of the document; a person looks at it before it becomes a case.
    """

    code: str
    status: str
    machine_status: str
    decision: DecisionKind
    text: str
    message: str
    reason: str
    correction: str
    decided_by: str
    decided_at: datetime
    finds_faults: bool
    kind: str
    scope: str
    level: str | None
    date: str | None
    submission: int
    fingerprint: str

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {**asdict(self), "decided_at": self.decided_at.isoformat()}


def learnt_cases(desk: Desk, actor: Actor) -> Iterator[LearntCase]:
    """The findings that were dismissed or corrected in the actor's places, by code; each report is read once."""
    query = (
        select(Finding, Revision.report, Revision.submission_id)
        .join(Revision, Finding.revision_id == Revision.id)
        .join(Submission, Revision.submission_id == Submission.id)
        .where(Finding.id.in_(last_decided(actor)), Finding.decision.in_(_LEARNT))
        .order_by(Finding.revision_id, Finding.id)
    )
    seen = visible(actor)
    with desk.database.read() as session:
        last, report = -1, None
        for finding, data, submission in session.execute(query if seen is None else query.where(seen)).yield_per(50):
            if finding.revision_id != last:
                last, report = finding.revision_id, from_json(data) if data is not None else None
            if report is not None:
                yield _case(finding, report, submission)


def _case(finding: Finding, report: Report, submission: int) -> LearntCase:
    _, item = item_of(finding.detail)
    dismissed = finding.decision == DecisionKind.DISMISSED
    rule = next((rule for rule in report.rules if rule.code == finding.code), None)
    places = item.evidence or ([item.nearest] if item.nearest is not None else [])
    document = report.document
    return LearntCase(
        code=finding.code, status="met" if dismissed else finding.status, machine_status=finding.status,
        decision=finding.decision, text=_excerpt(report, places), message=one_line(item.message.vi),
        reason=finding.reason or "", correction=finding.correction or "", decided_by=finding.decided_by or "",
        decided_at=_when(finding), finds_faults=rule is not None and rule.finds_faults,
        kind=document.kind, scope=document.scope, level=document.issuer.level, date=document.reference_date.value,
        submission=submission, fingerprint=finding.fingerprint,
    )  # fmt: skip


def _when(finding: Finding) -> datetime:
    if finding.decided_at is None:
        raise ValueError(f"finding {finding.id} was decided at no time")
    return finding.decided_at


def _excerpt(report: Report, places: list[Evidence]) -> str:
    text = "" if isinstance(report.document.text, msgspec.UnsetType) else report.document.text
    if not places:
        return _whole_lines(text, 0, min(len(text), _LONGEST))
    pieces: list[tuple[int, int]] = []
    for start, end in sorted(place.span for place in places):
        first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
        if pieces and first <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(last, pieces[-1][1]))
        else:
            pieces.append((first, last))
    return "\n".join(_whole_lines(text, first, last) for first, last in pieces)[:_LONGEST]


def _whole_lines(text: str, start: int, end: int) -> str:
    """The lines that a piece of the text touches."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    return text[first : last if last >= 0 else len(text)].strip("\n")


def cases_yaml(cases: Iterator[LearntCase]) -> str:
    """Cases in the form of those behind ``---`` in a rule file: code → cases."""
    import yaml

    found: dict[str, list[dict[str, Any]]] = {}
    for case in sorted(cases, key=lambda case: (case.code, case.submission, case.fingerprint)):
        found.setdefault(case.code, []).append(_as_case(case))
    dumped: str = yaml.dump(found, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=110)
    return dumped if found else ""


def _as_case(case: LearntCase) -> dict[str, Any]:
    said = [DECISIONS[case.decision].vi, f"{case.decided_by}, {case.decided_at:%d/%m/%Y}", case.reason]
    if case.correction:
        said.append(f"→ {case.correction}")
    given: dict[str, Any] = {"text": case.text, "status": case.status}
    if case.finds_faults and case.status == "met":
        given["findings"] = 0
    given |= {"kind": case.kind, "scope": case.scope}
    if case.level is not None:
        given["level"] = case.level
    if case.date is not None:
        given["date"] = case.date
    return given | {"note": " · ".join(one_line(part) for part in said if part)}


def _dumper() -> type[Any]:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Texts of several lines as blocks, as a person writes them."""

    def text(dumper: Any, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    return Dumper
