"""Importing this module registers every component with spaCy."""

from analyzer.extraction.assignments import factory as assignments
from analyzer.extraction.bodies import factory as bodies
from analyzer.extraction.figures import factory as figures
from analyzer.extraction.profile import factory as profile
from analyzer.extraction.references import factory as references
from analyzer.extraction.times import factory as times

__all__ = ["assignments", "bodies", "figures", "profile", "references", "times"]
