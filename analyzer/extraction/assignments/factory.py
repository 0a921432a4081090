"""The spaCy component ``rasoat_assignments``.

It uses the bodies and times that components before it have found, and finds the bodies itself where there was none.
Results: ``doc.spans["assignments"]``, one span per task, labelled with the role, and
``doc._.analysis.assignments``, in the same order.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analyzer.extraction.assignments.logic import find_assignments
from analyzer.extraction.bodies.logic import find_bodies
from analyzer.extraction.carrier import analysis_of, set_group
from analyzer.extraction.model import Analysis

GROUP = "assignments"


def show(doc: Doc, analysis: Analysis) -> None:
    """Sets the span group from an analysis."""
    set_group(doc, GROUP, ((item.task, item.role, item) for item in analysis.assignments))


class AssignmentsComponent:
    """Finds who is to do what, or did it."""

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its assignments."""
        analysis = analysis_of(doc)
        if not analysis.bodies:
            analysis.bodies = find_bodies(analysis)
        analysis.assignments = find_assignments(analysis)
        show(doc, analysis)
        return doc


@Language.factory("rasoat_assignments")
def create_assignments(nlp: Language, name: str) -> AssignmentsComponent:  # noqa: ARG001 - the signature is spaCy's
    """``nlp.add_pipe("rasoat_assignments")``."""
    return AssignmentsComponent()
