"""The spaCy component ``rasoat_bodies``.

It reads the analysis that the document carries, and without one makes one of the plain text. Results:
``doc.spans["bodies"]``, labelled with the body's kind, ``span._.body`` (the ``Body``), and ``doc._.analysis.bodies``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.extraction.bodies.logic import find_bodies
from analyzer.extraction.carrier import analysis_of, set_group
from analyzer.extraction.model import Analysis

GROUP = "bodies"

if not Span.has_extension("body"):
    Span.set_extension("body", default=None)


def show(doc: Doc, analysis: Analysis) -> None:
    """Sets the span group from an analysis."""
    set_group(doc, GROUP, ((body.span, body.kind, body) for body in analysis.bodies), "body")


class BodiesComponent:
    """Finds the bodies that a document names."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its bodies."""
        analysis = analysis_of(doc)
        analysis.bodies = find_bodies(analysis)
        show(doc, analysis)
        return doc


@Language.factory("rasoat_bodies")
def create_bodies(nlp: Language, name: str) -> BodiesComponent:  # noqa: ARG001 - the signature is spaCy's
    """``nlp.add_pipe("rasoat_bodies")``."""
    return BodiesComponent()
