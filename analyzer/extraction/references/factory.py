"""The spaCy component ``rasoat_references``.

It reads the analysis that the document carries, and without one the document's text. Results:
``doc.spans["references"]``, one span per mention with ``span._.reference`` (the ``Reference`` that all mentions of a
document share), and ``doc._.analysis.references`` where there is an analysis.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.extraction.carrier import set_group
from analyzer.extraction.model import Analysis, Reference
from analyzer.extraction.references.logic import find_references, scan_references

GROUP = "references"

if not Span.has_extension("reference"):
    Span.set_extension("reference", default=None)


def show(doc: Doc, analysis: Analysis) -> None:
    """Sets the span group from an analysis."""
    _show(doc, analysis.references)


def _show(doc: Doc, references: Iterable[Reference]) -> None:
    mentions = sorted(((place, ref) for ref in references for place in ref.mentions), key=lambda mention: mention[0])
    set_group(doc, GROUP, ((place, ref.type, ref) for place, ref in mentions), "reference")


class ReferencesComponent:
    """Finds the documents that a document cites."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its references."""
        analysis = doc._.analysis
        references: list[Reference] = find_references(analysis) if analysis is not None else scan_references(doc.text)
        if analysis is not None:
            analysis.references = references
        _show(doc, references)
        return doc


@Language.factory("rasoat_references")
def create_references(nlp: Language, name: str) -> ReferencesComponent:  # noqa: ARG001 - the factory protocol
    """``nlp.add_pipe("rasoat_references")``."""
    return ReferencesComponent()
