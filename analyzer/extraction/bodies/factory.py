"""The spaCy component ``rasoat_bodies``.

In the project's own pipeline it reads the analysis that the document carries; in any other it makes one of the plain
text. Results: ``doc.spans["bodies"]``, labelled with the body's kind, ``span._.body`` (the ``Body``), and
``doc._.analysis.bodies``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.extraction.bodies.logic import find_bodies
from analyzer.extraction.carrier import analysis_of

GROUP = "bodies"

if not Span.has_extension("body"):
    Span.set_extension("body", default=None)


class BodiesComponent:
    """Finds the bodies that a document names."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its bodies."""
        analysis = analysis_of(doc)
        analysis.bodies = find_bodies(analysis)
        spans = []
        for body in analysis.bodies:
            span = doc.char_span(*body.span, label=body.kind, alignment_mode="expand")
            if span is not None:
                span._.body = body
                spans.append(span)
        doc.spans[GROUP] = spans
        return doc


@Language.factory("rasoat_bodies")
def create_bodies(nlp: Language, name: str) -> BodiesComponent:  # noqa: ARG001 - the signature is spaCy's
    """``nlp.add_pipe("rasoat_bodies")``."""
    return BodiesComponent()
