"""What a spaCy ``Doc`` carries: the analysis, and its findings as span groups."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span

from analyzer.extraction.model import Analysis
from analyzer.structure.model import Span as Offsets

if not Doc.has_extension("analysis"):
    Doc.set_extension("analysis", default=None)


def analysis_of(doc: Doc) -> Analysis:
    """The analysis that ``doc`` carries; for a ``Doc`` of somebody else's pipeline, one of its plain text, whose
    spans point into ``doc.text`` as it stands."""
    analysis: Analysis | None = doc._.analysis
    if analysis is None:
        from analyzer.extraction.plain import plain_analysis

        analysis = plain_analysis(doc.text)
        analysis.doc = doc
        doc._.analysis = analysis
    return analysis


def set_group(doc: Doc, name: str, items: Iterable[tuple[Offsets, str, object]], extension: str = "") -> None:
    """Sets ``doc.spans[name]``: one span per item (offsets, label, model), widened to token borders, in order; the
    models go to ``span._`` under the name of an ``extension``."""
    spans: list[Span] = []
    for (start, end), label, model in items:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            if extension:
                setattr(span._, extension, model)
            spans.append(span)
    doc.spans[name] = spans
