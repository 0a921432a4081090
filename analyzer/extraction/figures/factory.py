"""The spaCy component ``rasoat_figures``.

It reads the analysis that the document carries, with the times, citations and bodies found before it, and without one
the document's text. Results: ``doc.spans["figures"]``, each span labelled with its indicator, with ``span._.figure``
(a ``Figure``), and ``doc._.analysis.figures``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.extraction.carrier import analysis_of, set_group
from analyzer.extraction.figures.logic import find_figures
from analyzer.extraction.model import Analysis, Time
from analyzer.extraction.times import scan_times

GROUP = "figures"

if not Span.has_extension("figure"):
    Span.set_extension("figure", default=None)


def show(doc: Doc, analysis: Analysis) -> None:
    """Sets the span group from an analysis."""
    set_group(doc, GROUP, ((figure.value_span, figure.indicator, figure) for figure in analysis.figures), "figure")


def _times_of(doc: Doc) -> list[Time]:
    """The times that ``rasoat_times`` has left on a document without an analysis, else those of its text."""
    if "times" in doc.spans and Span.has_extension("time"):
        return [span._.time for span in doc.spans["times"] if span._.time is not None]
    return scan_times(doc.text)


class FiguresComponent:
    """Finds figures."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its figures."""
        alone = doc._.analysis is None
        analysis = analysis_of(doc)
        if alone and not analysis.times:
            analysis.times = _times_of(doc)
        analysis.figures = find_figures(analysis)
        show(doc, analysis)
        return doc


@Language.factory("rasoat_figures")
def create_figures(nlp: Language, name: str) -> FiguresComponent:  # noqa: ARG001 - the signature is spaCy's
    """``nlp.add_pipe("rasoat_figures")``."""
    return FiguresComponent()
