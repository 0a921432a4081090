"""The text of the document with what was found in it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analyzer.pages.check_view import part
from analyzer.pages.common import lang, words
from analyzer.pages.documents import lines_of, text_of
from analyzer.pages.review_finding import faults_of, status_of
from analyzer.pages.review_keys import mark_id
from analyzer.pages.review_texts import TEXTS
from analyzer.report.marks import Mark, trimmed
from analyzer.report.model import Report
from analyzer.report.page import document_chunks
from analyzer.report.safe import one_line
from analyzer.report.words import STATUS_ICONS
from analyzer.review.states import DecisionKind
from analyzer.review.view import FindingView
from analyzer.text.model import INNER_BREAK

HEIGHT = 760
"""Of the document beside the findings, in pixels."""
_SETTLED = (DecisionKind.DISMISSED, DecisionKind.WAIVED)


def draw(report: Report, findings: Sequence[FindingView], current: int | None) -> None:
    """The document in a box that scrolls by itself; ``current``: id of the finding that is looked at."""
    t = words(TEXTS)
    text = text_of(report)
    with st.container(height=HEIGHT, border=True, key="review-document"):
        if not text:
            st.info(t("no_text"))
            return
        st.html(_current_style(findings, current) + markup(report, text, findings))


def markup(report: Report, text: str, findings: Sequence[FindingView]) -> str:
    """The text with its highlights as markup; all that comes from the document is escaped."""
    marks = marks_of(text, findings, faults_of(report))
    chunks = list(document_chunks(report, text, lines_of(text), marks))
    names = {finding.code: one_line(finding.name.in_language(lang())) for finding in findings}
    return part("check.html.j2", "document", lang(), chunks, names, {**STATUS_ICONS, "waived": "–"}, INNER_BREAK)


def marks_of(text: str, findings: Sequence[FindingView], faults: frozenset[str]) -> list[Mark]:
    """The highlights: where a finding stands, or the passage that comes closest to what is missing."""
    found = []
    for finding in findings:
        item = finding.item
        places = item.evidence or ([item.nearest] if item.nearest is not None else [])
        for number, place in enumerate(places):
            span = trimmed(text, place.span)
            if span is not None:
                id_, look = mark_id(finding.id, number), look_of(finding, faults)
                found.append(Mark(id_, *span, finding.code, look, f"f-{finding.id}"))
    return found


def look_of(finding: FindingView, faults: frozenset[str]) -> str:
    """How a finding is coloured: what is dismissed or waived no longer asks for attention."""
    if finding.decision.kind in _SETTLED:
        return "waived"
    return status_of(finding, faults)


def _current_style(findings: Sequence[FindingView], current: int | None) -> str:
    shown = next((finding for finding in findings if finding.id == current), None)
    if shown is None:
        return ""
    places = len(shown.item.evidence) or 1
    rules = ", ".join(f"#{mark_id(shown.id, number)} + mark, #{mark_id(shown.id, number)} + .at + mark"
                      for number in range(places))  # fmt: skip
    return f"<style>{rules} {{ outline: 3px solid var(--rs-blue); outline-offset: 1px; }}</style>"
