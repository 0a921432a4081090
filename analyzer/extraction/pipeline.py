"""The spaCy side of extraction: what was found, as a ``Doc`` with span groups.

The steps (``analyzer.extraction.steps``) need no spaCy, so a check does not load it; the components do the same in
pipelines of others.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from analyzer.extraction.model import Analysis

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def _tokenizing() -> Language:
    """An empty pipeline with the tokenizer by syllables, built once per process."""
    import spacy

    from analyzer.extraction import tokenizer

    _ = tokenizer  # imported for what it registers
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "rasoat_syllables"}}})
    # How long a text may be is decided where it is read (``analyzer.reading.limits``); spaCy's own bound is meant for
    # parsers, of which there is none here.
    nlp.max_length = 10**9
    return nlp


def as_doc(analysis: Analysis) -> Doc:
    """The ``Doc`` over an analysis' text: ``doc._.analysis`` is the analysis, ``doc.spans`` has what was found."""
    from analyzer.extraction.factories import assignments, bodies, figures, references, times

    doc = _tokenizing().make_doc(analysis.text)
    doc._.analysis, analysis.doc = analysis, doc
    for show in (references.show, times.show, bodies.show, figures.show, assignments.show):
        show(doc, analysis)
    return doc
