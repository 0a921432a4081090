"""How well the pages were read, as far as it bears on a verdict."""

from __future__ import annotations

from analyzer.structure.model import Span
from analyzer.text.model import CleanText
from analyzer.text.quality import grade_pages

_TRUST = {"good": 1.0, "fair": 0.9, "poor": 0.5}


class Pages:
    """The grades of a document's pages."""

    def __init__(self, clean: CleanText) -> None:
        self._clean = clean
        self._recognised = clean.source.ocr_confidence
        blocks = clean.source.blocks if self._recognised else []
        self._doubts = {block.id: block.doubtful for block in blocks if block.doubtful}
        self._grades = {page.page: page.grade for page in grade_pages(clean)}

    def is_poor(self, page: int | None) -> bool:
        """Whether what is read there needs a person."""
        return self._grades.get(page) == "poor"

    @property
    def poor_share(self) -> float:
        """Share of pages that were read poorly, from 0 to 1."""
        grades = list(self._grades.values())
        return grades.count("poor") / len(grades) if grades else 0.0

    def is_recognised(self, page: int | None) -> bool:
        """Whether a page was recognised from its picture."""
        return page in self._recognised

    def certainty(self, span: Span) -> float:
        """The confidence of the word in a span that recognition was least sure of, 0 to 100; 100 where it was sure of
        all of them, and where nothing was recognised."""
        if not self._doubts:
            return 100.0
        found = [
            confidence
            for piece in self._clean.locate(*span)
            for start, end, confidence in self._doubts.get(piece.block, ())
            if start < piece.end and piece.start < end
        ]
        return min(found, default=100.0)

    def is_forgiving(self, page: int | None) -> bool:
        """Whether words are matched there without their diacritics, which is what recognition gets wrong most."""
        return page in self._recognised or self._grades.get(page, "good") != "good"

    def trust(self, page: int | None) -> float:
        """Factor for the confidence of what is read there, from 0 to 1."""
        return _TRUST[self._grades.get(page, "good")] * (0.98 if page in self._recognised else 1.0)
