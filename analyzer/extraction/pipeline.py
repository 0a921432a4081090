"""The spaCy pipeline: the components in their order over one ``Doc``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from analyzer.extraction.model import Analysis
from analyzer.structure.model import Outline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

COMPONENTS = (
    "rasoat_references", "rasoat_times", "rasoat_profile", "rasoat_bodies", "rasoat_figures", "rasoat_assignments",
)  # fmt: skip


@cache
def pipeline() -> Language:
    """The pipeline with all components, built once per process."""
    import spacy

    from analyzer.extraction import factories, tokenizer

    _ = (factories, tokenizer)  # imported for what they register
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "rasoat_syllables"}}})
    # How long a text may be is decided where it is read (``analyzer.reading.limits``); spaCy's own bound is meant for
    # parsers, of which there is none here.
    nlp.max_length = 10**9
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(outline: Outline, *, date: str | None = None) -> Doc:
    """The ``Doc`` of an outline's text, with everything extracted; ``doc._.analysis`` holds it.

    ``date`` is a reference date given by the user (ISO, as far as known).
    """
    nlp = pipeline()
    doc = nlp.make_doc(outline.text)
    analysis = Analysis(outline, doc, given_date=date)
    doc._.analysis = analysis
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
