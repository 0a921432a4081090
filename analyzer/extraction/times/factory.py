"""The spaCy component ``rasoat_times``.

It reads the analysis that the document carries, and without one the document's text. Results: ``doc.spans["times"]``,
each span with ``span._.time`` (a ``Time``), and ``doc._.analysis.times`` where there is an analysis.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from analyzer.extraction.carrier import set_group
from analyzer.extraction.model import Analysis, Time
from analyzer.extraction.times.document import find_times
from analyzer.extraction.times.logic import Context, scan_times

GROUP = "times"

if not Span.has_extension("time"):
    Span.set_extension("time", default=None)


def show(doc: Doc, analysis: Analysis) -> None:
    """Sets the span group from an analysis."""
    _show(doc, analysis.times)


def _show(doc: Doc, times: Iterable[Time]) -> None:
    set_group(doc, GROUP, ((time.span, time.kind, time) for time in times), "time")


class TimesComponent:
    """Finds times. ``reference_date`` (ISO) resolves "cuối năm nay" and years left out, where no analysis does."""

    def __init__(self, reference_date: str | None = None) -> None:
        self.context = Context(reference=date.fromisoformat(reference_date) if reference_date else None)

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its times."""
        analysis = doc._.analysis
        times: list[Time] = find_times(analysis) if analysis is not None else scan_times(doc.text, context=self.context)
        if analysis is not None:
            analysis.times = times
        _show(doc, times)
        return doc


@Language.factory("rasoat_times", default_config={"reference_date": None})
def create_times(nlp: Language, name: str, reference_date: str | None) -> TimesComponent:  # noqa: ARG001 - the factory protocol
    """``nlp.add_pipe("rasoat_times", config={"reference_date": "2025-03-01"})``."""
    return TimesComponent(reference_date)
