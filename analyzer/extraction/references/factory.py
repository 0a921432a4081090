"""The spaCy component ``rasoat_references``.

In the project's own pipeline it reads the analysis that the document carries; in any other pipeline it reads the
document's text. Results: ``doc.spans["references"]``, one span per mention with ``span._.reference`` (the
``Reference`` that all mentions of a document share), and ``doc._.analysis.references`` where there is an analysis.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.extraction.model import Reference
from analyzer.extraction.references.logic import find_references, scan_references

GROUP = "references"


def extend() -> None:
    """Register the extensions, unless someone has."""
    if not Doc.has_extension("analysis"):
        Doc.set_extension("analysis", default=None)
    if not Span.has_extension("reference"):
        Span.set_extension("reference", default=None)


class ReferencesComponent:
    """Finds the documents that a document cites."""

    def __init__(self) -> None:
        extend()

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its references."""
        analysis = doc._.analysis
        references: list[Reference] = find_references(analysis) if analysis is not None else scan_references(doc.text)
        if analysis is not None:
            analysis.references = references
        spans = []
        for place, reference in sorted(((m, r) for r in references for m in r.mentions), key=lambda x: x[0]):
            span = doc.char_span(*place, label=reference.type, alignment_mode="expand")
            if span is not None:
                span._.reference = reference
                spans.append(span)
        doc.spans[GROUP] = spans
        return doc


@Language.factory("rasoat_references")
def create_references(nlp: Language, name: str) -> ReferencesComponent:  # noqa: ARG001 - the factory protocol
    """``nlp.add_pipe("rasoat_references")``."""
    return ReferencesComponent()
