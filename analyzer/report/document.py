"""What the report says of the document itself: its fields, and where each was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import UNSET

from analyzer.extraction.model import Analysis
from analyzer.report.codec import printable_path
from analyzer.report.model import (
    Bilingual,
    Candidate,
    DocumentInfo,
    FieldEvidence,
    FileInfo,
    IssuerInfo,
    PageGrade,
    Period,
    Quality,
    ReferenceDateInfo,
    ReferenceItem,
    Signer,
)
from analyzer.report.places import Places, file_path
from analyzer.structure.model import Decision, Issuer, Span
from analyzer.text.quality import document_grade, grade_pages


def document_info(analysis: Analysis, places: Places, *, with_text: bool) -> DocumentInfo:
    """The ``document`` of a report or an extract."""
    outline, profile = analysis.outline, analysis.profile
    source, head = outline.clean.source, outline.letterhead
    issuer = outline.issuer.value
    return DocumentInfo(
        path=printable_path(source.path),
        sha256=source.sha256,
        format=source.format,
        pages=source.pages,
        chars=len(analysis.text),
        ocr=source.ocr,
        quality=_quality(analysis),
        kind=outline.kind.value or "other",
        scope=outline.scope.value or "other",
        phase=profile.phase,
        number=head.number,
        issuer=IssuerInfo(
            name=issuer.name if issuer else None, level=outline.level.value or (issuer.level if issuer else None)
        ),
        title=head.title,
        place=head.place,
        issued_on=profile.issued_on,
        reference_date=ReferenceDateInfo(value=profile.reference_date.value, basis=profile.reference_date.basis),
        period=Period(
            start=profile.period.start if profile.period else None, end=profile.period.end if profile.period else None
        ),
        signer=Signer(
            authority=outline.signature.authority, position=outline.signature.position, name=outline.signature.name
        ),
        recipients=list(outline.recipients.entries),
        references=_references(analysis, places),
        evidence=_field_evidence(analysis, places),
        overrides=dict(sorted(outline.overrides.items())),
        text=analysis.text if with_text else UNSET,
        files=[
            FileInfo(path=printable_path(file.path), sha256=file.sha256, format=file.format, pages=file.pages)
            for file in source.files
        ]
        or UNSET,
    )


def _quality(analysis: Analysis) -> Quality:
    clean = analysis.outline.clean
    pages = grade_pages(clean)
    confidence: Mapping[int, float] = clean.source.ocr_confidence
    return Quality(
        grade=document_grade(pages),
        pages=[
            PageGrade(
                page=clean.source.own_page(page.page),
                grade=page.grade,
                ocr_confidence=_rounded(confidence.get(page.page)) if page.page is not None else None,
                reasons=[Bilingual.of(reason) for reason in page.reasons],
                file=file_path(clean.source.file_at(page.page)),
            )
            for page in pages
        ],
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _references(analysis: Analysis, places: Places) -> list[ReferenceItem]:
    return [
        ReferenceItem(
            type=reference.type,
            number=reference.number,
            name=reference.name,
            issued_on=reference.issued_on,
            issuer=reference.issuer,
            quote=places.quote(reference.span),
            span=reference.span,
            validity=reference.validity,
            page=places.page(reference.span[0]),
            line=places.line(reference.span[0]),
            source=places.source(reference.span),
        )
        for reference in analysis.references
    ]


def _field_evidence(analysis: Analysis, places: Places) -> dict[str, FieldEvidence]:
    """By field, in the order of the document's fields; a field that was read nowhere is left out."""
    outline, profile = analysis.outline, analysis.profile
    head, signature = outline.letterhead, outline.signature
    found: dict[str, FieldEvidence] = {
        "kind": _decided(outline.kind, places),
        "scope": _decided(outline.scope, places),
        "issuer": _decided(outline.issuer, places),
        "level": _decided(outline.level, places),
    }
    read: dict[str, Iterable[Span | None]] = {
        "phase": (profile.period_span or profile.reference_date.span,) if profile.phase else (),
        "number": (head.number_span,),
        "title": (head.title_span,),
        "place": (head.place_date,),
        "issued_on": (profile.issued_span,),
        "reference_date": (profile.reference_date.span,),
        "period": (profile.period_span,),
        "signer": (signature.authority_span, signature.position_span, signature.name_span),
        "recipients": (outline.recipients.span,),
    }
    why = {"phase": [profile.phase_why] if profile.phase_why else []}
    for field, spans in read.items():
        where = [places.evidence(span) for span in spans if span is not None]
        if where or why.get(field):
            found[field] = FieldEvidence(where=where, candidates=[], confidence=None, why=why.get(field, []))
    return found


def _decided(decision: Decision[Any], places: Places) -> FieldEvidence:
    return FieldEvidence(
        where=[places.evidence(span) for span in decision.spans],
        candidates=[
            Candidate(value=_candidate(value), confidence=unit_share(confidence))
            for value, confidence in decision.candidates
        ],
        confidence=unit_share(decision.confidence),
        why=list(decision.why),
    )


def _candidate(value: object) -> str | None:
    return value.name if isinstance(value, Issuer) else None if value is None else str(value)


def unit_share(value: float) -> float:
    """A share or a confidence to four digits, within 0 and 1."""
    return round(min(1.0, max(0.0, value)), 4)
