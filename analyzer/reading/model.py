"""What reading gives: blocks of raw text with their place in the source file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from analyzer.errors import Text

BlockKind = Literal["paragraph", "line", "cell", "header", "footer", "footnote", "textbox"]
Format = Literal["txt", "md", "html", "docx", "pdf", "image", "doc", "rtf", "odt", "xlsx"]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points, from the page's top left corner."""
Doubt = tuple[int, int, float]
"""A word that recognition was unsure of: half-open offsets into ``Block.text``, and its confidence, 0 to 100."""


PARTLY_READ = frozenset({"damaged", "page_failed", "page_without_text"})
"""Codes of warnings that part of a file could not be read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a block in a table: all indexes count from 0, spans from 1."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """What of the typography bears on structure. ``None`` means that the format does not say."""

    bold: bool | None = None
    italic: bool | None = None
    size: float | None = None
    """Points."""
    align: Literal["left", "center", "right", "justify"] | None = None
    heading_level: int | None = None
    """1 for the topmost, where the format itself marks headings (h1, ``#``, the style Heading 1)."""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of raw text at one place of the file.

    ``text`` is exactly what the file holds (letters that the format sets in capitals are capitals), except that
    ``label`` (automatic numbering or a bullet that a reader sees but the file does not hold as text: "I.", "1.",
    "a)", "-") is kept apart; the text room writes it in front. Line breaks inside the block are ``"\\n"``.

    ``kind``: ``line`` is one visual line of a format that has no paragraphs (txt, pdf), to be joined by the
    text room; ``paragraph`` is a paragraph as the format marks it. ``cell`` has ``cell`` set.
    ``line_gap``: for ``line``, the white space above it in units of the line's own height (None: unknown);
    in plain text, the number of blank lines above.
    """

    id: str
    """Unique in the file and stable: ``p12`` (12th paragraph of the body, from 0), ``t0r2c1p0``, ``n3``…"""
    kind: BlockKind
    text: str
    page: int | None = None
    """From 1; None where the format has no pages."""
    label: str = ""
    style: Style = Style()
    cell: Cell | None = None
    line_gap: float | None = None
    box: Box | None = None
    char_boxes: Sequence[Box] | None = None
    """PDF only: one box per character of ``text``."""
    note_ref: str | None = None
    """For a footnote: its mark ("1", "*")."""
    doubtful: tuple[Doubt, ...] = ()
    """Words that recognition was unsure of; empty where nothing was recognised."""


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that the reader of the report should know."""

    code: str
    message: Text
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One of the files of a document that has several. ``prefix``: what the ids of its blocks begin with ("f2:");
    ``pages_before``: pages of the files before it, by which its own page numbers are moved."""

    path: str
    sha256: str
    format: Format
    pages: int | None
    prefix: str
    pages_before: int


@dataclass(slots=True)
class SourceText:
    """A file as read, before any normalisation. Blocks stand in reading order."""

    path: str
    sha256: str
    format: Format
    blocks: list[Block]
    pages: int | None = None
    ocr: bool = False
    warnings: list[ReadingWarning] = field(default_factory=list)
    ocr_confidence: dict[int, float] = field(default_factory=dict)
    """Page → mean word confidence, 0 to 100; empty where nothing was recognised from images."""
    files: list[SourceFile] = field(default_factory=list)
    """Those of a document that has several, in order (``analyzer.reading.dossier``); empty for one. Their pages are
    counted through in blocks and warnings; ``own_page`` says which page of its file one is."""

    def file_of(self, block: str) -> SourceFile | None:
        """The file that a block is of, by the block's id; None for a document of one file."""
        if not self.files:
            return None
        return self.files[int(block.partition(":")[0].removeprefix("f")) - 1]

    def file_at(self, page: int | None) -> SourceFile | None:
        """The file that a page, counted through, is of."""
        if page is None:
            return None
        return next((file for file in reversed(self.files) if file.pages and page > file.pages_before), None)

    def own_page(self, page: int | None) -> int | None:
        """The number of a page in its own file, from 1."""
        file = self.file_at(page)
        return page if file is None or page is None else page - file.pages_before
