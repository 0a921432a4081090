"""From spans of the normalised text to places that a person or a program can go to."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import UNSET, UnsetType

from analyzer.reading.model import SourceFile
from analyzer.report.codec import printable_path
from analyzer.report.model import Evidence, SourcePiece
from analyzer.structure.model import Outline, Span


class Places:
    """Quote, page, line, source and section of spans of one document."""

    def __init__(self, outline: Outline) -> None:
        self._clean = outline.clean
        self._sections = outline.sections
        self._starts = [section.span[0] for section in outline.sections]

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self._clean.text[span[0] : span[1]]

    def page(self, offset: int) -> int | None:
        """Page of a character, from 1."""
        return self._clean.source.own_page(self._clean.page_at(offset)) if self._clean.lines else None

    def line(self, offset: int) -> int:
        """Line of a character, from 1."""
        return self._clean.line_at(offset).number if self._clean.lines else 1

    def source(self, span: Span) -> list[SourcePiece]:
        """The same words in the file; boxes in points, to the hundredth."""
        source = self._clean.source
        return [
            SourcePiece(
                block=piece.block,
                start=piece.start,
                end=piece.end,
                page=source.own_page(piece.page),
                boxes=[_rounded(box) for box in piece.boxes],
                file=file_path(source.file_of(piece.block)),
            )
            for piece in self._clean.locate(*span)
        ]

    def evidence(self, span: Span) -> Evidence:
        """A span as an item of evidence."""
        return Evidence(
            quote=self.quote(span),
            span=span,
            page=self.page(span[0]),
            line=self.line(span[0]),
            source=self.source(span),
        )

    def pages(self, spans: list[Span]) -> list[int]:
        """The pages that spans touch, in order; empty where the format has none. Of several files, those of the
        first that is touched."""
        found: set[int] = set()
        for start, end in spans:
            if not self._clean.lines:
                break
            first, last = self._clean.page_at(start), self._clean.page_at(max(start, end - 1))
            if first is not None and last is not None:
                found.update(range(first, last + 1))
        source = self._clean.source
        if source.files and found:
            first_file = source.file_at(min(found))
            return sorted(source.own_page(page) or page for page in found if source.file_at(page) is first_file)
        return sorted(found)

    def section(self, offset: int) -> str | None:
        """Id of the innermost section that holds a character."""
        index: int | None = bisect_right(self._starts, offset) - 1
        while index is not None and index >= 0:
            section = self._sections[index]
            if offset < section.span[1]:
                return section.id
            index = section.parent
        return None


def file_path(file: SourceFile | None) -> str | UnsetType:
    """The path of one of several files, as UTF-8 can hold it."""
    return UNSET if file is None else printable_path(file.path)


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
