"""The spaCy component ``rasoat_profile``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analyzer.extraction.carrier import analysis_of
from analyzer.extraction.profile.logic import find_profile


@Language.component("rasoat_profile")
def profile_component(doc: Doc) -> Doc:
    """Sets ``doc._.analysis.profile``; runs after ``rasoat_times`` and ``rasoat_references``."""
    analysis = analysis_of(doc)
    analysis.profile = find_profile(analysis, date=analysis.given_date)
    return doc
